"""Figures in a sentence: sums, percentages, rates, shares, durations that are measured, and numbers of things."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from reportminer.extract.bare_numbers import Standing, standing_of
from reportminer.extract.counted import count_after, counted_before
from reportminer.extract.durations import is_measured
from reportminer.extract.figure import PERCENT, POINTS, POUNDS, TIMES, Figure
from reportminer.extract.left_out import is_attached, is_no_figure, is_year
from reportminer.extract.numerals import ANCHOR, Numeral, find_numerals
from reportminer.extract.ranges import find_range_end, in_scale_of
from reportminer.extract.shares import MODIFIER, find_multiples, find_shares

_BOUND = re.compile(rf"\b(?:between |{MODIFIER})$", re.IGNORECASE)
_BOUND_ONE = re.compile(rf"\b{MODIFIER}$", re.IGNORECASE)
_SIGN = re.compile(r"(?:£|€|US\$|\$)\s?$")
_CURRENCIES: Final = {"£": POUNDS, "€": "euros", "$": "dollars", "US$": "dollars"}
_PERCENT = re.compile(
    r"\s?(?:%|per ?cent\b|percent\b|pc\b)(?!age)(?: (?P<points>points?)\b)?|\s?(?:percentage|%) points?\b"
    r"|\s?ppts?\b"
)
_POUNDS = re.compile(r"(?:\s?(?P<pence>p|pence)\b| pounds\b)(?!\.\s?\d)")
_M = re.compile(r"\s?m\b")
_MASS = re.compile(r"\s?(kg|km|mg|g|ml|mm|cm|MW|GW|kWh|GB|TB)\b")
_FOR_EACH = re.compile(r"\b(?:for|in|per|to) (?:every |each )$|\bper $")
_OFTEN = re.compile(r" times\b(?! (?:as|the|that|those|what|more|higher|greater|larger|longer|lower|less)\b)")
_RATE = re.compile(
    r"(?:\s+(?!and\b|or\b|but\b|compared\b|against\b|to\b|in 20)[a-z][a-z'’-]*){0,6}?\s+(?:per|in every"
    r"|for every|for each|in each|out of every)\s+"
    r"(?P<whole>1,000,000|100,000|10,000|1,000|100000|10000|1000|100k|100 000|million|hundred thousand|thousand)\b"
    r"(?! (?:pounds|square))(?:(?= (?:population|people|adults|head)))?"
)
_PER = re.compile(r"\bper (?P<whole>100,000|10,000|1,000|100000|10000|1000|million)\b")
_WHOLES: Final = {
    "million": 10**6,
    "1,000,000": 10**6,
    "hundred thousand": 10**5,
    "100k": 10**5,
    "100 000": 10**5,
    "thousand": 1000,
}
_DURATION = re.compile(
    r"(?: and a half)?\s(?:(?P<fewer>more|fewer|extra|additional|further|full|whole) )?(?:calendar |working )?"
    r"(?P<unit>minute|hour|day|week|month|year|night)s?\b"
)
_MOST = 80
"""Numbers in a sentence; more are a table or a damaged page."""


class _Number(NamedTuple):
    """A number, or a range of two."""

    first: Numeral
    end: int
    value: float
    value_to: float | None
    is_range: bool


def find_figures(text: str, masked: Sequence[tuple[int, int]] = ()) -> list[Figure]:
    """Return the figures of a sentence in order; no two overlap.

    Args:
        text: one sentence.
        masked: stretches in which numbers are parts of names, dates or laws, by start.
    """
    if not ANCHOR.search(text):
        return []
    numerals = [n for n in find_numerals(text) if not _within(n, masked)]
    if len(numerals) > _MOST:
        return []
    found = [*find_shares(text), *find_multiples(text)]
    taken = [(figure.start, figure.end) for figure in found]
    at = 0
    while at < len(numerals):
        numeral = numerals[at]
        if _within(numeral, taken) or is_attached(text, numeral):
            at += 1
            continue
        number = _number(text, numerals, at)
        figure = _with_unit(text, number) or _of_things(text, number)
        if figure is not None:
            found.append(figure)
        at += 2 if number.is_range else 1
    return _apart(found, masked)


def _within(numeral: Numeral, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= numeral.start < end for start, end in spans)


def _number(text: str, numerals: Sequence[Numeral], at: int) -> _Number:
    first, last = numerals[at], find_range_end(text, numerals, at)
    if last is None:
        return _Number(first, first.end, first.value, None, False)
    return _Number(first, last.end, in_scale_of(text, first, last), last.value, True)


def _apart(found: list[Figure], masked: Sequence[tuple[int, int]]) -> list[Figure]:
    kept: list[Figure] = []
    for figure in sorted(found, key=lambda f: (f.start, -f.end)):
        if kept and figure.start < kept[-1].end:
            continue
        if any(start < figure.end and figure.start < end for start, end in masked):
            continue
        kept.append(figure)
    return kept


def _with_unit(text: str, number: _Number) -> Figure | None:
    """Read a number whose unit is written beside it: money, a percentage, a mass."""
    start, end = number.first.start, number.end
    if sign := _SIGN.search(text, max(0, start - 4), start):
        return _money(text, sign, number)
    if match := _PERCENT.match(text, end):
        unit = POINTS if "point" in match[0] or "ppt" in match[0] else PERCENT
        return _figure(text, number, unit, end=match.end())
    if (match := _POUNDS.match(text, end)) and not number.first.in_words:
        return _figure(text, _scaled(number, 0.01 if match["pence"] else 1), POUNDS, end=match.end())
    match = _MASS.match(text, end)
    return _figure(text, number, match[1], end=match.end()) if match else None


def _money(text: str, sign: re.Match[str], number: _Number) -> Figure | None:
    if number.value == 1 and _FOR_EACH.search(text, max(0, sign.start() - 14), sign.start()):
        return None
    end = number.end
    if (match := _M.match(text, end)) and number.value < 100_000:
        end, number = match.end(), _scaled(number, 10**6)
    return _figure(text, number, _CURRENCIES[sign[0].strip()], start=sign.start(), end=end)


def _scaled(number: _Number, scale: float) -> _Number:
    upper = None if number.value_to is None else round(number.value_to * scale, 4)
    return number._replace(value=round(number.value * scale, 4), value_to=upper)


def _of_things(text: str, number: _Number) -> Figure | None:
    """Read a number of things, of days, or how often; None where it only names, orders or dates."""
    start, end = number.first.start, number.end
    apart = is_no_figure(text, number.first) or _FOR_EACH.search(text, max(0, start - 14), start)
    if apart or _SIGN.search(text, max(0, start - 4), start):
        return None
    if (match := _OFTEN.match(text, end)) and not number.first.in_words:
        return _figure(text, number, TIMES, end=match.end())
    if match := _RATE.match(text, end):
        return _figure(text, number, _per(match["whole"]), end=match.end())
    if match := _DURATION.match(text, end):
        return _duration(text, number, match)
    if not number.is_range and is_year(text, number.first):
        return None
    noun = count_after(text, number.first, end)
    return _figure(text, number, noun.unit, reach=noun.end) if noun else _bare(text, number)


def _duration(text: str, number: _Number, match: re.Match[str]) -> Figure | None:
    if not is_measured(text, number.first.start, match.end()):
        return None
    half = 0.5 if " and a half" in match[0] else 0.0
    return _figure(text, number._replace(value=number.value + half), f"{match['unit']}s", end=match.end())


def _per(whole: str) -> str:
    return f"per_{_WHOLES.get(whole) or int(whole.replace(',', ''))}"


def _bare(text: str, number: _Number) -> Figure | None:
    start = number.first.start
    per = _PER.search(text, max(0, start - 90), start)
    unit = _per(per["whole"]) if per else "" if number.first.in_words else counted_before(text, start)
    standing = standing_of(text, number.first, number.end, unit)
    if standing is Standing.NONE:
        return None
    return _figure(text, number, unit, said=standing is Standing.ALONE)


def _figure(
    text: str,
    number: _Number,
    unit: str,
    *,
    start: int | None = None,
    end: int | None = None,
    reach: int = 0,
    said: bool = True,
) -> Figure:
    begin = number.first.start if start is None else start
    bound = (_BOUND if number.is_range else _BOUND_ONE).search(text, max(0, begin - 40), begin)
    end = number.end if end is None else end
    return Figure(
        bound.start() if bound else begin, end, number.value, unit, number.value_to, max(reach, end), said
    )
