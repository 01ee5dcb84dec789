"""What an engine reads from a page: words with their places and type, ruled lines, boxes and pictures.

Both engines fill the same records from single characters through `join_chars`, so that words, their order and
their boxes do not depend on the engine. Coordinates are points, the origin is the top left of the page as shown.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reportminer.records import Status
from reportminer.text import expand_ligatures

ASCENT, DESCENT = 0.78, 0.22
"""Share of the type size above and below the base line that a word's box covers: fonts state theirs unreliably."""

_PLAIN_HYPHENS = {0x00AD: None, 0x2010: "-", 0x2011: "-"}
"""Soft hyphens go; the hyphens that Unicode offers besides the usual one become it."""
_GAP = 0.18
"""A wider gap, as a share of the type size, parts two words; a space is 0.22 to 0.28 in nearly every typeface."""


_OVER = 0.15
"""Words the same are one printed twice if their boxes lie so near, as a share of the type size."""
_SLIT = 0.06
"""A gap this wide parts words if the engine also saw a space there."""
_NUMBER_AND_WORD = re.compile(r"([A-Z]?\d{1,3}(?:\.\d{1,3})+\.?)([^\W\d]+)$")
_MAX_DOTS = 60
"""A page with more small shapes is a chart or a map."""


class Typeface(NamedTuple):
    """A font as far as structure depends on it."""

    name: str
    """Base name without the subset prefix."""
    bold: bool
    """Whether it is semi-bold or heavier."""
    italic: bool
    """Whether it slants."""


PLAIN = Typeface("", False, False)
"""A typeface of which nothing is known."""
NO_MARK, ARTIFACT = -1, -2
"""Words outside all marked content of the structure tree; words that the file calls no text (running heads)."""


class Word(NamedTuple):
    """A run of characters without space, of one size, on one base line (a tuple: a page has hundreds)."""

    text: str
    """Ligatures expanded, soft hyphens removed."""
    x0: float
    """Left edge."""
    top: float
    """Upper edge."""
    x1: float
    """Right edge."""
    bottom: float
    """Lower edge."""
    baseline: float
    """Height of the base line; larger is lower on the page."""
    size: float
    """Type size in points."""
    face: Typeface
    """The font."""
    colour: int = 0
    """0xRRGGBB of the fill."""
    angle: int = 0
    """Direction of reading: 0, or 90, 180, 270 degrees clockwise; 45 for anything slanted."""
    joined: bool = False
    """Whether no space stands between it and the word before it."""
    mark: int = NO_MARK
    """Its marked-content number on the page, `ARTIFACT` or `NO_MARK`."""


class Tagged(NamedTuple):
    """What the file's structure tree says of the words of one marked-content number."""

    mark: int
    """The number."""
    kind: str
    """Standard type of the block it stands in: `H1` to `H6`, `P`, `LI`, `Note`, `Caption`, `TOCI`, `Figure` ..."""
    element: int
    """Number of that block among those of the page, in the order of the tree."""


class Rect(NamedTuple):
    """A ruled line, a filled or framed box, or a picture."""

    x0: float
    """Left edge."""
    top: float
    """Upper edge."""
    x1: float
    """Right edge."""
    bottom: float
    """Lower edge."""

    @property
    def width(self) -> float:
        """Return its extent from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Return its extent from top to bottom."""
        return self.bottom - self.top


class PageWords(NamedTuple):
    """Everything an engine reads from one page."""

    number: int
    """From 1."""
    width: float
    """Points, as shown."""
    height: float
    """Points, as shown."""
    words: tuple[Word, ...]
    """In the order of the file."""
    rules: tuple[Rect, ...] = ()
    """Thin lines, across or down the page."""
    boxes: tuple[Rect, ...] = ()
    """Filled areas."""
    images: tuple[Rect, ...] = ()
    """Pictures."""
    dots: tuple[Rect, ...] = ()
    """Small filled shapes: bullets that are drawn."""
    engine: str = ""
    """`pdfium`, `pdfplumber` or `tesseract`."""
    n_unmapped: int = 0
    """Characters for which the file says no Unicode value."""
    cut: bool = False
    """Whether the page had more characters than the limit."""
    ended: Status | None = None
    """How the reading ended, where it is known otherwise than from the words; see `ocr`."""
    notes: tuple[str, ...] = ()
    """Plain remarks of what read the page."""

    tags: tuple[Tagged, ...] = ()
    """What the structure tree says of the page, in its order; empty if it was not asked or there is none."""

    @property
    def n_chars(self) -> int:
        """Return how many characters the words have."""
        return len("".join([word.text for word in self.words]))


class Chars(NamedTuple):
    """The characters of a page as parallel columns, in the order of the file; places as if all read across."""

    text: Sequence[str]
    """One or more letters each; white space included."""
    start: NDArray[np.float64]
    """Where each begins, along the direction of reading."""
    end: NDArray[np.float64]
    """Where each ends."""
    baseline: NDArray[np.float64]
    """Across the direction of reading; larger is lower."""
    size: NDArray[np.float64]
    """Points."""
    style: NDArray[np.int64]
    """Index into `styles`."""
    styles: Sequence[tuple[Typeface, int, int]]
    """Typeface, colour, angle."""
    parted: NDArray[np.bool_] | None = None
    """Whether the engine saw a space before each that is not among the characters."""
    marks: Sequence[int] | None = None
    """Marked-content number of each of `styles`; None where nobody asked."""


