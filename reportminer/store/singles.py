"""Reads what belongs to one report or one sentence, and nothing of the rest of the workspace."""

import sqlite3
from collections.abc import Iterator

import msgspec

from reportminer.store.rows import regions_from_json
from reportminer.store.views import BlockRow, EntityRow, FileRow, ReportRow

_TEXTS = msgspec.json.Decoder(tuple[str, ...])
_NOTES = msgspec.json.Decoder(tuple[tuple[int, str, int], ...])
_REPORT = """SELECT r.report_id, f.file, f.status, r.kind, r.title, r.report_type, r.area, r.area_code,
                    r.publisher, r.published, r.review_start, r.review_end, r.licence, r.source_url, r.conflicts,
                    r.n_pages, r.n_pages_ok, r.n_words, r.n_sentences, r.ocr, r.language, r.coder, r.model
             FROM reports r JOIN files f ON f.report_id = r.report_id AND f.status IN ('ok', 'partial')
             WHERE r.report_id = ? ORDER BY f.file, f.path LIMIT 1"""
_FILES = """SELECT path, file, sha256, size, report_id, status, stage, reason, remedy, n_pages, duplicate_of
            FROM files WHERE {which} ORDER BY status NOT IN ('ok', 'partial'), file, path"""
_BLOCKS = """SELECT b.report_id, b.number, b.page, b.kind, b.part, b.level, b.marker, b.start, b.end, b.regions,
                    b.section, b.notes, substr(r.text, b.start + 1, b.end - b.start) AS text
             FROM blocks b JOIN reports r USING (report_id)
             WHERE b.report_id = ? AND b.number <= ? AND b.number > ? ORDER BY b.number DESC"""
_ENTITIES = """SELECT e.report_id, e.number, s.page, s.finding_id AS sentence_id, e.start, e.end, e.text, e.label,
                      e.canonical, e.code_system, e.code, e.score, e.candidates
               FROM sentences s JOIN entities e ON e.report_id = s.report_id AND e.sentence = s.number
               WHERE s.finding_id = ? ORDER BY e.number"""


def read_report(connection: sqlite3.Connection, report_id: str) -> ReportRow | None:
    """Return a report that was read; None if none has the id."""
    row = connection.execute(_REPORT, (report_id,)).fetchone()
    if row is None:
        return None
    return ReportRow(**dict(row) | {"conflicts": _TEXTS.decode(row["conflicts"]), "ocr": bool(row["ocr"])})


def read_files_of(connection: sqlite3.Connection, report_id: str) -> tuple[FileRow, ...]:
    """Return the files with a report's bytes: those it was read from first, then by name."""
    # Two questions, each answered by an index, in place of one OR that would look through all files.
    own = connection.execute(_FILES.format(which="report_id = ?"), (report_id,)).fetchall()
    sha256 = own[0]["sha256"] if own else ""
    copies = connection.execute(_FILES.format(which="sha256 = ? AND duplicate_of = ?"), (sha256, report_id))
    rows = {row["path"]: FileRow(**dict(row)) for row in (*own, *copies)}
    return tuple(rows.values())


def read_entities_of(connection: sqlite3.Connection, finding_id: str) -> tuple[EntityRow, ...]:
    """Return the names in a sentence, in order of the text."""
    return tuple(EntityRow(**dict(row)) for row in connection.execute(_ENTITIES, (finding_id,)))


def iter_blocks_back(
    connection: sqlite3.Connection, report_id: str, number: int, *, at_most: int
) -> Iterator[BlockRow]:
    """Yield a block of a report with its text, then those before it, the nearest first.

    Args:
        connection: an open workspace.
        report_id: the report.
        number: of the block.
        at_most: how many are given.
    """
    for row in connection.execute(_BLOCKS, (report_id, number, number - at_most)):
        decoded = {"regions": regions_from_json(row["regions"]), "section": _TEXTS.decode(row["section"])}
        yield BlockRow(**dict(row) | decoded | {"notes": _NOTES.decode(row["notes"])})


def iter_texts(connection: sqlite3.Connection, report_id: str) -> Iterator[str]:
    """Yield the sentences of a report, in reading order."""
    rows = connection.execute("SELECT text FROM sentences WHERE report_id = ? ORDER BY number", (report_id,))
    for row in rows:
        yield row[0]
