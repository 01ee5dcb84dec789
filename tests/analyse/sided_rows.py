"""Hand-made findings of either side."""

from dataclasses import replace

from reportminer.analyse.sided import Sided
from reportminer.records import Polarity
from reportminer.store.views import FindingRow, TagRow
from tests.analyse.rows import make_finding, make_tag


def tag_of(pattern_id: str, theme_id: str, polarity: str, probability: float = 0.9) -> TagRow:
    """A tag of any side."""
    return replace(make_tag(pattern_id, probability, theme_id=theme_id), polarity=polarity)


def good(finding_id: str, theme_id: str = "flow", **changes: object) -> FindingRow:
    """Good practice on a theme; its report is the first part of its id."""
    return _make(finding_id, theme_id, "good_practice", **changes)


def bad(finding_id: str, theme_id: str = "flow", **changes: object) -> FindingRow:
    """Failure on a theme."""
    return _make(finding_id, theme_id, "failure", **changes)


def _make(finding_id: str, theme_id: str, polarity: str, **changes: object) -> FindingRow:
    tag = tag_of(f"{polarity}_{theme_id}", theme_id, polarity)
    return make_finding(finding_id, finding_id.partition("-")[0], tag, polarity=polarity, **changes)


def sided(*findings: FindingRow) -> list[Sided]:
    """Each finding with the theme and side of its first tag."""
    return [Sided(finding=f, theme_id=f.tags[0].theme_id, side=Polarity(f.tags[0].polarity)) for f in findings]
