"""Words in type, and the lines that they fill, with hyphenation where a report asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.samples.model import Sentence

FAMILIES = {
    "helvetica": {"": "Helvetica", "b": "Helvetica-Bold", "i": "Helvetica-Oblique"},
    "times": {"": "Times-Roman", "b": "Times-Bold", "i": "Times-Italic"},
    "vera": {"": "Vera", "b": "VeraBd", "i": "VeraIt"},
}
"""Type families by name; Vera comes with reportlab and has ligatures."""

LIGATURES = (("fi", "\ufb01"), ("fl", "\ufb02"))
"""Those that Vera has."""
NOTE_SIZE, NOTE_RISE = 0.62, 0.36
"""Size and rise of a footnote mark, as shares of the type size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """How a block's words are set."""

    family: str
    """Key of `FAMILIES`."""
    size: float
    """Points."""
    style: str = ""
    """Style where a word has none of its own: empty, `b` or `i`."""
    hyphenate: bool = False
    """Whether long words may be broken."""
    ligatures: bool = False
    """Whether fi and fl are drawn as one sign."""
    colour: str = "#000000"
    """Of the letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as it is drawn: letters of one style, perhaps with a footnote mark behind it."""

    text: str
    """Letters and marks without spaces."""
    style: str
    """Empty, `b` or `i`."""
    sentence: int
    """Number of its sentence; -1 for words of no sentence."""
    offset: int
    """First character in its sentence."""
    note: str = ""
    """Footnote mark behind it."""
    notes: tuple[int, ...] = ()
    """Numbers of the footnotes that hang on it."""


Line = list[Word]


@cache
def hyphenation() -> dict[str, tuple[int, ...]]:
    """Read where words may be broken: letters -> the places between them."""
    path = Path(__file__).parent / "sources" / "shared" / "hyphenation.txt"
    points: dict[str, tuple[int, ...]] = {}
    for word in path.read_text(encoding="utf-8").split():
        parts = word.split("-")
        points["".join(parts)] = tuple(sum(map(len, parts[:count])) for count in range(1, len(parts)))
    return points


@cache
def font_name(family: str, style: str) -> str:
    """Return the name of a font, registering it on first use."""
    name = FAMILIES[family][style]
    if family == "vera" and name not in getRegisteredFontNames():
        rl_config.invariant = 1
        registerFont(TTFont(name, f"{name}.ttf"))
    return name


def make_words(sentence: Sentence) -> list[Word]:
    """Divide a sentence into words with their styles and footnote marks."""
    words: list[Word] = []
    position = 0
    for letters in sentence.text.split(" "):
        end = position + len(letters)
        style = next((run.value for run in sentence.styles if run.start <= position < run.end), "")
        notes = [note for note in sentence.notes if position < note.offset <= end]
        words.append(
            Word(
                text=letters,
                style=style,
                sentence=sentence.number,
                offset=position,
                note=",".join(str(note.number) for note in notes),
                notes=tuple(note.number for note in notes),
            )
        )
        position = end + 1
    return words


def plain_words(text: str) -> list[Word]:
    """Divide a text that is no sentence of the gold into words."""
    return [Word(text=word, style="", sentence=-1, offset=0) for word in text.split(" ")]


def word_width(word: Word, face: Type) -> float:
    """Return the width of a word in points, its footnote mark included."""
    font = font_name(face.family, word.style or face.style)
    mark = stringWidth(word.note, font, face.size * NOTE_SIZE) if word.note else 0.0
    return float(stringWidth(drawn(word.text, face), font, face.size) + mark)


def drawn(text: str, face: Type) -> str:
    """Return the text with ligatures, where the type uses them."""
    if face.ligatures:
        for letters, sign in LIGATURES:
            text = text.replace(letters, sign)
    return text


def space_width(face: Type) -> float:
    """Return the width of a space in points."""
    return float(stringWidth(" ", font_name(face.family, face.style), face.size))


def line_width(line: Sequence[Word], face: Type) -> float:
    """Return the width of a line in points."""
    return sum(word_width(word, face) for word in line) + space_width(face) * (len(line) - 1)


def break_lines(words: Sequence[Word], *, width: float, face: Type) -> list[Line]:
    """Fill lines with words, greedily.

    Args:
        words: In order.
        width: Of the column, in points.
        face: The type.

    Returns:
        Lines in order; a word broken over two lines appears as two words.
    """
    lines: list[Line] = [[]]
    room = width
    for word in words:
        rest: Word | None = word
        while rest:
            gap = space_width(face) if lines[-1] else 0.0
            if word_width(rest, face) + gap <= room:
                room -= word_width(rest, face) + gap
                lines[-1].append(rest)
                break
            head, tail = split_word(rest, room=room - gap, face=face)
            if head:
                lines[-1].append(head)
            elif not lines[-1]:
                raise ValueError(f"{rest.text!r} is wider than the column of {width:.0f} points")
            lines.append([])
            room = width
            rest = tail
    return lines


def split_word(word: Word, *, room: float, face: Type) -> tuple[Word | None, Word]:
    """Break a word so that its first part fits the room left, if it may be broken there at all."""
    for place, hyphen in sorted(break_places(word.text, hyphenate=face.hyphenate), reverse=True):
        head = replace(word, text=word.text[:place] + hyphen, note="", notes=())
        if word_width(head, face) <= room:
            return head, replace(word, text=word.text[place:], offset=word.offset + place)
    return None, word


def break_places(text: str, *, hyphenate: bool) -> list[tuple[int, str]]:
    """List where a word may be broken, each place with the hyphen to add: none behind one that is there."""
    places = [(index + 1, "") for index, letter in enumerate(text) if letter == "-" and 1 < index < len(text) - 3]
    if not hyphenate or places:
        return places
    core = text.strip("“”‘’(),.;:?!")
    start = text.find(core)
    return [(start + point, "-") for point in hyphenation().get(core.lower(), ())]


def draw_line(canvas: Canvas, line: Sequence[Word], *, x: float, y: float, face: Type, fill: float = 0.0) -> None:
    """Draw a line of words from x, its baseline at y; `fill` is the width to stretch it to, 0 for none."""
    gap = space_width(face)
    if fill and len(line) > 1:
        gap += (fill - line_width(line, face)) / (len(line) - 1)
    canvas.setFillColor(face.colour)
    for start, stop in _stretches(line):
        words = line[start:stop]
        font = font_name(face.family, words[0].style or face.style)
        letters = " ".join(drawn(word.text, face) for word in words)
        canvas.setFont(font, face.size)
        if face.family == "vera":
            canvas.drawString(x, y, letters)
        else:
            canvas.drawString(x, y, letters, wordSpace=gap - space_width(face))
        x += sum(word_width(word, face) + gap for word in words)
        x = _draw_mark(canvas, words[-1], x=x - gap, y=y, face=face) + gap


def _stretches(line: Sequence[Word]) -> list[tuple[int, int]]:
    """Divide a line where the style changes or a footnote mark stands."""
    cuts = [
        index + 1
        for index, word in enumerate(line)
        if word.note or (index + 1 < len(line) and line[index + 1].style != word.style)
    ]
    edges = sorted({0, *cuts, len(line)})
    return list(pairwise(edges))


def _draw_mark(canvas: Canvas, word: Word, *, x: float, y: float, face: Type) -> float:
    if word.note:
        font = font_name(face.family, word.style or face.style)
        width = stringWidth(word.note, font, face.size * NOTE_SIZE)
        canvas.setFont(font, face.size * NOTE_SIZE)
        canvas.drawString(x - width, y + face.size * NOTE_RISE, word.note)
    return x
