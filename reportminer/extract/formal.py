"""Formal recommendations as they are printed: labelled, marked, or items of a list of recommendations.

The blocks are walked once. An item takes in the blocks that go on with it (list items, a paragraph over a page
break, further demands) and ends before a heading, a numbered paragraph or another label.
"""

from collections.abc import Iterator
from itertools import islice

from reportminer.extract.formal_extent import Extent, Next
from reportminer.extract.formal_item import GLUED, Draft, Item, asks, make_item, number_of, read_number
from reportminer.extract.recommendation_labels import (
    leads_in,
    lists_conclusions,
    lists_focus,
    lists_recommendations,
    read_label,
)
from reportminer.records import Block, BlockKind, Document, Part

_READ = frozenset({Part.SUMMARY, Part.BODY, Part.ANNEX})
_BESIDE = frozenset({BlockKind.FOOTNOTE, BlockKind.CAPTION, BlockKind.TABLE})


def find_items(document: Document) -> list[Item]:
    """Return every place in which a report prints a recommendation, in order of the text."""
    return list(_Walk(document).items())


class _Walk:
    """One pass over the blocks of a document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._blocks = document.blocks
        self._extent = Extent(document)
        self._lead = False

    def items(self) -> Iterator[Item]:
        at = 0
        while at < len(self._blocks):
            block = self._blocks[at]
            draft = self._open(block) if block.part in _READ and block.kind not in _BESIDE else None
            at += 1
            if draft is not None:
                at = self._gather(draft, at)
                item = make_item(draft, self._text)
                if item is not None:
                    yield item

    def _open(self, block: Block) -> Draft | None:
        """Begin a recommendation, if one begins with this block."""
        text = block.span.of(self._text)
        label = read_label(text, titled=block.kind is BlockKind.HEADING)
        if label is not None:
            return _begin(Draft(block, label.number, 2), block, label.end)
        if block.marker.lower().startswith("recommendation"):
            return _begin(Draft(block, self._number_beside(block.number), 0), block, 0)
        if block.kind is BlockKind.HEADING:
            self._lead = False
            return None
        return self._open_listed(block, text)

    def _open_listed(self, block: Block, text: str) -> Draft | None:
        glued = GLUED.match(text)
        number, skip = (glued[1], glued.end()) if glued else (number_of(block), 0)
        listed = block.kind is BlockKind.LIST_ITEM
        if not listed:
            self._lead = leads_in(text)
        draft = Draft(block, number, 1)
        only, focus = any(map(lists_recommendations, block.section)), any(map(lists_focus, block.section))
        if number and any(map(lists_conclusions, block.section)):
            draft.mixed = True
        elif listed and (self._lead or (number and (only or focus))):
            draft.focus = focus and not number
        elif not (only and not listed and asks(text)):
            return None
        return _begin(draft, block, skip)

    def _gather(self, draft: Draft, at: int) -> int:
        """Add the blocks that go on with a recommendation; return where the rest of the report begins."""
        after = at
        for block in islice(self._blocks, at, None):
            told = self._extent.tell(draft, block)
            if told is Next.END:
                break
            if told is Next.PART:
                draft.take(block)
                after = block.number + 1
        return after

    def _number_beside(self, at: int) -> str:
        """Number of a marked paragraph, which may stand in the margin as a block of its own."""
        near = [self._blocks[i] for i in (at - 1, at + 1) if 0 <= i < len(self._blocks)]
        return next((number for b in near if (number := read_number(b.span.of(self._text)))), "")


def _begin(draft: Draft, block: Block, skip: int) -> Draft:
    draft.take(block, skip)
    return draft
