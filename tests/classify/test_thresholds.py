"""Lines drawn on hand-made cases."""

import numpy as np
import pytest

from reportminer.classify.heads import make_layout, make_rivalry
from reportminer.classify.lines import Scale, drop_other_side, judge_sides, pick_side
from reportminer.classify.thresholds import best_threshold, precision_threshold, steady_threshold
from reportminer.records import Polarity
from tests.classify.builders import make_codebook

P = np.array([0.9, 0.8, 0.7, 0.6, 0.2, 0.1])
TRUTH = np.array([True, True, False, True, False, False])
ONES = np.ones(6)


def test_best_threshold_has_the_best_f1() -> None:
    """Above 0.4 three of four are right and none is missed: F1 6/7, more than 4/5 above 0.75."""
    assert best_threshold(P, TRUTH, ONES) == pytest.approx(0.4)


def test_weights_move_the_best_threshold() -> None:
    """Where the wrong sentence stands for ten, the line goes above it."""
    assert best_threshold(P, TRUTH, np.array([1, 1, 10, 1, 1, 1.0])) == pytest.approx(0.75)


def test_nothing_true_is_never_tagged() -> None:
    """Without any true sentence the threshold is 1."""
    assert best_threshold(P, np.zeros(6, bool), ONES) == 1.0


def test_precision_threshold_is_the_lowest_that_holds() -> None:
    """Precision 0.75 holds down to 0.4 (3 of 4), precision 0.9 only down to 0.75 (2 of 2)."""
    assert precision_threshold(P, TRUTH, ONES, precision=0.75, min_true=2) == pytest.approx(0.4)
    assert precision_threshold(P, TRUTH, ONES, precision=0.9, min_true=2) == pytest.approx(0.75)


def test_precision_out_of_reach_accepts_nothing() -> None:
    """Where the precision is not reached with enough true sentences, there is no line."""
    assert precision_threshold(P, TRUTH, ONES, precision=0.9, min_true=3) is None
    assert precision_threshold(P, np.zeros(6, bool), ONES, precision=0.5) is None


def test_equal_probabilities_are_never_divided() -> None:
    """Sentences of the same probability are all tagged or none."""
    same = np.array([0.5, 0.5, 0.1])
    assert best_threshold(same, np.array([True, False, False]), np.ones(3)) == pytest.approx(0.3)


def test_few_positives_lean_on_the_shared_line() -> None:
    """The fewer its positives, the nearer a pattern's line is to that of all patterns."""
    assert steady_threshold(0.8, 0.4, n_positive=30) == pytest.approx(0.6)
    assert steady_threshold(0.8, 0.4, n_positive=0) == pytest.approx(0.4)


def test_sides_add_up_and_follow_the_finding() -> None:
    """Probabilities of the sides add up to 1, and none has what no finding leaves."""
    layout = make_layout(make_codebook())
    scores = np.zeros((1, layout.n_heads))
    scores[0, layout.polarities] = [2, 1, 0, -3, 1]
    sides = judge_sides(scores, Scale(slope=1.0, offset=0.0), layout)
    assert sides.side.sum() == pytest.approx(1)
    assert sides.side[0, -1] == pytest.approx(1 - sides.finding[0])
    assert pick_side(sides.side[0], 0.5)[0] is Polarity.GOOD_PRACTICE
    assert pick_side(sides.side[0], 0.9)[0] is Polarity.NONE


def test_rivals_are_the_best_other_and_the_best_of_another_side() -> None:
    """Own evidence, and how far it lags behind the best other pattern and the best of another side."""
    found = make_rivalry(np.array([[2.0, -1.0, 0.5]]), make_layout(make_codebook()))
    assert found[0].tolist() == [[2.0, 0.0, 0.0], [-1.0, -3.0, -3.0], [0.5, -1.5, -1.5]]


@pytest.mark.parametrize(("mixed", "kept"), [(0.0, [True, False, True]), (0.5, [True, True, True])])
def test_tags_take_one_side_unless_both_are_seen(mixed: float, kept: list[bool]) -> None:
    """A tag against the likeliest one's side is dropped, a neutral one is not; a mixed sentence keeps all."""
    side = np.array([[1 - mixed, 0, mixed, 0, 0]])
    found = drop_other_side(np.ones((1, 3), bool), np.array([[0.9, 0.8, 0.3]]), side, make_layout(make_codebook()))
    assert found[0].tolist() == kept
