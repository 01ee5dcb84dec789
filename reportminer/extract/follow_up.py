"""What a later review says of the recommendations of an earlier one.

The review lists what was recommended then ("In 2017 we suggested the following areas of focus:") and goes through
it in sections of its own. Each point goes with the section that shares most of its rarer words.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportminer.records import Answer, AnswerKind, Block, BlockKind, Document, Part, Span
from reportminer.text import fold, squash, words

_THEN = re.compile(
    r"\b(?:we|our (?:first|previous|earlier|last|original|\d{4}) (?:report|review)|the (?:first|previous"
    r"|earlier|last|original) "
    r"(?:report|review)|the review(?: of \d{4})?)\b[^.:]{0,80}\b(?:suggested|recommended|asked|identified"
    r"|made|said|set out)\b[^.]*:\s*$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:in place|there (?:is|was|were|are) now|(?:had|has|have) (?:now )?been (?:completed|implemented"
    r"|achieved|introduced"
    r"|established|delivered|met|matched|rewritten|addressed|extended)|(?:was|were) (?:now )?(?:complete"
    r"|rewritten|introduced))\b",
    re.IGNORECASE,
)
_STEM = 5
_LEAST = 0.2
"""Least share of a point's weight that the section on it has in common with it."""
_HEADED = 3
"""How often a word of a heading counts."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading and what stands below it."""

    heading: Block
    blocks: tuple[Block, ...]
    words: Counter[str]


def find_follow_ups(document: Document) -> Iterator[Answer]:
    """Yield what a progress review says of each earlier recommendation that it lists, in the order of its list."""
    listed, after = _earlier_points(document)
    sections = list(_sections(document, after))
    held = Counter(word for section in sections for word in section.words)
    weights = {word: 1 + math.log(len(sections) / n) for word, n in held.items()}
    for block in listed:
        section = _choose(_stems(block.span.of(document.text)), sections, weights)
        if section is not None:
            yield _make_answer(document, block, section)


def _earlier_points(document: Document) -> tuple[list[Block], int]:
    """The points of the first list that an announcement in the past tense opens, and where it ends."""
    for at, block in enumerate(document.blocks):
        if block.kind is BlockKind.PARAGRAPH and _THEN.search(block.span.of(document.text)[-300:]):
            points = []
            for following in document.blocks[at + 1 :]:
                if following.kind is BlockKind.LIST_ITEM:
                    points.append(following)
                elif following.kind not in (BlockKind.FOOTNOTE, BlockKind.CAPTION):
                    break
            if points:
                return points, points[-1].number + 1
    return [], len(document.blocks)


def _sections(document: Document, start: int) -> Iterator[_Section]:
    heading: Block | None = None
    below: list[Block] = []
    for block in document.blocks[start:]:
        if block.kind is BlockKind.HEADING or block.part not in (Part.BODY, Part.SUMMARY):
            if heading is not None and below:
                yield _make_section(document, heading, below)
            heading, below = (block if block.part in (Part.BODY, Part.SUMMARY) else None), []
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            below.append(block)
    if heading is not None and below:
        yield _make_section(document, heading, below)


def _make_section(document: Document, heading: Block, below: Sequence[Block]) -> _Section:
    found: Counter[str] = Counter()
    for word in _stems(heading.span.of(document.text)):
        found[word] += _HEADED
    for block in below:
        found.update(_stems(block.span.of(document.text)))
    return _Section(heading, tuple(below), found)


def _choose(point: set[str], sections: Sequence[_Section], weights: dict[str, float]) -> _Section | None:
    total = sum(weights.get(word, 1.0) for word in sorted(point))
    best, most = None, _LEAST * total
    for section in sections:
        shared = sum(
            weights[word] * min(section.words[word], _HEADED) for word in sorted(point & section.words.keys())
        )
        if shared > most:
            best, most = section, shared
    return best


def _make_answer(document: Document, point: Block, section: _Section) -> Answer:
    said = [squash(block.span.of(document.text)) for block in section.blocks]
    first, last = section.blocks[0], section.blocks[-1]
    return Answer(
        number=point.marker.strip(" .()") if re.match(r"\(?\d", point.marker) else "",
        recommendation=re.sub(r"[;,]?(?:\s*and)?[;.]?$", "", squash(point.span.of(document.text))),
        kind=AnswerKind.IN_PLACE if _DONE.search(said[0][:400]) else AnswerKind.UNCLEAR,
        page=first.page,
        span=Span(start=first.span.start, end=last.span.end),
        text=" ".join(said),
    )


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in words(fold(text)) if len(word) > 3 or word.isupper()}
