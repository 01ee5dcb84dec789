"""Full-text matches and filters over sentences: the SQL side of search."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from reportminer.records import Hit, Polarity

_MARK_ON, _MARK_OFF = "\x02", "\x03"
_IN_AREA = "(r.area = ? COLLATE NOCASE OR r.area_code = ? COLLATE NOCASE OR r.area LIKE ? ESCAPE '\\')"
_BATCH = 500  # below SQLite's limit on the number of parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is narrowed to; an empty field does not narrow."""

    area: str = ""
    """Name (any case) or GSS code of an area."""
    report_type: str = ""
    """A `ReportType`."""
    theme: str = ""
    """Theme id: tagged with one of its patterns, or mentioning it."""
    pattern: str = ""
    """Pattern id."""
    polarity: str = ""
    """A `Polarity`. What is mixed takes both sides, so it passes `good_practice` and `failure` too."""
    section: str = ""
    """Part of a heading, any case."""
    since: str = ""
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`: published then or later; see `published_between`."""
    until: str = ""
    """In the same forms: published then or earlier."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is narrowed."""
        return self == Filters()

    @property
    def polarities(self) -> frozenset[str]:
        """The polarities of sentences that pass."""
        both = {str(Polarity.MIXED)} if self.polarity in (Polarity.GOOD_PRACTICE, Polarity.FAILURE) else set()
        return frozenset({self.polarity} | both)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A sentence that shares words with the question."""

    id: int
    """`sentences.id`."""
    bm25: float
    """Okapi BM25 as FTS5 computes it with its sign turned: more is better."""
    matched: tuple[str, ...]
    """The words of the sentence that matched, lower case, each once."""


def published_between(published: str, since: str, until: str) -> bool:
    """Say whether a date lies between two others; dates are compared as far as both of them are known.

    "2018-07-01" and "2018" both lie in "2018-07" and after: of the second nothing else is known. A report
    without a date lies in no period.

    Args:
        published: as in `ReportFacts.published`.
        since: in the same forms; empty does not narrow.
        until: likewise.
    """
    return (not since or (published != "" and published[: len(since)] >= since[: len(published)])) and (
        not until or (published != "" and published[: len(until)] <= until[: len(published)])
    )


def match_text(connection: sqlite3.Connection, query: str, *, filters: Filters, limit: int) -> list[Match]:
    """Return the best matches of an FTS5 query by falling BM25, then id.

    Args:
        connection: an open workspace.
        query: a query in which every token is quoted (see `search.query`).
        filters: what to narrow to.
        limit: how many at most.
    """
    where, parameters = _where(connection, filters)
    rows = connection.execute(
        f"""SELECT s.id, -bm25(sentences_fts, 1.0, 0.3) AS score,
                   highlight(sentences_fts, 0, '{_MARK_ON}', '{_MARK_OFF}')
            FROM sentences_fts JOIN sentences s ON s.id = sentences_fts.rowid JOIN reports r USING (report_id)
            WHERE sentences_fts MATCH ? {where}
            ORDER BY score DESC, s.finding_id LIMIT ?""",
        (query, *parameters, limit),
    )
    return [Match(id=row[0], bm25=row[1], matched=_marked(row[2])) for row in rows]


def filtered_ids(connection: sqlite3.Connection, filters: Filters) -> list[int]:
    """Return the ids of all sentences that pass the filters, ascending."""
    where, parameters = _where(connection, filters)
    rows = connection.execute(
        f"SELECT s.id FROM sentences s JOIN reports r USING (report_id) WHERE 1 {where} ORDER BY s.id", parameters
    )
    return [row[0] for row in rows]


def find_sentence(connection: sqlite3.Connection, finding_id: str) -> tuple[int, str, str] | None:
    """Return row id, report id and text of a sentence, or None."""
    row = connection.execute(
        "SELECT id, report_id, text FROM sentences WHERE finding_id = ?", (finding_id,)
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def load_hits(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[Hit, str]]:
    """Return for each sentence id its hit without scores, and the hash of its text."""
    hits: dict[int, tuple[Hit, str]] = {}
    for start in range(0, len(ids), _BATCH):
        part = list(ids[start : start + _BATCH])
        marks = ",".join("?" * len(part))
        rows = connection.execute(
            f"""SELECT s.*, r.title, r.area, r.published, p.label,
                       (SELECT min(file) FROM files f WHERE f.report_id = s.report_id) AS file,
                       (SELECT group_concat(pattern_id, ';') FROM
                          (SELECT pattern_id FROM tags t WHERE t.report_id = s.report_id AND t.sentence = s.number
                           ORDER BY probability DESC, pattern_id)) AS patterns
                FROM sentences s JOIN reports r USING (report_id)
                LEFT JOIN pages p ON p.report_id = s.report_id AND p.page = s.page
                WHERE s.id IN ({marks})""",
            part,
        )
        for row in rows:
            hits[row["id"]] = (_hit(row), row["text_hash"])
    return hits


def list_areas(connection: sqlite3.Connection) -> list[str]:
    """Return the areas known to the workspace, for messages."""
    return [row[0] for row in connection.execute("SELECT DISTINCT area FROM reports WHERE area <> '' ORDER BY 1")]


def knows_area(connection: sqlite3.Connection, area: str) -> bool:
    """Say whether a report passes the filter on an area."""
    rows = connection.execute(f"SELECT 1 FROM reports r WHERE {_IN_AREA} LIMIT 1", _area_parameters(area))
    return rows.fetchone() is not None


def list_themes(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of the themes that a sentence carries or mentions, ascending."""
    rows = connection.execute("SELECT theme_id FROM tags UNION SELECT theme_id FROM themes ORDER BY 1")
    return [row[0] for row in rows]


def list_patterns(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of the patterns that a sentence carries, ascending."""
    return [row[0] for row in connection.execute("SELECT DISTINCT pattern_id FROM tags ORDER BY 1")]


def _area_parameters(area: str) -> tuple[str, str, str]:
    return area, area, f"{_like(area)} %"


def _hit(row: sqlite3.Row) -> Hit:
    return Hit(
        finding_id=row["finding_id"],
        report_id=row["report_id"],
        title=row["title"] or row["file"] or row["report_id"],
        area=row["area"],
        published=row["published"],
        page=row["page"],
        page_label=row["label"] or "",
        section=row["section"],
        text=row["text"],
        polarity=row["polarity"],
        patterns=tuple((row["patterns"] or "").split(";")) if row["patterns"] else (),
        score=0.0,
        score_lexical=0.0,
        score_semantic=0.0,
        matched=(),
    )


def _marked(text: str) -> tuple[str, ...]:
    parts = text.split(_MARK_ON)[1:]
    return tuple(dict.fromkeys(part.split(_MARK_OFF)[0].lower() for part in parts))


def _where(connection: sqlite3.Connection, filters: Filters) -> tuple[str, list[str]]:
    """Return conditions that begin with AND, and their parameters."""
    clauses: list[str] = []
    parameters: list[str] = []

    def add(clause: str, *values: str) -> None:
        clauses.append(f"AND {clause}")
        parameters.extend(values)

    if filters.area:
        add(_IN_AREA, *_area_parameters(filters.area))
    if filters.report_type:
        add("r.report_type = ?", filters.report_type)
    if filters.theme:
        add(
            """(EXISTS (SELECT 1 FROM tags t WHERE t.report_id = s.report_id AND t.sentence = s.number
                        AND t.theme_id = ?)
             OR EXISTS (SELECT 1 FROM themes m WHERE m.report_id = s.report_id AND m.sentence = s.number
                        AND m.theme_id = ?))""",
            filters.theme,
            filters.theme,
        )
    if filters.pattern:
        add(
            """EXISTS (SELECT 1 FROM tags t WHERE t.report_id = s.report_id AND t.sentence = s.number
               AND t.pattern_id = ?)""",
            filters.pattern,
        )
    if filters.polarity:
        sides = sorted(filters.polarities)
        add(
            f"""(s.polarity IN ({",".join("?" * len(sides))}) OR EXISTS
                 (SELECT 1 FROM tags t WHERE t.report_id = s.report_id AND t.sentence = s.number
                  AND t.polarity = ?))""",
            *sides,
            filters.polarity,
        )
    if filters.section:
        add("s.section LIKE ? ESCAPE '\\'", f"%{_like(filters.section)}%")
    if filters.since or filters.until:
        connection.create_function("published_between", 3, published_between, deterministic=True)
        # In a query of its own it is asked once a report, not once a sentence.
        add(
            "s.report_id IN (SELECT report_id FROM reports WHERE published_between(published, ?, ?))",
            filters.since,
            filters.until,
        )
    return " ".join(clauses), parameters


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
