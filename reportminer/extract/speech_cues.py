"""The words that tell whose speech a passage is: "said X", "X told us:", "according to X", "as X put it"."""

import re
from typing import NamedTuple

from reportminer.extract.speakers import read_speaker
from reportminer.extract.speech_words import PARTICIPLES, SPEECH_VERBS, VIEW
from reportminer.extract.subjects import OWN_VOICE, subject_after, subject_before, subject_of_sentence
from reportminer.records import Speaker

OBJECT = (
    r"(?: (?:us|me|them|him|her|everyone|reviewers|inspectors|CQC|Parliament|(?:the|this|our|a"
    r"|previous) (?:[\w’'-]+ ){0,3}?(?:Inquiry|inquiry|Committee|committee|review|team|reviewers|inspectors"
    r"|panel|meeting|commission|Commission|House|hearing|board|Board|council)))?"
)
"""Whom somebody tells."""
_CUE = re.compile(
    rf"\b(?:(?P<to>[Aa]ccording to|[Ii]n the words of|[Aa]s reported by)|(?P<verb>{SPEECH_VERBS})"
    rf"|(?P<hanging>{PARTICIPLES}))\b|(?P<view>{VIEW})\b"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|be|is|are|being|get|got|to|as|not|never)(?: (?:\w+ly|also|once|often))? $"
)
_NOUN = re.compile(
    r"\b(?:the|a|an|this|that|its|their|our|his|her|of|and|in|no|any|such|these|those|some|per|by|from|for|with"
    r"|on)(?: \w+)? $",
    re.IGNORECASE,
)
_NOUNS = frozenset(
    [
        "report",
        "reports",
        "state",
        "states",
        "comment",
        "comments",
        "claim",
        "claims",
        "note",
        "notes",
        "question",
        "reflect",
        "observed",
        "sets",
        "add",
        "concern",
        "thought",
        "puts",
        "put",
        "feel",
        "stress",
        "highlight",
        "highlights",
        "complaint",
        "reported",
        "stated",
        "required",
        "agreed",
        "suggested",
        "noted",
        "felt",
    ]
)
_HEARD = re.compile(
    r"\b(?:[Ww]e|[Tt]he Inquiry|[Tt]he Committee|[Rr]eviewers|[Ii]nspectors|[Tt]his [Ii]nquiry) (?:also "
    r"|further |then )?(?:(?:was|were) (?:also |further )?told|heard)\b(?P<by> (?:by|from)(?= ))?"
)
_BEFORE_LINK = re.compile(
    rf"{OBJECT}(?: it| this)?(?: in (?:oral |written )?evidence)?(?P<link>\s*[:,–—]?\s*(?:that)?\s*)$"
)
_AFTER = re.compile(
    rf"(?P<gap>[.,]?\s*(?:–|—)?\s*)(?:(?P<to>[Aa]ccording to|in the words of)"
    rf"|(?:as )?(?P<verb>{SPEECH_VERBS}){OBJECT}(?=[ ,.]))"
)
_SAID_BY = re.compile(
    rf"(?P<gap>[.,]?\s*(?:–|—)?\s*)(?:as )?(?P<who>[^.;:“”\"]{{2,160}}?),? (?P<cue>(?:also |has |had "
    rf"|later )?(?:{SPEECH_VERBS})(?: it)?{OBJECT})"
    r"(?P<then>\s*(?:[.,;]|$|\s(?:in|when|at|during|to|about|of|on)\b))"
)
_WAS_SAID_BY = re.compile(
    rf"\s*(?:was|is) (?:how|what) (?P<who>[^.;:“”\"]{{2,100}}?) (?P<cue>(?:{SPEECH_VERBS}))\b"
)
_SIGNED = re.compile(r"[.,]?\s*(?:[–—]|- )\s*(?P<who>[^.;:“”\"–—]{3,110})\.?\s*$")
_IN_BRACKETS = re.compile(r"[.,]?\s*\((?P<who>[^()]{3,90})\)")
_SAYS = re.compile(r"(?:said|says|told|tells|explained|stated)\b")
_LEADS_ON = re.compile(rf"{OBJECT}(?: that)?\s*(?:the )?")
_LETTERS_BACK = 320


class Cue(NamedTuple):
    """What tells of speech beside a passage."""

    words: str
    """The words ("said", "told us", "according to"); empty for a signature."""
    who: str
    """The words of the speaker; empty where the text does not say."""
    near: bool
    """Whether nothing but a mark stands between the cue and the passage."""
    start: int
    """Where the cue with its speaker begins in the block."""
    end: int
    """Where it ends."""
    own: bool = False
    """Whether the report's own authors speak."""


def cue_before(text: str, low: int, high: int, *, sentence: int) -> Cue | None:
    """Find what tells of speech before a passage.

    Args:
        text: a block.
        low: where to look from: the sentence's start, or the end of the passage before.
        high: where the passage's opening mark stands.
        sentence: where the sentence begins; its subject may stand before `low`.
    """
    heard = next(reversed(list(_HEARD.finditer(text, low, high))), None)
    for match in reversed(list(_CUE.finditer(text, max(low, high - _LETTERS_BACK), high))):
        if heard and match.start() < heard.end():
            break
        if found := _read_before(text, match, low, high, sentence):
            return _outermost(text, found, low, high, sentence)
    return _heard_cue(text, heard, high) if heard else None


