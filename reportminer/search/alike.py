"""Sentences that say something like a given one: of other areas first, then of other reports, then of its own."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reportminer.records import Hit
from reportminer.search.choosing import Chosen, Group, choose, fold
from reportminer.search.hybrid import load
from reportminer.search.nearest import compare, locate
from reportminer.search.query import parse_question
from reportminer.search.scoring import Scored
from reportminer.search.stems import split_words
from reportminer.settings import SearchSettings
from reportminer.store.candidates import Candidate, ids_of_area, ids_of_report, read_candidates
from reportminer.store.connection import Connection
from reportminer.store.filtering import Filters, filtered_ids
from reportminer.store.vectors import VectorTable

Circles = npt.NDArray[np.int8]
"""(n,): of each sentence how far from the one asked about it stands; -1 where it is left out."""
_OTHER_AREAS, _OWN_AREA, _OWN_REPORT = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """What is like a sentence."""

    hits: tuple[Hit, ...]
    """Those of other areas first, then of other reports of its area, then of its own; in each nearest first."""
    repeats: tuple[Hit, ...]
    """Sentences that were folded into them, in the order of `Hit.others`."""
    same: tuple[Hit, ...]
    """Sentences that say nearly the same, word for word, as the one asked about; they are not among the hits."""


def rank_alike(
    connection: Connection,
    *,
    asked: Candidate,
    table: VectorTable,
    filters: Filters,
    settings: SearchSettings,
    limit: int,
    one_per_area: bool,
    group: Group,
) -> Alike:
    """Return sentences of like meaning.

    Args:
        connection: an open workspace.
        asked: the sentence asked about.
        table: all sentence vectors.
        filters: what to narrow to.
        settings: how many candidates each of the three circles brings at least.
        limit: how many at most.
        one_per_area: whether each area may appear only once.
        group: tells which sentences say nearly the same.
    """
    own = locate(table, [asked.id])
    if not len(own):
        return Alike(hits=(), repeats=(), same=())
    circles = _draw_circles(connection, asked, table, filters)
    circles[own] = -1
    wanted = max(settings.candidates, 5 * limit)
    scored = _score(connection, table, int(own[0]), circles, wanted)
    (_, *same), *groups = fold([asked, *scored.candidates], group)
    chosen = choose(groups, limit=limit, one_per_area=one_per_area)
    terms = parse_question(" ".join(split_words(asked.text))).terms
    ranked = load(connection, chosen, scored, terms)
    repeated = load(connection, [Chosen(candidate=c) for c in same], scored, terms)
    return Alike(hits=ranked.hits, repeats=ranked.repeats, same=repeated.hits)


def _draw_circles(connection: Connection, asked: Candidate, table: VectorTable, filters: Filters) -> Circles:
    circles = np.full(len(table.ids), _OTHER_AREAS, np.int8)
    if asked.area:
        circles[locate(table, ids_of_area(connection, asked.area))] = _OWN_AREA
    circles[locate(table, ids_of_report(connection, asked.report_id))] = _OWN_REPORT
    if not filters.is_empty:
        passing = locate(table, filtered_ids(connection, filters))
        narrowed = np.full_like(circles, -1)
        narrowed[passing] = circles[passing]
        return narrowed
    return circles


def _score(connection: Connection, table: VectorTable, own: int, circles: Circles, wanted: int) -> Scored:
    vector = table.rows[own]
    near: dict[int, float] = {}
    circle_of: dict[int, int] = {}
    for circle in (_OTHER_AREAS, _OWN_AREA, _OWN_REPORT):
        cosines = compare(table, vector, among=np.flatnonzero(circles == circle))
        ids: list[int] = table.ids[cosines.find_nearest(wanted)].tolist()
        near.update(zip(ids, cosines.of(ids).tolist(), strict=True))
        circle_of.update(dict.fromkeys(ids, circle))
    candidates = sorted(
        read_candidates(connection, sorted(near)),
        key=lambda c: (circle_of[c.id], -round(near[c.id], 4), c.finding_id),
    )
    return Scored(
        candidates=tuple(candidates),
        fused={i: max(cosine, 0.0) for i, cosine in near.items()},
        lexical=dict.fromkeys(near, 0.0),
        semantic=near,
    )
