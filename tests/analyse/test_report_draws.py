"""Intervals over reports by the Bayesian bootstrap."""

import numpy as np
import pytest
from scipy.stats import beta

from reportminer.analyse.report_draws import ReportDraws, estimate_mean, make_figure

MICE = np.array([94, 197, 16, 38, 99, 141, 23], float)
"""Survival of seven treated mice: Efron and Tibshirani 1993, An Introduction to the Bootstrap, table 2.1."""


def test_the_published_bootstrap_of_the_mice() -> None:
    """The bootstrap's standard error of their mean is 23.36 (table 2.2); Rubin's draws have n / (n + 1) of its
    variance (Rubin 1981, section 2)."""
    draws = ReportDraws(7, n_extremes=0)
    sums = draws.totals(np.stack([MICE, np.ones(7)], axis=1))
    means = sums[:, 0] / sums[:, 1]
    assert means.mean() == pytest.approx(86.86, abs=1.5)
    assert means.std() == pytest.approx(23.36 * np.sqrt(7 / 8), rel=0.05)


@pytest.mark.parametrize(("n_with", "n"), [(3, 8), (1, 8), (14, 20), (60, 100)])
def test_of_a_share_it_is_jeffreys_interval(n_with: int, n: int) -> None:
    """Where every report stands at one end or the other the draws are those of the beta distribution."""
    found = estimate_mean([1.0] * n_with + [0.0] * (n - n_with), ends=(0.0, 1.0), n_draws=20_000)
    assert found.low == pytest.approx(beta.ppf(0.025, n_with + 0.5, n - n_with + 0.5), abs=0.01)
    assert found.high == pytest.approx(beta.ppf(0.975, n_with + 0.5, n - n_with + 0.5), abs=0.01)


@pytest.mark.parametrize("n", [8, 20, 100])
def test_coverage_by_simulation(n: int) -> None:
    """Of collections with known means 93 to 97 in 100 intervals hold the mean; see `benchmarks/intervals.py`."""
    random = np.random.default_rng(20180703)
    held = 0
    for _ in range(1000):
        n_found = 1 + random.poisson(3, n)
        values = 2 * random.binomial(n_found, random.beta(3, 1, n)) / n_found - 1
        found = estimate_mean(values, ends=(-1.0, 1.0), n_draws=500)
        held += found.low is not None and found.high is not None and found.low <= 0.5 <= found.high
    assert 0.93 <= held / 1000 <= 0.97


def test_reports_that_agree_leave_room_for_others() -> None:
    """Eight reports of good practice alone do not prove that there is nothing else; one report proves less."""
    eight, one = (estimate_mean([1.0] * n, ends=(-1.0, 1.0)) for n in (8, 1))
    assert (eight.value, eight.high) == (1.0, 1.0)
    assert eight.low is not None
    assert one.low is not None
    assert one.low < 0 < eight.low < 0.8


def test_no_report_no_figure() -> None:
    """Where no report speaks there is neither a mean nor an interval."""
    found = estimate_mean([], ends=(-1.0, 1.0))
    assert (found.value, found.low, found.high) == (None, None, None)


def test_the_same_on_every_run_and_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draws depend on the number of reports alone, and not on how many weights are held at a time."""
    rows = np.arange(12, dtype=float).reshape(6, 2)
    once = ReportDraws(6, n_extremes=2, n_draws=50).totals(rows)
    monkeypatch.setattr("reportminer.analyse.report_draws._CELLS", 30)
    assert np.allclose(ReportDraws(6, n_extremes=2, n_draws=50).totals(rows), once)


def test_a_figure_stands_inside_its_interval() -> None:
    """Draws that lean inward do not leave the figure outside."""
    found = make_figure(1.0, np.linspace(0.5, 0.9, 100))
    assert (found.value, found.high) == (1.0, 1.0)
    assert found.low == pytest.approx(0.51, abs=0.01)