def cue_after(text: str, at: int, limit: int) -> Cue | None:
    """Find what tells of speech after a passage: "said X", "X told us", "according to X", "— a carer".

    Args:
        text: a block.
        at: one past the closing mark.
        limit: where the sentence that follows the mark ends.
    """
    if match := _AFTER.match(text, at, limit):
        return _verb_after(text, match, limit)
    if match := _SAID_BY.match(text, at, limit) or _WAS_SAID_BY.match(text, at, limit):
        verb = match.start("cue")
        subject = subject_before(text, match.start("who"), verb)
        if subject and not text[match.start("who") : subject[0]].strip(" ,"):
            return _make(text, match["cue"], subject, near=True, start=match.start("who"), end=match.end("cue"))
    return None


def subject_cue(text: str, low: int, high: int) -> Cue | None:
    """Take a named person with whom a sentence opens for the speaker of what follows its colon."""
    subject = subject_of_sentence(text, low, high)
    found = read_speaker(text[slice(*subject)]) if subject else None
    if subject is None or found is None or found.kind is not Speaker.PERSON:
        return None
    return _make(text, "", subject, near=True, start=subject[0], end=high)


def signature_after(text: str, at: int) -> str:
    """Return what signs a passage behind its closing mark: "— a carer", "(relative)"; or nothing."""
    match = _SIGNED.match(text, at) or _IN_BRACKETS.match(text, at)
    who = match["who"].strip() if match else ""
    return who if who and read_speaker(who) else ""


def _read_before(text: str, match: re.Match[str], low: int, high: int, sentence: int) -> Cue | None:
    rest = text[match.end() : high]
    link = _BEFORE_LINK.match(text, match.end(), high)
    if match["to"]:
        subject = subject_after(text, match.end(), high)
        return _make(text, match[0], subject, near=False, start=match.start(), end=high) if subject else None
    start = match.start()
    if match["hanging"]:
        if _PASSIVE.search(text, max(low, start - 20), start):
            return None
        subject = subject_of_sentence(text, sentence, start) or subject_before(text, low, start)
    elif _PASSIVE.search(text, max(low, start - 20), start):
        return _by_whom(text, match, high)
    else:
        subject = subject_before(text, low, start)
        if subject is None or _is_relative(text, subject):
            if match[0] in _NOUNS and _NOUN.search(text, max(low, start - 30), start):
                return None
            subject = subject or _shared_subject(text, sentence, start)
    if subject is None:
        return None
    words = match[0].removeprefix("’s ").lstrip("’' ") + (re.match(OBJECT, rest) or [""])[0]
    return _make(text, words, subject, near=bool(link), start=subject[0], end=match.start() + len(words))


def _outermost(text: str, cue: Cue, low: int, high: int, sentence: int) -> Cue:
    """ "Mr Doe said the council recognised that": the words are Mr Doe's."""
    for match in _CUE.finditer(text, max(low, cue.start - 60), cue.start):
        if match["verb"] and _SAYS.match(match[0]) and _LEADS_ON.fullmatch(text, match.end(), cue.start):
            return _read_before(text, match, low, high, sentence) or cue
    return cue


def _is_relative(text: str, subject: tuple[int, int]) -> bool:
    return text[slice(*subject)].lower() in {"that", "which"}


def _shared_subject(text: str, sentence: int, verb: int) -> tuple[int, int] | None:
    """ "X agreed with this and said": the verb shares the subject with which the sentence opens."""
    if re.search(
        r"\b(?:and|but|also|then|who|yet)(?: \w+ly| also| then| further| later)?,? $",
        text[max(sentence, verb - 30) : verb],
    ):
        return subject_of_sentence(text, sentence, verb)
    return None


def _by_whom(text: str, match: re.Match[str], high: int) -> Cue | None:
    """ "It was suggested by X that", "was described by X as"."""
    by = re.compile(r" by ").search(text, match.end(), min(high, match.end() + 30))
    subject = subject_after(text, by.end(), high) if by else None
    who = re.split(r" (?:as|that|to|for|because|in)\b", text[slice(*subject)])[0] if subject else ""
    return Cue(match[0], who, False, match.start(), high) if who and read_speaker(who) else None


def _heard_cue(text: str, heard: re.Match[str], high: int) -> Cue:
    words = heard[0].removesuffix(heard["by"] or "")
    if not heard["by"]:
        return Cue(words, "", bool(_BEFORE_LINK.match(text, heard.end(), high)), heard.start(), heard.end())
    end = re.compile(r",? (?:that|how|who)\b|[:,]|$").search(text, heard.end(), high)
    who = text[heard.end() : end.start() if end else high].strip()
    return Cue(words, who, False, heard.start(), end.end() if end else high)


def _verb_after(text: str, match: re.Match[str], limit: int) -> Cue | None:
    subject = subject_after(text, match.end(), limit)
    words = (match["to"] or text[match.start("verb") : match.end()]).strip()
    if subject is None or (
        match["verb"] and re.match(r"(?:that|as|to|in|by|it|for)\b", text[subject[0] : subject[1]])
    ):
        return None
    return _make(text, words, subject, near=True, start=match.start() + len(match["gap"]), end=subject[1])


def _make(text: str, words: str, subject: tuple[int, int], *, near: bool, start: int, end: int) -> Cue:
    who = " ".join(text[slice(*subject)].split())
    return Cue(" ".join(words.split()), who, near, start, end, own=bool(OWN_VOICE.match(who)))
