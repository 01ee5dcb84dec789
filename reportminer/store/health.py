"""What can be wrong with a workspace beside the database's own damage, and what can be made again from it."""

import sqlite3
from pathlib import Path

import numpy as np

from reportminer.store.arrays import FOLDER, remove_others
from reportminer.store.vectors import open_vectors, read_stored, rebuild


def index_is_whole(connection: sqlite3.Connection) -> bool:
    """Say whether the full-text index holds what the sentences say; reads all of both.

    Args:
        connection: open for writing, which the check needs though it changes nothing.
    """
    try:
        connection.execute("INSERT INTO sentences_fts (sentences_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        return False
    return True


def rebuild_index(connection: sqlite3.Connection) -> None:
    """Make the full-text index again from the sentences."""
    connection.execute("INSERT INTO sentences_fts (sentences_fts) VALUES ('rebuild')")


def arrays_are_whole(connection: sqlite3.Connection, workspace: Path) -> bool:
    """Say whether the array of vectors beside the database holds what the database holds; reads all of both."""
    stored, opened = read_stored(connection), open_vectors(connection, workspace)
    return np.array_equal(stored.ids, opened.ids) and np.array_equal(stored.rows, opened.rows)


def rebuild_arrays(connection: sqlite3.Connection, workspace: Path) -> None:
    """Make all arrays beside the database again."""
    remove_others(workspace / FOLDER, ())
    rebuild(connection, workspace)
