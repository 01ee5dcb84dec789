"""Takes links away that lead nowhere: a report on one theme has no chapter on the others."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportminer.export.thematic_model import (
    Block,
    Bullets,
    Figure,
    Foreign,
    Heading,
    Inline,
    KeyFigures,
    Line,
    Link,
    Number,
    Paragraph,
    Quotation,
    Quotations,
    Table,
)


def find_anchors(blocks: Iterable[Block]) -> frozenset[str]:
    """Return all that links can lead to."""
    return frozenset(anchor for anchor in _iter_anchors(blocks) if anchor)


def _iter_anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading():
                yield block.anchor
            case Table():
                yield from (row.anchor for row in block.rows)
            case Figure(table=Table() as table):
                yield from (row.anchor for row in table.rows)


def prune_links(block: Block, anchors: frozenset[str]) -> Block:
    """Return a block with links to none of the anchors turned into plain words."""
    match block:
        case Heading() | Paragraph():
            return replace(block, line=prune_line(block.line, anchors))
        case Bullets():
            return replace(block, items=tuple(prune_line(item, anchors) for item in block.items))
        case KeyFigures():
            return replace(block, items=tuple((_prune_number(n, anchors), words) for n, words in block.items))
        case Table():
            return _prune_table(block, anchors)
        case Figure():
            return replace(block, table=_prune_table(block.table, anchors) if block.table else None)
        case Quotations():
            return replace(block, items=tuple(_prune_quotation(item, anchors) for item in block.items))


def _prune_table(table: Table, anchors: frozenset[str]) -> Table:
    rows = (replace(row, cells=tuple(prune_line(cell, anchors) for cell in row.cells)) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _prune_quotation(quotation: Quotation, anchors: frozenset[str]) -> Quotation:
    return replace(quotation, remark=prune_line(quotation.remark, anchors))


def prune_line(line: Line, anchors: frozenset[str]) -> Line:
    """Return a line with links to none of the anchors turned into plain words."""
    return tuple(_prune_inline(inline, anchors) for inline in line)


def _prune_inline(inline: Inline, anchors: frozenset[str]) -> Inline:
    match inline:
        case Number():
            return _prune_number(inline, anchors)
        case Link(href=href) if href.startswith("#") and href[1:] not in anchors:
            return Foreign(inline.text)
    return inline


def _prune_number(number: Number, anchors: frozenset[str]) -> Number:
    return number if number.row in anchors else replace(number, row="")
