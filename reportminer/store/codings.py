"""Codes that people gave, kept beside the machine's tags: neither takes the place of the other.

A coding is tied to no report's row, so that every new run keeps it; see `store.passages` for how it finds its
sentence again.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from reportminer.store.connection import Connection, transaction

_IDS = msgspec.json.Decoder(tuple[str, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRow:
    """What one coder says of one sentence."""

    coder: str
    """Who says so."""
    coder_kind: str = "person"
    """`person` or `model`."""
    finding_id: str
    """The sentence's id when it was read in."""
    report_id: str
    """Its report then."""
    text: str
    """The sentence."""
    text_hash: str
    """`ids.hash_text` of it."""
    patterns: tuple[str, ...]
    """Ids, ascending; empty if it carries none."""
    themes: tuple[str, ...] = ()
    """Ids that were stated beside those of the patterns, ascending."""
    polarity: str = ""
    """As stated; empty where it follows from the patterns."""
    is_recommendation: bool | None = None
    """Whether it says what should be done; None where nothing was stated."""
    comment: str = ""
    """What the coder remarked."""
    stratum: str = ""
    """Why the sentence was read; see `classify.sampling`. Empty for a row that was added by hand."""
    weight: float | None = None
    """Sentences that a random row stands for in its sheet; None for all others."""
    drawn_from: int | None = None
    """Sentences that a random row was drawn from; None for all others."""
    machine: str
    """The tagger whose tags stood there when it was read in: name, `@`, version."""
    imported: str
    """ISO date."""
    trained: tuple[str, ...] = ()
    """Versions of the heads in whose training it had a part: as a label, or left out as disputed."""


def store_codings(connection: Connection, codings: Iterable[CodingRow]) -> None:
    """Store what a coder says, in place of what the same coder said of the same sentences; all or nothing.

    In which training a sentence had a part stays noted whatever is said of it later.
    """
    with transaction(connection):
        connection.executemany(
            """INSERT INTO codings (coder, coder_kind, finding_id, report_id, text, text_hash, patterns, themes,
                 polarity, is_recommendation, comment, stratum, weight, drawn_from, machine, imported)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (coder, finding_id) DO UPDATE SET coder_kind = excluded.coder_kind,
                 report_id = excluded.report_id, text = excluded.text, text_hash = excluded.text_hash,
                 patterns = excluded.patterns, themes = excluded.themes, polarity = excluded.polarity,
                 is_recommendation = excluded.is_recommendation, comment = excluded.comment,
                 stratum = excluded.stratum, weight = excluded.weight, drawn_from = excluded.drawn_from,
                 machine = excluded.machine, imported = excluded.imported""",
            [_values(coding) for coding in codings],
        )


def read_codings(connection: Connection) -> tuple[CodingRow, ...]:
    """Return all codings by coder, then by id of the sentence."""
    rows = connection.execute("SELECT * FROM codings ORDER BY coder, finding_id")
    return tuple(_coding(row) for row in rows)


def read_codings_of(
    connection: Connection, finding_id: str, *, report_id: str, text_hash: str
) -> tuple[CodingRow, ...]:
    """Return what is said of one sentence, by coder: under its id, or under one that a new version gave up.

    A coding whose id no sentence has any more goes to the only sentence with its text, in its report or else
    anywhere, as `passages.PassageIndex` finds it.

    Args:
        connection: an open workspace.
        finding_id: the sentence's id.
        report_id: its report.
        text_hash: `ids.hash_text` of it.
    """
    rows = connection.execute(
        """SELECT c.*, (SELECT count(*) FROM sentences s
                        WHERE s.text_hash = c.text_hash AND s.report_id = c.report_id) AS n_here,
                  (SELECT count(*) FROM sentences s WHERE s.text_hash = c.text_hash) AS n_all
           FROM codings c
           WHERE c.finding_id = ? OR (c.text_hash = ? AND NOT EXISTS
             (SELECT 1 FROM sentences s WHERE s.finding_id = c.finding_id))
           ORDER BY c.coder, c.finding_id <> ?, c.finding_id""",
        (finding_id, text_hash, finding_id),
    )
    found: dict[str, CodingRow] = {}
    for row in rows:
        fields = dict(row)
        n_here, n_all = fields.pop("n_here"), fields.pop("n_all")
        is_only = fields["report_id"] == report_id if n_here == 1 else n_all == 1
        if fields["finding_id"] == finding_id or is_only:
            found.setdefault(fields["coder"], _coding(fields))
    return tuple(found.values())


def note_training(connection: Connection, keys: Collection[tuple[str, str]], *, version: str) -> None:
    """Note which codings had a part in a training: they prove nothing about these heads any more.

    Args:
        connection: open for writing.
        keys: coder and finding id of each.
        version: of the heads, as `records.Origin` has it.
    """
    with transaction(connection):
        for coder, finding_id in sorted(keys):
            row = connection.execute(
                "SELECT trained FROM codings WHERE coder = ? AND finding_id = ?", (coder, finding_id)
            ).fetchone()
            if row is not None:
                known = json.dumps(sorted({*_IDS.decode(row["trained"]), version}))
                connection.execute(
                    "UPDATE codings SET trained = ? WHERE coder = ? AND finding_id = ?", (known, coder, finding_id)
                )


def _values(coding: CodingRow) -> tuple[object, ...]:
    return (
        coding.coder,
        coding.coder_kind,
        coding.finding_id,
        coding.report_id,
        coding.text,
        coding.text_hash,
        json.dumps(coding.patterns),
        json.dumps(coding.themes),
        coding.polarity,
        coding.is_recommendation,
        coding.comment,
        coding.stratum,
        coding.weight,
        coding.drawn_from,
        coding.machine,
        coding.imported,
    )


def _coding(row: sqlite3.Row | dict[str, Any]) -> CodingRow:
    stated = row["is_recommendation"]
    decoded = {name: _IDS.decode(row[name]) for name in ("patterns", "themes", "trained")}
    return CodingRow(**dict(row) | decoded | {"is_recommendation": None if stated is None else bool(stated)})
