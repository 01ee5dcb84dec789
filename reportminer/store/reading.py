"""Reads the rows of a workspace for analysis and export, in orders that do not depend on when they were stored.

Reports stand in one order everywhere: by publication date (unknown last), then by file name, then by id. Within a
report rows stand in reading order. What can be large is given report by report or as an iterator.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from reportminer.records import Span
from reportminer.store.rows import regions_from_json
from reportminer.store.views import (
    BlockRow,
    EntityRow,
    FileRow,
    FindingRow,
    NearestRow,
    PageRow,
    ReportRow,
    TableRow,
    TagRow,
    ThemeRow,
)

K = TypeVar("K", int, str)

_UNDATED = "9999"
_MENTIONED = "SELECT sentence, theme_id FROM themes WHERE report_id = ? ORDER BY start, end, number"
_NAMES = """SELECT sentence, CASE canonical WHEN '' THEN text ELSE canonical END FROM entities
            WHERE report_id = ? AND label NOT IN ('DATE', 'MONEY', 'PERCENT', 'COUNT')
            ORDER BY start, end, number"""
_TAGS_OF = """SELECT s.finding_id, t.pattern_id, t.theme_id, t.polarity, t.probability, t.threshold, t.accepted,
                     t.why
              FROM sentences s JOIN tags t ON t.report_id = s.report_id AND t.sentence = s.number
              WHERE {among} ORDER BY s.finding_id, t.probability DESC, t.pattern_id"""
_MENTIONED_IN = """SELECT s.finding_id, m.theme_id
                   FROM sentences s JOIN themes m ON m.report_id = s.report_id AND m.sentence = s.number
                   WHERE {among} ORDER BY m.start, m.end, m.number"""
_NAMES_IN = """SELECT s.finding_id, CASE e.canonical WHEN '' THEN e.text ELSE e.canonical END
               FROM sentences s JOIN entities e ON e.report_id = s.report_id AND e.sentence = s.number
               WHERE {among} AND e.label NOT IN ('DATE', 'MONEY', 'PERCENT', 'COUNT')
               ORDER BY e.start, e.end, e.number"""
_BATCH = 500  # below SQLite's limit on the number of parameters
_SENTENCE = """SELECT s.finding_id, s.report_id, s.number, s.page, coalesce(p.label, '') AS page_label, s.section,
                      s.text, coalesce(b.text, '') AS before, coalesce(a.text, '') AS after, s.polarity,
                      s.strength, s.voice, s.is_recommendation, s.regions, s.themes AS about, s.block
               FROM sentences s
               LEFT JOIN pages p ON p.report_id = s.report_id AND p.page = s.page
               LEFT JOIN sentences b
                 ON b.report_id = s.report_id AND b.number = s.number - 1 AND b.section = s.section
               LEFT JOIN sentences a
                 ON a.report_id = s.report_id AND a.number = s.number + 1 AND a.section = s.section"""
_TEXTS = msgspec.json.Decoder(tuple[str, ...])
_NOTES = msgspec.json.Decoder(tuple[tuple[int, str, int], ...])
_CELLS = msgspec.json.Decoder(tuple[tuple[str, ...], ...])


def read_reports(connection: sqlite3.Connection) -> list[ReportRow]:
    """Return every report that was read, in the stated order."""
    rows = _select(
        connection,
        """SELECT r.report_id, f.file, f.status, r.kind, r.title, r.report_type, r.area, r.area_code, r.publisher,
                  r.published, r.review_start, r.review_end, r.licence, r.source_url, r.conflicts, r.n_pages,
                  r.n_pages_ok, r.n_words, r.n_sentences, r.ocr, r.language, r.coder, r.model
           FROM reports r JOIN files f ON f.path =
             (SELECT path FROM files WHERE report_id = r.report_id AND status IN ('ok', 'partial')
              ORDER BY file, path LIMIT 1)""",
    )
    reports = [
        ReportRow(**row | {"conflicts": _TEXTS.decode(row["conflicts"]), "ocr": bool(row["ocr"])}) for row in rows
    ]
    return sorted(reports, key=lambda r: (r.published or _UNDATED, r.file, r.report_id))


def read_files(connection: sqlite3.Connection) -> list[FileRow]:
    """Return every input file: those that were read in the order of their reports, then the others by name."""
    order = {report.report_id: place for place, report in enumerate(read_reports(connection))}
    rows = _select(
        connection,
        """SELECT path, file, sha256, size, report_id, status, stage, reason, remedy, n_pages, duplicate_of
           FROM files""",
    )
    files = [FileRow(**row) for row in rows]
    return sorted(files, key=lambda f: (_place(f, order), f.file, f.report_id, f.path))


def _place(file: FileRow, order: dict[str, int]) -> int:
    is_read = file.status in {"ok", "partial"}
    return order.get(file.report_id, len(order)) if is_read else len(order)


def read_text(connection: sqlite3.Connection, report_id: str) -> str:
    """Return the text of a report; empty if it is not stored."""
    found = connection.execute("SELECT text FROM reports WHERE report_id = ?", (report_id,)).fetchone()
    return str(found[0]) if found else ""


def iter_pages(connection: sqlite3.Connection, report_id: str) -> Iterator[PageRow]:
    """Yield the pages of a report in order."""
    rows = _select(
        connection,
        """SELECT report_id, page, label, status, engine, n_chars, n_blocks, ocr, warnings, width, height
           FROM pages WHERE report_id = ? ORDER BY page""",
        report_id,
    )
    for row in rows:
        yield PageRow(**row | {"ocr": bool(row["ocr"]), "warnings": _TEXTS.decode(row["warnings"])})


def iter_blocks(connection: sqlite3.Connection, report_id: str) -> Iterator[BlockRow]:
    """Yield the blocks of a report with their text, in reading order."""
    found = connection.execute("SELECT text FROM reports WHERE report_id = ?", (report_id,)).fetchone()
    text: str = found[0] if found else ""
    rows = _select(
        connection,
        """SELECT report_id, number, page, kind, part, level, marker, start, end, regions, section, notes
           FROM blocks WHERE report_id = ? ORDER BY number""",
        report_id,
    )
    for row in rows:
        decoded = {"regions": regions_from_json(row["regions"]), "section": _TEXTS.decode(row["section"])}
        decoded["notes"] = _NOTES.decode(row["notes"])
        yield BlockRow(**row | decoded, text=text[row["start"] : row["end"]])


def iter_tables(connection: sqlite3.Connection, report_id: str) -> Iterator[TableRow]:
    """Yield the tables of a report in reading order."""
    rows = _select(
        connection,
        "SELECT report_id, number, page, caption, rows AS cells FROM tables WHERE report_id = ? ORDER BY number",
        report_id,
    )
    for row in rows:
        yield TableRow(**row | {"cells": _CELLS.decode(row["cells"])})


def iter_findings(connection: sqlite3.Connection, report_id: str) -> Iterator[FindingRow]:
    """Yield the sentences of a report that carry a pattern or a polarity, in reading order, with their context."""
    tags = _tags_by_sentence(connection, report_id)
    mentioned = _group(connection.execute(_MENTIONED, (report_id,)))
    names = _group(connection.execute(_NAMES, (report_id,)))
    rows = _select(
        connection,
        f"""{_SENTENCE} WHERE s.report_id = ? AND (s.polarity <> 'none' OR EXISTS
             (SELECT 1 FROM tags t WHERE t.report_id = s.report_id AND t.sentence = s.number))
           ORDER BY s.number""",
        report_id,
    )
    for row in rows:
        number = row["number"]
        yield FindingRow(
            **_decode_sentence(row),
            tags=tuple(tags.get(number, ())),
            mentioned=tuple(mentioned.get(number, ())),
            entities=tuple(names.get(number, ())),
        )


def read_finding(connection: sqlite3.Connection, finding_id: str) -> FindingRow | None:
    """Return one sentence with its context, also one without a pattern; None if no sentence has the id."""
    return read_findings(connection, [finding_id]).get(finding_id)


def read_findings(connection: sqlite3.Connection, finding_ids: Iterable[str]) -> dict[str, FindingRow]:
    """Return sentences by id, each with its context, also those without a pattern; unknown ids are left out."""
    wanted = list(dict.fromkeys(finding_ids))
    found: dict[str, FindingRow] = {}
    for start in range(0, len(wanted), _BATCH):
        found |= _read_batch(connection, wanted[start : start + _BATCH])
    return {finding_id: found[finding_id] for finding_id in wanted if finding_id in found}


def _read_batch(connection: sqlite3.Connection, finding_ids: list[str]) -> dict[str, FindingRow]:
    among = f"s.finding_id IN ({','.join('?' * len(finding_ids))})"
    tags: dict[str, list[TagRow]] = defaultdict(list)
    for row in _select(connection, _TAGS_OF.format(among=among), *finding_ids):
        tags[row.pop("finding_id")].append(_decode_tag(row))
    mentioned = _group(connection.execute(_MENTIONED_IN.format(among=among), finding_ids))
    names = _group(connection.execute(_NAMES_IN.format(among=among), finding_ids))
    return {
        row["finding_id"]: FindingRow(
            **_decode_sentence(row),
            tags=tuple(tags.get(row["finding_id"], ())),
            mentioned=tuple(mentioned.get(row["finding_id"], ())),
            entities=tuple(names.get(row["finding_id"], ())),
        )
        for row in _select(connection, f"{_SENTENCE} WHERE {among}", *finding_ids)
    }


def read_stretch(connection: sqlite3.Connection, finding_id: str) -> Span | None:
    """Return where a sentence stands in its report's text; None if no sentence has the id."""
    query = "SELECT start, end FROM sentences WHERE finding_id = ?"
    row = connection.execute(query, (finding_id,)).fetchone()
    return Span(start=row[0], end=row[1]) if row else None


