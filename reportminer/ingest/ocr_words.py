"""What Tesseract says of a page becomes words like those of the other engines, set straight.

Tesseract gives a box of ink for each word. Type size and base line are worked out from which letters the word has:
"ace" is as high as small letters are, "Ape" has a capital above and a tail below. Lines of a sheet that lay askew
run level in what is returned (the base line), while the boxes stay where the words stand on the page.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from reportminer.ingest.pictures import Picture
from reportminer.ingest.words import ASCENT, DESCENT, Typeface, Word
from reportminer.text import expand_ligatures

OCR_FACE = Typeface("ocr", False, False)
OCR_BOLD = Typeface("ocr", True, False)
"""The typefaces of words read from a picture: only the thickness of their strokes is known."""

CAP, X_HEIGHT, TAIL = 0.72, 0.51, 0.21
"""Height of capitals and of small letters, and depth of tails, as shares of the type size: Arial's, about."""

_TALL = frozenset("bdfhklABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789£$%&")
_SMALL = frozenset("acemnorsuvwxz")
_TAILED = frozenset("gpqy")
_LEVEL = frozenset(".:…")
_N_FIELDS = 12
_WORD_ROW = "5"
_MIN_LINE_CONFIDENCE = 45.0
"""A line below is a speck, a rule, or part of a photograph."""
_MIN_MARK_CONFIDENCE = 40.0
_MAX_SKEW = 0.1
_SAME_STROKE = 0.15
_BOLDER = 1.25
"""Thickness of bold strokes beside plain ones, at least: 1.35 to 1.6 in the usual typefaces."""


class Read(NamedTuple):
    """A page as Tesseract read it."""

    words: tuple[Word, ...]
    """In its reading order."""
    confidence: float
    """Mean over all characters, 0 to 100."""


class _Ink(NamedTuple):
    """A word's text and box of ink, in points."""

    line: tuple[str, str, str]
    text: str
    confidence: float
    x0: float
    top: float
    x1: float
    bottom: float


def read_tsv(tsv: str, *, picture: Picture, width: float, height: float) -> Read:
    """Return the words of Tesseract's TSV; rows that are none are left out.

    Args:
        tsv: its output.
        picture: what it was read from.
        width: of the page as shown, points.
        height: of the page as shown, points.
    """
    inks = [ink for ink in _inks(tsv, picture.scale) if ink.x1 <= width + 1 and ink.bottom <= height + 1]
    lines = [kept for _, group in groupby(inks, lambda ink: ink.line) if (kept := _without_specks(list(group)))]
    skew = _skew(lines, width)
    small = _learn_x_height(lines)
    strokes = [picture.stroke_width([ink[3:] for ink in line]) for line in lines]
    sizes = _agree(lines, [_size(line, small) for line in lines], strokes)
    faces = _faces(lines, sizes, strokes)
    words = tuple(
        word
        for line, size, face in zip(lines, sizes, faces, strict=True)
        for word in _set_line(line, face, size=size, skew=skew, middle=width / 2)
    )
    kept_inks = [ink for line in lines for ink in line]
    n_chars = sum(len(ink.text) for ink in kept_inks)
    total = sum(ink.confidence * len(ink.text) for ink in kept_inks)
    return Read(words, total / n_chars if n_chars else 0.0)


def _inks(tsv: str, scale: float) -> Iterator[_Ink]:
    for row in tsv.split("\n"):
        fields = row.rstrip("\r").split("\t")
        if len(fields) != _N_FIELDS or fields[0] != _WORD_ROW:
            continue
        text = "".join(c for c in expand_ligatures(fields[11]) if c.isprintable() and not c.isspace())
        try:
            x, y, w, h = (int(value) / scale for value in fields[6:10])
            confidence = float(fields[10])
        except ValueError:
            continue
        if text and w > 0 and h > 0 and x >= 0 and y >= 0 and 0 <= confidence <= 100:
            yield _Ink((fields[2], fields[3], fields[4]), text, confidence, x, y, x + w, y + h)


def _without_specks(line: list[_Ink]) -> list[_Ink]:
    """Return a line without its doubtful marks; nothing where the line as a whole is too doubtful to be print.

    A doubtful word inside a line of print stays: without it the sentence would say something else.
    """
    line = [ink for ink in line if ink.text.strip("|")]  # ruled lines between cells
    kept = [ink for ink in line if ink.confidence >= _MIN_MARK_CONFIDENCE or any(c.isalnum() for c in ink.text)]
    n_chars = sum(len(ink.text) for ink in kept)
    if not n_chars or sum(ink.confidence * len(ink.text) for ink in kept) < _MIN_LINE_CONFIDENCE * n_chars:
        return []
    return kept


def _reach(text: str) -> tuple[float | None, float | None]:
    """Return how far a word's ink goes above and below the base line, as shares of the type size, where known."""
    letters = set(text)
    known = letters <= _TALL | _SMALL | _TAILED | _LEVEL | {"t", "i", "j"}
    if letters & _TALL:
        above: float | None = CAP
    else:
        above = X_HEIGHT if letters <= _SMALL | _TAILED | _LEVEL and letters & (_SMALL | _TAILED) else None
    below = TAIL if letters & (_TAILED | {"j"}) else 0.0
    return above, below if known else None


