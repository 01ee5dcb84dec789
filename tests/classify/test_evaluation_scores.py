"""Scores of codes agree with scikit-learn's, and say what they leave out."""

import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support

from reportminer.classify.evaluation_draws import Draws
from reportminer.classify.evaluation_scores import score_as_dict, score_codes, score_flag

NAMES = ("a", "b", "c", "d")
RANDOM = np.random.default_rng(5)
TRUTH = np.column_stack([RANDOM.random((60, 2)) < 0.4, np.zeros((60, 2), bool)])
TAGGED = np.column_stack([RANDOM.random((60, 3)) < 0.4, np.zeros((60, 1), bool)])
"""The third code is tagged and never true, the fourth neither."""
DRAWS = Draws([f"g{row % 12}" for row in range(60)])


def test_codes_and_micro_agree_with_sklearn() -> None:
    """Precision, recall and F1 of a code and of all decisions are scikit-learn's."""
    found = score_codes(TRUTH, TAGGED, NAMES, DRAWS)
    each = precision_recall_fscore_support(TRUTH, TAGGED, average=None, zero_division=0)
    micro = precision_recall_fscore_support(TRUTH, TAGGED, average="micro")[:3]
    score = found.codes["b"]
    assert (score.precision.value, score.recall.value, score.f1.value) == pytest.approx([x[1] for x in each[:3]])
    assert (found.micro.precision.value, found.micro.recall.value, found.micro.f1.value) == pytest.approx(micro)
    assert (score.n_true, score.n_tagged) == (TRUTH[:, 1].sum(), TAGGED[:, 1].sum())


def test_macro_leaves_out_what_neither_true_nor_tagged() -> None:
    """The mean F1 is over three of four codes: the one that is only tagged counts 0, the absent one not at all."""
    found = score_codes(TRUTH, TAGGED, NAMES, DRAWS)
    f1 = [found.codes[name].f1.value for name in ("a", "b")]
    assert found.macro.n_codes == 3
    assert found.macro.f1.value == pytest.approx(sum(x for x in f1 if x) / 3)
    assert found.macro.recall.value == pytest.approx(
        np.mean([found.codes[name].recall.value or 0 for name in ("a", "b")])
    )


def test_codes_without_positives_are_listed_apart() -> None:
    """A code that no sentence carries has no recall, and is named."""
    found = score_codes(TRUTH, TAGGED, NAMES, DRAWS)
    assert found.without_positives == ("c", "d")
    assert found.codes["c"].recall.value is None
    assert (found.codes["c"].precision.value, found.codes["c"].f1.value) == (0.0, 0.0)
    assert found.codes["d"].f1.value is None


def test_intervals_hold_the_figure() -> None:
    """Each interval lies around its figure, and a larger sample has a narrower one."""
    small = score_flag(TRUTH[:, 0], TAGGED[:, 0], DRAWS).f1
    groups = [f"g{row % 12}-{copy}" for copy in range(10) for row in range(60)]
    large = score_flag(np.tile(TRUTH[:, 0], 10), np.tile(TAGGED[:, 0], 10), Draws(groups)).f1
    for figure in (small, large):
        assert figure.low is not None
        assert figure.high is not None
        assert figure.value is not None
        assert figure.low <= figure.value <= figure.high
    assert large.high - large.low < (small.high - small.low) / 2  # type: ignore[operator]


def test_draws_that_lose_a_code_do_not_count_against_it() -> None:
    """A code that stands in one group of many is right whenever it is drawn: its F1 is 1, with no lower end."""
    truth = np.array([True] + [False] * 9)
    figure = score_flag(truth, truth, Draws([str(row) for row in range(10)])).f1
    assert (figure.value, figure.low, figure.high) == (1.0, 1.0, 1.0)


def test_a_score_as_a_dictionary() -> None:
    """Figures are rounded to four digits, each beside its interval; what is not defined is None."""
    found = score_as_dict(score_flag(TRUTH[:, 3], TAGGED[:, 3], DRAWS))
    assert found == {
        "precision": None,
        "precision_interval": None,
        "recall": None,
        "recall_interval": None,
        "f1": None,
        "f1_interval": None,
        "n_true": 0,
        "n_tagged": 0,
        "n_right": 0,
    }
