"""Puts passages in an order in which no area speaks before the others have spoken."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def balance(ranked: Iterable[T], area_of: Callable[[T], str]) -> list[T]:
    """Return items in rounds of at most one an area: the best of each area, then the second of each, and so on.

    Args:
        ranked: best first; within a round their order stays.
        area_of: the area of an item.

    Example:
        >>> balance(["a1", "a2", "a3", "b1", "b2"], lambda item: item[0])
        ['a1', 'b1', 'a2', 'b2', 'a3']
    """
    spoken: Counter[str] = Counter()
    rounds: list[tuple[int, T]] = []
    for item in ranked:
        area = area_of(item)
        rounds.append((spoken[area], item))
        spoken[area] += 1
    return [item for _, item in sorted(rounds, key=lambda pair: pair[0])]
