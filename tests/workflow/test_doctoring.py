"""What is looked at, what is said of it, and what is made again."""

import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from reportminer.settings import data_folder, load_settings
from reportminer.store.connection import close_database, database_path, open_database
from reportminer.store.vectors import open_vectors, rebuild
from reportminer.workflow.doctoring import Checked, State, examine
from tests.export.workspace import make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Three reports with their arrays."""
    folder = make_workspace(tmp_path / "workspace")
    connection = open_database(folder, write=True)
    rebuild(connection, folder)
    close_database(connection)
    return folder


def look(workspace: Path, *, repair: bool = False) -> dict[str, Checked]:
    """What was found, by name."""
    return {one.name: one for one in examine(workspace, settings=load_settings(), repair=repair)}


def flip(path: Path, at: int) -> None:
    """Turn all bits of a byte."""
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)


def rows_file(workspace: Path) -> Path:
    """The array of vectors."""
    return next((workspace / "vectors").glob("rows-*.npy"))


def test_a_sound_workspace_is_well(workspace: Path) -> None:
    """Nothing is wrong; tables that were never written are a remark."""
    found = look(workspace)
    assert {name for name, one in found.items() if one.state is State.WRONG} == set()
    assert {found[name].state for name in ("encoder", "tagger", "database", "vectors", "full-text index")} == {
        State.WELL
    }
    assert found["tables"].state is State.REMARK


def test_a_flipped_byte_in_the_vectors_is_found_and_mended(workspace: Path) -> None:
    """The array is made again from the database, and only when asked."""
    whole = rows_file(workspace).read_bytes()
    flip(rows_file(workspace), len(whole) - 2)
    assert look(workspace)["vectors"].state is State.WRONG
    assert rows_file(workspace).read_bytes() != whole
    assert look(workspace, repair=True)["vectors"].state is State.MENDED
    assert rows_file(workspace).read_bytes() == whole
    assert look(workspace)["vectors"].state is State.WELL


def test_an_index_that_lost_a_sentence_is_made_again(workspace: Path) -> None:
    """The full-text index is checked against the sentences."""
    connection = sqlite3.connect(database_path(workspace))
    connection.execute("INSERT INTO sentences_fts (sentences_fts) VALUES ('delete-all')")
    connection.commit()
    connection.close()
    assert look(workspace)["full-text index"].state is State.WRONG
    assert look(workspace, repair=True)["full-text index"].state is State.MENDED


def test_a_damaged_database_is_said_with_what_to_do(workspace: Path) -> None:
    """Flipped bytes inside are found; nothing is tried on a database that is not whole."""
    path = database_path(workspace)
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xff" * (4096 * 3)
    path.write_bytes(content)
    found = look(workspace, repair=True)
    assert found["database"].state is State.WRONG
    assert "reportminer run" in found["database"].remedy or found["database"].remedy
    assert "vectors" not in found


def test_a_changed_model_is_found(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte flipped in the shipped heads or in the encoder is told by name."""
    data = tmp_path / "data"
    for name in ("configs", "models", "corpus"):
        source = data_folder() / name
        ignore = shutil.ignore_patterns("samples", "labels")
        shutil.copytree(source, data / name, ignore=ignore)
    flip(data / "models" / "patterns" / "heads.npz", 5000)
    monkeypatch.setenv("REPORTMINER_DATA", str(data))
    data_folder.cache_clear()
    try:
        found = look(workspace)
    finally:
        monkeypatch.undo()
        data_folder.cache_clear()
    assert found["tagger"].state is State.WRONG
    assert "heads.npz has changed" in found["tagger"].found
    assert found["encoder"].state is State.WELL


def test_without_a_workspace_the_program_is_checked(tmp_path: Path) -> None:
    """A folder without results is a remark and is not made."""
    found = look(tmp_path / "none")
    assert found["workspace"].state is State.REMARK
    assert not (tmp_path / "none").exists()


def test_vectors_of_the_array_are_those_of_the_database(workspace: Path) -> None:
    """What is mended is what a search opens."""
    flip(rows_file(workspace), 200)
    look(workspace, repair=True)
    connection = open_database(workspace)
    rows = open_vectors(connection, workspace).rows
    connection.close()
    assert np.isfinite(rows).all()
