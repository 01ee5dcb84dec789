"""What a cell of a workbook holds: numbers as numbers, full dates as dates, all else as text that never runs."""

import re
from contextlib import suppress
from datetime import date

from reportminer.export.csv_files import SEPARATOR
from reportminer.export.model import Column, Kind
from reportminer.export.workbook_model import Link, SheetCell
from reportminer.text import make_safe

LONGEST_TEXT = 32_767
"""Characters of a cell, counted in UTF-16 units. Source: Excel specifications and limits (Microsoft)."""
MOST_LINES = 253
"""Line feeds of a cell; same source."""

YES, NO = "yes", "no"
Written = str | int | float | date | Link | None
"""What is written into a cell; None leaves it empty."""

_CUT = " [cut here, as a cell has no more room: the CSV files have the whole text]"
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_YEAR = 1901  # Excel takes 1900 for a leap year and knows no earlier year
_FINITE = 1e300


def make_cell(column: Column, value: SheetCell) -> Written:
    """Return what is written for a value.

    Raises:
        TypeError: the value does not fit the column's kind.
    """
    written: Written
    match column.kind, value:
        case _, None | "" | ():
            written = None
        case _, Link():
            written = value
        case Kind.BOOLEAN, bool():
            written = YES if value else NO
        case Kind.INTEGER, int() if not isinstance(value, bool):
            written = value
        case Kind.NUMBER, int() | float() if not isinstance(value, bool):
            written = _round(value, column.decimals)
        case Kind.LIST, tuple():
            written = clean(f"{SEPARATOR} ".join(item.strip() for item in value))
        case ((Kind.TEXT | Kind.DATE), str()):
            found = read_full_date(value) if column.kind is Kind.DATE else None
            written = found or clean(value)
        case _:
            raise TypeError(f"column {column.name} of kind {column.kind} cannot hold {value!r}")
    return written


def read_full_date(text: str) -> date | None:
    """Return a date with year, month and day that a spreadsheet can count with; None for any other text."""
    if _FULL_DATE.fullmatch(text):
        with suppress(ValueError):
            found = date.fromisoformat(text)
            return found if found.year >= _FIRST_YEAR else None
    return None


def clean(text: str) -> str:
    """Return a text without what no XML file can carry."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def is_too_long(text: str) -> bool:
    """Say whether a text is longer than a cell."""
    # Most texts are far from it, and need not be counted letter by letter.
    is_long = len(text) > LONGEST_TEXT // 2 and _units(text) > LONGEST_TEXT
    return is_long or text.count("\n") > MOST_LINES


def cut(text: str) -> str:
    """Return the beginning of a text that is too long for a cell, and say that it was cut."""
    lines = text.split("\n")
    text = "\n".join(lines[:MOST_LINES]) if len(lines) > MOST_LINES else text
    room = LONGEST_TEXT - len(_CUT)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore").rstrip() + _CUT


def could_run(text: str) -> bool:
    """Say whether a spreadsheet would take a text for a formula once somebody types it anew."""
    return make_safe(text) != text


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _round(value: float, decimals: int) -> float | str:
    if not abs(value) < _FINITE:  # also for what is not a number: a workbook holds neither
        return str(value)
    return float(f"{value:.{decimals}f}")
