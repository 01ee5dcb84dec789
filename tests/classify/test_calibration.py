"""Whether probabilities hold."""

import numpy as np
import pytest
from sklearn.calibration import calibration_curve

from reportminer.classify.calibration import calibration_as_dict, measure_calibration
from reportminer.classify.evaluation_draws import Draws
from reportminer.classify.scoring import brier, calibration_error

RANDOM = np.random.default_rng(3)
STATED = RANDOM.random((200, 3))
HONEST = RANDOM.random((200, 3)) < STATED
DRAWS = Draws([f"g{row % 20}" for row in range(200)])
TAGGED = STATED > 0.5


def test_bins_agree_with_sklearn() -> None:
    """Mean probability and share found of the ten bins are scikit-learn's."""
    bins = measure_calibration(HONEST, STATED, TAGGED, DRAWS).bins
    found, stated = calibration_curve(HONEST.ravel(), STATED.ravel(), n_bins=10)
    assert [each.found.value for each in bins] == pytest.approx(found)
    assert [each.stated for each in bins] == pytest.approx(stated)
    assert sum(each.n for each in bins) == HONEST.size


def test_the_error_is_that_of_the_bins() -> None:
    """The expected calibration error weighs the gap of each bin by its decisions, and is `scoring`'s."""
    found = measure_calibration(HONEST, STATED, TAGGED, DRAWS)
    gaps = sum(each.n * abs((each.stated or 0) - (each.found.value or 0)) for each in found.bins) / found.n
    assert found.calibration_error == pytest.approx(gaps) == pytest.approx(calibration_error(HONEST, STATED))
    assert found.brier.value == pytest.approx(brier(HONEST, STATED))


def test_honest_probabilities_beat_exaggerated_ones() -> None:
    """Probabilities pushed to the ends have a larger Brier score and error than those the truth was drawn from."""
    honest = measure_calibration(HONEST, STATED, TAGGED, DRAWS)
    pushed = measure_calibration(HONEST, (STATED > 0.5) * 1.0, TAGGED, DRAWS)
    assert (honest.brier.value or 1) < (pushed.brier.value or 0)
    assert honest.calibration_error < 0.1 < pushed.calibration_error
    assert (honest.brier.value or 1) < honest.brier_of_shares


def test_the_last_bin_holds_certainty() -> None:
    """A probability of 1 lies in the tenth bin; bins without decisions have no figures."""
    found = measure_calibration(np.array([[True]]), np.array([[1.0]]), np.array([[False]]), Draws(["a"]))
    assert [each.n for each in found.bins] == [0] * 9 + [1]
    assert (found.bins[0].stated, found.bins[0].found.value) == (None, None)
    assert found.calibration_error_of_tags is None


def test_calibration_as_a_dictionary() -> None:
    """The names that scripts rely on are there."""
    found = calibration_as_dict(measure_calibration(HONEST, STATED, TAGGED, DRAWS))
    low, high = found["brier_interval"]
    assert low <= found["brier"] <= high
    assert found["expected_calibration_error"] >= 0
    assert len(found["bins"]) == 10
