"""Reports, patterns, themes and areas as lists show them, with the counts of the export set."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from reportminer.codebook.model import Codebook
from reportminer.records import Polarity
from reportminer.store.views import FindingRow, ReportRow
from reportminer.workflow.browsing.counting import Counting
from reportminer.workflow.browsing.names import make_key, name_code
from reportminer.workflow.browsing.views import AreaEntry, PatternEntry, ReportEntry, ThemeEntry
from reportminer.workflow.evidence import Evidence

NO_AREA = "no-area"
"""Key of the reports whose area is not known."""

_CODE = re.compile(r"[A-Za-z][0-9]{1,12}")

Place = tuple[str, str]
"""Name and GSS code of an area, each may be empty."""


def place_of(report: ReportRow) -> Place:
    """Return the area of a report as counts by area tell areas apart."""
    return report.area, report.area_code


def make_area_keys(reports: Iterable[ReportRow]) -> dict[Place, str]:
    """Return a key for each area: its code, else its name with hyphens; a number more where two are alike.

    Returns:
        By name, reports without an area last; the order of `analyse.areas`.
    """
    places = sorted({place_of(report) for report in reports}, key=lambda p: (not p[0], p[0].casefold(), p[1]))
    keys: dict[Place, str] = {}
    taken: set[str] = {NO_AREA}
    for name, code in places:
        wished = code if _CODE.fullmatch(code) else make_key(name or code)
        keys[name, code] = _take(wished, taken) if name or code else NO_AREA
    return keys


def _take(key: str, taken: set[str]) -> str:
    """Return the key, with a number where it is taken: in any case, as keys become names of files."""
    number, free = 2, key
    while free.lower() in taken:
        free, number = f"{key}-{number}", number + 1
    taken.add(free.lower())
    return free


def make_area_entries(evidence: Evidence, keys: Mapping[Place, str], counting: Counting) -> dict[str, AreaEntry]:
    """Return the areas by key, also those of reprints alone, which have no counted report."""
    n_reports = Counter(place_of(report) for report in evidence.counted_reports)
    places = {report.report_id: place_of(report) for report in evidence.reports}
    n_findings = Counter(places[f.report_id] for f in evidence.findings if f.finding_id in counting.once)
    return {
        key: AreaEntry(
            key=key,
            name=place[0] or place[1] or "No area stated",
            code=place[1],
            n_reports=n_reports[place],
            n_findings=n_findings[place],
        )
        for place, key in keys.items()
    }


def make_report_entries(evidence: Evidence, keys: Mapping[Place, str]) -> dict[str, ReportEntry]:
    """Return the reports that were read, by id, in their stated order."""
    n_findings = Counter(finding.report_id for finding in evidence.findings)
    counted = {report.report_id for report in evidence.counted_reports}
    return {
        report.report_id: ReportEntry(
            report=report,
            title=report.title or report.file,
            area_key=keys[place_of(report)],
            n_findings=n_findings[report.report_id],
            reprint_of="" if report.report_id in counted else evidence.reprints.get(report.report_id, ""),
        )
        for report in evidence.reports
    }


def make_pattern_entries(evidence: Evidence, codebook: Codebook) -> dict[str, PatternEntry]:
    """Return the patterns by id, in the codebook's order, those that it no longer knows last."""
    definitions = {pattern.id: pattern.definition for pattern in codebook.patterns}
    labels = {theme.id: theme.label for theme in codebook.themes}
    return {
        found.pattern_id: PatternEntry(
            pattern_id=found.pattern_id,
            name=name_code(found.pattern_id),
            definition=definitions.get(found.pattern_id, ""),
            theme_id=found.theme_id,
            theme_label=labels.get(found.theme_id) or name_code(found.theme_id),
            recurrence=found,
        )
        for found in evidence.all_recurrences
    }


def make_theme_entries(evidence: Evidence, codebook: Codebook, counting: Counting) -> dict[str, ThemeEntry]:
    """Return the themes by id, in the codebook's order, those that it no longer knows last."""
    labels = {theme.id: theme.label for theme in codebook.themes}
    counted: dict[str, list[FindingRow]] = {theme_id: [] for theme_id in evidence.theme_ids}
    for finding in evidence.findings:
        for theme_id in finding.themes:
            if (finding.finding_id, theme_id) in counting.with_theme:
                counted[theme_id].append(finding)
    return {
        theme_id: make_theme_entry(
            theme_id,
            labels.get(theme_id) or name_code(theme_id),
            findings,
            n_reports=len({finding.report_id for finding in findings}),
            n_total=len(evidence.counted_reports),
        )
        for theme_id, findings in counted.items()
    }


def make_theme_entry(
    theme_id: str, label: str, findings: Iterable[FindingRow], *, n_reports: int, n_total: int
) -> ThemeEntry:
    """Return a theme with the findings given as its counts by side."""
    sides = Counter(finding.polarity for finding in findings)
    good, failure = sides[Polarity.GOOD_PRACTICE], sides[Polarity.FAILURE]
    return ThemeEntry(
        theme_id=theme_id,
        label=label,
        n_reports=n_reports,
        n_total=n_total,
        n_findings=sides.total(),
        n_good_practice=good,
        n_failure=failure,
        n_other=sides.total() - good - failure,
    )
