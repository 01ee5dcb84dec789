"""How often patterns recur, counted over reports and never over mentions.

A passage that repeats another (see `analyse.duplicates`) is not fresh evidence: of the findings of one group that
carry a pattern only the first counts, so a passage copied into ten reports speaks for one of them, the first
published. Template text (see `analyse.boilerplate`) speaks for none; it is left out before. Findings are taken in
the order given, which is that of findings.csv.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportminer.analyse.intervals import wilson_interval
from reportminer.records import Polarity, Recurrence
from reportminer.store.views import FindingRow, ReportRow, TagRow

N_EXAMPLES = 5
"""Examples named for each pattern."""

Counted = frozenset[tuple[str, str]]
"""Pairs of finding id and pattern id that count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternKey:
    """A pattern to be counted."""

    pattern_id: str
    """Its id."""
    theme_id: str
    """Its theme."""
    polarity: Polarity
    """Its side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """A finding that carries the pattern in question."""

    finding: FindingRow
    tag: TagRow
    counts: bool


def find_counted(findings: Iterable[FindingRow], groups: Mapping[str, str]) -> Counted:
    """Return the pairs of finding and pattern that count: the first of each group for each pattern.

    Args:
        findings: in the order of findings.csv.
        groups: group of each finding by its id.
    """
    first: dict[tuple[str, str], str] = {}
    for finding, tag in _tags_of(findings):
        first.setdefault((groups[finding.finding_id], tag.pattern_id), finding.finding_id)
    return frozenset((finding_id, pattern_id) for (_, pattern_id), finding_id in first.items())


def measure_recurrence(
    findings: Iterable[FindingRow],
    *,
    reports: Sequence[ReportRow],
    patterns: Iterable[PatternKey],
    counted: Counted,
) -> list[Recurrence]:
    """Return how often each pattern recurs, in the order of the patterns; also those that never occur.

    Args:
        findings: those of the reports given, in the order of findings.csv.
        reports: every report read: their number is what the shares are out of.
        patterns: what to count.
        counted: as `find_counted` gives it.
    """
    evidence: dict[str, list[_Evidence]] = defaultdict(list)
    for finding, tag in _tags_of(findings):
        counts = (finding.finding_id, tag.pattern_id) in counted
        evidence[tag.pattern_id].append(_Evidence(finding=finding, tag=tag, counts=counts))
    report_by_id = {report.report_id: report for report in reports}
    return [_measure(pattern, evidence[pattern.pattern_id], report_by_id) for pattern in patterns]


def _measure(
    pattern: PatternKey, evidence: Sequence[_Evidence], report_by_id: Mapping[str, ReportRow]
) -> Recurrence:
    counting = [item for item in evidence if item.counts]
    found = {item.finding.report_id: report_by_id[item.finding.report_id] for item in counting}
    n_reports, n_total = len(found), len(report_by_id)
    low, high = wilson_interval(n_reports, n_total)
    published = sorted(report.published for report in found.values() if report.published)
    return Recurrence(
        pattern_id=pattern.pattern_id,
        theme_id=pattern.theme_id,
        polarity=pattern.polarity,
        n_reports=n_reports,
        n_total=n_total,
        share=n_reports / n_total if n_total else 0.0,
        ci_low=low,
        ci_high=high,
        n_findings=len(counting),
        n_areas=len({(report.area, report.area_code) for report in found.values() if report.area}),
        first_published=published[0] if published else "",
        last_published=published[-1] if published else "",
        examples=_choose_examples(counting),
        n_reports_accepted=len({item.finding.report_id for item in counting if item.tag.accepted}),
        n_reports_with_repeats=len({item.finding.report_id for item in evidence}),
    )


def _choose_examples(evidence: Iterable[_Evidence]) -> tuple[str, ...]:
    """Return the most certain findings, one a report; of equally certain ones the first."""
    best: dict[str, _Evidence] = {}
    for item in evidence:
        standing = best.setdefault(item.finding.report_id, item)
        if item.tag.probability > standing.tag.probability:
            best[item.finding.report_id] = item
    ranked = sorted(best.values(), key=lambda item: -item.tag.probability)
    return tuple(item.finding.finding_id for item in ranked[:N_EXAMPLES])


def _tags_of(findings: Iterable[FindingRow]) -> Iterator[tuple[FindingRow, TagRow]]:
    for finding in findings:
        for tag in finding.tags:
            yield finding, tag


def list_patterns(
    patterns: Iterable[PatternKey], findings: Iterable[FindingRow], *, known: Collection[str]
) -> list[PatternKey]:
    """Return the patterns given, and after them by id those that stored tags carry and nothing knows any more.

    Args:
        patterns: those of the codebook that are asked for.
        findings: with the tags as stored.
        known: ids of all patterns of the codebook.
    """
    strays = {tag.pattern_id: tag for _, tag in _tags_of(findings) if tag.pattern_id not in known}
    return [*patterns, *(_key_of(strays[pattern_id]) for pattern_id in sorted(strays))]


def _key_of(tag: TagRow) -> PatternKey:
    return PatternKey(pattern_id=tag.pattern_id, theme_id=tag.theme_id, polarity=Polarity(tag.polarity))
