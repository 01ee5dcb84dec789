"""Dates, sums of money and percentages as they stand in a text."""

import re
from collections.abc import Iterator

from reportminer.extract.mention import Mention

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
"""A month's name or abbreviation."""
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_TO = r"\s?(?:-|–|—|to|and|until)\s?"
_DATE = re.compile(
    rf"\b{_DAY}(?:(?:{_TO}|\s){_DAY})? (?:of )?{MONTH}\b(?:,? {_YEAR}\b)?"
    rf"(?:{_TO}{_DAY} {MONTH}\b(?:,? {_YEAR}\b)?)?"
    rf"|\b{MONTH}\b(?: {_DAY},)? {_YEAR}\b(?:{_TO}{MONTH}\b(?: {_YEAR}\b)?)?"
    rf"|\b{MONTH}{_TO}{MONTH} {_YEAR}\b"
    rf"|\b{_YEAR}\s?[/–-]\s?(?:20)?\d\d\b(?!\d)"
    rf"|\b(?:spring|summer|autumn|winter|Spring|Summer|Autumn|Winter)(?: of)? {_YEAR}\b"
    rf"|\b\d{{1,2}}/\d{{1,2}}/{_YEAR}\b"
    rf"|\b{_YEAR}\b(?!\s?(?:people|patients|beds|staff|homes|hours|%))"
)
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE = r"(?:\s?(?:thousand|million|billion|trillion|bn|mn?|k)\b)?"
_SUM = rf"{_NUMBER}{_SCALE}"
_MONEY = re.compile(rf"(?:£|€|US\$|\$)\s?{_SUM}(?:\s?(?:to|and|-|–)\s?(?:£|€|\$)\s?{_SUM})?|\b{_SUM} pounds\b")
_PERCENT = re.compile(
    rf"(?<![\d.£])(?!{_YEAR} to ){_NUMBER}\s?(?:%|per ?cent\b)?(?:\s?(?:to|-|–)\s?{_NUMBER})?\s?"
    r"(?:%|per ?cent\b|percentage points?\b)"
)
_BARE_MONTH = re.compile(
    rf"\b(?:in|by|since|until|during|early|late|mid|last|this|next)[ -](?P<month>{MONTH})\b(?! \d|[’'])"
)
_NOT_A_YEAR = re.compile(r"(?:\b(?:Act|Regulations|Order|paragraph|para|number|reference|Resolution)\s|[£#.,])$")


def find_dates(text: str) -> Iterator[Mention]:
    """Give dates, periods, financial years and years; the year in a law's name is part of the law."""
    for match in _DATE.finditer(text):
        if not _NOT_A_YEAR.search(text[max(0, match.start() - 12) : match.start()]):
            yield Mention(match.start(), match.end(), "DATE")
    for match in _BARE_MONTH.finditer(text):
        yield Mention(match.start("month"), match.end("month"), "DATE")


def find_money(text: str) -> Iterator[Mention]:
    """Give sums of money with their scale ("£3.5 billion"), ranges as one."""
    if "£" in text or "€" in text or "$" in text or "pounds" in text:
        yield from (Mention(match.start(), match.end(), "MONEY") for match in _MONEY.finditer(text))


def find_percentages(text: str) -> Iterator[Mention]:
    """Give percentages and percentage points, ranges as one."""
    if "%" in text or "cent" in text or "percentage" in text:
        yield from (Mention(match.start(), match.end(), "PERCENT") for match in _PERCENT.finditer(text))
