"""All that pages share: the evidence of one state of a workspace, found by id."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportminer.codebook.model import Codebook
from reportminer.records import Status
from reportminer.store.connection import Connection
from reportminer.store.inventory import Totals, count_all, count_statuses
from reportminer.store.matching import Filters
from reportminer.store.reading import iter_blocks
from reportminer.store.views import FileRow, FindingRow, ReportRow
from reportminer.workflow.browsing.counting import Counting, find_counting
from reportminer.workflow.browsing.entries import (
    Place,
    make_area_entries,
    make_area_keys,
    make_pattern_entries,
    make_report_entries,
    make_theme_entries,
)
from reportminer.workflow.browsing.traits import Traits, area_value, find_areas, find_traits
from reportminer.workflow.browsing.views import AreaEntry, PatternEntry, ReportEntry, ThemeEntry
from reportminer.workflow.citing import find_paragraph
from reportminer.workflow.evidence import Evidence, gather_evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state of a workspace. It is never changed, so that several threads may read it."""

    codebook: Codebook
    """What was looked for."""
    evidence: Evidence
    """What was found, without filters."""
    statuses: tuple[tuple[str, int], ...]
    """Input files by status."""
    totals: Totals
    """How much there is."""
    counting: Counting
    """Which findings count."""
    reports: Mapping[str, ReportEntry]
    """By id, in the stated order."""
    patterns: Mapping[str, PatternEntry]
    """By id, in the codebook's order."""
    themes: Mapping[str, ThemeEntry]
    """By id, in the codebook's order."""
    areas: Mapping[str, AreaEntry]
    """By key, in the order of names."""
    area_keys: Mapping[Place, str]
    """Key by name and code."""
    facet_areas: Mapping[str, frozenset[str]]
    """By report the values of the facet on areas under which it passes."""
    findings: Mapping[str, FindingRow]
    """By id, in the order of findings.csv."""
    findings_by_report: Mapping[str, tuple[FindingRow, ...]]
    """By report, in reading order."""
    paragraphs: Mapping[tuple[str, int], str]
    """Printed number of a paragraph by report and number of its block, where it has one."""
    members: Mapping[str, tuple[str, ...]]
    """Ids of the findings of each duplicate group."""

    def area_of(self, finding: FindingRow) -> str:
        """Return the area of a finding; a report without an area is an area of its own."""
        report = self.reports[finding.report_id].report
        return report.area or report.report_id

    def traits_of(self, finding: FindingRow) -> Traits:
        """Return the values by which a sentence can be narrowed."""
        report_id = finding.report_id
        return find_traits(finding, self.reports[report_id].report, self.facet_areas[report_id])

    def area(self, name: str, code: str) -> AreaEntry:
        """Return the area that counts by area call so."""
        return self.areas[self.area_keys[name, code]]

    def files_of(self, report_id: str) -> tuple[FileRow, ...]:
        """Return the files with the bytes of a report, its own first."""
        same = [f for f in self.evidence.files if report_id in {f.report_id, f.duplicate_of}]
        return tuple(sorted(same, key=lambda f: f.status == Status.DUPLICATE))

    def repeats_of(self, finding_id: str) -> tuple[str, ...]:
        """Return the ids of the other findings that say nearly the same word for word."""
        group = self.evidence.groups.get(finding_id, "")
        return tuple(member for member in self.members.get(group, ()) if member != finding_id)


def gather_state(connection: Connection, codebook: Codebook) -> State:
    """Return the state of a workspace from one look at it."""
    evidence = gather_evidence(connection, codebook=codebook, filters=Filters())
    counting = find_counting(evidence)
    keys = make_area_keys(evidence.reports)
    by_report: dict[str, list[FindingRow]] = defaultdict(list)
    for finding in evidence.findings:
        by_report[finding.report_id].append(finding)
    members: dict[str, list[str]] = defaultdict(list)
    for finding_id, group in evidence.groups.items():
        members[group].append(finding_id)
    return State(
        codebook=codebook,
        evidence=evidence,
        statuses=tuple(count_statuses(connection).items()),
        totals=count_all(connection),
        counting=counting,
        reports=make_report_entries(evidence, keys),
        patterns=make_pattern_entries(evidence, codebook),
        themes=make_theme_entries(evidence, codebook, counting),
        areas=make_area_entries(evidence, keys, counting),
        area_keys=keys,
        facet_areas=_find_facet_areas(evidence.reports),
        findings={finding.finding_id: finding for finding in evidence.findings},
        findings_by_report={report_id: tuple(findings) for report_id, findings in by_report.items()},
        paragraphs=_find_paragraphs(connection, evidence.reports),
        members={group: tuple(found) for group, found in members.items()},
    )


def _find_paragraphs(connection: Connection, reports: Iterable[ReportRow]) -> dict[tuple[str, int], str]:
    blocks = (block for report in reports for block in iter_blocks(connection, report.report_id))
    return {(block.report_id, block.number): paragraph for block in blocks if (paragraph := find_paragraph(block))}


def _find_facet_areas(reports: Sequence[ReportRow]) -> dict[str, frozenset[str]]:
    values = frozenset(area_value(report) for report in reports)
    return {report.report_id: find_areas(report, values) for report in reports}
