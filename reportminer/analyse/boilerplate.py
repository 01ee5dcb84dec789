"""Template text: passages that the reports of several areas have in common, and that tell of none of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from reportminer.store.views import FindingRow, ReportRow

LEAST_AREAS: Final = 3
"""Areas whose reports share a passage, from which on it is template text. With two it may be a finding on the one
that the report on the other quotes; a national report that quotes an area's makes two as well."""


def find_boilerplate(
    findings: Iterable[FindingRow], *, reports: Iterable[ReportRow], groups: Mapping[str, str]
) -> frozenset[str]:
    """Return the ids of the findings that stand nearly word for word in the reports of three or more areas.

    All reports whose area is not known count as one area.

    Args:
        findings: of all reports, whatever a person narrows the view to.
        reports: those reports.
        groups: duplicate group by finding id.
    """
    area_by_report = {report.report_id: report.area_code or report.area.casefold() for report in reports}
    members: dict[str, list[str]] = defaultdict(list)
    areas: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        group = groups[finding.finding_id]
        members[group].append(finding.finding_id)
        areas[group].add(area_by_report[finding.report_id])
    return frozenset(
        finding_id for group, found in areas.items() if len(found) >= LEAST_AREAS for finding_id in members[group]
    )
