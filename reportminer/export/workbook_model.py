"""What a workbook for people holds, before it is written: sheets with their columns and rows, and notes.

Made after the UK guidance for statistics in spreadsheets: one table a sheet, no merged cells, no blank rows, notes
on a sheet of their own, and in cell A1 what the sheet is.

Source: Government Analysis Function, Releasing statistics in spreadsheets.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from reportminer.export.model import Cell, Column

MOST_ROWS = 1_048_576 - 5
"""Rows of a table below its title and header. Source: Excel specifications and limits (Microsoft)."""
LONGEST_NAME = 31
"""Characters of a sheet's name. Source: Excel specifications and limits (Microsoft)."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\s'\x00-\x1f]+")
_RESERVED = {"history"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A cell that leads somewhere."""

    text: str
    """What is shown."""
    target: str
    """Address of a page on the web, or of a file as seen from the workbook, with `/`; empty: only the text."""


SheetCell = Cell | Link
"""What a cell of a sheet may hold before it is written."""

SheetRow = Mapping[str, SheetCell]
"""Cells by column name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet with one table."""

    name: str
    """Of its tab; up to 31 characters, each name once."""
    title: str
    """What it is, for cell A1."""
    row_is: str
    """What one row stands for."""
    columns: tuple[Column, ...]
    """In order."""
    rows: Iterable[SheetRow]
    """Gone through once; each has exactly these columns."""
    file: str
    """The CSV file of the export set with the same rows, or empty."""
    notes: tuple[int, ...] = ()
    """Numbers of the notes that belong to it."""
    most_rows: int = MOST_ROWS
    """Rows that are written; what follows is counted and left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note on the sheet of notes."""

    number: int
    """From 1."""
    topic: str
    """What it is about, in a few words."""
    text: str
    """Plain sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookContent:
    """All that a workbook holds."""

    title: str
    """Of the whole."""
    cover: tuple[str, ...]
    """Sentences for the cover, one a row."""
    notes: tuple[Note, ...]
    """By number."""
    sheets: tuple[Sheet, ...]
    """In the order of their tabs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWritten:
    """What became of a sheet."""

    name: str
    """Of its tab; a table without rows has none and is only listed."""
    n_rows: int
    """Rows of the table in it."""
    n_left_out: int = 0
    """Rows that a sheet has no room for."""
    n_cut: int = 0
    """Texts that were too long for a cell."""
    n_plain: int = 0
    """Links that are text alone, as a sheet may have only so many."""

    def list_losses(self) -> tuple[str, ...]:
        """Return what the sheet could not hold, in plain sentences without a full stop."""
        said = (
            (f"{self.n_left_out:,} rows, for which the sheet {self.name} has no room", self.n_left_out),
            (f"The ends of {self.n_cut:,} long texts in the sheet {self.name}", self.n_cut),
            (f"{self.n_plain:,} links in the sheet {self.name}, which are text alone", self.n_plain),
        )
        return tuple(what for what, there in said if there)


def make_sheet_name(wish: str, taken: Collection[str]) -> str:
    """Return a name that Excel takes for a sheet, like the wish and unlike those that are taken in any case.

    Example:
        >>> make_sheet_name("pattern/by area", {"Notes"})
        'pattern_by_area'
    """
    base = _NOT_IN_NAMES.sub("_", wish).strip("_")[:LONGEST_NAME] or "Sheet"
    known = {name.casefold() for name in taken} | _RESERVED
    number, name = 1, base
    while name.casefold() in known:
        number += 1
        end = f"_{number}"
        name = base[: LONGEST_NAME - len(end)] + end
    return name
