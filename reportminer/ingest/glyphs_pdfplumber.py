"""The reference engine: the same words through pdfplumber; slower, tried where the fast one's text looks odd."""

import logging
import math
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

import numpy as np
import pdfplumber
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from reportminer.ingest.drawings import find_dots, sort_drawing
from reportminer.ingest.time_limit import OutOfTime, within
from reportminer.ingest.typefaces import read_typeface
from reportminer.ingest.words import Chars, PageWords, Rect, Typeface, join_chars

BROKEN = (
    PdfminerException,
    MalformedPDFException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OSError,
)
"""What pdfplumber raises on damaged pages and files."""
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
_CID = "(cid:"
_PAGE_S = 8.0
"""A real page takes below 1 s."""
Style = tuple[Typeface, int, int]


class PdfplumberFile:
    """An open PDF; a context manager.

    Args:
        path: of the file.
        password: tried where the file asks for one.

    Raises:
        PdfminerException, and others of `BROKEN`: the file cannot be opened.
    """

    def __init__(self, path: str, password: str = "") -> None:
        self._pdf = pdfplumber.open(path, password=password or None)

    def __enter__(self) -> "PdfplumberFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._pdf.close()

    def read_page(self, number: int, *, max_chars: int) -> PageWords | None:
        """Return what stands on a page; None if it cannot be read, or needs more memory than there is.

        Args:
            number: from 1.
            max_chars: characters read at most.
        """
        try:
            page = self._pdf.pages[number - 1]
            found = _read(page, number, max_chars)
            page.close()
        except BROKEN:
            return None
        return found


class OtherEngine:
    """A second opinion that never fails and never takes long: it opens the file when first asked.

    Args:
        path: of the file.
        password: tried where the file asks for one.
    """

    def __init__(self, path: str, password: str = "") -> None:
        self._path, self._password = path, password
        self._file: PdfplumberFile | None = None
        self._given_up = False

    def read_page(self, number: int, *, max_chars: int) -> PageWords | None:
        """Return what stands on a page; None if it cannot be read in time or in memory.

        Args:
            number: from 1.
            max_chars: characters read at most.
        """
        if self._given_up:
            return None
        try:
            with within(_PAGE_S):
                self._file = self._file or PdfplumberFile(self._path, self._password)
                return self._file.read_page(number, max_chars=max_chars)
        except (*BROKEN, MemoryError, OutOfTime):  # pdfminer wraps MemoryError; the first engine's reading stands
            self._given_up = True
            return None

    def close(self) -> None:
        """Close the file if it was opened."""
        if self._file is not None:
            self._file.__exit__()


def _read(page: Any, number: int, max_chars: int) -> PageWords:
    width, height, dx, dy = _frame(page)
    chars = page.chars[:max_chars]
    place = _placer(dx, dy)
    rules, boxes, images = sort_drawing(
        [place(line) for line in (*page.lines, *page.rects) if min(_extent(line)) < 3] + _frames(page, place),
        [place(rect) for rect in page.rects if rect.get("fill") and min(_extent(rect)) >= 3],
        [place(image) for image in page.images],
        page=Rect(0.0, 0.0, width, height),
    )
    return PageWords(
        number=number,
        width=width,
        height=height,
        words=join_chars(_columns(chars, page, dx, dy), width=width, height=height) if chars else (),
        rules=rules,
        boxes=boxes,
        images=images,
        dots=find_dots(place(shape) for shape in (*page.rects, *page.curves)),
        engine="pdfplumber",
        n_unmapped=sum(char["text"].startswith(_CID) for char in chars),
        cut=len(page.chars) > max_chars,
    )


def _frame(page: Any) -> tuple[float, float, float, float]:
    """Return width and height as shown, and where the visible part begins."""
    crop, media = page.cropbox, page.mediabox
    if page.rotation or crop is None or crop == media:
        return float(page.width), float(page.height), 0.0, 0.0
    x0, x1 = max(crop[0], media[0]), min(crop[2], media[2])
    top, bottom = max(crop[1], media[1]), min(crop[3], media[3])
    return float(x1 - x0), float(bottom - top), float(x0 - page.bbox[0]), float(top - page.bbox[1])


