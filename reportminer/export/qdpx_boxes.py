"""Boxes on pages as REFI-QDA has them: whole points from the bottom left of the page's media box, pages from 0.

Source: REFI-QDA 1.5, s.10.3 and the sample of its annex. The page is taken as it is in the file, before any turn
that a viewer makes when it shows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from math import ceil, floor

from reportminer.records import BBox, Region


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFrame:
    """How a page as shown, with its origin at the top left, lies in the page's own coordinates."""

    x0: float
    """Left edge of the visible part, in the page's own coordinates."""
    y0: float
    """Its lower edge."""
    x1: float
    """Its right edge."""
    y1: float
    """Its upper edge."""
    turn: int = 0
    """Clockwise quarter turns when shown, 0 to 3."""
    media_x0: float = 0.0
    """Left edge of the media box, in the page's own coordinates."""
    media_y0: float = 0.0
    """Its lower edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corners:
    """A rectangle of a PDFSelection."""

    x0: int
    """Left edge: `firstX`."""
    y0: int
    """Lower edge: `firstY`."""
    x1: int
    """Right edge: `secondX`."""
    y1: int
    """Upper edge: `secondY`."""


def plain_frame(width: float, height: float) -> PageFrame:
    """Return the frame of a page of which nothing but its size as shown is known."""
    return PageFrame(x0=0.0, y0=0.0, x1=width, y1=height)


def place_out(box: BBox, frame: PageFrame) -> Corners:
    """Return a box on a page as shown as whole points from the bottom left, rounded outward."""
    (ax, ay), (bx, by) = _unshow(frame, box.x0, box.top), _unshow(frame, box.x1, box.bottom)
    xs, ys = sorted((ax - frame.media_x0, bx - frame.media_x0)), sorted((ay - frame.media_y0, by - frame.media_y0))
    return Corners(x0=_floor(xs[0]), y0=_floor(ys[0]), x1=_ceil(xs[1]), y1=_ceil(ys[1]))


def place_in(corners: Corners, frame: PageFrame) -> BBox:
    """Return a rectangle of a PDFSelection as a box on the page as shown; the reverse of `place_out`."""
    points = [
        _show(frame, x + frame.media_x0, y + frame.media_y0)
        for x, y in ((corners.x0, corners.y0), (corners.x1, corners.y1))
    ]
    (x0, x1), (top, bottom) = (sorted(side) for side in zip(*points, strict=True))
    return BBox(x0=x0, top=top, x1=x1, bottom=bottom)


def box_by_page(regions: Iterable[Region]) -> dict[int, BBox]:
    """Return the rectangle around all lines of a passage on each page (from 1), in order."""
    found: dict[int, list[BBox]] = {}
    for region in regions:
        found.setdefault(region.page, []).append(region.box)
    return {page: reduce(BBox.union, boxes) for page, boxes in found.items()}


_HAIR = 1e-3
"""Points: what arithmetic on decimals may add to a whole number."""


def _floor(value: float) -> int:
    return floor(value + _HAIR)


def _ceil(value: float) -> int:
    return ceil(value - _HAIR)


def _unshow(frame: PageFrame, x: float, y: float) -> tuple[float, float]:
    match frame.turn % 4:
        case 1:
            return frame.x0 + y, frame.y0 + x
        case 2:
            return frame.x1 - x, frame.y0 + y
        case 3:
            return frame.x1 - y, frame.y1 - x
        case _:
            return frame.x0 + x, frame.y1 - y


def _show(frame: PageFrame, x: float, y: float) -> tuple[float, float]:
    match frame.turn % 4:
        case 1:
            return y - frame.y0, x - frame.x0
        case 2:
            return frame.x1 - x, y - frame.y0
        case 3:
            return frame.y1 - y, frame.x1 - x
        case _:
            return x - frame.x0, frame.y1 - y
