"""A theme with its patterns and quotations of both sides."""

from collections.abc import Collection

from reportminer.records import Polarity
from reportminer.store.views import FindingRow, TagRow
from reportminer.workflow.browsing.by_area import list_areas
from reportminer.workflow.browsing.passages import list_balanced
from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.views import Passage, ThemePage

N_QUOTATIONS = 20
_OTHER = frozenset(Polarity) - {Polarity.GOOD_PRACTICE, Polarity.FAILURE}


def make_theme_page(state: State, theme_id: str) -> ThemePage | None:
    """Return the page of a theme; None if neither the codebook nor a finding knows it."""
    entry = state.themes.get(theme_id)
    if entry is None:
        return None
    return ThemePage(
        entry=entry,
        patterns=tuple(pattern for pattern in state.patterns.values() if pattern.theme_id == theme_id),
        good_practice=_quote(state, theme_id, {Polarity.GOOD_PRACTICE}),
        failure=_quote(state, theme_id, {Polarity.FAILURE}),
        other=_quote(state, theme_id, _OTHER),
        areas=list_areas(state, state.evidence.themes_by_area, theme_id),
    )


def _quote(state: State, theme_id: str, sides: Collection[str]) -> tuple[Passage, ...]:
    def tag_of(finding: FindingRow) -> TagRow | None:
        return next((tag for tag in finding.tags if tag.theme_id == theme_id), None)

    return list_balanced(
        state,
        [f for f in state.evidence.findings if f.polarity in sides and theme_id in f.themes],
        counts=lambda finding: (finding.finding_id, theme_id) in state.counting.with_theme,
        tag_of=tag_of,
        limit=N_QUOTATIONS,
    )