def _placer(dx: float, dy: float) -> Callable[[dict[str, Any]], Rect]:
    return lambda d: Rect(float(d["x0"]) - dx, float(d["top"]) - dy, float(d["x1"]) - dx, float(d["bottom"]) - dy)


def _extent(shape: dict[str, Any]) -> tuple[float, float]:
    return float(shape["x1"] - shape["x0"]), float(shape["bottom"] - shape["top"])


def _frames(page: Any, place: Callable[[dict[str, Any]], Rect]) -> list[Rect]:
    """Return the four edges of rectangles that are stroked."""
    edges = []
    for rect in page.rects:
        if rect.get("stroke") and min(_extent(rect)) >= 3:
            x0, top, x1, bottom = place(rect)
            edges += [Rect(x0, top, x1, top), Rect(x0, bottom, x1, bottom)]
            edges += [Rect(x0, top, x0, bottom), Rect(x1, top, x1, bottom)]
    return edges


def _columns(chars: Sequence[dict[str, Any]], page: Any, dx: float, dy: float) -> Chars:
    width, height = float(page.width), float(page.height)
    descents = _descents(chars)
    styles: dict[Style, int] = {}
    rows = []
    for char in chars:
        turn = _turn(char["matrix"])
        angle = turn * 90
        face = read_typeface(str(char["fontname"]))
        style = styles.setdefault((face, _colour(char.get("non_stroking_color")), angle), len(styles))
        rows.append((*_along(char, turn, width, height, descents), style))
    start, end, baseline, size, kind = np.array(rows, np.float64).T
    turned = np.array([s[2] for s in styles])[kind.astype(np.int64)]
    upright = turned == 0
    start, end, baseline = start - dx * upright, end - dx * upright, baseline - dy * upright
    text = ["" if char["text"].startswith(_CID) else char["text"] for char in chars]
    return Chars(text, start, end, baseline, size, kind.astype(np.int64), list(styles))


def _turn(matrix: Sequence[float]) -> int:
    return round(-math.degrees(math.atan2(matrix[1], matrix[0])) / 90) % 4


def _depth(char: dict[str, Any]) -> float:
    """Return how far an upright character's box reaches under its origin, as a share of its size."""
    return float(char["matrix"][5] - char["y0"]) / max(float(char["size"]), 0.1)


def _descents(chars: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return the descent of each font; a raised character (footnote mark) shows by differing from it."""
    depths: dict[str, list[float]] = {}
    for char in chars:
        if _turn(char["matrix"]) == 0:
            depths.setdefault(char["fontname"], []).append(_depth(char))
    return {name: median(values) for name, values in depths.items()}


def _along(
    char: dict[str, Any], turn: int, width: float, height: float, descents: dict[str, float]
) -> tuple[float, float, float, float]:
    """Return start, end and base line along the direction of reading, and the size."""
    x, y = char["matrix"][4], height - char["matrix"][5]
    match turn:
        case 1:
            return char["top"], char["bottom"], width - x, char["x1"] - char["x0"]
        case 2:
            return width - char["x1"], width - char["x0"], height - y, char["bottom"] - char["top"]
        case 3:
            return height - char["bottom"], height - char["top"], x, char["x1"] - char["x0"]
        case _:
            size = char["bottom"] - char["top"]
            return char["x0"], char["x1"], char["bottom"] - descents.get(char["fontname"], 0.0) * size, size


def _colour(value: Any) -> int:
    if value is None:
        return 0
    parts = [
        float(v) for v in (value if isinstance(value, (tuple, list)) else (value,)) if isinstance(v, (int, float))
    ]
    match parts:
        case [grey]:
            rgb = [grey] * 3
        case [_, _, _]:
            rgb = parts
        case [c, m, y, k]:
            rgb = [(1 - v) * (1 - k) for v in (c, m, y)]
        case _:
            return 0
    red, green, blue = (round(255 * min(max(v, 0.0), 1.0)) for v in rgb)
    return red << 16 | green << 8 | blue
