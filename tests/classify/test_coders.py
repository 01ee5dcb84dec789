"""Agreement of coders, each with each."""

import pytest

from reportminer.classify.coders import compare_pair, compare_pairs, measure_reliability

PATTERNS = ("a", "b")
ANNA = {"1": frozenset({"a"}), "2": frozenset({"a", "b"}), "3": frozenset[str](), "4": frozenset[str]()}
BEN = {"1": frozenset({"a"}), "2": frozenset({"a"}), "3": frozenset({"b"}), "9": frozenset({"b"})}


def test_agreement_is_over_what_both_read() -> None:
    """Rows that only one read do not count; F1 is over patterns, kappa over all decisions."""
    pair = compare_pair(ANNA, BEN, PATTERNS, names=("anna", "ben"))
    assert (pair.n_rows, pair.n_same) == (3, 1)
    assert pair.f1 == pytest.approx(2 * 2 / (3 + 3))
    # Six decisions: both yes 2, both no 2, one yes 2; chance one half.
    assert pair.kappa == pytest.approx((4 / 6 - 1 / 2) / (1 - 1 / 2))


def test_pairs_without_common_rows_are_left_out() -> None:
    """Coders who read nothing in common have no agreement."""
    pairs = compare_pairs([("m", {"1": frozenset({"a"})}), ("anna", ANNA), ("cy", {"7": frozenset()})], PATTERNS)
    assert [(pair.one, pair.other) for pair in pairs] == [("m", "anna")]


def test_empty_codes_have_no_figures() -> None:
    """Where neither gave a pattern, F1 and kappa are not defined rather than perfect."""
    empty = {"1": frozenset[str]()}
    pair = compare_pair(empty, empty, PATTERNS, names=("a", "b"))
    assert (pair.n_same, pair.f1, pair.kappa) == (1, None, None)


def test_reliability_is_of_all_coders_together() -> None:
    """Equal sets give 1; one coder alone gives none."""
    assert measure_reliability([ANNA, dict(ANNA)]) == 1.0
    assert measure_reliability([ANNA]) is None
    found = measure_reliability([ANNA, BEN])
    assert found is not None
    assert 0 < found < 1
