"""What a matcher finds: a labelled stretch of a text. Matchers give these; writers put them on a spaCy `Doc`."""

from typing import NamedTuple


class Mention(NamedTuple):
    """A labelled stretch of a block's text."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    label: str
    """Entity label."""
