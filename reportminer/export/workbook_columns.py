"""How the columns of the export set look in a workbook: heading, form of numbers, width."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import ceil

from reportminer.export.model import Column, Kind

_HEADINGS = {
    "area_code": "Area code (ONS GSS)",
    "ci_high": "Upper end of 95% interval",
    "ci_low": "Lower end of 95% interval",
    "group_reports": "Reports with this passage",
    "link": "Open the page",
    "n_after": "Findings in the progress review",
    "n_all": "Said to hold for all",
    "n_before": "Findings in the review",
    "n_both": "With both",
    "n_cols": "Number of columns",
    "n_failure": "Findings of failure",
    "n_few": "Said to hold for few",
    "n_good_practice": "Findings of good practice",
    "n_mixed": "Findings of both at once",
    "n_most": "Said to hold for most",
    "n_one": "With the first",
    "n_other": "With the other",
    "n_pages_ok": "Number of pages read in full",
    "n_repeats": "Findings not counted, as they repeat another",
    "n_reports_accepted": "Reports with an accepted finding",
    "n_reports_read": "Reports read, of which the share is",
    "n_reports_with_repeats": "Reports, repeated passages included",
    "n_some": "Said to hold for some",
    "n_twin_findings": "Number of findings of the other area",
    "n_units": "Reports or sections in all",
    "note": "Why not tagged",
    "number": "Number as printed",
    "ocr": "Read from images (OCR)",
    "page_label": "Page as printed",
    "published": "Date published",
    "range_high": "Upper end of the range",
    "range_low": "Lower end of the range",
    "rule": "Phrase of the codebook",
    "share_of_reports": "Share of reports",
    "source_url": "Source (web)",
    "why": "Why it was tagged",
}
_BEGINNINGS = (
    ("n_by_", "In the words of "),
    ("n_only_", "Reports with nothing but "),
    ("n_", "Number of "),
)
_ENDINGS = (("_low", ", lower end of 95% interval"), ("_high", ", upper end of 95% interval"))
_PERCENT = re.compile(r"(?:share_of_reports|ci|precision|recall)(?:_low|_high)?")
_PLAIN_WHOLE = re.compile(r"(?:.+_)?(?:page|year)")
_NEVER_WIDE = {"report", "response", "title", "link", "section"}
"""Columns that help to find a row: others need the room more."""

NARROWEST, WIDEST, MIDDLE = 10, 60, 32
_FITS, _SHORT = 28, 100
"""Characters of texts that stand on one line, and of those that stand on a few lines of a middling column."""
_ROOM = 1.1
"""Letters of running text that stand on the width of a digit, which is the unit of a column's width."""
_SHARE_THAT_FITS = 0.9
_BUTTON = 3
"""Room for the filter's button beside a heading, in characters."""
_LINE_PT, _HIGHEST_PT = 15.75, 409
"""Height of a line of print in Arial 12, and of the highest row that Excel knows, in points."""


class Look(StrEnum):
    """How the cells of a column are shown."""

    TEXT = "text"
    WHOLE = "whole"
    PLAIN_WHOLE = "plain_whole"
    PERCENT = "percent"
    DECIMAL = "decimal"
    GENERAL = "general"
    DATE = "date"


_LOOKS = {
    Kind.INTEGER: Look.WHOLE,
    Kind.NUMBER: Look.GENERAL,
    Kind.DATE: Look.DATE,
}


def make_heading(column: Column) -> str:
    """Return the heading of a column for people.

    Example:
        >>> make_heading(Column(name="finding_id", meaning="")), make_heading(Column(name="ci_low", meaning=""))
        ('Finding ID', 'Lower end of 95% interval')
    """
    if found := _HEADINGS.get(column.name):
        return found
    name = column.name
    for beginning, words in _BEGINNINGS:
        if column.kind is Kind.INTEGER and name.startswith(beginning):
            return words + name.removeprefix(beginning).replace("_", " ")
    for ending, words in _ENDINGS:
        if column.kind is Kind.NUMBER and name.endswith(ending):
            return _capitalise(name.removesuffix(ending)) + words
    return _capitalise(name)


def _capitalise(name: str) -> str:
    words = name.replace("_", " ").strip()
    heading = words[:1].upper() + words[1:]
    return re.sub(r" id(s?)$", r" ID\1", heading)


def make_headings(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the headings of a table, no two alike: Excel takes a table with equal ones for damaged."""
    taken: set[str] = set()
    headings = []
    for column in columns:
        heading = base = make_heading(column)[:200]
        number = 1
        while heading.casefold() in taken:
            number += 1
            heading = f"{base} ({number})"
        taken.add(heading.casefold())
        headings.append(heading)
    return tuple(headings)


def choose_look(column: Column) -> Look:
    """Return how the cells of a column are shown."""
    if column.kind is Kind.INTEGER and _PLAIN_WHOLE.fullmatch(column.name):
        return Look.PLAIN_WHOLE
    if column.kind is Kind.NUMBER and column.unit:
        is_share = column.low == 0 and column.high == 1 and _PERCENT.fullmatch(column.name)
        return Look.PERCENT if is_share else Look.DECIMAL
    return _LOOKS.get(column.kind, Look.TEXT)


def choose_width(column: Column, heading: str, texts: Iterable[str]) -> int:
    """Return the width of a column, in characters, at which most of its cells stand on few lines.

    Args:
        column: the column.
        heading: its heading, which may stand on several lines.
        texts: of its cells, in any order; empty ones do not matter.
    """
    filled = [text for text in texts if text]
    lengths = sorted(map(len, filled))
    usual = lengths[ceil(len(lengths) * _SHARE_THAT_FITS) - 1] if lengths else 0
    is_short = usual <= _SHORT or column.name in _NEVER_WIDE
    wanted = usual + 2 if usual <= _FITS else MIDDLE if is_short else WIDEST
    least = max(NARROWEST, _longest_word([heading]) + _BUTTON, min(_longest_word(filled) + 1, MIDDLE))
    return max(least, wanted)


def _longest_word(texts: Iterable[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def choose_height(cells: Iterable[tuple[str, int]]) -> float:
    """Return the height of a row in points, as not every program fits rows to texts that wrap.

    Args:
        cells: text of each cell, and width of its column in characters.
    """
    most = max((_count_lines(text, width) for text, width in cells), default=1)
    return min(most * _LINE_PT, _HIGHEST_PT)


def _count_lines(text: str, width: int) -> int:
    """Return on how many lines a text stands where no word is broken that need not be."""
    if len(text) <= width:
        return 1
    width = int(width * _ROOM) if width >= MIDDLE else width
    n_lines, room = 1, width
    for word in text.split():
        length = len(word)
        if length > room:
            n_lines += ceil(length / width)
            room = width - length % width
        else:
            room -= length
        room -= 1  # for the space
    return n_lines
