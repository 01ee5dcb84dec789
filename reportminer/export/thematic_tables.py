"""Tables of patterns that several chapters of the thematic report show."""

from collections.abc import Iterable, Iterator, Sequence

from reportminer.export import thematic_sources as at
from reportminer.export.thematic_facts import Corrected, PatternFacts
from reportminer.export.thematic_model import Foreign, Line, Link, Number, Side, Table, TableRow, line
from reportminer.export.thematic_numbers import (
    BY_AREA,
    RECURRENCE,
    evidence_of,
    in_area,
    n_of_n,
    of_pattern,
    row_of,
    strip_of,
    whole,
)
from reportminer.export.thematic_words import NONE
from reportminer.records import AreaCounts
from reportminer.text import clip

NO_AREA = "No area stated"
PROFILES = "pattern_profiles.csv"
"""Holds what a review says of the counts."""
_LONGEST = 40
"""Characters of an area's name above a column."""


def tabulate_patterns(
    caption: str, patterns: Sequence[PatternFacts], *, is_home: bool = False, is_folded: bool = False
) -> Table:
    """Return a table of how often patterns recur.

    Args:
        caption: what it shows.
        patterns: its rows.
        is_home: whether numbers elsewhere lead to its rows; else its rows lead to where they are told of.
        is_folded: whether a screen shows it only when asked.
    """
    is_corrected = any(pattern.corrected for pattern in patterns)
    header = ["Pattern", "Side", "Reports", "Share (likely range)", "Findings", "Areas"]
    return Table(
        caption=caption,
        header=tuple([*header, "Reports, corrected"] if is_corrected else header),
        rows=tuple(
            TableRow(
                cells=(
                    _name(p, is_home),
                    *_cells(p),
                    *([_correct(p.pattern_id, p.corrected)] if is_corrected else []),
                ),
                anchor=row_of(p) if is_home else "",
            )
            for p in patterns
        ),
        numbers_from=2,
        origin=RECURRENCE,
        is_folded=is_folded,
    )


def _name(pattern: PatternFacts, is_home: bool) -> Line:
    anchor = evidence_of(pattern.pattern_id) if is_home else row_of(pattern)
    return line(Link(pattern.name, f"#{anchor}"))


def _cells(pattern: PatternFacts) -> Iterator[Line]:
    yield line(Side(pattern.recurrence.polarity))
    yield n_of_n(pattern)
    low, high = of_pattern(pattern, "ci_low"), of_pattern(pattern, "ci_high")
    yield line(strip_of(pattern), " ", of_pattern(pattern, "share_of_reports"), " (", low, " to ", high, ")")
    yield line(of_pattern(pattern, "n_findings"))
    yield line(of_pattern(pattern, "n_areas"))


def _correct(pattern_id: str, corrected: Corrected | None) -> Line:
    if corrected is None:
        return line(NONE)
    where = {"pattern_id": pattern_id}

    def shown(value: float, end: str = "") -> Number:
        return Number(f"{value:.1f}", at.cell(PROFILES, f"corrected_reports{end}", where))

    value = shown(corrected.value)
    if corrected.low is None or corrected.high is None:
        return line(value)
    low, high = shown(corrected.low, "_low"), shown(corrected.high, "_high")
    return line(value, " (", low, " to ", high, ")")


def tabulate_areas(caption: str, areas: Iterable[AreaCounts], patterns: Sequence[PatternFacts]) -> Table:
    """Return a folded table of findings by area: a row an area, a column a pattern."""
    return Table(
        caption=caption,
        header=("Area", "Reports", *(pattern.name for pattern in patterns)),
        rows=tuple(
            TableRow(
                cells=(name_area(area), _n_reports(area), *(line(in_area(area, p.pattern_id)) for p in patterns))
            )
            for area in areas
        ),
        origin=BY_AREA,
        is_folded=True,
        is_on_paper=False,
    )


def tabulate_across(caption: str, areas: Sequence[AreaCounts], patterns: Iterable[PatternFacts]) -> Table:
    """Return a folded table of findings by area: a row a pattern, a column an area."""
    return Table(
        caption=caption,
        header=("Pattern", *(clip(area.area or area.area_code or NO_AREA, _LONGEST) for area in areas)),
        rows=tuple(
            TableRow(cells=(line(pattern.name), *(line(in_area(area, pattern.pattern_id)) for area in areas)))
            for pattern in patterns
        ),
        origin=BY_AREA,
        is_folded=True,
        is_on_paper=False,
    )


def name_area(area: AreaCounts) -> Line:
    """Return an area's name, its code where it has none, or words for the reports without an area."""
    name = area.area or area.area_code
    return line(Foreign(name) if name else NO_AREA)


def _n_reports(area: AreaCounts) -> Line:
    return line(
        whole(area.n_reports, at.cell(BY_AREA, "n_reports", {"area": area.area, "area_code": area.area_code}))
    )
