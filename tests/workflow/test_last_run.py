"""With which settings a workspace is looked into."""

from dataclasses import replace
from pathlib import Path

from reportminer.settings import load_settings
from reportminer.store.connection import close_database, open_database
from reportminer.workflow.last_run import choose_to_ask, note_settings


def make_run(workspace: Path, encoder: str) -> None:
    """Note a run with another encoder and another ranking than the shipped ones."""
    shipped = load_settings()
    settings = replace(
        shipped,
        encode=replace(shipped.encode, encoder=encoder),
        search=replace(shipped.search, lexical_weight=0.9),
    )
    connection = open_database(workspace, write=True)
    note_settings(connection, settings)
    close_database(connection)


def test_a_search_uses_the_encoder_of_the_run(tmp_path: Path) -> None:
    """Questions are encoded as the sentences were, without --config."""
    make_run(tmp_path, "another-encoder")
    assert choose_to_ask(tmp_path, None).encode.encoder == "another-encoder"


def test_a_search_ranks_as_this_version_does(tmp_path: Path) -> None:
    """Weights noted by an earlier run do not outlive it."""
    make_run(tmp_path, "another-encoder")
    assert choose_to_ask(tmp_path, None).search == load_settings().search


def test_a_users_file_decides(tmp_path: Path) -> None:
    """With --config its ranking counts."""
    file = tmp_path / "mine.toml"
    file.write_text("[search]\nlexical_weight = 0.7\n")
    assert choose_to_ask(tmp_path, file).search.lexical_weight == 0.7
