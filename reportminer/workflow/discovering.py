"""Opens a workspace and looks for what no pattern covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reportminer.analyse.discovery import FINDING_SIDES, Granularity, find_clusters
from reportminer.analyse.discovery_candidates import select_uncovered
from reportminer.analyse.discovery_coverage import measure_coverage
from reportminer.analyse.discovery_groups import Floats, Places, careful_mean, centre
from reportminer.analyse.discovery_proposals import pattern_texts, place_landmarks
from reportminer.analyse.discovery_records import Cluster, Coverage, Uncovered
from reportminer.analyse.reprints import Manuscript, drop_reprints, find_reprints, make_facts
from reportminer.codebook.load import load_codebook
from reportminer.embed.load import load_encoder
from reportminer.records import Hit, Polarity
from reportminer.settings import Settings, find_config
from reportminer.store.connection import Connection, reading
from reportminer.store.matching import Filters, filtered_ids, load_hits
from reportminer.store.reading import read_reports, read_text
from reportminer.store.vectors import VectorTable, open_vectors
from reportminer.store.views import ReportRow
from reportminer.workflow.encoders import check_encoder

FEW = 100
"""Sentences below which clusters are hints at most: in draws of a hundred labelled sentences with thirty patterns,
four of these have a cluster of which they are the majority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What no pattern covers."""

    n_reports: int
    """Reports looked at: a report and its reprints once."""
    n_findings: int
    """Sentences of all reports that state a finding."""
    n_covered: int
    """Those with a pattern."""
    n_looked_at: int
    """Sentences without a pattern that were compared."""
    clusters: tuple[Cluster, ...]
    """Those of most reports first."""
    unclustered: tuple[Uncovered, ...]
    """Sentences that were compared and are in no cluster, in reading order."""
    coverage: tuple[Coverage, ...]
    """One a report, by date of publication."""

    @property
    def is_small(self) -> bool:
        """Whether there is too little to say more than what stands there."""
        return self.n_looked_at < FEW


def discover_patterns(
    workspace: Path, *, settings: Settings, sides: tuple[Polarity, ...] = FINDING_SIDES, granularity: Granularity
) -> Discovery:
    """Cluster the sentences that no pattern covers.

    Args:
        workspace: its folder; only read.
        settings: whose codebook and encoder to use.
        sides: which ones to look at; `none` stands for sentences that state no finding.
        granularity: what counts as a cluster.

    Raises:
        UsageError: there is no workspace.
        ConfigError: the workspace's vectors come from another encoder than the settings name.
    """
    with reading(workspace) as connection:
        connection.execute("BEGIN")  # one view of the workspace, whatever another process writes meanwhile
        reports = read_reports(connection)
        counting = _drop_reprints(connection, reports)
        sentences = _read_sentences(connection, reports, with_plain=Polarity.NONE in sides)
        ids = {hit.finding_id: row_id for row_id, (hit, _) in sentences.items()}
        kept = {report.report_id for report in counting}
        uncovered = select_uncovered((pair for pair in sentences.values() if pair[0].report_id in kept), sides)
        table = open_vectors(connection, workspace)
        places = table.positions(np.array([ids[found.finding_id] for found in uncovered], np.int64))
        clusters = _find_clusters(
            uncovered, table, places, settings=settings, sides=sides, granularity=granularity
        )
    hits = [hit for hit, _ in sentences.values()]
    coverage = tuple(measure_coverage(reports, hits, looked_at=uncovered, clusters=clusters))
    clustered = {member.finding_id for cluster in clusters for member in cluster.members}
    return Discovery(
        n_reports=len(counting),
        n_findings=sum(row.n_findings for row in coverage),
        n_covered=sum(row.n_covered for row in coverage),
        n_looked_at=len(uncovered),
        clusters=clusters,
        unclustered=tuple(found for found in uncovered if found.finding_id not in clustered),
        coverage=coverage,
    )


def _drop_reprints(connection: Connection, reports: list[ReportRow]) -> list[ReportRow]:
    manuscripts = (
        Manuscript(report_id=r.report_id, text=read_text(connection, r.report_id), facts=make_facts(r))
        for r in reports
    )
    return drop_reprints(reports, find_reprints(manuscripts))


def _read_sentences(
    connection: Connection, reports: list[ReportRow], *, with_plain: bool
) -> dict[int, tuple[Hit, str]]:
    """Return the sentences with a side or a pattern, or all, by row id; in the order of reports and text."""
    polarities = [side for side in Polarity if with_plain or side is not Polarity.NONE]
    ids = {row_id for side in polarities for row_id in filtered_ids(connection, Filters(polarity=side)).tolist()}
    hits = load_hits(connection, sorted(ids))
    order = {report.report_id: place for place, report in enumerate(reports)}
    return dict(sorted(hits.items(), key=lambda item: (order[item[1][0].report_id], item[0])))


def _find_clusters(
    uncovered: tuple[Uncovered, ...],
    table: VectorTable,
    places: Places,
    *,
    settings: Settings,
    sides: tuple[Polarity, ...],
    granularity: Granularity,
) -> tuple[Cluster, ...]:
    if len(uncovered) < granularity.min_size:
        return ()
    codebook = load_codebook(find_config(settings.codebook))
    texts = [text for pattern in codebook.patterns for text in pattern_texts(pattern)]
    known = _encode(texts, table, settings)
    mean = careful_mean(table.rows)
    return find_clusters(
        uncovered,
        centre(table.rows[places], mean),
        sides=sides,
        landmarks=place_landmarks(codebook, centre(known, mean)),
        granularity=granularity,
    )


def _encode(texts: Sequence[str], table: VectorTable, settings: Settings) -> Floats:
    """Return the vectors of texts that are to be compared with those of the workspace."""
    encoder = load_encoder(settings.encode)
    check_encoder(table, encoder, compared="codebook")
    return encoder.encode(texts).astype(np.float64)
