"""Which areas show which patterns and themes: counts of findings, repeated passages once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reportminer.analyse.recurrence import Counted
from reportminer.records import AreaCounts
from reportminer.store.views import FindingRow, ReportRow


def count_patterns_by_area(
    findings: Iterable[FindingRow], *, reports: Sequence[ReportRow], counted: Counted
) -> list[AreaCounts]:
    """Return the findings of each area by pattern; their sum over areas is the pattern's `n_findings`.

    Returns:
        Every area with a report read, by name; the reports without an area last.
    """
    pairs = (
        (finding.report_id, tag.pattern_id)
        for finding in findings
        for tag in finding.tags
        if (finding.finding_id, tag.pattern_id) in counted
    )
    return _by_area(Counter(pairs), reports)


def count_themes_by_area(
    findings: Iterable[FindingRow], *, reports: Sequence[ReportRow], groups: Mapping[str, str]
) -> list[AreaCounts]:
    """Return the findings of each area by theme, the first of a group of repeated passages only.

    Returns:
        Every area with a report read, by name; the reports without an area last.
    """
    first = find_first_on_theme(findings, groups)
    return _by_area(Counter((finding.report_id, theme_id) for finding, theme_id in first), reports)


def find_first_on_theme(findings: Iterable[FindingRow], groups: Mapping[str, str]) -> list[tuple[FindingRow, str]]:
    """Return each finding with each theme for which it is the first of its group of repeated passages.

    Args:
        findings: in the order of findings.csv, without template text.
        groups: duplicate group by finding id.
    """
    first: dict[tuple[str, str], FindingRow] = {}
    for finding in findings:
        for theme_id in finding.themes:
            first.setdefault((groups[finding.finding_id], theme_id), finding)
    return [(finding, theme_id) for (_, theme_id), finding in first.items()]


def _by_area(counts: Counter[tuple[str, str]], reports: Sequence[ReportRow]) -> list[AreaCounts]:
    area_by_report = {report.report_id: (report.area, report.area_code) for report in reports}
    by_area: dict[tuple[str, str], Counter[str]] = {area: Counter() for area in area_by_report.values()}
    for (report_id, item), n in counts.items():
        by_area[area_by_report[report_id]][item] += n
    n_reports = Counter(area_by_report.values())
    areas = sorted(by_area, key=lambda area: (not area[0], area[0].casefold(), area[1]))
    return [
        AreaCounts(area=a, area_code=c, n_reports=n_reports[a, c], counts=tuple(sorted(by_area[a, c].items())))
        for a, c in areas
    ]