def _decode_sentence(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "regions": regions_from_json(row["regions"]),
        "is_recommendation": bool(row["is_recommendation"]),
        "about": _TEXTS.decode(row["about"]),
    }


def iter_themes(connection: sqlite3.Connection, report_id: str) -> Iterator[ThemeRow]:
    """Yield the theme mentions of a report in order of the text."""
    rows = _select(
        connection,
        """SELECT s.finding_id, t.report_id, t.theme_id, s.page, t.start, t.end, t.text, t.rule,
                  t.negated, t.hedged
           FROM themes t JOIN sentences s ON s.report_id = t.report_id AND s.number = t.sentence
           WHERE t.report_id = ? ORDER BY t.start, t.end, t.theme_id, t.number""",
        report_id,
    )
    for row in rows:
        yield ThemeRow(**row | {"negated": bool(row["negated"]), "hedged": bool(row["hedged"])})


def iter_entities(connection: sqlite3.Connection, report_id: str) -> Iterator[EntityRow]:
    """Yield the names in a report in order of the text."""
    rows = _select(
        connection,
        """SELECT e.report_id, e.number, s.page, s.finding_id AS sentence_id, e.start, e.end, e.text, e.label,
                  e.canonical, e.code_system, e.code, e.score, e.candidates
           FROM entities e JOIN sentences s ON s.report_id = e.report_id AND s.number = e.sentence
           WHERE e.report_id = ? ORDER BY e.number""",
        report_id,
    )
    for row in rows:
        yield EntityRow(**row)


