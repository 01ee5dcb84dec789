"""Turns the body of a Word file into pieces of text in reading order."""

import re
from collections.abc import Iterator
from typing import Final

from reportminer.ingest.docx_styles import Numbering, Style, W, to_int, value_of
from reportminer.ingest.flow import Piece, tidy_text
from reportminer.ingest.trees import Element, walk
from reportminer.records import BlockKind, Part

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_READ: Final = frozenset(
    (
        f"{W}del",
        f"{W}moveFrom",
        f"{W}instrText",
        f"{W}sectPr",
        f"{W}pPr",
        f"{W}rPr",
        f"{W}rubyPr",
        f"{W}rt",
        _FALLBACK,
    )
)
_BOX: Final = f"{W}txbxContent"
_CHARACTERS: Final = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}p": " "}
_BULLET: Final = re.compile(r"([•●▪◦○·–-])\s+(?=\w)")
_KIND_BY_STYLE: Final = {"caption": BlockKind.CAPTION, "toc heading": BlockKind.HEADING}
_PLAIN_STYLE: Final = Style(name="", level=None, number_id="", depth=0)
_MAX_FAKE_HEADING_WORDS: Final = 12
_ENDS_SENTENCE: Final = re.compile(r"[.!;:,…][\"'”’)\]]*$")
_OFF: Final = ("0", "false", "off", "none")


