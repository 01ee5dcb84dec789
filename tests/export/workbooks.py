"""Workbooks as tests write and read them."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
from lxml import etree

from reportminer.export.model import Column
from reportminer.export.workbook import WorkbookWriter
from reportminer.export.workbook_model import Note, Sheet, SheetRow, SheetWritten

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def make_sheet(columns: Sequence[Column], rows: Iterable[SheetRow], *, name: str = "Things") -> Sheet:
    """A sheet of a few columns."""
    return Sheet(
        name=name, title="Things", row_is="a thing", columns=tuple(columns), rows=rows, file="x.csv", notes=(1,)
    )


def write(*sheets: Sheet) -> tuple[bytes, list[SheetWritten]]:
    """The bytes of a workbook of sheets, and what became of each."""
    file = io.BytesIO()
    writer = WorkbookWriter(file, title="A test")
    written = [writer.write_sheet(sheet) for sheet in sheets]
    writer.close(cover=["A cover."], notes=[Note(number=1, topic="Counting", text="How.")])
    return file.getvalue(), written


def open_book(data: bytes) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def read_xml(data: bytes, pattern: str) -> dict[str, Any]:
    """The parts of a workbook whose names match, parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if re.fullmatch(pattern, name)
        }


def table_rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet's table by heading."""
    (table,) = sheet.tables.values()
    header, *rows = sheet[table.ref]
    return [{h.value: cell.value for h, cell in zip(header, row, strict=True)} for row in rows]
