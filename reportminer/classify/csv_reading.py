"""Reads the tables that people save from spreadsheets: their encodings and separators."""

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path

from reportminer.errors import UsageError

UTF8 = ("utf-8-sig",)
"""Strict: for tables where a misread letter would change what is learned."""
ANY = ("utf-8-sig", "cp1252", "latin-1")
"""Tried in this order; the last one reads any bytes."""
_SEPARATORS = (",", ";", "\t")
"""The comma first: it also stands for a table of one column."""
_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LONGEST_CELL = 2**31 - 1  # what fits a C long everywhere; the library's own limit is 128 KiB


def open_table(path: Path, *, encodings: Sequence[str] = ANY) -> "csv.DictReader[str]":
    """Return a reader of a CSV file with a header row.

    The separator is the one of comma, semicolon (spreadsheets in much of Europe) and tab that cuts the header into
    most columns. A byte order mark of UTF-16 ("Unicode text") is obeyed.

    Args:
        path: the file.
        encodings: tried in order.

    Raises:
        UsageError: the file cannot be read, or is in none of the encodings.
    """
    text = _decode(path, encodings)
    csv.field_size_limit(_LONGEST_CELL)
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=_tell_separator(text))


def _decode(path: Path, encodings: Sequence[str]) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", remedy="check the path") from error
    place = 0
    for encoding in ("utf-16",) if content.startswith(_BOMS) else encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            place = error.start
    raise UsageError(
        f"{path} is not UTF-8 (byte {place})",
        expected="a CSV file in UTF-8 or UTF-16",
        remedy='save it again as "CSV UTF-8"',
    )


def _tell_separator(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(_SEPARATORS, key=lambda separator: len(next(csv.reader([header], delimiter=separator), [])))
