"""What the disk and SQLite say, in plain words."""

import errno
import sqlite3
from pathlib import Path

import pytest

from reportminer.errors import Missing, ReportminerError, StorageError, WorkspaceBusy
from reportminer.store.faults import explain_os, explain_sqlite, storage_errors


def sqlite_error(code: int, text: str = "words") -> sqlite3.Error:
    """An error as the sqlite3 module raises it."""
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_FULL, StorageError, "disk is full"),
        (sqlite3.SQLITE_IOERR | 3 << 8, StorageError, "healthy and not full"),
        (sqlite3.SQLITE_CORRUPT, StorageError, "damaged"),
        (sqlite3.SQLITE_NOTADB, StorageError, "damaged"),
        (sqlite3.SQLITE_READONLY, StorageError, "cannot be written"),
        (sqlite3.SQLITE_CANTOPEN, StorageError, "cannot be opened"),
        (sqlite3.SQLITE_BUSY, WorkspaceBusy, "another program holds"),
        (sqlite3.SQLITE_ERROR, StorageError, "please report it"),
    ],
)
def test_every_kind_of_sqlite_error_is_explained(code: int, kind: type[ReportminerError], words: str) -> None:
    """Each code of SQLite, with its detail in the higher bytes, leads to words and a remedy."""
    explained = explain_sqlite(sqlite_error(code), Path("/w/x.sqlite"))
    assert type(explained) is kind
    assert words in str(explained)
    assert "/w/x.sqlite" in str(explained)
    assert explained.remedy


def test_a_sqlite_without_full_text_search_is_missing_something() -> None:
    """An SQLite built without FTS5 is told apart from a damaged database."""
    assert isinstance(explain_sqlite(sqlite_error(1, "no such module: fts5"), Path("x")), Missing)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EFBIG, "disk is full"),
        (errno.EACCES, "may write"),
        (errno.EIO, "check"),
    ],
)
def test_errors_of_the_disk_are_explained(number: int, words: str) -> None:
    """Each error names the place and what to do."""
    with pytest.raises(StorageError) as caught, storage_errors(Path("/w")):
        raise OSError(number, "words", "/w/file")
    assert words in str(caught.value)
    assert "/w/file" in str(caught.value)
    assert explain_os(OSError(number, "words"), Path("/place")).found.find("/place") >= 0
