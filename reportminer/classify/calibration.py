"""Whether stated probabilities hold: Brier score, expected calibration error, and the table behind the plot."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from reportminer.classify.evaluation_draws import Draws, Figure, divide
from reportminer.classify.evaluation_scores import DIGITS, figure_as_dict
from reportminer.classify.heads import Floats
from reportminer.classify.scoring import N_BINS, brier, calibration_error
from reportminer.classify.thresholds import Flags

_FINE = 5
"""Digits of the Brier score and the calibration error, which are small where most codes are rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The decisions whose probability lies in one tenth of the scale."""

    low: float
    """Lower edge, included."""
    high: float
    """Upper edge, included in the last bin only."""
    n: int
    """Decisions."""
    stated: float | None
    """Mean probability; None without decisions."""
    found: Figure
    """Share of them that are true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How well probabilities agree with what is true."""

    n: int
    """Decisions: sentences times codes."""
    brier: Figure
    """Mean squared distance of probability and truth, 0 (best) to 1."""
    brier_of_shares: float
    """The same for a model that always states each code's share of these sentences: what must be beaten."""
    calibration_error: float
    """Expected calibration error, 0 (best) to 1."""
    calibration_error_of_tags: float | None
    """The same over the tags that were given, where it matters to a reader; None without tags."""
    bins: tuple[Bin, ...]
    """Ten of equal width, from 0 to 1."""


def measure_calibration(truth: Flags, probabilities: Floats, tagged: Flags, draws: Draws) -> Calibration:
    """Return how well probabilities agree with what is true.

    Args:
        truth: (n, codes).
        probabilities: (n, codes), 0 to 1.
        tagged: (n, codes), the tags that were given.
        draws: of the n rows.

    Source: Brier 1950; Naeini, Cooper, Hauskrecht 2015 (expected calibration error).
    """
    squares = ((probabilities - truth) ** 2).sum(axis=1)
    n_codes = max(truth.shape[1], 1)
    drawn = draws.totals(np.stack([squares, np.full(len(truth), float(n_codes))], axis=-1))
    shares = np.broadcast_to(truth.mean(axis=0), truth.shape)
    of_tags = calibration_error(truth[tagged], probabilities[tagged]) if tagged.any() else None
    return Calibration(
        n=truth.size,
        brier=draws.estimate(brier(truth, probabilities), drawn[:, 0] / drawn[:, 1]),
        brier_of_shares=brier(truth, shares),
        calibration_error=calibration_error(truth, probabilities),
        calibration_error_of_tags=of_tags,
        bins=make_bins(truth, probabilities, draws),
    )


def make_bins(truth: Flags, probabilities: Floats, draws: Draws) -> tuple[Bin, ...]:
    """Return the table of reliability: ten bins of equal width, each with what was stated and what was found.

    Args:
        truth: (n, codes).
        probabilities: (n, codes), 0 to 1.
        draws: of the n rows.
    """
    at = np.minimum((probabilities * N_BINS).astype(int), N_BINS - 1)
    cells = (np.arange(len(truth))[:, None] * N_BINS + at).ravel()
    n_cells = len(truth) * N_BINS
    counts = np.stack(
        [np.bincount(cells, minlength=n_cells), np.bincount(cells, truth.ravel(), minlength=n_cells)], axis=-1
    ).reshape(len(truth), N_BINS, 2)
    stated = np.bincount(at.ravel(), probabilities.ravel(), minlength=N_BINS)
    found, drawn = counts.sum(axis=0).astype(np.float64), draws.totals(counts)
    return tuple(
        Bin(
            low=number / N_BINS,
            high=(number + 1) / N_BINS,
            n=int(found[number, 0]),
            stated=float(stated[number] / found[number, 0]) if found[number, 0] else None,
            found=draws.estimate(
                divide(found[number, 1], found[number, 0]), divide(drawn[:, number, 1], drawn[:, number, 0])
            ),
        )
        for number in range(N_BINS)
    )


def calibration_as_dict(calibration: Calibration) -> dict[str, Any]:
    """Return the figures as a dictionary."""
    of_tags = calibration.calibration_error_of_tags
    return {
        "n_decisions": calibration.n,
        **figure_as_dict("brier", calibration.brier, digits=_FINE),
        "brier_of_shares": round(calibration.brier_of_shares, _FINE),
        "expected_calibration_error": round(calibration.calibration_error, _FINE),
        "expected_calibration_error_of_tags": None if of_tags is None else round(of_tags, _FINE),
        "bins": [
            {
                "low": bin_.low,
                "high": bin_.high,
                "n": bin_.n,
                "stated": None if bin_.stated is None else round(bin_.stated, DIGITS),
                **figure_as_dict("found", bin_.found),
            }
            for bin_ in calibration.bins
        ],
    }
