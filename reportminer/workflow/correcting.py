"""Corrects the counts of patterns by what people read at random: never without a review."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reportminer.analyse.correction import (
    Machine,
    Read,
    Share,
    correct_count,
    share_from_interval,
    share_from_weights,
)
from reportminer.analyse.count_records import Corrected, PatternCount
from reportminer.classify.sampling import Cell, find_cell, is_eligible
from reportminer.store.codings import read_codings
from reportminer.store.connection import Connection
from reportminer.store.passages import PassageRow, read_passages
from reportminer.workflow.review_figures import Estimate, Truth, measure_machine
from reportminer.workflow.review_status import read_random_rows


def correct_counts(connection: Connection, patterns: Sequence[PatternCount]) -> dict[str, Corrected]:
    """Return the corrected counts by pattern id; none where no review gives the tagger's precision and recall.

    Args:
        connection: an open workspace.
        patterns: the counts as the tagger gives them.
    """
    codings = read_codings(connection)
    if not codings:
        return {}
    passages = read_passages(connection)
    truth, drawn_from = read_random_rows(passages, codings)
    eligible = [passage for passage in passages if is_eligible(passage)]
    figures = measure_machine(eligible, truth, drawn_from=drawn_from)
    precision, recall = _share(figures.precision), _share(figures.recall)
    if precision is None or recall is None or not recall.value:
        return {}
    machine = Machine(precision=precision, recall=recall, n_rows=figures.n_rows)
    read = _read_patterns([p for p in eligible if p.finding_id in truth], truth, _weigh(eligible, drawn_from))
    return {
        count.recurrence.pattern_id: correct_count(
            _count_by_report(count.finding_ids),
            machine=machine,
            read=read[count.recurrence.pattern_id],
        )
        for count in patterns
    }


def _share(estimate: Estimate) -> Share | None:
    return None if estimate.value is None else share_from_interval(estimate.value, estimate.low, estimate.high)


def _count_by_report(finding_ids: Iterable[str]) -> list[int]:
    counts = Counter(finding_id.partition("-")[0] for finding_id in finding_ids)
    return list(counts.values())


def _weigh(passages: Iterable[PassageRow], drawn_from: Mapping[str, int]) -> dict[str, float]:
    """Return how many sentences each one that was read stands for; those of a cell add up to its size now."""
    n_read = Counter(drawn_from.values())
    sizes: Counter[Cell] = Counter()
    base: dict[Cell, dict[str, float]] = defaultdict(dict)
    for passage in passages:
        cell = find_cell(passage)
        sizes[cell] += 1
        if (size := drawn_from.get(passage.finding_id)) is not None:
            base[cell][passage.finding_id] = size / n_read[size]
    return {
        finding_id: sizes[cell] * weight / sum(weights.values())
        for cell, weights in base.items()
        for finding_id, weight in weights.items()
    }


def _read_patterns(
    passages: Iterable[PassageRow], truth: Truth, weights: Mapping[str, float]
) -> Mapping[str, Read]:
    """Return what was read at random of each pattern, each sentence for as many as it stands for."""
    tagged: dict[str, list[tuple[float, float]]] = defaultdict(list)
    carrying: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for passage in passages:
        weight, codes = weights[passage.finding_id], truth[passage.finding_id]
        for pattern_id in passage.patterns | frozenset().union(*codes):
            share = sum(pattern_id in given for given in codes) / len(codes)
            if pattern_id in passage.patterns:
                tagged[pattern_id].append((weight, share))
            if share:
                carrying[pattern_id].append((weight * share, float(pattern_id in passage.patterns)))
    return defaultdict(
        lambda: Read(tagged=_share_of([]), carrying=_share_of([])),
        {
            pattern_id: Read(tagged=_share_of(tagged[pattern_id]), carrying=_share_of(carrying[pattern_id]))
            for pattern_id in tagged.keys() | carrying.keys()
        },
    )


def _share_of(rows: Sequence[tuple[float, float]]) -> Share:
    return share_from_weights([weight for weight, _ in rows], [part for _, part in rows])