class Walk:
    """One walk over a body; lists count on from paragraph to paragraph.

    Args:
        styles: by id.
        numbering: the file's lists.
    """

    def __init__(self, *, styles: dict[str, Style], numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._level = 1

    def read(self, body: Element) -> list[Piece]:
        """Return the blocks of a body, in order; a table takes the caption that stands next to it."""
        pieces = list(self._iter_pieces(body))
        for number, piece in enumerate(pieces):
            if piece.kind is BlockKind.TABLE:
                near = [pieces[i] for i in (number - 1, number + 1) if 0 <= i < len(pieces)]
                caption = next((p.text for p in near if p.kind is BlockKind.CAPTION), "")
                pieces[number] = Piece(kind=BlockKind.TABLE, rows=piece.rows, caption=caption)
        return pieces

    def _iter_pieces(self, container: Element) -> Iterator[Piece]:
        steps = walk(container, "start")
        for _, element in steps:
            if element is container:
                continue
            if element.tag in _NOT_READ:
                steps.skip_subtree()
            elif element.tag == f"{W}p":
                steps.skip_subtree()
                yield from self._read_paragraph(element)
            elif element.tag == f"{W}tbl":
                steps.skip_subtree()
                yield from self._read_table(element)

    def _read_paragraph(self, paragraph: Element) -> Iterator[Piece]:
        text = tidy_text(read_text(paragraph))
        if text:
            yield self._make_piece(paragraph, text)
        for box in _boxes(paragraph):
            yield from self._iter_pieces(box)

    def _make_piece(self, paragraph: Element, text: str) -> Piece:
        own = paragraph.find(f"{W}pPr")
        style = self._styles.get(value_of(own, "pStyle"), _PLAIN_STYLE)
        marker, manifold = self._count(own, style)
        level = to_int(value_of(own, "outlineLvl"), 9) + 1
        level = level if level < 10 else style.level or 0
        if style.name in _KIND_BY_STYLE or style.name.startswith("toc"):
            part = Part.CONTENTS if style.name.startswith("toc") else None
            return Piece(kind=_KIND_BY_STYLE.get(style.name, BlockKind.PARAGRAPH), text=text, part=part)
        if level:
            self._level = level
            return Piece(kind=BlockKind.HEADING, text=text, level=level, marker=marker)
        if marker and not manifold:
            return Piece(kind=BlockKind.LIST_ITEM, text=text, level=self._depth(own, style) + 1, marker=marker)
        if match := _BULLET.match(text):
            return Piece(kind=BlockKind.LIST_ITEM, text=text[match.end() :], level=1, marker=match[1])
        if _is_bold_line(paragraph, text):
            return Piece(kind=BlockKind.HEADING, text=text, level=min(self._level + 1, 9), marker=marker)
        return Piece(kind=BlockKind.PARAGRAPH, text=text, marker=marker)

    def _count(self, own: Element | None, style: Style) -> tuple[str, bool]:
        number_id = value_of(own, "numPr/numId") or style.number_id
        if not number_id or number_id == "0":
            return "", False
        return self._numbering.next_marker(number_id, self._depth(own, style))

    def _depth(self, own: Element | None, style: Style) -> int:
        return min(to_int(value_of(own, "numPr/ilvl"), style.depth), 8)

    def _read_table(self, table: Element) -> Iterator[Piece]:
        """Read a table as data, or the text in it where the table only frames or lays out."""
        rows = [_cells(row) for row in table.iterchildren(f"{W}tr", f"{W}sdt") for row in _rows(row)]
        nested = next(table.iterdescendants(f"{W}tbl"), None) is not None
        if len(rows) > 1 and max(map(len, rows)) > 1 and not nested:
            yield Piece(kind=BlockKind.TABLE, rows=tuple(tuple(_cell_texts(row)) for row in rows))
            return
        for cell in (cell for row in rows for cell in row):
            yield from self._iter_pieces(cell)


def read_text(element: Element) -> str:
    """Return the text below an element without text boxes, deleted text and hidden runs."""
    found: list[str] = []
    steps = walk(element, "start")
    for _, part in steps:
        if part.tag in _NOT_READ or part.tag == _BOX or _is_hidden(part):
            steps.skip_subtree()
        elif part.tag == f"{W}t":
            found.append(part.text or "")
        else:
            found.append(_CHARACTERS.get(part.tag, ""))
    return "".join(found)


def read_notes(tree: Element | None) -> list[Piece]:
    """Return the notes of a footnotes or endnotes part; the separators that Word keeps there are none."""
    if tree is None:
        return []
    notes = [e for e in tree.iterchildren(f"{W}footnote", f"{W}endnote") if e.get(f"{W}type") in (None, "normal")]
    return [
        Piece(kind=BlockKind.FOOTNOTE, text=read_text(note), marker=str(number))
        for number, note in enumerate(notes, start=1)
    ]


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes anchored in a paragraph; the copy kept for old programs is left out."""
    steps = walk(paragraph, "start")
    for _, part in steps:
        if part.tag in (_FALLBACK, f"{W}del"):
            steps.skip_subtree()
        elif part.tag == _BOX:
            steps.skip_subtree()
            yield part


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return hidden is not None and (hidden.get(f"{W}val") or "") not in _OFF


def _is_bold_line(paragraph: Element, text: str) -> bool:
    """Say whether a short paragraph is bold as a whole and no sentence: a heading made by hand."""
    if len(text.split()) > _MAX_FAKE_HEADING_WORDS or _ENDS_SENTENCE.search(text) or not text[0].isalnum():
        return False
    parent = paragraph.getparent()
    if parent is None or parent.tag == f"{W}tc":
        return False
    runs = [run for run in paragraph.iter(f"{W}r") if read_text(run).strip()]
    bolds = [run.find(f"{W}rPr/{W}b") for run in runs]
    return bool(bolds) and all(b is not None and (b.get(f"{W}val") or "") not in _OFF for b in bolds)


def _rows(element: Element) -> list[Element]:
    return [element] if element.tag == f"{W}tr" else list(element.iterdescendants(f"{W}tr"))


def _cells(row: Element) -> list[Element]:
    """Return a row's cells, also those inside content controls."""
    return [cell for cell in row.iterdescendants(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]


def _cell_texts(cells: list[Element]) -> Iterator[str]:
    """Yield a row's texts; cells joined sideways or downwards have theirs once."""
    for cell in cells:
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        continued = merged is not None and merged.get(f"{W}val") != "restart"
        yield "" if continued else " ".join(read_text(cell).split())
        for _ in range(min(to_int(value_of(cell, "tcPr/gridSpan"), 1), 60) - 1):
            yield ""
