"""Dates and periods in the forms that reports use, as days."""

import calendar
import re
from datetime import date

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
_ISO = re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)(?:-(?P<d>\d\d))?\b")


def parse_period(text: str) -> DateRange | None:
    """Return the first period, day or month that a text states, as first and last day; None if there is none.

    A lost dash ("16 20 October 2017") and a first date without its year or month are understood.
    """
    if (match := _RANGE.search(text)) and (found := _range_of_days(match)):
        return found
    if match := _MONTHS_RANGE.search(text):
        first = date(int(match["y1"] or match["y2"]), _month(match["m1"]), 1)
        last = _last_of_month(int(match["y2"]), _month(match["m2"]))
        return DateRange(start=first, end=last) if first <= last else None
    stated = parse_day(text)
    if len(stated) == 10:
        day = date.fromisoformat(stated)
        return DateRange(start=day, end=day)
    if len(stated) == 7:
        year, month = map(int, stated.split("-"))
        return DateRange(start=date(year, month, 1), end=_last_of_month(year, month))
    return None


def parse_day(text: str) -> str:
    """Return the first date that a text states, in ISO form to its precision ("2018-02"), or empty."""
    for form in (_DAY, _DAY_US, _DAY_DIGITS, _ISO, _MONTH_YEAR):
        for match in form.finditer(text):
            parts = match.groupdict()
            month = int(parts["m"]) if parts["m"].isdigit() else _month(parts["m"])
            if iso := _iso(int(parts["y"]), month, int(parts.get("d") or 0)):
                return iso
    return ""


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
