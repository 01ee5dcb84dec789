"""What reports do not say: every report and pattern without a finding, with the sentence that came nearest."""

from collections.abc import Iterable, Iterator, Sequence

from reportminer.records import Silence
from reportminer.store.views import FindingRow, NearestRow, ReportRow


def find_silences(
    findings: Iterable[FindingRow],
    *,
    reports: Sequence[ReportRow],
    pattern_ids: Sequence[str],
    nearest: Iterable[NearestRow],
) -> Iterator[Silence]:
    """Yield the patterns that no sentence of a report carries, by report, then in the order of the patterns.

    Args:
        findings: those of the reports given; repeated passages speak here too.
        reports: every report read.
        pattern_ids: what was looked for.
        nearest: the likeliest sentence by report and pattern.
    """
    found = {(finding.report_id, tag.pattern_id) for finding in findings for tag in finding.tags}
    near = {(row.report_id, row.pattern_id): row for row in nearest}
    for report in reports:
        for pattern_id in pattern_ids:
            if (report.report_id, pattern_id) not in found:
                yield _silence(report, pattern_id, near.get((report.report_id, pattern_id)))


def _silence(report: ReportRow, pattern_id: str, row: NearestRow | None) -> Silence:
    return Silence(
        report_id=report.report_id,
        area=report.area,
        pattern_id=pattern_id,
        best_score=row.score if row else None,
        nearest_finding_id=row.finding_id if row else "",
        note=row.not_tagged if row else "",
        page=row.page if row else 0,
    )
