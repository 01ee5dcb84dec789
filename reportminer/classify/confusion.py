"""Which pattern was given in another's place, among patterns that are near each other in the codebook."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from reportminer.classify.thresholds import Flags
from reportminer.codebook.model import Codebook, Pattern
from reportminer.records import Polarity

N_SHOWN = 5
"""Sentences named for each confusion."""


class Relation(StrEnum):
    """How near two patterns are in the codebook."""

    NAMED = "named"
    """One names the other as easily confused with it."""
    SAME_THEME = "same_theme"
    """They share a theme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Sentences that carry one pattern and were given another in its place."""

    true: str
    """The pattern carried and not given."""
    given: str
    """The pattern given and not carried."""
    relation: Relation
    """How near the two are."""
    opposite_sides: bool
    """Whether one is a good practice and the other a failure: the gravest kind of confusion."""
    n: int
    """Sentences."""
    n_missed: int
    """Sentences that carry `true` and were not given it, with whatever they were given."""
    sentences: tuple[str, ...]
    """Ids of the first of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusions:
    """What was given in another's place."""

    pairs: tuple[Confusion, ...]
    """Of siblings, the most frequent first, then in the order of the codebook."""
    n_siblings: int
    """Confusions of siblings, all pairs together; a sentence counts once for each pair."""
    n_others: int
    """Confusions of patterns that are no siblings."""


def find_confusions(truth: Flags, tagged: Flags, codebook: Codebook, ids: Sequence[str]) -> Confusions:
    """Return which siblings were given in each other's place.

    Siblings are patterns of one theme, and those that the codebook names as confused with each other, whichever of
    the two names the other.

    Args:
        truth: (n, patterns) in the order of the codebook.
        tagged: (n, patterns).
        codebook: of both.
        ids: of the n sentences.
    """
    missed, wrong = truth & ~tagged, tagged & ~truth
    counts = missed.T.astype(np.int64) @ wrong.astype(np.int64)
    pairs = [
        Confusion(
            true=codebook.patterns[true].id,
            given=codebook.patterns[given].id,
            relation=relation,
            opposite_sides=_are_opposite(codebook.patterns[true], codebook.patterns[given]),
            n=int(counts[true, given]),
            n_missed=int(missed[:, true].sum()),
            sentences=tuple(ids[row] for row in np.flatnonzero(missed[:, true] & wrong[:, given])[:N_SHOWN]),
        )
        for true, given, relation in _iter_siblings(codebook)
        if counts[true, given]
    ]
    n_siblings = sum(pair.n for pair in pairs)
    return Confusions(
        pairs=tuple(sorted(pairs, key=lambda pair: -pair.n)),
        n_siblings=n_siblings,
        n_others=int(counts.sum()) - n_siblings,
    )


def _iter_siblings(codebook: Codebook) -> Iterator[tuple[int, int, Relation]]:
    for at, one in enumerate(codebook.patterns):
        for other_at, other in enumerate(codebook.patterns):
            if at == other_at:
                continue
            if other.id in one.confused_with or one.id in other.confused_with:
                yield at, other_at, Relation.NAMED
            elif one.theme == other.theme:
                yield at, other_at, Relation.SAME_THEME


def _are_opposite(one: Pattern, other: Pattern) -> bool:
    return {one.polarity, other.polarity} == {Polarity.GOOD_PRACTICE, Polarity.FAILURE}


def confusions_as_dict(confusions: Confusions) -> dict[str, Any]:
    """Return confusions as a dictionary."""
    return {
        "n_siblings": confusions.n_siblings,
        "n_others": confusions.n_others,
        "pairs": [{**asdict(pair), "sentences": list(pair.sentences)} for pair in confusions.pairs],
    }
