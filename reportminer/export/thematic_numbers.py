"""The figures of the thematic report, each with the place in the export set where it stands."""

import re

from reportminer.export import thematic_sources as at
from reportminer.export.thematic_facts import Facts, PatternFacts, ThemeFacts
from reportminer.export.thematic_model import Inline, Line, Number, Strip, line
from reportminer.export.thematic_sources import Source
from reportminer.export.thematic_words import date_in_words, number, percent
from reportminer.records import AreaCounts

RECURRENCE, BY_AREA, BY_THEME = "recurrence.csv", "pattern_by_area.csv", "theme_by_area.csv"
REPORTS, FINDINGS, SILENCES, ADVICE = "reports.csv", "findings.csv", "silences.csv", "recommendations.csv"
FOUND = {"n_reports!": 0}
"""Condition on recurrence.csv: patterns that were found."""
COUNTED = {"counted": "true"}
"""Condition on reports.csv: reports that shares are out of."""

_NOT_IN_AN_ANCHOR = re.compile(r"[^A-Za-z0-9_]")


def make_anchor(kind: str, key: str) -> str:
    """Return a name to lead to, different for different keys.

    Example:
        >>> make_anchor("pattern", "shared_vision"), make_anchor("theme", "a b")
        ('pattern-shared_vision', 'theme-a-20-b')
    """
    return f"{kind}-" + _NOT_IN_AN_ANCHOR.sub(lambda found: f"-{ord(found[0]):x}-", key)


def row_of(pattern: PatternFacts) -> str:
    """Return the anchor of a pattern's row in the table of its chapter."""
    return row_of_id(pattern.pattern_id)


def row_of_id(pattern_id: str) -> str:
    """Return the same by the pattern's id."""
    return make_anchor("pattern", pattern_id)


def evidence_of(pattern_id: str) -> str:
    """Return the anchor of the section that quotes a pattern's passages."""
    return make_anchor("evidence", pattern_id)


def chapter_of(theme_id: str) -> str:
    """Return the anchor of a theme's chapter."""
    return make_anchor("theme", theme_id)


def whole(value: int, source: Source, row: str = "") -> Number:
    """Return a whole number."""
    return Number(number(value), source, row)


def share(value: float, source: Source, row: str = "") -> Number:
    """Return a share as a percentage."""
    return Number(percent(value), source, row)


def of_pattern(pattern: PatternFacts, column: str, *, linked: bool = False) -> Number:
    """Return a figure of recurrence.csv: shares as percentages, all others whole.

    Args:
        pattern: whose.
        column: of recurrence.csv.
        linked: whether it leads to the pattern's row.
    """
    found = pattern.recurrence
    values: dict[str, int | float] = {
        "n_reports": found.n_reports,
        "n_reports_read": found.n_total,
        "n_findings": found.n_findings,
        "n_areas": found.n_areas,
        "n_reports_accepted": found.n_reports_accepted,
        "share_of_reports": found.share,
        "ci_low": found.ci_low,
        "ci_high": found.ci_high,
    }
    value, source = values[column], at.cell(RECURRENCE, column, {"pattern_id": pattern.pattern_id})
    row = row_of(pattern) if linked else ""
    return share(value, source, row) if isinstance(value, float) else whole(value, source, row)


def n_of_n(pattern: PatternFacts, *, linked: bool = False) -> Line:
    """Return in how many of all reports a pattern was found: "9 of 25"."""
    return line(
        of_pattern(pattern, "n_reports", linked=linked),
        " of ",
        of_pattern(pattern, "n_reports_read", linked=linked),
    )


def range_of(pattern: PatternFacts, *, linked: bool = False) -> Line:
    """Return the share with its interval: "36%, likely between 20% and 55%"."""
    low, high = (of_pattern(pattern, name, linked=linked) for name in ("ci_low", "ci_high"))
    shown = of_pattern(pattern, "share_of_reports", linked=linked)
    return line(shown, ", likely between ", low, " and ", high)


def recurs(pattern: PatternFacts, *, linked: bool = False) -> Line:
    """Return how often a pattern recurs: "9 of 25 reports (36%, likely between 20% and 55%)"."""
    return line(n_of_n(pattern, linked=linked), " reports (", range_of(pattern, linked=linked), ")")


def strip_of(pattern: PatternFacts) -> Inline:
    """Return the share and its interval as a small bar."""
    found = pattern.recurrence
    return Strip(found.share, found.ci_low, found.ci_high, str(found.polarity))


def in_area(area: AreaCounts, pattern_id: str) -> Number:
    """Return a pattern's findings in an area."""
    return whole(dict(area.counts).get(pattern_id, 0), in_area_at(area, pattern_id))


def in_area_at(area: AreaCounts, pattern_id: str) -> Source:
    """Return where a pattern's findings in an area stand."""
    return at.cell(BY_AREA, pattern_id, {"area": area.area, "area_code": area.area_code})


def findings_on(theme: ThemeFacts) -> Number:
    """Return the findings about a theme, a repeated passage once."""
    return whole(theme.n_findings, at.total(BY_THEME, theme.theme_id))


def n_counted(facts: Facts) -> Number:
    """Return the number of reports that shares are out of."""
    return whole(len(facts.counted), at.rows(REPORTS, COUNTED), "reports")


def n_areas(facts: Facts) -> Number:
    """Return the number of areas whose name is known."""
    return whole(sum(bool(area.area) for area in facts.areas), at.rows(BY_AREA, {"area!": ""}))


def published(facts: Facts) -> Line:
    """Return when the counted reports were published: "between July 2011 and January 2026"; empty if not known."""
    dates = sorted(report.row.published for report in facts.counted if report.row.published)
    if not dates:
        return ()
    low = Number(date_in_words(dates[0]), at.first(REPORTS, "published", COUNTED))
    high = Number(date_in_words(dates[-1]), at.last(REPORTS, "published", COUNTED))
    return line("in ", low) if dates[0] == dates[-1] else line("between ", low, " and ", high)
