"""The version of the workspace's schema: made when absent, raised when older, refused when newer."""

import sqlite3
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from reportminer.errors import SchemaMismatch, StorageError

SCHEMA_VERSION = 6
"""The version that this program writes; equal to `PRAGMA user_version` in schema.sql."""

APPLICATION_ID = 0x52504D4E
"""`RPMN` in the file's header: says that a database is a workspace."""

MIGRATIONS: Mapping[int, str] = {
    1: "ALTER TABLE blocks ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';",
    2: """CREATE TABLE nearest (
            report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
            pattern_id TEXT NOT NULL, sentence INTEGER NOT NULL, probability REAL NOT NULL,
            not_tagged TEXT NOT NULL,
            PRIMARY KEY (report_id, pattern_id)
          ) WITHOUT ROWID;""",
    3: """CREATE TABLE codings (
            coder TEXT NOT NULL, coder_kind TEXT NOT NULL CHECK (coder_kind IN ('person', 'model')),
            finding_id TEXT NOT NULL, report_id TEXT NOT NULL, text TEXT NOT NULL, text_hash TEXT NOT NULL,
            patterns TEXT NOT NULL, themes TEXT NOT NULL, polarity TEXT NOT NULL, is_recommendation INTEGER,
            comment TEXT NOT NULL, stratum TEXT NOT NULL, weight REAL, drawn_from INTEGER,
            machine TEXT NOT NULL, imported TEXT NOT NULL, trained TEXT NOT NULL DEFAULT '[]',
            PRIMARY KEY (coder, finding_id)
          ) WITHOUT ROWID;""",
    4: """ALTER TABLE themes ADD COLUMN hedged INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE sentences ADD COLUMN themes TEXT NOT NULL DEFAULT '[]';
          ALTER TABLE entities ADD COLUMN candidates TEXT NOT NULL DEFAULT '';
          CREATE TABLE quotes (
            report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
            number INTEGER NOT NULL, sentence INTEGER NOT NULL,
            start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
            page INTEGER NOT NULL, regions TEXT NOT NULL, speech TEXT NOT NULL, speaker TEXT NOT NULL,
            kind TEXT NOT NULL,
            role TEXT NOT NULL, organisation TEXT NOT NULL, cue TEXT NOT NULL,
            PRIMARY KEY (report_id, number)
          ) WITHOUT ROWID;
          CREATE TABLE statistics (
            report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
            number INTEGER NOT NULL, sentence INTEGER NOT NULL,
            start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
            value REAL NOT NULL, value_to REAL, unit TEXT NOT NULL, period TEXT NOT NULL, measure TEXT NOT NULL,
            comparator TEXT NOT NULL, comparator_value REAL, direction TEXT NOT NULL, judgement TEXT NOT NULL,
            area TEXT NOT NULL, area_code TEXT NOT NULL,
            PRIMARY KEY (report_id, number)
          ) WITHOUT ROWID;
          CREATE TABLE recommendations (
            report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
            number INTEGER NOT NULL,
            label TEXT NOT NULL, advice TEXT NOT NULL, page INTEGER NOT NULL,
            start INTEGER NOT NULL, end INTEGER NOT NULL,
            text TEXT NOT NULL, regions TEXT NOT NULL, section TEXT NOT NULL, sentence INTEGER NOT NULL,
            addressee TEXT NOT NULL, addressee_code TEXT NOT NULL, themes TEXT NOT NULL, deadline TEXT NOT NULL,
            also_on TEXT NOT NULL,
            PRIMARY KEY (report_id, number)
          ) WITHOUT ROWID;
          CREATE TABLE answers (
            report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
            number INTEGER NOT NULL, label TEXT NOT NULL, recommendation TEXT NOT NULL,
            kind TEXT NOT NULL, page INTEGER NOT NULL,
            start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (report_id, number)
          ) WITHOUT ROWID;""",
    5: """CREATE INDEX sentences_polarity ON sentences (polarity);
          CREATE INDEX sentences_themes ON sentences (themes) WHERE themes <> '[]';
          CREATE INDEX tags_theme ON tags (theme_id);
          CREATE INDEX vectors_encoder ON vectors (encoder, dim) WHERE n > 0;""",
}
"""Version -> the SQL that raises a workspace from it to the next one."""


def read_version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema's version; 0 where the database is empty.

    Raises:
        StorageError: the database belongs to another program.
        SchemaMismatch: a newer version of the program wrote it.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if version == 0 and owner == 0 and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        return 0
    if owner != APPLICATION_ID:
        raise StorageError(
            f"{path} is the database of another program",
            expected="a workspace made by reportminer",
            remedy="choose another folder with --workspace",
        )
    if version > SCHEMA_VERSION:
        raise SchemaMismatch(
            f"{path} was written by a newer version of reportminer (schema {version})",
            expected=f"schema {SCHEMA_VERSION} or older",
            remedy="update reportminer, or choose another folder with --workspace",
        )
    return version


def prepare(
    connection: sqlite3.Connection,
    path: Path,
    *,
    migrations: Mapping[int, str] = MIGRATIONS,
    target: int = SCHEMA_VERSION,
) -> None:
    """Make the schema where the database is empty, or raise it step by step; each step whole or not at all.

    Args:
        connection: open for writing, without a transaction.
        path: for messages.
        migrations: version -> SQL to the next one.
        target: the version to reach.
    """
    version = read_version(connection, path)
    if version == 0:
        _apply(connection, files("reportminer.store").joinpath("schema.sql").read_text(encoding="utf-8"))
        version = SCHEMA_VERSION
    for step in range(version, target):
        _apply(connection, f"{migrations[step]}\n;PRAGMA user_version = {step + 1};")


def _apply(connection: sqlite3.Connection, sql: str) -> None:
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nCOMMIT;")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.rollback()
        raise
