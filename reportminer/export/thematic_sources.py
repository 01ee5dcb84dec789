"""Where a number of the thematic report comes from: the address of a cell, or of a sum over rows.

An address is the name of a file of the export set, `#`, conditions on its rows, and what is taken of the rows that
meet them: `recurrence.csv#pattern_id=shared_vision&column=n_reports` is one cell; `rows`, `sum=NAME`,
`distinct=NAME`, `first=NAME` and `last=NAME` speak of several rows, the last three of values that are not empty.
`NAME!=VALUE` asks for rows with another value. Of a JSON file the address is a JSON pointer:
`card.json#/held_out`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

Where = Mapping[str, object]
"""Value that a column must have; `name!` asks for another value."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from."""

    address: str
    """As the module says."""

    def __str__(self) -> str:
        return self.address


def cell(file: str, column: str, where: Where) -> Source:
    """Return the address of a cell of the one row that meets the conditions.

    Example:
        >>> str(cell("recurrence.csv", "n_reports", {"pattern_id": "shared_vision"}))
        'recurrence.csv#pattern_id=shared_vision&column=n_reports'
    """
    return _make(file, where, f"column={_quote(column)}")


def rows(file: str, where: Where | None = None) -> Source:
    """Return the address of the number of rows that meet the conditions.

    Example:
        >>> str(rows("recurrence.csv", {"n_reports!": 0}))
        'recurrence.csv#n_reports!=0&rows'
    """
    return _make(file, where, "rows")


def total(file: str, column: str, where: Where | None = None) -> Source:
    """Return the address of the sum of a column over the rows that meet the conditions."""
    return _make(file, where, f"sum={_quote(column)}")


def distinct(file: str, column: str, where: Where | None = None) -> Source:
    """Return the address of the number of different values in a column, the empty one left out."""
    return _make(file, where, f"distinct={_quote(column)}")


def first(file: str, column: str, where: Where | None = None) -> Source:
    """Return the address of the least value in a column, the empty one left out."""
    return _make(file, where, f"first={_quote(column)}")


def last(file: str, column: str, where: Where | None = None) -> Source:
    """Return the address of the greatest value in a column."""
    return _make(file, where, f"last={_quote(column)}")


def pointer(file: str, *path: str | int) -> Source:
    """Return the address of a value in a JSON file.

    Source: RFC 6901, JSON Pointer.

    Example:
        >>> str(pointer("card.json", "held_out", "micro"))
        'card.json#/held_out/micro'
    """
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return Source(f"{file}#" + "".join(f"/{step}" for step in steps))


def _make(file: str, where: Where | None, taken: str) -> Source:
    conditions = [
        f"{_quote(name.rstrip('!'))}{_sign(name)}{_quote(value)}" for name, value in (where or {}).items()
    ]
    return Source(f"{file}#" + "&".join([*conditions, taken]))


def _sign(name: str) -> str:
    return "!=" if name.endswith("!") else "="


def _quote(value: object) -> str:
    return quote(str(value), safe="")
