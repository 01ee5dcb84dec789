"""What the full-text index knows of words."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportminer.store.connection import open_database
from reportminer.store.vocabulary import iter_stems, read_examples, read_generation
from reportminer.store.writing import store_mined
from tests.builders import make_mined

TEXTS = ["Budgets were pooled.", "A pooled budget.", "The organisation waited."]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A workspace of one report, opened only to read."""
    writing = open_database(tmp_path, write=True)
    store_mined(writing, make_mined("a.pdf", TEXTS), key="k")
    writing.close()
    reading = open_database(tmp_path)
    yield reading
    reading.close()


def test_stems_are_listed_with_their_sentences(connection: sqlite3.Connection) -> None:
    """Each stem of the texts and headings, ascending, with the number of sentences."""
    stems = dict(iter_stems(connection))
    assert stems["budget"] == stems["pool"] == 2
    assert stems["organis"] == 1
    assert list(stems) == sorted(stems)


def test_stems_with_a_beginning(connection: sqlite3.Connection) -> None:
    """Only those are read; a second look does not stumble over the first."""
    assert list(iter_stems(connection, "b")) == [("budget", 2)]
    assert [stem for stem, _ in iter_stems(connection, "p")] == ["pool"]


def test_examples_hold_the_stem_itself(connection: sqlite3.Connection) -> None:
    """A stem that would be stemmed once more is found as it stands in the index; headings are no examples."""
    assert read_examples(connection, "organis", 5) == [TEXTS[2]]
    assert read_examples(connection, "budget", 1) == [TEXTS[0]]
    assert read_examples(connection, "find", 5) == []


def test_generation_changes_with_the_vectors(tmp_path: Path) -> None:
    """An opened table of vectors is current as long as it stays."""
    connection = open_database(tmp_path, write=True)
    before = read_generation(connection)
    store_mined(connection, make_mined("a.pdf", TEXTS), key="k")
    assert read_generation(connection) > before
    connection.close()
