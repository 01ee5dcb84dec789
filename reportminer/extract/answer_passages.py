"""The passages of a response: what it repeats of a recommendation, and the answer that follows.

A passage opens with a label ("Recommendation 3"), with a repeated heading ("Committee recommendation") or with a
quoted paragraph and its number; it ends where the next one opens or a higher heading stands.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportminer.extract.demands import hide_quotations, is_instruction, is_performed
from reportminer.extract.formal_item import GLUED, number_of
from reportminer.extract.recommendation_labels import read_label, read_reference
from reportminer.extract.sentences import is_sentence, split_sentences
from reportminer.records import Block, BlockKind, Document, Part, Span

_READ = frozenset({Part.SUMMARY, Part.BODY, Part.ANNEX})
_BESIDE = frozenset({BlockKind.FOOTNOTE, BlockKind.CAPTION, BlockKind.TABLE, BlockKind.OTHER})
_BODY = (
    r"(?:(?:the |HM |UK |our )*(?:government|department(?: \w+){0,6}|ministry|board|trust|council"
    r"|\w+)(?:['’]s)? )?"
)
_REPLY = re.compile(
    rf"\s*{_BODY}(?:response|reply|answer|position)(?: to (?:the |this )?recommendations?(?: \d+)?)?\s*(?::\s*|$)",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"\s*(?:recommendation|conclusion)?\s*(?:is |was |has been )?(?:fully |partially |partly |not "
    r"|broadly )?(?:accepted|rejected|agreed|noted|acknowledged"
    r"|declined|accept|reject|agree|note|disagree|disagreed|accepted in (?:part|principle|full)|agreed in"
    r" (?:part|principle|full)"
    r"|not accepted)(?: in (?:part|principle|full))?(?:,? (?:in|with) [\w ]{3,40})?\s*[.:]?\s*",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"(?:[\w'’]+ ){1,5}(?:recommendation|conclusion|conclusion or recommendation)\s*:?\s*", re.IGNORECASE
)
_ANSWERING = re.compile(
    r"\s*(?:However, |But |While |Whilst |In principle, )?(?:the )?(?:UK |HM |Scottish |Welsh |British"
    r" )?(?:government|department|ministry|we|[A-Z]{3,6}|Home Office"
    r"|Secretary of State|Cabinet Office)\b[^.]{0,80}?\b(?:agrees?|accepts?|welcomes?"
    r"|recogni[sz]es?|notes?|acknowledges?|supports?|rejects?"
    r"|shares?|thanks?|appreciates?|understands?|disagrees?|does not|do not|is committed|are committed"
    r"|will|has|have|is|are|believes?|remains?)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Passage:
    """A recommendation, or several answered together, and the answer to them."""

    wanted: list[tuple[str, list[Span]]] = field(default_factory=list)
    """Number and text of each recommendation repeated."""
    asked: list[int] = field(default_factory=list)
    """Numbers of the blocks that repeat them."""
    verdict: str = ""
    """A heading that says the answer ("Recommendation accepted")."""
    answer: list[Span] = field(default_factory=list)
    """The answer, block by block."""
    level: int = 99
    """Level of the heading that opens it; 99 where none does."""
    reply_level: int = 0
    """Level of the heading above the answer; 0 where none stands there."""


def find_passages(document: Document) -> list[Passage]:
    """Return the passages of a response that repeat a recommendation, in order of the text."""
    return [
        passage for passage in _Reader(document).passages() if passage.wanted and any(s for _, s in passage.wanted)
    ]


class _Reader:
    """One pass over the blocks of a response."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._blocks = [b for b in document.blocks if b.part in _READ and b.kind not in _BESIDE]
        said = [(b, b.span.of(self._text)) for b in self._blocks]
        headings = Counter(text.strip().lower() for b, text in said if b.kind is BlockKind.HEADING)
        self._openers = {text for text, n in headings.items() if n > 1 and _OPENER.fullmatch(text)}
        labels = sum(_opens(b, text) for b, text in said) + sum(headings[text] for text in self._openers)
        replies = sum(_is_reply(b, text) for b, text in said)
        self._labelled = replies >= 0.6 * max(labels, 1)
        self._now: Passage | None = None

    def passages(self) -> Iterator[Passage]:
        for block in self._blocks:
            text = block.span.of(self._text)
            closed = self._now
            if self._take(block, text) and closed is not None and closed is not self._now:
                yield closed
        if self._now is not None:
            yield self._now

    def _take(self, block: Block, text: str) -> bool:
        """Read a block; say whether a passage may have ended."""
        now = self._now
        heading = block.kind is BlockKind.HEADING
        if self._opens_passage(block, text):
            return True
        if now is None:
            return False
        if _is_reply(block, text):
            self._take_reply(now, block, text)
        elif heading:
            return self._take_heading(now, block, text)
        elif self._in_answer(now, block, text):
            if block.kind is BlockKind.LIST_ITEM or is_sentence(text):
                now.answer.append(block.span)
        else:
            self._repeat(now, block, text)
        return False

    def _opens_passage(self, block: Block, text: str) -> bool:
        heading = block.kind is BlockKind.HEADING
        label = read_label(text, titled=heading)
        if label is None and heading and text.strip().lower() in self._openers:
            self._now = Passage(level=block.level or 99)
            return True
        if label is not None and not _VERDICT.fullmatch(text):
            self._now = Passage(level=(block.level or 99) if heading else 99)
            rest = Span(start=block.span.start + label.end, end=block.span.end)
            self._now.wanted.append((label.number, [rest] if len(rest) else []))
            self._now.asked.append(block.number)
            return True
        quoted = GLUED.match(text)
        number = quoted[1] if quoted else number_of(block)
        if not heading and self._is_quoted(block, text, number):
            skip = quoted.end() if quoted else 0
            if self._now is None or self._now.answer:
                self._now = Passage(level=self._now.level if self._now else 99)
            self._now.wanted.append((number, [Span(start=block.span.start + skip, end=block.span.end)]))
            self._now.asked.append(block.number)
            return True
        return False

    def _is_quoted(self, block: Block, text: str, number: str) -> bool:
        """A numbered paragraph of the report, or one that only the report can have written ("We recommend")."""
        if block.marker.lower().startswith(("recommendation", "conclusion")):
            return True
        now = self._now
        if number and block.kind is BlockKind.PARAGRAPH and now is not None and not now.answer:
            return not any(_labelled(name) for name, spans in now.wanted if spans or name)
        speaks = is_performed(hide_quotations(text[:600])) and "overnment" in text
        if speaks and self._openers and now is not None and now.answer:
            return True
        return bool(number and (speaks or read_reference(text)))

    def _take_reply(self, now: Passage, block: Block, text: str) -> None:
        inline = _REPLY.match(text)
        if _VERDICT.fullmatch(text):
            now.verdict = text.strip()
        elif inline and inline.end() < len(text):
            now.answer.append(Span(start=block.span.start + inline.end(), end=block.span.end))
        now.reply_level = (block.level or 99) if block.kind is BlockKind.HEADING else 100

    def _take_heading(self, now: Passage, block: Block, text: str) -> bool:
        """A heading ends the passage unless it stands below the one that opened it."""
        level = block.level or 99
        above = now.level if now.level < 99 else (now.reply_level or 99) - 1
        if level > above or (not now.answer and now.level < 99 and level >= now.level):
            if now.answer:
                now.answer.append(block.span)
            return False
        self._now = Passage()
        return True

    def _in_answer(self, now: Passage, block: Block, text: str) -> bool:
        if now.answer or now.reply_level or now.verdict:
            return True
        if not now.wanted:
            return False
        spans = now.wanted[-1][1]
        if not spans or self._labelled:
            return False
        last = spans[-1].of(self._text).rstrip()
        if block.kind is BlockKind.LIST_ITEM:
            return False
        titled = len(spans) == 1 and not is_sentence_text(last)
        if titled or last.endswith((":", ";", ",")) or text[:1].islower():
            return False
        return bool(_ANSWERING.match(text)) or not self._asks(text)

    def _repeat(self, now: Passage, block: Block, text: str) -> None:
        if now.wanted:
            now.wanted[-1][1].append(block.span)
            now.asked.append(block.number)
        elif not is_sentence(text) or _ANSWERING.search(text):
            self._now = None
        else:
            now.wanted.append(("", [block.span]))
            now.asked.append(block.number)

    def _asks(self, text: str) -> bool:
        hidden = hide_quotations(text)
        return any(
            is_instruction(span.of(hidden)) or re.search(r"\bshall\b", span.of(hidden))
            for span in split_sentences(text, max_chars=2000)
        )


def is_sentence_text(text: str) -> bool:
    """Say whether a repeated text is more than a title: it ends like a sentence or opens a list."""
    return text.rstrip().endswith((".", ":", ";", "?", "!", "”", ")"))


def _labelled(number: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}[a-z]?|[A-Z]\d*", number))


def _opens(block: Block, text: str) -> bool:
    return read_label(text, titled=block.kind is BlockKind.HEADING) is not None and not _VERDICT.fullmatch(text)


def _is_reply(block: Block, text: str) -> bool:
    """ "Response:", "The Government's response", "Recommendation accepted", alone or before the answer."""
    inline = _REPLY.match(text)
    if inline and (block.kind is BlockKind.HEADING or ":" in inline[0] or inline.end() == len(text)):
        return inline.end() == len(text) or ":" in inline[0]
    return len(text) < 80 and bool(_VERDICT.fullmatch(text))
