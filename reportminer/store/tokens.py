"""Words as the workspace's full-text index cuts and stems them."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""As in schema.sql."""


def list_stems(phrases: Sequence[str]) -> list[tuple[str, ...]]:
    """Return for each phrase the stems of its words in order, as they stand in the index.

    Example:
        >>> list_stems(["Pooled budgets", "co-production"])
        [('pool', 'budget'), ('co', 'product')]
    """
    stems: list[list[str]] = [[] for _ in phrases]
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as index:
        index.execute(f'CREATE VIRTUAL TABLE phrases USING fts5 (text, tokenize="{TOKENIZER}")')
        index.execute("CREATE VIRTUAL TABLE stems USING fts5vocab (phrases, instance)")
        index.executemany("INSERT INTO phrases (rowid, text) VALUES (?, ?)", enumerate(phrases))
        for number, stem in index.execute("SELECT doc, term FROM stems ORDER BY doc, offset"):
            stems[number].append(stem)
    return [tuple(found) for found in stems]
