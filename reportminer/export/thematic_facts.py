"""What the thematic report tells of, ready to be put into words: the workflow fills it, the chapters read it.

Names are for people; ids are those of the export set, in which every number here stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reportminer.records import AreaCounts, Recurrence
from reportminer.store.views import FileRow, ReportRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of a report that is quoted."""

    finding_id: str
    """Its id."""
    text: str
    """As it stands."""
    citation: str
    """How to cite it."""
    href: str
    """Address of its page; empty where there is none."""
    polarity: str
    """Its side."""
    is_accepted: bool = False
    """Whether its tag reaches the stated precision."""
    n_repeats: int = 0
    """Passages that say nearly the same word for word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """The passage that comes nearest to a pattern among the reports in which it was not found."""

    passage: Passage
    """The passage."""
    report_id: str
    """Its report."""
    score: float
    """Its probability, 0 to 1."""
    note: str
    """A `NotTagged`, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What a count would be without the tagger's mistakes, as far as a review can tell."""

    value: float
    """Reports."""
    low: float | None
    """Lower end of its interval; None where too little was read."""
    high: float | None
    """Upper end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternFacts:
    """A pattern with its evidence."""

    pattern_id: str
    """Its id."""
    name: str
    """For people."""
    definition: str
    """Of the codebook; may be empty."""
    theme_id: str
    """Its theme."""
    recurrence: Recurrence
    """Counts over reports, with interval."""
    quotations: tuple[Passage, ...] = ()
    """The most typical, at most one an area."""
    counter_evidence: tuple[Passage, ...] = ()
    """Passages of the opposite side on its theme."""
    opposite: tuple[str, ...] = ()
    """Ids of the theme's patterns of the opposite side that were found."""
    voices: tuple[tuple[str, int], ...] = ()
    """Findings by who says so, most first."""
    n_silent: int = 0
    """Counted reports that were searched for it and do not have it."""
    nearest: NearMiss | None = None
    """Of these the one that comes nearest."""
    corrected: Corrected | None = None
    """Reports with it, corrected by a review; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesOfTheme:
    """Reports on a theme by side."""

    n_reports: int
    """Counted reports with a finding on it that takes a side."""
    only_good: int
    """Of these, with good practice alone."""
    only_failure: int
    """With failure alone."""
    both: int
    """With both."""
    n_good_practice: int
    """Findings of good practice."""
    n_failure: int
    """Findings of failure."""
    n_mixed: int
    """Findings of both."""
    balance: float | None
    """-1 (failure alone) to 1 (good practice alone), mean over reports; None where no report takes a side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceFacts:
    """A recommendation."""

    report_id: str
    """Its report."""
    text: str
    """In full."""
    citation: str
    """Where it stands."""
    href: str
    """Address of its page; may be empty."""
    number: str
    """As printed, or empty."""
    addressee: str
    """Who is to do it, or empty."""
    deadline: str
    """By when, or empty."""
    themes: tuple[str, ...]
    """Ids of its themes."""
    is_formal: bool
    """Whether it is numbered, titled or listed as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFacts:
    """A theme with its evidence."""

    theme_id: str
    """Its id."""
    label: str
    """For people."""
    n_findings: int
    """Findings about it, a repeated passage once."""
    sides: SidesOfTheme
    """Reports on it by side."""
    patterns: tuple[PatternFacts, ...]
    """In the codebook's order."""
    advice: tuple[AdviceFacts, ...] = ()
    """Recommendations on it, formal ones first, at most one a report."""
    n_advice: int = 0
    """How many there are."""

    @property
    def is_told(self) -> bool:
        """Whether there is anything to tell of it."""
        return bool(self.n_findings or any(pattern.recurrence.n_reports for pattern in self.patterns))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """A report that was read."""

    row: ReportRow
    """Its facts."""
    title: str
    """Its title, or its file's name."""
    n_findings: int
    """Its findings."""
    is_counted: bool
    """Whether shares are out of it."""
    reprint_of: str
    """Title of the report that it prints again, or empty."""
    href: str
    """Address of its file; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadFile:
    """A file that was not read, or not in full."""

    row: FileRow
    """Its facts."""
    reason: str
    """Why, in plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveFacts:
    """How new patterns come with further reports."""

    points: tuple[tuple[int, float, float, float, int], ...]
    """Reports, mean number of patterns, its lower and upper end, and the number in order of publication."""
    report_ids: tuple[str, ...]
    """The report that is added at each point."""
    n_patterns: int
    """Patterns looked for."""
    n_found: int
    """Patterns found."""
    once: tuple[str, ...]
    """Names of those found in one report only."""
    expected_new: float
    """New patterns to expect of one further report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFacts:
    """Two patterns that stand together."""

    within: str
    """`report` or `section`."""
    one: str
    """Id of the first."""
    other: str
    """Id of the second."""
    names: tuple[str, str]
    """Both for people."""
    n_both: int
    """Units with both."""
    n_units: int
    """Units in all."""
    lift: float
    """1 is chance."""
    low: float
    """Lower end of its interval."""
    high: float
    """Upper end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionFacts:
    """Two passages of one report that take opposite sides on one theme."""

    report_title: str
    """The report."""
    theme_id: str
    """The theme."""
    theme_label: str
    """For people."""
    is_summary_against_body: bool
    """Whether one stands in the summary and the other in the body."""
    summary_id: str
    """Id of the one in the summary, or empty."""
    good_practice: Passage
    """The one."""
    failure: Passage
    """The other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFacts:
    """A pattern in a review and in the progress review of the same area."""

    area: str
    """The area."""
    before_id: str
    """Id of the review."""
    before: str
    """Its title."""
    after_id: str
    """Id of the progress review."""
    after: str
    """Its title."""
    pattern_id: str
    """The pattern."""
    name: str
    """For people."""
    polarity: str
    """Its side."""
    change: str
    """`gone`, `new` or `still_there`."""
    n_before: int
    """Findings in the review."""
    n_after: int
    """Findings in the progress review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinFacts:
    """An area and the one that is most like it."""

    area: str
    """The area."""
    area_code: str
    """Its code, or empty."""
    twin: str
    """The other area."""
    likeness: float
    """Cosine of their profiles, 0 to 1."""
    mean_likeness: float
    """Mean over all other areas."""
    alike: tuple[tuple[str, str], ...]
    """Labels of themes and their sides that make them alike, that which weighs most first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share with its interval."""

    value: float | None
    """0 to 1; None where nothing speaks of it."""
    low: float
    """Lower end."""
    high: float
    """Upper end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """What people who read a sample of sentences found of the program's tags."""

    n_rows: int
    """Sentences read at random."""
    precision: Share
    """Share of the tags that people gave too."""
    recall: Share
    """Share of people's codes that the program gave too."""
    precision_accepted: Share
    """The same of accepted tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that the report tells of."""

    title: str
    """Of the report."""
    theme_id: str
    """The theme that it is narrowed to, or empty."""
    codebook_title: str
    """May be empty."""
    codebook_version: str
    """May be empty."""
    reports: tuple[ReadReport, ...]
    """In the stated order."""
    unread: tuple[UnreadFile, ...]
    """Files not read, or not in full, and copies."""
    n_files: int
    """Input files."""
    n_pages: int
    """Pages of the counted reports."""
    n_findings: int
    """Rows of findings.csv."""
    n_repeats: int
    """Findings that do not count, or not for all their patterns, because they repeat others."""
    n_boilerplate: int
    """Of these, template text."""
    areas: tuple[AreaCounts, ...]
    """Findings by area and pattern."""
    shades: tuple[int, ...]
    """Least number of findings of each shade of a chart by area, ascending, the first is 1."""
    themes: tuple[ThemeFacts, ...]
    """In the codebook's order."""
    advice: tuple[AdviceFacts, ...]
    """Formal recommendations, in the order of the reports."""
    advice_by_report: Mapping[str, tuple[int, int]]
    """Formal recommendations and all of them, by report; reports without any are left out."""
    n_advice: int
    """All recommendations."""
    n_formal: int
    """Formal ones."""
    curve: CurveFacts | None
    """New patterns per further report; None where the report is narrowed to a theme."""
    pairs: tuple[PairFacts, ...]
    """Patterns that stand together more often than chance."""
    least_together: int
    """Reports in which two patterns must stand together to be listed."""
    contradictions: tuple[ContradictionFacts, ...]
    """Those shown."""
    n_contradictions: int
    """All of them."""
    changes: tuple[ChangeFacts, ...]
    """Between reviews and their progress reviews."""
    twins: tuple[TwinFacts, ...]
    """The nearest of each area."""
    machine: str
    """Name and version of what gave the tags; of several all."""
    card: Mapping[str, Any] = field(default_factory=dict)
    """Held-out figures of the model's card; empty where there is no card."""
    n_labels: int = 0
    """Sentences that the model learned from; 0 where that is not known."""
    is_coded_by_model: bool = False
    """Whether those were coded by a language model, not by people: so the shipped model."""
    has_learned_here: bool = False
    """Whether some of them stand in reports that are counted here."""
    review: ReviewFacts | None = None
    """What a review found; None where nobody has read at random."""

    @property
    def counted(self) -> tuple[ReadReport, ...]:
        """The reports that shares are out of."""
        return tuple(report for report in self.reports if report.is_counted)

    @property
    def patterns(self) -> tuple[PatternFacts, ...]:
        """All patterns, in the codebook's order."""
        return tuple(pattern for theme in self.themes for pattern in theme.patterns)
