"""Folding, breadth and difference."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from reportminer.search.choosing import Chosen, choose, fold, spread
from reportminer.store.candidates import Candidate


def candidate(number: int, area: str = "", text: str = "", report: str = "") -> Candidate:
    """A sentence with a text of its own, unless one is given."""
    return Candidate(
        id=number,
        finding_id=f"f{number}",
        report_id=report or f"r{number}",
        area=area,
        text=text or f"text {number}",
        text_hash=text or f"text {number}",
        section="",
        polarity="none",
    )


def alone(candidates: Sequence[Candidate]) -> Mapping[str, str]:
    """Nothing says nearly the same."""
    return {c.finding_id: c.finding_id for c in candidates}


def pairs(candidates: Sequence[Candidate]) -> Mapping[str, str]:
    """1 and 2, and 3 and 4, say nearly the same."""
    return {c.finding_id: f"group {(c.id + 1) // 2}" for c in candidates}


def ids(chosen: Sequence[Chosen]) -> list[tuple[int, list[int]]]:
    """What is shown, each with what is folded into it."""
    return [(one.candidate.id, [other.id for other in one.others]) for one in chosen]


def test_near_duplicates_are_one_result() -> None:
    """The best of them is shown and names the others, wherever they rank."""
    ranked = [candidate(3), candidate(1), candidate(2), candidate(4)]
    assert ids(choose(fold(ranked, pairs), limit=5)) == [(3, [4]), (1, [2])]


def test_equal_texts_are_one_result_whatever_the_measure_says() -> None:
    """A short sentence of two reports is shown once."""
    ranked = [candidate(1, text="Same."), candidate(2), candidate(3, text="Same.")]
    assert ids(choose(fold(ranked, alone), limit=5)) == [(1, [3]), (2, [])]


def test_beyond_the_first_only_equal_texts_are_folded() -> None:
    """Those far behind begin no group."""
    ranked = [candidate(1, text="Same."), candidate(5), candidate(7), candidate(9, text="Same.")]
    assert ids(choose(fold(ranked, alone, first=2), limit=5)) == [(1, [9]), (5, [])]


def test_an_area_is_shown_once() -> None:
    """With one result an area the best of each is left; reports without an area are areas of their own."""
    ranked = [candidate(1, "A"), candidate(2, "A"), candidate(3, "B"), candidate(4), candidate(5)]
    chosen = choose(fold(ranked, alone), limit=9, one_per_area=True)
    assert [c.candidate.id for c in chosen] == [1, 3, 4, 5]


def test_a_group_is_shown_by_its_best_sentence_of_another_area() -> None:
    """Where the area of a group's best was shown, another area that says the same is not lost, nor is the best."""
    ranked = [candidate(5, "A"), candidate(1, "A"), candidate(2, "B")]
    assert ids(choose(fold(ranked, pairs), limit=9, one_per_area=True)) == [(5, []), (2, [1])]


def test_results_end_at_the_limit() -> None:
    """No more than asked for, and what is folded does not count."""
    ranked = [candidate(1), candidate(2), candidate(3), candidate(5)]
    assert ids(choose(fold(ranked, pairs), limit=2)) == [(1, [2]), (3, [])]


@pytest.fixture
def three() -> list[Chosen]:
    """Two results that say much the same, and a third that does not."""
    return [Chosen(candidate=candidate(number)) for number in (1, 2, 3)]


VECTORS = np.array([[1, 0], [0.99, 0.14], [0, 1]], np.float32)
SCORES = {1: 0.9, 2: 0.88, 3: 0.6}


@pytest.mark.parametrize(("share", "order"), [(1.0, [1, 2, 3]), (0.5, [1, 3, 2])])
def test_results_differ_as_far_as_asked(three: list[Chosen], share: float, order: list[int]) -> None:
    """With goodness alone the order stays; with difference the result that repeats the first comes last."""
    result = spread(three, scores=SCORES, vectors=VECTORS, limit=3, share=share)
    assert [one.candidate.id for one in result] == order


def test_difference_ends_at_the_limit(three: list[Chosen]) -> None:
    """No more than asked for."""
    assert len(spread(three, scores=SCORES, vectors=VECTORS, limit=2, share=0.5)) == 2
