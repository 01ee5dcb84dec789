"""Figures with their context: the matcher behind the component `statistics`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportminer.extract.comparator_words import is_time
from reportminer.extract.comparisons import compare_figures
from reportminer.extract.figures import find_figures
from reportminer.extract.judging import judge
from reportminer.extract.numerals import ANCHOR
from reportminer.extract.period_choice import choose_period
from reportminer.extract.periods import find_periods
from reportminer.extract.place_choice import choose_place
from reportminer.extract.sharing import Figures, choose_measures, give_units


class FoundFigure(NamedTuple):
    """A figure in its context; offsets count in the block."""

    start: int
    """First character of the figure."""
    end: int
    """One past the last."""
    value: float
    """See `Statistic`."""
    value_to: float | None
    """See `Statistic`."""
    unit: str
    """See `Statistic`."""
    period: str
    """See `Statistic`."""
    measure: str
    """See `Statistic`."""
    comparator: str
    """See `Statistic`."""
    comparator_value: float | None
    """See `Statistic`."""
    direction: str
    """See `Statistic`."""
    judgement: str
    """See `Statistic`."""
    place: tuple[int, int] | None
    """Where the place that it is about is named, if one is."""
    place_words: str
    """Whom it is about, for the other side of a comparison that names no place ("similar areas"); else empty."""


Place = tuple[int, int]
"""First character of a place's name and one past its last."""


def find_in_context(
    text: str, sentences: Iterable[tuple[int, int]], masked: Sequence[Place], places: Sequence[Place]
) -> tuple[FoundFigure, ...]:
    """Return the figures of a block with their context, in order of the text.

    Args:
        text: the block.
        sentences: first and one past the last character of each, in order.
        masked: stretches whose numbers are parts of names, dates or laws, by start.
        places: stretches that name a place or a body for one, by start.
    """
    if not ANCHOR.search(text):
        return ()
    found: list[FoundFigure] = []
    for start, end in sentences:
        sentence = text[start:end]
        if ANCHOR.search(sentence):
            found += _find(sentence, start, _within(masked, start, end), _within(places, start, end))
    return tuple(found)


def _within(spans: Sequence[Place], start: int, end: int) -> list[Place]:
    return [(a - start, min(b, end) - start) for a, b in spans if start <= a < end]


def _find(text: str, offset: int, masked: list[Place], places: list[Place]) -> list[FoundFigure]:
    figures = give_units(text, find_figures(text, masked))
    if not figures:
        return []
    periods = find_periods(text)
    compared = compare_figures(text, figures, periods)
    read = Figures(text=text, figures=figures, compared=compared, periods=periods)
    measures = choose_measures(read)
    return [_in_context(read, at, offset, places, measures[at]) for at in range(len(figures)) if read.counts(at)]


def _in_context(read: Figures, at: int, offset: int, places: Sequence[Place], measure: str) -> FoundFigure:
    figure, comparison = read.figures[at], read.compared[at]
    place = _place_of(read, at, places)
    about = "" if place or is_time(comparison.place) else comparison.place
    return FoundFigure(
        start=offset + figure.start,
        end=offset + figure.end,
        value=figure.value,
        value_to=figure.value_to,
        unit=comparison.unit or figure.unit,
        period=_period_of(read, at),
        measure=measure,
        comparator=comparison.comparator,
        comparator_value=comparison.value,
        direction=str(comparison.direction),
        judgement="" if comparison.role else _judgement(read, at, measure),
        place=(offset + place[0], offset + place[1]) if place else None,
        place_words=about,
    )


def _judgement(read: Figures, at: int, measure: str) -> str:
    figure, comparison = read.figures[at], read.compared[at]
    clause = read.text[max(0, figure.start - 90) : figure.end + 160]
    words = f"{measure} {read.text[figure.start : figure.reach]}"
    return judge(words, clause, comparison.direction, comparison.comparator)


def _period_of(read: Figures, at: int) -> str:
    comparison = read.compared[at]
    other = comparison.role == "other" and bool(comparison.place)
    return choose_period(
        read.text,
        read.figures,
        at,
        read.periods,
        read.barred(at),
        is_other=comparison.role in ("other", "before"),
        after_only=other and not is_time(comparison.place),
    )


def _place_of(read: Figures, at: int, places: Sequence[Place]) -> Place | None:
    comparison = read.compared[at]
    other = comparison.role == "other"
    place = choose_place(read.text, read.figures, at, places, read.barred(at), is_other=other)
    if place and other and comparison.place and read.text[place[0] : place[1]] not in comparison.place:
        return None
    return place
