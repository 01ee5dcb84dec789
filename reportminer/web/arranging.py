"""What templates do with lists: mark, split, group, and say what a changed search would ask; as filters."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from reportminer.store.views import FindingRow, TagRow
from reportminer.workflow.browsing.views import HeatMap, PatternEntry, SearchPage

T = TypeVar("T")

_FILTER_LABELS = {
    "area": "Area",
    "report_type": "Kind of report",
    "theme": "Theme",
    "pattern": "Pattern",
    "polarity": "Side",
    "section": "Heading",
    "since": "Published from",
    "until": "Published to",
}


def find_tag(finding: FindingRow, pattern_id: str) -> TagRow | None:
    """Return the tag of a finding with a pattern, or None."""
    return next((tag for tag in finding.tags if tag.pattern_id == pattern_id), None)


def marked(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it is one of the words.

    Args:
        text: a sentence.
        words: as in `Hit.matched`: lower case, as they stand in it.

    Example:
        >>> marked("Pooled budgets, pooled well.", ["pooled"])
        [('Pooled', True), (' budgets, ', False), ('pooled', True), (' well.', False)]
    """
    if not words:
        return [(text, False)]
    any_word = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pieces = re.split(rf"((?<!\w)(?:{any_word})(?!\w))", text, flags=re.IGNORECASE)
    return [(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece]


def split(items: Sequence[T], first: int) -> tuple[Sequence[T], Sequence[T]]:
    """Return the first items of a list, and the others; two or three more are not worth hiding."""
    at = len(items) if len(items) <= first + 3 else first
    return items[:at], items[at:]


def asked(shown: SearchPage, /, **changed: str) -> dict[str, str]:
    """Return what a search page asks, as `Links.search` takes it, with some of it changed; always from page 1."""
    filters = shown.filters
    now = {
        "q": shown.query,
        "mode": "" if shown.mode == "hybrid" else shown.mode,
        "one_per_area": "yes" if shown.one_per_area else "",
        "area": filters.area,
        "report_type": filters.report_type,
        "theme": filters.theme,
        "pattern": filters.pattern,
        "polarity": filters.polarity,
        "section": filters.section,
        "since": filters.since,
        "until": filters.until,
    }
    return now | changed


def chosen_filters(page: SearchPage) -> list[tuple[str, str, str, str]]:
    """Return what results are narrowed to: the parameter, its label, its value, and the value for people."""
    shown = {(f.name): v.label for f in page.facets for v in f.values if v.selected}
    chosen = [
        (name, label, value, shown.get(name, value))
        for name, label in _FILTER_LABELS.items()
        if (value := getattr(page.filters, name))
    ]
    return chosen + ([("one_per_area", "Breadth", "yes", "one from each area")] if page.one_per_area else [])


def of_side(pairs: Iterable[tuple[PatternEntry, int]], polarity: str) -> list[tuple[PatternEntry, int]]:
    """Return the patterns of one side with their counts."""
    return [(entry, n) for entry, n in pairs if entry.recurrence.polarity == polarity]


def heat_rows(heat_map: HeatMap) -> list[tuple[str, list[tuple[PatternEntry, tuple[int, ...]]]]]:
    """Return the rows of the table by side: a pattern with its count in each area.

    Patterns go down and areas across, since a name of a pattern is longer than that of an area, and there are more
    of them.
    """
    by_pattern = zip(*heat_map.counts, strict=True) if heat_map.counts else ((),) * len(heat_map.patterns)
    rows = zip(heat_map.patterns, by_pattern, strict=True)
    sides = groupby(rows, key=lambda row: str(row[0].recurrence.polarity))
    return [(side, list(of_it)) for side, of_it in sides]


def shade(n: int, heat_map: HeatMap) -> int:
    """Return the step of a cell's shade, 0 for none, else from 1 for the palest."""
    return sum(n >= step for step in heat_map.steps)


FILTERS: dict[str, Callable[..., object]] = {
    "asked": asked,
    "chosen_filters": chosen_filters,
    "find_tag": find_tag,
    "first_and_rest": split,
    "heat_rows": heat_rows,
    "marked": marked,
    "of_side": of_side,
    "shade": shade,
}
"""What templates call them."""
