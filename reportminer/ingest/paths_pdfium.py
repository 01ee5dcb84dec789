"""What pdfium draws on a page besides text: ruled lines, areas and pictures, and which text they leave visible."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from reportminer.ingest.drawings import find_dots, sort_drawing
from reportminer.ingest.frames import Frame
from reportminer.ingest.hidden import is_hidden, is_white
from reportminer.ingest.words import Rect

_MAX_OBJECTS = 6000
"""A page with more drawn objects is a map or a chart; what is beyond is not looked at for ruled lines."""
_MAX_SEGMENTS = 400
_BOX_SEGMENTS = 6
_MAX_PARTS = 12
_THIN_PT, _DOT_PT = 3.0, 10.0
_DRAWN = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def plain_call(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a C function that takes and gives addresses as plain numbers: several times cheaper than pointers."""
    prototype = ctypes.CFUNCTYPE(result, *arguments)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)


def address_of(pointer: Any) -> int:
    """Return the address that a pointer of pdfium holds; 0 for none."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


_INT, _ADDRESS = ctypes.c_int, ctypes.c_void_p
_object_at = plain_call(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
_count_inside = plain_call(raw.FPDFFormObj_CountObjects, _INT, _ADDRESS)
_object_inside = plain_call(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, _INT)
_read_matrix = plain_call(raw.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
_read_bounds = plain_call(raw.FPDFPageObj_GetBounds, _INT, *[_ADDRESS] * 5)
_kind_of = plain_call(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
_colour_of = plain_call(raw.FPDFPageObj_GetFillColor, ctypes.c_int, *[ctypes.c_void_p] * 5)
_mode_of = plain_call(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)


class Scene:
    """What is drawn on a page, as far as it decides which text can be seen."""

    def __init__(self, page: Any, frame: Frame, images: Sequence[Rect]) -> None:
        self.frame = frame
        self._page, self._images = page, images
        self._grounds: list[Rect] | None = None

    def hides(self, address: int, colour: int, boxes: NDArray[np.float64]) -> bool:
        """Say whether the characters of the text object at an address, at `boxes`, cannot be seen."""
        mode = _mode_of(address)
        if mode != raw.FPDF_TEXTRENDERMODE_INVISIBLE and not is_white(colour):
            return False
        lower: list[float] = boxes.min(axis=0).tolist()
        upper: list[float] = boxes.max(axis=0).tolist()
        area = self.frame.rect(lower[0], lower[3], upper[2], upper[1])
        return is_hidden(area, mode=mode, colour=colour, images=self._images, grounds=self._find_grounds)

    def _find_grounds(self) -> list[Rect]:
        if self._grounds is None:
            self._grounds = [*self._images, *_grounds(self._page, self.frame)]
        return self._grounds


def _grounds(page: Any, frame: Frame) -> Iterator[Rect]:
    """Yield the places of all drawn things that are not white."""
    for _, address, matrix in _flatten(_objects(page), _IDENTITY, 0):
        if not is_white(fill_colour(address)) and (bounds := _bounds(address, matrix)) is not None:
            yield frame.rect(*bounds)


def _objects(page: Any) -> Iterator[int]:
    count = raw.FPDFPage_CountObjects(page)
    address = address_of(page)
    return (_object_at(address, i) for i in range(min(count, _MAX_OBJECTS)))


_COLOUR = (ctypes.c_uint * 4)()
"""Where pdfium writes a colour: one place for all, since it may be used by one thread only."""
_EDGES = (ctypes.c_float * 4)()
"""The same for the bounds of an object."""
_EDGES_AT = tuple(ctypes.addressof(_EDGES) + 4 * edge for edge in range(4))
_COLOUR_AT = tuple(ctypes.addressof(_COLOUR) + 4 * part for part in range(4))


def fill_colour(address: int) -> int:
    """Return the colour that an object is filled with, 0xRRGGBB; black where the file does not say.

    Args:
        address: of the object in pdfium.
    """
    if not _colour_of(address, *_COLOUR_AT):
        return 0
    red, green, blue, _ = _COLOUR
    return red << 16 | green << 8 | blue


def read_drawings(page: Any, frame: Frame) -> tuple[tuple[Rect, ...], ...]:
    """Return ruled lines, filled areas, pictures and dots of a page."""
    rules: list[Rect] = []
    boxes: list[Rect] = []
    images: list[Rect] = []
    shown = Rect(0.0, 0.0, frame.width, frame.height)
    for kind, address, matrix in _flatten(_objects(page), _IDENTITY, 0):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            if (bounds := _bounds(address, matrix)) is not None:
                images.append(frame.rect(*bounds))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            lines, areas = _path(address, matrix, frame)
            rules += lines
            boxes += areas
    return *sort_drawing(rules, boxes, images, page=shown), find_dots((*rules, *boxes))


def _flatten(objects: Iterator[int], matrix: Matrix, depth: int) -> Iterator[tuple[int, int, Matrix]]:
    for address in objects:
        kind = _kind_of(address)
        if kind in _DRAWN:
            yield kind, address, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 3:
            count = min(_count_inside(address), _MAX_OBJECTS)
            inner = (_object_inside(address, i) for i in range(count))
            yield from _flatten(inner, _multiply(_matrix_of(address), matrix), depth + 1)


def _matrix_of(address: int) -> Matrix:
    found = raw.FS_MATRIX()
    if not _read_matrix(address, ctypes.addressof(found)):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _multiply(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(address: int, matrix: Matrix) -> tuple[float, float, float, float] | None:
    if not _read_bounds(address, *_EDGES_AT):
        return None
    left, bottom, right, top = _EDGES
    corners = (_apply(matrix, left, bottom), _apply(matrix, right, top))
    (ax, ay), (bx, by) = corners
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _path(address: int, matrix: Matrix, frame: Frame) -> tuple[list[Rect], list[Rect]]:
    """Return the straight lines that a path strokes, and the area that it fills."""
    page_object = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(page_object, fill, stroke)
    bounds = _bounds(address, matrix)
    if bounds is None or not (fill.value or stroke.value):
        return [], []
    area = frame.rect(*bounds)
    if min(area.width, area.height) < _THIN_PT:
        return [area], []
    count = raw.FPDFPath_CountSegments(page_object)
    is_dot = max(area.width, area.height) < _DOT_PT
    if stroke.value and not is_dot:
        return _strokes(page_object, count, _multiply(_matrix_of(address), matrix), frame), []
    if not is_dot and fill_colour(address) == 0xFFFFFF:
        return [], []
    if is_dot or count <= _BOX_SEGMENTS:
        return [], [area]
    return [], _filled_parts(page_object, count, _multiply(_matrix_of(address), matrix), frame)


def _filled_parts(page_object: Any, count: int, matrix: Matrix, frame: Frame) -> list[Rect]:
    """Return the rectangles of a path that is nothing but several: the shaded cells of a table's head."""
    if count > _MAX_PARTS * _BOX_SEGMENTS:
        return []
    parts: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(page_object, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            parts.append([])
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if not parts or len(parts[-1]) >= _BOX_SEGMENTS:
            return []
        parts[-1].append(_apply(matrix, x.value, y.value))
    areas = [_corners(points) for points in parts if len(points) > 1]
    return [frame.rect(*area) for area in areas if area] if all(areas) else []


def _corners(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float] | None:
    """Return the extent of points that are all corners of one upright rectangle."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    upright = all(min(x - left, right - x) < 0.1 and min(y - low, high - y) < 0.1 for x, y in points)
    return (left, low, right, high) if upright else None


def _strokes(page_object: Any, count: int, matrix: Matrix, frame: Frame) -> list[Rect]:
    if count > _MAX_SEGMENTS:
        return []
    lines: list[Rect] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    begin = last = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(page_object, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(matrix, x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO:
            lines.append(frame.rect(*last, *point))
        elif kind == raw.FPDF_SEGMENT_MOVETO:
            begin = point
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            lines.append(frame.rect(*last, *begin))
    return [line for line in lines if min(line.width, line.height) < 1]
