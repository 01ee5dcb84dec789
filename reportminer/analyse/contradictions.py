"""Passages of one report that take opposite sides on one theme and speak of much the same thing.

Whether two such passages contradict each other only a reader can say: a report may rightly praise one ward and
blame another. So the pairs are candidates, the closest in meaning first, and each comes with both passages.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

import numpy as np
import numpy.typing as npt

from reportminer.analyse.count_records import Contradiction, ContradictionKind
from reportminer.analyse.sided import Sided
from reportminer.records import Polarity

LEAST_LIKENESS: Final = 0.5
"""Cosine from which two sentences are taken to speak of the same thing; below it, read on the samples and on real
reports, nearly all pairs spoke of different things."""
MOST_PAIRS: Final = 3
"""Pairs listed of one report, theme and kind."""

Vectors = Mapping[str, npt.NDArray[np.float32]]
"""Unit vector by finding id."""


def find_contradictions(
    sided: Iterable[Sided],
    *,
    report_ids: Sequence[str],
    theme_ids: Sequence[str],
    summaries: AbstractSet[str],
    vectors: Vectors,
) -> list[Contradiction]:
    """Return the pairs by report, then theme, then summary against body first, then by falling likeness.

    A pair is of two sentences that carry patterns of the theme, on opposite sides; no sentence is in two pairs of
    one report, theme and kind.

    Args:
        sided: as `sided.list_sided` gives it.
        report_ids: the reports, in order.
        theme_ids: the themes, in order.
        summaries: ids of the findings that stand in their report's summary.
        vectors: of the findings; what has none is left out.
    """
    groups: dict[tuple[str, str], list[Sided]] = defaultdict(list)
    for item in sided:
        if any(tag.theme_id == item.theme_id for tag in item.finding.tags) and item.finding.finding_id in vectors:
            groups[item.finding.report_id, item.theme_id].append(item)
    return [
        found
        for report_id in report_ids
        for theme_id in theme_ids
        if (report_id, theme_id) in groups
        for found in _pair_up(groups[report_id, theme_id], summaries, vectors)
    ]


def _pair_up(group: Sequence[Sided], summaries: AbstractSet[str], vectors: Vectors) -> Iterator[Contradiction]:
    good = [item for item in group if item.side is Polarity.GOOD_PRACTICE]
    failure = [item for item in group if item.side is Polarity.FAILURE]
    if not good or not failure:
        return
    likeness = (
        np.stack([vectors[g.finding.finding_id] for g in good])
        @ np.stack([vectors[f.finding.finding_id] for f in failure]).T
    )
    in_summary = [np.array([i.finding.finding_id in summaries for i in side]) for side in (good, failure)]
    across = in_summary[0][:, None] != in_summary[1][None, :]
    for kind, allowed in (
        (ContradictionKind.SUMMARY_AGAINST_BODY, across),
        (ContradictionKind.WITHIN_REPORT, ~across),
    ):
        for row, column in _choose(np.where(allowed, likeness, -1.0)):
            pair = good[row], failure[column]
            yield _describe(pair, kind, summaries, float(likeness[row, column]), sizes=(len(good), len(failure)))


def _choose(likeness: npt.NDArray[np.floating]) -> Iterator[tuple[int, int]]:
    """Yield the closest pairs, each row and column once, while they are close enough."""
    left = likeness.copy()
    for _ in range(min(MOST_PAIRS, *left.shape)):
        row, column = np.unravel_index(int(np.argmax(left)), left.shape)
        if left[row, column] < LEAST_LIKENESS:
            return
        yield int(row), int(column)
        left[row, :] = left[:, column] = -1.0


def _describe(
    pair: tuple[Sided, Sided],
    kind: ContradictionKind,
    summaries: AbstractSet[str],
    likeness: float,
    *,
    sizes: tuple[int, int],
) -> Contradiction:
    good, failure = (item.finding.finding_id for item in pair)
    across = kind is ContradictionKind.SUMMARY_AGAINST_BODY
    return Contradiction(
        report_id=pair[0].finding.report_id,
        theme_id=pair[0].theme_id,
        kind=kind,
        good_practice_id=good,
        failure_id=failure,
        summary_id=(good if good in summaries else failure) if across else "",
        likeness=likeness,
        n_good_practice=sizes[0],
        n_failure=sizes[1],
    )
