"""The fast engine: characters, lines and pictures of a page through pdfium, read in bulk.

One call from Python into pdfium costs more than the work it does, so the calls a character needs are few, are
made by `map` without a Python frame each, and write into one buffer that numpy then reads. What is the same for a
run of characters (font, size, matrix, colour) is asked once a run.
"""

import ctypes
import math
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from reportminer.ingest.drawings import find_dots, sort_drawing
from reportminer.ingest.typefaces import read_typeface
from reportminer.ingest.words import Chars, PageWords, Rect, Typeface, Word, join_chars

_MAX_OBJECTS = 6000
"""A page with more drawn objects is a map or a chart; what is beyond is not looked at for ruled lines."""
_SLANTED = 8.0
"""Degrees off the right angle from which on text is a watermark or a stamp."""
_MAX_SEGMENTS = 400
_BOX_SEGMENTS = 6
_THIN_PT, _DOT_PT = 3.0, 10.0
_HYPHENS = {0x02, 0xFFFE}
"""What pdfium gives for a hyphen at the end of a line."""
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a C function that takes and gives addresses as plain numbers: several times cheaper than pointers."""
    prototype = ctypes.CFUNCTYPE(result, *arguments)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_unicode = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
_object_of = _plain(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_loose_box = _plain(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_unmapped = _plain(raw.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
_kind_of = _plain(raw.FPDFPageObj_GetType, _INT, _ADDRESS)


class Frame(NamedTuple):
    """How a page's own coordinates become those of the page as shown."""

    x0: float
    """Left edge of the visible part, in the page's own coordinates."""
    y0: float
    """Lower edge."""
    x1: float
    """Right edge."""
    y1: float
    """Upper edge."""
    turn: int
    """Clockwise quarter turns when shown, 0 to 3."""

    @property
    def width(self) -> float:
        """Return the width as shown."""
        return self.y1 - self.y0 if self.turn % 2 else self.x1 - self.x0

    @property
    def height(self) -> float:
        """Return the height as shown."""
        return self.x1 - self.x0 if self.turn % 2 else self.y1 - self.y0

    def place(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Return where a point (or arrays of points) lies as shown, from the top left."""
        match self.turn:
            case 1:
                return y - self.y0, x - self.x0
            case 2:
                return self.x1 - x, y - self.y0
            case 3:
                return self.y1 - y, self.x1 - x
            case _:
                return x - self.x0, self.y1 - y

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> Rect:
        """Return a rectangle as shown."""
        (ax, ay), (bx, by) = self.place(x0, y0), self.place(x1, y1)
        return Rect(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


class PdfiumFile:
    """An open PDF; a context manager. pdfium is not thread-safe: one process, one thread.

    Args:
        path: of the file.
        password: tried where the file asks for one.

    Raises:
        pypdfium2.PdfiumError: the file cannot be opened.
    """

    def __init__(self, path: str, password: str = "") -> None:
        self._pdf = pdfium.PdfDocument(path, password=password or None)
        self._faces: dict[int, Typeface] = {}

    def __enter__(self) -> "PdfiumFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._pdf.close()

    def __len__(self) -> int:
        return len(self._pdf)

    def read_page(self, number: int, *, max_chars: int) -> PageWords | None:
        """Return what stands on a page; None if pdfium cannot load it.

        Args:
            number: from 1.
            max_chars: characters read at most.
        """
        page = raw.FPDF_LoadPage(self._pdf.raw, number - 1)
        if not page:
            return None
        try:
            return self._read(page, number, max_chars)
        finally:
            raw.FPDF_ClosePage(page)

    def _read(self, page: Any, number: int, max_chars: int) -> PageWords:
        frame = _frame(page)
        words, unmapped, cut = self._words(page, frame, max_chars)
        rules, boxes, images, dots = _drawings(page, frame)
        return PageWords(
            number=number,
            width=frame.width,
            height=frame.height,
            words=words,
            rules=rules,
            boxes=boxes,
            images=images,
            dots=dots,
            engine="pdfium",
            n_unmapped=unmapped,
            cut=cut,
        )

    def _words(self, page: Any, frame: Frame, max_chars: int) -> tuple[tuple[Word, ...], int, bool]:
        text_page = raw.FPDFText_LoadPage(page)
        if not text_page:
            return (), 0, False
        try:
            found = raw.FPDFText_CountChars(text_page)
            if found <= 0:
                return (), 0, False
            chars, unmapped = self._chars(text_page, min(found, max_chars), frame)
            return join_chars(chars, width=frame.width, height=frame.height), unmapped, found > max_chars
        finally:
            raw.FPDFText_ClosePage(text_page)

    def _chars(self, text_page: Any, count: int, frame: Frame) -> tuple[Chars, int]:
        address = ctypes.cast(text_page, ctypes.c_void_p).value
        codes = list(map(_unicode, repeat(address), range(count)))
        owners = np.array([o or 0 for o in map(_object_of, repeat(address), range(count))], np.int64)
        boxes = _boxes(address, count)
        unmapped = sum(map(_unmapped, repeat(address), range(0, count, 7))) * 7 if 0xFFFF not in codes else count
        keep = owners != 0
        runs = np.flatnonzero(np.diff(owners, prepend=-1))
        run_of = np.cumsum(np.diff(owners, prepend=-1) != 0) - 1
        styles: list[tuple[Typeface, int, int]] = []
        baseline, size, start, end = (np.zeros(count) for _ in range(4))
        for index, begin in enumerate(runs.tolist()):
            stop = int(runs[index + 1]) if index + 1 < len(runs) else count
            style, extent = self._run(text_page, begin, owners[begin], frame, boxes[begin:stop])
            styles.append(style)
            start[begin:stop], end[begin:stop], baseline[begin:stop], size[begin:stop] = extent
        visible = keep & (end > -1) & (size > 0.5)
        picked = np.flatnonzero(visible)
        text = ["-" if codes[i] in _HYPHENS else chr(codes[i]) for i in picked.tolist()]
        parted = np.diff(picked, prepend=-1) > 1
        places = (start[picked], end[picked], baseline[picked], size[picked])
        chars = Chars(text, *places, run_of[picked], styles, parted)
        return chars, unmapped

    def _run(
        self, text_page: Any, first: int, owner: int, frame: Frame, boxes: NDArray[np.float64]
    ) -> tuple[tuple[Typeface, int, int], tuple[Any, Any, float, float]]:
        """Return style and places (start, end, base line, size) of the characters of one text object."""
        if not owner:
            return (Typeface("", False, False), 0, 0), (-9.0, -9.0, 0.0, 0.0)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text_page, first, matrix)
        text_object = ctypes.cast(int(owner), raw.FPDF_PAGEOBJECT)
        size = raw.FPDFText_GetFontSize(text_page, first) * math.hypot(matrix.c, matrix.d)
        degrees = math.degrees(math.atan2(-matrix.b, matrix.a))
        angle = (round(degrees / 90) + frame.turn) % 4
        left, top, right, bottom, base_x, base_y = *_shown(frame, boxes), *frame.place(matrix.e, matrix.f)
        slanted = abs(degrees - 90 * round(degrees / 90)) > _SLANTED
        style = (self._face(text_object), _colour(text_object), 45 if slanted else angle * 90)
        match angle:
            case 1:
                return style, (top, bottom, frame.width - base_x, size)
            case 2:
                return style, (frame.width - right, frame.width - left, frame.height - base_y, size)
            case 3:
                return style, (frame.height - bottom, frame.height - top, base_x, size)
            case _:
                return style, (left, right, base_y, size)

    def _face(self, text_object: Any) -> Typeface:
        font = raw.FPDFTextObj_GetFont(text_object)
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._faces:
            self._faces[key] = _read_face(font) if key else Typeface("", False, False)
        return self._faces[key]


def _frame(page: Any) -> Frame:
    box = [ctypes.c_float() for _ in range(4)]
    turn = raw.FPDFPage_GetRotation(page) % 4
    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    if turn % 2:
        width, height = height, width
    for read in (raw.FPDFPage_GetCropBox, raw.FPDFPage_GetMediaBox):
        if read(page, *box) and abs(box[2].value - box[0].value - width) < 1:
            return Frame(box[0].value, box[1].value, box[2].value, box[3].value, turn)
    return Frame(0.0, 0.0, width, height, turn)


def _boxes(address: int | None, count: int) -> NDArray[np.float64]:
    """Return left, top, right, bottom of each character in the page's own coordinates."""
    buffer = (ctypes.c_float * (4 * count))()
    base = ctypes.addressof(buffer)
    for _ in map(_loose_box, repeat(address), range(count), range(base, base + 16 * count, 16)):
        pass
    found: NDArray[np.float64] = np.ctypeslib.as_array(buffer).reshape(count, 4).astype(np.float64)
    return found


def _shown(frame: Frame, boxes: NDArray[np.float64]) -> tuple[Any, Any, Any, Any]:
    ax, ay = frame.place(boxes[:, 0], boxes[:, 1])
    bx, by = frame.place(boxes[:, 2], boxes[:, 3])
    return np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)


