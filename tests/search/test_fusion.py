"""Two scores made one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.search.fusion import fuse, normalise
from reportminer.settings import SearchSettings

LEXICAL = np.array([1.0, 0.5, 0.0, 0.0])
SEMANTIC = np.array([0.2, 0.6, 0.9, -0.1])


def test_sum_is_the_weighted_mean() -> None:
    """By default the score of words and the cosine, cut at 0, are weighed and added."""
    fused = fuse(LEXICAL, SEMANTIC, settings=SearchSettings(fusion="sum", normalise="none", lexical_weight=0.25))
    assert fused.tolist() == pytest.approx([0.25 + 0.15, 0.125 + 0.45, 0.675, 0.0])


def test_ranks_are_reciprocal() -> None:
    """Only ranks count; equal scores share one, and what has no word of the question gets nothing for words."""
    settings = SearchSettings(fusion="ranks", rank_constant=60.0, lexical_weight=0.5)
    fused = fuse(LEXICAL, SEMANTIC, settings=settings)
    assert fused.tolist() == pytest.approx([0.5 + 0.5 * 61 / 63, 0.5 * 61 / 62 + 0.5 * 61 / 62, 0.5, 0.0])


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("none", [0.0, 0.2, 0.4]),
        ("best", [0.0, 0.5, 1.0]),
        ("range", [0.0, 0.5, 1.0]),
        ("spread", [0.5 - 1 / (4 * (2 / 3) ** 0.5) / 1.5, 0.5, 0.5 + 1 / (4 * (2 / 3) ** 0.5) / 1.5]),
    ],
)
def test_scores_are_normalised(how: str, expected: list[float]) -> None:
    """Each way lays scores between 0 and 1."""
    assert normalise(np.array([0.0, 0.2, 0.4]), how).tolist() == pytest.approx(expected)


@pytest.mark.parametrize("how", ["none", "best", "range", "spread"])
def test_equal_scores_and_none_at_all_are_normalised(how: str) -> None:
    """A single value, equal values and no values divide by nothing."""
    assert np.isfinite(normalise(np.array([0.3, 0.3]), how)).all()
    assert len(normalise(np.array([]), how)) == 0


@given(
    pairs=st.lists(st.tuples(st.floats(0, 1), st.floats(-1, 1)), min_size=1, max_size=20),
    fusion=st.sampled_from(["sum", "ranks"]),
    how=st.sampled_from(["none", "best", "range", "spread"]),
    weight=st.floats(0, 1),
)
def test_more_on_both_sides_is_never_less(
    pairs: list[tuple[float, float]], fusion: str, how: str, weight: float
) -> None:
    """A sentence that is as good in words and in meaning is as good in both; scores lie between 0 and 1."""
    lexical, semantic = (np.array(side) for side in zip(*pairs, strict=True))
    settings = SearchSettings(fusion=fusion, normalise=how, lexical_weight=weight)
    fused = fuse(lexical, semantic, settings=settings)
    assert fused.min() >= 0
    assert fused.max() <= 1 + 1e-9
    for i in range(len(pairs)):
        better = (lexical >= lexical[i]) & (semantic >= semantic[i])
        assert (fused[better] >= fused[i] - 1e-9).all()
