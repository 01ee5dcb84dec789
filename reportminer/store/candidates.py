"""Sentences as a ranking needs them: words, place and side, without what only the chosen ones are shown with."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

_BATCH = 500  # below SQLite's limit on the number of parameters
_COLUMNS = """SELECT s.id, s.finding_id, s.report_id, r.area, s.text, s.text_hash, s.section, s.polarity
              FROM sentences s JOIN reports r USING (report_id)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may be shown."""

    id: int
    """`sentences.id`."""
    finding_id: str
    """For people."""
    report_id: str
    """Its report."""
    area: str
    """Area of the report; may be empty."""
    text: str
    """The sentence."""
    text_hash: str
    """Equal for sentences that repeat word for word."""
    section: str
    """Headings joined by " > "."""
    polarity: str
    """A `Polarity`."""


def read_candidates(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Candidate]:
    """Return the sentences with these ids, in their order."""
    found: dict[int, Candidate] = {}
    for start in range(0, len(ids), _BATCH):
        part = list(ids[start : start + _BATCH])
        rows = connection.execute(f"{_COLUMNS} WHERE s.id IN ({','.join('?' * len(part))})", part)
        found.update((row["id"], Candidate(**dict(row))) for row in rows)
    return [found[i] for i in ids]


def find_candidate(connection: sqlite3.Connection, finding_id: str) -> Candidate | None:
    """Return the sentence with an id, or None."""
    row = connection.execute(f"{_COLUMNS} WHERE s.finding_id = ?", (finding_id,)).fetchone()
    return Candidate(**dict(row)) if row else None


def ids_of_report(connection: sqlite3.Connection, report_id: str) -> list[int]:
    """Return the ids of a report's sentences, ascending."""
    rows = connection.execute("SELECT id FROM sentences WHERE report_id = ? ORDER BY id", (report_id,))
    return [row[0] for row in rows]


def ids_of_area(connection: sqlite3.Connection, area: str) -> list[int]:
    """Return the ids of all sentences of an area's reports, ascending; `area` as it stands in `reports`."""
    # CROSS JOIN keeps the order: from the few reports to their sentences, not from every sentence to its report.
    rows = connection.execute(
        "SELECT s.id FROM reports r CROSS JOIN sentences s ON s.report_id = r.report_id WHERE r.area = ?", (area,)
    )
    return sorted(row[0] for row in rows)
