"""Clusters of what no pattern covers, and coverage."""

from dataclasses import replace

from reportminer.analyse.discovery import FINDING_SIDES, Granularity, find_clusters
from reportminer.analyse.discovery_coverage import measure_coverage
from reportminer.analyse.discovery_records import Cluster, Uncovered
from tests.analyse.rows import make_report
from tests.analyse.uncovered import make_hit, make_landmarks, make_rows, make_uncovered


def clusters_of(axes: list[int], found: list[Uncovered], **options: float) -> tuple[Cluster, ...]:
    """The clusters of sentences, each near the axis named."""
    return find_clusters(
        found,
        make_rows(axes),
        sides=FINDING_SIDES,
        landmarks=make_landmarks(),
        granularity=Granularity(**options),  # type: ignore[arg-type]
    )


AXES = [0, 1, 0, 1, 0, 1, 1]
FOUND = [make_uncovered(name, area=name[:2]) for name in ("R1-a", "R1-b", "R1-c", "R2-a", "R1-d", "R3-a", "R3-b")]


def test_a_cluster_has_all_its_members() -> None:
    """The most typical comes first, and size, reports and areas are counted."""
    (first, second) = clusters_of(AXES, FOUND)
    assert {m.finding_id for m in first.members} == {"R1-b", "R2-a", "R3-a", "R3-b"}
    assert (first.n_findings, first.n_reports, first.n_areas) == (4, 3, 3)
    scores = [m.typicality or 0 for m in first.members]
    assert scores == sorted(scores, reverse=True)
    assert 0 < first.cohesion <= 1
    assert first.nearest_pattern == "bad_flow"
    assert {m.finding_id for m in second.members} == {"R1-a", "R1-c", "R1-d"}


def test_most_reports_come_first() -> None:
    """A cluster of two reports stands before a larger one of one report."""
    found = [replace(m, report_id="R1") for m in FOUND[:5]] + FOUND[5:]
    assert [c.n_reports for c in clusters_of([0, 1, 0, 0, 0, 1, 1], found)] == [2, 1]


def test_sides_are_never_mixed() -> None:
    """Like sentences of two sides are two clusters; a mixed one is in both."""
    sides = ["failure"] * 3 + ["good_practice"] * 3 + ["mixed"]
    found = [replace(m, polarity=side) for m, side in zip(FOUND, sides, strict=True)]
    clusters = clusters_of([0] * 7, found)
    assert {(c.polarity, c.n_findings) for c in clusters} == {("failure", 4), ("good_practice", 4)}
    assert all("R3-b" in {m.finding_id for m in c.members} for c in clusters)


def test_small_groups_are_no_cluster() -> None:
    """The least size can be chosen."""
    assert [c.n_findings for c in clusters_of(AXES, FOUND, min_size=4)] == [4]
    assert len(clusters_of([0, 0], FOUND[:2])) == 0
    assert len(clusters_of([0, 0], FOUND[:2], min_size=2)) == 1


def test_order_of_the_sentences_does_not_matter() -> None:
    """The same sentences give the same clusters with the same ids."""
    rows = make_rows(AXES)
    options = {"sides": FINDING_SIDES, "landmarks": make_landmarks(), "granularity": Granularity()}
    forwards = find_clusters(FOUND, rows, **options)  # type: ignore[arg-type]
    backwards = find_clusters(FOUND[::-1], rows[::-1], **options)  # type: ignore[arg-type]
    assert [(c.cluster_id, c.members, c.terms) for c in forwards] == [
        (c.cluster_id, c.members, c.terms) for c in backwards
    ]


def test_an_id_names_its_members() -> None:
    """Another member makes another cluster id; other clusters keep theirs."""
    more = [*FOUND, make_uncovered("R9-a")]
    before, after = clusters_of(AXES, FOUND), clusters_of([*AXES, 0], more)
    kept = {c.cluster_id for c in before} & {c.cluster_id for c in after}
    assert len(before) == len(after) == 2
    assert len(kept) == 1


def test_coverage_is_out_of_the_findings() -> None:
    """Sentences that state no finding do not count; a report without findings has no share."""
    hits = [
        make_hit("R1-a", "x", patterns=("p",), polarity="none"),
        make_hit("R1-b", "x"),
        make_hit("R1-c", "x", polarity="none"),
        make_hit("R1-d", "x", patterns=("p", "q")),
    ]
    looked_at = [make_uncovered("R1-b"), make_uncovered("R1-c")]
    first, second = measure_coverage(
        [make_report("R1"), make_report("R2")], hits, looked_at=looked_at, clusters=()
    )
    assert (first.n_findings, first.n_covered, first.share_covered) == (3, 2, 2 / 3)
    assert (first.n_looked_at, first.n_clustered) == (2, 0)
    assert (second.n_findings, second.share_covered) == (0, None)


def test_a_sentence_in_two_clusters_counts_once() -> None:
    """Coverage counts sentences, not memberships."""
    found = [replace(m, polarity="mixed", report_id="R1") for m in FOUND[:3]]
    clusters = clusters_of([0] * 3, found)
    (row,) = measure_coverage([make_report("R1")], [], looked_at=found, clusters=clusters)
    assert (len(clusters), row.n_looked_at, row.n_clustered) == (2, 3, 3)
