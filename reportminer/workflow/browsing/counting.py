"""Which findings count where: the first of each group of repeated passages, in reports that are no reprints;
template text (`analyse.boilerplate`) counts nowhere.

The rule is that of `analyse.recurrence` and `analyse.areas`, so that pages show the numbers of the exports.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reportminer.store.views import FindingRow
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
    return Counting(
        once=frozenset(finding_id for finding_id, _ in _firsts(evident, evidence.groups, lambda _: ("",))),
        with_pattern=evidence.counted,
        with_theme=_firsts(evident, evidence.groups, lambda finding: finding.themes),
    )


def _firsts(
    findings: Iterable[FindingRow],
    groups: Mapping[str, str],
    keys_of: Callable[[FindingRow], Iterable[str]],
) -> Pairs:
    first: dict[tuple[str, str], str] = {}
    for finding in findings:
        for key in keys_of(finding):
            first.setdefault((groups[finding.finding_id], key), finding.finding_id)
    return frozenset((finding_id, key) for (_, key), finding_id in first.items())
