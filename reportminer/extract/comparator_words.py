"""The words for what a figure is compared with, found beside the figures and stripped to a noun phrase."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from reportminer.extract.periods import Period

YARDSTICK = re.compile(
    r"\b(?:England|English|UK|national(?:ly)?|Wales|Scotland|average|target|standard|expectation|threshold"
    r"|benchmark|similar|comparators?"
    r"|neighbours|region(?:al)?|elsewhere|peers|other areas|rest of|median|plan(?:ned)?|trajectory|previous"
    r"|year before|year earlier)\b"
)
"""Words that tell a comparator from any other noun phrase."""
_COPULA = r"(?:\b(?:was|is|were|are|of|at|had|which was|with|stood at|being|by|to|only|just|an?|the)\b|[,:(–-])"
_TAIL = re.compile(rf"(?:\s*{_COPULA})+\s*$")
_FRONT = re.compile(
    r"\s*(?:(?:an?|just|only|about|around|some) |(?:the )?(?:that|those|share|rate|figure|number|proportion"
    r"|level|percentage|average)"
    r" (?:in|for|of|across|from|at|among|on) |(?:that|those|what|it|they) |(?:in|for|of|across|from|among|on) "
    r"|its |their "
    r"|the (?=England|English|national|UK))"
)
_GENERIC = re.compile(
    r"(?:average|rate|mean|median|figure|total|overall|reported|the|the average|the rate|the figure|rise|fall"
    r"|increase|reduction|fall from|rise from|increase from|number|score|share|proportion"
    r"|percentage|one|up|down)?$"
)
_AFTER = re.compile(
    r"\)?%?,?(?: (?:people|adults|areas|days|patients|each|a (?:day|week|month)|on average"
    r"|per [\w,]+(?: \w+)?|of (?:people|adults|patients|carers|residents)))?"
    r" (?:(?:in|for|across|among|from|at|throughout|of|by) )(?P<place>[^,.;:()]+)"
)
_NATIONALLY = re.compile(r" (?:for )?(?P<place>nationally|locally|regionally|elsewhere|before|previously)\b")
_END = re.compile(
    r"[,.;:()—–]| (?:and|but|while|whereas|which|who|where|when|because|with|so|as(?! a whole)|had|was|were|is"
    r"|are|has|have|until|if|that|to) "
)
_DETERMINER = re.compile(r"(?:the|a|an) (?=England|national)")
_ASIDE = re.compile(r" (?:a (?:day|week|month)|people|days),? ")
_LEAD = re.compile(r"(?:in|during|at|on|for|by|from|of|to) (?:the (?=previous|year|same))?")
_TIME = re.compile(
    r"\b(?:(?:19|20)\d\d|years?|months?|quarter|weeks?|earlier|before|previous(?:ly)?|ago"
    r"|(?:first|last) (?:review|visit)|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
)
_LOOSE_ENDS = frozenset({"in", "of", "for", "the", "a", "at", "on", "by", "from", "to"})
_LONGEST = 10


class Words(NamedTuple):
    """Words of a sentence and where they stand."""

    text: str
    """The words; empty where there are none."""
    start: int
    """First character, -1 where there are none."""
    end: int
    """One past the last."""


NO_WORDS = Words("", -1, -1)
"""What stands for words that are not there."""


def is_time(words: str) -> bool:
    """Say whether words for a comparator name an earlier time rather than a place or a standard."""
    return bool(_TIME.search(words))


def strip_words(words: str, start: int) -> Words:
    """Strip articles and "of", "was" and the like from the words between a comparing word and a figure.

    Args:
        words: as they stand.
        start: where in the sentence they begin.
    """
    tail = _TAIL.search(words)
    end = tail.start() if tail else len(words.rstrip())
    begin = skip_front(words, 0, end)
    said = words[begin:end].strip(" ,(:").removesuffix(" which").rstrip(",")
    if _GENERIC.fullmatch(said) or len(said.split()) > _LONGEST:
        return NO_WORDS
    begin = words.find(said, begin)
    return Words(said, start + begin, start + begin + len(said))


def skip_front(text: str, start: int, end: int) -> int:
    """Return where a noun phrase begins after articles, prepositions and "that of"."""
    while (front := _FRONT.match(text, start, end)) and start < front.end() < end:
        start = front.end()
    return start


def words_after(text: str, periods: Sequence[Period], at: int) -> Words:
    """Return the words for a comparator after its figure: "in England", "a year earlier"."""
    rest = text[at : at + 110]
    if match := _NATIONALLY.match(rest):
        return Words(match["place"], at + match.start("place"), at + match.end("place"))
    match = _AFTER.match(rest)
    period = period_at(text, periods, at)
    if match and not (period.text and period.start <= at + match.start("place")):
        return cut_words(text, periods, at + match.start("place"), at + match.end("place"))
    return period


def cut_words(text: str, periods: Sequence[Period], start: int, end: int) -> Words:
    """Shorten a stretch of a sentence to one noun phrase, periods left out."""
    for period in periods:
        if start < period.start < end and period.exact:
            end = min(end, period.start)
    if stop := _END.search(text, start, end):
        end = stop.start()
    words = text[start:end].split()[:_LONGEST]
    while words and words[-1] in _LOOSE_ENDS:
        words.pop()
    said = _DETERMINER.sub("", " ".join(words), count=1)
    begin = text.find(said, start) if said else -1
    return Words(said, begin, begin + len(said)) if begin >= 0 else NO_WORDS


def period_in(text: str, periods: Sequence[Period], start: int, end: int) -> Words:
    """Return the first period within a stretch of a sentence, without its preposition."""
    inside = [period for period in periods if start <= period.start and period.end <= end]
    return _without_lead(text, inside[0]) if inside else NO_WORDS


def period_at(text: str, periods: Sequence[Period], at: int) -> Words:
    """Return the period that stands directly after a place, a bracket or a short noun aside."""
    for period in periods:
        if 0 <= period.start - at <= 2 or (period.start > at and _ASIDE.fullmatch(text, at, period.start)):
            return _without_lead(text, period)
    return NO_WORDS


def _without_lead(text: str, period: Period) -> Words:
    said = text[period.start : period.end]
    lead = _LEAD.match(said)
    start = period.start + (lead.end() if lead else 0)
    return Words(text[start : period.end], start, period.end)
