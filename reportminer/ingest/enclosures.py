"""Boxes and sidebars: text inside a drawn rectangle is read on its own, after the text that it interrupts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportminer.ingest.columns import order_lines
from reportminer.ingest.drawings import across, down
from reportminer.ingest.lines import BOXED, Line
from reportminer.ingest.words import PageWords, Rect

_MIN_WIDTH_PT, _MIN_HEIGHT_PT = 80.0, 30.0
_MAX_SHARE = 0.6
"""Of the page's area; a larger rectangle is its ground."""
_MIN_LINES = 3
"""A rectangle with fewer is a band behind a heading or a cell."""
_SLACK_PT = 3.0
_MAX_RULES = 80
"""A page with more ruled lines holds a table or a drawing."""


def order_with_boxes(fragments: Sequence[Line], page: PageWords) -> list[Line]:
    """Return the lines of a page in reading order; those in a box follow the line that the box stands after.

    Args:
        fragments: as `lines.group_fragments` gives them.
        page: with its drawings.
    """
    areas = _enclosures(fragments, page) if page.boxes or page.rules else []
    boxed = [[f for f in fragments if _is_in(f, area)] for area in areas]
    gone = {id(f) for box in boxed for f in box}
    lines = order_lines([f for f in fragments if id(f) not in gone])
    for number, (area, box) in enumerate(zip(areas, boxed, strict=True), 1):
        inside = [replace(line, column=BOXED * number + line.column) for line in order_lines(box)]
        place = _place(lines, area)
        lines[place:place] = inside
    return lines


def _enclosures(fragments: Sequence[Line], page: PageWords) -> list[Rect]:
    candidates = _merge([*(b for b in page.boxes if _is_sized(b)), *_frames(page.rules)])
    found = [area for area in candidates if _holds_text(area, fragments, page)]
    return sorted(found, key=lambda area: (area.top, area.x0))


def _is_sized(area: Rect) -> bool:
    return area.width >= _MIN_WIDTH_PT and area.height >= _MIN_HEIGHT_PT


def _frames(rules: Sequence[Rect]) -> list[Rect]:
    """Return the rectangles that four ruled lines make."""
    if len(rules) > _MAX_RULES:
        return []
    tops, sides = across(rules, least=_MIN_WIDTH_PT), down(rules, least=_MIN_HEIGHT_PT)
    return [
        Rect(upper.x0, upper.top, upper.x1, lower.bottom)
        for index, upper in enumerate(tops)
        for lower in tops[index + 1 :]
        if abs(upper.x0 - lower.x0) < _SLACK_PT
        and abs(upper.x1 - lower.x1) < _SLACK_PT
        and all(_is_side(sides, x, upper.top, lower.bottom) for x in (upper.x0, upper.x1))
    ]


def _is_side(sides: Iterable[Rect], x: float, top: float, bottom: float) -> bool:
    near = [side for side in sides if abs(side.x0 - x) < _SLACK_PT]
    return any(side.top < top + _SLACK_PT and side.bottom > bottom - _SLACK_PT for side in near)


def _merge(areas: Iterable[Rect]) -> list[Rect]:
    """Return the rectangles with those made one that touch or lie in each other."""
    merged: list[Rect] = []
    for area in areas:
        union = area
        for other in [m for m in merged if _touch(m, area)]:
            merged.remove(other)
            union = Rect(
                min(union.x0, other.x0),
                min(union.top, other.top),
                max(union.x1, other.x1),
                max(union.bottom, other.bottom),
            )
        merged.append(union)
    return merged


def _touch(one: Rect, two: Rect) -> bool:
    beside = one.x0 <= two.x1 + 1 and two.x0 <= one.x1 + 1
    return beside and one.top <= two.bottom + 1 and two.top <= one.bottom + 1


def _holds_text(area: Rect, fragments: Sequence[Line], page: PageWords) -> bool:
    if area.width * area.height > _MAX_SHARE * page.width * page.height:
        return False
    inside = [f for f in fragments if _is_in(f, area)]
    rows = {round(f.baseline) for f in inside}
    return len(rows) >= _MIN_LINES and len(inside) < len(fragments) and not _is_crossed(area, fragments)


def _is_in(fragment: Line, area: Rect) -> bool:
    across_ = area.x0 - _SLACK_PT < fragment.x0 and fragment.x1 < area.x1 + _SLACK_PT
    return across_ and area.top - _SLACK_PT < fragment.top and fragment.bottom < area.bottom + _SLACK_PT


def _is_crossed(area: Rect, fragments: Sequence[Line]) -> bool:
    """Say whether lines run over the edge: then the rectangle is a ground or belongs to a drawing."""
    return any(
        f.x0 < area.x1 - _SLACK_PT
        and f.x1 > area.x0 + _SLACK_PT
        and area.top < f.baseline - 0.3 * f.size < area.bottom
        and not _is_in(f, area)
        for f in fragments
    )


def _place(lines: Sequence[Line], area: Rect) -> int:
    """Return where a box is read: after the last line above it in its column, or beside it if none is above."""
    free = [(i, line) for i, line in enumerate(lines) if line.column < BOXED and line.top < area.top + _SLACK_PT]
    over = [i for i, line in free if line.left < area.x1 and line.right > area.x0]
    last = max(over or [i for i, _ in free], default=-1)
    while last + 1 < len(lines) and lines[last + 1].column >= BOXED:
        last += 1
    return last + 1
