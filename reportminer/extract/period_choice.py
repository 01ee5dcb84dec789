"""Which of the periods of a sentence a figure belongs to."""

import re
from collections.abc import Sequence

from reportminer.extract.figure import Figure
from reportminer.extract.periods import Period

_BREAK = re.compile(
    r"[;:]|\.\s|, and |\s(?:but|while|whereas|compared|against|which|than|aims?|plans?|will)\s"
    r"|\sand (?:will|aims?|plans?|has|have|had|is|are|was|were|would|could|continues?|expects?|intends?)\s"
)
_APART = re.compile(r"[;:]|\.\s|, and |\band (?:the|had|was|were|have|has)\b|\b(?:aims?|plans?|will)\b")
_REPORTED = re.compile(
    r"\b(?:said|told|noted|described|stated|explained|agreed|wrote|concluded|estimated|suggested|confirmed"
    r"|argued|added)\b"
)
_TO_COME = re.compile(r"^(?:to|of|before|until) ")


def choose_period(
    text: str,
    figures: Sequence[Figure],
    at: int,
    periods: Sequence[Period],
    barred: Sequence[tuple[int, int]],
    *,
    is_other: bool,
    after_only: bool = False,
) -> str:
    """Return the period of a figure as it stands, or nothing.

    The one right after the figure comes first, then one that opens the sentence or its clause, then, for what is
    not itself the other side of a comparison, any that the sentence names with a date.

    Args:
        text: the sentence.
        figures: all of the sentence.
        at: which of them.
        periods: of the sentence.
        barred: stretches that say with what the figure is compared.
        is_other: whether the figure belongs to the comparator.
        after_only: whether a period before the figure belongs to something else.
    """
    figure = figures[at]
    limit = figures[at + 1].start if at + 1 < len(figures) else len(text)
    floor = figures[at - 1].end if at else 0
    open_to_all = [
        p
        for p in periods
        if not any(a < p.end and p.start < b for a, b in barred) and not _TO_COME.match(text[p.start : p.end])
    ]
    after = [p for p in open_to_all if figure.end <= p.start < limit]
    for period in after:
        if not _BREAK.search(text, figure.end, period.start):
            return text[period.start : period.end]
    if after_only:
        return ""
    before = [p for p in open_to_all if p.end <= figure.start]
    near = [p for p in before if p.start >= floor and _leads_to(text, p, figure)]
    near = [p for p in near if p.start == 0 or not re.search(r", (?:and|but) ", text[p.end : figure.start])]
    if near:
        return _text(text, near[-1])
    if is_other:
        return ""
    opening = [
        p
        for p in before
        if _leads_to(text, p, figure)
        and (p.start == 0 or ", and " not in text[p.end : figure.start])
        and (not text[: p.start].strip(" “‘'\"") or p.exact)
    ]
    if opening:
        return _text(text, opening[-1])
    later = [
        p
        for p in open_to_all
        if p.start >= figure.end and p.exact and not p.earlier and not _APART.search(text, figure.end, p.start)
    ]
    return _text(text, later[0]) if later else ""


def _leads_to(text: str, period: Period, figure: Figure) -> bool:
    between = text[period.end : figure.start]
    return not re.search(r"[;:]|\.\s", between) and not _REPORTED.search(between)


def _text(text: str, period: Period) -> str:
    return text[period.start : period.end]
