"""Comparators without a figure of their own: "17% lower than in similar areas", "twice that of England"."""

import re
from collections.abc import Sequence

from reportminer.extract.comparator_words import YARDSTICK, Words, cut_words, is_time, skip_front
from reportminer.extract.comparing import STRONG, direction_of
from reportminer.extract.figure import SHARE, TIMES, Figure
from reportminer.extract.numerals import IN_WORDS
from reportminer.extract.periods import Period
from reportminer.extract.trends import Trend, trend_of

_ON = re.compile(
    r"^ (?:on|from|over|since|compared (?:with|to)) (?P<than>(?:the )?(?:previous|preceding|last|prior"
    r"|same) [^,.;:()]+|(?:the )?year before)"
)
_NO_FIGURE = re.compile(rf"(?P<lead>[^.;:()]{{0,60}}?){STRONG.pattern}(?P<than>[^.;:()]*)")
_AS = re.compile(
    r"^ as (?:likely|many|much|long|high|great|often"
    r"|large)\b(?: [^,.;:]{1,50}?)?(?<! as) as (?P<than>[^,.;:()]+)|^ (?P<rate>(?:the|that|those)\b[^,.;:()]+)"
)
_AMOUNT = re.compile(
    rf"(?:an?|half|the|this|that|{IN_WORDS})?\s?(?:minutes?|hours?|days?|weeks?|months?|years?|half|third|quarter"
    r"|million|few|dozen|\d)\b(?! before| earlier| ago)",
    re.IGNORECASE,
)
_RATE = re.compile(r" (?:the (?:rate|share|average|figure|level)|that)\b")
_NEW_CLAUSE = re.compile(r"\b(?:and|but|who|which|that|because)\b")
_BEFORE_FIGURE = frozenset({"", "at", "is", "was"})
_REACH = 150


def find_lone_comparator(
    text: str, figure: Figure, periods: Sequence[Period], limit: int
) -> tuple[Words, str] | None:
    """Return the words for a comparator after a figure, and the direction; None where there is none.

    Args:
        text: the sentence.
        figure: in it.
        periods: of the sentence.
        limit: where the next figure begins, or the sentence ends.
    """
    rest = text[figure.end : min(limit, figure.end + _REACH)]
    if match := _ON.match(rest):
        words = cut_words(text, periods, figure.end + match.start("than"), figure.end + match.end("than"))
        return words, trend_of(text, figure)
    if figure.unit == TIMES or (figure.unit == SHARE and _RATE.match(rest)):
        return _after_multiple(text, figure, periods, rest)
    match = _NO_FIGURE.match(rest)
    if match is None or _NEW_CLAUSE.search(match["lead"]):
        return None
    end = figure.end + match.end("than")
    words = cut_words(text, periods, skip_front(text, figure.end + match.start("than"), end), end)
    if not _is_comparator(words.text, match) or _is_of_next(text, words, end, limit):
        return None
    return words, _direction(text, figure, words, match)


def _is_of_next(text: str, words: Words, end: int, limit: int) -> bool:
    """Say whether the words lead up to the next figure."""
    return end >= limit < len(text) and text[words.end : limit].strip(" ()of") in _BEFORE_FIGURE


def _is_comparator(said: str, match: re.Match[str]) -> bool:
    if not said or _AMOUNT.match(said):
        return False
    told = match["word"] or "compar" in match.group()
    return bool(told or is_time(said) or YARDSTICK.search(said) or said[:1].isupper())


def _direction(text: str, figure: Figure, words: Words, match: re.Match[str]) -> str:
    direction = direction_of(match, match["lead"])
    if not is_time(words.text):
        return direction
    over_time = {Trend.HIGHER: Trend.UP, Trend.LOWER: Trend.DOWN}.get(Trend(direction)) if direction else None
    return over_time or trend_of(text, figure) or direction


def _after_multiple(text: str, figure: Figure, periods: Sequence[Period], rest: str) -> tuple[Words, str] | None:
    match = _AS.match(rest)
    if match is None:
        return None
    group = "than" if match["than"] else "rate"
    end = figure.end + match.end(group)
    words = cut_words(text, periods, skip_front(text, figure.end + match.start(group), end), end)
    if not words.text or (group == "rate" and not YARDSTICK.search(match["rate"])):
        return None
    return words, Trend.HIGHER if figure.value > 1 else Trend.LOWER
