"""Learns calibration and thresholds from out-of-fold scores (scikit-learn, training only)."""

import numpy as np
from sklearn.linear_model import LogisticRegression

from reportminer.classify.fitting import Material, fit, fit_judge
from reportminer.classify.heads import Floats, judge, log_odds, softmax
from reportminer.classify.lines import NONE, Lines, Scale, judge_sides
from reportminer.classify.thresholds import Flags, best_threshold, precision_threshold, steady_threshold

PRECISION = 0.85
"""That accepted tags must reach on sentences the heads had not seen."""
_LEAST_SIDE = 0.5
"""A side is never given to a sentence that more likely has none."""


def cross_fit(material: Material, folds: np.ndarray, *, n_labels: int) -> tuple[Floats, Floats]:
    """Score each labelled sentence with heads that were fitted without its fold.

    Args:
        material: labels first, then the codebook's sentences, which only ever teach.
        folds: one a row of the material; -1 for rows that are in no fold and always teach.
        n_labels: how many rows are labels.

    Returns:
        Base scores (n_labels, heads) and signs (n_labels, patterns, signs).
    """
    scores: list[Floats] = []
    signs: list[Floats] = []
    order: list[np.ndarray] = []
    for fold in np.unique(folds[:n_labels]):
        fitted = fit(material, np.flatnonzero(folds != fold))
        held = np.flatnonzero(folds[:n_labels] == fold)
        scores.append(fitted.scores([material.texts[row] for row in held], material.vectors[held]))
        signs.append(fitted.signs(scores[-1], material.vectors[held]))
        order.append(held)
    back = np.argsort(np.concatenate(order))
    return np.concatenate(scores)[back], np.concatenate(signs)[back]


def learn_lines(scores: Floats, signs: Floats, material: Material, weights: Floats) -> Lines:
    """Learn everything that decides, from scores of sentences that the heads had not seen.

    Args:
        scores: (n, heads) of the labels.
        signs: (n, patterns, signs) of the labels.
        material: its first n rows are the labels.
        weights: (n,), how many sentences each label stands for.
    """
    layout, truth = material.layout, material.truth[: len(scores)]
    patterns = truth[:, : layout.n_patterns]
    weighing, rivalry = fit_judge(signs, patterns, weights, layout)
    probabilities = judge(signs, weighing, rivalry, layout)
    raw = softmax(scores[:, layout.polarities])
    stated = ~truth[:, layout.polarities][:, NONE]
    finding = _fit_scale(log_odds(1 - raw[:, NONE]), stated, weights)
    advised = truth[:, layout.recommendation]
    recommendation = _fit_scale(scores[:, layout.recommendation], advised, weights)
    return Lines(
        judge=tuple(weighing.tolist()),
        rivalry=tuple(rivalry.tolist()),
        balanced=_balanced(probabilities, patterns, weights),
        accept=_accept(probabilities, patterns, weights),
        finding=finding,
        side_threshold=_side_threshold(scores, finding, material, weights),
        recommendation=recommendation,
        recommendation_threshold=best_threshold(
            recommendation.apply(scores[:, layout.recommendation]), advised, weights
        ),
        theme=(theme := _fit_themes(scores, material, weights)),
        themes=_balanced(theme.apply(scores[:, layout.themes]), truth[:, layout.themes], weights),
    )


def lines_by_fold(
    scores: Floats, signs: Floats, material: Material, weights: Floats, folds: np.ndarray
) -> list[tuple[np.ndarray, Lines]]:
    """Return for each fold its rows and the lines learned from the other folds."""
    pairs = []
    for fold in np.unique(folds):
        rest = np.flatnonzero(folds != fold)
        lines = learn_lines(scores[rest], signs[rest], material.take(rest), weights[rest])
        pairs.append((np.flatnonzero(folds == fold), lines))
    return pairs


def _fit_themes(scores: Floats, material: Material, weights: Floats) -> Scale:
    columns = material.layout.themes
    truth = material.truth[: len(scores), columns]
    return _fit_scale(scores[:, columns].ravel(), truth.ravel(), np.repeat(weights, truth.shape[1]))


def _balanced(probabilities: Floats, truth: Flags, weights: Floats) -> tuple[float, ...]:
    shared = best_threshold(probabilities.ravel(), truth.ravel(), np.repeat(weights, truth.shape[1]))
    own = [best_threshold(probabilities[:, k], truth[:, k], weights) for k in range(truth.shape[1])]
    counts = truth.sum(axis=0).tolist()
    return tuple(steady_threshold(line, shared, n_positive=n) for line, n in zip(own, counts, strict=True))


def _accept(probabilities: Floats, truth: Flags, weights: Floats) -> tuple[float | None, ...]:
    """Return for each pattern the higher of its own line and that of all patterns together.

    A pattern's own line rests on a few sentences and flatters itself; the shared one rests on all of them.
    """
    spread = np.repeat(weights, truth.shape[1])
    shared = precision_threshold(probabilities.ravel(), truth.ravel(), spread, precision=PRECISION)
    own = [
        precision_threshold(probabilities[:, k], truth[:, k], weights, precision=PRECISION)
        for k in range(truth.shape[1])
    ]
    return tuple(None if line is None or shared is None else max(line, shared) for line in own)


def _side_threshold(scores: Floats, finding: Scale, material: Material, weights: Floats) -> float:
    layout = material.layout
    side = judge_sides(scores, finding, layout).side
    side[:, NONE] = -1.0
    picked = side.argmax(axis=1)
    right = material.truth[: len(scores), layout.polarities][np.arange(len(scores)), picked]
    return max(_LEAST_SIDE, best_threshold(side.max(axis=1), right, weights))


def _fit_scale(odds: Floats, truth: Flags, weights: Floats) -> Scale:
    if not 0 < truth.sum() < len(truth):
        return Scale(slope=0.0, offset=-8.0 if not truth.any() else 8.0)
    model = LogisticRegression(C=10.0, max_iter=1000).fit(odds[:, None], truth, sample_weight=weights)
    return Scale(slope=float(model.coef_[0, 0]), offset=float(model.intercept_[0]))
