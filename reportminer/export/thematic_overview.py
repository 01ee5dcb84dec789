"""The chapters over all themes: what recurs, where, and how fast new patterns come."""

from collections.abc import Iterator, Sequence
from math import ceil

from reportminer.export import thematic_sources as at
from reportminer.export.thematic_charts import BarRow, Bars, Curve, CurvePoint, Heat, HeatRow
from reportminer.export.thematic_facts import CurveFacts, Facts, PatternFacts
from reportminer.export.thematic_model import (
    Block,
    Figure,
    Foreign,
    Heading,
    Line,
    Number,
    Paragraph,
    Table,
    TableRow,
    line,
)
from reportminer.export.thematic_numbers import (
    BY_AREA,
    FOUND,
    RECURRENCE,
    in_area_at,
    n_counted,
    row_of,
    whole,
)
from reportminer.export.thematic_summary import of_side, rank
from reportminer.export.thematic_tables import NO_AREA, tabulate_across, tabulate_patterns
from reportminer.export.thematic_words import name_side, plural
from reportminer.records import AreaCounts, Polarity

SATURATION = "saturation.csv"
_SIDES = (Polarity.GOOD_PRACTICE, Polarity.FAILURE, Polarity.NEUTRAL)
_N_BARS = 15
"""Patterns of each side in the chart; the table holds all."""
_ACROSS = 15
"""Areas that fit beside each other."""
_N_AREAS = 48
"""Areas in the charts; the table holds all."""


def tell_recurrence(facts: Facts) -> Iterator[Block]:
    """Yield the chapter on what recurs."""
    yield Heading(level=2, line=line("What recurs"), anchor="recurrence")
    yield Paragraph(
        line=line(
            "A report counts once for a pattern, however often it tells of it. All shares are out of the ",
            n_counted(facts),
            " counted reports. The line across the end of a bar is the range in which the share of reports like "
            "these likely lies (95% interval): with few reports it is wide.",
        )
    )
    for side in _SIDES:
        found = rank(of_side(facts.patterns, side))[:_N_BARS]
        if found:
            yield _draw_bars(side, found, n_all=len(rank(of_side(facts.patterns, side))))
    yield tabulate_patterns("In how many reports each pattern was found", _in_order(facts), is_folded=True)


def _in_order(facts: Facts) -> list[PatternFacts]:
    """Return all patterns by side, the most frequent first, those never found last."""
    ranked = [pattern for side in _SIDES for pattern in rank(of_side(facts.patterns, side))]
    return ranked + [pattern for pattern in facts.patterns if not pattern.recurrence.n_reports]


def _draw_bars(side: Polarity, patterns: Sequence[PatternFacts], *, n_all: int) -> Figure:
    name = name_side(side)
    which = f"{name}: the patterns in most reports" if n_all > len(patterns) else f"{name}: patterns by reports"
    return Figure(
        caption=which,
        description="A bar a pattern, the longest first. Its length is the share of reports, the line across its "
        "end the interval. The number of reports stands beside the name. The table of all patterns below holds "
        "the same figures.",
        chart=Bars(polarity=side, rows=tuple(map(_bar, patterns))),
    )


def _bar(pattern: PatternFacts) -> BarRow:
    found, where = pattern.recurrence, {"pattern_id": pattern.pattern_id}
    return BarRow(
        label=pattern.name,
        row=row_of(pattern),
        n=found.n_reports,
        n_source=at.cell(RECURRENCE, "n_reports", where),
        n_total=found.n_total,
        total_source=at.cell(RECURRENCE, "n_reports_read", where),
        share=found.share,
        low=found.ci_low,
        high=found.ci_high,
    )


def tell_areas(facts: Facts) -> Iterator[Block]:
    """Yield the chapter on which area shows which pattern; none where no area is known."""
    if not any(area.area for area in facts.areas):
        return
    yield Heading(level=2, line=line("Where it was found"), anchor="areas")
    shown = _choose_areas(facts.areas)
    yield Paragraph(
        line=line(
            "The number of findings in each area, a repeated passage counted once. A long report, or an area with "
            "several reports, has more findings: compare which patterns an area shows rather than how often.",
            *_left_out(facts, len(shown)),
        )
    )
    for side in _SIDES:
        found = rank(of_side(facts.patterns, side))
        if found:
            for number, areas in enumerate(_chunk(shown)):
                yield _draw_heat(facts, side, found, areas, is_more=number > 0)


