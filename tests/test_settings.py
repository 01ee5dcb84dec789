"""Settings files: defaults, a user's changes, and all problems at once."""

from pathlib import Path

import pytest

from reportminer.errors import ConfigError
from reportminer.settings import Settings, load_settings


def write(folder: Path, text: str) -> Path:
    """A settings file with this text."""
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_file_states_the_defaults() -> None:
    """The values in configs/reportminer.toml are those in the code, so that either can be read."""
    assert load_settings() == Settings()


def test_a_users_file_changes_only_what_it_names(tmp_path: Path) -> None:
    """Other keys keep their value."""
    settings = load_settings(write(tmp_path, "[run]\nworkers = 4\n"))
    assert settings.run.workers == 4
    assert settings.ingest == Settings().ingest


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    """Unknown keys, wrong types, numbers out of range and unknown words stand in one message with the file."""
    path = write(tmp_path, 'colour = 1\n[run]\nworkers = 0\n[ingest]\nengine = "word"\nuse_tags = "yes"\n')
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    message = str(caught.value)
    for part in ("mine.toml", "colour", "run.workers = 0", "1 to 256", "ingest.engine", "pdfplumber", "use_tags"):
        assert part in message


@pytest.mark.parametrize("text", ["[run\n", "\x00"])
def test_broken_toml_is_a_plain_error(tmp_path: Path, text: str) -> None:
    """A file that is no TOML is named, not traced back."""
    with pytest.raises(ConfigError, match=r"mine\.toml"):
        load_settings(write(tmp_path, text))


def test_absent_file_is_a_plain_error(tmp_path: Path) -> None:
    """A settings file that is not there is said so."""
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path / "none.toml")
