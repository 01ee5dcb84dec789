"""All sentence vectors as one memory-mapped array beside the database; rebuilt from it, never the only copy.

The array's file name carries the database's count of vector changes, so a stale array is never taken for a
current one and a reader that has the old array open is not disturbed by a rebuild.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reportminer.store.files import opened_atomically

FOLDER = "vectors"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VectorTable:
    """The vectors of all sentences."""

    ids: npt.NDArray[np.int64]
    """(n,): `sentences.id`, ascending."""
    rows: npt.NDArray[np.float32]
    """(n, dim): unit rows in the order of `ids`; dim is 0 where nothing is stored."""
    encoder: str
    """Name and digest of the encoder that made them; empty where nothing is stored."""

    def positions(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the row of each sentence id; every id must be in the table."""
        return np.searchsorted(self.ids, ids).astype(np.int64)

    def position(self, sentence_id: int) -> int:
        """Return the row of one sentence id, which must be in the table."""
        return int(np.searchsorted(self.ids, sentence_id))


def rebuild(connection: sqlite3.Connection, workspace: Path) -> VectorTable:
    """Write the array anew if it is not current, remove older ones, and return it opened."""
    rows_file, ids_file = _files(connection, workspace)
    if not (rows_file.is_file() and ids_file.is_file()):
        table = _read_database(connection)
        _save(ids_file, table.ids)
        _save(rows_file, table.rows)
    for old in rows_file.parent.glob("*.npy"):
        if old not in (rows_file, ids_file):
            old.unlink(missing_ok=True)
    return open_vectors(connection, workspace)


def open_vectors(connection: sqlite3.Connection, workspace: Path) -> VectorTable:
    """Open the array without reading it; where it is absent, damaged or stale, read the database instead."""
    rows_file, ids_file = _files(connection, workspace)
    try:
        rows = np.load(rows_file, mmap_mode="r", allow_pickle=False)
        ids = np.load(ids_file, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return _read_database(connection)
    if rows.ndim != 2 or rows.dtype != np.float32 or ids.shape != rows.shape[:1]:
        return _read_database(connection)
    return VectorTable(ids=ids, rows=rows, encoder=_encoder(connection))


def _files(connection: sqlite3.Connection, workspace: Path) -> tuple[Path, Path]:
    found = connection.execute("SELECT value FROM meta WHERE key = 'vectors_generation'").fetchone()
    generation = int(found[0]) if found else 0
    folder = workspace / FOLDER
    return folder / f"rows-{generation}.npy", folder / f"ids-{generation}.npy"


def _encoder(connection: sqlite3.Connection) -> str:
    found = connection.execute("SELECT min(encoder), max(encoder) FROM vectors WHERE n > 0").fetchone()
    return (found[0] or "") if found[0] == found[1] else ""


def _read_database(connection: sqlite3.Connection) -> VectorTable:
    ids: list[npt.NDArray[np.int64]] = []
    rows: list[npt.NDArray[np.float32]] = []
    for report_id, dim, data in connection.execute(
        "SELECT report_id, dim, data FROM vectors WHERE n > 0 ORDER BY report_id"
    ):
        rows.append(np.frombuffer(data, "<f4").reshape(-1, dim))
        found = connection.execute(
            "SELECT id FROM sentences WHERE report_id = ? ORDER BY number", (report_id,)
        ).fetchall()
        ids.append(np.array([row[0] for row in found], np.int64))
    if not rows:
        return VectorTable(ids=np.empty(0, np.int64), rows=np.empty((0, 0), np.float32), encoder="")
    all_ids = np.concatenate(ids)
    order = np.argsort(all_ids)
    return VectorTable(ids=all_ids[order], rows=np.concatenate(rows)[order], encoder=_encoder(connection))


def _save(path: Path, array: npt.NDArray[np.generic]) -> None:
    with opened_atomically(path) as file:
        np.save(file, array, allow_pickle=False)
