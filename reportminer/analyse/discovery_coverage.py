"""How much of what each report finds is covered by patterns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reportminer.analyse.discovery_records import Cluster, Coverage, Uncovered
from reportminer.records import Hit, Polarity
from reportminer.store.views import ReportRow


def measure_coverage(
    reports: Sequence[ReportRow],
    findings: Iterable[Hit],
    *,
    looked_at: Iterable[Uncovered],
    clusters: Iterable[Cluster],
) -> Iterator[Coverage]:
    """Yield the coverage of each report, in the order given.

    Args:
        reports: every report read; also one that repeats another, whose sentences are not looked at.
        findings: sentences; those without a side and without a pattern are passed over.
        looked_at: the sentences that were compared.
        clusters: what came of it. A mixed sentence in a cluster of either side counts once.
    """
    stated, covered = Counter[str](), Counter[str]()
    for hit in findings:
        stated[hit.report_id] += bool(hit.patterns) or hit.polarity != Polarity.NONE
        covered[hit.report_id] += bool(hit.patterns)
    compared = Counter(found.report_id for found in looked_at)
    members = {member.finding_id: member.report_id for cluster in clusters for member in cluster.members}
    clustered = Counter(members.values())
    for report in reports:
        key = report.report_id
        yield Coverage(
            report_id=key,
            title=report.title or report.file,
            area=report.area,
            published=report.published,
            n_sentences=report.n_sentences,
            n_findings=stated[key],
            n_covered=covered[key],
            share_covered=covered[key] / stated[key] if stated[key] else None,
            n_looked_at=compared[key],
            n_clustered=clustered[key],
        )
