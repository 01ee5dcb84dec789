"""What an export is narrowed to.

Filters on area, type and date choose reports, and one on section chooses passages: they change what is counted,
and the first three out of how many. Filters on theme, pattern and polarity choose which findings and patterns are
listed; they never change a pattern's counts. What a report is silent on is told of the whole report.
"""

from collections.abc import Iterable

from reportminer.store.matching import Filters, published_between
from reportminer.store.views import FindingRow, ReportRow

SIDES = frozenset({"good_practice", "failure", "neutral"})


def select_reports(reports: Iterable[ReportRow], filters: Filters) -> list[ReportRow]:
    """Return the reports that pass the filters on area, type and date, in the order given."""
    return [report for report in reports if _report_passes(report, filters)]


def _report_passes(report: ReportRow, filters: Filters) -> bool:
    return (
        _area_passes(report, filters.area.casefold())
        and (not filters.report_type or report.report_type == filters.report_type)
        and published_between(report.published, filters.since, filters.until)
    )


def _area_passes(report: ReportRow, wanted: str) -> bool:
    area = report.area.casefold()
    return not wanted or wanted in {area, report.area_code.casefold()} or area.startswith(f"{wanted} ")


def section_passes(finding: FindingRow, filters: Filters) -> bool:
    """Say whether a finding stands below a heading with the words asked for."""
    return filters.section.casefold() in finding.section.casefold()


def finding_passes(finding: FindingRow, filters: Filters) -> bool:
    """Say whether a finding is listed; a mixed one passes the filter on either side, as in a search."""
    carried = {tag.polarity for tag in finding.tags}
    return (
        (not filters.theme or filters.theme in finding.themes)
        and (not filters.pattern or any(tag.pattern_id == filters.pattern for tag in finding.tags))
        and (not filters.polarity or finding.polarity in filters.polarities or filters.polarity in carried)
    )


def pattern_passes(pattern_id: str, theme_id: str, polarity: str, filters: Filters) -> bool:
    """Say whether a pattern is listed: each filter that a pattern can answer must fit it."""
    return (
        filters.pattern in {"", pattern_id}
        and filters.theme in {"", theme_id}
        and (filters.polarity not in SIDES or filters.polarity == polarity)
    )
