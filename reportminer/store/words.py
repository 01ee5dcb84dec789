"""What each word adds to the score of each sentence that holds it, worked out beforehand and memory-mapped.

FTS5 works scores out anew for every sentence that holds any word of a question; for a million sentences and common
words that takes most of a second. But a score is a sum over words, and what a word adds depends on the index
alone. So it is kept, and a question adds up a few arrays. Scores are those of `bm25()` in FTS5, to six digits.

Source: fts5_aux.c of SQLite; S. Robertson and H. Zaragoza (2009), The probabilistic relevance framework: BM25 and
    beyond.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reportminer.store.arrays import array_path, find_workspace, open_array, write_array

TEXT_WEIGHT, SECTION_WEIGHT = 1.0, 0.3
"""What a word counts in the sentence, and in the headings above it."""
LEAST_SENTENCES = 20_000
"""Below so many, FTS5 alone answers in some ten milliseconds and no table is made."""

_K1, _B, _LEAST_RARITY = 1.2, 0.75, 1e-6  # as in fts5_aux.c
_WORD = np.dtype([("key", "<u8"), ("start", "<i8"), ("end", "<i8")])
_PART = np.dtype([("sentence", "<i4"), ("score", "<f4")])
_BATCH = 1 << 20  # places of words held at a time
_PLACES = "SELECT term, count(*), group_concat(doc * 2 + (col = 'section')) FROM temp.word_places GROUP BY term"

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Parts = npt.NDArray[np.void]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WordTable:
    """The words of a workspace and what they add."""

    words: npt.NDArray[np.void]
    """(v,): hash of a stem, ascending; its first part; one past its last part."""
    parts: Parts
    """(p,): sentence id and score; those of a word together, ascending by sentence."""

    def find(self, stem: str) -> Parts:
        """Return the parts of a word; empty where no sentence holds it."""
        key, keys = _hash(stem), self.words["key"]
        at = int(np.searchsorted(keys, np.uint64(key)))
        if at == len(keys) or int(keys[at]) != key:
            return self.parts[:0]
        return self.parts[self.words["start"][at] : self.words["end"][at]]


def open_words(connection: sqlite3.Connection) -> WordTable | None:
    """Open the table without reading it; None where it is absent, damaged or stale."""
    workspace = find_workspace(connection)
    if workspace is None:
        return None
    words, parts = (open_array(path) for path in word_files(connection, workspace))
    if words is None or parts is None or (words.dtype, parts.dtype) != (_WORD, _PART) or words.ndim != 1:
        return None
    return WordTable(words=words, parts=parts) if words["end"].max(initial=0) == len(parts) else None


def word_files(connection: sqlite3.Connection, workspace: Path) -> tuple[Path, Path]:
    """Return where the two arrays of the table lie, or would lie."""
    return array_path(connection, workspace, "words"), array_path(connection, workspace, "word-scores")


def write_words(connection: sqlite3.Connection, workspace: Path, *, least: int) -> None:
    """Write the table anew if it is not current.

    Args:
        connection: an open workspace.
        workspace: its folder.
        least: sentences from which on it is made.
    """
    n_sentences = connection.execute("SELECT count(*) FROM sentences").fetchone()[0]
    words_file, parts_file = word_files(connection, workspace)
    if n_sentences < least or (words_file.is_file() and parts_file.is_file()):
        return
    connection.execute("CREATE VIRTUAL TABLE temp.word_places USING fts5vocab (main, sentences_fts, instance)")
    connection.execute("CREATE VIRTUAL TABLE temp.word_counts USING fts5vocab (main, sentences_fts, row)")
    try:
        _write_words(connection, n_sentences, words_file, parts_file)
    finally:
        connection.execute("DROP TABLE temp.word_places")
        connection.execute("DROP TABLE temp.word_counts")


def _write_words(connection: sqlite3.Connection, n_sentences: int, words_file: Path, parts_file: Path) -> None:
    n_parts = connection.execute("SELECT total(doc) FROM temp.word_counts").fetchone()[0]
    damping = _measure_damping(connection, n_sentences)
    terms: list[str] = []
    n_holding: list[Ints] = []

    def pieces() -> Iterator[Parts]:
        for found, counts, places in _iter_places(connection):
            holding, parts = _score_parts(counts, places, damping, n_sentences)
            terms.extend(found)
            n_holding.append(holding)
            yield parts

    write_array(parts_file, pieces(), shape=(int(n_parts),), dtype=_PART)
    words = _list_words(terms, np.concatenate([*n_holding, np.empty(0, np.int64)]))
    write_array(words_file, [words], shape=words.shape, dtype=_WORD)


def _measure_damping(connection: sqlite3.Connection, n_sentences: int) -> Floats:
    """Return by sentence id what is added below the line of the formula: more for longer sentences."""
    last = connection.execute("SELECT max(id) FROM sentences").fetchone()[0] or 0
    lengths = np.zeros(last + 1, np.int64)
    for _, _, places in _iter_places(connection):
        lengths += np.bincount(places >> 1, minlength=len(lengths))
    mean = lengths.sum() / max(n_sentences, 1) or 1.0
    return _K1 * (1 - _B + _B * lengths / mean)


def _iter_places(connection: sqlite3.Connection) -> Iterator[tuple[list[str], Ints, Ints]]:
    """Yield batches of whole words: the stems, how often each stands somewhere, and where, word by word.

    A place is twice the sentence id, plus 1 in the headings above it. As one text the places of a word come
    several times faster than row by row.
    """
    terms: list[str] = []
    counts: list[int] = []
    texts: list[str] = []
    waiting = 0
    for term, count, text in connection.execute(_PLACES):
        if waiting + count > _BATCH and terms:
            yield terms, np.array(counts), _read_places(texts)
            terms, counts, texts, waiting = [], [], [], 0
        terms.append(term)
        counts.append(count)
        texts.append(text)
        waiting += count
    if terms:
        yield terms, np.array(counts), _read_places(texts)


def _read_places(texts: list[str]) -> Ints:
    return np.fromstring(",".join(texts), np.int64, sep=",")


def _score_parts(counts: Ints, places: Ints, damping: Floats, n_sentences: int) -> tuple[Ints, Parts]:
    """Return how many sentences hold each word, and the parts of these words."""
    span = 2 * len(damping)
    places = np.sort(np.repeat(np.arange(len(counts)), counts) * span + places)
    starts = np.flatnonzero(np.diff(places >> 1, prepend=-1))
    often = np.add.reduceat(np.where(places & 1, SECTION_WEIGHT, TEXT_WEIGHT), starts)
    word, sentence = np.divmod(places[starts] >> 1, len(damping))
    holding = np.bincount(word, minlength=len(counts))
    rarity = np.maximum(np.log((n_sentences - holding + 0.5) / (holding + 0.5)), _LEAST_RARITY)
    parts = np.empty(len(starts), _PART)
    parts["sentence"] = sentence
    parts["score"] = rarity[word] * often * (_K1 + 1) / (often + damping[sentence])
    return holding, parts


def _list_words(terms: list[str], n_holding: Ints) -> npt.NDArray[np.void]:
    words = np.empty(len(terms), _WORD)
    words["key"] = [_hash(term) for term in terms]
    words["end"] = np.cumsum(n_holding)
    words["start"] = words["end"] - n_holding
    return np.sort(words, order="key")


def _hash(stem: str) -> int:
    return int.from_bytes(blake2b(stem.encode(), digest_size=8).digest(), "little")
