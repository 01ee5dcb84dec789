"""With what a figure is compared: another place, a standard, an earlier time, or the figure before a change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportminer.extract.comparator_words import (
    NO_WORDS,
    YARDSTICK,
    Words,
    is_time,
    period_at,
    period_in,
    strip_words,
    words_after,
)
from reportminer.extract.comparing import STRONG, common_unit, direction_between, value_in_unit_of
from reportminer.extract.figure import TIMES, Figure
from reportminer.extract.lone_comparators import find_lone_comparator
from reportminer.extract.periods import Period
from reportminer.extract.trends import Trend, trend_of

_WEAK = re.compile(r"\b(?:when|while|whereas|although|though|but|and|with|where)\b|[;(,]")
_TARGET = re.compile(
    r"\b(?:target|standard|expectation|threshold|limit|ambition|plan|trajectory|goal|requirement|capacity)\b"
)
_TO = re.compile(
    r"^(?P<between>(?:[^,.;:]|, (?=[^,]*,)){0,80}?)\)?,? ?to (?:(?:just|only|an average of|a|reach"
    r"|the current)\s)*$"
)
_FROM_HEAD = re.compile(
    r"\bfrom (?:(?:an average of|a (?:high|low|peak|baseline|total|rate) of|just|only|a|an|being|the)\s)*$"
)
_FROM = re.compile(
    r"^[^.;:]{0,24}?\(?(?:\b(?P<way>up|down|(?:increase|rise|fall|reduction|drop|decrease"
    r"|improvement)d?)\b )?from (?:(?:an average of|just|only|a)\s)*$"
)
_CHANGING = re.compile(
    r"\b(?:fell|fall(?:s|en|ing)?|rose|ris(?:e|en|ing)|increas\w+|decreas\w+|grew|grow(?:n|th|ing)|drop\w*"
    r"|reduc\w+|declin\w+|improv\w+|went|gone"
    r"|lengthened|shortened|chang\w+|mov\w+|cut|up|down|worsened|deteriorated)\b[^.;:]{0,60}$"
)
_LIST_MORE = re.compile(r"^\)?[^.;:]{0,30}?(?:,|\band\b|\bor\b)\s(?P<rest>[^.;:]{0,50})$")
_ENGLAND = re.compile(r"\b(?:England|national(?:ly)?)\b")
_ASIDE = re.compile(r"^[^.;:]{0,60}, (?:which (?:is|was) |that is |or |some )?$")
_NEW_CLAUSE = re.compile(r"[.;—]| – |, (?:and|but|with|which)\b|\band\b[^,]*\b(?:had|has|were|was)\b")
_DOUBLED = re.compile(r" (?:the|that|those|its|as)\b(?!.* to $)[^,;]{0,46}$")
_CONTRAST = re.compile(r"(?: (?:only|just|to|at|by|it was|this was|in))*\s?")
_BY = re.compile(r"\bby $")
_OR = frozenset({", or ", " (", " or "})


class Comparison(NamedTuple):
    """What is said of one figure in relation to others."""

    comparator: str = ""
    """With what it is compared, or empty."""
    value: float | None = None
    """The other figure."""
    direction: str = ""
    """`up`, `down`, `same`, `higher`, `lower`, `equal`, or empty."""
    unit: str = ""
    """Unit, taken from the other figure where its own words give none."""
    role: str = ""
    """`before` where a change began, `other` for a comparator's figure, `target` for a standard's; else empty."""
    place: str = ""
    """Of the comparator's figure: whom or what it is about."""
    start: int = -1
    """Where the words of the comparator begin, -1 where there are none."""
    end: int = -1
    """One past their last character."""


@dataclass(slots=True)
class _Sentence:
    """A sentence and what is found of its figures, filled step by step."""

    text: str
    figures: Sequence[Figure]
    periods: Sequence[Period]
    found: list[Comparison]
    main: dict[int, int] = field(default_factory=dict)
    """By a comparator's figure: the figure that it is held against."""

    def gap(self, at: int) -> str:
        """Return the words between a figure and the one before it."""
        return self.text[self.figures[at - 1].reach : self.figures[at].start]


def compare_figures(text: str, figures: Sequence[Figure], periods: Sequence[Period]) -> list[Comparison]:
    """Return a comparison for each figure of a sentence, in their order; an empty one where none is made.

    Args:
        text: the sentence.
        figures: in order, without overlap.
        periods: of the sentence, in order.
    """
    read = _Sentence(text, figures, periods, [Comparison(unit=figure.unit) for figure in figures])
    for at in range(1, len(figures)):
        _pair_change(read, at)
    for at in range(1, len(figures)):
        _pair_comparator(read, at)
    for at in range(len(figures)):
        _complete(read, at)
    for at in range(1, len(figures)):
        _share_aside(read, at)
    return read.found


