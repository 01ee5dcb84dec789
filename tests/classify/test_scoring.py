"""Figures agree with scikit-learn's and with hand-made cases."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, precision_recall_fscore_support

from reportminer.classify.scoring import brier, calibration_error, interval, macro_f1, score

TRUTH = np.array([[1, 0], [1, 1], [0, 1], [0, 0], [1, 0]], bool)
TAGGED = np.array([[1, 0], [0, 1], [1, 1], [0, 0], [1, 1]], bool)
WEIGHTS = np.array([1, 2, 3, 1, 1.0])


def test_scores_agree_with_sklearn() -> None:
    """Precision, recall and F1 of all cells and of each code are scikit-learn's."""
    for average, found in (("micro", score(TRUTH, TAGGED)), (None, score(TRUTH[:, 1], TAGGED[:, 1]))):
        stated = precision_recall_fscore_support(TRUTH, TAGGED, average=average)[:3]
        expected = stated if average else [figure[1] for figure in stated]
        assert (found.precision, found.recall, found.f1) == pytest.approx(tuple(expected))


def test_weighted_scores_agree_with_sklearn() -> None:
    """Weights count a sentence as many."""
    expected = precision_recall_fscore_support(TRUTH, TAGGED, average="micro", sample_weight=WEIGHTS)[:3]
    found = score(TRUTH, TAGGED, WEIGHTS)
    assert (found.precision, found.recall, found.f1) == pytest.approx(expected)


def test_macro_is_the_mean_over_codes() -> None:
    """Macro F1 is scikit-learn's."""
    assert macro_f1(TRUTH, TAGGED) == pytest.approx(
        precision_recall_fscore_support(TRUTH, TAGGED, average="macro")[2]
    )


def test_nothing_tagged_scores_nothing() -> None:
    """Without tags and truth all figures are 0, not an error."""
    empty = np.zeros((3, 2), bool)
    assert (score(empty, empty).f1, macro_f1(empty, empty)) == (0.0, 0.0)


def test_brier_agrees_with_sklearn() -> None:
    """The Brier score is scikit-learn's, and 0 for certain and right."""
    stated = np.array([0.1, 0.9, 0.4, 0.3, 0.8])
    assert brier(TRUTH[:, 0], stated) == pytest.approx(brier_score_loss(TRUTH[:, 0], stated))
    assert brier(TRUTH, TRUTH.astype(float)) == 0


def test_calibration_error_of_a_known_case() -> None:
    """Four at 0.75 of which two are true are off by 0.25."""
    assert calibration_error(np.array([1, 1, 0, 0], bool), np.full(4, 0.75)) == pytest.approx(0.25)


def test_interval_draws_whole_clusters() -> None:
    """Ten sentences of two clusters vary as two, not as ten: the interval reaches both clusters' means."""
    values = np.array([0.0] * 5 + [1.0] * 5)
    low, high = interval(lambda rows: float(values[rows].mean()), ["a"] * 5 + ["b"] * 5, n_draws=200)
    assert (low, high) == (0.0, 1.0)
