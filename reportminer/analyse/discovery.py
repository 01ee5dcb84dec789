"""Clusters of sentences that no pattern covers: what a codebook may still lack.

All of it is computed from the sentences given, without chance: the same sentences give the same clusters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from reportminer.analyse.discovery_candidates import sides_of
from reportminer.analyse.discovery_groups import SIMILARITY, Floats, Places, group_rows, unit
from reportminer.analyse.discovery_proposals import Drafter, Landmarks
from reportminer.analyse.discovery_records import Cluster, Uncovered
from reportminer.analyse.discovery_terms import TermSpace
from reportminer.ids import hash_bytes
from reportminer.records import Polarity

FINDING_SIDES = (Polarity.FAILURE, Polarity.GOOD_PRACTICE, Polarity.NEUTRAL)
"""The sides that a finding can take."""
MIN_SIZE = 3
"""Sentences from which a group is shown as a cluster."""
_DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Granularity:
    """What counts as a cluster."""

    min_size: int = MIN_SIZE
    """Sentences from which a group is a cluster, at least 2."""
    similarity: float = SIMILARITY
    """Least mean cosine between groups that are joined, -1 to 1; more gives smaller and closer clusters."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Group:
    side: Polarity
    places: Places
    """Rows of its members, the most typical first."""
    middle: Floats
    """(dim,): unit vector."""
    typicality: Floats
    """One a member."""
    cohesion: float
    n_reports: int
    cluster_id: str


def find_clusters(
    uncovered: Sequence[Uncovered],
    rows: Floats,
    *,
    sides: Sequence[Polarity],
    landmarks: Landmarks,
    granularity: Granularity,
) -> tuple[Cluster, ...]:
    """Return the clusters, those of most reports first, then the largest, then the closest.

    Args:
        uncovered: the sentences.
        rows: (n, dim): their unit rows, centred.
        sides: a cluster has one side; a mixed sentence may be in a cluster of either.
        landmarks: where the patterns of the codebook lie, centred in the same way.
        granularity: what counts as a cluster.
    """
    groups = sorted(
        (group for side in sides for group in _iter_groups(uncovered, rows, side, granularity)),
        key=lambda group: (-group.n_reports, -len(group.places), -group.cohesion, group.cluster_id),
    )
    space = TermSpace([found.text for found in uncovered])
    drafter = Drafter(landmarks.codebook)
    return tuple(_make_cluster(group, uncovered, space, landmarks, drafter) for group in groups)


def _iter_groups(
    uncovered: Sequence[Uncovered], rows: Floats, side: Polarity, granularity: Granularity
) -> Iterator[_Group]:
    places = np.array([at for at, found in enumerate(uncovered) if side in sides_of(found.polarity)], np.int64)
    for found in group_rows(rows[places], similarity=granularity.similarity):
        if len(found) >= granularity.min_size:
            yield _make_group(uncovered, rows, places[found], side)


def _make_group(uncovered: Sequence[Uncovered], rows: Floats, places: Places, side: Polarity) -> _Group:
    total = rows[places].sum(axis=0)
    middle = unit(total)
    typicality = np.round(rows[places] @ middle, _DECIMALS)
    ids = [uncovered[at].finding_id for at in places.tolist()]
    order = sorted(range(len(ids)), key=lambda at: (-typicality[at], ids[at]))
    n = len(ids)
    return _Group(
        side=side,
        places=places[order],
        middle=middle,
        typicality=typicality[order],
        cohesion=round(float((total @ total - n) / (n * (n - 1))), _DECIMALS),
        n_reports=len({uncovered[at].report_id for at in places.tolist()}),
        cluster_id="C" + hash_bytes("\n".join(sorted(ids)).encode())[:8],
    )


def _make_cluster(
    group: _Group, uncovered: Sequence[Uncovered], space: TermSpace, landmarks: Landmarks, drafter: Drafter
) -> Cluster:
    members = [
        replace(uncovered[at], typicality=float(score))
        for at, score in zip(group.places.tolist(), group.typicality.tolist(), strict=True)
    ]
    terms = space.choose_terms(
        group.places.tolist(),
        weights=group.typicality.tolist(),
        reports=[member.report_id for member in members],
    )
    nearest, score = landmarks.nearest(group.middle, group.side)
    return Cluster(
        cluster_id=group.cluster_id,
        polarity=group.side,
        n_findings=len(members),
        n_reports=group.n_reports,
        n_areas=len({member.area for member in members} - {""}),
        cohesion=group.cohesion,
        terms=terms,
        nearest_pattern=nearest.id,
        nearest_score=score,
        proposal=drafter.draft(
            members, side=group.side, terms=terms, nearest=nearest, fallback=f"cluster_{group.cluster_id}"
        ),
        members=tuple(members),
    )
