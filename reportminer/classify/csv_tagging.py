"""Tags the sentences of any CSV file, without a workspace."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportminer.classify.csv_reading import open_table
from reportminer.classify.tagger import Tagger
from reportminer.errors import StorageError, UsageError
from reportminer.records import Coding
from reportminer.text import make_safe, squash

COLUMNS = (
    "id",
    "text",
    "themes",
    "patterns",
    "pattern_scores",
    "accepted",
    "polarity",
    "is_recommendation",
    "needs_review",
)
"""Of the file that is written, in order."""
_CHUNK = 2000
"""Sentences encoded and tagged at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTagging:
    """What became of a file."""

    n_rows: int
    """Rows read and written."""
    n_tagged: int
    """Rows with at least one pattern."""
    n_accepted: int
    """Rows with at least one accepted pattern."""
    n_review: int
    """Rows that need review."""


def tag_csv(path: Path, text_column: str, tagger: Tagger, out: Path) -> CsvTagging:
    """Tag each row of a CSV file and write the codes to another, in the same order.

    An `id` column is kept; without one the id is the number of the row, from 1. Text cells that a spreadsheet
    would run as a formula get a leading apostrophe.

    Args:
        path: in UTF-8, UTF-16 or Windows-1252, with a header row; separated by comma, semicolon or tab.
        text_column: the column that holds the sentences.
        tagger: the heads.
        out: the file to write; replaced if it is there.

    Raises:
        UsageError: the file cannot be read as CSV or lacks the column, or `out` is a folder or the file itself.
        StorageError: the result cannot be written.
    """
    check_target(out, source=path)
    rows = _read_rows(path, text_column)
    codings = list(_iter_codings([text for _, text in rows], tagger))
    _write(out, rows, codings)
    return CsvTagging(
        n_rows=len(rows),
        n_tagged=sum(bool(coding.tags) for coding in codings),
        n_accepted=sum(any(tag.accepted for tag in coding.tags) for coding in codings),
        n_review=sum(needs_review(coding) for coding in codings),
    )


def check_target(out: Path, *, source: Path) -> None:
    """Refuse to write over a folder or over the table that was given.

    Raises:
        UsageError: `out` is one of them.
    """
    if out.is_dir() or not out.name:
        raise UsageError(f"{out} is a folder", expected="the name of a file to write", remedy="name it with --out")
    if out.exists() and source.exists() and out.samefile(source):
        raise UsageError(
            f"{out} is the table that was given; it would be overwritten",
            expected="another file to write",
            remedy="name another one with --out",
        )


def needs_review(coding: Coding) -> bool:
    """Say whether a sentence has a tag that was not accepted."""
    return any(not tag.accepted for tag in coding.tags)


def _read_rows(path: Path, text_column: str) -> list[tuple[str, str]]:
    reader = open_table(path)
    try:
        columns = list(reader.fieldnames or ())
        if text_column not in columns:
            raise UsageError(
                f"{path} has no column {text_column!r}",
                expected=f"one of its columns: {', '.join(columns) or '(it has none)'}",
                remedy="name the column with the sentences: --text-column NAME",
            )
        return [
            ((row.get("id") or "").strip() or str(number), squash(row[text_column] or ""))
            for number, row in enumerate(reader, start=1)
        ]
    except csv.Error as error:
        raise UsageError(
            f"{path}, line {reader.line_num}: {error}", expected="a CSV file", remedy="save it as CSV again"
        ) from error


def _iter_codings(texts: Sequence[str], tagger: Tagger) -> Iterator[Coding]:
    for at in range(0, len(texts), _CHUNK):
        chunk = texts[at : at + _CHUNK]
        encoded = tagger.encode(chunk)
        yield from tagger.tag(chunk, encoded.vectors, tuned=encoded.tuned)


def _write(out: Path, rows: Sequence[tuple[str, str]], codings: Sequence[Coding]) -> None:
    unfinished = out.with_name(f".{out.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(COLUMNS)
            for (row_id, text), coding in zip(rows, codings, strict=True):
                writer.writerow(_cells(row_id, text, coding))
        unfinished.replace(out)
    except OSError as error:
        raise StorageError(f"{out} cannot be written: {error.strerror}", remedy="check the folder") from error


def _cells(row_id: str, text: str, coding: Coding) -> list[str]:
    return [
        make_safe(row_id),
        make_safe(text),
        ";".join(coding.themes),
        ";".join(tag.pattern_id for tag in coding.tags),
        ";".join(f"{tag.probability:.3f}" for tag in coding.tags),
        ";".join(tag.pattern_id for tag in coding.tags if tag.accepted),
        coding.polarity,
        str(int(coding.is_recommendation)),
        str(int(needs_review(coding))),
    ]
