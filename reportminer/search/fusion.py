"""Two scores of the same sentences made one, from 0 to 1.

Source: reciprocal rank fusion: G. Cormack, C. Clarke and S. Büttcher (2009), Reciprocal rank fusion outperforms
    Condorcet and individual rank learning methods; weighted sums of normalised scores: S. Bruch, S. Gai and
    A. Ingber (2023), An analysis of fusion functions for hybrid retrieval.
"""

import numpy as np
import numpy.typing as npt

from reportminer.settings import SearchSettings

Scores = npt.NDArray[np.float64]


def fuse(lexical: Scores, semantic: Scores, *, settings: SearchSettings) -> Scores:
    """Return one score a sentence.

    Args:
        lexical: (n,) at least 0; 0 says that a sentence holds no word of the question.
        semantic: (n,) cosines.
        settings: which fusion, normalisation and weight.

    Returns:
        (n,) from 0 to 1; more is better.
    """
    weight = settings.lexical_weight
    if settings.fusion == "ranks":
        words, meaning = (_from_ranks(scores, settings.rank_constant) for scores in (lexical, semantic))
    else:
        words, meaning = (normalise(scores, settings.normalise) for scores in (lexical, semantic))
    fused: Scores = weight * words + (1 - weight) * meaning
    return fused


def normalise(scores: Scores, how: str) -> Scores:
    """Return scores from 0 to 1.

    Args:
        scores: (n,).
        how: `none` cuts at 0 and 1; `best` divides by the best; `range` spreads from the least to the best;
            `spread` lays three standard deviations to each side of the mean between 0 and 1.
    """
    low, scale = 0.0, 1.0
    if how == "best":
        scale = float(scores.max(initial=0.0))
    elif how == "range" and len(scores):
        low = float(scores.min())
        scale = float(scores.max()) - low
    elif how == "spread" and len(scores):
        deviation = float(scores.std())
        low, scale = float(scores.mean()) - 3 * deviation, 6 * deviation
    shifted: Scores = np.clip((scores - low) / (scale or 1.0), 0.0, 1.0)
    return shifted


def _from_ranks(scores: Scores, constant: float) -> Scores:
    """Return 1 for the first, and less with each rank; equal scores share a rank, and what has none gets 0."""
    distinct, places = np.unique(-scores, return_inverse=True)
    before = np.concatenate([[0], np.cumsum(np.bincount(places, minlength=len(distinct)))[:-1]])
    ranked: Scores = np.where(scores > 0, (constant + 1) / (constant + 1 + before[places]), 0.0)
    return ranked
