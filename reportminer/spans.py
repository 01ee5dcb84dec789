"""Half-open intervals on a text, and arithmetic on them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from reportminer.records import Span


def overlaps(one: Span, other: Span) -> bool:
    """Say whether two intervals share at least one character."""
    return one.start < other.end and other.start < one.end


def contains(outer: Span, inner: Span) -> bool:
    """Say whether `inner` lies wholly inside `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def shift(span: Span, by: int) -> Span:
    """Move an interval by a number of characters (negative moves left)."""
    return Span(start=span.start + by, end=span.end + by)


def index_at(starts: Sequence[int], position: int) -> int:
    """Return the index of the interval that begins at or last before `position`, or -1.

    Args:
        starts: ascending start positions.
        position: a character offset.
    """
    return bisect_right(starts, position) - 1


def longest_first(spans: Iterable[Span]) -> list[Span]:
    """Keep the longest intervals where several overlap; ties go to the leftmost.

    Returns:
        Intervals without overlap, by start.
    """
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if not any(overlaps(span, other) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