def _read_face(font: Any) -> Typeface:
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    raw.FPDFFont_GetBaseFontName(font, buffer, size)
    return read_typeface(buffer.value.decode("utf-8", "replace"), flags=max(raw.FPDFFont_GetFlags(font), 0))


def _colour(page_object: Any) -> int:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(page_object, *parts):
        return 0
    red, green, blue, _ = (part.value for part in parts)
    return red << 16 | green << 8 | blue


def _drawings(page: Any, frame: Frame) -> tuple[tuple[Rect, ...], ...]:
    """Return ruled lines, filled areas, pictures and dots of a page."""
    rules: list[Rect] = []
    boxes: list[Rect] = []
    images: list[Rect] = []
    shown = Rect(0.0, 0.0, frame.width, frame.height)
    count = raw.FPDFPage_CountObjects(page)
    objects = (raw.FPDFPage_GetObject(page, i) for i in range(min(count, _MAX_OBJECTS)))
    for kind, page_object, matrix in _flatten(objects, _IDENTITY, 0):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            if (bounds := _bounds(page_object, matrix)) is not None:
                images.append(frame.rect(*bounds))
        else:
            lines, areas = _path(page_object, matrix, frame)
            rules += lines
            boxes += areas
    return *sort_drawing(rules, boxes, images, page=shown), find_dots((*rules, *boxes))