def _skew(lines: Sequence[Sequence[_Ink]], width: float) -> float:
    """Return by how much lines fall for each point to the right: the median over long lines."""
    found = []
    for line in lines:
        feet = [ink for ink in line if _reach(ink.text)[1] == 0.0]
        if len(feet) >= 3 and feet[-1].x0 - feet[0].x0 > 0.25 * width:
            found.append((feet[-1].bottom - feet[0].bottom) / (feet[-1].x0 - feet[0].x0))
    skew = median(found) if found else 0.0
    return skew if abs(skew) < _MAX_SKEW else 0.0


def _faces(lines: Sequence[Sequence[_Ink]], sizes: Sequence[float], strokes: Sequence[float]) -> list[Typeface]:
    """Return bold for the lines whose strokes are thick beside those of most letters of the page."""
    weights = [stroke / size for stroke, size in zip(strokes, sizes, strict=True)]
    usual = _usual(lines, weights) if lines else 0.0
    return [OCR_BOLD if weight > _BOLDER * usual else OCR_FACE for weight in weights]


def _set_line(line: Sequence[_Ink], face: Typeface, *, size: float, skew: float, middle: float) -> list[Word]:
    shifts = [skew * ((ink.x0 + ink.x1) / 2 - middle) for ink in line]
    base = median(_feet(line, shifts, size))
    words = []
    for index, (ink, shift) in enumerate(zip(line, shifts, strict=True)):
        if _is_raised(ink, size=size, base=base + shift):
            small = (ink.bottom - ink.top) / CAP
            words.append(_word(ink, ink.text, size=small, base=ink.bottom - shift, shift=shift, face=face))
        else:
            text = "•" if index == 0 and _is_bullet(line, size=size, base=base + shift) else ink.text
            words.append(_word(ink, text, size=size, base=base, shift=shift, face=face))
    return words


def _word(ink: _Ink, text: str, *, size: float, base: float, shift: float, face: Typeface) -> Word:
    foot = base + shift
    return Word(text, ink.x0, foot - ASCENT * size, ink.x1, foot + DESCENT * size, base, size, face)


def _usual(lines: Sequence[Sequence[_Ink]], values: Sequence[float]) -> float:
    """Return the median of values of lines, each counted as often as the line has characters."""
    return median(value for line, value in zip(lines, values, strict=True) for ink in line for _ in ink.text)


def _agree(lines: Sequence[Sequence[_Ink]], sizes: Sequence[float], strokes: Sequence[float]) -> list[float]:
    """Return the sizes with those of lines of one paragraph and one thickness of stroke made the same.

    The few letters of a paragraph's last line may say little of its size; how thick they are says more.
    """
    agreed = list(sizes)
    for _, group in groupby(range(len(lines)), lambda index: lines[index][0].line[:2]):
        members = list(group)
        inside = [lines[index] for index in members]
        size, stroke = (_usual(inside, [values[index] for index in members]) for values in (sizes, strokes))
        for index in members:
            if abs(strokes[index] - stroke) < _SAME_STROKE * stroke:
                agreed[index] = size
    return agreed


def _learn_x_height(lines: Sequence[Sequence[_Ink]]) -> float:
    """Return how high small letters are in a page's type, as a share of the size: from lines that show both."""
    found = []
    for line in lines:
        high: dict[float | None, list[float]] = {CAP: [], X_HEIGHT: []}
        for ink in line:
            above, below = _reach(ink.text)
            if above in high and below == 0.0:
                high[above].append(ink.bottom - ink.top)
        if high[CAP] and high[X_HEIGHT]:
            found.append(CAP * median(high[X_HEIGHT]) / median(high[CAP]))
    return min(max(median(found), 0.42), 0.6) if found else X_HEIGHT


def _size(line: Sequence[_Ink], small: float) -> float:
    """Return the type size of a line: from words whose letters say how high they are, tall ones first.

    Args:
        line: its words.
        small: height of small letters, as a share of the size.
    """
    by_kind: dict[float | None, list[float]] = {CAP: [], X_HEIGHT: [], None: []}
    for ink in line:
        above, below = _reach(ink.text)
        high = ink.bottom - ink.top
        reach = (small if above == X_HEIGHT else above or 0.68) + (below if below is not None else 0.1)
        by_kind[above if below is not None else None] += [high / reach] * len(ink.text)
    return median(by_kind[CAP] or by_kind[X_HEIGHT] or by_kind[None])


def _feet(line: Sequence[_Ink], shifts: Sequence[float], size: float) -> list[float]:
    """Return where the base line runs in the middle of the page, as each word of a line shows it."""
    pairs = list(zip(line, shifts, strict=True))
    level = [ink.bottom - shift for ink, shift in pairs if _reach(ink.text)[1] == 0.0]
    return level or [ink.bottom - shift - (_reach(ink.text)[1] or 0.0) * size for ink, shift in pairs]


def _is_raised(ink: _Ink, *, size: float, base: float) -> bool:
    """Say whether a number stands small and high in its line: the mark of a footnote."""
    return ink.text.isdigit() and ink.bottom - ink.top < 0.8 * CAP * size and ink.bottom < base - 0.15 * size


def _is_bullet(line: Sequence[_Ink], *, size: float, base: float) -> bool:
    """Say whether a line begins with a round or square dot, as which letter ever Tesseract reads it."""
    if len(line) < 2 or len(line[0].text) > 2:
        return False
    dot = line[0]
    wide, high = dot.x1 - dot.x0, dot.bottom - dot.top
    middle = base - (dot.top + dot.bottom) / 2
    square = 0.7 * high <= wide <= 1.4 * high
    return square and high < 0.45 * size and 0.15 * size < middle < 0.6 * size and line[1].x0 - dot.x1 > 0.2 * size
