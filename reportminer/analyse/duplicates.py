"""Passages that repeat each other, word for word or nearly so, within one report or over several."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from reportminer.text import fold, words

SIMILARITY = 0.8
"""Jaccard index of the word sequences from which two passages count as one; a change of one word in the middle of
thirty leaves 0.68, a name swapped at either end of a template leaves about 0.9."""
LENGTH = 5
"""Words in a sequence; shorter passages group only if they are equal."""
CHANCE = 8
"""Passages with fewer words group only within one report: two authors may well write "Discharges were delayed"."""

Shingles = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage to be compared."""

    id: str
    """Its id."""
    text: str
    """Its text."""
    report_id: str
    """Its report."""
    side: str = ""
    """Passages of different sides are never grouped ("was effective", "was ineffective")."""


def group_duplicates(passages: Sequence[Passage], *, similarity: float = SIMILARITY) -> dict[str, str]:
    """Return for each passage the id of the first passage of its group; its own id if nothing before repeats it.

    Two passages of one side are in one group if their words are equal (case, accents and punctuation left aside),
    or if their sets of five-word sequences have at least the given Jaccard index, directly or through others;
    passages of few words (see `CHANCE`) only if they stand in one report.
    The result is exact and depends on the order of the passages only for which one stands first.

    Args:
        passages: in the order that decides which one is first.
        similarity: least Jaccard index, above 0 up to 1.

    Source: resemblance of shingles: A. Broder (1997), On the resemblance and containment of documents; the index
        over rare shingles: R. Bayardo, Y. Ma and R. Srikant (2007), Scaling up all pairs similarity search.
    """
    keys = [_make_key(passage) for passage in passages]
    first: dict[tuple[str, ...], int] = {}
    for place, key in enumerate(keys):
        first.setdefault(key, place)
    parents = [first[key] for key in keys]
    distinct = {place: _shingles(keys[place]) for place in first.values()}
    for one, other in _similar_pairs({p: s for p, s in distinct.items() if s}, similarity):
        low, high = sorted((_root(parents, one), _root(parents, other)))
        parents[high] = low
    return {passage.id: passages[_root(parents, place)].id for place, passage in enumerate(passages)}


def count_reports(groups: Mapping[str, str], report_by_id: Mapping[str, str]) -> dict[str, int]:
    """Return for each group the number of reports it stands in; more than one means a repeated passage."""
    reports: dict[str, set[str]] = defaultdict(set)
    for passage_id, group in groups.items():
        reports[group].add(report_by_id[passage_id])
    return {group: len(found) for group, found in reports.items()}


def _make_key(passage: Passage) -> tuple[str, ...]:
    """Return what must be equal for two passages to be equal: side, the report of a short one, and the words."""
    tokens = words(fold(passage.text))
    return (passage.side, passage.report_id if len(tokens) < CHANCE else "", *tokens)


def _shingles(key: tuple[str, ...]) -> Shingles:
    side, report, *tokens = key
    return frozenset((side, report, *tokens[i : i + LENGTH]) for i in range(len(tokens) - LENGTH + 1))


def _similar_pairs(shingles: Mapping[int, Shingles], similarity: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs that are similar enough.

    With each set sorted by rarity, two sets of Jaccard index t share a member among the first n - ceil(t n) + 1 of
    each, so that only these need an index.
    """
    counts = Counter(item for members in shingles.values() for item in members)
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, members in shingles.items():
        rare = sorted(members, key=lambda item: (counts[item], item))
        prefix = rare[: len(rare) - ceil(similarity * len(rare) - 1e-9) + 1]
        for other in _unseen(index[item] for item in prefix):
            if _jaccard(members, shingles[other]) >= similarity:
                yield other, place
        for item in prefix:
            index[item].append(place)


def _unseen(lists: Iterable[list[int]]) -> list[int]:
    return sorted({place for places in lists for place in places})


def _jaccard(one: Shingles, other: Shingles) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place
