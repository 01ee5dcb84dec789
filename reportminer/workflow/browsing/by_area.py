"""Counts by area, as in pattern_by_area.csv and theme_by_area.csv, for the pages."""

from collections.abc import Iterable

from reportminer.records import AreaCounts
from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.views import AreaEntry


def list_areas(state: State, counts: Iterable[AreaCounts], key: str) -> tuple[tuple[AreaEntry, int], ...]:
    """Return every area with the number of findings of one pattern or theme, by falling number, then name."""
    areas = [(state.area(found.area, found.area_code), dict(found.counts).get(key, 0)) for found in counts]
    return tuple(sorted(areas, key=lambda pair: -pair[1]))
