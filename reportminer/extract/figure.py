"""What a matcher of figures gives."""

from typing import NamedTuple

PERCENT = "percent"
POINTS = "percentage_points"
POUNDS = "pounds"
SHARE = "share"
TIMES = "times"


class Figure(NamedTuple):
    """A number that says how many, how much or what share, in a sentence."""

    start: int
    """First character, words such as "nearly" included."""
    end: int
    """One past the last, its unit included."""
    value: float
    """In the unit's own scale; the lower end of a range."""
    unit: str
    """`percent`, `pounds`, ... or the noun counted; empty where the words beside it do not say."""
    value_to: float | None = None
    """The upper end of a range."""
    reach: int = 0
    """One past the last character of what belongs to it ("people" of "40 people"); at least `end`."""
    said: bool = True
    """Whether it stands for itself; False where only another figure beside it makes it one ("against 34")."""