def _flatten(objects: Iterator[Any], matrix: Matrix, depth: int) -> Iterator[tuple[int, Any, Matrix]]:
    for page_object in objects:
        kind = _kind_of(ctypes.cast(page_object, ctypes.c_void_p).value)
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield kind, page_object, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 3:
            count = min(raw.FPDFFormObj_CountObjects(page_object), _MAX_OBJECTS)
            inner = (raw.FPDFFormObj_GetObject(page_object, i) for i in range(count))
            yield from _flatten(inner, _multiply(_matrix_of(page_object), matrix), depth + 1)


def _matrix_of(page_object: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(page_object, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _multiply(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(page_object: Any, matrix: Matrix) -> tuple[float, float, float, float] | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(page_object, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    corners = (_apply(matrix, left, bottom), _apply(matrix, right, top))
    (ax, ay), (bx, by) = corners
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _path(page_object: Any, matrix: Matrix, frame: Frame) -> tuple[list[Rect], list[Rect]]:
    """Return the straight lines that a path strokes, and the area that it fills."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(page_object, fill, stroke)
    bounds = _bounds(page_object, matrix)
    if bounds is None or not (fill.value or stroke.value):
        return [], []
    area = frame.rect(*bounds)
    if min(area.width, area.height) < _THIN_PT:
        return [area], []
    count = raw.FPDFPath_CountSegments(page_object)
    is_dot = max(area.width, area.height) < _DOT_PT
    if stroke.value and not is_dot:
        return _strokes(page_object, count, _multiply(_matrix_of(page_object), matrix), frame), []
    is_box = count <= _BOX_SEGMENTS and _colour(page_object) != 0xFFFFFF
    return [], [area] if is_dot or is_box else []


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
