"""How far a formal recommendation reaches: which blocks go on with it and which end it."""

import re
from collections.abc import Sequence
from enum import Enum

from reportminer.extract.formal_item import GLUED, Draft, asks, is_marked, is_numbered, number_of
from reportminer.extract.recommendation_labels import lists_conclusions, read_label, read_reference
from reportminer.extract.sentences import is_sentence
from reportminer.records import Block, BlockKind, Document, Part

_BESIDE = frozenset({BlockKind.FOOTNOTE, BlockKind.CAPTION, BlockKind.TABLE})
_UNFINISHED = re.compile(r"[^.!?:;”’)\]]$")
_GOES_ON = re.compile(
    r"(?:This|It|They|These|Those|In (?:doing so|particular|addition)|To this end|Such|As (?:an? |part|a minimum)"
    r"|We (?:also|further)|Within|Subsequently|Furthermore|Further|Additionally"
    r"|The (?:strategy|body|report|review|exercise|plan|group)s?)\b"
)


class Next(Enum):
    """What a block is to a recommendation before it."""

    PART = "part"
    """Belongs to it."""
    BETWEEN = "between"
    """Stands between its parts: a footnote, a table, a number in the margin."""
    END = "end"
    """Belongs to what follows."""


class Extent:
    """Tells how far recommendations reach in one document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._numbered = is_numbered(document)
        self._refers = _ends_with_references(document)

    def tell(self, draft: Draft, block: Block) -> Next:
        """Return what the next block is to the recommendation gathered so far."""
        text = block.span.of(self._text)
        if block.part is not draft.first.part:
            return Next.END
        if block.kind in _BESIDE or (block.kind is BlockKind.OTHER and not re.search(r"[A-Za-z]{2}", text)):
            return Next.BETWEEN
        if block.kind is BlockKind.HEADING:
            return Next.PART if self._is_title(draft, block, text) else Next.END
        if block.kind is BlockKind.OTHER or read_label(text) or is_marked(block):
            return Next.END
        if not draft.blocks:
            return Next.PART
        goes_on = self._lists_on if block.kind is BlockKind.LIST_ITEM else self._says_on
        return Next.PART if goes_on(draft, block, text) else Next.END

    def _is_title(self, draft: Draft, block: Block, text: str) -> bool:
        """A heading just below a label that stands alone."""
        below = block.number == draft.first.number + 1 and draft.titled and not draft.blocks
        return below and read_label(text, titled=True) is None

    def _lists_on(self, draft: Draft, block: Block, text: str) -> bool:
        first, last = draft.first, draft.blocks[-1]
        alike = bool(number_of(block)) is bool(number_of(first)) and block.level == first.level
        if first.kind is BlockKind.LIST_ITEM and alike:
            return False
        if last is not first and last.kind is BlockKind.LIST_ITEM:
            return True
        return self._said(last).endswith((":", "—", "–", ";", ",")) or text[:1].islower()

    def _says_on(self, draft: Draft, block: Block, text: str) -> bool:
        """A paragraph that goes on with the sentence, stands in the section of its own heading, or asks more."""
        if number_of(block) or GLUED.match(text) or not is_sentence(text):
            return False
        first, last = draft.blocks[0], draft.blocks[-1]
        so_far = self._said(last)
        if text[:1].islower() or so_far.endswith(":") or last.kind is BlockKind.HEADING:
            return True
        if draft.titled:
            return self._numbered or first.part is Part.ANNEX or asks(text)
        if draft.mixed and self._refers and read_reference(so_far) is None:
            return True
        if _UNFINISHED.search(so_far):
            return first.kind is not BlockKind.LIST_ITEM or len(draft.blocks) == 1
        return bool(_GOES_ON.match(text)) and asks(text)

    def _said(self, block: Block) -> str:
        return block.span.of(self._text).rstrip()


def _ends_with_references(document: Document) -> bool:
    """Say whether items of closing lists end with a reference to their paragraph."""
    listed: Sequence[Block] = [
        b for b in document.blocks if number_of(b) and any(map(lists_conclusions, b.section))
    ]
    ended = sum(read_reference(b.span.of(document.text)) is not None for b in listed)
    return ended > 0.5 * max(len(listed), 1)