def _choose_areas(areas: Sequence[AreaCounts]) -> list[AreaCounts]:
    """Return the areas with most findings, in their order."""
    most = sorted(areas, key=lambda area: -sum(n for _, n in area.counts))[:_N_AREAS]
    return [area for area in areas if area in most]


def _left_out(facts: Facts, n_shown: int) -> Line:
    if n_shown == len(facts.areas):
        return ()
    n_all = whole(len(facts.areas), at.rows(BY_AREA))
    return line(
        " Shown are the areas with most findings; ", Foreign(BY_AREA), " of the export set has all ", n_all, "."
    )


def _chunk(areas: Sequence[AreaCounts]) -> list[Sequence[AreaCounts]]:
    """Return the areas in parts of like size that fit across."""
    n_parts = ceil(len(areas) / _ACROSS)
    size = ceil(len(areas) / n_parts)
    return [areas[start : start + size] for start in range(0, len(areas), size)]


def _draw_heat(
    facts: Facts, side: Polarity, patterns: Sequence[PatternFacts], areas: Sequence[AreaCounts], *, is_more: bool
) -> Figure:
    caption = f"{name_side(side)}: findings by area" + (", further areas" if is_more else "")
    rows = (
        HeatRow(
            label=pattern.name,
            counts=tuple(dict(area.counts).get(pattern.pattern_id, 0) for area in areas),
            sources=tuple(in_area_at(area, pattern.pattern_id) for area in areas),
        )
        for pattern in patterns
    )
    return Figure(
        caption=caption,
        description="Patterns go down and areas across. Each cell holds the number of findings, darker where "
        "there are more, and is empty where there is none. The table below holds the same figures.",
        chart=Heat(
            polarity=side,
            areas=tuple(area.area or area.area_code or NO_AREA for area in areas),
            rows=tuple(rows),
            steps=facts.shades,
        ),
        table=tabulate_across(caption, areas, patterns),
    )


def tell_saturation(facts: Facts) -> Iterator[Block]:
    """Yield the chapter on how fast new patterns come; none where nothing was found, or for one theme alone."""
    curve = facts.curve
    if curve is None or not curve.n_found:
        return
    yield Heading(level=2, line=line("How complete the picture is"), anchor="saturation")
    yield Paragraph(line=_tell_rest(curve))
    yield Figure(
        caption="Patterns found as reports are added",
        description="The line is the number of different patterns found in so many reports, on average over all "
        "orders of the reports; the band around it holds most orders. Where it runs flat, further reports show "
        "little that is new. The broken line shows the order of publication. The table below holds the same "
        "figures.",
        chart=Curve(points=tuple(map(_point, curve.points))),
        table=_tabulate_curve(curve),
    )


def _tell_rest(curve: CurveFacts) -> Line:
    n_once = whole(len(curve.once), at.rows(RECURRENCE, {"n_reports": 1}))
    return line(
        "Of ",
        whole(curve.n_patterns, at.rows(RECURRENCE)),
        " patterns looked for, ",
        whole(curve.n_found, at.rows(RECURRENCE, FOUND)),
        plural(curve.n_found, "was found, ", "were found, "),
        n_once,
        " of them in one report only. The more stand in one report only, the more is new in a further report like "
        "these.",
    )


def _point(point: tuple[int, float, float, float, int]) -> CurvePoint:
    n_reports, mean, low, high, found = point
    return CurvePoint(n_reports=n_reports, mean=mean, low=low, high=high, found=found)


def _tabulate_curve(curve: CurveFacts) -> Table:
    def shown(value: float, n: int, column: str) -> Line:
        return line(Number(f"{value:.1f}", at.cell(SATURATION, column, {"n_reports": n})))

    return Table(
        caption="Patterns found as reports are added",
        header=("Reports", "Patterns, mean", "Lower end", "Upper end", "In order of publication"),
        rows=tuple(
            TableRow(
                cells=(
                    line(whole(n, at.cell(SATURATION, "n_reports", {"n_reports": n}))),
                    shown(mean, n, "mean_patterns"),
                    shown(low, n, "range_low"),
                    shown(high, n, "range_high"),
                    line(whole(found, at.cell(SATURATION, "n_patterns_by_date", {"n_reports": n}))),
                )
            )
            for n, mean, low, high, found in curve.points
        ),
        origin=SATURATION,
        is_folded=True,
        is_on_paper=False,
    )
