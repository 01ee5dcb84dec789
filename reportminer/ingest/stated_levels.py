"""Levels that the file states (structure tree or outline) in place of those told by type, where they are sound."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import attrgetter

from reportminer.ingest.drafts import Draft
from reportminer.records import Part

_MIN_STATED = 3
_MIN_SHARE = 0.3
_MIN_ALIKE = 0.75
Source = Callable[[Draft], int | None]
_SOURCES: tuple[Source, ...] = (attrgetter("tag_level"), attrgetter("outline_level"))


def use_stated_levels(headings: Sequence[Draft]) -> None:
    """Replace the levels of headings by stated ones if these step up and down as the type does.

    Of two sound sources the one that states more levels is taken. A heading without a stated level gets that of
    its like, or comes below the next higher kind. Levels stay without gaps, from 1.

    Args:
        headings: of the report, in reading order, with levels told by type.
    """
    counted = [h for h in headings if h.part not in (Part.FRONT, Part.CONTENTS)]
    sound = [source for source in _SOURCES if _is_sound(counted, source)]
    if not sound:
        return
    stated = max(sound, key=lambda source: sum(source(h) is not None for h in counted))
    usual = _usual_levels(counted, stated)
    levels = {id(h): _level(h, stated, usual) for h in counted}
    order = {level: rank for rank, level in enumerate(sorted(set(levels.values())), 1)}
    for heading in counted:
        heading.level = order[levels[id(heading)]]


def _by_type(headings: Sequence[Draft], stated: Source) -> dict[int, Counter[int]]:
    """Return how often headings of each level told by type have each stated level."""
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for heading in headings:
        level = stated(heading)
        if level is not None and heading.level is not None:
            counts[heading.level][level] += 1
    return counts


def _is_sound(headings: Sequence[Draft], stated: Source) -> bool:
    """Say whether stated levels are many, not all the same, and step up and down as the type does."""
    told = [(h.level or 1, level) for h in headings if (level := stated(h)) is not None]
    if len(told) < max(_MIN_STATED, _MIN_SHARE * len(headings)) or len({level for _, level in told}) < 2:
        return False
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(told) if a[0] != b[0]]
    return sum(by_type * by_file > 0 for by_type, by_file in steps) >= _MIN_ALIKE * len(steps)


def _usual_levels(headings: Sequence[Draft], stated: Source) -> dict[int, float]:
    """Return the stated level that goes with each level told by type; those never stated lie between."""
    counts = _by_type(headings, stated)
    usual: dict[int, float] = {}
    last = 0.0
    for level in sorted({h.level or 1 for h in headings}):
        last = float(counts[level].most_common(1)[0][0]) if level in counts else last + 0.01
        usual[level] = last
    return usual


def _level(heading: Draft, stated: Source, usual: dict[int, float]) -> float:
    own = stated(heading)
    return float(own) if own is not None else usual[heading.level or 1]
