"""Gathers the counts of a thematic report from one look at the workspace; see `analyse.count_records`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from reportminer.analyse.balance import measure_balances
from reportminer.analyse.changes import compare_reviews, pair_reviews
from reportminer.analyse.contradictions import find_contradictions
from reportminer.analyse.cooccurrence import LEAST_REPORTS, measure_cooccurrence
from reportminer.analyse.count_records import (
    AreaTwin,
    Contradiction,
    Cooccurrence,
    PatternChange,
    PatternCount,
    Repeat,
    Saturation,
    ThemeBalance,
    Together,
)
from reportminer.analyse.profiles import list_repeats, profile_patterns
from reportminer.analyse.recurrence import PatternKey
from reportminer.analyse.saturation import measure_saturation
from reportminer.analyse.sided import Sided, list_sided
from reportminer.analyse.twins import LEAST_FINDINGS, find_twins
from reportminer.codebook.model import Codebook
from reportminer.records import Silence
from reportminer.store.connection import Connection
from reportminer.store.matching import Filters
from reportminer.store.reading import read_findings, read_nearest
from reportminer.store.report_parts import read_summary_blocks, read_vectors_of
from reportminer.store.views import FindingRow
from reportminer.workflow.correcting import correct_counts
from reportminer.workflow.evidence import Evidence, gather_evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Thematic:
    """All counts of a thematic report.

    Filters change it as they change an export (`analyse.selection`): those on area, type, date and section change
    what is counted; those on theme, pattern and polarity choose the patterns and themes that are listed.
    """

    evidence: Evidence
    """What was counted."""
    findings: Mapping[str, FindingRow]
    """Every sentence that a record names, by id, but those of silences."""
    patterns: tuple[PatternCount, ...]
    """The patterns listed, in the order of the codebook; also those that were never found."""
    repeats: tuple[Repeat, ...]
    """Findings that are not counted because they repeat another, in the order of findings.csv."""
    saturation: Saturation
    """New patterns per further report."""
    cooccurrences: tuple[Cooccurrence, ...]
    """Pairs with minimal support: within reports, then within sections; by falling lower end of the lift."""
    least_together: int
    """The minimal support: reports in which two patterns must stand together to be listed."""
    balances: tuple[ThemeBalance, ...]
    """The themes listed, in the order of the codebook."""
    silences: tuple[Silence, ...]
    """By report, then as the codebook."""
    contradictions: tuple[Contradiction, ...]
    """By report, then theme; summary against body first."""
    twins: tuple[AreaTwin, ...]
    """By area, then rank."""
    least_findings: int
    """Findings with a side that an area must have to be compared with others."""
    changes: tuple[PatternChange, ...]
    """By progress review, then as the codebook."""
    is_reviewed: bool
    """Whether people have read sentences at random, so that each `PatternCount.corrected` is there."""


def gather_thematic(
    connection: Connection, *, codebook: Codebook, filters: Filters, evidence: Evidence | None = None
) -> Thematic:
    """Return the counts of a thematic report.

    Args:
        connection: an open workspace.
        codebook: what was looked for.
        filters: what to narrow it to.
        evidence: that of the same workspace, codebook and filters, where it is gathered already.
    """
    evidence = evidence or gather_evidence(connection, codebook=codebook, filters=filters)
    patterns = profile_patterns(
        evidence.recurrences, evidence.evident, reports=evidence.counted_reports, counted=evidence.counted
    )
    corrected = correct_counts(connection, patterns)
    telling = [finding for finding in evidence.evident if finding.finding_id not in evidence.boilerplate]
    sided = list_sided(telling, evidence.groups)
    report_ids = [report.report_id for report in evidence.counted_reports]
    pattern_ids = [found.pattern_id for found in evidence.recurrences]
    return Thematic(
        evidence=evidence,
        findings=_index(connection, evidence),
        patterns=tuple(replace(p, corrected=corrected.get(p.recurrence.pattern_id)) for p in patterns),
        repeats=tuple(
            list_repeats(
                evidence.evident,
                groups=evidence.groups,
                group_reports=evidence.group_reports,
                boilerplate=evidence.boilerplate,
                counted=evidence.counted,
            )
        ),
        saturation=measure_saturation(_patterns_by_report(evidence), pattern_ids=pattern_ids),
        cooccurrences=tuple(_iter_cooccurrences(evidence, report_ids, pattern_ids)),
        least_together=LEAST_REPORTS,
        balances=tuple(measure_balances(sided, theme_ids=evidence.theme_ids, n_reports=len(report_ids))),
        silences=evidence.silences,
        contradictions=tuple(_find_contradictions(connection, sided, report_ids, evidence.theme_ids)),
        twins=tuple(find_twins(sided, reports=evidence.counted_reports)),
        least_findings=LEAST_FINDINGS,
        changes=tuple(find_changes(connection, evidence)),
        is_reviewed=bool(corrected),
    )


def _patterns_by_report(evidence: Evidence) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {report.report_id: set() for report in evidence.counted_reports}
    for finding_id, pattern_id in evidence.counted:
        found[finding_id.partition("-")[0]].add(pattern_id)
    return found


def _iter_cooccurrences(
    evidence: Evidence, report_ids: Sequence[str], pattern_ids: Sequence[str]
) -> Iterator[Cooccurrence]:
    for within in Together:
        yield from measure_cooccurrence(
            evidence.evident,
            within=within,
            report_ids=report_ids,
            pattern_ids=pattern_ids,
            counted=evidence.counted,
        )


def _find_contradictions(
    connection: Connection, sided: Sequence[Sided], report_ids: Sequence[str], theme_ids: Sequence[str]
) -> list[Contradiction]:
    vectors: dict[str, npt.NDArray[np.float32]] = {}
    summaries: set[str] = set()
    for report_id, findings in _by_report(item.finding for item in sided).items():
        rows, blocks = read_vectors_of(connection, report_id), read_summary_blocks(connection, report_id)
        vectors |= {f.finding_id: rows[f.number] for f in findings if f.number in rows}
        summaries |= {f.finding_id for f in findings if f.block in blocks}
    return find_contradictions(
        sided, report_ids=report_ids, theme_ids=theme_ids, summaries=summaries, vectors=vectors
    )


def _by_report(findings: Iterable[FindingRow]) -> Mapping[str, list[FindingRow]]:
    found: dict[str, list[FindingRow]] = defaultdict(list)
    for finding in findings:
        found[finding.report_id].append(finding)
    return found


def find_changes(connection: Connection, evidence: Evidence) -> Iterator[PatternChange]:
    """Yield what became of the patterns of each review by its progress review.

    Args:
        connection: the workspace of the evidence.
        evidence: what was counted.
    """
    findings = [finding for finding in evidence.evident if finding.finding_id not in evidence.boilerplate]
    pairs = pair_reviews(evidence.counted_reports)
    nearest = {(row.report_id, row.pattern_id): row for row in read_nearest(connection)} if pairs else {}
    patterns = [
        PatternKey(pattern_id=r.pattern_id, theme_id=r.theme_id, polarity=r.polarity) for r in evidence.recurrences
    ]
    for pair in pairs:
        yield from compare_reviews(pair, findings, patterns=patterns, groups=evidence.groups, nearest=nearest)


def _index(connection: Connection, evidence: Evidence) -> dict[str, FindingRow]:
    """Return the findings by id; also those that a group of repeated passages begins with in a reprint."""
    found = {finding.finding_id: finding for finding in evidence.evident}
    firsts = {evidence.groups[finding_id] for finding_id in found} - found.keys()
    return found | read_findings(connection, sorted(firsts))
