"""The settings of the last run, kept in the workspace: what its results were made with."""

from dataclasses import replace
from pathlib import Path

from reportminer.errors import UsageError
from reportminer.ingest.tesseract import name_program
from reportminer.settings import Settings, dump_settings, load_settings, restore_settings
from reportminer.store.connection import Connection, reading
from reportminer.store.inventory import read_meta, write_meta

_SETTINGS, _OCR_PROGRAM = "settings", "ocr_program"
"""Names of the remarks on the workspace."""


def choose_settings(workspace: Path, config: Path | None) -> Settings:
    """Return the settings of a user's file, else those of the workspace's last run, else the shipped ones."""
    if config is not None:
        return load_settings(config)
    try:
        with reading(workspace) as connection:
            return read_settings(connection) or load_settings()
    except UsageError:
        return load_settings()  # no workspace yet: the command itself says so


def choose_to_ask(workspace: Path, config: Path | None) -> Settings:
    """Return the settings to look into a workspace with: as `choose_settings`, but how hits are ranked is today's.

    The encoder must be that of the run; weights of an earlier version's ranking need not be kept.
    """
    return replace(choose_settings(workspace, config), search=load_settings(config).search)


def read_settings(connection: Connection) -> Settings | None:
    """Return the settings of the last run; None where none is noted."""
    dumped = read_meta(connection, _SETTINGS)
    return restore_settings(dumped) if dumped else None


def read_ocr_program(connection: Connection) -> str:
    """Return name, version and languages of the program for OCR of the last run; empty if it used none."""
    return read_meta(connection, _OCR_PROGRAM)


def is_noted(connection: Connection, settings: Settings) -> bool:
    """Say whether the last run had these settings and the program for OCR that is here now."""
    return {name: read_meta(connection, name) for name in _remarks(settings)} == _remarks(settings)


def note_settings(connection: Connection, settings: Settings) -> None:
    """Keep the settings of a run."""
    write_meta(connection, _remarks(settings))


def _remarks(settings: Settings) -> dict[str, str]:
    reader = "" if settings.ingest.ocr == "never" else name_program(settings.ingest.ocr_languages)
    return {_SETTINGS: dump_settings(settings), _OCR_PROGRAM: reader}
