"""The interval of a share over reports."""

from math import comb

import numpy as np
import pytest

from reportminer.analyse.intervals import wilson_interval

SHARES = np.linspace(0.05, 0.95, 181)


def coverage(n: int, share: float) -> float:
    """How often the interval holds the true share, exactly: the sum over all counts that could be seen."""
    ends = [wilson_interval(k, n) for k in range(n + 1)]
    chances = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    return sum(chance for chance, (low, high) in zip(chances, ends, strict=True) if low <= share <= high)


@pytest.mark.parametrize("n", [8, 20, 50, 100])
def test_coverage_is_honest(n: int) -> None:
    """The interval holds the true share in 94 to 97 of 100 collections, averaged over shares from 5 to 95 %."""
    assert 0.94 <= np.mean([coverage(n, share) for share in SHARES]) <= 0.97


@pytest.mark.parametrize("n", [8, 20, 50, 100])
def test_coverage_is_never_far_off(n: int) -> None:
    """No single share from 5 to 95 % is held in fewer than 89 of 100 collections."""
    assert min(coverage(n, share) for share in SHARES) >= 0.89


@pytest.mark.parametrize("n", [8, 20, 100])
def test_coverage_by_simulation(n: int) -> None:
    """Collections drawn at random agree: 93 to 97 of 100 intervals hold the truth."""
    draw = np.random.default_rng(20180703)
    truth = draw.uniform(0.05, 0.95, size=4000)
    seen = draw.binomial(n, truth)
    ends = np.array([wilson_interval(k, n) for k in range(n + 1)])
    held = (ends[seen, 0] <= truth) & (truth <= ends[seen, 1])
    assert 0.93 <= held.mean() <= 0.97


def test_published_examples() -> None:
    """Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3: 81 of 263 and 15 of 148."""
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson_interval(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson_interval(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson_interval(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


def test_ends_stay_inside() -> None:
    """The ends lie between 0 and 1, around the share, and touch 0 and 1 where none or all have the pattern."""
    for n in (1, 8, 97):
        for k in range(n + 1):
            low, high = wilson_interval(k, n)
            assert 0 <= low <= k / n <= high <= 1
        assert wilson_interval(0, n)[0] == 0
        assert wilson_interval(n, n)[1] == 1


def test_nothing_read() -> None:
    """Where no report was read nothing is known: the interval is everything."""
    assert wilson_interval(0, 0) == (0.0, 1.0)