def _complete(read: _Sentence, at: int) -> None:
    """Look for a comparator without a figure, and for words such as "fell", where no other figure tells."""
    own, figure = read.found[at], read.figures[at]
    if own.role:
        return
    if not own.comparator and own.value is None:
        limit = read.figures[at + 1].start if at + 1 < len(read.figures) else len(read.text)
        if lone := find_lone_comparator(read.text, figure, read.periods, limit):
            words, direction = lone
            own = own._replace(comparator=words.text, direction=direction, start=words.start, end=words.end)
    read.found[at] = own if own.direction else own._replace(direction=trend_of(read.text, figure))


def _share_aside(read: _Sentence, at: int) -> None:
    """Join what is said twice: "fell by £3m, or 4%", "22 per 1,000, some 17% lower than in similar areas"."""
    first, second = read.found[at - 1], read.found[at]
    gap = read.text[read.figures[at - 1].end : read.figures[at].start]
    if gap in _OR and read.figures[at].unit and not second.direction and not second.role:
        read.found[at] = second._replace(direction=first.direction)
    if second.comparator and not first.comparator and not first.role and _ASIDE.search(gap):
        read.found[at - 1] = second._replace(unit=first.unit, value=None, role="")


def _pair_change(read: _Sentence, at: int) -> None:
    """Join "76.5% in 2016-17" and "79.5% in 2017-18" where one became the other."""
    first, second = read.figures[at - 1], read.figures[at]
    earlier = read.found[at - 1]
    unit = common_unit(first, second)
    before = read.text[max(0, first.start - 90) : first.start]
    paired = earlier.role or earlier.value is not None
    if unit is None or TIMES in (first.unit, second.unit) or paired or _BY.search(before):
        return
    gap = read.gap(at)
    from_second = _FROM.match(gap)
    if _TO.match(gap) and not STRONG.search(gap) and _tells_change(read, at, before):
        words = period_in(read.text, read.periods, first.reach, second.start)
        read.found[at - 1] = earlier._replace(unit=unit, role="before")
        read.found[at] = _change(second.value, first.value, unit, words)
    elif from_second and (from_second["way"] or _CHANGING.search(before)):
        words = period_at(read.text, read.periods, second.reach)
        read.found[at - 1] = _change(first.value, second.value, unit, words)
        read.found[at] = read.found[at]._replace(unit=unit, role="before")


def _tells_change(read: _Sentence, at: int, before: str) -> bool:
    """Say whether "from" or a verb tells of a change, or both figures have a time of their own."""
    if _FROM_HEAD.search(before) or _CHANGING.search(before):
        return True
    first, second = read.figures[at - 1], read.figures[at]
    then = period_in(read.text, read.periods, first.reach, second.start)
    return bool(then.text and period_at(read.text, read.periods, second.reach).text)


def _change(value: float, before: float, unit: str, words: Words) -> Comparison:
    direction = direction_between(value, before, over_time=True)
    return Comparison(words.text, before, direction, unit, "", "", words.start, words.end)


def _pair_comparator(read: _Sentence, at: int) -> None:
    """Find the figure that this one is held against, and write the comparison on both."""
    if read.found[at].value is not None and read.found[at - 1].role == "before":
        return
    words, own = _words_between(read, at), _main_of(read, at)
    if words is None or own is None:
        return
    value_at = _end_of_change(read, at)
    words = words if words.text else words_after(read.text, read.periods, read.figures[value_at].reach)
    if read.figures[own].unit == TIMES:
        higher = read.found[own]._replace(
            comparator=words.text, start=words.start, end=words.end, direction=Trend.HIGHER
        )
        read.found[own] = higher
        own = _before_multiple(read, own, at)
    _write(read, own, at, words)
    _mark(read, own, at, words)
    if value_at != at:
        _mark(read, own, value_at, words)


def _main_of(read: _Sentence, at: int) -> int | None:
    """The figure that a comparator's figure belongs to: the one before it, or what that is compared with."""
    own = at - 1
    while read.found[own].role and own in read.main:
        own = read.main[own]
    if read.found[own].role == "before" and own + 1 < at:
        own += 1
    if read.found[own].role not in ("", "before"):
        return None
    other = read.figures[_end_of_change(read, at)]
    fits = read.figures[own].unit == TIMES or common_unit(read.figures[own], other) is not None
    return own if fits else None


