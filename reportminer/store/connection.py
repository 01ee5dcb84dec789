"""Opening the one database of a workspace, to read or to write."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reportminer.errors import UsageError
from reportminer.store.faults import sqlite_errors, storage_errors
from reportminer.store.journal import choose_journal
from reportminer.store.schema import SCHEMA_VERSION, prepare, read_version

DATABASE = "reportminer.sqlite"
"""Name of the database in a workspace."""

Connection = sqlite3.Connection
"""For signatures above this layer, which do not import sqlite3."""

_BUSY_S = 10.0


def database_path(workspace: Path) -> Path:
    """Return where the database of a workspace lies."""
    return workspace / DATABASE


def open_database(workspace: Path, *, write: bool = False) -> Connection:
    """Open the database of a workspace; rows can be read by column name.

    Statements outside `transaction` take effect at once.

    Args:
        workspace: its folder.
        write: also make folder and database where they are absent, and raise an older schema.

    Raises:
        UsageError: there is nothing to read.
        SchemaMismatch: a newer version of the program wrote it.
        StorageError: it is damaged, belongs to another program, or cannot be opened.
    """
    path = database_path(workspace).absolute()
    with storage_errors(path):
        return _open_to_write(path) if write else _open_to_read(path)


@contextmanager
def reading(workspace: Path) -> Iterator[Connection]:
    """Open to read until the block ends; damage found on the way is said in plain words.

    Raises:
        UsageError: there is nothing to read.
        SchemaMismatch: a newer version of the program wrote it.
        StorageError: it is damaged, belongs to another program, or cannot be opened.
    """
    connection = open_database(workspace)
    try:
        with sqlite_errors(database_path(workspace)):
            yield connection
    finally:
        connection.close()


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """See one state of the workspace until the block ends, whatever a run stores meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        # An error itself may already have ended it.
        if connection.in_transaction:
            connection.execute("COMMIT")


def open_scratch() -> Connection:
    """Open an empty database in memory, for looking where there is no workspace yet."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    prepare(connection, Path(":memory:"))
    return connection


def close_database(connection: Connection) -> None:
    """Close after writing, and leave one plain file that can be copied and read from any folder.

    Where another program reads at this moment the write-ahead log stays; it is folded in next time.
    """
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Do all of what follows or nothing, also where the process is killed in the middle."""
    with storage_errors(_place(connection)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # The error itself may already have ended the transaction, for example on a full disk.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def find_damage(connection: Connection) -> tuple[str, ...]:
    """Return what SQLite's own check finds wrong, in its words; empty where all is well. Reads the whole file."""
    try:
        rows = connection.execute("PRAGMA quick_check(20)").fetchall()
    except sqlite3.DatabaseError as error:
        return (str(error),)
    return tuple(row[0] for row in rows if row[0] != "ok")


def _open_to_write(path: Path) -> Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _connect(path, "mode=rwc")
    try:
        read_version(connection, path)
        choose_journal(connection, path.parent)
        # FULL: a stored report is still there after a power cut; one fsync a report does not matter.
        connection.execute("PRAGMA synchronous = FULL")
        prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _open_to_read(path: Path) -> Connection:
    if not path.is_file():
        raise _nothing_there(path)
    connection, version = _connect_to_read(path)
    if version == SCHEMA_VERSION:
        return connection
    connection.close()
    if version == 0:
        raise _nothing_there(path)
    close_database(_open_to_write(path))  # an older workspace is raised first
    return _connect(path, "mode=ro")


def _connect_to_read(path: Path) -> tuple[Connection, int]:
    """Return a connection and the schema's version."""
    try:
        return _connect_and_look(path, "mode=ro")
    except sqlite3.OperationalError:
        if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
            # A killed writer left a journal; only a connection that may write can take back what was half done.
            _connect_and_look(path, "mode=rw")[0].close()
            return _connect_and_look(path, "mode=ro")
        if any(_is_filled(path.with_name(path.name + end)) for end in ("-wal", "-journal")):
            raise
        # In a folder without the right to write a log cannot even be looked for: nobody changes this file.
        return _connect_and_look(path, "mode=ro&immutable=1")


def _connect_and_look(path: Path, options: str) -> tuple[Connection, int]:
    connection = _connect(path, options)
    try:
        return connection, read_version(connection, path)
    except BaseException:
        connection.close()
        raise


def _is_filled(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _connect(path: Path, options: str) -> Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?{options}", uri=True, timeout=_BUSY_S, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _place(connection: Connection) -> Path:
    try:
        return Path(connection.execute("PRAGMA database_list").fetchone()[2] or "the database")
    except sqlite3.Error:
        return Path("the database")


def _nothing_there(path: Path) -> UsageError:
    return UsageError(
        f"{path.parent} holds no results yet",
        expected="a workspace made by `reportminer run`",
        remedy="run: reportminer run FOLDER_WITH_REPORTS --workspace "
        f"{path.parent}; or name another folder with --workspace",
    )
