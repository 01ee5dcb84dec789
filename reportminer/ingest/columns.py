"""Reading order: columns are found before lines, so that two columns are never welded together.

A gutter is a place that few fragments of lines cross and that has prose on both sides. What crosses it (a heading
over the whole width) cuts the page into bands; in each band the left column is read before the right one.
"""

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from statistics import median

import numpy as np

from reportminer.ingest.entries import keep_names_apart
from reportminer.ingest.lines import Line, group_rows, merge_lines

_MIN_LINES = 4
_MIN_GUTTER_PT = 7.0
_MAX_HEAD = 3
"""Lines above both columns that still count as a heading over them."""
_MIN_WORDS = 3.0
_STEP_PT = 2.0
_MAX_CROSSING = 0.5
"""Share of the fragments that may run over a gutter."""


def order_lines(fragments: Sequence[Line]) -> list[Line]:
    """Return the lines of a page in reading order, each with the edges and the number of its column.

    Args:
        fragments: as `lines.group_fragments` gives them.
    """
    lines: list[Line] = []
    for number, column in enumerate(_split(list(fragments), depth=0)):
        left, right = min(f.x0 for f in column), max(f.x1 for f in column)
        lines += [replace(line, left=left, right=right, column=number) for line in _merge_rows(column)]
    return lines


def _merge_rows(column: list[Line]) -> list[Line]:
    """Merge fragments on one base line into lines, from the top down; names side by side stay apart."""
    rows = group_rows(column)
    apart = keep_names_apart(rows)
    return [
        line for i, row in enumerate(rows) for line in (row if i in apart or len(row) == 1 else [merge_lines(row)])
    ]


def _split(fragments: list[Line], depth: int) -> list[list[Line]]:
    """Return the fragments as columns in reading order."""
    gutter = _find_gutter(fragments) if depth < 3 else None
    if gutter is None:
        return [fragments] if fragments else []
    columns: list[list[Line]] = []
    bands = _bands(fragments, gutter)
    for band in bands:
        left = [f for f in band if f.x1 <= gutter + 1]
        right = [f for f in band if f.x0 >= gutter - 1]
        if len(left) + len(right) < len(band) or not _is_prose(left, right):
            columns.append(band)
        else:
            head, left, right, tail = _trim(left, right, goes_on=band is not bands[-1])
            columns += [part for part in (head, *_split(left, depth + 1), *_split(right, depth + 1), tail) if part]
    return columns


def _trim(
    left: list[Line], right: list[Line], *, goes_on: bool
) -> tuple[list[Line], list[Line], list[Line], list[Line]]:
    """Take short lines off a band that belong to the full width above or below it: headings that cross no gutter.

    Args:
        left: the left column, from the top.
        right: the right column, from the top.
        goes_on: whether full width follows.

    Returns:
        What stands before, left, right, what stands after.
    """
    top = max(left[0].top, right[0].top)
    bottom = min(left[-1].bottom, right[-1].bottom)
    head = [f for f in (*left, *right) if f.bottom < top]
    tail = _tail(left, bottom) + _tail(right, bottom) if goes_on else []
    if not 0 < len(head) <= _MAX_HEAD:
        head = []
    gone = {id(f) for f in (*head, *tail)}
    left, right = ([f for f in side if id(f) not in gone] for side in (left, right))
    return head, left, right, tail


def _tail(side: list[Line], bottom: float) -> list[Line]:
    """Return the last lines of a column that stand lower than the other column and apart from their own."""
    for index in range(max(len(side) - 3, 1), len(side)):
        step = side[index].baseline - side[index - 1].baseline
        if side[index].top > bottom and step > 1.5 * max(side[index].size, side[index - 1].size):
            return side[index:]
    return []


def _bands(fragments: list[Line], gutter: float) -> list[list[Line]]:
    """Cut the fragments into stretches that cross the gutter and stretches that do not, from the top down."""
    bands: list[list[Line]] = []
    crossing_before = None
    for fragment in sorted(fragments, key=lambda f: (f.baseline, f.x0)):
        crosses = fragment.x0 < gutter - 1 and fragment.x1 > gutter + 1
        if crosses != crossing_before:
            bands.append([])
        bands[-1].append(fragment)
        crossing_before = crosses
    return bands


def _find_gutter(fragments: list[Line]) -> float | None:
    if len(fragments) < 2 * _MIN_LINES:
        return None
    left, right = min(f.x0 for f in fragments), max(f.x1 for f in fragments)
    width = right - left
    places = np.arange(left + 0.2 * width, left + 0.8 * width, _STEP_PT)
    starts, ends = (np.array([edge(f) for f in fragments]) for edge in (attrgetter("x0"), attrgetter("x1")))
    crossing = ((starts < places[:, None] - 1) & (ends > places[:, None] + 1)).sum(axis=1)
    best: tuple[float, float] | None = None
    for x in places[crossing <= _MAX_CROSSING * len(fragments)].tolist():
        if (found := _score(fragments, x)) and (best is None or found > best[0]):
            best = (found, x)
    return best[1] if best else None


def _score(fragments: list[Line], x: float) -> float:
    """Return how good a gutter at x is: lines beside it, less those that cross it, plus a little for its width."""
    crossing = [f for f in fragments if f.x0 < x - 1 and f.x1 > x + 1]
    total = 0.0
    for band in _bands(fragments, x):
        left = [f for f in band if f.x1 <= x + 1]
        right = [f for f in band if f.x0 >= x - 1]
        if len(left) + len(right) == len(band) and _is_prose(left, right):
            gap = min(f.x0 for f in right) - max(f.x1 for f in left)
            total += len(band) + min(gap, 20.0) / 20.0
    return max(total - len(crossing), 0.0) if total else 0.0


def _is_prose(left: list[Line], right: list[Line]) -> bool:
    """Say whether both sides read as running text that stands side by side."""
    if min(len(left), len(right)) < _MIN_LINES:
        return False
    if min(f.x0 for f in right) - max(f.x1 for f in left) < _MIN_GUTTER_PT:
        return False
    top, bottom = max(left[0].top, right[0].top), min(left[-1].bottom, right[-1].bottom)
    shorter = min(left[-1].bottom - left[0].top, right[-1].bottom - right[0].top)
    return bottom - top > 0.5 * shorter and all(_reads_on(side) for side in (left, right))


def _reads_on(side: list[Line]) -> bool:
    """Say whether most lines fill their column and hold several words: cells of a table do not."""
    width = max(f.x1 for f in side) - min(f.x0 for f in side)
    filled = sum(f.x1 - f.x0 > 0.6 * width for f in side)
    return median(len(f.words) for f in side) >= _MIN_WORDS and filled >= 0.5 * len(side)
