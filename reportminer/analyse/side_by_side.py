"""Areas, or reports, side by side: what share of the findings of each tells of which pattern and theme."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from reportminer.analyse.areas import find_first_on_theme
from reportminer.analyse.recurrence import Counted
from reportminer.records import Polarity
from reportminer.store.views import FindingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One of those that are compared."""

    n_findings: int
    """Its findings, a repeated passage once: what its shares are out of."""
    n_good_practice: int
    """Those of good practice."""
    n_failure: int
    """Those of failure."""
    by_pattern: Mapping[str, tuple[FindingRow, ...]]
    """Its findings by pattern, the most certain first."""
    by_theme: Mapping[str, tuple[FindingRow, ...]]
    """Its findings by theme, those first whose pattern of the theme is most certain."""


def tabulate(
    findings: Sequence[FindingRow],
    *,
    groups: Mapping[str, str],
    counted: Counted,
    columns: Sequence[AbstractSet[str]],
) -> list[Column]:
    """Return what each of the columns tells of; the counts are those of pattern_by_area.csv and theme_by_area.csv.

    Args:
        findings: those of all counted reports, in the order of findings.csv, without template text.
        groups: duplicate group by finding id.
        counted: pairs of finding and pattern that count.
        columns: ids of the reports of each column.
    """
    once: dict[str, FindingRow] = {}
    for finding in findings:
        once.setdefault(groups[finding.finding_id], finding)
    on_theme = find_first_on_theme(findings, groups)
    return [_fill(report_ids, once.values(), findings, on_theme, counted) for report_ids in columns]


def _fill(
    report_ids: AbstractSet[str],
    once: Iterable[FindingRow],
    findings: Iterable[FindingRow],
    on_theme: Iterable[tuple[FindingRow, str]],
    counted: Counted,
) -> Column:
    own = [finding for finding in once if finding.report_id in report_ids]
    patterns: dict[str, list[tuple[float, FindingRow]]] = defaultdict(list)
    for finding in findings:
        if finding.report_id in report_ids:
            for tag in finding.tags:
                if (finding.finding_id, tag.pattern_id) in counted:
                    patterns[tag.pattern_id].append((tag.probability, finding))
    themes: dict[str, list[tuple[float, FindingRow]]] = defaultdict(list)
    for finding, theme_id in on_theme:
        if finding.report_id in report_ids:
            themes[theme_id].append((_certainty(finding, theme_id), finding))
    return Column(
        n_findings=len(own),
        n_good_practice=sum(finding.polarity == Polarity.GOOD_PRACTICE for finding in own),
        n_failure=sum(finding.polarity == Polarity.FAILURE for finding in own),
        by_pattern=_rank(patterns),
        by_theme=_rank(themes),
    )


def _certainty(finding: FindingRow, theme_id: str) -> float:
    return max((tag.probability for tag in finding.tags if tag.theme_id == theme_id), default=0.0)


def _rank(found: Mapping[str, Sequence[tuple[float, FindingRow]]]) -> dict[str, tuple[FindingRow, ...]]:
    """Return the findings of each, the most certain first; of equally certain ones the first in order."""
    return {
        key: tuple(finding for _, finding in sorted(rows, key=lambda row: -row[0])) for key, rows in found.items()
    }