def join_chars(chars: Chars, *, width: float, height: float) -> tuple[Word, ...]:
    """Join characters into words: a space, a gap, a new line, a new size or a step back parts them.

    Args:
        chars: the characters.
        width: of the page as shown, points.
        height: of the page as shown, points.
    """
    if not len(chars.text):
        return ()
    space = ~np.fromiter(map(bool, map(str.strip, chars.text)), bool, len(chars.text))
    angle = np.array([style[2] for style in chars.styles])[chars.style]
    unit = np.maximum(np.minimum(chars.size[1:], chars.size[:-1]), 1.0)
    gap = chars.start[1:] - chars.end[:-1]
    moved = (np.abs(np.diff(chars.baseline)) > 0.12 * unit) | (np.diff(angle) != 0)
    resized = np.abs(np.diff(chars.size)) > 0.12 * unit
    back = np.diff(chars.start) < -0.3 * unit
    apart = (gap > _GAP * unit) | back | space[1:] | space[:-1]
    if chars.parted is not None:
        apart |= chars.parted[1:] & (gap > _SLIT * unit)
    near = np.abs(np.diff(chars.baseline)) < 0.7 * np.maximum(chars.size[1:], chars.size[:-1])
    glued = np.concatenate([[False], ~apart & near & (np.diff(angle) == 0)])
    first = np.flatnonzero(np.concatenate([[True], apart | moved | resized]))
    last = np.append(first[1:], len(space)) - 1
    words = []
    columns = (first, last, chars.start[first], chars.end[last], chars.baseline[first], chars.size[first])
    for begin, stop, x0, x1, base, size in zip(*(c.tolist() for c in columns), strict=True):
        if space[begin]:
            continue
        text = _clean("".join(chars.text[begin : stop + 1]))
        if text:
            style = chars.style[begin]
            face, colour, turn = chars.styles[style]
            mark = chars.marks[style] if chars.marks else NO_MARK
            box = _box(x0, x1, base, size, turn=turn, width=width, height=height)
            word = Word(text, *box, base, size, face, colour, turn, bool(glued[begin]), mark)
            other = chars.styles[chars.style[stop]][0]
            words += _part_number(word, other) if other != face and text[-1].isalpha() else [word]
    return _drop_overprinted(words)


def _drop_overprinted(words: list[Word]) -> tuple[Word, ...]:
    """Leave out words that are printed again at the same place, as for a bold look or a shadow."""
    kept: dict[str, list[Word]] = {}
    again: set[int] = set()
    for word in words:
        seen = kept.setdefault(word.text, [])
        top, near = word.top, _OVER * word.size
        if seen and any(-near < other.top - top < near and _is_over(word, other, near) for other in seen):
            again.add(id(word))
        else:
            seen.append(word)
    return tuple(word for word in words if id(word) not in again) if again else tuple(words)


def _is_over(word: Word, other: Word, near: float) -> bool:
    edges = zip(word[1:5], other[1:5], strict=True)
    return all(abs(one - two) < near for one, two in edges)


def _part_number(word: Word, face: Typeface) -> list[Word]:
    """Part the number of a paragraph from the bold text that is set right after it ("7.47.We").

    Args:
        word: that changes its typeface.
        face: of its last letters.
    """
    match = _NUMBER_AND_WORD.match(word.text)
    if match is None:
        return [word]
    cut = word.x0 + (word.x1 - word.x0) * len(match[1]) / len(word.text)
    return [word._replace(text=match[1], x1=cut), word._replace(text=match[2], x0=cut, face=face, joined=False)]


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = expand_ligatures(text.translate(_PLAIN_HYPHENS))
    return "".join(c for c in text if c.isprintable() or _is_private(c))


def _is_private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff"


def _box(
    start: float, end: float, base: float, size: float, *, turn: int, width: float, height: float
) -> tuple[float, float, float, float]:
    over, under = base - ASCENT * size, base + DESCENT * size
    match turn:
        case 90:
            return width - under, start, width - over, end
        case 180:
            return width - end, height - under, width - start, height - over
        case 270:
            return over, height - end, under, height - start
        case _:
            return start, over, end, under


def drawn_bullets(page: PageWords) -> list[Word]:
    """Return a bullet as a word for each small shape or picture that stands before the first word of a line."""
    icons = [image for image in page.images if image.width < 18 and image.height < 24]
    dots = (*page.dots, *icons)
    if not dots or len(dots) > _MAX_DOTS:
        return []
    found = []
    for dot in dots:
        middle = (dot.top + dot.bottom) / 2
        beside = [w for w in page.words if w.angle == 0 and w.top < middle < w.bottom]
        after = min((w for w in beside if w.x0 > dot.x1), key=lambda w: w.x0, default=None)
        if (
            after is None
            or dot.height > 1.6 * after.size
            or after.x0 - dot.x1 > 3 * after.size
            or any(w.x1 < dot.x0 + 1 for w in beside)
        ):
            continue
        box = (dot.x0, after.top, dot.x1, after.bottom)
        found.append(Word("•", *box, after.baseline, after.size, after.face, after.colour))
    return found
