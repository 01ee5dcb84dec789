"""Precision, recall and F1 of each code, of all together (micro) and on average (macro), with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reportminer.classify.evaluation_draws import Draws, Figure, divide
from reportminer.classify.heads import Floats
from reportminer.classify.thresholds import Flags

DIGITS = 4
"""Of figures in results."""
_TRUE, _TAGGED, _RIGHT = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeScore:
    """How well tags and truth agree on one code, or on several together."""

    precision: Figure
    """Share of the tags that are right, 0 to 1; not defined where nothing was tagged."""
    recall: Figure
    """Share of what is true that was tagged, 0 to 1; not defined where nothing is true."""
    f1: Figure
    """Their harmonic mean, 0 to 1; not defined where nothing is true and nothing was tagged."""
    n_true: int
    """Sentences that carry it, of several codes their sum."""
    n_tagged: int
    """Sentences tagged with it."""
    n_right: int
    """Sentences of both kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroScore:
    """Means over codes, each code counting alike. A code that is neither true nor tagged anywhere is left out."""

    precision: Figure
    """Mean over the codes that were tagged."""
    recall: Figure
    """Mean over the codes that are true somewhere."""
    f1: Figure
    """Mean over the codes that are true or tagged somewhere; one that is only tagged counts 0."""
    n_codes: int
    """Codes of the mean F1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTable:
    """Agreement on a set of codes."""

    micro: CodeScore
    """All decisions together."""
    macro: MacroScore
    """Means over codes."""
    codes: Mapping[str, CodeScore]
    """Each code, in the order given."""

    @property
    def without_positives(self) -> tuple[str, ...]:
        """Codes that no sentence carries: nothing is known of their recall."""
        return tuple(code for code, score in self.codes.items() if not score.n_true)


def score_codes(truth: Flags, tagged: Flags, names: Sequence[str], draws: Draws) -> ScoreTable:
    """Return the agreement of two tables of flags.

    Args:
        truth: (n, codes).
        tagged: (n, codes).
        names: of the columns.
        draws: of the n rows.
    """
    counts = count_cells(truth, tagged)
    found, drawn = counts.sum(axis=0).astype(np.float64), draws.totals(counts)
    return ScoreTable(
        micro=_score(found.sum(axis=0), drawn.sum(axis=1), draws),
        macro=_average(found, drawn, draws),
        codes={name: _score(found[at], drawn[:, at], draws) for at, name in enumerate(names)},
    )


def score_flag(truth: Flags, tagged: Flags, draws: Draws) -> CodeScore:
    """Return the agreement on one code, each (n,), or on all decisions of a table, each (n, codes)."""
    counts = count_cells(truth, tagged).reshape(len(truth), -1, 3).sum(axis=1)
    return _score(counts.sum(axis=0).astype(np.float64), draws.totals(counts), draws)


def count_cells(truth: Flags, tagged: Flags) -> Flags:
    """Return flags of what is true, tagged and right side by side, (..., 3); their sums give all shares."""
    return np.stack([truth, tagged, truth & tagged], axis=-1)


def f1_of_counts(counts: Floats) -> Floats:
    """Return F1 of counts of true, tagged and right, (..., 3); NaN where nothing is true or tagged."""
    return divide(2 * counts[..., _RIGHT], counts[..., _TRUE] + counts[..., _TAGGED])


def figure_as_dict(name: str, figure: Figure, *, digits: int = DIGITS) -> dict[str, Any]:
    """Return a figure as two entries: its value, and its interval or None."""
    if figure.value is None:
        return {name: None, f"{name}_interval": None}
    limits = None
    if figure.low is not None and figure.high is not None:
        limits = [round(figure.low, digits), round(figure.high, digits)]
    return {name: round(figure.value, digits), f"{name}_interval": limits}


def score_as_dict(score: CodeScore) -> dict[str, Any]:
    """Return a score as a dictionary."""
    return {
        **figure_as_dict("precision", score.precision),
        **figure_as_dict("recall", score.recall),
        **figure_as_dict("f1", score.f1),
        "n_true": score.n_true,
        "n_tagged": score.n_tagged,
        "n_right": score.n_right,
    }


def macro_as_dict(score: MacroScore, noun: str) -> dict[str, Any]:
    """Return means as a dictionary.

    Args:
        score: the means.
        noun: what the codes are, in the plural: names their number.
    """
    return {
        **figure_as_dict("precision", score.precision),
        **figure_as_dict("recall", score.recall),
        **figure_as_dict("f1", score.f1),
        f"n_{noun}": score.n_codes,
    }


def _score(found: Floats, drawn: Floats, draws: Draws) -> CodeScore:
    """Return shares of counts (3,), with intervals from the counts of each draw (n_draws, 3)."""
    return CodeScore(
        precision=draws.estimate(_precision(found), _precision(drawn)),
        recall=draws.estimate(_recall(found), _recall(drawn)),
        f1=draws.estimate(f1_of_counts(found), _drawn_f1(found, drawn)),
        n_true=int(found[_TRUE]),
        n_tagged=int(found[_TAGGED]),
        n_right=int(found[_RIGHT]),
    )


def _average(found: Floats, drawn: Floats, draws: Draws) -> MacroScore:
    """Return means over the codes of counts (codes, 3); in a draw, over the codes that it holds."""
    return MacroScore(
        precision=draws.estimate(_mean(_precision(found)), _mean(_precision(drawn))),
        recall=draws.estimate(_mean(_recall(found)), _mean(_recall(drawn))),
        f1=draws.estimate(_mean(f1_of_counts(found)), _mean(_drawn_f1(found, drawn))),
        n_codes=int((found[:, _TRUE] + found[:, _TAGGED] > 0).sum()),
    )


def _drawn_f1(found: Floats, drawn: Floats) -> Floats:
    """Return F1 of draws; NaN where a draw holds none of the sentences that carry the code.

    Such a draw tells as little of F1 as of recall; counted as 0, it would pull down the intervals of codes that
    stand in few groups.
    """
    lost = (found[..., _TRUE] > 0) & (drawn[..., _TRUE] == 0)
    return np.where(lost, np.nan, f1_of_counts(drawn))


def _precision(counts: Floats) -> Floats:
    return divide(counts[..., _RIGHT], counts[..., _TAGGED])


def _recall(counts: Floats) -> Floats:
    return divide(counts[..., _RIGHT], counts[..., _TRUE])


def _mean(figures: Floats) -> Floats:
    """Return the mean over the last axis, NaN left out; NaN where nothing is left."""
    there = ~np.isnan(figures)
    return divide(np.where(there, figures, 0).sum(axis=-1), there.sum(axis=-1).astype(np.float64))
