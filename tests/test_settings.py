"""Settings files: defaults, a user's changes, and all problems at once."""

from pathlib import Path

import pytest

from reportminer.errors import ConfigError
from reportminer.settings import (
    Settings,
    data_folder,
    dump_settings,
    find_config,
    find_model,
    load_settings,
    restore_settings,
)


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


@pytest.mark.parametrize("text", ["[codebook]\nname = 1\n", "ingest = 5\n", "[run.workers]\nx = 1\n"])
def test_tables_and_values_are_told_apart(tmp_path: Path, text: str) -> None:
    """A table where a value belongs, or the other way round, is a plain error."""
    with pytest.raises(ConfigError, match=r"expected a (table|value), got a (table|value)"):
        load_settings(write(tmp_path, text))


def test_a_name_in_a_users_file_is_seen_from_its_folder(tmp_path: Path) -> None:
    """A codebook or model beside the settings wins over the shipped one of the same name; others stay names."""
    (tmp_path / "codebook.toml").touch()
    (tmp_path / "heads").mkdir()
    settings = load_settings(
        write(tmp_path, 'codebook = "codebook.toml"\n[tag]\nmodel = "heads"\n[encode]\nencoder = "hub/name"\n')
    )
    assert find_config(settings.codebook) == (tmp_path / "codebook.toml").resolve()
    assert find_model(settings.tag.model) == (tmp_path / "heads").resolve()
    assert settings.encode.encoder == "hub/name"


def test_a_typed_name_means_what_lies_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file where the user stands wins where its name was typed, and not where nobody named it."""
    (tmp_path / "codebook.toml").touch()
    monkeypatch.chdir(tmp_path)
    assert find_config("codebook.toml", own=True) == (tmp_path / "codebook.toml").resolve()
    assert find_config("codebook.toml") == data_folder() / "configs" / "codebook.toml"
    (tmp_path / "codebook.toml").unlink()
    assert find_config("codebook.toml", own=True) == data_folder() / "configs" / "codebook.toml"


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    """Dumped settings are restored; a key that is not known any more is passed over."""
    settings = load_settings(write(tmp_path, '[run]\nworkers = 4\n[ingest]\nocr = "never"\n'))
    dumped = dump_settings(settings)
    assert restore_settings(dumped) == settings
    assert restore_settings(dumped.replace('"workers"', '"hands"')).run == Settings().run
