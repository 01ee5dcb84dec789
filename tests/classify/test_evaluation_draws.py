"""Intervals that draw whole groups, many figures at a time."""

import numpy as np
import pytest

from reportminer.classify.evaluation_draws import Draws, divide
from reportminer.classify.scoring import interval

GROUPS = ["a"] * 5 + ["b"] * 3 + ["c", "d", "e", "f"]
VALUES = np.arange(12.0)


def mean_interval(draws: Draws, values: np.ndarray) -> tuple[float | None, float | None]:
    """The interval of a mean."""
    sums = draws.totals(np.stack([values, np.ones(len(values))], axis=-1))
    figure = draws.estimate(float(values.mean()), sums[:, 0] / sums[:, 1])
    return figure.low, figure.high


def test_totals_are_sums_over_drawn_groups() -> None:
    """Each draw holds as many groups as there are, some of them several times."""
    draws = Draws(GROUPS, n_draws=50)
    membership = np.array(GROUPS)[:, None] == np.array(["a", "b", "c", "d", "e", "f"])
    counts = draws.totals(membership) / membership.sum(axis=0)
    assert (counts.sum(axis=1) == 6).all()
    assert (counts == counts.round()).all()


def test_groups_are_drawn_whole() -> None:
    """Ten rows of two groups vary as two: the interval reaches both groups' means."""
    assert mean_interval(Draws(["a"] * 5 + ["b"] * 5), np.array([0.0] * 5 + [1.0] * 5)) == (0.0, 1.0)


def test_intervals_agree_with_drawing_rows_one_by_one() -> None:
    """The product of counts and sums gives, but for chance, what resampled rows give."""
    low, high = mean_interval(Draws(GROUPS, n_draws=4000), VALUES)
    expected = interval(lambda rows: float(VALUES[rows].mean()), GROUPS, n_draws=4000)
    assert (low, high) == pytest.approx(expected, abs=0.3)


def test_same_groups_give_the_same_draws() -> None:
    """Nothing but the groups decides; the order of rows does not either."""
    assert mean_interval(Draws(GROUPS), VALUES) == mean_interval(Draws(GROUPS), VALUES)
    assert mean_interval(Draws(GROUPS), VALUES) == mean_interval(Draws(GROUPS[::-1]), VALUES[::-1])


def test_many_groups_are_drawn_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small block gives as many draws of as many groups as a large one."""
    monkeypatch.setattr("reportminer.classify.evaluation_draws._CELLS", 20)
    totals = Draws(GROUPS, n_draws=7).totals(np.ones(len(GROUPS)))
    assert totals.shape == (7,)
    assert (totals >= 6).all()


def test_one_group_has_no_interval() -> None:
    """With nothing to draw from, the figure stands alone."""
    figure = Draws(["a", "a"]).share(np.array([True, False]), np.array([True, True]))
    assert (figure.value, figure.low, figure.high) == (0.5, None, None)


def test_undefined_figures_have_no_interval() -> None:
    """A share of nothing is not defined, and not 0."""
    nothing = np.zeros(3, bool)
    assert Draws(["a", "b", "c"]).share(nothing, nothing).value is None
    assert np.isnan(divide(np.array(1.0), np.array(0.0)))
