"""Hybrid search: words and meaning, fused into one ranking.

The full-text index and the vectors each bring candidates; all are scored on both sides, and the best are chosen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportminer.records import Hit
from reportminer.search.choosing import Chosen, Group, choose, fold, spread
from reportminer.search.lexical import Weighed
from reportminer.search.nearest import Vector, compare, locate
from reportminer.search.query import Term, write_term
from reportminer.search.scoring import Asked, Scored, score_candidates
from reportminer.search.standing import find_matched
from reportminer.settings import SearchSettings
from reportminer.store.candidates import Candidate, read_candidates
from reportminer.store.connection import Connection
from reportminer.store.filtering import Filters, Ids, filtered_ids
from reportminer.store.matching import load_hits, match_text
from reportminer.store.vectors import VectorTable

_WIDEST = 5000  # candidates of each search; with more a question would take seconds
_WIDENING = 4
_FIRST, _FIRST_A_RESULT = 60, 6  # of the best candidates, how many are compared with each other, at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """How results are chosen and ordered."""

    limit: int = 10
    """How many results, at least 1."""
    mode: str = "hybrid"
    """`hybrid`, `lexical` or `semantic`."""
    one_per_area: bool = False
    """Whether each area may appear only once; a report without an area is an area of its own."""
    diverse: bool = False
    """Whether results shall differ from each other in meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """What a ranking shows."""

    hits: tuple[Hit, ...]
    """Best first."""
    repeats: tuple[Hit, ...] = ()
    """The sentences that were folded into them, in the order of `Hit.others`."""


def rank(
    connection: Connection,
    *,
    question: Weighed,
    vector: Vector | None,
    table: VectorTable,
    filters: Filters,
    settings: SearchSettings,
    ranking: Ranking,
    group: Group,
) -> Ranked:
    """Return the best sentences for a question, best first; those that say nearly the same are folded into one.

    Args:
        connection: an open workspace.
        question: its terms, those that no sentence holds left out.
        vector: (dim,) the question as a unit vector; None leaves the semantic side out.
        table: all sentence vectors.
        filters: what to narrow to.
        settings: how the two sides are scored and fused.
        ranking: how many, which mode, breadth.
        group: tells which sentences say nearly the same.
    """
    allowed = None if filters.is_empty else filtered_ids(connection, filters)
    among = None if allowed is None else locate(table, allowed)
    if vector is None or not len(table.ids) or ranking.mode == "lexical":
        asked = Asked(question=question, cosines=None, mode="lexical")
    else:
        asked = Asked(question=question, cosines=compare(table, vector, among=among), mode=ranking.mode)
    wanted, widest = max(settings.candidates, 5 * ranking.limit), max(_WIDEST, 5 * ranking.limit)
    while True:
        ids, is_all = _gather(connection, asked, filters, allowed, wanted)
        scored = score_candidates(read_candidates(connection, ids), asked, settings=settings)
        chosen = _choose(scored, table, settings=settings, ranking=ranking, group=group)
        if len(chosen) >= ranking.limit or is_all or wanted >= widest:
            return load(connection, chosen, scored, question.terms)
        wanted = min(wanted * _WIDENING, widest)


def load(connection: Connection, chosen: Sequence[Chosen], scored: Scored, terms: Iterable[Term]) -> Ranked:
    """Return the hits of what was chosen, with their scores and the words of the question that they hold."""
    shown = [c for one in chosen for c in (one.candidate, *one.others)]
    loaded = load_hits(connection, [c.id for c in shown])
    terms = tuple(terms)

    def hit(candidate: Candidate, others: Sequence[Candidate] = ()) -> Hit:
        return replace(
            loaded[candidate.id][0],
            score=round(scored.fused[candidate.id], 4),
            score_lexical=round(scored.lexical[candidate.id], 4),
            score_semantic=round(scored.semantic[candidate.id], 4),
            matched=find_matched(terms, candidate.text),
            others=tuple(other.finding_id for other in others),
        )

    return Ranked(
        hits=tuple(hit(one.candidate, one.others) for one in chosen),
        repeats=tuple(hit(other) for one in chosen for other in one.others),
    )


def _gather(
    connection: Connection, asked: Asked, filters: Filters, allowed: Ids | None, wanted: int
) -> tuple[list[int], bool]:
    """Return the ids of the candidates, ascending, and whether there are no others."""
    ids: set[int] = set()
    is_all = True
    if asked.question.terms and asked.mode != "semantic":
        query = " OR ".join(write_term(term) for term in asked.question.terms)
        matches = match_text(connection, query, filters=filters, limit=wanted, allowed=allowed)
        ids.update(match.id for match in matches)
        is_all = len(matches) < wanted
    if asked.cosines is not None:
        nearest = asked.cosines.find_nearest(wanted)
        ids.update(asked.cosines.table.ids[nearest].tolist())
        is_all = is_all and len(nearest) < wanted
    return sorted(ids), is_all


def _choose(
    scored: Scored, table: VectorTable, *, settings: SearchSettings, ranking: Ranking, group: Group
) -> list[Chosen]:
    is_spread = ranking.diverse and len(table.ids) > 0
    chosen: list[Chosen] = []
    # What says nearly the same has nearly the same score: so those far behind need not be compared.
    for first in (max(_FIRST, _FIRST_A_RESULT * ranking.limit), None):
        groups = fold(scored.candidates, group, first=first)
        limit = len(groups) if is_spread else ranking.limit
        chosen = choose(groups, limit=limit, one_per_area=ranking.one_per_area)
        if len(chosen) >= ranking.limit:
            break
    if not is_spread:
        return chosen
    return spread(
        chosen,
        scores=scored.fused,
        vectors=table.rows[locate(table, [one.candidate.id for one in chosen])],
        limit=ranking.limit,
        share=settings.diversity,
    )
