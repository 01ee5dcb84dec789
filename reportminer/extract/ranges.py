"""Ranges of two numbers: "between 40 and 60", "10-15%", "£5-10 million"."""

import re
from collections.abc import Sequence

from reportminer.extract.numerals import Numeral

_WIDE = re.compile(
    r"\b(?:from|fell|fallen|rose|risen|increase[ds]?|decrease[ds]?|grew|grown|dropped|reduced"
    r"|declined)\b[^.;:]{0,60}$"
)
_RANGED = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anything|anywhere|somewhere) (?:\w+ )?(?:from )?$"
)
_GAP = re.compile(r"(?P<unit>\s?(?:%|per ?cent))?\s?(?P<join>-|–|—|to|and|or)\s?(?:£|€|\$|between )?")
_BETWEEN = re.compile(r"\b[Bb]etween (?:\w+ )?[£€$]?$")
_FROM = re.compile(r"\bfrom [£€$]?$")
_REACH = 80


def find_range_end(text: str, numerals: Sequence[Numeral], at: int) -> Numeral | None:
    """Return the number that ends a range which another begins; None where it begins none.

    Args:
        text: the sentence.
        numerals: its numbers, in order.
        at: which of them may begin a range.
    """
    if at + 1 >= len(numerals):
        return None
    low, high = numerals[at], numerals[at + 1]
    gap = _GAP.fullmatch(text, low.end, high.start)
    value = in_scale_of(text, low, high)
    if gap is None or low.in_words != high.in_words or high.value <= value or _goes_on(text, high.end):
        return None
    before = text[max(0, low.start - _REACH) : low.start]
    return high if _is_range(gap, before, close=high.value <= value * 2) else None


def _goes_on(text: str, end: int) -> bool:
    """A longer sign, such as a date or a telephone number."""
    return bool(re.match(r"[/:]|[-–]\d", text[end : end + 2]))


def _is_range(gap: re.Match[str], before: str, *, close: bool) -> bool:
    join = gap["join"]
    if join == "and":
        return bool(_BETWEEN.search(before))
    if join == "or":
        return close and not gap["unit"]
    if join != "to":
        return True
    if _FROM.search(before):
        return bool(_RANGED.search(before.rstrip("£€$")))
    return not (gap["unit"] and _WIDE.search(before))


def in_scale_of(text: str, low: Numeral, high: Numeral) -> float:
    """Return the lower end of a range in the scale of the upper: 5 in "£5-10 million" is 5000000."""
    written, other = text[low.start : low.end], text[high.start : high.end].lower()
    if not (written[-1].isdigit() and other[0].isdigit() and low.value < 1000) or other[-1].isdigit():
        return low.value
    scale = 10**9 if other.endswith(("billion", "bn")) else 1000 if other[-1] == "k" else 10**6
    return low.value * scale
