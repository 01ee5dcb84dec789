"""The tables of discovery: clusters, their members, and the coverage of each report."""

from reportminer.export.columns import (
    AREA,
    FINDING_ID,
    PAGE,
    POLARITIES,
    PUBLISHED,
    REPORT_ID,
    REPORT_ORDER,
    SIDES,
    make_count,
    make_list,
    make_share,
)
from reportminer.export.model import Column, Kind, TableSpec
from reportminer.records import Polarity

_CLUSTER_ID = (
    "The cluster: C and 8 hex digits of the hash of its members' ids; the same as long as its members are."
)
_TITLE = Column(name="title", meaning="Title of the report, or its file name.", example="Northbridge: review")


def _cosine(name: str, meaning: str, example: str) -> Column:
    return Column(name=name, meaning=meaning, kind=Kind.NUMBER, unit="cosine", low=-1, high=1, example=example)


CLUSTERS = TableSpec(
    file="clusters.csv",
    row_is="a cluster of sentences that no pattern covers",
    order="those of most reports first, then the largest, then the closest",
    key=("cluster_id",),
    columns=(
        Column(name="cluster_id", meaning=_CLUSTER_ID, example="C0a1b2c3d", required=True),
        Column(
            name="polarity",
            meaning="The cluster's side; none where its sentences state no finding.",
            allowed=(*SIDES, Polarity.NONE),
            example="failure",
            required=True,
        ),
        make_count("n_findings", "Members.", "sentences", required=True),
        make_count("n_reports", "Reports in which they stand.", "reports", "4", required=True),
        make_count("n_areas", "Areas of those reports, as far as known.", "areas", "3", required=True),
        make_list("terms", "Words and phrases that set it apart, the most telling first.", "agency staff;rota"),
        _cosine("cohesion", "Mean cosine between two members: more is closer.", "0.3412"),
        Column(
            name="nearest_pattern",
            meaning="The pattern of the codebook that comes nearest; of the same side where there is one.",
            example="staff_shortages",
            required=True,
        ),
        _cosine("nearest_score", "Cosine between the middles of the cluster and of that pattern.", "0.4630"),
        Column(
            name="proposed_pattern",
            meaning="Id of the draft in proposed-codebook.toml.",
            example="agency_staff_rota",
            required=True,
        ),
        Column(name="proposed_theme", meaning="Its theme: that of the nearest pattern.", example="workforce"),
        Column(name="proposed_definition", meaning="Its definition, a draft.", example="Draft, to be edited: …"),
        make_list(
            "example_finding_ids",
            "The most typical members, from different reports as far as there are five.",
            "R0a1b2c3d4e5f-9c8d7e6f",
        ),
    ),
)

MEMBERS = TableSpec(
    file="members.csv",
    row_is="a sentence that was compared; a mixed one may be in a cluster of either side",
    order="as clusters.csv, the most typical first; then those in no cluster, in reading order",
    key=("cluster_id", "finding_id"),
    refers=(("cluster_id", "clusters.csv", "cluster_id"),),
    columns=(
        Column(name="cluster_id", meaning="Its cluster; empty where it is in none.", example="C0a1b2c3d"),
        _cosine("typicality", "Cosine to the middle of its cluster; empty where it is in none.", "0.7215"),
        FINDING_ID,
        REPORT_ID,
        _TITLE,
        AREA,
        PUBLISHED,
        PAGE,
        Column(name="page_label", meaning="Page number as printed, or empty.", example="iv"),
        Column(name="section", meaning="Headings above it, joined by >.", example="Findings > Staff"),
        Column(name="text", meaning="The sentence.", example="The rota was filled by agencies.", required=True),
        Column(name="polarity", meaning="Its side.", allowed=tuple(POLARITIES), example="failure", required=True),
    ),
)

COVERAGE = TableSpec(
    file="coverage.csv",
    row_is="a report that was read",
    order=REPORT_ORDER,
    key=("report_id",),
    columns=(
        REPORT_ID,
        _TITLE,
        AREA,
        PUBLISHED,
        make_count("n_sentences", "Sentences of the report.", "sentences", "412", required=True),
        make_count("n_findings", "Those with a side or a pattern.", "sentences", "96", required=True),
        make_count("n_covered", "Findings with at least one pattern.", "sentences", "61", required=True),
        make_share("share_covered", "n_covered out of n_findings; empty without findings.", "0 to 1", "0.6354"),
        make_count(
            "n_looked_at",
            "Sentences without a pattern that were compared: long enough, and not said before, in this report or "
            "another; none of a report that reprints another.",
            "sentences",
            "30",
            required=True,
        ),
        make_count("n_clustered", "Those of them that are in a cluster.", "sentences", "12", required=True),
    ),
)
