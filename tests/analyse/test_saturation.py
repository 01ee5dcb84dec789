"""How many new patterns further reports bring."""

from itertools import permutations

import numpy as np
import pytest

from reportminer.analyse.saturation import expect_found, measure_saturation

REPORTS = {"R0": {"a", "b"}, "R1": set[str](), "R2": {"a", "c"}, "R3": {"a"}}


def test_the_mean_is_that_of_all_orders() -> None:
    """Read in each of the 24 orders, four reports show on average as many patterns as the formula says."""
    orders = [[REPORTS[r] for r in order] for order in permutations(REPORTS)]
    by_hand = np.mean([[len(set().union(*order[:n])) for n in (1, 2, 3, 4)] for order in orders], axis=0)
    assert expect_found([3, 1, 1], n_reports=4) == pytest.approx(list(by_hand))


def test_the_order_of_publication() -> None:
    """Each report with what it is the first to show, in the order of the codebook; never found is not counted."""
    found = measure_saturation(REPORTS, pattern_ids=["c", "b", "a", "never"])
    assert [(p.report_id, p.n_patterns, p.new_patterns) for p in found.points] == [
        ("R0", 2, ("b", "a")),
        ("R1", 2, ()),
        ("R2", 3, ("c",)),
        ("R3", 3, ()),
    ]
    assert (found.n_patterns, found.n_found) == (4, 3)


def test_what_one_more_report_may_bring() -> None:
    """Two of four reports hold a pattern that no other has, so one more brings half a new one (Good 1953)."""
    found = measure_saturation(REPORTS, pattern_ids=["a", "b", "c"])
    assert (found.once, found.expected_new) == (("b", "c"), 0.5)


def test_the_range_holds_the_mean_and_ends_at_what_was_found() -> None:
    """With one report anything from none to two patterns is known; with all, all."""
    found = measure_saturation(REPORTS, pattern_ids=["a", "b", "c"])
    assert (found.points[0].low, found.points[0].high) == (0, 2)
    assert all(point.low <= point.mean <= point.high for point in found.points)
    assert (found.points[-1].low, found.points[-1].mean, found.points[-1].high) == (3, 3, 3)


def test_nothing_read() -> None:
    """Without reports there is no curve."""
    found = measure_saturation({}, pattern_ids=["a"])
    assert (found.points, found.n_found, found.expected_new) == ((), 0, 0.0)
