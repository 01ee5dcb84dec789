"""What the disk and SQLite say when something is wrong, in plain words."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportminer.errors import Missing, ReportminerError, StorageError, WorkspaceBusy

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_FREE_SPACE = "free some space, or choose another folder with --workspace, and run again; what was stored is safe"
_REMAKE = (
    "move this file away and run again: everything is mined anew from the reports, "
    "or put back a copy of it from a backup"
)
_ALLOWED = "choose another folder with --workspace, or ask for the right to write there"
_HEALTHY = "check that the disk is connected, healthy and not full, then run again; what was stored is safe"
_FAULT = "what was stored is safe; this is a fault of the program, please report it with this message"
_WORDS = {
    sqlite3.SQLITE_CORRUPT: ("{place} is damaged ({error})", _REMAKE),
    sqlite3.SQLITE_NOTADB: ("{place} is damaged or is no database ({error})", _REMAKE),
    sqlite3.SQLITE_FULL: ("the disk is full: {place}", _FREE_SPACE),
    sqlite3.SQLITE_READONLY: ("{place} cannot be written ({error})", _ALLOWED),
    sqlite3.SQLITE_CANTOPEN: ("{place} cannot be opened ({error})", _ALLOWED),
    sqlite3.SQLITE_PERM: ("{place} cannot be opened ({error})", _ALLOWED),
    sqlite3.SQLITE_IOERR: ("reading or writing {place} failed ({error})", _HEALTHY),
}
"""SQLite's result code -> what was found, and what to do."""


@contextmanager
def storage_errors(place: Path) -> Iterator[None]:
    """Turn errors of the disk and of SQLite into errors that say what to do.

    Args:
        place: the file or folder that was used.
    """
    try:
        with sqlite_errors(place):
            yield
    except OSError as error:
        raise explain_os(error, place) from error


@contextmanager
def sqlite_errors(place: Path) -> Iterator[None]:
    """Turn errors of SQLite alone into errors that say what to do.

    Args:
        place: the database.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise explain_sqlite(error, place) from error


def explain_os(error: OSError, place: Path) -> StorageError:
    """Return the error of the program that says what an error of the operating system means."""
    where = error.filename or place
    if error.errno in _FULL:
        return StorageError(f"the disk is full, or a limit on file sizes is reached: {where}", remedy=_FREE_SPACE)
    if error.errno in _FORBIDDEN:
        return StorageError(
            f"{where} cannot be written: {error.strerror}",
            expected="a folder that you may write to",
            remedy="choose another folder, or ask for the right to write there",
        )
    return StorageError(
        f"{where}: {error.strerror or error}", remedy="check the folder and the disk, then run again"
    )


def explain_sqlite(error: sqlite3.Error, place: Path) -> ReportminerError:
    """Return the error of the program that says what an error of SQLite means."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF  # the low byte is the kind, the rest the detail
    if "no such module: fts5" in str(error):
        return Missing(
            "this Python's SQLite has no full-text search (FTS5)",
            remedy="use another build of Python, for example from python.org or conda",
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return WorkspaceBusy(
            f"another program holds {place}", remedy="close what has the workspace open, then try again"
        )
    found, remedy = _WORDS.get(code, ("{place}: {error}", _FAULT))
    return StorageError(found.format(place=place, error=error), remedy=remedy)
