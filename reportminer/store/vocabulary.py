"""What the full-text index knows of words, and how often the workspace's vectors changed."""

import sqlite3
from collections.abc import Iterator

_LAST = "\U0010ffff"


def read_generation(connection: sqlite3.Connection) -> int:
    """Return how often the vectors were changed: equal numbers mean that an opened `VectorTable` is current."""
    found = connection.execute("SELECT value FROM meta WHERE key = 'vectors_generation'").fetchone()
    return int(found[0]) if found else 0


def iter_stems(connection: sqlite3.Connection, beginning: str = "") -> Iterator[tuple[str, int]]:
    """Yield the stems that stand in the workspace, ascending, each with the number of sentences that hold it.

    Args:
        connection: an open workspace.
        beginning: letters with which they begin; without any the whole index is read, about a second for a
            million sentences.
    """
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.stems USING fts5vocab (main, sentences_fts, row)")
    yield from map(
        tuple,
        connection.execute(
            "SELECT term, doc FROM temp.stems WHERE term >= ? AND term < ?", (beginning, beginning + _LAST)
        ),
    )


def read_examples(connection: sqlite3.Connection, stem: str, limit: int) -> list[str]:
    """Return texts of sentences that hold a stem in their text, in the order in which they were stored.

    Args:
        connection: an open workspace.
        stem: as the index has it (stemmed once more it might be another).
        limit: how many at most.
    """
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.places USING fts5vocab (main, sentences_fts, instance)"
    )
    rows = connection.execute(
        """SELECT text FROM sentences WHERE id IN
             (SELECT doc FROM temp.places WHERE term = ? AND col = 'text' LIMIT ?) ORDER BY id""",
        (stem, limit),
    )
    return [row[0] for row in rows]
