"""How far coders agree beyond chance: Cohen's kappa, Krippendorff's alpha, the distance of two sets of codes."""

from collections.abc import Callable, Hashable, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

import numpy as np

from reportminer.classify.heads import Floats

Value = TypeVar("Value", bound=Hashable)


def cohen_kappa(one: Sequence[Value], other: Sequence[Value]) -> float | None:
    """Return the agreement of two coders beyond chance, -1 to 1; 1 is perfect, 0 what chance would give.

    None where it is not defined: nothing was coded, or both gave one and the same value throughout.

    Args:
        one: the values that the first coder gave, one a unit.
        other: the second coder's, in the same order.

    Source: Cohen 1960, A coefficient of agreement for nominal scales.

    Example:
        >>> cohen_kappa(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"])
        0.5
    """
    at = {value: number for number, value in enumerate(dict.fromkeys([*one, *other]))}
    first, second = (np.bincount([at[value] for value in side], minlength=len(at)) for side in (one, other))
    agreed = sum(a == b for a, b in zip(one, other, strict=True))
    return as_figure(kappa_of_counts(np.array(float(agreed)), first.astype(float), second.astype(float)))


def kappa_of_counts(agreed: Floats, first: Floats, second: Floats) -> Floats:
    """Return Cohen's kappa of many tables at once; NaN where it is not defined.

    Args:
        agreed: (...,), units to which both coders gave the same value.
        first: (..., values), units to which the first coder gave each value.
        second: (..., values), the same of the second coder.
    """
    n_units = first.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = (first * second).sum(axis=-1) / n_units**2
        return np.asarray((agreed / n_units - chance) / (1 - chance), np.float64)


def nominal_distance(one: Hashable, other: Hashable) -> float:
    """Return 0 for equal values and 1 for others."""
    return float(one != other)


def masi_distance(one: AbstractSet[Hashable], other: AbstractSet[Hashable]) -> float:
    """Return how far two sets of codes are apart, 0 (equal) to 1 (nothing in common).

    One minus the Jaccard coefficient, which counts wholly for equal sets, by two thirds where one set holds the
    other, and by one third where they overlap. Two empty sets are equal.

    Source: Passonneau 2006, Measuring agreement on set-valued items (MASI).

    Example:
        >>> masi_distance({"a"}, {"a", "b"}) == 1 - 1 / 2 * 2 / 3
        True
    """
    if one == other:
        return 0.0
    shared = one & other
    kept = 2 / 3 if shared in (one, other) else 1 / 3
    return 1 - len(shared) / len(one | other) * kept


def krippendorff_alpha(
    units: Sequence[Sequence[Value | None]], distance: Callable[[Value, Value], float] = nominal_distance
) -> float | None:
    """Return the reliability of any number of coders: 1 is perfect, 0 chance, below 0 disagreement on purpose.

    None where it is not defined: no unit has two values, or all values are equal.

    Args:
        units: the values that coders gave to each unit; None where a coder gave none. Units with fewer than two
            values tell nothing and are left out.
        distance: of two values, symmetric, 0 for equal ones. Alpha weighs a disagreement by it.

    Source: Krippendorff 2011, Computing Krippendorff's alpha-reliability, section E.

    Example:
        >>> krippendorff_alpha([("a", "a"), ("b", "b"), ("a", None)])
        1.0
    """
    pairable = [given for unit in units if len(given := [value for value in unit if value is not None]) > 1]
    values = list(dict.fromkeys(value for given in pairable for value in given))
    counts = _count_values(pairable, {value: number for number, value in enumerate(values)})
    apart = np.array([[distance(a, b) for b in values] for a in values]).reshape(len(values), len(values))
    n_of_unit, n_of_value = counts.sum(axis=1), counts.sum(axis=0)
    # A unit's pairs of values, each unit weighed so that it counts once for each of its values.
    observed = float((((counts @ apart) * counts).sum(axis=1) / (n_of_unit - 1)).sum())
    expected = float(n_of_value @ apart @ n_of_value)
    return 1 - (float(n_of_value.sum()) - 1) * observed / expected if expected else None


def as_figure(value: Floats) -> float | None:
    """Return a figure, or None where it is not a number."""
    return None if np.isnan(value) else float(value)


def _count_values(units: Sequence[Sequence[Value]], at: dict[Value, int]) -> Floats:
    """Return how often each value was given to each unit, (units, values)."""
    counts = np.zeros((len(units), len(at)))
    for row, unit in enumerate(units):
        for value in unit:
            counts[row, at[value]] += 1
    return counts
