"""What the sandbox tells a parser beside the file and the settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from reportminer.records import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What went wrong with a file before, how long its reading may take, and what may open it."""

    skip: Mapping[int, Status] = field(default_factory=dict)
    """Pages, from 1, that are not to be looked at, each with the status that it is to have."""
    untried_from: int = 0
    """The page from which on those to skip were not tried, since too many before them failed; 0 if all were."""
    time_s: float = inf
    """Time for reading pages, seconds; then those that remain are left out as `timeout`."""
    ocr_s: float = inf
    """Time for reading pictures of pages, seconds, on top of `time_s`."""
    passwords: tuple[str, ...] = field(default=(), repr=False)
    """To be tried in order after the empty one."""
    readings: Mapping[int, str] = field(default_factory=dict)
    """Where only the words of some pages are wanted: those pages, from 1, each with the engine that is to read it;
    see `second_reading`. Empty: the whole report."""
