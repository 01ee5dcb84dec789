"""Which of the scored sentences are shown: repeats folded into one, one for each area, or results that differ."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from reportminer.store.candidates import Candidate

Group = Callable[[Sequence[Candidate]], Mapping[str, str]]
"""Gives for each sentence the id of the first one of those that say nearly the same; see `analyse.duplicates`."""


@dataclass(slots=True, kw_only=True)
class Chosen:
    """A sentence that is shown, with its repeats."""

    candidate: Candidate
    """The best of them."""
    others: list[Candidate] = field(default_factory=list)
    """The others, best first."""


def fold(candidates: Sequence[Candidate], group: Group, *, first: int | None = None) -> list[list[Candidate]]:
    """Return the sentences in groups of those that say nearly the same; equal texts are always one group.

    Args:
        candidates: best first.
        group: tells which belong together.
        first: how many of them may begin a group; the others only join one with an equal text. None for all.

    Returns:
        Groups in the order of their best; in each the best first.
    """
    beginning = candidates[:first]
    key_by_id = group(beginning)
    key_by_text: dict[str, str] = {}
    groups: dict[str, list[Candidate]] = {}
    for candidate in beginning:
        key = key_by_text.setdefault(candidate.text_hash, key_by_id[candidate.finding_id])
        groups.setdefault(key, []).append(candidate)
    for candidate in candidates[len(beginning) :]:
        if candidate.text_hash in key_by_text:
            groups[key_by_text[candidate.text_hash]].append(candidate)
    return list(groups.values())


def choose(groups: Sequence[Sequence[Candidate]], *, limit: int, one_per_area: bool = False) -> list[Chosen]:
    """Return the first groups, each shown by its best sentence.

    Args:
        groups: best first, see `fold`.
        limit: how many at most.
        one_per_area: whether an area may be shown only once (a report without an area is an area of its own); a
            group whose best sentence stands in an area that was shown is shown by its best one of another area.
    """
    shown: list[Chosen] = []
    areas: set[str] = set()
    for members in groups:
        if len(shown) == limit:
            break
        fresh = [c for c in members if not (one_per_area and area_key(c) in areas)]
        if fresh:
            areas.add(area_key(fresh[0]))
            shown.append(Chosen(candidate=fresh[0], others=[c for c in members if c is not fresh[0]]))
    return shown


def spread(
    chosen: Sequence[Chosen],
    *,
    scores: Mapping[int, float],
    vectors: npt.NDArray[np.float32],
    limit: int,
    share: float,
) -> list[Chosen]:
    """Return results each of which is good and differs from those before it.

    Args:
        chosen: best first.
        scores: by sentence id.
        vectors: (n, dim): of each result, unit rows.
        limit: how many at most.
        share: what goodness counts, 0 to 1; the rest is difference.

    Source: maximal marginal relevance: J. Carbonell and J. Goldstein (1998), The use of MMR, diversity-based
        reranking for reordering documents and producing summaries.
    """
    good = np.array([scores[c.candidate.id] for c in chosen])
    good = good / (good.max(initial=0.0) or 1.0)
    nearest = np.zeros(len(chosen))
    order: list[int] = []
    while len(order) < min(limit, len(chosen)):
        worth = share * good - (1 - share) * nearest
        worth[order] = -np.inf
        best = int(np.argmax(worth))
        order.append(best)
        nearest = np.maximum(nearest, vectors @ vectors[best])
    return [chosen[i] for i in order]


def area_key(candidate: Candidate) -> str:
    """Return what stands for its area: its name, or the report where it is not known."""
    return candidate.area or candidate.report_id
