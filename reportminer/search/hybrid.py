"""Hybrid search: BM25 over words and exact cosine over sentence vectors, fused into one ranking."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from reportminer.records import Hit
from reportminer.search.query import make_match_query
from reportminer.settings import SearchSettings
from reportminer.store.connection import Connection
from reportminer.store.matching import Filters, Match, filtered_ids, load_hits, match_text
from reportminer.store.vectors import VectorTable

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """How results are chosen and ordered."""

    limit: int = 10
    """How many results, at least 1."""
    mode: str = "hybrid"
    """`hybrid`, `lexical` or `semantic`."""
    one_per_area: bool = False
    """Whether each area may appear only once; a report without an area is an area of its own."""
    others_first: str = ""
    """A report id whose own sentences come last (used by more-like-this)."""
    leave_out: frozenset[int] = frozenset()
    """Row ids that are never shown (the sentence asked about)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    id: int
    fused: float
    lexical: float
    cosine: float
    matched: tuple[str, ...]


def rank(
    connection: Connection,
    *,
    text: str,
    vector: Vector | None,
    table: VectorTable,
    filters: Filters,
    settings: SearchSettings,
    ranking: Ranking,
) -> list[Hit]:
    """Return the best sentences for a question, best first; equal texts are folded into one.

    Args:
        connection: an open workspace.
        text: the question; its words are used unless the mode is `semantic`.
        vector: (dim,) the question as a unit vector; None leaves the semantic side out.
        table: all sentence vectors.
        filters: what to narrow to.
        settings: weight of the lexical side and number of candidates.
        ranking: how many, which mode, breadth.

    Returns:
        Hits by falling fused score, then finding id. The lexical score is BM25 over the best BM25 of this question
        (0 to 1), the semantic one the cosine; the fused score is their weighted mean with the cosine cut at 0.
    """
    query = make_match_query(text) if ranking.mode != "semantic" else ""
    wanted = max(settings.candidates, 5 * ranking.limit)
    matches = match_text(connection, query, filters=filters, limit=wanted) if query else []
    cosines = table.rows @ vector if vector is not None and len(table.ids) and ranking.mode != "lexical" else None
    ids = {m.id for m in matches}
    if cosines is not None:
        ids.update(_nearest(connection, table, cosines, filters, wanted))
    weight = {"lexical": 1.0, "semantic": 0.0}.get(ranking.mode, settings.lexical_weight)
    if cosines is None:
        weight = 1.0
    scored = _score(sorted(ids - ranking.leave_out), matches, table, cosines, weight)
    return _choose(connection, scored, ranking)


def _nearest(
    connection: Connection, table: VectorTable, cosines: Vector, filters: Filters, wanted: int
) -> list[int]:
    if filters.is_empty:
        positions = np.arange(len(cosines))
    else:
        positions = table.positions(np.array(filtered_ids(connection, filters), np.int64))
    if len(positions) > wanted:
        best = np.argpartition(-cosines[positions], wanted)[:wanted]
        positions = positions[best]
    return [int(i) for i in table.ids[positions]]


def _score(
    ids: list[int], matches: list[Match], table: VectorTable, cosines: Vector | None, weight: float
) -> list[_Scored]:
    if not ids:
        return []
    by_id = {m.id: m for m in matches}
    best = max((m.bm25 for m in matches), default=0.0) or 1.0
    if cosines is None:
        semantic = np.zeros(len(ids), np.float32)
    else:
        semantic = cosines[table.positions(np.array(ids, np.int64))]
    scored = []
    for sentence_id, cosine in zip(ids, semantic.tolist(), strict=True):
        match = by_id.get(sentence_id)
        lexical = max(match.bm25, 0.0) / best if match else 0.0
        fused = weight * lexical + (1 - weight) * max(cosine, 0.0)
        scored.append(
            _Scored(
                id=sentence_id,
                fused=fused,
                lexical=lexical,
                cosine=cosine,
                matched=match.matched if match else (),
            )
        )
    return scored


def _choose(connection: Connection, scored: list[_Scored], ranking: Ranking) -> list[Hit]:
    loaded = load_hits(connection, [s.id for s in scored])
    candidates = []
    for s in scored:
        hit, text_hash = loaded[s.id]
        hit = replace(
            hit,
            score=round(s.fused, 4),
            score_lexical=round(s.lexical, 4),
            score_semantic=round(s.cosine, 4),
            matched=s.matched,
        )
        candidates.append((hit, text_hash))
    candidates.sort(key=lambda c: (c[0].report_id == ranking.others_first, -c[0].score, c[0].finding_id))
    folded: dict[str, Hit] = {}
    areas: set[str] = set()
    for hit, text_hash in candidates:
        if text_hash in folded:
            first = folded[text_hash]
            folded[text_hash] = replace(first, others=(*first.others, hit.finding_id))
        elif len(folded) < ranking.limit and not (ranking.one_per_area and _area_key(hit) in areas):
            folded[text_hash] = hit
            areas.add(_area_key(hit))
    return list(folded.values())


def _area_key(hit: Hit) -> str:
    return hit.area or hit.report_id
