"""Writes tables as CSV: RFC 4180 (so lines end with CR LF), UTF-8, a header row, equal rows as equal bytes."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from reportminer.export.model import Cell, Column, Kind, Row, TableSpec
from reportminer.text import make_safe, squash

SEPARATOR = ";"
"""Between the items of a list; inside an item it is written as a comma."""

_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?")


def format_cell(column: Column, value: Cell) -> str:
    """Return a cell as it is written.

    Raises:
        TypeError: the value does not fit the column's kind.
    """
    match column.kind, value:
        case _, None:
            return ""
        case Kind.BOOLEAN, bool():
            return "true" if value else "false"
        case Kind.INTEGER, int() if not isinstance(value, bool):
            return str(value)
        case Kind.NUMBER, int() | float() if not isinstance(value, bool):
            return f"{value:.{column.decimals}f}"
        case Kind.LIST, tuple():
            return make_safe(SEPARATOR.join(squash(item).replace(SEPARATOR, ",") for item in value))
        case ((Kind.TEXT | Kind.DATE), str()):
            return make_safe(value)
    raise TypeError(f"column {column.name} of kind {column.kind} cannot hold {value!r}")


def write_csv(path: Path, spec: TableSpec, rows: Iterable[Row], *, excel: bool = False) -> int:
    """Write a table and return its number of rows.

    Args:
        path: the file to make.
        spec: its columns in order; each row has exactly these.
        rows: in the table's stated order.
        excel: begin with a byte order mark, without which Excel takes UTF-8 for another encoding.

    Raises:
        ValueError: a row lacks a column or has one too many.
    """
    return _write(path, spec.names, (_format_row(spec, row) for row in rows), excel=excel)


def format_csv(spec: TableSpec, rows: Iterable[Row], *, excel: bool = False) -> bytes:
    """Return a table as the bytes that `write_csv` writes.

    Args:
        spec: its columns in order; each row has exactly these.
        rows: in the table's stated order.
        excel: begin with a byte order mark.

    Raises:
        ValueError: a row lacks a column or has one too many.
    """
    text = io.StringIO(newline="")
    _write_rows(text, spec.names, (_format_row(spec, row) for row in rows))
    return text.getvalue().encode("utf-8-sig" if excel else "utf-8", errors="replace")


def write_cells(path: Path, rows: Iterable[Sequence[str]], *, excel: bool = False) -> int:
    """Write the cells of a table found in a report; plain numbers stay numbers. Returns the number of rows."""
    return _write(path, None, ([_format_found(cell) for cell in row] for row in rows), excel=excel)


def _write(path: Path, header: Sequence[str] | None, rows: Iterable[Sequence[str]], *, excel: bool) -> int:
    encoding = "utf-8-sig" if excel else "utf-8"
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        return _write_rows(file, header, rows)


def _write_rows(file: TextIO, header: Sequence[str] | None, rows: Iterable[Sequence[str]]) -> int:
    n_rows = 0
    writer = csv.writer(file, lineterminator="\r\n")
    if header is not None:
        writer.writerow(header)
    for row in rows:
        writer.writerow(row)
        n_rows += 1
    return n_rows


def _format_row(spec: TableSpec, row: Row) -> list[str]:
    if row.keys() != set(spec.names):
        wrong = sorted(row.keys() ^ set(spec.names))
        raise ValueError(f"{spec.file}: a row and the table differ in the columns {', '.join(wrong)}")
    return [format_cell(column, row[column.name]) for column in spec.columns]


def _format_found(cell: str) -> str:
    text = squash(cell)
    return text if _PLAIN_NUMBER.fullmatch(text) else make_safe(text)
