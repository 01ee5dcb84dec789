"""What discovery looks at and what it finds."""

from dataclasses import dataclass

from reportminer.codebook.model import Pattern
from reportminer.records import Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """A sentence that no pattern covers."""

    finding_id: str
    """Its id."""
    report_id: str
    """Its report."""
    title: str
    """Title of the report, or its file name."""
    area: str
    """Area of the report; may be empty."""
    published: str
    """ISO date to the precision known, or empty."""
    page: int
    """From 1; 0 where the form has no pages."""
    page_label: str
    """As printed, or empty."""
    section: str
    """Headings joined by " > "."""
    text: str
    """The sentence."""
    polarity: str
    """A `Polarity`: the sentence's own."""
    typicality: float | None = None
    """Cosine to the middle of its cluster, -1 to 1, more is closer; None where it is in no cluster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Sentences of one side that say much the same and that no pattern covers."""

    cluster_id: str
    """`C` and 8 hex digits of the hash of its members' ids: the same as long as its members are."""
    polarity: Polarity
    """Its side: `good_practice`, `failure`, `neutral`, or `none` for sentences that state no finding."""
    n_findings: int
    """Members."""
    n_reports: int
    """Reports in which they stand."""
    n_areas: int
    """Areas of those reports, those not known left aside."""
    cohesion: float
    """Mean cosine between two members, -1 to 1; more is closer."""
    terms: tuple[str, ...]
    """Words and phrases that set it apart, the most telling first."""
    nearest_pattern: str
    """Id of the pattern that comes nearest; one of the same side where the codebook has any."""
    nearest_score: float
    """Cosine between the middles of the cluster and of that pattern, -1 to 1."""
    proposal: Pattern
    """A first draft of a new pattern, for a person to edit."""
    members: tuple[Uncovered, ...]
    """All of them, the most typical first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of what a report finds is covered by patterns."""

    report_id: str
    """The report."""
    title: str
    """Title, or the name of its file."""
    area: str
    """Area reviewed; may be empty."""
    published: str
    """ISO date to the precision known, or empty."""
    n_sentences: int
    """Sentences of the report."""
    n_findings: int
    """Those that state a finding: with a side, or with a pattern."""
    n_covered: int
    """Findings with at least one pattern."""
    share_covered: float | None
    """`n_covered / n_findings`, 0 to 1; None where there is no finding."""
    n_looked_at: int
    """Sentences without a pattern that were compared: long enough, and not said before."""
    n_clustered: int
    """Those of them that are in a cluster."""