def _end_of_change(read: _Sentence, at: int) -> int:
    """The second figure of a change that this one begins ("a fall from 13.6 to 10.9"), else the figure itself."""
    begins = read.found[at].role == "before" and at + 1 < len(read.figures)
    return at + 1 if begins and read.found[at + 1].value == read.figures[at].value else at


def _before_multiple(read: _Sentence, own: int, at: int) -> int:
    """The figure before a multiple ("24.1, nearly twice the England average of 13.4"), else the multiple."""
    free = own > 0 and read.found[own - 1].value is None
    return own - 1 if free and common_unit(read.figures[own - 1], read.figures[at]) is not None else own


def _write(read: _Sentence, own: int, at: int, words: Words) -> None:
    """Write a comparator and its value on the main figure; of several, England's stays."""
    figure, old = read.figures[own], read.found[own]
    if figure.unit == TIMES:
        return
    other = read.figures[_end_of_change(read, at)]
    unit, value = common_unit(figure, other) or "", value_in_unit_of(figure, other)
    over_time = is_time(words.text)
    direction = direction_between(figure.value, value, over_time=over_time)
    if words.text and (old.value is None or (at - 1 in read.main and _ENGLAND.search(words.text))):
        if old.value is not None and old.direction in (Trend.UP, Trend.DOWN, Trend.SAME) and not over_time:
            direction = old.direction
        read.found[own] = Comparison(words.text, value, direction, unit, "", "", words.start, words.end)
    elif old.value is None:
        read.found[own] = old._replace(value=value, unit=unit, direction=direction)


def _mark(read: _Sentence, own: int, at: int, words: Words) -> None:
    """Write on a comparator's figure that it is one."""
    figure = read.figures[at]
    unit = figure.unit or common_unit(read.figures[own], figure) or ""
    unit = read.found[at].unit if read.figures[own].unit == TIMES else unit
    role = "target" if _TARGET.search(words.text) else "other"
    read.found[at] = read.found[at]._replace(unit=unit, role=role, place=words.text)
    read.main[at] = own


def _words_between(read: _Sentence, at: int) -> Words | None:
    """The words for a comparator between two figures; empty ones where they stand after; None if none is meant."""
    gap, offset = read.gap(at), read.figures[at - 1].reach
    comparing = list(STRONG.finditer(gap))
    if comparing:
        rest = gap[comparing[-1].end() :]
        plain = len(rest) <= 90 and not _NEW_CLAUSE.search(rest)
        return strip_words(rest, offset + comparing[-1].end()) if plain else None
    if read.figures[at - 1].unit == TIMES and _DOUBLED.match(gap) and not re.search(r"\band\b", gap):
        return strip_words(gap, offset)
    more = _LIST_MORE.match(gap) if at - 1 in read.main else None
    if more and (YARDSTICK.search(gap) or not more["rest"].strip()):
        return strip_words(more["rest"], offset + more.start("rest"))
    same = read.figures[at].unit and read.figures[at].unit == read.figures[at - 1].unit
    joints = list(_WEAK.finditer(gap)) if same else []
    return _after_joint(read, at, joints[-1], gap) if joints else None


def _after_joint(read: _Sentence, at: int, joint: re.Match[str], gap: str) -> Words | None:
    """The same after a word or mark that need not compare: "(England 28%)", "when the expectation was 80%"."""
    rest, start = gap[joint.end() :], read.figures[at - 1].reach + joint.end()
    opened = joint.group() == "("
    if (opened and not rest.strip()) or (
        joint.group() in ("but", "while", "whereas") and _CONTRAST.fullmatch(rest)
    ):
        return NO_WORDS if _named_after(read, at, within_bracket=opened) else None
    timed = opened and any(period.start - start in (0, 1) and period.exact for period in read.periods)
    fits = len(rest) <= 60 and ")" not in rest and (timed or YARDSTICK.search(rest))
    return strip_words(rest, start) if fits else None


def _named_after(read: _Sentence, at: int, *, within_bracket: bool) -> bool:
    after = words_after(read.text, read.periods, read.figures[at].reach)
    if not within_bracket:
        return bool(after.text)
    inside = after.end <= read.text.find(")", read.figures[at].reach)
    return bool(after.text) and inside and bool(is_time(after.text) or YARDSTICK.search(after.text))
