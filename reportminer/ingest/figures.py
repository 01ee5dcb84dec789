"""Drawings with words in them: organisation charts, flow charts and charts with axes are no tables and no text."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from reportminer.ingest.drafts import Draft
from reportminer.ingest.grids import Grid
from reportminer.ingest.lines import Line, group_fragments
from reportminer.ingest.pieces import Piece, group_rows
from reportminer.ingest.words import PageWords, Rect, Word
from reportminer.records import BlockKind

_REGULAR = 0.6
"""Inner lines of a table run through this share of it or more, in one direction; those of boxes do not."""
_MANY_EDGES = 5
_LABEL_WORDS = 6
_MARGIN_PT = 3.0
_TICK = re.compile(r"^[£$€]?(\d[\d,]*(?:\.\d+)?)(?:%|k|m|bn)?$")
_LEAST_TICKS = 4


def is_drawing(grid: Grid, words: Sequence[Word]) -> bool:
    """Say whether lines that touch each other are boxes and arrows or a chart, and not the grid of a table.

    Args:
        grid: of the lines.
        words: in it.
    """
    rows = group_rows(words)
    if _has_axis(rows):
        return True
    many = len(grid.xs) >= _MANY_EDGES and len(grid.ys) >= _MANY_EDGES
    return many and grid.regularity() < _REGULAR and _are_labels(rows)


def _are_labels(rows: Sequence[Sequence[Piece]]) -> bool:
    lengths = [len(piece.words) for row in rows for piece in row]
    return bool(lengths) and median(lengths) <= _LABEL_WORDS


def _has_axis(rows: Sequence[Sequence[Piece]]) -> bool:
    """Say whether figures side by side, with nothing else, count up from 0 in equal steps."""
    return any(_counts_up([word.text for piece in row for word in piece.words]) for row in rows)


def _counts_up(texts: Sequence[str]) -> bool:
    values = [float(match[1].replace(",", "")) for text in texts if (match := _TICK.match(text))]
    if len(values) < _LEAST_TICKS or values[0] != 0 or len(values) < len(texts):
        return False
    steps = {round(two - one, 3) for one, two in pairwise(values)}
    return len(steps) == 1 and steps.pop() > 0


def drawing_area(grid: Grid, page: PageWords) -> Rect:
    """Return the area of a drawing with the shaded boxes that touch it.

    Args:
        grid: of its lines.
        page: where it stands.
    """
    area = grid.rect
    small = [box for box in page.boxes if box.width < 0.9 * page.width and box.height < 0.5 * page.height]
    for _ in range(3):
        for box in small:
            if _touch(area, box):
                area = Rect(
                    min(area.x0, box.x0),
                    min(area.top, box.top),
                    max(area.x1, box.x1),
                    max(area.bottom, box.bottom),
                )
    return area


def _touch(one: Rect, two: Rect) -> bool:
    return (
        one.x0 - _MARGIN_PT < two.x1
        and two.x0 < one.x1 + _MARGIN_PT
        and one.top - _MARGIN_PT < two.bottom
        and two.top < one.bottom + _MARGIN_PT
    )


def drawing_draft(words: Sequence[Word], area: Rect, page: PageWords) -> Draft:
    """Return the words of a drawing as a block that is no text, those of one box together.

    Args:
        words: in the drawing; at least one.
        area: of the drawing.
        page: where it stands.
    """
    boxes = sorted(page.boxes, key=lambda box: box.width * box.height)
    by_box: dict[int, list[Word]] = {}
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        holders = (i for i, b in enumerate(boxes) if b.x0 <= x <= b.x1 and b.top <= y <= b.bottom)
        by_box.setdefault(next(holders, len(boxes)), []).append(word)
    ordered = sorted(by_box.values(), key=lambda group: (min(w.top for w in group), min(w.x0 for w in group)))
    lines = [line for group in ordered for line in _lines(group, page.number)]
    return Draft(kind=BlockKind.OTHER, lines=lines, area=area)


def _lines(words: Sequence[Word], number: int) -> list[Line]:
    turned = tuple(word for word in words if word.angle)
    return [*group_fragments(words, page=number), *([Line(page=number, words=turned)] if turned else [])]
