"""How far coders agree, each with each: people and the machine, which is one coder among them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reportminer.classify.agreement import cohen_kappa, krippendorff_alpha, masi_distance

Codes = Mapping[str, frozenset[str]]
"""The patterns that a coder gave, by finding id; an empty set where the coder read it and found none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAgreement:
    """How far two coders agree on the sentences that both read."""

    one: str
    """A coder."""
    other: str
    """Another one."""
    n_rows: int
    """Sentences that both read."""
    n_same: int
    """Of these, sentences to which both gave the same patterns."""
    f1: float | None
    """F1 of one against the other, all patterns together; None where neither gave any."""
    kappa: float | None
    """Cohen's, over all decisions (sentences times patterns); None where it is not defined."""


def compare_pairs(coders: Sequence[tuple[str, Codes]], patterns: Sequence[str]) -> tuple[PairAgreement, ...]:
    """Return the agreement of each coder with each other one, in the order given; pairs without rows are left out.

    Args:
        coders: names and codes.
        patterns: that they chose from.
    """
    pairs = [
        compare_pair(one, other, patterns, names=(first, second))
        for (first, one), (second, other) in combinations(coders, 2)
    ]
    return tuple(pair for pair in pairs if pair.n_rows)


def compare_pair(one: Codes, other: Codes, patterns: Sequence[str], *, names: tuple[str, str]) -> PairAgreement:
    """Return the agreement of two coders.

    Args:
        one: codes of the first.
        other: codes of the second.
        patterns: that they chose from.
        names: of the two.
    """
    rows = sorted(one.keys() & other.keys())
    n_given = sum(len(one[row]) + len(other[row]) for row in rows)
    n_both = sum(len(one[row] & other[row]) for row in rows)
    return PairAgreement(
        one=names[0],
        other=names[1],
        n_rows=len(rows),
        n_same=sum(one[row] == other[row] for row in rows),
        f1=2 * n_both / n_given if n_given else None,
        kappa=cohen_kappa(_decisions(one, rows, patterns), _decisions(other, rows, patterns)),
    )


def measure_reliability(coders: Collection[Codes]) -> float | None:
    """Return Krippendorff's alpha over sets of patterns (MASI distance); None where no two read the same."""
    rows = sorted({row for codes in coders for row in codes})
    return krippendorff_alpha([[codes.get(row) for codes in coders] for row in rows], masi_distance)


def _decisions(codes: Codes, rows: Sequence[str], patterns: Sequence[str]) -> list[bool]:
    return [pattern in codes[row] for row in rows for pattern in patterns]
