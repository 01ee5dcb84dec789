"""Which side a finding takes on a theme, each theme once in a group of repeated passages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportminer.records import Polarity
from reportminer.store.views import FindingRow

SIDED = frozenset({Polarity.GOOD_PRACTICE, Polarity.FAILURE, Polarity.MIXED})
"""Polarities that speak for a side, or for both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sided:
    """A finding on a theme that takes a side."""

    finding: FindingRow
    """The finding."""
    theme_id: str
    """The theme."""
    side: Polarity
    """`good_practice`, `failure` or `mixed`."""


def list_sided(findings: Iterable[FindingRow], groups: Mapping[str, str]) -> list[Sided]:
    """Return each finding with each of its themes on which it takes a side.

    The side is that of its patterns on the theme; where it carries none of them it is the sentence's own. Of a
    group of repeated passages the first counts for each theme.

    Args:
        findings: in the order of findings.csv, without template text.
        groups: duplicate group by finding id.
    """
    first: dict[tuple[str, str], Sided] = {}
    for finding in findings:
        for theme_id in finding.themes:
            side = find_side(finding, theme_id)
            if side is not None:
                sided = Sided(finding=finding, theme_id=theme_id, side=side)
                first.setdefault((groups[finding.finding_id], theme_id), sided)
    return list(first.values())


def find_side(finding: FindingRow, theme_id: str) -> Polarity | None:
    """Return the side that a finding takes on a theme; None where it takes none."""
    carried = {Polarity(tag.polarity) for tag in finding.tags if tag.theme_id == theme_id}
    sides = (carried or {Polarity(finding.polarity)}) & SIDED
    if len(sides) > 1:
        return Polarity.MIXED
    return next(iter(sides), None)
