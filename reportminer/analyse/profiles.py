"""Who says so, how strongly, where and when: what stands beside the count of a pattern."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from reportminer.analyse.count_records import PatternCount, Repeat, RepeatKind
from reportminer.analyse.recurrence import Counted
from reportminer.records import Recurrence
from reportminer.store.views import FindingRow, ReportRow

_STRENGTHS = ("all", "most", "some", "few", "")


def profile_patterns(
    recurrences: Iterable[Recurrence],
    findings: Iterable[FindingRow],
    *,
    reports: Iterable[ReportRow],
    counted: Counted,
) -> list[PatternCount]:
    """Return the counts of each pattern with what stands beside them, in the order given.

    Args:
        recurrences: the counts.
        findings: those of the counted reports, in the order of findings.csv.
        reports: the counted reports.
        counted: pairs of finding and pattern that count.
    """
    counting: dict[str, list[FindingRow]] = defaultdict(list)
    repeating: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        for tag in finding.tags:
            if (finding.finding_id, tag.pattern_id) in counted:
                counting[tag.pattern_id].append(finding)
            else:
                repeating[tag.pattern_id].append(finding.finding_id)
    areas = {report.report_id: report.area for report in reports}
    return [
        _profile(found, counting[found.pattern_id], areas, tuple(repeating[found.pattern_id]))
        for found in recurrences
    ]


def _profile(
    recurrence: Recurrence, findings: Sequence[FindingRow], areas: Mapping[str, str], repeat_ids: tuple[str, ...]
) -> PatternCount:
    strengths = Counter(finding.strength for finding in findings)
    voices = Counter(finding.voice for finding in findings)
    return PatternCount(
        recurrence=recurrence,
        areas=tuple(sorted({areas[f.report_id] for f in findings} - {""}, key=str.casefold)),
        first_year=recurrence.first_published[:4],
        last_year=recurrence.last_published[:4],
        strengths=tuple((name, strengths[name]) for name in _STRENGTHS if strengths[name]),
        voices=tuple(sorted(voices.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))),
        finding_ids=tuple(finding.finding_id for finding in findings),
        repeat_ids=repeat_ids,
    )


def list_repeats(
    findings: Iterable[FindingRow],
    *,
    groups: Mapping[str, str],
    group_reports: Mapping[str, int],
    boilerplate: AbstractSet[str],
    counted: Counted,
) -> list[Repeat]:
    """Return the findings that repeat another, in the order given, with the patterns that they do not count for.

    Args:
        findings: those of the counted reports, in the order of findings.csv.
        groups: duplicate group by finding id.
        group_reports: reports in which a group stands.
        boilerplate: ids of template text.
        counted: pairs of finding and pattern that count.
    """
    return [
        Repeat(
            finding_id=finding.finding_id,
            first_id=groups[finding.finding_id],
            kind=RepeatKind.BOILERPLATE if finding.finding_id in boilerplate else RepeatKind.NEAR_DUPLICATE,
            patterns=tuple(
                tag.pattern_id for tag in finding.tags if (finding.finding_id, tag.pattern_id) not in counted
            ),
            n_reports=group_reports[groups[finding.finding_id]],
        )
        for finding in findings
        if finding.finding_id in boilerplate or groups[finding.finding_id] != finding.finding_id
    ]
