"""Full-text matches and filters over sentences: the SQL side of search."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reportminer.records import Hit
from reportminer.store.bm25 import Scores, score_sentences
from reportminer.store.filtering import IN_AREA, Filters, Ids, area_parameters, filtered_ids, published_between

__all__ = [
    "Filters",
    "Match",
    "filtered_ids",
    "knows_area",
    "list_areas",
    "list_patterns",
    "list_themes",
    "load_hits",
    "match_text",
    "published_between",
]

_BATCH = 500  # below SQLite's limit on the number of parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A sentence that shares words with the question."""

    id: int
    """`sentences.id`."""
    bm25: float
    """Okapi BM25 as FTS5 computes it with its sign turned: more is better."""


def match_text(
    connection: sqlite3.Connection, query: str, *, filters: Filters, limit: int, allowed: Ids | None = None
) -> list[Match]:
    """Return the best matches of an FTS5 query by falling BM25, then finding id.

    Args:
        connection: an open workspace.
        query: a query in which every token is quoted (see `search.query`).
        filters: what to narrow to.
        limit: how many at most.
        allowed: the `filtered_ids` of these filters, where they are known already.
    """
    scores = score_sentences(connection, query)
    if filters.is_empty:
        best = _find_best(scores, limit)
        return _order(connection, best, scores[best], limit)
    allowed = filtered_ids(connection, filters) if allowed is None else allowed
    allowed = allowed[: np.searchsorted(allowed, len(scores))]
    best = allowed[_find_best(scores[allowed], limit)]
    return _order(connection, best, scores[best], limit)


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
    rows = connection.execute(f"SELECT 1 FROM reports r WHERE {IN_AREA} LIMIT 1", area_parameters(area))
    return rows.fetchone() is not None


def list_themes(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of the themes that a sentence carries or mentions, ascending."""
    # Distinct on each side first: read from its index, a side then needs no sorting.
    sides = "SELECT DISTINCT theme_id FROM tags UNION SELECT DISTINCT theme_id FROM themes"
    rows = connection.execute(f"{sides} ORDER BY 1")
    return [row[0] for row in rows]


def list_patterns(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of the patterns that a sentence carries, ascending."""
    return [row[0] for row in connection.execute("SELECT DISTINCT pattern_id FROM tags ORDER BY 1")]


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


def _find_best(scores: Scores, limit: int) -> Ids:
    """Return the places of the highest scores above 0, and of all that equal the last of them."""
    places = np.flatnonzero(scores > 0)
    found = scores[places]
    # Not of all scores: where most are 0, finding the place of the last one kept takes ten times as long.
    return places[found >= np.partition(found, -limit)[-limit]] if len(found) > limit else places


def _order(connection: sqlite3.Connection, ids: Ids, scores: Scores, limit: int) -> list[Match]:
    """Return the first by falling score; equal ones by finding id, for row ids hang on the order of mining."""
    _, place, n_equal = np.unique(scores, return_inverse=True, return_counts=True)
    names = _read_names(connection, ids[n_equal[place] > 1].tolist())
    found = sorted((-score, names.get(i, ""), i) for i, score in zip(ids.tolist(), scores.tolist(), strict=True))
    return [Match(id=i, bm25=-score) for score, _, i in found[:limit]]


def _read_names(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    names: dict[int, str] = {}
    for start in range(0, len(ids), _BATCH):
        part = ids[start : start + _BATCH]
        marks = ",".join("?" * len(part))
        names.update(
            connection.execute(f"SELECT id, finding_id FROM sentences WHERE id IN ({marks})", part).fetchall()
        )
    return names
