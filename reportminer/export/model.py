"""What a column and a table of the export set are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

Cell = str | int | float | bool | tuple[str, ...] | None
"""What a cell may hold before it is written; None is an empty cell."""

Row = Mapping[str, Cell]
"""Cells by column name."""


class Kind(StrEnum):
    """How the cells of a column are to be read."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: the one definition from which header, data dictionary and Data Package are made."""

    name: str
    """Header of the column; never changes."""
    meaning: str
    """One or two plain sentences."""
    kind: Kind = Kind.TEXT
    """How to read the cells."""
    unit: str = ""
    """Unit of a number, separator of a list, form of a date."""
    allowed: tuple[str, ...] = ()
    """Every value that a cell, or an item of a list, may have; empty if open."""
    low: float | None = None
    """Least value of a number."""
    high: float | None = None
    """Greatest value of a number."""
    example: str = ""
    """A cell as written."""
    required: bool = False
    """Whether no cell is empty."""
    decimals: int = 4
    """Decimals with which a number is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """A table of the export set."""

    file: str
    """Name of its CSV file."""
    row_is: str
    """What one row stands for."""
    order: str
    """The order of the rows, in words."""
    columns: tuple[Column, ...]
    """In the order of the header."""
    key: tuple[str, ...] = ()
    """Columns that together name a row, if any do."""
    refers: tuple[tuple[str, str, str], ...] = ()
    """References: column, file, column there."""

    @property
    def names(self) -> tuple[str, ...]:
        """The header."""
        return tuple(column.name for column in self.columns)

    def with_columns(self, columns: tuple[Column, ...]) -> "TableSpec":
        """Return the table with further columns at its right side."""
        return replace(self, columns=self.columns + columns)
