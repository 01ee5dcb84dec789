"""Where to draw the line, from probabilities of sentences that the heads had not seen."""

import numpy as np
import numpy.typing as npt

from reportminer.classify.heads import Floats

Flags = npt.NDArray[np.bool_]

MIN_TRUE = 5
"""True sentences that must lie above a line before its precision is believed."""
STEADIER = 30
"""Positives at which a pattern's own best line counts as much as the one of all patterns together."""


def best_threshold(probabilities: Floats, truth: Flags, weights: Floats) -> float:
    """Return the threshold with the best F1; 1.0 where nothing is true.

    Args:
        probabilities: (n,), 0 to 1.
        truth: (n,).
        weights: (n,), how many sentences each stands for.
    """
    if not truth.any():
        return 1.0
    cuts, right, tagged = _curve(probabilities, truth, weights)
    f1 = 2 * right / (tagged + float(weights[truth].sum()))
    return float(cuts[int(np.argmax(f1))])


def precision_threshold(
    probabilities: Floats, truth: Flags, weights: Floats, *, precision: float, min_true: int = MIN_TRUE
) -> float | None:
    """Return the lowest threshold above which the stated precision holds, or None where it is not reached.

    Args:
        probabilities: (n,), 0 to 1.
        truth: (n,).
        weights: (n,), how many sentences each stands for.
        precision: 0 to 1.
        min_true: true sentences that must lie above it, unweighted.
    """
    if int(truth.sum()) < min_true:
        return None
    cuts, right, tagged = _curve(probabilities, truth, weights)
    n_true, _, _ = _curve_counts(probabilities, truth)
    good = np.flatnonzero((right >= precision * tagged) & (n_true >= min_true))
    return float(cuts[good[-1]]) if len(good) else None


def steady_threshold(own: float, shared: float, *, n_positive: int) -> float:
    """Pull a pattern's own best threshold towards the one of all patterns, the more the fewer its positives."""
    return (n_positive * own + STEADIER * shared) / (n_positive + STEADIER)


def _curve(probabilities: Floats, truth: Flags, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Return, for each distinct probability from high to low, the cut, and the weights right and tagged above."""
    order = np.argsort(-probabilities, kind="stable")
    ranked = probabilities[order]
    ends = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    right = np.cumsum(weights[order] * truth[order])[ends]
    tagged = np.cumsum(weights[order])[ends]
    below = np.append(ranked[ends[:-1] + 1], 0.0)
    return (ranked[ends] + below) / 2, right, tagged


def _curve_counts(probabilities: Floats, truth: Flags) -> tuple[Floats, Floats, Floats]:
    _, right, tagged = _curve(probabilities, truth, np.ones(len(truth)))
    return right, tagged, right
