"""How far two coders agree with each other, and how near the model comes to that."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reportminer.classify.agreement import cohen_kappa, kappa_of_counts, krippendorff_alpha, masi_distance
from reportminer.classify.evaluation_draws import Draws, Figure, divide
from reportminer.classify.evaluation_scores import count_cells, f1_of_counts
from reportminer.classify.heads import Floats
from reportminer.classify.thresholds import Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAgreement:
    """How far two coders agree on one code."""

    n_first: int
    """Sentences to which the first coder gave it."""
    n_second: int
    """Sentences to which the second coder gave it."""
    n_both: int
    """Sentences to which both gave it."""
    f1: float | None
    """F1 of one coder against the other, which is the same both ways; None where neither gave it."""
    kappa: float | None
    """Cohen's, -1 to 1; None where it is not defined."""
    alpha: float | None
    """Krippendorff's, nominal; None where it is not defined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAgreement:
    """How far two coders agree on the codes of sentences that may carry several."""

    n_sentences: int
    """Sentences that both read."""
    n_groups: int
    """Groups that these stand in; intervals draw them whole."""
    f1: Figure
    """Micro F1 of one coder against the other."""
    kappa: Figure
    """Cohen's kappa over all decisions: sentences times codes."""
    mean_kappa: float | None
    """Mean of the codes' own kappas, where defined."""
    n_kappas: int
    """Codes in that mean."""
    alpha_masi: float | None
    """Krippendorff's alpha over the sets of codes, near misses weighed by the MASI distance."""
    alpha_nominal: float | None
    """The same where sets that differ at all differ wholly."""
    model_f1: Figure
    """Micro F1 of the model against the first coder, on the same sentences."""
    model_f1_second: Figure
    """The same against the second coder."""
    model_share: Figure
    """`model_f1` as a share of `f1`: 1 where the model agrees with the first coder as the second does."""
    codes: dict[str, CodeAgreement]
    """Each code, in the order given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueAgreement:
    """How far two coders agree on a single value for each sentence."""

    n_sentences: int
    """Sentences that both read."""
    n_groups: int
    """Groups that these stand in; intervals draw them whole."""
    same: Figure
    """Share of sentences with the same value, 0 to 1."""
    kappa: Figure
    """Cohen's."""
    alpha: float | None
    """Krippendorff's, nominal."""


def compare_sets(first: Flags, second: Flags, model: Flags, names: Sequence[str], draws: Draws) -> SetAgreement:
    """Return how far two coders agree on sets of codes.

    Args:
        first: (n, codes), of sentences that both coders read.
        second: as `first`.
        model: as `first`: the tags given.
        names: of the columns.
        draws: of the n rows.
    """
    counts = _Counts.of(first, second, draws)
    coders, model_first, model_second = (
        counts.f1(),
        _Counts.of(first, model, draws).f1(),
        _Counts.of(second, model, draws).f1(),
    )
    codes = {name: compare_code(first[:, at], second[:, at]) for at, name in enumerate(names)}
    kappas = [code.kappa for code in codes.values() if code.kappa is not None]
    sets = list(zip(_sets(first, names), _sets(second, names), strict=True))
    return SetAgreement(
        n_sentences=len(first),
        n_groups=draws.n_groups,
        f1=draws.estimate(*coders),
        kappa=draws.estimate(*counts.kappa()),
        mean_kappa=sum(kappas) / len(kappas) if kappas else None,
        n_kappas=len(kappas),
        alpha_masi=krippendorff_alpha(sets, masi_distance),
        alpha_nominal=krippendorff_alpha(sets),
        model_f1=draws.estimate(*model_first),
        model_f1_second=draws.estimate(*model_second),
        model_share=draws.estimate(divide(model_first[0], coders[0]), divide(model_first[1], coders[1])),
        codes=codes,
    )


def compare_code(first: Flags, second: Flags) -> CodeAgreement:
    """Return how far two coders agree on one code, each (n,)."""
    one, other = first.tolist(), second.tolist()
    n_first, n_second, n_both = int(first.sum()), int(second.sum()), int((first & second).sum())
    return CodeAgreement(
        n_first=n_first,
        n_second=n_second,
        n_both=n_both,
        f1=2 * n_both / (n_first + n_second) if n_first + n_second else None,
        kappa=cohen_kappa(one, other),
        alpha=krippendorff_alpha(list(zip(one, other, strict=True))),
    )


def compare_values(first: Sequence[str], second: Sequence[str], draws: Draws) -> ValueAgreement:
    """Return how far two coders agree on one value a sentence, such as its side.

    Args:
        first: the values of sentences that both coders read.
        second: as `first`, in the same order.
        draws: of these sentences.
    """
    values = sorted({*first, *second})
    one, other = (np.array(side)[:, None] == np.array(values) for side in (first, second))
    same = (one & other).any(axis=1)
    drawn_first, drawn_second, drawn_same = draws.totals(one), draws.totals(other), draws.totals(same)
    found = kappa_of_counts(
        np.array(float(same.sum())), one.sum(axis=0).astype(np.float64), other.sum(axis=0).astype(np.float64)
    )
    return ValueAgreement(
        n_sentences=len(first),
        n_groups=draws.n_groups,
        same=draws.share(same, np.ones_like(same)),
        kappa=draws.estimate(found, kappa_of_counts(drawn_same, drawn_first, drawn_second)),
        alpha=krippendorff_alpha(list(zip(first, second, strict=True))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """What one coder gave, the other gave, and both gave, and all decisions: the last axis."""

    found: Floats
    """(4,), of all sentences."""
    drawn: Floats
    """(n_draws, 4)."""

    @classmethod
    def of(cls, one: Flags, other: Flags, draws: Draws) -> "_Counts":
        cells = np.append(count_cells(one, other), np.ones((*one.shape, 1), np.bool_), axis=-1).sum(axis=1)
        return cls(found=cells.sum(axis=0).astype(np.float64), drawn=draws.totals(cells))

    def f1(self) -> tuple[Floats, Floats]:
        return f1_of_counts(self.found), f1_of_counts(self.drawn)

    def kappa(self) -> tuple[Floats, Floats]:
        return _kappa(self.found), _kappa(self.drawn)


def _kappa(counts: Floats) -> Floats:
    first, second, both, n = (counts[..., at] for at in range(4))
    agreed = n - first - second + 2 * both
    return kappa_of_counts(agreed, np.stack([first, n - first], -1), np.stack([second, n - second], -1))


def _sets(flags: Flags, names: Sequence[str]) -> list[frozenset[str]]:
    return [frozenset(name for name, flag in zip(names, row, strict=True) if flag) for row in flags.tolist()]
