"""The nearest sentences are those of comparing every vector exactly."""

import numpy as np
import pytest

from reportminer.search.nearest import compare, find_nearest, locate
from reportminer.store.vectors import VectorTable

DIM = 24


def make_table(n: int, *, seed: int = 0, repeated: int = 1) -> VectorTable:
    """Unit vectors in clusters, each `repeated` times, under ids with gaps."""
    draw = np.random.default_rng(seed)
    centres = draw.standard_normal((5, DIM))
    rows = centres[draw.integers(5, size=n // repeated)] + 0.3 * draw.standard_normal((n // repeated, DIM))
    rows = np.repeat((rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), repeated, axis=0)
    return VectorTable(ids=np.arange(len(rows)) * 3 + 7, rows=rows, encoder="e@1")


def make_question(seed: int = 1) -> np.ndarray:
    """A unit vector."""
    vector = np.random.default_rng(seed).standard_normal(DIM)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def compare_all(table: VectorTable, vector: np.ndarray, rows: np.ndarray, wanted: int) -> list[int]:
    """Every row by itself in double precision, best first, of equal ones the first."""
    exact = {int(row): float((table.rows[row].astype(float) * vector.astype(float)).sum()) for row in rows}
    return sorted(exact, key=lambda row: (-exact[row], row))[:wanted]


@pytest.mark.parametrize("repeated", [1, 40])
@pytest.mark.parametrize("wanted", [1, 10, 399, 5000])
def test_nearest_are_those_of_comparing_all(wanted: int, repeated: int) -> None:
    """No sentence is missed and none is out of order, also where many are equal."""
    table, vector = make_table(4000, repeated=repeated), make_question()
    expected = compare_all(table, vector, np.arange(4000), wanted)
    assert find_nearest(table, vector, wanted=wanted).tolist() == expected


@pytest.mark.parametrize("share", [0.01, 0.9])
def test_nearest_among_some_are_those_of_comparing_these(share: float) -> None:
    """Few rows are picked, of many the whole is compared: the answer is the same."""
    table, vector = make_table(4000, repeated=8), make_question()
    among = np.flatnonzero(np.random.default_rng(2).random(4000) < share)
    expected = compare_all(table, vector, among, 30)
    assert find_nearest(table, vector, positions=among, wanted=30).tolist() == expected


def test_a_circle_is_chosen_from_what_was_compared() -> None:
    """One comparison serves several choices."""
    table, vector = make_table(500), make_question()
    cosines, circle = compare(table, vector), np.arange(100, 200)
    assert cosines.find_nearest(5, circle=circle).tolist() == compare_all(table, vector, circle, 5)


def test_answer_does_not_depend_on_the_order_of_rows() -> None:
    """The same vectors in another order give the same cosines to the last digit."""
    table, vector = make_table(3000), make_question()
    order = np.random.default_rng(3).permutation(3000)
    mixed = VectorTable(ids=table.ids, rows=table.rows[order], encoder="e@1")
    near, also = find_nearest(table, vector, wanted=50), find_nearest(mixed, vector, wanted=50)
    assert order[also].tolist() == near.tolist()
    one, other = compare(table, vector).of(table.ids[near]), compare(mixed, vector).of(table.ids[also])
    assert one.tolist() == other.tolist()


def test_error_bounds_what_single_precision_loses() -> None:
    """The fast product is never further from the exact one than is allowed for."""
    table, vector = make_table(4000), make_question()
    cosines = compare(table, vector)
    assert np.abs(cosines.values - cosines.of(table.ids)).max() <= cosines.error < 1e-5


def test_a_sentence_without_a_vector_is_not_near() -> None:
    """Ids that the table does not hold are left out of places, and their cosine is 0."""
    table, vector = make_table(10), make_question()
    known, unknown = int(table.ids[4]), 8
    assert locate(table, [unknown, known, 10**6]).tolist() == [4]
    assert compare(table, vector).of([unknown, known]).tolist()[0] == 0
    assert compare(table, vector).of([unknown, known]).tolist()[1] != 0


def test_nothing_is_near_where_nothing_is_stored() -> None:
    """An empty table gives no rows and no cosines."""
    table = VectorTable(ids=np.empty(0, np.int64), rows=np.empty((0, DIM), np.float32), encoder="")
    assert find_nearest(table, make_question(), wanted=3).tolist() == []
    assert compare(table, make_question()).of([1, 2]).tolist() == [0, 0]