def read_nearest(connection: sqlite3.Connection) -> list[NearestRow]:
    """Return for each report and pattern the likeliest sentence.

    Returns:
        Rows by report id, then pattern id. A report without sentences, or from a version of the program that did
        not keep them, has none.
    """
    rows = _select(
        connection,
        """SELECT n.report_id, n.pattern_id, n.probability AS score, s.finding_id, n.not_tagged, s.page
           FROM nearest n JOIN sentences s ON s.report_id = n.report_id AND s.number = n.sentence
           ORDER BY n.report_id, n.pattern_id""",
    )
    return [NearestRow(**row) for row in rows]


def read_encoders(connection: sqlite3.Connection) -> list[str]:
    """Return the encoders that the stored vectors come from, ascending."""
    return [
        row[0] for row in connection.execute("SELECT DISTINCT encoder FROM vectors WHERE encoder <> '' ORDER BY 1")
    ]


def _tags_by_sentence(connection: sqlite3.Connection, report_id: str) -> dict[int, list[TagRow]]:
    tags: dict[int, list[TagRow]] = defaultdict(list)
    rows = _select(
        connection,
        """SELECT sentence, pattern_id, theme_id, polarity, probability, threshold, accepted, why
           FROM tags WHERE report_id = ? ORDER BY sentence, probability DESC, pattern_id""",
        report_id,
    )
    for row in rows:
        number = row.pop("sentence")
        tags[number].append(_decode_tag(row))
    return tags


def _decode_tag(row: dict[str, Any]) -> TagRow:
    return TagRow(**row | {"accepted": bool(row["accepted"])})


def _group(rows: Iterable[tuple[K, str]]) -> dict[K, list[str]]:
    """Return for each sentence (its number or id) the distinct values, in order."""
    values: dict[K, list[str]] = defaultdict(list)
    for sentence, value in rows:
        if value not in values[sentence]:
            values[sentence].append(value)
    return values


def _select(connection: sqlite3.Connection, sql: str, *parameters: object) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))
