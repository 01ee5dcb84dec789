"""All findings under filters, without a question: what an export under the same filters would list."""

from collections import defaultdict

from reportminer.analyse.selection import finding_passes, section_passes, select_reports
from reportminer.records import Hit
from reportminer.store.matching import Filters
from reportminer.store.views import FindingRow
from reportminer.workflow.browsing.facets import Result
from reportminer.workflow.browsing.passages import fold, make_hit
from reportminer.workflow.browsing.state import State


def list_findings(state: State, filters: Filters) -> list[FindingRow]:
    """Return the findings that pass, in the order of findings.csv."""
    chosen = {report.report_id for report in select_reports(state.evidence.reports, filters)}
    return [
        finding
        for finding in state.evidence.findings
        if finding.report_id in chosen and section_passes(finding, filters) and finding_passes(finding, filters)
    ]


def list_hits(state: State, filters: Filters) -> list[Hit]:
    """Return the findings that pass as results; what says nearly the same is folded into one."""
    passing = list_findings(state, filters)
    by_group = _by_group(state, passing)
    groups = state.evidence.groups
    folded = fold(state, passing, lambda finding: finding.finding_id in state.counting.once)
    return [
        make_hit(
            state,
            finding,
            others=tuple(f.finding_id for f in by_group[groups[finding.finding_id]] if f != finding),
        )
        for finding in folded
    ]


def list_results(state: State, filters: Filters) -> list[Result]:
    """Return the same results with what facets count."""
    groups = _by_group(state, list_findings(state, filters)).values()
    return [tuple(state.traits_of(finding) for finding in group) for group in groups]


def _by_group(state: State, findings: list[FindingRow]) -> dict[str, list[FindingRow]]:
    by_group: dict[str, list[FindingRow]] = defaultdict(list)
    for finding in findings:
        by_group[state.evidence.groups[finding.finding_id]].append(finding)
    return by_group
