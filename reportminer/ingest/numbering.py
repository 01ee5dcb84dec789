"""Numbers and bullets seen over the whole report: paragraphs that are numbered throughout, and depths of lists."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from reportminer.ingest.drafts import Draft
from reportminer.records import BlockKind

_NUMBER = re.compile(r"^\(?(\d{1,3})[.)]?$")
_SERIES = re.compile(r"^[A-Z]?\d{1,3}(?:\.\d{1,3})+\.?$")
_MARKED = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_SAME_PT = 4.0


def set_numbering(drafts: Sequence[Draft]) -> None:
    """Tell numbered paragraphs from numbered lists, and drop numbers alone that count nothing.

    A run of numbers that goes on over a heading or over three pages numbers paragraphs; a shorter one is a list. A
    number without a full stop ("12   Access ...") is a marker only where it counts on from one before it.

    Args:
        drafts: all blocks of the report, in reading order.
    """
    _drop_figures(drafts)
    for run in _runs(drafts):
        crosses = len({draft.section_number for draft in run}) > 1 or run[-1].page - run[0].page >= 3
        bare = not run[0].marker.strip("()").endswith((".", ")"))
        for draft in run:
            if bare and len(run) < 3:
                draft.marker, draft.n_marker_words = "", 0
            draft.kind = BlockKind.PARAGRAPH if crosses or not draft.marker else BlockKind.LIST_ITEM


def _drop_figures(drafts: Sequence[Draft]) -> None:
    """Give "12.6" back to its text where no other paragraph of the report is numbered in its series."""
    numbered = [d for d in drafts if d.kind in _MARKED and _SERIES.match(d.marker)]
    series = Counter(draft.marker.split(".")[0] for draft in numbered)
    for draft in numbered:
        if series[draft.marker.split(".")[0]] < 2:
            draft.marker, draft.n_marker_words = "", 0


def _runs(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    run: list[Draft] = []
    last = 0
    heading = 0
    for draft in drafts:
        heading += draft.kind == BlockKind.HEADING
        draft.section_number = heading
        match = _NUMBER.match(draft.marker) if draft.kind in _MARKED else None
        if match is None:
            continue
        value = int(match[1])
        if run and not last < value <= last + 2:
            yield run
            run = []
        run.append(draft)
        last = value
    if run:
        yield run


def set_depths(drafts: Sequence[Draft]) -> None:
    """Give each list item its depth from 1, by how far its marker is set in from those before it.

    Args:
        drafts: all blocks of the report, in reading order.
    """
    stops: list[float] = []
    place: tuple[int, int] | None = None
    for draft in drafts:
        if draft.kind == BlockKind.HEADING:
            stops = []
        if draft.kind != BlockKind.LIST_ITEM:
            continue
        first = draft.lines[0]
        if place is not None and place != (first.page, first.column) and stops:
            stops = _moved(stops, first.x0)
        place = (first.page, first.column)
        stops = [stop for stop in stops if stop < first.x0 - _SAME_PT]
        stops.append(first.x0)
        draft.level = len(stops)


def _moved(stops: list[float], x0: float) -> list[float]:
    """Return the stops for another page: they stay if one of them fits there, else the list begins anew."""
    return stops if any(abs(stop - x0) < _SAME_PT for stop in stops) else []
