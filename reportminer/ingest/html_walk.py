"""Turns the elements of a web page into pieces of text in reading order."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from typing import Final

from reportminer.ingest.flow import Piece, tidy_text
from reportminer.ingest.trees import Element, walk
from reportminer.records import BlockKind, Part

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLOCKS_TEXT: Final = """
address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure
footer form header hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS: Final = frozenset(_BLOCKS_TEXT.split())
_INLINE: Final = ("span", "a", "b", "i", "em", "strong", "small", "sup", "svg", "label", "input")
_LISTS: Final = ("ul", "ol", "dir")
_MAX_CELLS: Final = 100
_FOOTNOTE_MARK: Final = re.compile(r"[\[(]?(\d{1,3}|[a-z*†‡])[\])]?", re.IGNORECASE)
_FOOTNOTES: Final = re.compile(r"(?:^|[\s_-])(footnotes?|endnotes?)(?=$|[\s_-])", re.IGNORECASE)
_PERMALINK: Final = ("¶", "#", "§")
_CONTINUES: Final = "\u2029"
"""Marks the end of a paragraph inside an element (two `br` in a row)."""


@dataclass(slots=True)
class _Context:
    """Where in the page the text now read stands."""

    piece: Piece = field(default_factory=lambda: Piece(kind=BlockKind.PARAGRAPH))
    depth: int = 0
    n_items: int = 0


def read_pieces(main: Element, *, without: Set[Element] = frozenset()) -> list[Piece]:
    """Return the blocks below an element, in order.

    Args:
        main: the element with the main text.
        without: elements to leave out, with all below them.
    """
    return list(_Walk(without).run(main))


class _Walk:
    """One walk over the elements: text gathers until an element that stands for itself begins or ends."""

    def __init__(self, without: Set[Element]) -> None:
        self._without = without
        self._text: list[str] = []
        self._contexts = [_Context()]
        self._skip_below: Element | None = None

    def run(self, main: Element) -> Iterator[Piece]:
        for event, element in walk(main, "start", "end"):
            if self._skip_below is not None:
                if event == "end" and element is self._skip_below:
                    self._skip_below = None
                    self._add_tail(element, main)
                continue
            if event == "start":
                yield from self._open(element)
            else:
                yield from self._close(element)
                self._add_tail(element, main)
        yield from self._flush()

    def _add_tail(self, element: Element, main: Element) -> None:
        if element is not main:
            self._text.append(element.tail or "")

    def _open(self, element: Element) -> Iterator[Piece]:
        tag = str(element.tag)
        if element in self._without:
            self._text.append("" if tag in _INLINE else " ")
            self._skip_below = element
            return
        if tag == "table" and _is_data(element):
            yield from self._flush()
            yield _read_table(element)
            self._skip_below = element
            return
        if _is_mark(element):
            self._skip_below = element
            return
        if tag in _BLOCKS or tag in _HEADINGS:
            yield from self._flush()
            self._contexts.append(_enter(element, self._contexts[-1]))
        self._text.append(_before(element) + (element.text or ""))

    def _close(self, element: Element) -> Iterator[Piece]:
        tag = str(element.tag)
        if tag == "q":
            self._text.append("”")
        if tag in _BLOCKS or tag in _HEADINGS:
            yield from self._flush()
            self._contexts.pop()

    def _flush(self) -> Iterator[Piece]:
        text, self._text = "".join(self._text), []
        context = self._contexts[-1]
        for part in re.split(_CONTINUES + r"(?:\s*" + _CONTINUES + r")+", text):
            if tidied := tidy_text(part):
                yield replace(context.piece, text=tidied)
                context.piece = replace(context.piece, marker="")
                self._pass_marker(context)

    def _pass_marker(self, used: _Context) -> None:
        """Take the marker from the elements around as well: a list item's second paragraph has none."""
        for context in self._contexts:
            if context is not used and context.piece.kind is used.piece.kind:
                context.piece = replace(context.piece, marker="")


