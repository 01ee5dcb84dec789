"""Arrays beside the database that are worked out from it: opened without being read, and never the only copy.

A file's name carries the database's count of changes, so a stale array is never taken for a current one, and a
reader that has an old array open is not disturbed when a new one is written.
"""

import sqlite3
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reportminer.store.files import opened_atomically

FOLDER = "vectors"
"""Name of their folder in a workspace."""

Array = npt.NDArray[Any]


def array_path(connection: sqlite3.Connection, workspace: Path, name: str) -> Path:
    """Return where the current array of a name lies, or would lie."""
    found = connection.execute("SELECT value FROM meta WHERE key = 'vectors_generation'").fetchone()
    return workspace / FOLDER / f"{name}-{int(found[0]) if found else 0}.npy"


def find_workspace(connection: sqlite3.Connection) -> Path | None:
    """Return the folder of an open workspace; None for one in memory."""
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    return Path(path).parent if path else None


def open_array(path: Path) -> Array | None:
    """Return an array without reading it; None where it is absent or is no array."""
    try:
        array: Array = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return array


def write_array(path: Path, pieces: Iterable[Array], *, shape: tuple[int, ...], dtype: npt.DTypeLike) -> None:
    """Write an array piece by piece, whole or not at all.

    Args:
        path: of the file.
        pieces: parts of the array along its first axis, in order; together of this shape.
        shape: of the whole.
        dtype: of the whole.

    Raises:
        StorageError: the disk is full or the folder cannot be written; nothing is left.
    """
    described = np.lib.format.dtype_to_descr(np.dtype(dtype))
    with opened_atomically(path) as file:
        np.lib.format.write_array_header_1_0(file, {"descr": described, "fortran_order": False, "shape": shape})
        for piece in pieces:
            file.write(np.ascontiguousarray(piece, dtype).data)


def remove_others(folder: Path, kept: Collection[Path]) -> None:
    """Remove all arrays of a folder but these."""
    for path in folder.glob("*.npy"):
        if path not in kept:
            path.unlink(missing_ok=True)
