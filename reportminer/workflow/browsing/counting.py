"""Which findings count where: the first of each group of repeated passages, in reports that are no reprints;
template text (`analyse.boilerplate`) counts nowhere.

The rule is that of `analyse.recurrence` and `analyse.areas`, so that pages show the numbers of the exports.
"""

from dataclasses import dataclass

from reportminer.analyse.areas import find_first_on_theme
from reportminer.workflow.evidence import Evidence

Pairs = frozenset[tuple[str, str]]
"""Finding id, and id of a theme or pattern."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Findings that count."""

    once: frozenset[str]
    """Ids of those that count at all: the first of each group."""
    with_pattern: Pairs
    """Those that count for a pattern: the first of each group that carries it."""
    with_theme: Pairs
    """Those that count for a theme: the first of each group that is about it."""


def find_counting(evidence: Evidence) -> Counting:
    """Return which findings count."""
    counted = {report.report_id for report in evidence.counted_reports}
    evident = [
        finding
        for finding in evidence.findings
        if finding.report_id in counted and finding.finding_id not in evidence.boilerplate
    ]
    # In reverse, so that of each group the first stays.
    firsts = {evidence.groups[finding.finding_id]: finding.finding_id for finding in reversed(evident)}
    on_theme = find_first_on_theme(evident, evidence.groups)
    return Counting(
        once=frozenset(firsts.values()),
        with_pattern=evidence.counted,
        with_theme=frozenset((finding.finding_id, theme_id) for finding, theme_id in on_theme),
    )
