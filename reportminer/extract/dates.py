"""Dates and periods in the forms that reports use, as days."""

import calendar
import re
from datetime import date, timedelta

from reportminer.extract.values import MONTH
from reportminer.records import DateRange

_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if number}
_ORDINAL = r"(?:st|nd|rd|th)?"
_TO = r"(?:\s*(?:-|–|—|−)\s*|\s+(?:(?:to|and|until|till|through)\s+)?)"
_RANGE = re.compile(
    rf"(?P<d1>\d{{1,2}}){_ORDINAL}(?:\s+(?:of\s+)?(?P<m1>{MONTH})\.?,?(?:\s+(?P<y1>(?:19|20)\d\d))?)?{_TO}"
    rf"(?P<d2>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?(?P<m2>{MONTH})\b\.?,?\s+(?P<y2>(?:19|20)\d\d)"
)
_MONTHS_RANGE = re.compile(
    rf"(?P<m1>{MONTH})\b\.?(?:\s+(?P<y1>(?:19|20)\d\d))?\s*(?:-|–|—|to|and|until)\s*(?P<m2>{MONTH})\b\.?,?"
    r"\s+(?P<y2>(?:19|20)\d\d)"
)
_DAY = re.compile(rf"(?P<d>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?(?P<m>{MONTH})\b\.?,?\s+(?P<y>(?:19|20)\d\d)")
_DAY_US = re.compile(rf"(?P<m>{MONTH})\b\.?\s+(?P<d>\d{{1,2}}){_ORDINAL},\s+(?P<y>(?:19|20)\d\d)")
_DAY_DIGITS = re.compile(r"\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:19|20)\d\d)\b")
_MONTH_YEAR = re.compile(rf"(?P<m>{MONTH})\b\.?,?\s+(?P<y>(?:19|20)\d\d)")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+", re.IGNORECASE)
_WEEK = re.compile(r"\b(?:w/?c|week (?:commencing|beginning|of))\b\.?", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    rf"\b(?P<m>{MONTH})\.? (?P<days>\d{{1,2}}{_ORDINAL}\s*(?:-|–|—|to"
    rf"|and)\s*\d{{1,2}}{_ORDINAL}),? (?P<y>(?:19|20)\d\d)"
)
_GLUED_DAYS = re.compile(rf"\b(\d{{1,2}})(\d\d)\s*(?={MONTH}\b)")
_GLUED = re.compile(rf"(?<![\d/.])(\d{{1,2}}{_ORDINAL})(?=(?:{MONTH}|to)\b)")
_LONGEST_MONTH = 31
_DAY_BEFORE = re.compile(rf"\b(\d{{1,2}}){_ORDINAL}(?:\s*,\s*|\s+(?:and|to)\s+)$")
_IN_DIGITS = r"(?:\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
_DIGITS_RANGE = re.compile(rf"\b({_IN_DIGITS})\s*(?:-|–|—|to|and|until)\s*({_IN_DIGITS})\b")
_ISO = re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)(?:-(?P<d>\d\d))?\b")


def parse_period(text: str) -> DateRange | None:
    """Return the first period, day or month that a text states, as first and last day; None if there is none.

    A lost dash ("16 20 October 2017", "1620 October 2017"), a first date without its year or month, lists of days,
    days of the week, "week commencing" and dates in digits are understood.
    """
    tidy = _tidy(text)
    return _period_of_days(tidy) or _period_of_months(tidy) or _period_of_one_date(tidy)


def _period_of_days(text: str) -> DateRange | None:
    if (match := _RANGE.search(text)) and (found := _range_of_days(match)):
        return _from_earlier_days(text[: match.start()], found)
    if (match := _DIGITS_RANGE.search(text)) and (found := _range_of_digits(match)):
        return found
    if (match := _WEEK.search(text)) and len(monday := parse_day(text[match.end() :])) == len("2018-02-12"):
        first = date.fromisoformat(monday)
        return DateRange(start=first, end=first + timedelta(days=4))
    return None


def _period_of_months(text: str) -> DateRange | None:
    if match := _MONTHS_RANGE.search(text):
        first = date(int(match["y1"] or match["y2"]), _month(match["m1"]), 1)
        last = _last_of_month(int(match["y2"]), _month(match["m2"]))
        return DateRange(start=first, end=last) if first <= last else None
    return None


def _period_of_one_date(text: str) -> DateRange | None:
    stated = parse_day(text)
    if len(stated) == len("2018-02-12"):
        day = date.fromisoformat(stated)
        return DateRange(start=day, end=day)
    if len(stated) == len("2018-02"):
        year, month = map(int, stated.split("-"))
        return DateRange(start=date(year, month, 1), end=_last_of_month(year, month))
    return None


def _tidy(text: str) -> str:
    """Take out days of the week, put months that stand first behind their days, and part what is glued."""
    text = _WEEKDAY.sub("", text)
    text = _MONTH_FIRST.sub(r"\g<days> \g<m> \g<y>", text)
    text = _GLUED_DAYS.sub(lambda m: f"{m[1]} {m[2]} " if int(m[1]) < int(m[2]) <= _LONGEST_MONTH else m[0], text)
    return _GLUED.sub(r"\1 ", text)


def _from_earlier_days(before: str, found: DateRange) -> DateRange:
    """ "13, 14 and 15 November": the days listed before the last two belong to the period too."""
    start = found.start
    while (match := _DAY_BEFORE.search(before)) and 0 < int(match[1]) < start.day:
        start, before = start.replace(day=int(match[1])), before[: match.start()]
    return DateRange(start=start, end=found.end)


def _range_of_digits(match: re.Match[str]) -> DateRange | None:
    first, last = parse_day(match[1]), parse_day(match[2])
    if not first or not last or first > last:
        return None
    return DateRange(start=date.fromisoformat(first), end=date.fromisoformat(last))


def parse_day(text: str) -> str:
    """Return the first date that a text states, in ISO form to its precision ("2018-02"), or empty."""
    for form in (_DAY, _DAY_US, _DAY_DIGITS, _ISO, _MONTH_YEAR):
        for match in form.finditer(text):
            parts = match.groupdict()
            month = int(parts["m"]) if parts["m"].isdigit() else _month(parts["m"])
            if iso := _iso(int(parts["y"]), month, int(parts.get("d") or 0)):
                return iso
    return ""


def show_period(period: DateRange) -> str:
    """Return a period in words: first and last day in ISO form."""
    return f"{period.start.isoformat()} to {period.end.isoformat()}"


def _range_of_days(match: re.Match[str]) -> DateRange | None:
    year, month = int(match["y2"]), _month(match["m2"])
    first_month = _month(match["m1"]) if match["m1"] else month
    first_year = int(match["y1"]) if match["y1"] else year - (first_month > month)
    start, end = _iso(first_year, first_month, int(match["d1"])), _iso(year, month, int(match["d2"]))
    if len(start) != 10 or len(end) != 10 or start > end:
        return None
    return DateRange(start=date.fromisoformat(start), end=date.fromisoformat(end))


def _iso(year: int, month: int, day: int) -> str:
    """An ISO date, empty where there is no such day; day 0 leaves the day out."""
    if not 1 <= month <= 12 or day > calendar.monthrange(year, month)[1]:
        return ""
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _month(name: str) -> int:
    return _MONTHS[name[:3].lower()]


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
