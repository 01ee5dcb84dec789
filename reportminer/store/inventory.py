"""Which files are stored, how they ended, and remarks on the whole workspace."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields

from reportminer.records import Status
from reportminer.store.connection import Connection, transaction

OUTCOME = ("status", "stage", "reason", "remedy", "n_pages", "key")
"""Columns of `files` that say how the bytes ended, wherever they lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A row of `files`."""

    path: str
    """Absolute."""
    file: str
    """As shown."""
    root: str
    """The folder or file given, under which it was found."""
    sha256: str
    """Empty if it could not be read."""
    size: int
    """Bytes."""
    report_id: str
    """Empty if it could not be read."""
    status: str
    """A `Status`."""
    stage: str
    """A `Stage`, or empty where it was read."""
    reason: str
    """Empty where all is well."""
    remedy: str
    """What the user can do; may be empty."""
    n_pages: int
    """Where known."""
    duplicate_of: str
    """A report id, or empty."""
    key: str
    """What the result depends on beside the bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much the workspace holds."""

    reports: int
    """Reports that were read, wholly or in part."""
    pages: int
    """Their pages."""
    sentences: int
    """Their sentences."""
    findings: int
    """Sentences with a pattern or a polarity."""
    patterns: int
    """Different patterns found."""


_COLUMNS = ", ".join(f.name for f in fields(StoredFile))


def read_inventory(connection: Connection) -> dict[str, StoredFile]:
    """Return all stored files by path, in the order of their shown names."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM files ORDER BY file, path")
    return {row["path"]: StoredFile(**dict(row)) for row in rows}


def count_statuses(connection: Connection) -> dict[str, int]:
    """Return how many files ended in each status that occurs, in the order of the closed list."""
    found = dict(connection.execute("SELECT status, count(*) FROM files GROUP BY status").fetchall())
    return {str(status): found[status] for status in Status if status in found}


def count_all(connection: Connection) -> Totals:
    """Return how much the workspace holds."""
    reports, pages, sentences = connection.execute(
        "SELECT count(*), coalesce(sum(n_pages), 0), coalesce(sum(n_sentences), 0) FROM reports"
    ).fetchone()
    findings = connection.execute(
        """SELECT count(*) FROM sentences s WHERE polarity <> 'none' OR EXISTS
           (SELECT 1 FROM tags t WHERE t.report_id = s.report_id AND t.sentence = s.number)"""
    ).fetchone()[0]
    patterns = connection.execute("SELECT count(DISTINCT pattern_id) FROM tags").fetchone()[0]
    return Totals(reports=reports, pages=pages, sentences=sentences, findings=findings, patterns=patterns)


def content_state(connection: Connection) -> str:
    """Return a hash (64 hex digits) that changes exactly when a file, its status or what it depends on changes.

    Results follow from the bytes and the key, so their rows need not be read.
    """
    digest = hashlib.sha256()
    found = connection.execute(
        f"SELECT file, sha256, report_id, duplicate_of, {', '.join(OUTCOME)} FROM files ORDER BY file, path"
    )
    for row in found:
        digest.update(json.dumps(tuple(row)).encode() + b"\n")
    return digest.hexdigest()


def read_meta(connection: Connection, name: str) -> str:
    """Return a remark on the whole workspace; empty where there is none."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
    return str(row["value"]) if row else ""


def write_meta(connection: Connection, values: Mapping[str, str]) -> None:
    """Store remarks on the whole workspace, by name."""
    with transaction(connection):
        connection.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", sorted(values.items()))
