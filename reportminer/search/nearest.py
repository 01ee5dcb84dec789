"""Which sentences lie nearest to a question, by exact cosine.

All vectors are compared, block by block over the memory-mapped array. A product in single precision finds those
that may be among the nearest, and these are compared once more in double precision, each row by itself: so the
answer is that of comparing all of them exactly, whatever the blocks, the threads and the order of the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Thread

import numpy as np
import numpy.typing as npt

from reportminer.store.vectors import VectorTable

Vector = npt.NDArray[np.float32]
"""(dim,) or (n,)."""
Positions = npt.NDArray[np.int64]
"""Rows of a `VectorTable`."""

_BLOCK = 1 << 18  # numbers of one product: with more the library shares it among threads that wait for each other
_SHARE = 1 << 16  # rows that each of two threads takes at a time; where there are no more, one is faster
_EXACT_BLOCK = 1 << 12  # rows
_GATHERING = 16  # picking a row costs about as much as comparing this many in place


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cosines:
    """How near the sentences lie to a question."""

    table: VectorTable
    """All sentence vectors."""
    vector: Vector
    """(dim,): the question as a unit vector."""
    among: Positions | None
    """(m,): rows that were compared, ascending; None for all."""
    values: Vector
    """(m,): their cosines, to `error`."""

    @property
    def error(self) -> float:
        """How far a product in single precision may lie from the exact cosine.

        Source: N. Higham (2002), Accuracy and stability of numerical algorithms, section 3.1, for unit vectors.
        """
        return 1.01 * len(self.vector) * float(np.finfo(np.float32).eps) / 2

    def find_nearest(self, wanted: int, *, circle: Positions | None = None) -> Positions:
        """Return the rows with the highest cosines, highest first, of equal ones the first row first.

        Args:
            wanted: how many at most.
            circle: rows to choose from, ascending, where all rows were compared; None for all that were compared.
        """
        values, rows = (self.values, self.among) if circle is None else (self.values[circle], circle)
        places = np.arange(len(values))
        if len(places) > wanted:
            least = np.partition(values, len(values) - wanted)[len(values) - wanted]
            places = np.flatnonzero(values >= least - 2 * self.error)
        near = places if rows is None else rows[places]
        order = np.lexsort((near, -_multiply_exactly(self.table, self.vector, near)))
        return near[order[:wanted]]

    def of(self, ids: Sequence[int]) -> npt.NDArray[np.float64]:
        """Return the exact cosine of each sentence, -1 to 1; 0 for a sentence without a vector."""
        found = np.zeros(len(ids))
        there, rows = _locate(self.table, ids)
        found[there] = _multiply_exactly(self.table, self.vector, rows)
        return found


def compare(table: VectorTable, vector: Vector, *, among: Positions | None = None) -> Cosines:
    """Compare a question with all sentences, or with some.

    Args:
        table: all sentence vectors.
        vector: (dim,) the question as a unit vector.
        among: rows to compare, ascending; None for all.
    """
    if among is not None and len(among) * _GATHERING < len(table.ids):
        values = np.dot(table.rows[among], vector)
    else:
        values = _multiply(table, vector)
        values = values if among is None else values[among]
    return Cosines(table=table, vector=vector, among=among, values=values)


def find_nearest(
    table: VectorTable, vector: Vector, *, positions: Positions | None = None, wanted: int
) -> Positions:
    """Return the rows nearest to a question, nearest first; of equal cosines the first row first.

    Args:
        table: all sentence vectors.
        vector: (dim,) the question as a unit vector.
        positions: rows to choose from, ascending; None for all.
        wanted: how many at most.
    """
    return compare(table, vector, among=positions).find_nearest(wanted)


def locate(table: VectorTable, ids: Sequence[int] | Positions) -> Positions:
    """Return the rows of sentences, in the order of their ids; those without a vector are left out."""
    return _locate(table, ids)[1]


def _locate(table: VectorTable, ids: Sequence[int] | Positions) -> tuple[npt.NDArray[np.bool_], Positions]:
    """Return which ids have a vector, and the rows of these."""
    wanted = np.asarray(ids, np.int64)
    if not len(table.ids):
        return np.zeros(len(wanted), np.bool_), np.empty(0, np.int64)
    found = np.minimum(np.searchsorted(table.ids, wanted), len(table.ids) - 1)
    there = table.ids[found] == wanted
    return there, found[there].astype(np.int64)


def _multiply(table: VectorTable, vector: Vector) -> Vector:
    rows, values = np.asarray(table.rows), np.empty(len(table.ids), np.float32)
    block = max(_BLOCK // max(len(vector), 1), 1)

    shares = iter(range(0, len(rows), _SHARE))

    def multiply_shares() -> None:
        for start in shares:
            end = min(start + _SHARE, len(rows))
            for at in range(start, end, block):
                some = slice(at, min(at + block, end))
                np.dot(rows[some], vector, out=values[some])

    other = Thread(target=multiply_shares)
    if len(rows) > _SHARE:
        other.start()
    multiply_shares()
    if len(rows) > _SHARE:
        other.join()
    return values


def _multiply_exactly(table: VectorTable, vector: Vector, rows: Positions) -> npt.NDArray[np.float64]:
    exact = np.empty(len(rows))
    for start in range(0, len(rows), _EXACT_BLOCK):
        block = slice(start, start + _EXACT_BLOCK)
        exact[block] = (table.rows[rows[block]].astype(np.float64) * vector).sum(axis=1)
    return exact
