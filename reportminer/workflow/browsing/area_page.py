"""An area with its reports, profile and findings."""

from reportminer.store.views import FindingRow
from reportminer.workflow.browsing.overview_page import is_found
from reportminer.workflow.browsing.passages import fold, make_passage
from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.views import AreaPage, PatternEntry


def make_area_page(state: State, key: str) -> AreaPage | None:
    """Return the page of an area; None if no report has it."""
    entry = state.areas.get(key)
    if entry is None:
        return None
    findings = list_area_findings(state, key)
    carried = {tag.pattern_id for finding in findings for tag in finding.tags}

    def counts(finding: FindingRow) -> bool:
        return finding.finding_id in state.counting.once

    return AreaPage(
        entry=entry,
        reports=tuple(report for report in state.reports.values() if report.area_key == key),
        patterns=_profile(state, key),
        silent=tuple(e for e in state.patterns.values() if is_found(e) and e.pattern_id not in carried),
        findings=tuple(make_passage(state, f, counts=counts(f)) for f in fold(state, findings, counts)),
    )


def list_area_findings(state: State, key: str) -> list[FindingRow]:
    """Return all findings of an area in the order of reports and text, those of reprints too."""
    return [
        finding
        for report in state.reports.values()
        if report.area_key == key
        for finding in state.findings_by_report.get(report.report.report_id, ())
    ]


def _profile(state: State, key: str) -> tuple[tuple[PatternEntry, int], ...]:
    for found in state.evidence.patterns_by_area:
        if state.area(found.area, found.area_code).key == key:
            profile = [(state.patterns[pattern_id], n) for pattern_id, n in found.counts]
            return tuple(sorted(profile, key=lambda pair: (-pair[1], pair[0].pattern_id)))
    return ()
