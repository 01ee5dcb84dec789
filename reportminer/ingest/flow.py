"""Builds the `Document` of forms without pages (HTML, DOCX, TXT) from pieces of text in reading order."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportminer.ingest.misses import miss
from reportminer.records import (
    BBox,
    Block,
    BlockKind,
    Document,
    Part,
    Skipped,
    Source,
    Span,
    Status,
    Table,
)
from reportminer.settings import IngestSettings
from reportminer.text import expand_ligatures, fold, squash

SEPARATOR: Final = "\n\n"
CHARS_A_PRINTED_PAGE: Final = 3000
"""About what a full page of a report holds: turns `max_pages` into a length for forms without pages."""

_NOWHERE: Final = BBox(x0=0.0, top=0.0, x1=0.0, bottom=0.0)
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\uffff"))
_SPACES: Final = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
_PARTS: Final = (
    (Part.CONTENTS, re.compile(r"(table of )?contents( page)?")),
    (Part.SUMMARY, re.compile(r"(executive )?summary|summary of (key )?findings")),
    (Part.REFERENCES, re.compile(r"references|bibliography|works cited|(end ?)?notes|footnotes")),
    (Part.GLOSSARY, re.compile(r"glossary( of .{1,40})?|(list of )?(abbreviations|acronyms)( and .{1,40})?")),
    (
        Part.ANNEX,
        re.compile(r"(annex|appendix|annexe)( [a-z0-9]{1,3})?([:.\u2013\u2014 -].*)?|appendices|annexes"),
    ),
    (Part.INDEX, re.compile(r"index")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block before it has a place in the document's text."""

    kind: BlockKind
    """What it is to a reader."""
    text: str = ""
    """As found; white space and invisible characters are tidied when the document is built."""
    level: int | None = None
    """As in `Block.level`."""
    marker: str = ""
    """As in `Block.marker`."""
    part: Part | None = None
    """Its part where the form itself says so; else told from the headings."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells, for a table."""
    caption: str = ""
    """Caption, for a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a form says about the document beside its text."""

    title: str = ""
    """As in `Document.title`."""
    front_text: str = ""
    """As in `Document.front_text`."""
    metadata: tuple[tuple[str, str], ...] = ()
    """As in `Document.metadata`; items without a value are left out."""
    language: str = ""
    """As in `Document.language`."""
    warnings: tuple[str, ...] = ()
    """As in `Document.warnings`."""


def make_document(
    source: Source, pieces: Iterable[Piece], facts: Facts, *, settings: IngestSettings
) -> Document | Skipped:
    """Lay pieces one after the other, separated by a blank line, as a document without pages or places.

    Returns:
        The document, or a miss: `empty` without text, `too_large` beyond what `max_pages` printed pages hold.
    """
    tidied = [tidy for piece in pieces if (tidy := _tidy(piece)).text]
    if not tidied:
        return miss(source, Status.EMPTY, "it holds no text")
    text = SEPARATOR.join(piece.text for piece in tidied)
    if len(text) > settings.max_pages * CHARS_A_PRINTED_PAGE:
        reason = f"has {len(text)} characters, more than {settings.max_pages} printed pages hold"
        return miss(source, Status.TOO_LARGE, reason)
    blocks = _make_blocks(tidied)
    return Document(
        source=source,
        status=Status.OK,
        title=tidy_text(facts.title),
        text=text,
        pages=(),
        blocks=blocks,
        tables=_make_tables(tidied),
        front_text=tidy_text(facts.front_text),
        metadata=tuple((name, value) for name, given in facts.metadata if (value := tidy_text(given))),
        language=facts.language,
        warnings=facts.warnings,
    )


def tidy_text(text: str) -> str:
    """Return text as it may stand in a document: NFC, single spaces, ligatures as letters, nothing invisible."""
    seen = text.translate(_SPACES).translate(_INVISIBLE)
    seen = "".join(c for c in seen if c.isprintable() or c.isspace())
    return squash(expand_ligatures(unicodedata.normalize("NFC", seen)))


def tell_part(heading: str) -> Part:
    """Tell from a heading which part of a report begins there; `BODY` unless its words are clear."""
    words = fold(heading).strip(" .:")
    words = re.sub(r"^(\d{1,2}(\.\d{1,2}){0,3}|[a-z])[.):]?\s+(?=\w{4})", "", words)
    return next((part for part, pattern in _PARTS if pattern.fullmatch(words)), Part.BODY)


def join_rows(rows: Sequence[Sequence[str]]) -> str:
    """Return a table's text: cells joined by " | ", rows by " ; "."""
    return " ; ".join(" | ".join(row) for row in rows)


def even_out(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Give every row as many cells as the longest has; rows and columns without any text are left out."""
    filled = [[tidy_text(cell) for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    width = max(map(len, filled), default=0)
    filled = [row + [""] * (width - len(row)) for row in filled]
    used = [column for column in range(width) if any(row[column] for row in filled)]
    return tuple(tuple(row[column] for column in used) for row in filled)


def _tidy(piece: Piece) -> Piece:
    if piece.kind is BlockKind.TABLE:
        rows = even_out(piece.rows)
        return replace(piece, rows=rows, text=join_rows(rows), caption=tidy_text(piece.caption))
    return replace(piece, text=tidy_text(piece.text), marker=tidy_text(piece.marker))


def _make_blocks(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    open_headings: list[tuple[int, str, Part]] = []
    start = 0
    for number, piece in enumerate(pieces):
        if piece.kind is BlockKind.HEADING:
            level = piece.level or 1
            open_headings = [heading for heading in open_headings if heading[0] < level]
        own = tell_part(piece.text) if piece.kind is BlockKind.HEADING else Part.BODY
        above = next((part for _, _, part in reversed(open_headings) if part is not Part.BODY), Part.BODY)
        part = piece.part or (own if own is not Part.BODY else above)
        blocks.append(
            Block(
                number=number,
                kind=piece.kind,
                part=part,
                level=piece.level,
                marker=piece.marker,
                span=Span(start=start, end=start + len(piece.text)),
                page=0,
                regions=(),
                section=tuple(title for _, title, _ in open_headings),
            )
        )
        if piece.kind is BlockKind.HEADING:
            open_headings.append((piece.level or 1, piece.text, part))
        start += len(piece.text) + len(SEPARATOR)
    return tuple(blocks)


def _make_tables(pieces: Sequence[Piece]) -> tuple[Table, ...]:
    return tuple(
        Table(block=number, page=0, box=_NOWHERE, caption=piece.caption, rows=piece.rows)
        for number, piece in enumerate(pieces)
        if piece.kind is BlockKind.TABLE
    )
