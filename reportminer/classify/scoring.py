"""How well codes agree with labels: precision, recall, F1, their intervals, calibration."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from reportminer.classify.heads import Floats
from reportminer.classify.thresholds import Flags

N_DRAWS = 1000
"""Bootstrap draws."""
_SEED = 20260101
N_BINS = 10
"""Of the calibration error, of equal width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Agreement on one code, or on several together."""

    precision: float
    """0 to 1; 0 where nothing was tagged."""
    recall: float
    """0 to 1; 0 where nothing is true."""
    f1: float
    """0 to 1."""
    n_true: int
    """Sentences that carry it."""
    n_tagged: int
    """Sentences tagged with it."""
    n_right: int
    """Sentences of both kinds."""


def score(truth: Flags, tagged: Flags, weights: Floats | None = None) -> Score:
    """Return the agreement of two equally shaped tables of flags, all cells together (micro).

    Args:
        truth: (n,) or (n, codes).
        tagged: as `truth`.
        weights: (n,), how many sentences each row stands for; counts stay unweighted.
    """
    each = np.ones(len(truth)) if weights is None else weights
    shaped = each if truth.ndim == 1 else each[:, None]
    right, n_true, n_tagged = (float((shaped * cells).sum()) for cells in (truth & tagged, truth, tagged))
    return Score(
        precision=right / n_tagged if n_tagged else 0.0,
        recall=right / n_true if n_true else 0.0,
        f1=2 * right / (n_true + n_tagged) if n_true + n_tagged else 0.0,
        n_true=int(truth.sum()),
        n_tagged=int(tagged.sum()),
        n_right=int((truth & tagged).sum()),
    )


def macro_f1(truth: Flags, tagged: Flags, weights: Floats | None = None) -> float:
    """Return the mean F1 over the codes (columns) that occur in the truth, 0 to 1; 0 where none does."""
    each = [score(truth[:, k], tagged[:, k], weights).f1 for k in range(truth.shape[1]) if truth[:, k].any()]
    return float(np.mean(each)) if each else 0.0


def interval(
    figure: Callable[[np.ndarray], float], clusters: Sequence[str], *, n_draws: int = N_DRAWS
) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a figure, drawing whole clusters.

    Args:
        figure: takes indices of rows (with repeats) and returns the figure.
        clusters: the cluster of each row; sentences of one report are not independent.
        n_draws: draws.

    Source: Cameron, Gelbach, Miller 2008 (pairs cluster bootstrap, percentiles).
    """
    names = sorted(set(clusters))
    rows = [np.flatnonzero(np.array(clusters) == name) for name in names]
    random = np.random.default_rng(_SEED)
    figures = [
        figure(np.concatenate([rows[at] for at in random.integers(0, len(rows), len(rows))]))
        for _ in range(n_draws)
    ]
    low, high = np.quantile(figures, [0.025, 0.975])
    return float(low), float(high)


def brier(truth: Flags, probabilities: Floats, weights: Floats | None = None) -> float:
    """Return the mean squared distance of probabilities from 0/1 truth; 0 is best.

    Source: Brier 1950.
    """
    distance = (probabilities - truth) ** 2
    return float(np.average(distance, weights=_spread(weights, truth)))


def calibration_error(truth: Flags, probabilities: Floats, weights: Floats | None = None) -> float:
    """Return the expected calibration error over ten bins of equal width, 0 (best) to 1.

    Source: Naeini, Cooper, Hauskrecht 2015.
    """
    each = _spread(weights, truth)
    each = np.ones(truth.size) if each is None else each.ravel()
    bins = np.minimum((probabilities.ravel() * N_BINS).astype(int), N_BINS - 1)
    stated = np.bincount(bins, each * probabilities.ravel(), N_BINS)
    found = np.bincount(bins, each * truth.ravel(), N_BINS)
    return float(np.abs(stated - found).sum() / each.sum())


def rounded(figures: Score) -> dict[str, float | int]:
    """Return a score as a dictionary with shares to four digits."""
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(figures).items()}


def _spread(weights: Floats | None, truth: Flags) -> Floats | None:
    if weights is None or truth.ndim == 1:
        return weights
    return np.broadcast_to(weights[:, None], truth.shape)
