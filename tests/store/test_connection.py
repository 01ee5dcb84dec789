"""Opening a workspace's database, and what is said where that cannot be."""

import os
import sqlite3
from pathlib import Path

import pytest

from reportminer.errors import SchemaMismatch, StorageError, UsageError, WorkspaceBusy
from reportminer.store import schema
from reportminer.store.connection import (
    Connection,
    close_database,
    database_path,
    find_damage,
    open_database,
    open_scratch,
    reading,
    transaction,
)
from reportminer.store.inventory import count_all
from reportminer.store.journal import file_system, is_synchronised
from reportminer.store.reading import read_nearest
from reportminer.store.writing import store_mined
from tests.builders import make_mined
from tests.store.older import take_back


def make_workspace(folder: Path, *, n_reports: int = 1) -> Path:
    """A workspace with some reports."""
    connection = open_database(folder, write=True)
    for number in range(n_reports):
        store_mined(
            connection, make_mined(f"{number}.pdf", [f"Sentence {i} of {number}." for i in range(40)]), key="k"
        )
    close_database(connection)
    return folder


def fail_in_transaction(connection: Connection) -> None:
    """Insert a row, then fail."""
    with transaction(connection):
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
        raise RuntimeError


def test_reading_nothing_names_the_command_that_makes_a_workspace(tmp_path: Path) -> None:
    """Where there is no workspace, the message says how to make one, and none is made."""
    with pytest.raises(UsageError, match="reportminer run"):
        open_database(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_what_is_written_can_be_read_by_column_name(tmp_path: Path) -> None:
    """A database opened to write is made with its folder; opened to read it gives rows by name."""
    make_workspace(tmp_path / "deep" / "er ?#%")
    with reading(tmp_path / "deep" / "er ?#%") as connection:
        assert connection.execute("SELECT report_id FROM reports").fetchone()["report_id"].startswith("R")


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    """A connection opened to read refuses to write, in plain words."""
    make_workspace(tmp_path)
    with pytest.raises(StorageError, match="cannot be written"), reading(tmp_path) as connection:
        connection.execute("DELETE FROM reports")


def test_a_closed_workspace_is_one_plain_file(tmp_path: Path) -> None:
    """After closing no log is left beside the database, and none is needed to read it."""
    make_workspace(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["reportminer.sqlite"]
    assert database_path(tmp_path).read_bytes()[18:20] == b"\x01\x01"  # rollback journal, in the file's header


def test_what_a_killed_writer_left_half_done_is_taken_back_by_a_reader(tmp_path: Path) -> None:
    """A journal beside the database, as a kill leaves it, is no hindrance to reading."""
    make_workspace(tmp_path)
    child = os.fork()
    if child == 0:
        raw = sqlite3.connect(database_path(tmp_path), isolation_level=None)
        raw.executescript("PRAGMA cache_size = 1; BEGIN IMMEDIATE; DELETE FROM sentences; DELETE FROM blocks;")
        os._exit(0)
    os.waitpid(child, 0)
    assert (tmp_path / "reportminer.sqlite-journal").stat().st_size > 0
    with reading(tmp_path) as connection:
        assert count_all(connection).sentences == 40
        assert find_damage(connection) == ()


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """A database with other tables is refused, to read and to write, and not changed."""
    other = sqlite3.connect(database_path(tmp_path))
    other.execute("CREATE TABLE mine (x)")
    other.close()
    before = database_path(tmp_path).read_bytes()
    for write in (False, True):
        with pytest.raises(StorageError, match="another program"):
            open_database(tmp_path, write=write)
    assert database_path(tmp_path).read_bytes() == before


def test_a_newer_workspace_is_refused(tmp_path: Path) -> None:
    """A schema of a later version is not touched; the message says to update."""
    make_workspace(tmp_path)
    raw = sqlite3.connect(database_path(tmp_path))
    raw.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    raw.close()
    for write in (False, True):
        with pytest.raises(SchemaMismatch, match="update reportminer"):
            open_database(tmp_path, write=write)


@pytest.mark.parametrize("write", [False, True])
def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path, write: bool) -> None:
    """Bytes that are no database lead to a message with a remedy."""
    database_path(tmp_path).write_bytes(b"no database at all " * 500)
    with pytest.raises(StorageError, match=r"damaged[\s\S]*move this file away"):
        open_database(tmp_path, write=write)


def test_damage_inside_is_said_in_plain_words(tmp_path: Path) -> None:
    """Pages overwritten in the middle are found by the check, and a query that meets them says so."""
    make_workspace(tmp_path, n_reports=4)
    path = database_path(tmp_path)
    data = bytearray(path.read_bytes())
    data[8192:] = os.urandom(len(data) - 8192)
    path.write_bytes(data)
    connection = open_database(tmp_path)
    assert find_damage(connection)
    connection.close()
    with pytest.raises(StorageError, match="damaged"), reading(tmp_path) as connection:
        count_all(connection)


def test_a_sound_database_has_no_damage(tmp_path: Path) -> None:
    """The check of a sound workspace finds nothing."""
    make_workspace(tmp_path)
    with reading(tmp_path) as connection:
        assert find_damage(connection) == ()


def test_an_empty_file_counts_as_nothing(tmp_path: Path) -> None:
    """A database file of zero bytes is nothing to read, and is made anew by writing."""
    database_path(tmp_path).touch()
    with pytest.raises(UsageError):
        open_database(tmp_path)
    assert make_workspace(tmp_path)


def test_schema_states_its_own_version() -> None:
    """schema.sql sets the version and the owner that the program looks for."""
    connection = open_scratch()
    assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION
    assert connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID


def test_every_older_version_can_be_raised() -> None:
    """The table of migrations has a step from each version before the present one."""
    assert sorted(schema.MIGRATIONS) == list(range(1, schema.SCHEMA_VERSION))


def test_migrations_are_applied_in_order(tmp_path: Path) -> None:
    """Each step is applied once, from the stored version to the one wanted."""
    make_workspace(tmp_path)
    connection = open_database(tmp_path, write=True)
    now = schema.SCHEMA_VERSION
    steps = {now: "ALTER TABLE meta ADD COLUMN a", now + 1: "ALTER TABLE meta ADD COLUMN b"}
    schema.prepare(connection, tmp_path, migrations=steps, target=now + 2)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == now + 2
    assert [row["name"] for row in connection.execute("PRAGMA table_info(meta)")] == ["key", "value", "a", "b"]


def test_a_workspace_without_nearest_sentences_is_raised(tmp_path: Path) -> None:
    """A workspace of the second version gets the same table that a new one has, empty."""
    connection = open_database(make_workspace(tmp_path), write=True)
    columns = [tuple(row) for row in connection.execute("PRAGMA table_info(nearest)")]
    take_back(connection, 2)
    connection.close()
    raised = open_database(tmp_path)
    assert [tuple(row) for row in raised.execute("PRAGMA table_info(nearest)")] == columns
    assert read_nearest(raised) == []
    raised.close()


def test_a_failed_migration_changes_nothing(tmp_path: Path) -> None:
    """A step that fails half way leaves the version and the tables of before."""
    make_workspace(tmp_path)
    connection = open_database(tmp_path, write=True)
    now = schema.SCHEMA_VERSION
    steps = {now: "ALTER TABLE meta ADD COLUMN a; SELECT nonsense;"}
    with pytest.raises(sqlite3.OperationalError):
        schema.prepare(connection, tmp_path, migrations=steps, target=now + 1)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == now
    assert len(connection.execute("PRAGMA table_info(meta)").fetchall()) == 2


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """An error inside a transaction takes all of it back and is passed on."""
    connection = open_database(tmp_path, write=True)
    with pytest.raises(RuntimeError):
        fail_in_transaction(connection)
    assert connection.execute("SELECT count(*) FROM meta").fetchone()[0] == 0


def test_a_writer_elsewhere_is_said_to_be_busy(tmp_path: Path) -> None:
    """Where another program holds the write lock, the message says that the workspace is in use."""
    connection = open_database(tmp_path, write=True)
    other = sqlite3.connect(database_path(tmp_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA busy_timeout = 10")
    with pytest.raises(WorkspaceBusy), transaction(connection):
        pass


def test_readers_see_the_old_state_while_a_report_is_written(tmp_path: Path) -> None:
    """A reader is neither blocked nor shown half a report."""
    make_workspace(tmp_path)
    writer = open_database(tmp_path, write=True)
    with transaction(writer):
        writer.execute("DELETE FROM reports")
        with reading(tmp_path) as reader:
            assert reader.execute("SELECT count(*) FROM reports").fetchone()[0] == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_the_right_to_write_can_be_read(tmp_path: Path) -> None:
    """A workspace in a read-only folder can be read, and writing says what to do."""
    make_workspace(tmp_path / "w")
    database_path(tmp_path / "w").chmod(0o444)
    (tmp_path / "w").chmod(0o555)
    try:
        with reading(tmp_path / "w") as connection:
            assert connection.execute("SELECT count(*) FROM reports").fetchone()[0] == 1
        with pytest.raises(StorageError, match="--workspace"):
            open_database(tmp_path / "w", write=True)
    finally:
        (tmp_path / "w").chmod(0o755)


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/a/Dropbox (Work)/w", True),
        ("/home/a/OneDrive - University/w", True),
        ("/Users/a/Library/Mobile Documents/w", True),
        ("/home/a/reports/dropped/w", False),
    ],
)
def test_synchronised_folders_are_known_by_name(folder: str, expected: bool) -> None:
    """A folder of a service that copies files to a server is told by the names on its path."""
    assert is_synchronised(Path(folder)) is expected


def test_the_file_system_is_that_of_the_deepest_mount(tmp_path: Path) -> None:
    """Of nested mounts the deepest one holds the folder; names with spaces are understood."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "23 22 0:5 / /net/our\\040share rw shared:1 - nfs4 server:/x rw\n"
        "24 22 0:6 / /net/our rw - tmpfs none rw\n"
    )
    assert file_system(Path("/net/our share/w"), mounts=mounts) == "nfs4"
    assert file_system(Path("/net/other"), mounts=mounts) == "ext4"
    assert file_system(Path("/net"), mounts=tmp_path / "absent") == ""


def test_a_synchronised_folder_is_written_without_a_log(tmp_path: Path) -> None:
    """In a synchronised folder no write-ahead log is used."""
    connection = open_database(tmp_path / "Dropbox" / "w", write=True)
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
