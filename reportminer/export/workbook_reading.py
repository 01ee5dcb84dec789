"""Reads the rows of a filled sheet back from a workbook (XLSX)."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from reportminer.errors import ConfigError, UsageError

LARGEST = 512 * 1024 * 1024
"""Bytes of an unpacked workbook that is still opened."""
_BROKEN = (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, OSError, EOFError)


def read_rows(file: Path, *, needed: Sequence[str]) -> list[dict[str, str | None]]:
    """Return the rows of the first sheet whose first row has the needed columns, each as texts by column name.

    Formulas are not run: of a cell with one, the value is read that the program which saved it had computed. Empty
    rows between others are kept, so that rows can be counted as the spreadsheet counts them.

    Args:
        file: the workbook.
        needed: names of columns.

    Raises:
        UsageError: it is no workbook, or unpacks to more than 512 MiB.
        ConfigError: no sheet has the columns.
    """
    _check_size(file)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        try:
            found = _find_sheet(book, needed)
            rows = None if found is None else _read_sheet(*found)
            headings = [list(_first_row(sheet)) for sheet in book.worksheets]
        finally:
            book.close()
    except _BROKEN as error:
        raise _not_a_workbook(file, str(error) or type(error).__name__) from error
    if rows is None:
        raise ConfigError(
            f"no sheet of {file} has the columns {' and '.join(needed)} in its first row; there are "
            + "; ".join(", ".join(filter(None, names)) or "none" for names in headings),
            expected="the sheet that `review sample` wrote, with its headings in the first row",
            remedy="put the row of headings back",
        )
    return rows


def _check_size(file: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise _not_a_workbook(file, str(error)) from error
    if size > LARGEST:
        raise _not_a_workbook(file, f"it unpacks to {size / (1 << 20):,.0f} MiB")


def _not_a_workbook(file: Path, reason: str) -> UsageError:
    return UsageError(
        f"{file} cannot be read as a workbook: {reason}",
        expected="a workbook (XLSX) that is saved and closed, and has no password",
        remedy="save it again as XLSX, or as CSV UTF-8",
    )


def _find_sheet(book: Any, needed: Sequence[str]) -> tuple[Any, list[str]] | None:
    for sheet in book.worksheets:
        names = list(_first_row(sheet))
        if set(needed) <= set(names):
            return sheet, names
    return None


def _first_row(sheet: Any) -> Iterator[str]:
    for row in sheet.iter_rows(max_row=1, values_only=True):
        yield from (_format(value).strip() for value in row)


def _read_sheet(sheet: Any, names: Sequence[str]) -> list[dict[str, str | None]]:
    rows: list[dict[str, str | None]] = []
    n_empty = 0
    for values in sheet.iter_rows(min_row=2, max_col=len(names), values_only=True):
        texts = list(map(_format, values))
        if not any(texts):
            n_empty += 1
            continue
        rows += [dict.fromkeys(filter(None, names), "")] * n_empty
        n_empty = 0
        rows.append({name: text for name, text in zip(names, texts, strict=False) if name})
    return rows


def _format(value: object) -> str:
    """Return a cell as a text, numbers as a CSV file has them."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.isoformat()
    return str(value)
