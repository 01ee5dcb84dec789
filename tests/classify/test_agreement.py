"""Agreement of coders is what the published worked examples state."""

import numpy as np
import pytest

from reportminer.classify.agreement import (
    cohen_kappa,
    kappa_of_counts,
    krippendorff_alpha,
    masi_distance,
    nominal_distance,
)

FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Krippendorff 2011, Computing Krippendorff's alpha-reliability, section C: twelve units, some not coded."""


def units_of(*rows: str) -> list[tuple[int | None, ...]]:
    """The values of each unit, from one row an observer."""
    cells = [[None if cell == "." else int(cell) for cell in row.split()] for row in rows]
    return list(zip(*cells, strict=True))


def test_kappa_of_the_two_by_two_table() -> None:
    """Both yes 20, first only 5, second only 10, both no 15: kappa is 0.4."""
    one = ["y"] * 25 + ["n"] * 25
    other = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert cohen_kappa(one, other) == pytest.approx(0.4)


def test_kappa_of_cohens_own_table() -> None:
    """Cohen 1960: three categories, 200 units, agreement 0.70 where chance gives 0.41, so kappa is 0.492."""
    table = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    agreed = np.array(float(np.trace(table)))
    found = kappa_of_counts(agreed, table.sum(axis=1).astype(float), table.sum(axis=0).astype(float))
    assert float(found) == pytest.approx(0.492, abs=5e-4)


def test_kappa_of_chance_and_of_perfect_agreement() -> None:
    """Equal values throughout give 1, independent ones 0, opposite ones -1."""
    assert cohen_kappa([1, 0, 1, 0], [1, 0, 1, 0]) == 1
    assert cohen_kappa([1, 1, 0, 0], [1, 0, 1, 0]) == 0
    assert cohen_kappa([1, 0, 1, 0], [0, 1, 0, 1]) == -1


def test_kappa_without_variation_is_not_defined() -> None:
    """Where both coders gave one value throughout, or nothing was coded, chance explains all there is."""
    assert cohen_kappa(["n", "n"], ["n", "n"]) is None
    assert cohen_kappa([], []) is None


def test_alpha_of_two_observers_and_two_values() -> None:
    """Krippendorff 2011, section A: alpha is 0.095."""
    units = units_of("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
    assert krippendorff_alpha(units) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_two_observers_and_five_values() -> None:
    """Krippendorff 2011, section B: alpha is 0.692."""
    units = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
    assert krippendorff_alpha(units) == pytest.approx(0.692, abs=5e-4)


def test_alpha_of_four_observers_with_missing_values() -> None:
    """Krippendorff 2011, section C: nominal alpha is 0.743; a unit with one value counts for nothing."""
    units = units_of(*FOUR_OBSERVERS)
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha(units[:-1]) == krippendorff_alpha(units)


def test_alpha_takes_any_distance() -> None:
    """Krippendorff 2011, section D: of the same data with squared differences alpha is 0.849."""
    units = units_of(*FOUR_OBSERVERS)
    assert krippendorff_alpha(units, lambda a, b: (a - b) ** 2) == pytest.approx(0.849, abs=5e-4)


def test_alpha_without_disagreement_to_expect_is_not_defined() -> None:
    """Where all values are equal, or no unit has two, alpha says nothing."""
    assert krippendorff_alpha([("a", "a"), ("a", "a")]) is None
    assert krippendorff_alpha([("a", None), ("b", None)]) is None
    assert krippendorff_alpha([]) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ab", "ab", 0),  # equal
        ("", "", 0),  # both gave nothing
        ("ab", "abcd", 1 - 2 / 4 * 2 / 3),  # one holds the other
        ("abc", "bcd", 1 - 2 / 4 * 1 / 3),  # overlap
        ("ab", "cd", 1),  # nothing in common
        ("", "a", 1),
    ],
)
def test_masi_distance(one: str, other: str, expected: float) -> None:
    """Passonneau 2006: the Jaccard coefficient times 1, 2/3, 1/3 or 0, by how the sets lie; symmetric."""
    assert masi_distance(frozenset(one), frozenset(other)) == pytest.approx(expected)
    assert masi_distance(frozenset(other), frozenset(one)) == pytest.approx(expected)


def test_near_misses_lower_alpha_less_under_masi() -> None:
    """Sets that differ in one of their codes count as partly agreed."""
    units = [(frozenset("ab"), frozenset("a")), (frozenset("c"), frozenset("c")), (frozenset(), frozenset("d"))]
    lenient, strict = krippendorff_alpha(units, masi_distance), krippendorff_alpha(units, nominal_distance)
    assert lenient is not None
    assert strict is not None
    assert lenient > strict
