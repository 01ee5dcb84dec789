"""Areas by patterns."""

from reportminer.records import Polarity
from reportminer.workflow.browsing.overview_page import is_found, rank_patterns
from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.views import HeatMap

N_SHADES = 5
_SIDES = (Polarity.GOOD_PRACTICE, Polarity.FAILURE, Polarity.NEUTRAL)


def make_heat_map(state: State) -> HeatMap:
    """Return how many findings of each pattern each area has, as in pattern_by_area.csv."""
    ranked = rank_patterns(entry for entry in state.patterns.values() if is_found(entry))
    patterns = tuple(sorted(ranked, key=lambda entry: _SIDES.index(entry.recurrence.polarity)))
    by_area = [(state.area(f.area, f.area_code), dict(f.counts)) for f in state.evidence.patterns_by_area]
    counts = tuple(tuple(found.get(e.pattern_id, 0) for e in patterns) for _, found in by_area)
    return HeatMap(
        areas=tuple(area for area, _ in by_area),
        patterns=patterns,
        counts=counts,
        steps=choose_steps(max((n for row in counts for n in row), default=0)),
    )


def choose_steps(most: int) -> tuple[int, ...]:
    """Return the least count of each shade: equal ratios from 1 to the greatest count, so that one crowded cell
    does not leave all the others pale.

    Example:
        >>> choose_steps(3), choose_steps(40)
        ((1, 2), (1, 2, 4, 9, 19))
    """
    return tuple(sorted({max(1, round(most ** (step / N_SHADES))) for step in range(N_SHADES)}))
