"""What random rows prove: precision and recall with intervals, and how much more to read."""

import pytest

from reportminer.analyse.intervals import wilson_interval
from reportminer.classify.sampling import Plan, draw_random
from reportminer.store.passages import PassageRow
from reportminer.workflow.review_figures import (
    CellSample,
    Truth,
    Unit,
    count_needed,
    estimate_share,
    measure_machine,
    plan_pattern,
)
from tests.review_rows import make_passage, make_tag_of

ACCEPTED = [make_passage(n, make_tag_of("a", accepted=True)) for n in range(20)]
REVIEW = [make_passage(n, make_tag_of("a")) for n in range(100, 200)]
UNTAGGED = [make_passage(n) for n in range(1000, 1400)]
ALL = [*ACCEPTED, *REVIEW, *UNTAGGED]
RIGHT = {p.finding_id for p in [*ACCEPTED[:18], *REVIEW[:40], *UNTAGGED[:20]]}
"""Of 120 tags 58 are right, and 20 sentences were missed."""


def truth_of(passages: list[PassageRow]) -> Truth:
    """What one person says of sentences."""
    return {p.finding_id: (frozenset({"a"}) if p.finding_id in RIGHT else frozenset(),) for p in passages}


def sizes(passages: list[PassageRow]) -> dict[str, int]:
    """The size of each sentence's cell."""
    return {p.finding_id: 400 if not p.tags else 20 if p.accepted else 100 for p in passages}


def draw(n: int, seed: int = 1) -> list[PassageRow]:
    """Sentences drawn as `review sample` does."""
    plan = Plan(n=n, random_share=1, seed=seed)
    return [pick.passage for pick in draw_random(ALL, n=n, plan=plan)]


def test_reading_everything_leaves_nothing_to_chance() -> None:
    """The figures are the true ones, and their intervals points."""
    found = measure_machine(ALL, truth_of(ALL), drawn_from=sizes(ALL))
    for estimate, value in (
        (found.precision, 58 / 120),
        (found.recall, 58 / 78),
        (found.precision_accepted, 18 / 20),
        (found.recall_accepted, 18 / 78),
    ):
        assert estimate.value == pytest.approx(value)
        assert estimate.low == pytest.approx(value)
        assert estimate.high == pytest.approx(value)


def test_estimates_are_right_on_average_and_their_intervals_hold() -> None:
    """Over 200 draws of 60 the mean is near the truth, and the interval holds it nine times in ten or more."""
    found = [
        measure_machine(ALL, truth_of(rows), drawn_from=sizes(rows)) for rows in (draw(60, s) for s in range(200))
    ]
    for name, value in (("precision", 58 / 120), ("recall", 58 / 78)):
        estimates = [getattr(figures, name) for figures in found]
        assert sum(e.value for e in estimates) / 200 == pytest.approx(value, abs=0.03)
        assert sum(e.low <= value <= e.high for e in estimates) >= 180


def test_rows_of_a_small_cell_do_not_speak_for_a_large_one() -> None:
    """As many accepted tags as doubtful ones were read, but there are five times as many of the latter."""
    rows = [*ACCEPTED[:10], *REVIEW[35:45]]
    found = measure_machine(ALL, truth_of(rows), drawn_from=sizes(rows))
    assert found.precision.value == pytest.approx((20 * 1.0 + 100 * 0.5) / 120)
    assert found.recall.value is None


def test_a_cell_without_a_mistake_is_not_taken_for_perfect() -> None:
    """Ten untagged sentences without a missed finding leave room for many among four hundred."""
    rows = [*ACCEPTED[:10], *REVIEW[:10], *UNTAGGED[20:30]]
    recall = measure_machine(ALL, truth_of(rows), drawn_from=sizes(rows)).recall
    assert recall.value == 1.0
    assert recall.low < 0.9


def test_several_draws_are_one_larger_draw() -> None:
    """Rows of a first and a second draw from one cell count alike, however many each had."""
    rows = draw(40)
    once = measure_machine(ALL, truth_of(rows), drawn_from=sizes(rows))
    again = measure_machine(ALL, truth_of(rows), drawn_from=dict(reversed(sizes(rows).items())))
    assert once == again


def test_several_people_are_one_voice() -> None:
    """A sentence that two read counts once; where they differ it is half right."""
    truth = {p.finding_id: (frozenset({"a"}), frozenset[str]()) for p in ALL}
    found = measure_machine(ALL, truth, drawn_from=sizes(ALL))
    assert found.precision.value == pytest.approx(0.5)
    assert found.n_rows == len(ALL)


def test_nothing_read_is_nothing_known() -> None:
    """Without random rows there is no figure, and the interval is the whole scale."""
    found = measure_machine(ALL, {}, drawn_from={})
    assert (found.precision.value, found.precision.low, found.precision.high, found.n_rows) == (None, 0.0, 1.0, 0)


def test_draws_made_before_the_machine_changed_keep_their_weights() -> None:
    """Two rows of one present cell that came from cells of unequal size count by what they stood for."""
    rows = REVIEW[38:42]  # two right, two wrong
    drawn_from = {p.finding_id: 300 if p.finding_id in RIGHT else 100 for p in rows}
    found = measure_machine(REVIEW, truth_of(rows), drawn_from=drawn_from)
    assert found.precision.value == pytest.approx(0.75)


def test_one_cell_gives_nearly_wilsons_interval() -> None:
    """Of a large cell in which each sentence counts one, the interval is Wilson's, widened by two sentences."""
    units = tuple(Unit(whole=1, part=part) for part in [1] * 30 + [0] * 20)
    estimate = estimate_share([CellSample(size=10**6, weights=(10**6 / 50,) * 50, units=units)])
    low, high = wilson_interval(30, 50)
    assert (estimate.low, estimate.high) == pytest.approx((low, high), abs=0.01)


def test_the_planner_counts_down_as_people_read() -> None:
    """The more was read the less is left, and nothing once the interval is narrow or all was read."""
    rows = [*ACCEPTED, *REVIEW]
    left = [
        plan_pattern("a", rows, truth_of([*ACCEPTED[:n], *REVIEW[:n]]), expected=0.5).to_read for n in (0, 5, 20)
    ]
    assert left == sorted(left, reverse=True)
    assert left[0] == count_needed(0.5, 120)
    everything = plan_pattern("a", rows, truth_of(rows), expected=0.5)
    assert (everything.to_read, everything.n_read, everything.n_right) == (0, 120, 58)


def test_the_planner_keeps_its_word() -> None:
    """After reading as many as it said, the interval is ten points to either side or all but."""
    few = plan_pattern("a", REVIEW, truth_of(REVIEW[30:50]), expected=0.5)
    more = few.n_read + few.to_read
    mixed = [p for pair in zip(REVIEW[:40], REVIEW[40:80], strict=True) for p in pair]
    done = plan_pattern("a", REVIEW, truth_of(mixed[:more]), expected=0.5)
    assert done.precision.high - done.precision.low <= 0.22


@pytest.mark.parametrize(
    ("share", "size", "needed"), [(0.9, 10**4, 37), (0.5, 10**4, 92), (0.5, 21, 18), (0.5, 1, 1)]
)
def test_how_many_are_needed(share: float, size: int, needed: int) -> None:
    """More where the share is near one half, fewer where there are few."""
    assert count_needed(share, size) == needed
