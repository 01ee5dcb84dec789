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
from reportminer.ingest.paths_pdfium import Scene, fill_colour, plain_call, read_drawings
from reportminer.ingest.pictures import Picture, draw_page
from reportminer.ingest.structure_tree import mark_of, read_tags
from reportminer.ingest.typefaces import read_typeface
from reportminer.ingest.words import NO_MARK, Chars, PageWords, Typeface, Word, join_chars

_SLANTED = 8.0
"""Degrees off the right angle from which on text is a watermark or a stamp."""
_HYPHENS = {0x02, 0xFFFE}
"""What pdfium gives for a hyphen at the end of a line."""


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_unicode = plain_call(raw.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
_object_of = plain_call(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_loose_box = plain_call(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_unmapped = plain_call(raw.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)


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
        frame = _frame(page)
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
        address = ctypes.cast(text_page, ctypes.c_void_p).value
        codes = list(map(_unicode, repeat(address), range(count)))
        owners = np.array([o or 0 for o in map(_object_of, repeat(address), range(count))], np.int64)
        boxes = _boxes(address, count)
        unmapped = sum(map(_unmapped, repeat(address), range(0, count, 7))) * 7 if 0xFFFF not in codes else count
        keep = owners != 0
        runs = np.flatnonzero(np.diff(owners, prepend=-1))
        run_of = np.cumsum(np.diff(owners, prepend=-1) != 0) - 1
        styles: list[tuple[Typeface, int, int]] = []
        marks: list[int] = []
        hidden = np.zeros(count, bool)
        baseline, size, start, end = (np.zeros(count) for _ in range(4))
        for index, begin in enumerate(runs.tolist()):
            stop = int(runs[index + 1]) if index + 1 < len(runs) else count
            owner = int(owners[begin])
            text_object = ctypes.cast(owner, raw.FPDF_PAGEOBJECT)
            style, extent = self._run(text_page, begin, text_object, scene.frame, boxes[begin:stop])
            styles.append(style)
            marks.append(mark_of(owner) if self._use_tags and owner else NO_MARK)
            hidden[begin:stop] = owner != 0 and scene.hides(owner, style[1], boxes[begin:stop])
            start[begin:stop], end[begin:stop], baseline[begin:stop], size[begin:stop] = extent
        visible = keep & (end > -1) & (size > 0.5)
        visible = visible & ~hidden if (visible & ~hidden).any() else visible
        picked = np.flatnonzero(visible)
        text = ["-" if codes[i] in _HYPHENS else chr(codes[i]) for i in picked.tolist()]
        parted = np.diff(picked, prepend=-1) > 1
        places = (start[picked], end[picked], baseline[picked], size[picked])
        chars = Chars(text, *places, run_of[picked], styles, parted, marks)
        return chars, unmapped

    def _run(
        self, text_page: Any, first: int, text_object: Any, frame: Frame, boxes: NDArray[np.float64]
    ) -> tuple[tuple[Typeface, int, int], tuple[Any, Any, float, float]]:
        """Return style and places (start, end, base line, size) of the characters of one text object."""
        if not text_object:
            return (Typeface("", False, False), 0, 0), (-9.0, -9.0, 0.0, 0.0)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text_page, first, matrix)
        size = raw.FPDFText_GetFontSize(text_page, first) * math.hypot(matrix.c, matrix.d)
        degrees = math.degrees(math.atan2(-matrix.b, matrix.a))
        angle = (round(degrees / 90) + frame.turn) % 4
        left, top, right, bottom, base_x, base_y = *_shown(frame, boxes), *frame.place(matrix.e, matrix.f)
        slanted = abs(degrees - 90 * round(degrees / 90)) > _SLANTED
        style = (self._face(text_object), fill_colour(text_object), 45 if slanted else angle * 90)
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
