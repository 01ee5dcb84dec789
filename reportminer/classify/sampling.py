"""Which sentences a person should read next: those that prove most, and those that teach most.

The random part is what proves: sentences are drawn from three cells, by what the machine decided of them, so that
both the few that it tagged and the many that it left alone are read in numbers that say something. How many
sentences each one was drawn from goes with it, so that precision and recall can be estimated without bias. The
draw covers every sentence that may carry a finding, also those that were read for other reasons.

The others teach: sentences whose probability is nearest to the threshold, pattern after pattern in turn, and
findings as far as possible from everything that was read or chosen, so that near-copies are not read twice. Where
these do not suffice, other sentences are taken in the same way.

Source: Cochran 1977, Sampling Techniques, chapter 5 (stratified random sampling); Lewis and Gale 1994 (uncertainty
    sampling); Gonzalez 1985 and Sener and Savarese 2018 (farthest-first traversal as a core set).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from reportminer.classify.method import tells_of_method
from reportminer.ids import hash_bytes
from reportminer.records import Polarity
from reportminer.store.passages import PassageRow
from reportminer.store.vectors import VectorTable

RANDOM, UNCERTAIN, DIVERSE = "random", "uncertain", "diverse"
"""Why a sentence is to be read. Drawn at random among the tags of one pattern, it is `random:PATTERN`."""

_NEAR_COPY = 0.95
"""Cosine from which an uncertain sentence says the same as one that is chosen already."""


class Cell(StrEnum):
    """What the machine decided of a sentence."""

    ACCEPTED = "accepted"
    """At least one of its tags reaches the stated precision."""
    REVIEW = "review"
    """It has tags, and none of them does."""
    UNTAGGED = "untagged"
    """It has none."""


SHARES: Mapping[Cell, float] = {Cell.ACCEPTED: 0.25, Cell.REVIEW: 0.25, Cell.UNTAGGED: 0.5}
"""Of the random rows. Half for what was left alone: there stand the missed findings, each among many sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to choose."""

    n: int
    """Sentences, at least 1."""
    random_share: float
    """Share of them that is drawn at random, 0 to 1."""
    pattern: str = ""
    """Only what bears on this pattern; empty for all."""
    seed: int = 1
    """Another one gives another draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A sentence to read."""

    passage: PassageRow
    """The sentence."""
    stratum: str
    """Why: `random`, `random:PATTERN`, `uncertain` or `diverse`."""
    weight: float | None = None
    """Of a random one: how many sentences it stands for."""
    drawn_from: int | None = None
    """Of a random one: how many sentences its cell holds."""


def is_eligible(passage: PassageRow) -> bool:
    """Say whether a sentence may carry a finding at all; not below a heading of how the review was done."""
    return not tells_of_method(passage.section)


def find_cell(passage: PassageRow, pattern: str = "") -> Cell:
    """Return what was decided of a sentence, or of one pattern in it."""
    tags = [tag for tag in passage.tags if pattern in ("", tag.pattern_id)]
    if not tags:
        return Cell.UNTAGGED
    return Cell.ACCEPTED if any(tag.accepted for tag in tags) else Cell.REVIEW


def choose_passages(
    passages: Sequence[PassageRow],
    vectors: VectorTable,
    *,
    plan: Plan,
    read: Collection[str] = (),
    drawn: Collection[str] = (),
) -> tuple[Pick, ...]:
    """Return the sentences to read, in an order that tells nothing of why they were chosen.

    Args:
        passages: all sentences of the workspace, in an order that does not depend on when they were stored.
        vectors: of all of them; without any, likeness counts for nothing.
        plan: how many of which kind.
        read: ids of sentences that were read: chosen again only by chance.
        drawn: ids of those of them that were drawn at random: never chosen again.
    """
    pool = _Pool(passages, vectors, plan=plan, read=read)
    n_random = round(plan.n * plan.random_share)
    picks = list(draw_random(pool.eligible, n=n_random, plan=plan, drawn=drawn))
    pool.take(pick.passage for pick in picks)
    n_teaching = plan.n - n_random
    uncertain = list(pool.pick_uncertain((n_teaching + 1) // 2))
    diverse = list(pool.pick_diverse(n_teaching - len(uncertain)))
    picks += [Pick(passage=passage, stratum=UNCERTAIN) for passage in uncertain]
    picks += [Pick(passage=passage, stratum=DIVERSE) for passage in diverse]
    return tuple(sorted(picks, key=lambda pick: _shuffle_key(pick.passage, plan.seed)))


def draw_random(
    passages: Sequence[PassageRow], *, n: int, plan: Plan, drawn: Collection[str] = ()
) -> Iterator[Pick]:
    """Yield a stratified random draw of at most `n` sentences, without replacement.

    For one pattern only its tags are drawn from: that measures its precision with the least reading.

    Args:
        passages: all that may carry a finding.
        n: how many.
        plan: pattern and seed.
        drawn: ids of sentences of earlier draws, which this one goes on from.
    """
    cells: dict[Cell, list[PassageRow]] = defaultdict(list)
    for passage in passages:
        cells[find_cell(passage, plan.pattern)].append(passage)
    if plan.pattern:
        cells.pop(Cell.UNTAGGED, None)
    left = {cell: [p for p in cells[cell] if p.finding_id not in drawn] for cell in Cell if cell in cells}
    counts = allot(n, {cell: len(rows) for cell, rows in left.items()})
    stratum = f"{RANDOM}:{plan.pattern}" if plan.pattern else RANDOM
    for cell, count in counts.items():
        size = len(cells[cell])
        for passage in sorted(left[cell], key=lambda p: _shuffle_key(p, plan.seed))[:count]:
            yield Pick(passage=passage, stratum=stratum, weight=size / count, drawn_from=size)


def allot(n: int, sizes: Mapping[Cell, int]) -> dict[Cell, int]:
    """Return how many of `n` to draw from each cell: by `SHARES`, and what one cell lacks from the others.

    Example:
        >>> [int(k) for k in allot(20, {Cell.ACCEPTED: 2, Cell.REVIEW: 50, Cell.UNTAGGED: 90}).values()]
        [2, 6, 12]
    """
    counts = dict.fromkeys(sizes, 0)
    for _ in range(min(n, sum(sizes.values()))):
        room = [cell for cell in sizes if counts[cell] < sizes[cell]]
        # To the cell that lags most behind its share, one by one.
        counts[min(room, key=lambda cell: (counts[cell] + 1) / SHARES[cell])] += 1
    return counts


class _Pool:
    """What is left to choose from, and what is not to be repeated."""

    def __init__(
        self, passages: Sequence[PassageRow], vectors: VectorTable, *, plan: Plan, read: Collection[str]
    ) -> None:
        self.eligible = [passage for passage in passages if is_eligible(passage)]
        self._plan = plan
        known = len(vectors.ids) > 0
        self._vectors = vectors.rows if known else np.empty((len(passages), 0), np.float32)
        at = vectors.positions(np.array([p.id for p in passages], np.int64)) if known else range(len(passages))
        self._row = {passage.finding_id: int(row) for passage, row in zip(passages, at, strict=True)}
        self._thresholds = {tag.pattern_id: tag.threshold for passage in passages for tag in passage.tags}
        self._taken: list[int] = []
        self._hashes: set[str] = set()
        self.take(passage for passage in passages if passage.finding_id in read)

    def take(self, passages: Iterable[PassageRow]) -> None:
        """Note sentences as read or chosen."""
        for passage in passages:
            self._taken.append(self._row[passage.finding_id])
            self._hashes.add(passage.text_hash)

    def pick_uncertain(self, n: int) -> Iterator[PassageRow]:
        """Yield sentences near the threshold, each pattern in turn, the nearest first."""
        for passage in self._by_doubt():
            if n <= 0:
                return
            if passage.text_hash not in self._hashes and not self._is_near_copy(passage):
                self.take([passage])
                n -= 1
                yield passage

    def pick_diverse(self, n: int) -> Iterator[PassageRow]:
        """Yield sentences, each as far as possible from all that were taken before it; findings before others."""
        findings = [passage for passage in self.eligible if self._states_something(passage)]
        others = [] if self._plan.pattern else [p for p in self.eligible if not self._states_something(p)]
        for pool in (findings, others):
            found = list(self._spread([p for p in pool if p.text_hash not in self._hashes], n))
            self.take(found)
            yield from found
            n -= len(found)

    def _spread(self, pool: list[PassageRow], n: int) -> Iterator[PassageRow]:
        pool.sort(key=lambda passage: _shuffle_key(passage, self._plan.seed))
        rows = self._vectors[[self._row[passage.finding_id] for passage in pool]]
        nearest = (rows @ self._vectors[self._taken].T).max(axis=1, initial=-1.0)
        for _ in range(min(n, len(pool))):
            at = int(nearest.argmin())
            if nearest[at] == np.inf:
                return
            yield pool[at]
            nearest = np.maximum(nearest, rows @ rows[at])
            nearest[[k for k, passage in enumerate(pool) if passage.text_hash == pool[at].text_hash]] = np.inf

    def _by_doubt(self) -> Iterator[PassageRow]:
        by_pattern: dict[str, list[tuple[float, str, PassageRow]]] = defaultdict(list)
        for passage in self.eligible:
            for pattern, margin in self._doubts(passage):
                by_pattern[pattern].append((margin, passage.finding_id, passage))
        turns = [
            (turn, *doubt)
            for doubts in by_pattern.values()
            for turn, doubt in enumerate(sorted(doubts, key=lambda doubt: doubt[:2]))
        ]
        yield from (passage for *_, passage in sorted(turns, key=lambda turn: turn[:3]))

    def _doubts(self, passage: PassageRow) -> Iterator[tuple[str, float]]:
        """Yield pattern and distance to its threshold for each open question that a sentence raises."""
        only = self._plan.pattern
        for tag in passage.tags:
            if not tag.accepted and only in ("", tag.pattern_id):
                yield tag.pattern_id, abs(tag.probability - tag.threshold)
        best = passage.best_pattern
        if best not in passage.patterns and best in self._thresholds and only in ("", best):
            yield best, abs(passage.best_score - self._thresholds[best])

    def _is_near_copy(self, passage: PassageRow) -> bool:
        row = self._vectors[self._row[passage.finding_id]]
        return bool(((self._vectors[self._taken] @ row) >= _NEAR_COPY).any())

    def _states_something(self, passage: PassageRow) -> bool:
        if self._plan.pattern:
            return self._plan.pattern in {*passage.patterns, passage.best_pattern}
        return bool(passage.tags) or passage.polarity != Polarity.NONE


def _shuffle_key(passage: PassageRow, seed: int) -> str:
    return hash_bytes(f"{seed}\n{passage.finding_id}".encode())
