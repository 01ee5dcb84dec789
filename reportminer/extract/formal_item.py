"""A formal recommendation as it is printed in one place, and how it is put together from its blocks."""

import re
from dataclasses import dataclass, field

from reportminer.extract.demands import hide_quotations, is_instruction
from reportminer.extract.recommendation_labels import Reference, read_reference
from reportminer.extract.sentences import split_sentences
from reportminer.records import Block, BlockKind, Document, Part, Span
from reportminer.text import squash

GLUED = re.compile(r"(\d{1,2}\.\d{1,3})\.?\s?(?=[“‘\"]?[A-Z])")
"""A paragraph's number that stayed in its text ("4.25.Many witnesses")."""
_NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3})*)[.):]?$")
_MAX_SENTENCE = 2000


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation as it is printed in one place."""

    number: str
    """As printed; empty where there is none."""
    rank: int
    """How much the number says: 2 after the word "Recommendation", 1 in a list, 0 of a paragraph."""
    paragraph: str
    """Number of the paragraph that a closing list refers to, or empty."""
    blocks: tuple[int, ...]
    """Numbers of its blocks, in order."""
    pieces: tuple[Span, ...]
    """Its text in each of them."""
    text: str
    """The whole text with single spaces."""
    title: int
    """How many characters of `text` are a title."""
    part: Part
    """Part of the report."""
    focus: bool = False
    """Whether it is an unnumbered point of a list of areas for improvement."""


@dataclass(slots=True)
class Draft:
    """A recommendation while its blocks are gathered."""

    first: Block
    """The block that opens it: its label where that stands alone."""
    number: str
    """See `Item`."""
    rank: int
    """See `Item`."""
    mixed: bool = False
    """Whether it may be a conclusion: it stands in a list of both."""
    focus: bool = False
    """See `Item`."""
    blocks: list[Block] = field(default_factory=list)
    """Its blocks so far."""
    skips: list[int] = field(default_factory=list)
    """How many characters at the start of each are label or number."""

    def take(self, block: Block, skip: int = 0) -> None:
        """Add a block, unless it is all label."""
        if skip < len(block.span):
            self.blocks.append(block)
            self.skips.append(skip)

    @property
    def titled(self) -> bool:
        """Whether a heading opens it."""
        return self.first.kind is BlockKind.HEADING


def number_of(block: Block) -> str:
    """Return the number that stands before a block's text ("3.14"), or an empty string."""
    found = _NUMBER.match(block.marker.strip())
    return found[1] if found else ""


def read_number(text: str) -> str:
    """Return the number that a text consists of ("17."), or an empty string."""
    found = _NUMBER.match(text.strip())
    return found[1] if found else ""


def is_numbered(document: Document) -> bool:
    """Say whether a report numbers its paragraphs."""
    paragraphs = [b for b in document.blocks if b.kind is BlockKind.PARAGRAPH and b.part is Part.BODY]
    return sum(bool(number_of(b)) for b in paragraphs) > 0.4 * max(len(paragraphs), 1)


def is_marked(block: Block) -> bool:
    """Say whether a block's marker calls it a recommendation or a conclusion."""
    return block.marker.lower().startswith(("recommendation", "conclusion"))


def asks(text: str) -> bool:
    """Say whether any sentence of a text asks something of somebody."""
    hidden = hide_quotations(text)
    return any(is_instruction(span.of(hidden)) for span in split_sentences(text, max_chars=_MAX_SENTENCE))


def make_item(draft: Draft, text: str) -> Item | None:
    """Return the recommendation that a draft holds; None where it is empty or a conclusion.

    Args:
        draft: with all its blocks.
        text: of the document.
    """
    if not draft.blocks:
        return None
    pieces = [
        Span(start=block.span.start + skip, end=block.span.end)
        for block, skip in zip(draft.blocks, draft.skips, strict=True)
    ]
    last = pieces[-1]
    reference = read_reference(last.of(text)) if draft.rank < 2 else None
    if draft.mixed and not _is_recommendation(pieces[0].of(text), reference):
        return None
    if reference is not None:
        pieces[-1] = Span(start=last.start, end=last.start + len(last.of(text)[: reference.start].rstrip()))
    said = [_say(block, piece.of(text)) for block, piece in zip(draft.blocks, pieces, strict=True)]
    whole = " ".join(said)
    if reference is not None and whole[-1:].isalnum() and last.of(text).rstrip().endswith("."):
        whole += "."
    titled = draft.blocks[0].kind is BlockKind.HEADING and len(said) > 1
    return Item(
        number=draft.number,
        rank=draft.rank,
        paragraph=reference.paragraph if reference else "",
        blocks=tuple(block.number for block in draft.blocks),
        pieces=tuple(pieces),
        text=whole,
        title=len(said[0]) + 1 if titled else 0,
        part=draft.first.part,
        focus=draft.focus,
    )


def _is_recommendation(text: str, reference: Reference | None) -> bool:
    """Tell a recommendation from a conclusion: by what the list calls it, else by whether it asks."""
    if reference is not None and reference.kind:
        return reference.kind == "recommendation"
    return asks(text)


def _say(block: Block, text: str) -> str:
    """The text of a block, with a letter that belongs to it ("(a)")."""
    lettered = block.kind is BlockKind.LIST_ITEM and re.search(r"\w", block.marker) and not number_of(block)
    return f"{block.marker} {squash(text)}" if lettered else squash(text)
