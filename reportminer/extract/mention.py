"""What a matcher finds: a labelled stretch of a text. Matchers give these; writers put them on a spaCy `Doc`."""

from collections.abc import Iterable
from typing import NamedTuple


class Mention(NamedTuple):
    """A labelled stretch of a block's text."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    label: str
    """Entity label."""


def keep_longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Keep the longest where several overlap; of equals the one given first. By start."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start - m.end):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept)
