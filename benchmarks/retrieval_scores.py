"""Scores of ranked answers against graded judgements."""

from collections.abc import Mapping, Sequence
from math import log2

RELEVANT = 1
"""Least grade that is an answer: 0 is none, 1 answers in part, 2 in full."""


def ndcg(grades: Sequence[int], ideal: Sequence[int], *, depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain of a ranking, 0 to 1; 0 where nothing is to be found.

    Args:
        grades: of the hits in their order; 0 for what was not judged.
        ideal: grades of everything that was judged for the question.
        depth: hits that count.

    Source: Järvelin and Kekäläinen 2002, with gains 2^grade - 1 (Burges et al. 2005).

    Example:
        >>> round(ndcg([3, 2, 3, 0, 1, 2], [3, 3, 3, 2, 2, 2, 1, 0], depth=6), 3)
        0.751
    """
    best = _gain(sorted(ideal, reverse=True)[:depth])
    return _gain(grades[:depth]) / best if best else 0.0


def recall(found: Sequence[Sequence[str]], grades: Mapping[str, int], *, depth: int = 20) -> float:
    """Return the share of a question's answers among the first hits, 0 to 1.

    Where there are more answers than hits, the share is out of the hits: a perfect ranking has 1.

    Args:
        found: keys of the hits in their order, each with those folded into it.
        grades: by key, of everything that was judged.
        depth: hits that count.

    Example:
        >>> recall([["a"], ["b", "c"], ["e"]], {"a": 3, "b": 0, "c": 1, "e": 2}, depth=2)
        0.5
    """
    answers = {key for key, grade in grades.items() if grade >= RELEVANT}
    held = {key for keys in found[:depth] for key in keys}
    most = min(len(answers), depth)
    return min(len(answers & held) / most, 1.0) if most else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))
