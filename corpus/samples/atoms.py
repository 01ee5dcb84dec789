"""The unbreakable pieces of a page: lines, rows and boxes, each able to draw itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas

from corpus.samples.model import Note
from corpus.samples.typeset import Line, Type, Word, break_lines, draw_line, line_width, plain_words

Draw = Callable[[Canvas, float, float], None]
"""Draws a piece with its left edge at x and its upper edge at y (reportlab's y, upwards)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """A piece that stands on one page as a whole."""

    height: float
    """Points."""
    draw: Draw
    """Its ink."""
    gap: float = 0.0
    """White above it, left out at the top of a page."""
    keep: bool = False
    """Whether the next piece must stand on the same page."""
    words: tuple[Word, ...] = ()
    """Words of sentences in it: they tell on which page a sentence stands."""
    notes: tuple[int, ...] = ()
    """Footnotes that must stand at the foot of its page."""
    keys: tuple[int, ...] = ()
    """Numbers of the blocks that begin here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How the lines of a block are set into its column."""

    face: Type
    """The type."""
    width: float
    """Of the column, points."""
    leading: float
    """From line to line, points."""
    indent: float = 0.0
    """Of every line, points."""
    pad: float = 0.0
    """White at the right of every line, points."""
    gap: float = 0.0
    """White above the block, points."""
    justify: bool = False
    """Whether full lines are stretched to the width."""
    tint: str = ""
    """Colour behind the lines; empty for none."""
    bar: str = ""
    """Colour of a bar at the left; empty for none."""
    keep_all: bool = False
    """Whether the block may not be divided."""
    keep_next: bool = False
    """Whether what follows must stand on the same page."""


def set_text(words: Sequence[Word], setting: Setting, *, marker: str = "", block: int = -1) -> list[Atom]:
    """Set words as lines, one atom a line; no line of a block stands alone on a page."""
    lines = break_lines(words, width=setting.width - setting.indent - setting.pad, face=setting.face)
    last = len(lines) - 1
    return [
        Atom(
            height=setting.leading,
            gap=setting.gap if index == 0 else 0.0,
            draw=_line_drawer(line, setting, marker=marker if index == 0 else "", stretch=index < last),
            keep=_keeps(index, last, setting),
            words=tuple(word for word in line if word.sentence >= 0),
            notes=tuple(number for word in line for number in word.notes),
            keys=(block,) if index == 0 and block >= 0 else (),
        )
        for index, line in enumerate(lines)
    ]


def _keeps(index: int, last: int, setting: Setting) -> bool:
    if index == last:
        return setting.keep_next
    return setting.keep_all or setting.keep_next or index in {0, last - 1}


def _line_drawer(line: Line, setting: Setting, *, marker: str, stretch: bool) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        if setting.tint:
            canvas.setFillColor(setting.tint)
            canvas.rect(x, y - setting.leading - 1, setting.width, setting.leading + 1.5, stroke=0, fill=1)
        if setting.bar:
            canvas.setFillColor(setting.bar)
            canvas.rect(x + 6, y - setting.leading, 2.5, setting.leading, stroke=0, fill=1)
        base = y - setting.leading + setting.face.size * 0.3
        if marker:
            _draw_marker(canvas, marker, x=x, y=base, setting=setting)
        fill = setting.width - setting.indent if setting.justify and stretch else 0.0
        draw_line(canvas, line, x=x + setting.indent, y=base, face=setting.face, fill=fill)

    return draw


def _draw_marker(canvas: Canvas, marker: str, *, x: float, y: float, setting: Setting) -> None:
    if marker.startswith("zapf:"):
        canvas.setFillColor(setting.face.colour)
        canvas.setFont("ZapfDingbats", setting.face.size * 0.7)
        canvas.drawString(x + setting.indent - 15, y + 1, marker.removeprefix("zapf:"))
        return
    hang = max(line_width(plain_words(marker), setting.face) + 6, 15)
    draw_line(canvas, plain_words(marker), x=x + setting.indent - hang, y=y, face=setting.face)


def set_table(
    rows: Sequence[Sequence[str]], *, face: Type, width: float, grid: bool, tint: str, block: int
) -> list[Atom]:
    """Set a table, one atom a row, its header row with the row below it."""
    widths = column_widths(rows, width=width, face=face)
    atoms: list[Atom] = []
    for index, row in enumerate(rows):
        weight = "b" if index == 0 else ""
        bold = Type(family=face.family, size=face.size, style=weight)
        cells = [
            break_lines(plain_words(cell), width=room - 10, face=bold)
            for cell, room in zip(row, widths, strict=True)
        ]
        height = max(map(len, cells)) * face.size * 1.3 + 8
        atoms.append(
            Atom(
                height=height,
                gap=6 if index == 0 else 0,
                draw=_row_drawer(cells, widths, height, bold, grid=grid, tint=tint if index == 0 else ""),
                keep=index < len(rows) - 1,
                keys=(block,) if index == 0 and block >= 0 else (),
            )
        )
    return atoms


def column_widths(rows: Sequence[Sequence[str]], *, width: float, face: Type) -> list[float]:
    """Give each column room for its longest word in bold, and share the rest by the length of its longest cell."""
    bold = replace(face, style="b")
    columns = list(zip(*rows, strict=True))
    least = [
        max(line_width([word], bold) for cell in column for word in plain_words(cell)) + 13 for column in columns
    ]
    longest = [min(max(map(len, column)), 34) for column in columns]
    spare = width - sum(least)
    return [
        least_width + spare * length / sum(longest) for least_width, length in zip(least, longest, strict=True)
    ]


def _row_drawer(
    cells: list[list[Line]], widths: list[float], height: float, face: Type, *, grid: bool, tint: str
) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.setStrokeColor("#777777")
        canvas.setLineWidth(0.5)
        if tint:
            canvas.setFillColor(tint)
            canvas.rect(x, y - height, sum(widths), height, stroke=0, fill=1)
        for lines, width in zip(cells, widths, strict=True):
            if grid:
                canvas.rect(x, y - height, width, height, stroke=1, fill=0)
            else:
                canvas.line(x, y - height, x + width, y - height)
            for index, line in enumerate(lines):
                base = y - 4 - face.size * (1.3 * index + 0.95)
                draw_line(canvas, line, x=x + 5, y=base, face=face)
            x += width

    return draw


def set_columns(atoms: Sequence[Atom], *, width: float, gutter: float) -> Atom:
    """Put pieces side by side in two columns of like height, as one piece."""
    cut = min(range(1, len(atoms)), key=lambda place: (_balance(atoms, place), place))
    sides = (atoms[:cut], atoms[cut:])
    height = max(_stack_height(side) for side in sides)

    def draw(canvas: Canvas, x: float, y: float) -> None:
        for side, left in zip(sides, (x, x + (width + gutter) / 2), strict=True):
            draw_stack(canvas, side, x=left, y=y)

    return Atom(
        height=height,
        gap=10,
        draw=draw,
        words=tuple(word for atom in atoms for word in atom.words),
        notes=tuple(number for atom in atoms for number in atom.notes),
        keys=tuple(key for atom in atoms for key in atom.keys),
    )


def _balance(atoms: Sequence[Atom], place: int) -> float:
    broken = 1000.0 if atoms[place - 1].keep else 0.0
    return max(_stack_height(atoms[:place]), _stack_height(atoms[place:])) + broken


def _stack_height(atoms: Sequence[Atom]) -> float:
    return sum(atom.height for atom in atoms) + sum(atom.gap for atom in atoms[1:])


def draw_stack(canvas: Canvas, atoms: Iterable[Atom], *, x: float, y: float) -> None:
    """Draw pieces one below the other from y downwards."""
    for index, atom in enumerate(atoms):
        y -= atom.gap if index else 0.0
        atom.draw(canvas, x, y)
        y -= atom.height


def set_note(note: Note, *, face: Type, width: float) -> list[Atom]:
    """Set a footnote for the foot of a page."""
    setting = Setting(face=face, width=width, leading=face.size * 1.25, indent=15)
    return set_text(plain_words(note.text), setting, marker=str(note.number))
