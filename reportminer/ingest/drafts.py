"""A block while it is being built."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportminer.ingest.lines import Line, join_words
from reportminer.ingest.words import Rect, Word
from reportminer.records import BlockKind, Part


@dataclass(slots=True, kw_only=True, eq=False)
class Draft:
    """A block in the making; mutable, and gone once `assemble` has made records of it."""

    kind: BlockKind
    """What it is to a reader."""
    lines: list[Line]
    """In reading order; the marker's words are still in them."""
    marker: str = ""
    """What stands before the text."""
    n_marker_words: int = 0
    """Words of the first line that are the marker."""
    level: int | None = None
    """Of headings and list items."""
    tag_level: int | None = None
    """Of a heading, as the file's structure tree has it."""
    outline_level: int | None = None
    """Of a heading, as the file's outline has it."""
    part: Part = Part.BODY
    """The part of the report it stands in."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells, if it is a table."""
    cells: list[list[Line]] = field(default_factory=list)
    """Lines cell by cell, if it is a table."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Of a table: row, column, number of rows and of columns of each cell that covers several."""
    caption: str = ""
    """Of a table."""
    area: Rect | None = None
    """Where it stands, if it is a table."""
    section_number: int = 0
    """Headings before it in the report."""
    section: tuple[str, ...] = ()
    """Headings above it."""

    @property
    def page(self) -> int:
        """Return the page it begins on."""
        return self.lines[0].page

    @property
    def text(self) -> str:
        """Return its text without the marker, lines parted by spaces; words broken over lines are not mended."""
        return " ".join(join_words(words) for _, words in self.iter_lines())

    def note_marks(self) -> dict[int, list[str]]:
        """Return the marks of footnotes by the word that they stand after, known by its `id`."""
        found: dict[int, list[str]] = {}
        for line in (*self.lines, *(line for cell in self.cells for line in cell)):
            if len(line.text_words) == len(line.words):
                continue
            kept = set(map(id, line.text_words))
            last = 0
            for word in line.words:
                if id(word) in kept:
                    last = id(word)
                else:
                    found.setdefault(last, []).append(word.text)
        return found

    def iter_lines(self) -> Iterator[tuple[int, Sequence[Word]]]:
        """Yield the page and the words of each of its lines: no marker, no marks of footnotes."""
        for index, line in enumerate(self.lines):
            words: Sequence[Word] = line.text_words
            if index == 0 and self.n_marker_words:
                marker = line.words[: self.n_marker_words]
                words = [word for word in words if word not in marker]
            if words:
                yield line.page, words
