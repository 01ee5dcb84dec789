"""The marks of footnotes in the text, each led to its note."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from reportminer.records import Block, BlockKind, NoteLink, Part

_ONE = re.compile(r"\d{1,4}|[*†‡§¶]+")
_RANGE = re.compile(r"(\d{1,4})\s?[–-]\s?(\d{1,4})")
_MAX_RANGE = 10
_NOTE_KINDS = (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)


class PlacedMark(NamedTuple):
    """A mark that stood in the text."""

    at: int
    """One past the last character of the text before it."""
    text: str
    """As printed; may name several notes ("12, 13", "12-14")."""
    page: int
    """Where it stands."""


def link_notes(blocks: Sequence[Block], marks_by_block: Sequence[Sequence[PlacedMark]]) -> tuple[Block, ...]:
    """Return the blocks with their marks led to the notes.

    A note on the mark's own page comes first; a number may else lead to the next note of that number after it
    (endnotes of a chapter or of the report). A mark without a note is left out.

    Args:
        blocks: of the report, in order.
        marks_by_block: for each block its marks, in order.
    """
    notes = _notes_by_mark(blocks)
    return tuple(
        replace(block, notes=found) if (found := tuple(_links(block, marks, notes))) else block
        for block, marks in zip(blocks, marks_by_block, strict=True)
    )


def _notes_by_mark(blocks: Sequence[Block]) -> dict[str, list[Block]]:
    notes: dict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        is_endnote = block.part == Part.REFERENCES and block.kind in _NOTE_KINDS
        if (block.kind == BlockKind.FOOTNOTE or is_endnote) and (name := _ONE.search(block.marker)):
            notes[name[0]].append(block)
    return notes


def _links(block: Block, marks: Sequence[PlacedMark], notes: dict[str, list[Block]]) -> Iterable[NoteLink]:
    for mark in marks:
        for name in _names(mark.text):
            note = _note_for(name, mark.page, block.number, notes.get(name, ()))
            if note is not None:
                yield NoteLink(at=mark.at, mark=name, block=note.number)


def _names(text: str) -> list[str]:
    if (span := _RANGE.search(text)) and 0 < int(span[2]) - int(span[1]) <= _MAX_RANGE:
        return [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
    return _ONE.findall(text)


def _note_for(name: str, page: int, own: int, notes: Iterable[Block]) -> Block | None:
    others = [note for note in notes if note.number != own]
    here = [note for note in others if note.page == page]
    if here or not name.isdigit():
        return here[0] if here else None
    return next((note for note in others if note.page > page), None)
