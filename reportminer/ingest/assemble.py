"""Blocks become one text with intervals over it: words broken over lines are mended, each word keeps its place."""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportminer.ingest.drafts import Draft
from reportminer.ingest.notes import PlacedMark, link_notes
from reportminer.ingest.words import Word
from reportminer.records import BBox, Block, BlockKind, Region, Span, Table, WordMap

_BROKEN = re.compile(r"[^\W\d_]{2,}[-‐\u2011]$")
_HYPHENS = "-‐\u2011"
_PREFIXES = frozenset(
    (
        "non",
        "self",
        "co",
        "pre",
        "post",
        "re",
        "multi",
        "inter",
        "intra",
        "cross",
        "anti",
        "well",
        "long",
        "short",
        "high",
        "low",
        "ex",
        "vice",
        "semi",
        "pro",
        "sub",
        "under",
        "over",
        "face",
        "step",
        "life",
        "day",
        "year",
        "front",
        "end",
        "whole",
        "decision",
        "evidence",
        "person",
        "patient",
        "community",
        "place",
        "follow",
        "on",
    )
)


@dataclass(slots=True)
class _Writer:
    """Collects text and the places of its words."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    starts: "array[int]" = field(default_factory=lambda: array("i"))
    ends: "array[int]" = field(default_factory=lambda: array("i"))
    pages: "array[int]" = field(default_factory=lambda: array("i"))
    boxes: "array[float]" = field(default_factory=lambda: array("f"))
    marks_after: dict[int, list[str]] = field(default_factory=dict)
    marks: list[PlacedMark] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def add_word(self, text: str, page: int, word: Word) -> None:
        self.starts.append(self.length)
        self.ends.append(self.length + len(text))
        self.pages.append(page)
        self.boxes.extend((word.x0, word.top, word.x1, word.bottom))
        self.add(text)
        for mark in self.marks_after.get(id(word), ()) if self.marks_after else ():
            self.marks.append(PlacedMark(self.length, mark, page))

    def word_map(self) -> WordMap:
        return WordMap(
            starts=self.starts.tobytes(),
            ends=self.ends.tobytes(),
            pages=self.pages.tobytes(),
            boxes=self.boxes.tobytes(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """Text and all that lies over it."""

    text: str
    """Blocks joined by a blank line."""
    blocks: tuple[Block, ...]
    """In order."""
    tables: tuple[Table, ...]
    """In order."""
    words: WordMap
    """Where the words stand."""


class Hyphenation:
    """Decides whether the hyphen at the end of a line belongs to the word; it knows only the report itself.

    Args:
        words: every word of the report, as printed.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._compounds: set[str] = set()
        for word in words:
            plain = word.strip(".,;:!?()[]“”‘’\"'").lower()
            (self._compounds if any(h in plain for h in _HYPHENS) else self._words).add(plain)

    def keeps(self, first: str, second: str) -> bool:
        """Say whether "first-" and "second" on the next line are one word with a hyphen.

        Args:
            first: the word before the break, with its hyphen.
            second: the word after it.
        """
        head = first.lstrip("(“‘\"'[").lower().rstrip(_HYPHENS)
        tail = re.split(r"[^\w]", second.lower(), maxsplit=1)[0]
        if not second[:1].islower():
            return True
        if head + tail in self._words:
            return False
        if f"{head}-{tail}" in self._compounds or any(h in head for h in _HYPHENS):
            return True
        return head in _PREFIXES or (
            head in self._words and tail in self._words and len(head) > 3 and len(tail) > 3
        )


def assemble(drafts: Sequence[Draft]) -> Assembled:
    """Return text, blocks, tables and word places of finished blocks.

    Args:
        drafts: in reading order, with section and part; blocks without words are left out.
    """
    hyphenation = Hyphenation(w.text for d in drafts for line in d.lines for w in line.words)
    writer = _Writer()
    blocks: list[Block] = []
    tables: list[Table] = []
    marks: list[list[PlacedMark]] = []
    for draft in drafts:
        before = writer.length
        if blocks:
            writer.add("\n\n")
        start = writer.length
        writer.marks_after, writer.marks = draft.note_marks(), []
        _write(writer, draft, hyphenation)
        if writer.length == start:
            writer.parts.pop() if blocks else None
            writer.length = before
            continue
        block = _block(draft, len(blocks), Span(start=start, end=writer.length))
        blocks.append(block)
        marks.append(writer.marks)
        if draft.kind == BlockKind.TABLE:
            tables.append(_table(draft, block))
    return Assembled(
        text="".join(writer.parts), blocks=link_notes(blocks, marks), tables=tuple(tables), words=writer.word_map()
    )


def _write(writer: _Writer, draft: Draft, hyphenation: Hyphenation) -> None:
    if draft.kind == BlockKind.TABLE:
        _write_table(writer, draft, hyphenation)
    else:
        _write_lines(writer, list(draft.iter_lines()), hyphenation)


def _write_table(writer: _Writer, draft: Draft, hyphenation: Hyphenation) -> None:
    """Write cells parted by " | " and rows by " ; "."""
    width = max((len(row) for row in draft.rows), default=1)
    for index, cell in enumerate(draft.cells):
        if index:
            writer.add(" ; " if index % width == 0 else " | ")
        _write_lines(writer, [(line.page, line.text_words) for line in cell], hyphenation)


def _write_lines(writer: _Writer, lines: Sequence[tuple[int, Sequence[Word]]], hyphenation: Hyphenation) -> None:
    glue = True
    for index, (page, words) in enumerate(lines):
        following = lines[index + 1][1][0].text if index + 1 < len(lines) else ""
        last = len(words) - 1
        for position, word in enumerate(words):
            if not glue and not (word.joined and position):
                writer.add(" ")
            glue = False
            text = word.text
            if position == last and following and _BROKEN.search(_chain(words)):
                glue = True
                text = text if hyphenation.keeps(_chain(words), following) else text[:-1]
            if text:
                writer.add_word(text, page, word)


def _chain(words: Sequence[Word]) -> str:
    """Return the last word of a line, pieces that are joined to it included."""
    begin = len(words) - 1
    while begin > 0 and words[begin].joined:
        begin -= 1
    return "".join(word.text for word in words[begin:])


def _block(draft: Draft, number: int, span: Span) -> Block:
    return Block(
        number=number,
        kind=draft.kind,
        part=draft.part,
        level=draft.level,
        marker=draft.marker,
        span=span,
        page=draft.page,
        regions=tuple(_regions(draft)),
        section=draft.section,
    )


def _regions(draft: Draft) -> list[Region]:
    found: list[tuple[int, Region]] = []
    for line in draft.lines:
        box = BBox(x0=line.x0, top=line.top, x1=line.x1, bottom=line.bottom)
        if found and found[-1][0] == line.column and found[-1][1].page == line.page:
            box = found[-1][1].box.union(box)
            found.pop()
        found.append((line.column, Region(page=line.page, box=box)))
    return [region for _, region in found]


def _table(draft: Draft, block: Block) -> Table:
    return Table(
        block=block.number,
        page=block.page,
        box=block.regions[0].box,
        caption=draft.caption,
        rows=draft.rows,
        merged=draft.merged,
    )
