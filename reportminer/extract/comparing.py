"""Words that compare ("compared with", "lower than") and the units in which figures can be compared."""

import re

from reportminer.extract.figure import PERCENT, SHARE, Figure
from reportminer.extract.trends import Trend

STRONG = re.compile(
    r"\b(?:(?:when |as |which )?(?:compared|comparing|in comparison|relative) (?:with|to)|as against|against"
    r"|versus|vs\.?|as opposed to"
    r"|(?P<word>higher|lower|more|fewer|less|greater|better|worse|longer|shorter|slower|faster|quicker|sooner"
    r"|earlier|later|larger|smaller|bigger"
    r"|poorer)\b\b[^,.;:()]{0,60}? than|(?<!rather )(?<!other )(?<!more )(?<!less )(?<!fewer )than"
    r"|(?P<side>above|below|short of|exceed(?:s|ed|ing)?)"
    r"|(?P<equal>in line with|level with|consistent with|comparable (?:with|to)|similar to|close to|equal to"
    r"|identical to|the same as))\b",
)
"""Comparing words that are plain without a further figure."""
_LESS = frozenset({
    "lower", "fewer", "less", "shorter", "smaller", "below", "poorer", "short", "sooner", "earlier", "quicker",
    "faster"
})  # fmt: skip
_MORE = frozenset({
    "higher", "more", "greater", "longer", "larger", "bigger", "above", "slower", "later", "exceed", "exceeds",
    "exceeded", "exceeding"
})  # fmt: skip


def direction_of(match: re.Match[str], lead: str) -> str:
    """Return what comparing words say: `higher`, `lower`, `equal`, or nothing.

    Args:
        match: of `STRONG`.
        lead: the words before them ("are low compared to").
    """
    word = (match["word"] or match["side"] or "").split(" ")[0]
    if word in _LESS or (not word and re.search(r"\b(?:low|small|few)\b", lead)):
        return Trend.LOWER
    if word in _MORE or (not word and re.search(r"\b(?:high|large)\b", lead)):
        return Trend.HIGHER
    return Trend.EQUAL if match["equal"] else ""


def direction_between(one: float, other: float, *, over_time: bool) -> str:
    """Return how one value stands to another: `up`, `down`, `same` over time, else `higher`, `lower`, `equal`."""
    if one == other:
        return Trend.SAME if over_time else Trend.EQUAL
    if over_time:
        return Trend.UP if one > other else Trend.DOWN
    return Trend.HIGHER if one > other else Trend.LOWER


def common_unit(one: Figure, other: Figure) -> str | None:
    """Return the unit in which two figures can be compared, the first one's where both have one; None for none."""
    if one.unit == other.unit or not other.unit:
        return one.unit
    if not one.unit:
        return other.unit
    heads = [figure.unit.rsplit(" ", 1)[-1].lower() for figure in (one, other)]
    return one.unit if heads[0] == heads[1] or {one.unit, other.unit} == {SHARE, PERCENT} else None


def value_in_unit_of(own: Figure, other: Figure) -> float:
    """Return another figure's value in one's own unit: 18.2 % is 0.182 beside "one in five"."""
    if (own.unit, other.unit) == (SHARE, PERCENT):
        return round(other.value / 100, 6)
    if (own.unit, other.unit) == (PERCENT, SHARE):
        return round(other.value * 100, 4)
    return other.value
