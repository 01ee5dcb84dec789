"""Words of others joined over the blocks of a document: quotations of several paragraphs, and introductions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from reportminer.extract.reading import QUOTATIONS, Reading
from reportminer.extract.speakers import read_speaker
from reportminer.extract.speech import Spoken
from reportminer.records import Block, BlockKind, Span, Speaker, Speech
from reportminer.spans import shift

_RUNNING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_PASSED_OVER = (BlockKind.FOOTNOTE, BlockKind.CAPTION, BlockKind.TABLE)
_DASH = re.compile(r"[—–-]\s*(?P<who>\S.{2,110})$", re.DOTALL)
_FIRST_MARK = re.compile("[“”]")
_LONGEST_SIGNATURE = 110
_TELLING = re.compile(
    r"(?:told|said|says?|explained|reported|wrote|added|stated|commented|put|described|[\w ]*heard)\b"
)


@dataclass(slots=True, kw_only=True)
class Draft:
    """Words of somebody, with all their pieces, before the speaker is looked up."""

    block: Block
    """The block in which they begin."""
    pieces: list[Span] = field(default_factory=list)
    """Where they stand in the document, without marks."""
    speech: Speech
    """How they are told."""
    who: str
    """The words of the speaker, or empty."""
    cue: str
    """The words that tell of speech, or empty."""
    at: int
    """Where in the document the speaker was named, for finding whom a pronoun means."""
    open: bool = False
    """Whether the closing mark has not been seen yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Introduction:
    """A block whose end introduces the words of the next."""

    block: Block
    line: Spoken


class _Joiner:
    """Goes through the blocks of a document and keeps what one leaves open for the next."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.document.text
        self.layer = reading.layers.get(QUOTATIONS, {})
        self.drafts: list[Draft] = []
        self.intro: _Introduction | None = None

    def read(self, block: Block, following: Block | None) -> None:
        """Take the words of a block."""
        spoken: Sequence[Spoken] = self.layer.get(block.number, ())
        if self._close(block):
            self.intro = None
            return
        before = len(self.drafts)
        if not self._take_unmarked(block, spoken):
            for one in spoken:
                self._take(block, one, following)
        if spoken and spoken[-1].form == "introduces":
            self.intro = _Introduction(block=block, line=spoken[-1])
        elif block.kind is not BlockKind.LIST_ITEM or len(self.drafts) == before:
            self.intro = None

    def _close(self, block: Block) -> bool:
        """End an open quotation in a paragraph that has its closing mark but no opening one."""
        if not self.drafts or not self.drafts[-1].open:
            return False
        mark = _FIRST_MARK.search(self.text, block.span.start, block.span.end)
        if mark is None or mark[0] != "”":
            return False
        self.drafts[-1].pieces.append(Span(start=block.span.start, end=mark.start()))
        self.drafts[-1].open = False
        return True

    def _take(self, block: Block, one: Spoken, following: Block | None) -> None:
        """Add a passage to the one before that it goes on with, or make a new draft."""
        if one.form == "introduces":
            return
        span = shift(Span(start=one.start, end=one.end), block.span.start)
        before = self.drafts[-1] if self.drafts else None
        if before and ((one.opens_block and before.open) or one.resumes):
            before.pieces.append(span)
            before.open = not one.closed
            if not before.who and one.who:
                before.who, before.cue, before.at = one.who, one.cue, block.span.start
            return
        if before:
            before.open = False
        self._add(block, one, span, following)

    def _add(self, block: Block, one: Spoken, span: Span, following: Block | None) -> None:
        set_off = one.form == "marked" and (one.fills_block or (one.opens_block and not one.closed))
        intro = self.intro if one.opens_block else None
        who, cue, at = one.who, one.cue, span.start
        if not who and set_off:
            if intro:
                who, cue, at = intro.line.who, intro.line.cue, intro.block.span.end
            else:
                who = read_signature(following, self.text)
        if not (one.accepted or (set_off and (intro or who or not one.closed))):
            return
        speech = Speech.REPORTED if one.form == "reported" else Speech.BLOCK if set_off else Speech.DIRECT
        self.drafts.append(
            Draft(block=block, pieces=[span], speech=speech, who=who, cue=cue, at=at, open=not one.closed)
        )

    def _take_unmarked(self, block: Block, spoken: Sequence[Spoken]) -> bool:
        """Take what follows "X said:" without marks: a paragraph set off, or the points of a list."""
        if self.intro is None or not block.span or any(one.form == "marked" for one in spoken):
            return False
        line = self.intro.line
        if not line.who or not _may_introduce(line, block):
            return False
        listed = block.kind is BlockKind.LIST_ITEM
        length = len(block.span.of(self.text).rstrip(" .;,\n")) if listed else len(block.span)
        self.drafts.append(
            Draft(
                block=block,
                pieces=[Span(start=block.span.start, end=block.span.start + length)],
                speech=Speech.REPORTED if listed else Speech.BLOCK,
                who=line.who,
                cue=line.cue,
                at=self.intro.block.span.end,
            )
        )
        return True


def join_quotes(reading: Reading) -> tuple[Draft, ...]:
    """Return all words of others in a document, in order."""
    blocks = [block for block in reading.document.blocks if block.kind not in _PASSED_OVER]
    joiner = _Joiner(reading)
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.kind in _RUNNING:
            joiner.read(block, following)
        else:
            joiner.intro = None
    return tuple(sorted(joiner.drafts, key=lambda draft: draft.pieces[0]))


def _may_introduce(line: Spoken, block: Block) -> bool:
    """Say whether a line that ends in a colon introduces words: "X said:", or a named person speaks in it."""
    if line.accepted:
        return bool(_TELLING.match(line.cue))
    found = read_speaker(line.who)
    named = found is not None and found.kind is Speaker.PERSON
    return named and block.kind is BlockKind.PARAGRAPH and not block.marker and bool(line.cue)


def read_signature(block: Block | None, document_text: str) -> str:
    """Return who signs the quotation above: a short line after a dash, or one that names a speaker."""
    if block is None or not block.span or len(block.span) > _LONGEST_SIGNATURE:
        return ""
    text = block.span.of(document_text).strip()
    dashed = _DASH.match(text)
    if dashed or block.marker.strip() in ("—", "–", "-"):
        return (dashed["who"] if dashed else text).rstrip(".")
    if block.kind is BlockKind.HEADING or text.endswith((".", ":", ";", "?")) or len(text.split()) > 18:
        return ""
    found = read_speaker(text)
    plain = found is not None and not found.pronoun and found.kind not in (Speaker.ORGANISATION, Speaker.DOCUMENT)
    return text if plain else ""
