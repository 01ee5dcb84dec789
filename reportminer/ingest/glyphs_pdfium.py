"""The fast engine: characters, lines and pictures of a page through pdfium, read in bulk.

One call from Python into pdfium costs more than the work it does, so the calls a character needs are few, are
made by `map` without a Python frame each, and write into one buffer that numpy then reads. What is the same for a
run of characters (font, size, matrix, colour) is asked once a run.
"""

import ctypes
import math
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from reportminer.ingest.frames import Frame
from reportminer.ingest.paths_pdfium import Scene, address_of, fill_colour, plain_call, read_drawings
from reportminer.ingest.pictures import Picture, draw_page
from reportminer.ingest.structure_tree import mark_of, read_tags
from reportminer.ingest.typefaces import read_typeface
from reportminer.ingest.words import NO_MARK, Chars, PageWords, Typeface, Word, join_chars

_SLANTED = 8.0
"""Degrees off the right angle from which on text is a watermark or a stamp."""
_HYPHENS = (0x02, 0xFFFE)
"""What pdfium gives for a hyphen at the end of a line."""


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_unicode = plain_call(raw.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
_object_of = plain_call(raw.FPDFText_GetTextObject, ctypes.c_size_t, _ADDRESS, _INT)
_loose_box = plain_call(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_unmapped = plain_call(raw.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
_matrix_at = plain_call(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
_size_of = plain_call(raw.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)
_font_of = plain_call(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)


class PdfiumFile:
    """An open PDF; a context manager. pdfium is not thread-safe: one process, one thread.

    Args:
        path: of the file.
        password: tried where the file asks for one.
        use_tags: whether to read the structure tree too.

    Raises:
        pypdfium2.PdfiumError: the file cannot be opened.
    """

    def __init__(self, path: str, password: str = "", *, use_tags: bool = False) -> None:
        self._pdf = pdfium.PdfDocument(path, password=password or None)
        self._use_tags = use_tags
        self._faces: dict[int, Typeface] = {}
        self._matrix = raw.FS_MATRIX()
        self._matrix_at = ctypes.addressof(self._matrix)

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

    def draw_page(self, number: int, *, dpi: int) -> Picture:
        """Return the picture of a page.

        Args:
            number: from 1; a page that `read_page` could load.
            dpi: wanted pixels an inch.
        """
        page = self._pdf[number - 1]
        try:
            return draw_page(page, dpi=dpi)
        finally:
            page.close()

    def _read(self, page: Any, number: int, max_chars: int) -> PageWords:
        frame = read_frame(page)
        rules, boxes, images, dots = read_drawings(page, frame)
        scene = Scene(page, frame, images)
        words, unmapped, cut = self._words(page, scene, max_chars)
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
            tags=read_tags(page) if self._use_tags else (),
        )

    def _words(self, page: Any, scene: Scene, max_chars: int) -> tuple[tuple[Word, ...], int, bool]:
        text_page = raw.FPDFText_LoadPage(page)
        if not text_page:
            return (), 0, False
        try:
            found = raw.FPDFText_CountChars(text_page)
            if found <= 0:
                return (), 0, False
            chars, unmapped = self._chars(text_page, min(found, max_chars), scene)
            frame = scene.frame
            return join_chars(chars, width=frame.width, height=frame.height), unmapped, found > max_chars
        finally:
            raw.FPDFText_ClosePage(text_page)

    def _chars(self, text_page: Any, count: int, scene: Scene) -> tuple[Chars, int]:
        address = address_of(text_page)
        codes = np.fromiter(map(_unicode, repeat(address), range(count)), np.int64, count)
        owners = np.fromiter(map(_object_of, repeat(address), range(count)), np.int64, count)
        boxes = _boxes(address, count)
        unmapped = (
            sum(map(_unmapped, repeat(address), range(0, count, 7))) * 7 if not (codes == 0xFFFF).any() else count
        )
        runs = np.flatnonzero(np.diff(owners, prepend=-1))
        run_of = np.cumsum(np.diff(owners, prepend=-1) != 0) - 1
        styles: list[tuple[Typeface, int, int]] = []
        marks: list[int] = []
        places: list[tuple[int, float, float]] = []
        hidden = np.zeros(count, bool)
        ends = [*runs[1:].tolist(), count]
        for begin, stop, owner in zip(runs.tolist(), ends, owners[runs].tolist(), strict=True):
            style, place = self._run(address, begin, owner, scene.frame)
            styles.append(style)
            places.append(place)
            marks.append(mark_of(owner) if self._use_tags and owner else NO_MARK)
            if owner and scene.hides(owner, style[1], boxes[begin:stop]):
                hidden[begin:stop] = True
        turn, baseline, size = (np.array(column)[run_of] for column in zip(*places, strict=True))
        start, end = _extents(scene.frame, boxes, turn)
        visible = (owners != 0) & (end > -1) & (size > 0.5)
        visible = visible & ~hidden if (visible & ~hidden).any() else visible
        picked = np.flatnonzero(visible)
        text = list(map(chr, np.where(np.isin(codes, _HYPHENS), ord("-"), codes)[picked].tolist()))
        parted = np.diff(picked, prepend=-1) > 1
        columns = (start[picked], end[picked], baseline[picked], size[picked])
        chars = Chars(text, *columns, run_of[picked], styles, parted, marks)
        return chars, unmapped

    def _run(
        self, text_page: int, first: int, text_object: int, frame: Frame
    ) -> tuple[tuple[Typeface, int, int], tuple[int, float, float]]:
        """Return style and place (quarter turns, base line, size) of the characters of one text object."""
        if not text_object:
            return (Typeface("", False, False), 0, 0), (0, 0.0, 0.0)
        matrix = self._matrix
        _matrix_at(text_page, first, self._matrix_at)
        size = _size_of(text_page, first) * math.hypot(matrix.c, matrix.d)
        degrees = math.degrees(math.atan2(-matrix.b, matrix.a))
        turn = (round(degrees / 90) + frame.turn) % 4
        x, y = frame.place(matrix.e, matrix.f)
        slanted = abs(degrees - 90 * round(degrees / 90)) > _SLANTED
        style = (self._face(text_object), fill_colour(text_object), 45 if slanted else turn * 90)
        baseline = (y, frame.width - x, frame.height - y, x)[turn]
        return style, (turn, float(baseline), size)

    def _face(self, text_object: int) -> Typeface:
        key = _font_of(text_object) or 0
        if key not in self._faces:
            font = ctypes.cast(key, raw.FPDF_FONT)
            self._faces[key] = _read_face(font) if key else Typeface("", False, False)
        return self._faces[key]


def read_frame(page: Any) -> Frame:
    """Return how the coordinates of a page that pdfium has loaded become those of the page as shown."""
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


def _extents(
    frame: Frame, boxes: NDArray[np.float64], turn: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where each character begins and ends along its direction of reading.

    Args:
        frame: of the page.
        boxes: of the characters, as `_boxes` gives them.
        turn: quarter turns of each character's direction against the page as shown, clockwise.
    """
    ax, ay = frame.place(boxes[:, 0], boxes[:, 1])
    bx, by = frame.place(boxes[:, 2], boxes[:, 3])
    left, right, top, bottom = np.minimum(ax, bx), np.maximum(ax, bx), np.minimum(ay, by), np.maximum(ay, by)
    start = np.choose(turn, (left, top, frame.width - right, frame.height - bottom))
    end = np.choose(turn, (right, bottom, frame.width - left, frame.height - top))
    return start, end


def _read_face(font: Any) -> Typeface:
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    raw.FPDFFont_GetBaseFontName(font, buffer, size)
    return read_typeface(buffer.value.decode("utf-8", "replace"), flags=max(raw.FPDFFont_GetFlags(font), 0))