def _before(element: Element) -> str:
    if element.tag == "br":
        return _CONTINUES
    return "“" if element.tag == "q" else ""


def _enter(element: Element, outer: _Context) -> _Context:
    """Return what text directly inside an element is."""
    tag = str(element.tag)
    if tag in _HEADINGS:
        return _Context(piece=Piece(kind=BlockKind.HEADING, level=_HEADINGS[tag]), depth=outer.depth)
    if tag in _LISTS:
        inner = _Context(piece=outer.piece, depth=outer.depth + 1)
        links = _is_link_list(element)
        inner.piece = replace(inner.piece, part=Part.CONTENTS) if links else inner.piece
        return inner
    if tag == "li":
        part = outer.piece.part
        kind = BlockKind.FOOTNOTE if _is_footnote(element) else BlockKind.LIST_ITEM
        level = None if kind is BlockKind.FOOTNOTE else max(outer.depth, 1)
        outer.n_items += 1
        marker = _make_marker(element, outer.n_items)
        return _Context(piece=Piece(kind=kind, level=level, marker=marker, part=part), depth=max(outer.depth, 1))
    if tag in ("figcaption", "caption"):
        return _Context(piece=Piece(kind=BlockKind.CAPTION), depth=outer.depth)
    return _Context(piece=outer.piece, depth=outer.depth)


def _make_marker(item: Element, number: int) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    start = parent.get("start") or "1"
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    return f"{first + number - 1}."


def _is_mark(element: Element) -> bool:
    """Say whether an element is a footnote's mark or a heading's permanent link, which are not text."""
    if element.tag == "a":
        text = "".join(element.itertext()).strip()
        return text in _PERMALINK and (element.get("href") or "").startswith("#")
    if element.tag != "sup":
        return False
    link = next(element.iter("a"), None)
    parent = element.getparent()
    leads = any(e is not None and "#" in (e.get("href") or "") for e in (link, parent))
    return leads and _FOOTNOTE_MARK.fullmatch("".join(element.itertext()).strip()) is not None


def _is_footnote(item: Element) -> bool:
    for ancestor in item.iterancestors():
        if ancestor.get("role") == "doc-endnotes" or _FOOTNOTES.search(ancestor.get("class") or ""):
            return True
        if ancestor.tag == "main":
            break
    return False


def _is_link_list(element: Element) -> bool:
    """Say whether a list is links only: a menu, a table of contents, further reading."""
    items = element.findall("li")
    total = len("".join(element.itertext()).split())
    linked = sum(len("".join(a.itertext()).split()) for a in element.iter("a") if a.get("href"))
    return len(items) >= 2 and total > 0 and linked >= 0.9 * total


def _is_data(table: Element) -> bool:
    """Say whether a table holds data: old pages use tables to lay out their text."""
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return False
    rows = list(table.iter("tr"))
    widest = max((len(row.findall("td")) + len(row.findall("th")) for row in rows), default=0)
    lays_out = next(table.iterdescendants("h1", "h2", "h3", "blockquote", "article", "section"), None) is not None
    return len(rows) > 1 and widest > 1 and (not lays_out or next(table.iter("th"), None) is not None)


def _read_table(table: Element) -> Piece:
    caption = next(table.iter("caption"), None)
    title = "" if caption is None else "".join(caption.itertext())
    rows = tuple(_read_row(row) for row in table.iter("tr"))
    return Piece(kind=BlockKind.TABLE, rows=rows, caption=title)


def _read_row(row: Element) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in row.iterchildren("td", "th"):
        span = cell.get("colspan") or "1"
        width = int(span) if span.isascii() and span.isdigit() and len(span) < 4 else 1
        cells.append(" ".join(cell.itertext()))
        cells += [""] * (min(width, _MAX_CELLS) - 1)
    return tuple(cells)
