"""What became of the patterns of a review by its progress review: gone, new, or still there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportminer.analyse.count_records import Change, PatternChange
from reportminer.analyse.recurrence import PatternKey
from reportminer.records import ReportType
from reportminer.store.views import FindingRow, NearestRow, ReportRow

REVIEWS = frozenset(
    {ReportType.LOCAL_SYSTEM_REVIEW, ReportType.PROVIDER_COLLABORATION_REVIEW, ReportType.INSPECTION}
)
"""Report types that a progress review may follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A review and a later progress review of the same area."""

    before: ReportRow
    """The review, or the progress review before this one."""
    after: ReportRow
    """The progress review."""


def pair_reviews(reports: Iterable[ReportRow]) -> list[Followed]:
    """Return each progress review with the last review of its area before it.

    A second progress review is compared with the first. The day of publication decides, as far as it is known.

    Args:
        reports: by publication; those of one area have its code, or its name if there is none.
    """
    last: dict[str, ReportRow] = {}
    pairs: list[Followed] = []
    for report in reports:
        place = report.area_code or report.area.casefold()
        if not place or not report.published:
            continue
        if report.report_type == ReportType.PROGRESS_REVIEW and place in last:
            pairs.append(Followed(before=last[place], after=report))
        if report.report_type == ReportType.PROGRESS_REVIEW or report.report_type in REVIEWS:
            last[place] = report
    return pairs


def compare_reviews(
    pair: Followed,
    findings: Iterable[FindingRow],
    *,
    patterns: Sequence[PatternKey],
    groups: Mapping[str, str],
    nearest: Mapping[tuple[str, str], NearestRow],
) -> list[PatternChange]:
    """Return what became of each pattern that one of the two tells of, in the order of the patterns.

    Args:
        pair: the two reports.
        findings: of both, in the order of findings.csv, without template text.
        patterns: what to compare.
        groups: duplicate group by finding id: in each report a repeated passage counts once, and what the second
            report only repeats of the first counts for the first.
        nearest: the likeliest sentence by report and pattern.
    """
    evidence = _gather(pair, findings, groups)
    return [change for pattern in patterns if (change := _compare(pair, pattern, evidence, nearest)) is not None]


_ECHO = "echo"
_Evidence = Mapping[tuple[str, str], Sequence[tuple[float, str]]]
"""Probability and id of the findings, by report and pattern; what the second report only repeats by `_ECHO`."""


def _gather(pair: Followed, findings: Iterable[FindingRow], groups: Mapping[str, str]) -> _Evidence:
    order = {pair.before.report_id: 0, pair.after.report_id: 1}
    found: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    said_in: dict[tuple[str, str], str] = {}
    own = (finding for finding in findings if finding.report_id in order)
    for finding in sorted(own, key=lambda finding: order[finding.report_id]):
        for tag in finding.tags:
            first = said_in.get((groups[finding.finding_id], tag.pattern_id))
            if first is None:
                said_in[groups[finding.finding_id], tag.pattern_id] = finding.report_id
                found[finding.report_id, tag.pattern_id].append((tag.probability, finding.finding_id))
            elif first != finding.report_id:
                found[_ECHO, tag.pattern_id].append((tag.probability, finding.finding_id))
    return found


def _compare(
    pair: Followed, pattern: PatternKey, evidence: _Evidence, nearest: Mapping[tuple[str, str], NearestRow]
) -> PatternChange | None:
    before, after, echo = (
        tuple(_iter_ranked(evidence.get((key, pattern.pattern_id), ())))
        for key in (pair.before.report_id, pair.after.report_id, _ECHO)
    )
    if not before and not after:
        return None
    change = _name_change(before, after, echo)
    near = nearest.get((pair.after.report_id, pattern.pattern_id)) if change is Change.GONE else None
    return PatternChange(
        area=pair.after.area,
        area_code=pair.after.area_code,
        before=pair.before.report_id,
        after=pair.after.report_id,
        pattern_id=pattern.pattern_id,
        theme_id=pattern.theme_id,
        polarity=pattern.polarity,
        change=change,
        n_before=len(before),
        n_after=len(after),
        before_ids=before,
        after_ids=after or echo,
        best_score=near.score if near else None,
        nearest_id=near.finding_id if near else "",
    )


def _name_change(before: Sequence[str], after: Sequence[str], echo: Sequence[str]) -> Change:
    if not before:
        return Change.NEW
    if after:
        return Change.STILL_THERE
    return Change.REPEATED if echo else Change.GONE


def _iter_ranked(found: Iterable[tuple[float, str]]) -> Iterator[str]:
    """Yield ids, the most certain first; of equally certain ones the first in the report."""
    for _, finding_id in sorted(found, key=lambda item: -item[0]):
        yield finding_id
