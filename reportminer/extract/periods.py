"""When a figure holds: "in 2016/17", "between April and September 2018", "over the past year", "since October"."""

import re
from typing import Final, NamedTuple

from reportminer.extract.numerals import IN_WORDS
from reportminer.extract.values import MONTH

_YEAR = (
    r"(?:(?:FY ?|financial year |calendar year |fiscal year )?"
    r"(?:(?:19|20)\d0s|(?:19|20)\d\d(?:\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d))?(?!\d))|FY\s?\d\d/\d\d)"
)
_FULL_YEAR = r"(?:19|20)\d\d(?!\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day )?"
_SEASON = r"(?:spring|summer|autumn|winter|Spring|Summer|Autumn|Winter)"
_N = rf"(?:\d+|{IN_WORDS}|a|an|few|several)"
_PART = (
    r"(?:(?:the )?(?:(?:first|second|third|fourth|final|last) (?:quarter|half)|end|beginning|start|middle) of "
    r"|(?:early|mid|late)[- ]"
    r"|the (?:year|month|quarter|week|period|\w+ months|\w+ weeks|\w+ years|\w+ quarters)"
    r" (?:ending|ended|ending in|to|up to|from|before|after|since) (?:the )?(?:end of )?)"
)
_POINT = (
    rf"(?:{_PART})?(?:{_WEEKDAY}{_DAY}(?:\s?[-–]\s?{_DAY})? (?:of )?{MONTH}\b(?:,? {_FULL_YEAR})?"
    rf"|{MONTH}\b(?: {_DAY},)?(?: (?:of )?{_FULL_YEAR})?"
    rf"|(?:the )?{_SEASON} (?:of )?{_YEAR}|Q[1-4](?: (?:of )?{_YEAR})?|quarter (?:[1-4]|one|two|three"
    rf"|four)(?: (?:of )?{_YEAR})?|{_YEAR})"
)
_SPAN = rf"{_POINT}(?:\s?(?:–|-|to|and|until)\s?{_POINT})?"
_UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?|decades?|summer|winter|spring|autumn|period)"
_RELATIVE = (
    rf"(?:the|this|that|its|our|his|their) (?:(?:last|past|previous|preceding|next|coming|following|first|same"
    rf"|current|final|prior)"
    rf" )?(?:(?:{_N}|financial|calendar|whole) )*{_UNIT}\b(?: (?:to|ending|ended|ending in|before|after|since"
    rf"|from) {_POINT}"
    r"| (?:before|after|since|of) (?:our|the) (?:visit|review|inspection|first review|pandemic|site visit"
    r"|disorder)s?\b)?"
)
_AGO = rf"{_N} {_UNIT} (?:ago|earlier|before|later|previously)\b|{_N} (?:years?|months?) on\b(?! average)"
_LEAD: Final = (
    r"(?:[Ii]n|[Dd]uring|[Ff]or|[Oo]ver|[Bb]y|[Ss]ince|[Aa]t|[Aa]s (?:at|of)|[Oo]n|[Bb]etween|[Ff]rom"
    r"|[Tt]hroughout|[Uu]ntil|up to|to"
    r"|[Tt]hrough|[Aa]cross|[Bb]efore|[Aa]fter|of)"
)
_PERIOD = re.compile(
    rf"\b(?:(?P<lead>{_LEAD}(?: the)?(?: end of| start of| beginning of)?) )?(?P<point>{_SPAN})(?: inclusive\b)?"
    rf"|\b(?:(?:{_LEAD}) (?P<relative>{_RELATIVE})|(?P<week>The {_UNIT} (?:before|after|of) (?:our"
    rf"|the) (?:visit|review)))"
    rf"|\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or) (?P<length>(?:just |only |about |around |more than "
    rf"|less than )?{_N}(?: (?:full|whole|consecutive|calendar))?"
    r" (?:days?|weeks?|months?|quarters?|years?|decades?))\b(?! (?:old|of age|plan))"
    rf"|\b(?P<ago>{_AGO}|(?:last|this|the previous|the following|the same|the year|the quarter"
    rf"|the month) (?:financial )?(?:year|month|week|quarter|summer|winter"
    r"|spring|autumn|before|after)\b|a year on\b|to date\b)",
)
_EVENT = re.compile(
    r"\b(?:since|before|after|during|at the time of) (?:our|the) (?:first |last |second |previous )?(?:visit"
    r"|review|inspection|pandemic)\b"
)
_ANCHOR = re.compile(
    r"(?:19|20)\d\d|[Yy]ear|[Mm]onth|[Ww]eek|quarter|day|date|Q[1-4]\b|FY|decade|visit|review|pandemic|summer"
    r"|winter|autumn|spring|hour|minute|" + MONTH
)
_NOT_HERE = re.compile(r"(?:\bAct|Regulations|Order|Strategy|Guidance|Review|Report)\s$|[£$]$")


class Period(NamedTuple):
    """A stretch or point of time named in a sentence."""

    start: int
    """First character, its preposition included."""
    end: int
    """One past the last."""
    exact: bool
    """Whether it names a date, month or year; False for "in a year", "over four years"."""
    earlier: bool
    """Whether it only points back from another ("a year earlier", "in the previous year")."""


_VAGUE = re.compile(
    r"(?:the|this|that|its|our|his|their) (?:(?:same|first|next|following|last|final) )?(?:days?|hours?|minutes?)"
)
_BACK = re.compile(r"\b(?:earlier|before|ago|previous|previously|preceding|prior|last year)\b")


def find_periods(text: str) -> list[Period]:
    """Return the periods of a sentence in order."""
    if not _ANCHOR.search(text):
        return []
    found = []
    for match in _PERIOD.finditer(text):
        if (match["point"] and _is_name(text, match)) or (
            match["relative"] and _VAGUE.fullmatch(match["relative"])
        ):
            continue
        found.append(
            Period(
                match.start(),
                match.end(),
                bool(match["point"] or match["relative"]),
                bool(_BACK.search(match.group())),
            )
        )
    found += [Period(m.start(), m.end(), False, True) for m in _EVENT.finditer(text) if not _covered(m, found)]
    return sorted(found)


def _is_name(text: str, match: re.Match[str]) -> bool:
    """The year of a law or in a name ("the 2011 Strategy"), "may" in capitals at the start of a sentence."""
    point = match["point"]
    if point in ("May", "March") and not match["lead"]:
        return True
    if _NOT_HERE.search(text[max(0, match.start("point") - 14) : match.start("point")]):
        return True
    after = text[match.end() : match.end() + 2]
    if (
        point.isdigit()
        and re.search(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]his|that|[Oo]ur|[Tt]heir) $", text[: match.start("point")])
        and re.match(r"[’']|\s[a-z‘]", after)
    ):
        return True
    named = len(after) > 1 and after[0] == " " and after[1].isupper() and not match["lead"]
    return named and point.isdigit()


def _covered(match: re.Match[str], found: list[Period]) -> bool:
    return any(period.start < match.end() and match.start() < period.end for period in found)
