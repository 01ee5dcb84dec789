"""Single facts about a report's sentences, without the rest: which stand in its summary, and their vectors."""

import sqlite3

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]


def read_summary_blocks(connection: sqlite3.Connection, report_id: str) -> frozenset[int]:
    """Return the numbers of the blocks that belong to a report's summary."""
    rows = connection.execute(
        "SELECT number FROM blocks WHERE report_id = ? AND part = 'summary' ORDER BY number", (report_id,)
    )
    return frozenset(row[0] for row in rows)


def read_vectors_of(connection: sqlite3.Connection, report_id: str) -> dict[int, Rows]:
    """Return the vectors of a report's sentences by number of the sentence; none where none are stored.

    Each is a unit row, (dim,).
    """
    stored = connection.execute("SELECT data, n FROM vectors WHERE report_id = ?", (report_id,)).fetchone()
    if stored is None or not stored["n"]:
        return {}
    rows = np.frombuffer(stored["data"], "<f4").reshape(stored["n"], -1)
    numbers = connection.execute("SELECT number FROM sentences WHERE report_id = ? ORDER BY number", (report_id,))
    return {row[0]: vector for row, vector in zip(numbers, rows, strict=True)}
