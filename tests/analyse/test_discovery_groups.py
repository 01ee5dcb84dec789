"""Groups of like vectors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportminer.analyse.discovery_groups import centre, group_rows
from tests.analyse.uncovered import make_rows


def groups_of(axes: list[int], **options: float) -> list[list[int]]:
    """The groups of rows near the axes named."""
    return [group.tolist() for group in group_rows(make_rows(axes), **options)]  # type: ignore[arg-type]


def test_like_rows_are_one_group() -> None:
    """Rows near one axis are grouped; one that is like no other stands alone."""
    assert groups_of([0, 1, 0, 2, 1, 0]) == [[0, 2, 5], [1, 4], [3]]


@pytest.mark.parametrize("axes", [[], [0]])
def test_fewer_than_two_rows(axes: list[int]) -> None:
    """Nothing gives no group, one row a group of its own."""
    assert groups_of(axes) == [[at] for at in range(len(axes))]


def test_more_likeness_gives_smaller_groups() -> None:
    """What is asked for decides how wide a group is."""
    rows = make_rows([0] * 6, noise=0.5)
    sizes = [max(len(group) for group in group_rows(rows, similarity=s)) for s in (0.1, 0.5, 0.95)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 6
    assert sizes[-1] < 6


@pytest.mark.parametrize("limit", [12, 25])
def test_parts_give_the_groups_of_the_whole(limit: int) -> None:
    """Where rows are too many to compare each with each, clear groups come out all the same."""
    axes = [0, 1, 2, 3, 4] * 10
    whole = groups_of(axes)
    assert groups_of(axes, limit=limit) == whole
    assert len(whole) == 5


@given(st.lists(st.integers(0, 7), max_size=40), st.integers(2, 10))
@settings(max_examples=40, deadline=None)
def test_every_row_is_in_one_group(axes: list[int], limit: int) -> None:
    """No row is lost and none stands in two groups, in however many parts they are compared."""
    found = [place for group in groups_of(axes, limit=limit) for place in group]
    assert sorted(found) == list(range(len(axes)))


def test_equal_rows_can_be_split() -> None:
    """Rows without any difference do not keep the split from ending, and are one group."""
    assert [len(g) for g in group_rows(np.tile(make_rows([0]), (20, 1)), limit=6)] == [20]


def test_what_all_share_is_taken_out() -> None:
    """In rows that lie close together only their differences count."""
    rows = make_rows([0, 0, 1, 1], noise=0.01) + 5 * make_rows([2], noise=0)
    assert len(group_rows(rows / np.linalg.norm(rows, axis=1, keepdims=True))) == 1
    assert [g.tolist() for g in group_rows(centre(rows, rows.mean(axis=0)))] == [[0, 1], [2, 3]]
