"""All sentence vectors as one memory-mapped array beside the database (see `arrays`)."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reportminer.errors import StorageError
from reportminer.store.arrays import array_path, open_array, remove_others, write_array
from reportminer.store.words import LEAST_SENTENCES, word_files, write_words

Ids = npt.NDArray[np.int64]
Rows = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VectorTable:
    """The vectors of all sentences."""

    ids: Ids
    """(n,): `sentences.id`, ascending."""
    rows: Rows
    """(n, dim): unit rows in the order of `ids`; dim is 0 where nothing is stored."""
    encoder: str
    """Name and digest of the encoder that made them; empty where nothing is stored."""

    def positions(self, ids: Ids) -> Ids:
        """Return the row of each sentence id; every id must be in the table."""
        return np.searchsorted(self.ids, ids).astype(np.int64)

    def position(self, sentence_id: int) -> int:
        """Return the row of one sentence id, which must be in the table."""
        return int(np.searchsorted(self.ids, sentence_id))


def rebuild(
    connection: sqlite3.Connection, workspace: Path, *, least_for_words: int = LEAST_SENTENCES
) -> VectorTable:
    """Write the arrays of vectors and of words anew if they are not current, and remove older ones.

    Args:
        connection: an open workspace.
        workspace: its folder.
        least_for_words: sentences from which on a table of words is made.

    Returns:
        The vectors, opened.

    Raises:
        StorageError: vectors of different lengths are stored, or the arrays cannot be written.
    """
    rows_file, ids_file = _files(connection, workspace)
    if not (rows_file.is_file() and ids_file.is_file()):
        _write(connection, rows_file, ids_file)
    write_words(connection, workspace, least=least_for_words)
    remove_others(rows_file.parent, {rows_file, ids_file, *word_files(connection, workspace)})
    return open_vectors(connection, workspace)


def open_vectors(connection: sqlite3.Connection, workspace: Path) -> VectorTable:
    """Open the array without reading it; where it is absent, damaged or stale, read the database instead."""
    rows, ids = (open_array(path) for path in _files(connection, workspace))
    if rows is None or ids is None or rows.ndim != 2 or rows.dtype != np.float32 or ids.shape != rows.shape[:1]:
        return read_stored(connection)
    return VectorTable(ids=ids, rows=rows, encoder=_encoder(connection))


def _files(connection: sqlite3.Connection, workspace: Path) -> tuple[Path, Path]:
    return array_path(connection, workspace, "rows"), array_path(connection, workspace, "ids")


def _write(connection: sqlite3.Connection, rows_file: Path, ids_file: Path) -> None:
    reports = _list_reports(connection)
    ids, dim = _join_ids(reports), _read_dim(connection)
    write_array(rows_file, _iter_rows(connection, reports), shape=(len(ids), dim), dtype=np.float32)
    write_array(ids_file, [ids], shape=ids.shape, dtype=np.int64)


def read_stored(connection: sqlite3.Connection) -> VectorTable:
    """Return the vectors as the database holds them; slower than the array, and what it is made from."""
    reports = _list_reports(connection)
    ids, dim = _join_ids(reports), _read_dim(connection)
    rows = np.concatenate([np.empty((0, dim), np.float32), *_iter_rows(connection, reports)])
    return VectorTable(ids=ids, rows=rows, encoder=_encoder(connection))


def _list_reports(connection: sqlite3.Connection) -> list[tuple[str, Ids]]:
    """Return the reports that have vectors with the ids of their sentences, in the order of the ids.

    A report is stored in one transaction by a single writer: no ids of another lie between its own.
    """
    stored = connection.execute("SELECT report_id FROM vectors WHERE n > 0").fetchall()
    reports = [(row[0], _read_ids(connection, row[0])) for row in stored]
    return sorted(reports, key=lambda report: int(report[1][0]))


def _read_ids(connection: sqlite3.Connection, report_id: str) -> Ids:
    rows = connection.execute("SELECT id FROM sentences WHERE report_id = ? ORDER BY number", (report_id,))
    return np.array([row[0] for row in rows], np.int64)


def _join_ids(reports: list[tuple[str, Ids]]) -> Ids:
    return np.concatenate([np.empty(0, np.int64), *(ids for _, ids in reports)])


def _iter_rows(connection: sqlite3.Connection, reports: list[tuple[str, Ids]]) -> Iterator[Rows]:
    """Yield the vectors of one report after the other, so that not all need be held."""
    for report_id, ids in reports:
        data = connection.execute("SELECT data FROM vectors WHERE report_id = ?", (report_id,)).fetchone()[0]
        yield np.frombuffer(data, "<f4").reshape(len(ids), -1)


def _read_dim(connection: sqlite3.Connection) -> int:
    """Return the length of the stored vectors, 0 where there are none."""
    least, most = connection.execute("SELECT min(dim), max(dim) FROM vectors WHERE n > 0").fetchone()
    if least != most:
        raise StorageError(
            f"the workspace holds vectors of {least} and of {most} numbers",
            expected="vectors of one encoder",
            remedy="run again, so that all reports are mined with the same encoder",
        )
    return least or 0


def _encoder(connection: sqlite3.Connection) -> str:
    least, most = connection.execute("SELECT min(encoder), max(encoder) FROM vectors WHERE n > 0").fetchone()
    return (least or "") if least == most else ""
