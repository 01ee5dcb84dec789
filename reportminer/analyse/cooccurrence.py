"""Which patterns stand together in reports and in their sections, more or less often than by chance."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from reportminer.analyse.count_records import Cooccurrence, Together
from reportminer.analyse.recurrence import Counted
from reportminer.analyse.report_draws import Floats, ReportDraws, make_figure
from reportminer.store.views import FindingRow

LEAST_REPORTS: Final = 3
"""Minimal support: reports in which two patterns must stand together to be listed."""
_BATCH = 500  # pairs whose draws are held at a time

Unit = tuple[str, str]
"""Report and section; the section is empty where the report is the unit."""
Carried = dict[str, tuple[float, str]]
"""Of each pattern of a unit the most certain finding: probability and id."""


@dataclass(slots=True)
class _Pair:
    """Two patterns while units are gone through."""

    n_by_report: dict[int, int]
    """Units with both, by place of the report."""
    certainty: float
    """Of the units gone through the highest probability of the less certain of the two."""
    example: tuple[str, str]
    """The findings of that unit."""


def measure_cooccurrence(
    findings: Sequence[FindingRow],
    *,
    within: Together,
    report_ids: Sequence[str],
    pattern_ids: Sequence[str],
    counted: Counted,
) -> list[Cooccurrence]:
    """Return the pairs of patterns with minimal support, by falling lower end of the lift, then as the codebook.

    Args:
        findings: those of the counted reports.
        within: what two patterns have in common to stand together.
        report_ids: every counted report.
        pattern_ids: the patterns, in the order of the codebook.
        counted: pairs of finding and pattern that count.

    Source: S. Brin, R. Motwani and C. Silverstein (1997), Beyond market baskets, SIGMOD Record 26, 265-276 (there
        lift is called "interest").
    """
    units = _gather_units(findings, within=within, counted=counted, patterns=frozenset(pattern_ids))
    table = _Table(units, within=within, report_ids=report_ids, pattern_ids=pattern_ids)
    return sorted(table.iter_pairs(), key=lambda item: -(item.lift.low or 0.0))


def lift_of(*, n_both: float, n_one: float, n_other: float, n_units: float) -> float:
    """Return how many times as often as by chance two patterns stand together.

    Example:
        >>> lift_of(n_both=20, n_one=25, n_other=90, n_units=100)
        0.8888888888888888
    """
    return n_both * n_units / (n_one * n_other)


def _gather_units(
    findings: Sequence[FindingRow], *, within: Together, counted: Counted, patterns: frozenset[str]
) -> dict[Unit, Carried]:
    units: dict[Unit, Carried] = defaultdict(dict)
    for finding in findings:
        unit = (finding.report_id, finding.section if within is Together.SECTION else "")
        for tag in finding.tags:
            if tag.pattern_id in patterns and (finding.finding_id, tag.pattern_id) in counted:
                best = units[unit].get(tag.pattern_id, (-1.0, ""))
                if tag.probability > best[0]:
                    units[unit][tag.pattern_id] = (tag.probability, finding.finding_id)
    return units


class _Table:
    """Reports by patterns and pairs of patterns: in how many units of each they stand."""

    def __init__(
        self,
        units: Mapping[Unit, Carried],
        *,
        within: Together,
        report_ids: Sequence[str],
        pattern_ids: Sequence[str],
    ) -> None:
        self._within = within
        self._pattern_ids = pattern_ids
        at = {report_id: place for place, report_id in enumerate(report_ids)}
        columns = {pattern_id: place for place, pattern_id in enumerate(pattern_ids)}
        self._n_units = np.zeros(len(at))
        self._n_with = np.zeros((len(at), len(columns)))
        self._pairs: dict[tuple[int, int], _Pair] = {}
        for (report_id, _), carried in units.items():
            places = {columns[pattern_id]: found for pattern_id, found in carried.items()}
            self._n_units[at[report_id]] += 1
            self._n_with[at[report_id], list(places)] += 1
            for one, other in combinations(sorted(places), 2):
                self._add((one, other), at[report_id], places[one], places[other])
        if within is Together.REPORT:
            self._n_units[:] = 1  # a report without any pattern is a unit as well

    def _add(self, key: tuple[int, int], report: int, one: tuple[float, str], other: tuple[float, str]) -> None:
        pair = self._pairs.get(key)
        if pair is None:
            pair = self._pairs[key] = _Pair({}, -1.0, ("", ""))
        pair.n_by_report[report] = pair.n_by_report.get(report, 0) + 1
        certainty = min(one[0], other[0])
        if certainty > pair.certainty:
            pair.certainty, pair.example = certainty, (one[1], other[1])

    def iter_pairs(self) -> Iterator[Cooccurrence]:
        """Yield the pairs with minimal support, as the codebook."""
        keys = [key for key, pair in sorted(self._pairs.items()) if len(pair.n_by_report) >= LEAST_REPORTS]
        draws = ReportDraws(len(self._n_units), n_extremes=4)
        units, patterns = draws.totals(self._n_units), draws.totals(self._n_with)
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            both = draws.totals(self._count_both(batch))
            for place, (one, other) in enumerate(batch):
                drawn = draw_lift(both[:, place], patterns[:, one], patterns[:, other], units, draws.extremes)
                yield self._describe((one, other), drawn)

    def _count_both(self, keys: Sequence[tuple[int, int]]) -> Floats:
        """Return the units with both, (reports, pairs)."""
        counts = np.zeros((len(self._n_units), len(keys)))
        for place, key in enumerate(keys):
            pair = self._pairs[key]
            counts[list(pair.n_by_report), place] = list(pair.n_by_report.values())
        return counts

    def _describe(self, key: tuple[int, int], drawn: Floats) -> Cooccurrence:
        pair = self._pairs[key]
        n_one, n_other = (int(self._n_with[:, place].sum()) for place in key)
        n_both, n_units = sum(pair.n_by_report.values()), int(self._n_units.sum())
        value = lift_of(n_both=n_both, n_one=n_one, n_other=n_other, n_units=n_units)
        return Cooccurrence(
            within=self._within,
            one=self._pattern_ids[key[0]],
            other=self._pattern_ids[key[1]],
            n_one=n_one,
            n_other=n_other,
            n_both=n_both,
            n_units=n_units,
            n_reports=len(pair.n_by_report),
            lift=make_figure(value, drawn),
            example=pair.example,
        )


def draw_lift(both: Floats, one: Floats, other: Floats, units: Floats, extremes: Floats) -> Floats:
    """Return the lift of each draw, with half a report added that has both, each alone, and neither.

    Args:
        both: (n_draws,), weighted units with both patterns.
        one: (n_draws,), with the first.
        other: (n_draws,), with the second.
        units: (n_draws,), all units.
        extremes: (n_draws, 4), the weights of the four reports that are added.
    """
    with_both, one_alone, other_alone, neither = extremes.T
    return np.asarray(
        (both + with_both)
        * (units + with_both + one_alone + other_alone + neither)
        / ((one + with_both + one_alone) * (other + with_both + other_alone))
    )
