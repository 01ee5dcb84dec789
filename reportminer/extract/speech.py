"""What a block of text repeats of somebody's words: passages in quotation marks and reported clauses."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportminer.extract.quote_marks import Marked, find_marked
from reportminer.extract.reported import find_reported
from reportminer.extract.speech_cues import Cue, cue_after, cue_before, signature_after, subject_cue
from reportminer.extract.speech_words import PARTICIPLES, THAT_VERBS, THING_VERBS, VIEW
from reportminer.extract.told_apart import is_speech
from reportminer.records import Span

_TELLING = rf"{THAT_VERBS}|{THING_VERBS}|{PARTICIPLES}|heard|[Aa]ccording to|[Ii]n the (?:view|words|opinion) of"
_ANCHOR = re.compile(rf"[“\"‘']|\b(?:{_TELLING})\b")
_MARK = re.compile("[“„«\"]|(?<![\\w])[‘']")
_TELLS = re.compile(rf"{VIEW}\b|\b(?:{_TELLING})\b")
_INTRODUCES = re.compile(r"(?:[:,]|\b(?:as|that|said|stated|is|was|follows))\s*$")
_REST = re.compile(r"[\s.,;\d\[\]]*(?:\([^()]{3,60}\)[\s.]*)?$")
_BETWEEN = 170
"""Characters that an interruption ("she said, looking at the board,") may have."""


class Spoken(NamedTuple):
    """Words that a block repeats, or the line that introduces those of the next; offsets count in the block."""

    start: int
    """First character of the words, without mark."""
    end: int
    """One past the last."""
    form: str
    """`marked`, `reported`, or `introduces`: no words, but a line that ends "X said:"."""
    who: str
    """The words of the speaker, or empty."""
    cue: str
    """The words that tell of speech, or empty."""
    accepted: bool = True
    """Whether it is speech as far as the block shows; a paragraph that is wholly a quotation may become so."""
    opens_block: bool = False
    """Whether its mark opens the block."""
    fills_block: bool = False
    """Whether it is all that the block has."""
    closed: bool = True
    """Whether its closing mark stands in the block."""
    resumes: bool = False
    """Whether it goes on with the passage before ("We tried," she said, "and failed.")."""


def find_speech(text: str, sentences: Sequence[Span]) -> tuple[Spoken, ...]:
    """Return the words of others in a block, in order.

    Args:
        text: the block.
        sentences: its sentences, in order.
    """
    if not _ANCHOR.search(text) and not _INTRODUCES.search(text):
        return ()
    marks = find_marked(text) if _MARK.search(text) else ()
    found = list(_read_marks(text, marks, sentences))
    found += _read_reported(text, sentences, [one for one in found if one.accepted])
    intro = _read_introduction(text, sentences, [one for one in found if one.accepted])
    if intro is not None:
        found.append(intro)
    return tuple(sorted(found))


class _Told(NamedTuple):
    """A passage that was read, with its cue and whether it is speech."""

    marked: Marked
    cue: Cue | None
    accepted: bool


def _read_marks(text: str, marks: Sequence[Marked], sentences: Sequence[Span]) -> Iterator[Spoken]:
    last: _Told | None = None
    for marked in marks:
        low, limit = _bounds(marked, sentences, len(text))
        resumes = last is not None and last.accepted and _resumes(text, last, marked)
        cue, shared = (
            (last.cue, False) if last and resumes else _find_cue(text, marked, last, low=low, limit=limit)
        )
        alone = not text[low : marked.outer_start].strip() and not text[marked.outer_end : limit].strip(" .,;")
        accepted = resumes or is_speech(text, marked, cue, shared=shared, alone=alone)
        opens = not text[: marked.outer_start].strip()
        yield Spoken(
            marked.start,
            marked.end,
            "marked",
            cue.who if cue else "",
            cue.words if cue else "",
            accepted=accepted,
            opens_block=opens,
            fills_block=opens and bool(_REST.match(text, marked.outer_end)),
            closed=marked.closed,
            resumes=resumes,
        )
        last = _Told(marked, cue, accepted)


def _find_cue(text: str, marked: Marked, last: _Told | None, *, low: int, limit: int) -> tuple[Cue | None, bool]:
    """What tells of speech beside a passage, and whether an earlier passage of the sentence has the same."""
    begun = last is not None and last.marked.outer_end > low
    window = last.marked.outer_end if last and begun else low
    cue = cue_before(text, window, marked.outer_start, sentence=low)
    if last and last.cue and cue and begun and cue.start < last.cue.end:
        cue = None
    if cue is None or not cue.near:
        cue = cue_after(text, marked.outer_end, limit) or cue
    if cue is None and text[low : marked.outer_start].rstrip().endswith(":"):
        cue = subject_cue(text, low, marked.outer_start)
    if cue is None and last and last.cue and begun:
        return last.cue, True
    if cue is None and (signature := signature_after(text, marked.outer_end)):
        cue = Cue("", signature, True, marked.outer_end, limit)
    return cue, False


def _bounds(marked: Marked, sentences: Sequence[Span], length: int) -> tuple[int, int]:
    """Start of the sentence in which a passage opens, and end of the one in which its closing mark stands."""
    low, limit = 0, length
    for sentence in sentences:
        if sentence.start <= marked.outer_start:
            low = sentence.start
        if sentence.end >= marked.outer_end:
            limit = sentence.end
            break
    return low, max(limit, marked.outer_end)


def _resumes(text: str, before: _Told, marked: Marked) -> bool:
    """Say whether a passage goes on after an interruption that holds nothing but the cue."""
    cue, end = before.cue, before.marked.outer_end
    if cue is None or marked.outer_start - end > _BETWEEN or cue.start < end or cue.end > marked.outer_start:
        return False
    left, right = text[end : cue.start].strip(" ,"), text[cue.end : marked.outer_start].strip()
    return not left and (
        right in (",", ".", ":", ", and") or (not right and "," in text[end : marked.outer_start])
    )


def _read_reported(text: str, sentences: Sequence[Span], taken: list[Spoken]) -> Iterator[Spoken]:
    for sentence in sentences:
        if not _TELLS.search(text, sentence.start, sentence.end):
            continue
        for one in find_reported(text, sentence.start, sentence.end):
            if not any(s.start < one.end and one.start < s.end for s in taken):
                yield Spoken(one.start, one.end, "reported", one.who, one.cue)


def _read_introduction(text: str, sentences: Sequence[Span], found: list[Spoken]) -> Spoken | None:
    """A block that ends "X said:" introduces the words of the next."""
    if not sentences or not _INTRODUCES.search(text):
        return None
    end = len(text.rstrip())
    high = end - 1 if text[end - 1] in ":," else end
    cue = cue_before(text, sentences[-1].start, high, sentence=sentences[-1].start)
    if cue is None and text[end - 1] == ":":
        cue = subject_cue(text, sentences[-1].start, high)
        earlier = [one for one in found if one.who and len(sentences) > 1 and one.start >= sentences[-2].start]
        if cue is None and earlier:
            return Spoken(end, end, "introduces", earlier[-1].who, earlier[-1].cue, accepted=False)
    if cue is None or cue.own or any(one.form == "marked" and one.start >= cue.start for one in found):
        return None
    return Spoken(end, end, "introduces", cue.who, cue.words, accepted=cue.near)
