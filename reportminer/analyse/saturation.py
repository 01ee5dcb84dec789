"""How many new patterns further reports bring: whether enough reports have been read."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

import numpy as np
import numpy.typing as npt

from reportminer.analyse.count_records import Saturation, SaturationPoint
from reportminer.analyse.report_draws import LIMITS

N_ORDERS: Final = 1000
"""Random orders of the reports."""
_SEED = 20180703


def measure_saturation(
    patterns_by_report: Mapping[str, AbstractSet[str]], *, pattern_ids: Sequence[str]
) -> Saturation:
    """Return how many patterns are known after each number of reports.

    The mean over all orders is exact; the range is that of random orders, the same on every run.

    Args:
        patterns_by_report: the patterns of every counted report, also of those without one, by publication.
        pattern_ids: what was looked for, in the order of the codebook.

    Source: sample-based rarefaction: R. K. Colwell, C. X. Mao and J. Chang (2004), Ecology 85, 2717-2727, equation
        5; new kinds to expect of a further sample: I. J. Good (1953), Biometrika 40, 237-264.
    """
    reports = list(patterns_by_report)
    places = {p: [i for i, r in enumerate(reports) if p in patterns_by_report[r]] for p in pattern_ids}
    found = {pattern_id: at for pattern_id, at in places.items() if at}
    means = expect_found([len(at) for at in found.values()], n_reports=len(reports))
    lows, highs = _find_range(list(found.values()), len(reports))
    once = tuple(pattern_id for pattern_id, at in found.items() if len(at) == 1)
    return Saturation(
        points=tuple(
            SaturationPoint(
                n_reports=number,
                mean=means[number - 1],
                low=lows[number - 1],
                high=highs[number - 1],
                report_id=report_id,
                n_patterns=sum(at[0] < number for at in found.values()),
                new_patterns=tuple(p for p, at in found.items() if at[0] == number - 1),
            )
            for number, report_id in enumerate(reports, start=1)
        ),
        n_patterns=len(pattern_ids),
        n_found=len(found),
        once=once,
        expected_new=len(once) / len(reports) if reports else 0.0,
    )


def expect_found(n_with: Sequence[int], *, n_reports: int) -> list[float]:
    """Return how many patterns are found on average in one report, in two, and so on up to all.

    Args:
        n_with: reports with each pattern.
        n_reports: all reports.

    Example:
        >>> expect_found([4, 1], n_reports=4)
        [1.25, 1.5, 1.75, 2.0]
    """
    left = n_reports - np.arange(n_reports)
    missed = [np.cumprod(np.maximum(left - n, 0) / left) for n in n_with]
    found: list[float] = (len(n_with) - np.sum(missed, axis=0, initial=0.0) * np.ones(n_reports)).tolist()
    return found


def _find_range(places: Sequence[Sequence[int]], n_reports: int) -> tuple[list[float], list[float]]:
    """Return the lower and upper end for each number of reports read."""
    random = np.random.default_rng(_SEED)
    ranks = np.argsort(random.random((N_ORDERS, n_reports)), axis=1)
    n_first: npt.NDArray[np.int64] = np.zeros((N_ORDERS, n_reports), np.int64)
    for at in places:
        np.add.at(n_first, (np.arange(N_ORDERS), ranks[:, list(at)].min(axis=1)), 1)
    low, high = np.percentile(n_first.cumsum(axis=1), LIMITS, axis=0)
    return low.tolist(), high.tolist()
