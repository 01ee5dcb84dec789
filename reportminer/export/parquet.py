"""Writes tables as Parquet for programs: typed columns that say what they mean, and whose reports are quoted.

Texts stand as they are in the reports, without the apostrophe that CSV cells get against formulas; lists are
lists; dates are texts, since a date here may be a year or a month. The same rows give the same bytes with one
version of Arrow.

Source: Apache Parquet format; key-value metadata of file and columns as Arrow keeps them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from reportminer.export.model import Cell, Column, Kind, Row, TableSpec

ROWS_A_GROUP = 50_000
"""Rows that are held in memory at a time, and stand together in the file."""

_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.DATE: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.LIST: pa.list_(pa.field("element", pa.string(), nullable=False)),
}
_NEVER_EMPTY = {Kind.BOOLEAN, Kind.LIST}
"""Columns of these kinds have a value in each row; a list may have no items."""


def write_parquet(path: Path, spec: TableSpec, rows: Iterable[Row], *, about: Mapping[str, object]) -> int:
    """Write a table and return its number of rows.

    Args:
        path: the file to make.
        spec: its columns in order; each row has exactly these.
        rows: in the table's stated order.
        about: what the file says of itself beside its columns, by name; each is kept as JSON.

    Raises:
        ValueError: a row lacks a column or has one too many.
    """
    schema = make_schema(spec, about=about)
    n_rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd", write_statistics=True) as writer:
        for group in _iter_groups(iter(rows)):
            columns = [
                pa.array([_make_value(column, row) for row in group], type=field.type)
                for column, field in zip(spec.columns, schema, strict=True)
            ]
            _check_names(spec, group)
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
            n_rows += len(group)
    return n_rows


def make_schema(spec: TableSpec, *, about: Mapping[str, object]) -> pa.Schema:
    """Return the columns of a table with type and meaning.

    Metadata of a column: `description`, and where there is one `unit`, `allowed` (JSON list), `minimum`,
    `maximum`, `example`. Of the file: `description`, `order`, `primary_key`, and what `about` holds.
    """
    told = {
        "description": f"A row is {spec.row_is}.",
        "order": spec.order,
        "primary_key": json.dumps(spec.key),
        **{name: json.dumps(value, ensure_ascii=False, sort_keys=True) for name, value in about.items()},
    }
    return pa.schema([_make_field(column) for column in spec.columns], metadata=_encode(told))


def _make_field(column: Column) -> pa.Field:
    told = {
        "description": column.meaning,
        "unit": "" if column.kind is Kind.LIST else column.unit,
        "allowed": json.dumps(list(column.allowed)) if column.allowed and column.kind is not Kind.BOOLEAN else "",
        "minimum": "" if column.low is None else f"{column.low:g}",
        "maximum": "" if column.high is None else f"{column.high:g}",
        "example": column.example,
    }
    is_nullable = not column.required and column.kind not in _NEVER_EMPTY
    filled = {name: value for name, value in told.items() if value}
    return pa.field(column.name, _TYPES[column.kind], nullable=is_nullable, metadata=_encode(filled))


def _make_value(column: Column, row: Row) -> Cell | list[str]:
    """Return a cell as the table holds it: rounded as in the CSV file, and an empty text as no value."""
    match column.kind, row.get(column.name):
        case Kind.NUMBER, int() | float() as number:
            return float(f"{number:.{column.decimals}f}")
        case Kind.LIST, items:
            return list(items) if isinstance(items, tuple) else []
        case Kind.TEXT | Kind.DATE, "":
            return "" if column.required else None
        case Kind.TEXT | Kind.DATE, str() as text:
            return text.encode("utf-8", errors="replace").decode("utf-8")
        case _, value:
            return value


def _check_names(spec: TableSpec, group: list[Row]) -> None:
    for row in group:
        if row.keys() != set(spec.names):
            wrong = sorted(row.keys() ^ set(spec.names))
            raise ValueError(f"{spec.file}: a row and the table differ in the columns {', '.join(wrong)}")


def _iter_groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while group := list(islice(rows, ROWS_A_GROUP)):
        yield group


def _encode(told: Mapping[str, str]) -> dict[bytes, bytes]:
    return {name.encode(): value.encode() for name, value in told.items()}
