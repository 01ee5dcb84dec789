"""The memory-mapped vectors and the database that they are made from."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from reportminer.errors import StorageError
from reportminer.store.connection import Connection, close_database, open_database
from reportminer.store.vectors import open_vectors, rebuild
from reportminer.store.writing import forget_files, store_mined
from tests.builders import make_mined
from tests.store.older import take_back

NAMES = tuple(f"{letter}.pdf" for letter in "abcdef")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A workspace with some reports, of which the first was stored anew after the others."""
    connection = open_database(tmp_path, write=True)
    for name in (*NAMES, NAMES[0]):
        store_mined(connection, make_mined(name, [f"{name} {i}." for i in range(5)]), key="k")
    yield connection
    connection.close()


def test_rows_stand_in_the_order_of_the_ids(connection: Connection, tmp_path: Path) -> None:
    """Each sentence's row is the vector that was stored with it."""
    table = rebuild(connection, tmp_path)
    assert np.all(np.diff(table.ids) > 0)
    for name in NAMES:
        mined = make_mined(name, [f"{name} {i}." for i in range(5)])
        for number, vector in enumerate(np.frombuffer(mined.vectors, "<f4").reshape(5, -1)):
            sentence = connection.execute(
                "SELECT id FROM sentences WHERE finding_id = ?", (mined.sentences[number].finding_id,)
            ).fetchone()
            assert table.rows[table.position(sentence[0])].tolist() == vector.tolist()


def test_the_array_says_what_the_database_says(connection: Connection, tmp_path: Path) -> None:
    """Mapped or read from the database, the table is the same; the mapped one is not read."""
    read = open_vectors(connection, tmp_path)
    mapped = rebuild(connection, tmp_path)
    assert isinstance(mapped.rows, np.memmap)
    assert not isinstance(read.rows, np.memmap)
    assert (read.ids.tolist(), read.rows.tolist()) == (mapped.ids.tolist(), mapped.rows.tolist())


def test_a_workspace_without_vectors_has_an_empty_table(connection: Connection, tmp_path: Path) -> None:
    """After the last report is forgotten nothing is left, and that is no error."""
    forget_files(connection, [f"/reports/{name}" for name in NAMES])
    table = rebuild(connection, tmp_path)
    assert (len(table.ids), len(table.rows), table.encoder) == (0, 0, "")


def test_the_encoder_is_told_only_where_it_is_one(connection: Connection, tmp_path: Path) -> None:
    """The name stands beside the vectors; where two encoders had a part, there is none."""
    mined = make_mined("more.pdf", ["More."])
    connection.execute("UPDATE vectors SET encoder = 'one@1'")
    assert open_vectors(connection, tmp_path).encoder == "one@1"
    store_mined(connection, replace(mined, encoder="other@1"), key="k")
    assert open_vectors(connection, tmp_path).encoder == ""


def test_vectors_of_two_lengths_are_said_in_plain_words(connection: Connection, tmp_path: Path) -> None:
    """Where a run with another encoder was broken off, the message says to run again."""
    mined = make_mined("more.pdf", ["More."])
    store_mined(connection, replace(mined, vectors=np.ones(7, "<f4").tobytes(), dim=7), key="k")
    with pytest.raises(StorageError, match=r"4 and of 7[\s\S]*run again"):
        rebuild(connection, tmp_path)
    assert list(tmp_path.glob("vectors/*")) == []


def test_an_older_workspace_gets_the_indexes(tmp_path: Path) -> None:
    """A workspace of the fifth version is raised to the same indexes that a new one has."""
    connection = open_database(tmp_path, write=True)
    named = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    indexes = [tuple(row) for row in connection.execute(named)]
    take_back(connection, 5)
    close_database(connection)
    raised = open_database(tmp_path)
    assert [tuple(row) for row in raised.execute(named)] == indexes
    raised.close()


def test_telling_the_encoder_touches_no_vector(connection: Connection) -> None:
    """Encoder and length are read from their index alone: opening costs the same however much is stored."""
    for column in ("encoder", "dim"):
        sql = f"EXPLAIN QUERY PLAN SELECT min({column}), max({column}) FROM vectors WHERE n > 0"
        assert "vectors_encoder" in connection.execute(sql).fetchone()["detail"]
