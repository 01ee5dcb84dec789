"""BM25 of the sentences that a full-text query finds, as FTS5 ranks them."""

import re
import sqlite3
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from reportminer.store.tokens import list_stems
from reportminer.store.words import SECTION_WEIGHT, TEXT_WEIGHT, WordTable, open_words

_PART = re.compile(r'NEAR\([^()]*\)|"[^"]*"(?: \*)?')
_WORD = re.compile(r'"([^" ]+)"')

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]


def score_sentences(connection: sqlite3.Connection, query: str) -> Scores:
    """Score all sentences for a query.

    Single words joined by OR are looked up in the table of words where there is a current one; FTS5 answers the
    rest. BM25 is a sum over the parts of such a query, so both give the same scores, to six digits.

    Args:
        connection: an open workspace.
        query: of FTS5, every token in double quotes.

    Returns:
        (n,) Okapi BM25 by sentence id, more is better; 0, or no place, for a sentence that is not found.
    """
    table = open_words(connection)
    parts = _PART.findall(query)
    if table is None or " OR ".join(parts) != query:
        return _add_up([_ask_fts5(connection, query)])
    return _add_up([_score_part(connection, table, *part) for part in _with_stems(parts)])


def count_sentences(connection: sqlite3.Connection, queries: Sequence[str]) -> list[int]:
    """Return for each query how many sentences it finds.

    Args:
        connection: an open workspace.
        queries: of FTS5, every token in double quotes.
    """
    table = open_words(connection)
    counts = []
    for query, stem in _with_stems(queries):
        if table is not None and stem:
            counts.append(len(table.find(stem)))
        else:
            sql = "SELECT count(*) FROM sentences_fts WHERE sentences_fts MATCH ?"
            counts.append(connection.execute(sql, (query,)).fetchone()[0])
    return counts


def _with_stems(parts: Sequence[str]) -> list[tuple[str, str]]:
    """Return each part with its stem if it is a single word, else with an empty text."""
    words = [_WORD.fullmatch(part) for part in parts]
    stems = list_stems([word[1] if word else "" for word in words])
    return [(part, found[0] if len(found) == 1 else "") for part, found in zip(parts, stems, strict=True)]


def _score_part(connection: sqlite3.Connection, table: WordTable, part: str, stem: str) -> tuple[Ids, Scores]:
    if not stem:
        return _ask_fts5(connection, part)
    found = table.find(stem)
    return found["sentence"], found["score"]


def _ask_fts5(connection: sqlite3.Connection, query: str) -> tuple[Ids, Scores]:
    rows = connection.execute(
        f"""SELECT rowid, -bm25(sentences_fts, {TEXT_WEIGHT}, {SECTION_WEIGHT})
            FROM sentences_fts WHERE sentences_fts MATCH ? ORDER BY rowid""",
        (query,),
    ).fetchall()
    return np.array([row[0] for row in rows], np.int64), np.array([row[1] for row in rows], np.float32)


def _add_up(parts: Sequence[tuple[Ids, Scores]]) -> Scores:
    """Add up parts, each with the ids of its sentences, ascending, and what it adds to their scores."""
    total = np.zeros(max((int(ids[-1]) + 1 for ids, _ in parts if len(ids)), default=0), np.float32)
    for ids, scores in parts:
        total[ids] += scores
    return total
