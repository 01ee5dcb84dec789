"""What a number counts: the noun after it, or before it ("a waiting list of 160")."""

import re
from typing import NamedTuple

from reportminer.extract.counted_words import NEVER_COUNTED, NOT_PLURAL, PLURALS, WORTH_COUNTING
from reportminer.extract.numerals import Numeral


class Noun(NamedTuple):
    """A noun phrase that a number counts."""

    unit: str
    """Its words as they stand."""
    end: int
    """One past its last character."""


_WORD = re.compile(r"[\s ]+(?P<quote>[‘'“\"](?=\w))?(?P<word>[A-Za-z][\w’'&-]*)(?:[’'”\"](?!\w))?")
_DEFINITE = re.compile(
    r"(?:\b(?:the|these|those|our|their|its|his|her|both|all|other|first|next|last|past|previous|following"
    r"|same|every|each|any"
    r"|another|further|latter|remaining|final|main|key)|[’']s?)\s$",
    re.IGNORECASE,
)
_TIME_WORD = re.compile(r"\b(?:first|next|last|past|previous|following|these|those|other|same) $", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each|any|another)\s$", re.IGNORECASE)
_PARTITIVE = re.compile(
    r" of (?:(?P<them>them|these|those|whom|which)\b|(?:the|its|their|our|these|those|his|her"
    r"|[\w’' ]{1,30}[’']s?) )"
)
_APPOSED = re.compile(r"(?:, [A-Z]|:)")
_CHANGE = re.compile(r" (?:net )?(?:increase|reduction|rise|fall|drop|decrease|gap|shortfall)\b")
_ONE = re.compile(r"\b(?:only|just|single) $", re.IGNORECASE)
_NUMBER_OF = re.compile(
    r"\b(?:number|numbers|total number|list|total"
    r"|population) of (?P<noun>(?:[a-z][a-z’'-]* ){0,3}?[a-z][a-z’'-]*s|people|staff|children)\b",
    re.IGNORECASE,
)
_AFTER_THEM = re.compile(r" (?:were|was|had|did|have|said|could|would|are|told|felt|who|on)\b|[.;]?$")
_ENDS = frozenset({",", ".", ";", ":", "(", ")"})
_NO_PLURAL_ENDS = ("ss", "us", "is", "ous", "’s", "'s")
_OF_STAFF = re.compile(r" of (?:staff|the public)\b")
_LONGEST = 5


def count_after(text: str, numeral: Numeral, end: int) -> Noun | None:
    """Return the noun that a number before it counts; None where there is none, or where it only lists or names.

    Args:
        text: the sentence.
        numeral: the number, the first of a range.
        end: where the noun phrase may begin.
    """
    before = text[max(0, numeral.start - 20) : numeral.start]
    if _EVERY.search(before):
        return None
    if match := _CHANGE.match(text, end):
        return Noun("", match.end())
    if part := _PARTITIVE.match(text, end):
        return _counted_part(text, part, before, numeral)
    noun = _noun_at(text, end, singular=numeral.value == 1)
    return noun if noun and _is_count(text, numeral, noun, before) else None


def _is_count(text: str, numeral: Numeral, noun: Noun, before: str) -> bool:
    """Say whether a number and a noun are a count: "the two reasons" and "one problem" are not."""
    if numeral.value == 1:
        return bool(_ONE.search(before)) and f"{_head(noun)}s" in WORTH_COUNTING
    if not _is_small(numeral):
        return True
    if not numeral.in_words:
        return not _TIME_WORD.search(before)
    plain = not _APPOSED.match(text, noun.end) and not _DEFINITE.search(before)
    return plain and _head(noun) in WORTH_COUNTING


def _is_small(numeral: Numeral) -> bool:
    return numeral.value <= 12 and (numeral.in_words or numeral.value < 10)


def _head(noun: Noun) -> str:
    return noun.unit.rsplit(" ", 1)[-1].lower()


def counted_before(text: str, start: int) -> str:
    """Return what a bare number counts by the words before it ("the number of carers fell from"), or nothing."""
    nouns = [match["noun"].lower() for match in _NUMBER_OF.finditer(text, max(0, start - 120), start)]
    return nouns[-1] if nouns else ""


def _counted_part(text: str, part: re.Match[str], before: str, numeral: Numeral) -> Noun | None:
    """Read "six of them", "twelve of the county's homes": part of a known set."""
    if numeral.value <= 1 or _DEFINITE.search(before):
        return None
    noun = None
    if part["them"] not in ("them", "whom", "which"):
        noun = _noun_at(text, part.end() - (0 if part["them"] else 1), singular=False)
    if noun:
        return noun if not _is_small(numeral) or _head(noun) in WORTH_COUNTING else None
    if not part["them"]:
        return None
    stands_alone = _AFTER_THEM.match(text[part.end() : part.end() + 12])
    return Noun("", part.end()) if stands_alone or not _is_small(numeral) else None


def _noun_at(text: str, at: int, *, singular: bool) -> Noun | None:
    """Return the noun phrase that begins here: words up to the first plural, longer in names."""
    words: list[str] = []
    found: Noun | None = None
    for _ in range(_LONGEST + 1):
        match = _WORD.match(text, at)
        if match is None or (found and not _may_go_on(words, found)):
            break
        word = match["word"].rstrip("’'") if match["quote"] else match["word"]
        joins = word == "and" and words and found is None and "and" not in words
        if word.lower() in NEVER_COUNTED and not joins:
            break
        words.append(word)
        at = match.end()
        if of := _OF_STAFF.match(text, at) if word == "members" else None:
            return Noun(" ".join(words) + of[0], of.end())
        if is_plural(word) or (singular and f"{word.lower()}s" in WORTH_COUNTING):
            found = Noun(" ".join(words), at)
        if text[at : at + 1] in _ENDS or word[-1] in "’'":
            break
    return found


def _may_go_on(words: list[str], found: Noun) -> bool:
    """Say whether a noun may follow a plural: in names, and after "police", which is seldom what is counted."""
    if _head(found) in ("police", "media", "data"):
        return len(words) <= len(found.unit.split()) + 1
    return words[-1][0].isupper() and len(words) < _LONGEST


def is_plural(word: str) -> bool:
    """Say whether a word looks like a plural noun."""
    lower = word.lower()
    if lower in PLURALS:
        return True
    ends = lower.endswith("s") and not lower.endswith(_NO_PLURAL_ENDS)
    return ends and len(lower) > 2 and not word.isupper() and lower not in NOT_PLURAL
