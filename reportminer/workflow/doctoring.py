"""Looks at program, models, OCR and workspace, says what is wrong with each, and makes again what can be made."""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reportminer import __version__
from reportminer.classify.tagger import load_tagger
from reportminer.codebook.load import load_codebook
from reportminer.embed.load import load_encoder
from reportminer.errors import ReportminerError, StorageError
from reportminer.ingest.tesseract import name_program
from reportminer.settings import Settings, data_folder, find_config, find_model
from reportminer.store.connection import close_database, database_path, find_damage, open_database, reading
from reportminer.store.faults import sqlite_errors
from reportminer.store.health import arrays_are_whole, index_is_whole, rebuild_arrays, rebuild_index
from reportminer.store.inventory import count_all, count_statuses
from reportminer.store.lock import hold_workspace
from reportminer.workflow.exporting import exports_are_current

_MINE_AGAIN = "mine the reports again into another folder: reportminer run FOLDER --workspace NEW; people's codes "
_MINE_AGAIN += "are in the damaged database alone, so keep it"


class State(StrEnum):
    """How a thing was found."""

    WELL = "well"
    REMARK = "remark"
    """Works, but something is absent or out of date."""
    WRONG = "wrong"
    MENDED = "mended"
    """Was wrong, and was made again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One thing that was looked at."""

    name: str
    """What it is."""
    state: State
    """How it was found."""
    found: str
    """What was found, in plain words."""
    remedy: str = ""
    """What to do; empty where there is nothing to do."""


def examine(workspace: Path, *, settings: Settings, repair: bool) -> tuple[Checked, ...]:
    """Look at everything, in the order in which things depend on each other.

    Args:
        workspace: its folder; need not be there.
        settings: which codebook, encoder and model are meant.
        repair: make again what was found wrong and can be made from what is whole.

    Raises:
        WorkspaceBusy: a run holds the workspace.
    """
    return (*_examine_program(settings), *_examine_workspace(workspace, settings=settings, repair=repair))


def _examine_program(settings: Settings) -> Iterator[Checked]:
    version = f"reportminer {__version__}, Python {platform.python_version()}"
    yield _try(
        "program", lambda: f"{version}; {len(list(data_folder().glob('configs/*')))} files of configuration"
    )
    yield _try("codebook", lambda: _name_codebook(settings))
    yield _try("encoder", lambda: _try_encoder(settings))
    yield _try("tagger", lambda: _try_tagger(settings))
    program = "" if settings.ingest.ocr == "never" else name_program(settings.ingest.ocr_languages)
    yield Checked(
        name="OCR",
        state=State.WELL if program else State.REMARK,
        found=program or "no Tesseract with the languages asked for: scanned pages cannot be read",
        remedy=""
        if program
        else "install it (Debian and Ubuntu: apt-get install tesseract-ocr), if you have scans",
    )


def _try(name: str, look: Callable[[], str]) -> Checked:
    """Return what a look says, or what stopped it."""
    try:
        return Checked(name=name, state=State.WELL, found=look())
    except ReportminerError as error:
        return Checked(name=name, state=State.WRONG, found=error.found, remedy=error.remedy)


def _name_codebook(settings: Settings) -> str:
    codebook = load_codebook(find_config(settings.codebook))
    return f"{len(codebook.themes)} themes, {len(codebook.patterns)} patterns"


def _try_encoder(settings: Settings) -> str:
    encoder = load_encoder(settings.encode)
    n, dim = encoder.encode(["A sentence."]).shape
    return f"{encoder.name}: files as they were made, {n} sentence gave {dim} numbers"


def _try_tagger(settings: Settings) -> str:
    codebook = load_codebook(find_config(settings.codebook))
    tagger = load_tagger(find_model(settings.tag.model), codebook=codebook, encoder=load_encoder(settings.encode))
    return f"{tagger.origin.name}@{tagger.origin.version}: files as they were made, fits codebook and encoder"


def _examine_workspace(workspace: Path, *, settings: Settings, repair: bool) -> Iterator[Checked]:
    if not database_path(workspace).is_file():
        yield Checked(
            name="workspace",
            state=State.REMARK,
            found=f"{workspace} holds no results yet",
            remedy="run: reportminer run FOLDER_WITH_REPORTS, or name another folder with --workspace",
        )
        return
    database = _try_database(workspace)
    yield database
    if database.state is State.WELL:
        with hold_workspace(workspace):
            yield from _examine_derived(workspace, repair=repair)
        yield _try_exports(workspace, settings)


def _try_database(workspace: Path) -> Checked:
    def look() -> str:
        with reading(workspace) as connection:
            if damage := find_damage(connection):
                raise StorageError(f"{database_path(workspace)} is damaged: {damage[0]}", remedy=_MINE_AGAIN)
            totals, statuses = count_all(connection), count_statuses(connection)
        files = ", ".join(f"{n} {status}" for status, n in statuses.items())
        return f"whole; {totals.reports} reports, {totals.sentences:,} sentences; files: {files}"

    return _try("database", look)


def _examine_derived(workspace: Path, *, repair: bool) -> Iterator[Checked]:
    """Look at what is worked out from the database."""
    connection = open_database(workspace, write=True)
    try:
        with sqlite_errors(database_path(workspace)):
            yield _mend(
                "full-text index", lambda: index_is_whole(connection), lambda: rebuild_index(connection), repair
            )
            yield _mend(
                "vectors",
                lambda: arrays_are_whole(connection, workspace),
                lambda: rebuild_arrays(connection, workspace),
                repair,
            )
    finally:
        close_database(connection)


def _mend(name: str, is_whole: Callable[[], bool], make: Callable[[], None], repair: bool) -> Checked:
    if is_whole():
        return Checked(name=name, state=State.WELL, found="agrees with the database")
    wrong = "does not agree with the database"
    if not repair:
        return Checked(
            name=name, state=State.WRONG, found=wrong, remedy="reportminer doctor --repair makes it again"
        )
    make()
    if is_whole():
        return Checked(name=name, state=State.MENDED, found=f"{wrong}; made again, now it does")
    return Checked(
        name=name, state=State.WRONG, found=f"{wrong}, also after it was made again", remedy=_MINE_AGAIN
    )


def _try_exports(workspace: Path, settings: Settings) -> Checked:
    out = workspace / "exports"
    if exports_are_current(workspace, out, settings=settings):
        return Checked(name="tables", state=State.WELL, found=f"{out} is whole and up to date")
    return Checked(
        name="tables",
        state=State.REMARK,
        found=f"{out} is absent, changed or older than the workspace",
        remedy=f"run: reportminer export --workspace {workspace}",
    )
