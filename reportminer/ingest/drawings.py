"""Ruled lines and boxes: which of a page's drawings carry structure."""

from collections.abc import Iterable

from reportminer.ingest.words import Rect

_THIN_PT = 3.0
_SHORT_PT = 8.0
_DOT_PT = (1.5, 9.0)
_SAME_PT = 2.0


def sort_drawing(
    lines: Iterable[Rect], areas: Iterable[Rect], images: Iterable[Rect], *, page: Rect
) -> tuple[tuple[Rect, ...], tuple[Rect, ...], tuple[Rect, ...]]:
    """Return ruled lines, filled areas and pictures that lie on the page, without repeats and without dots.

    Args:
        lines: thin drawings; shorter than 8 points are dropped.
        areas: filled drawings.
        images: pictures.
        page: the page as shown.
    """
    rules = (_clip(line, page) for line in lines if max(line.width, line.height) >= _SHORT_PT)
    boxes = (_clip(area, page) for area in areas if min(area.width, area.height) >= _THIN_PT)
    pictures = (_clip(image, page) for image in images)
    return _distinct(rules), _distinct(boxes), _distinct(pictures)


def find_dots(shapes: Iterable[Rect]) -> tuple[Rect, ...]:
    """Return small shapes as wide as high: bullets that are drawn and not set in type."""
    low, high = _DOT_PT
    return _distinct(
        s for s in shapes if low <= s.width <= high and low <= s.height <= high and 0.6 < s.width / s.height < 1.7
    )


def _clip(rect: Rect, page: Rect) -> Rect:
    return Rect(
        max(rect.x0, page.x0), max(rect.top, page.top), min(rect.x1, page.x1), min(rect.bottom, page.bottom)
    )


def _distinct(rects: Iterable[Rect]) -> tuple[Rect, ...]:
    kept: dict[tuple[int, ...], Rect] = {}
    for rect in rects:
        if rect.x1 >= rect.x0 and rect.bottom >= rect.top:
            kept.setdefault(tuple(round(edge / _SAME_PT) for edge in rect), rect)
    return tuple(kept.values())


def across(rules: Iterable[Rect], *, least: float = 0.0) -> list[Rect]:
    """Return the horizontal lines of at least a length in points, from the top down."""
    found = [r for r in rules if r.height < _THIN_PT and r.width >= max(least, _SHORT_PT)]
    return sorted(found, key=lambda r: (r.top, r.x0))


def down(rules: Iterable[Rect], *, least: float = 0.0) -> list[Rect]:
    """Return the vertical lines of at least a length in points, from left to right."""
    found = [r for r in rules if r.width < _THIN_PT and r.height >= max(least, _SHORT_PT)]
    return sorted(found, key=lambda r: (r.x0, r.top))
