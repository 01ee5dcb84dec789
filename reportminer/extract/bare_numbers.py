"""Numbers without a noun: "380 were for care workers", "the list stood at 212", "compared with 11.4"."""

import re
from enum import Enum

from reportminer.extract.numerals import Numeral
from reportminer.extract.shares import MODIFIER

_STRONG_LED = re.compile(
    r"\b(?:stood at|stands at|total(?:led|ling)?(?: of)?|average of|average was|rate of|list of"
    r"|number (?:[a-z]+ ){0,5}(?:was|is|to|at|fell|rose)|score of"
    r"|scored|of which|of whom"
    r"|out of|(?:fell|rose|fallen|risen|dropped|increased|decreased|reduced|grown|grew|declined|up|down"
    r"|reduction|increase|rise"
    r"|fall|drop)\b[^.;:]{0,60}? (?:to|from|by|of)|compared (?:with|to)(?: (?:just|only))?|against|to|from"
    r"|more than|fewer than|regularly saw)\s$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?: \w+| \([^()]{1,20}\))? (?:were|was|had|did|said|could|have|are|would|told|reported|felt|died|needed"
    r"|replied|agreed|of (?:them|these|those|whom)"
    r"|a (?:day|week|month|year)|per (?:day|week|month|year)|since|required|needed|injured|killed|arrested|who"
    r"|remaining|remained)\b"
)
_SUBJECT_TAIL = re.compile(
    r" (?:were|was|had|did|said|could|have|would|told|reported|felt|died|needed|replied|agreed|described|left|went"
    r"|(?:of (?:them|these|those|whom|which)) (?:were|was|had|did|said|could|have|would|told|reported|felt"
    r"|died))\b"
)
_SUBJECT_HEAD = re.compile(
    r"(?:^[\"“‘'(]?|\band |[,;:(–] (?:and |but |of whom |of which |only |while |just )*|\b(?:of whom|of which"
    r"|only) )$",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(r" in (?:19|20)\d\d\b")
_SET = re.compile(
    r"\b(?:none|each|any|all|most|some|one|many|few|several|neither|half) of (?:the|these|those|its|our) $",
    re.IGNORECASE,
)
_BOUND = re.compile(rf"\b{MODIFIER}$", re.IGNORECASE)
_LOOSE = re.compile(rf"(?:{MODIFIER}|only |just |some )$")
_LED = re.compile(
    r"\b(?:of|was|is|were|at|to|from|by|and|or|than|standard of|average|England|expectation)\s[(]?$|[:(]\s?$"
)
_REACH = 90


class Standing(Enum):
    """How far a bare number tells something by itself."""

    NONE = 0
    """It may be anything."""
    BESIDE_ANOTHER = 1
    """Only where a figure beside it is compared with it ("against 34")."""
    ALONE = 2
    """It counts something that the sentence names."""


def standing_of(text: str, numeral: Numeral, end: int, unit: str) -> Standing:
    """Return how far a number without a noun is a figure.

    Args:
        text: the sentence.
        numeral: the number.
        end: where it, or its range, ends.
        unit: what it counts by the words before it, or empty.
    """
    before, after = text[max(0, numeral.start - _REACH) : numeral.start], text[end : end + 40]
    if numeral.in_words:
        subject = numeral.value > 1 and _SUBJECT_HEAD.search(before) and _SUBJECT_TAIL.match(after)
        return Standing.ALONE if subject else Standing.NONE
    if _SET.search(before):
        return Standing.NONE
    if _is_listed(text[numeral.start : end], before, after) or _is_led(text, numeral, end, before, unit):
        return Standing.ALONE
    return Standing.BESIDE_ANOTHER if _LED.search(_LOOSE.sub("", before)) else Standing.NONE


def _is_listed(written: str, before: str, after: str) -> bool:
    """Say whether it is one of a row by year ("45 in 2016, 60 in 2017"), or large and bounded ("over 225,000")."""
    in_row = _IN_YEAR.match(after) and re.search(r"[:,(] $", before)
    return bool(in_row or ("," in written and _BOUND.search(before[-40:])))


def _is_led(text: str, numeral: Numeral, end: int, before: str, unit: str) -> bool:
    """Say whether words such as "stood at" lead to it, or it is the subject of its clause."""
    subject = _TAIL.match(text[end : end + 40])
    large = "," in text[numeral.start : end] or numeral.value >= 10 or numeral.value != int(numeral.value)
    led = _STRONG_LED.search(_LOOSE.sub("", before))
    return bool(subject or (led and (large or unit)))
