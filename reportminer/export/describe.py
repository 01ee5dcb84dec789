"""Describes the tables from their one definition: the data dictionary and the Data Package."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportminer.export.model import Column, Kind, Row, TableSpec

_FIELD_TYPES = {
    Kind.TEXT: "string",
    Kind.LIST: "string",
    Kind.DATE: "string",  # a date here may be a year or a month, which the type `date` cannot be
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
}
_DATE_PATTERN = r"\d{4}(-\d{2}(-\d{2})?)?"


def dictionary_rows(tables: Iterable[TableSpec]) -> Iterator[Row]:
    """Yield the rows of data_dictionary.csv: every column of every table, in order."""
    for table in tables:
        for column in table.columns:
            yield {
                "file": table.file,
                "name": column.name,
                "meaning": column.meaning,
                "type": column.kind,
                "unit": column.unit,
                "allowed": column.allowed or _range(column),
                "example": column.example,
            }


def _range(column: Column) -> tuple[str, ...]:
    if column.low is None:
        return ()
    return (f"{column.low:g} or more" if column.high is None else f"{column.low:g} to {column.high:g}",)


def make_data_package(
    tables: Sequence[TableSpec], *, hashes: Mapping[str, tuple[str, int]], version: str, excel: bool
) -> dict[str, object]:
    """Return the description of the export set as a Data Package.

    Args:
        tables: those whose files are in `hashes` are described.
        hashes: SHA-256 and size in bytes of each file.
        version: version of the program.
        excel: whether the CSV files begin with a byte order mark.

    Source: Frictionless Data Package and Table Schema, version 1 (specs.frictionlessdata.io).
    """
    described = [table for table in tables if table.file in hashes]
    return {
        "profile": "data-package",
        "name": "reportminer-export",
        "title": "Findings from review reports",
        "description": "Made by reportminer. README.md says what each file is, manifest.json how it was made.",
        "version": version,
        "resources": [
            *(_table_resource(table, hashes[table.file], excel=excel) for table in described),
            *([_blocks_resource(hashes["blocks.jsonl"])] if "blocks.jsonl" in hashes else []),
        ],
    }


def _table_resource(table: TableSpec, found: tuple[str, int], *, excel: bool) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": re.sub(r"[^a-z0-9]+", "-", table.file.removesuffix(".csv")),
        "path": table.file,
        "description": f"A row is {table.row_is}. Order: {table.order}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if excel else "utf-8",
        "bytes": found[1],
        "hash": f"sha256:{found[0]}",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": _schema(table),
    }


def _blocks_resource(found: tuple[str, int]) -> dict[str, object]:
    return {
        "profile": "data-resource",
        "type": "file",  # else frictionless would read it as a table, which it is not
        "name": "blocks",
        "path": "blocks.jsonl",
        "description": "A line is a block of a report as a JSON object, in reading order.",
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "encoding": "utf-8",
        "bytes": found[1],
        "hash": f"sha256:{found[0]}",
    }


def _schema(table: TableSpec) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": file.removesuffix(".csv"), "fields": there}}
            for column, file, there in table.refers
        ]
    return schema


def _field(column: Column) -> dict[str, object]:
    about = f"{column.meaning} ({column.unit})" if column.unit else column.meaning
    field: dict[str, object] = {"name": column.name, "type": _FIELD_TYPES[column.kind], "description": about}
    if column.example:
        field["example"] = column.example
    if constraints := _constraints(column):
        field["constraints"] = constraints
    return field


def _constraints(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.allowed and column.kind is Kind.TEXT:
        constraints["enum"] = list(column.allowed)
    if column.kind is Kind.DATE:
        constraints["pattern"] = _DATE_PATTERN
    if column.low is not None:
        constraints["minimum"] = int(column.low)
    if column.high is not None:
        constraints["maximum"] = int(column.high)
    return constraints
