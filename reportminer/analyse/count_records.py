"""What the counts of a thematic report are made of; every number names the findings or reports behind it.

Findings are named by id. Reports are counted, never mentions: a passage that repeats another is no fresh evidence
(see `analyse.recurrence`).
"""

from dataclasses import dataclass
from enum import StrEnum

from reportminer.records import Polarity, Recurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its 95 % interval."""

    value: float | None
    """None where it is not defined."""
    low: float | None
    """Lower end; None where too little is known to state one."""
    high: float | None
    """Upper end; None likewise."""


class RepeatKind(StrEnum):
    """How a passage repeats another."""

    BOILERPLATE = "boilerplate"
    """It stands nearly word for word in the reports of three or more areas: template text, counted for none."""
    NEAR_DUPLICATE = "near_duplicate"
    """It says once more what another passage says nearly word for word, in the same report or in another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A finding that is not counted, or not for all of its patterns, because it repeats another."""

    finding_id: str
    """The finding."""
    first_id: str
    """The passage that it repeats: the first of its group; of template text the first repeats itself."""
    kind: RepeatKind
    """How."""
    patterns: tuple[str, ...]
    """Those of its patterns that are not counted."""
    n_reports: int
    """Reports in which passages of the group stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """How often a pattern holds if the tagger's mistakes are allowed for, as far as people have read at random."""

    n_rows: int
    """Sentences that people read at random, all patterns together."""
    n_tags: int
    """Findings with the pattern as counted: what is corrected."""
    precision: Figure
    """Share of the pattern's tags that hold, 0 to 1."""
    recall: Figure
    """Share of the sentences with the pattern that the tagger finds, 0 to 1."""
    findings: Figure
    """Sentences that carry the pattern: `n_tags * precision / recall`."""
    reports: Figure
    """Reports in which at least one of the pattern's tags holds; those that the tagger missed are not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternCount:
    """How often a pattern recurs, where, when, how strongly and in whose words."""

    recurrence: Recurrence
    """Reports, interval, findings, areas and dates, as in recurrence.csv."""
    areas: tuple[str, ...]
    """Names of the areas, ascending; those not known left out."""
    first_year: str
    """Year of the earliest publication, or empty."""
    last_year: str
    """Year of the latest, or empty."""
    strengths: tuple[tuple[str, int], ...]
    """Findings by strength: `all`, `most`, `some`, `few` in this order, last "" where none is said; no zeros."""
    voices: tuple[tuple[str, int], ...]
    """Findings by who says so, most first; "" where nobody is named comes last."""
    finding_ids: tuple[str, ...]
    """The findings that count, in the order of findings.csv."""
    repeat_ids: tuple[str, ...]
    """Findings with the pattern that are not counted because they repeat another."""
    corrected: Corrected | None = None
    """Beside the raw counts, where a review has read sentences at random; else None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaturationPoint:
    """How many patterns are known after so many reports."""

    n_reports: int
    """From 1."""
    mean: float
    """Patterns found in that many reports, mean over all orders."""
    low: float
    """Of 100 random orders 2.5 have fewer patterns by then."""
    high: float
    """2.5 have more."""
    report_id: str
    """The report that is the so-manieth by publication."""
    n_patterns: int
    """Patterns found up to and with it, in the order of publication."""
    new_patterns: tuple[str, ...]
    """Patterns that it is the first to show, in the order of the codebook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saturation:
    """How new patterns come with further reports."""

    points: tuple[SaturationPoint, ...]
    """One a counted report."""
    n_patterns: int
    """Patterns that were looked for."""
    n_found: int
    """Those found."""
    once: tuple[str, ...]
    """Those found in one report only."""
    expected_new: float
    """New patterns to expect of one further report like these: `len(once) / n_reports`."""


class Together(StrEnum):
    """In what two patterns stand together."""

    REPORT = "report"
    SECTION = "section"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooccurrence:
    """Two patterns that stand together more, or less, often than chance would have it."""

    within: Together
    """In one report, or below one heading of one report."""
    one: str
    """The pattern that comes first in the codebook."""
    other: str
    """The second."""
    n_one: int
    """Units (reports or sections) with the first."""
    n_other: int
    """Units with the second."""
    n_both: int
    """Units with both."""
    n_units: int
    """Units in all: counted reports, or their sections with at least one pattern."""
    n_reports: int
    """Reports with such a unit; at least the minimal support."""
    lift: Figure
    """`n_both * n_units / (n_one * n_other)`: 1 is chance, more is together; interval over reports."""
    example: tuple[str, str]
    """Ids of a finding of each, from one unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeBalance:
    """What reports say of a theme: good practice against failure."""

    theme_id: str
    """The theme."""
    n_reports: int
    """Counted reports with a finding on it that takes a side."""
    n_total: int
    """Counted reports."""
    n_only_good: int
    """Reports with good practice and no failure."""
    n_only_failure: int
    """Reports with failure and no good practice."""
    n_both: int
    """Reports with both, mixed findings included."""
    n_good_practice: int
    """Findings of good practice, a repeated passage once."""
    n_failure: int
    """Findings of failure."""
    n_mixed: int
    """Findings of both."""
    balance: Figure
    """-1 (failure alone) to 1 (good practice alone): in each report (good - failure) / (good + failure + mixed),
    then the mean over reports, so that a long report has one voice as a short one."""


class ContradictionKind(StrEnum):
    """Where the two sides stand."""

    SUMMARY_AGAINST_BODY = "summary_against_body"
    """One in the report's summary, the other in its body."""
    WITHIN_REPORT = "within_report"
    """Both in the same part of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two passages of one report that take opposite sides on one theme: to be read together."""

    report_id: str
    """The report."""
    theme_id: str
    """The theme."""
    kind: ContradictionKind
    """Where they stand."""
    good_practice_id: str
    """The finding of good practice."""
    failure_id: str
    """The finding of failure."""
    summary_id: str
    """Which of the two stands in the summary; empty where neither, or both."""
    likeness: float
    """Cosine of the two sentences, -1 to 1; the closer in meaning, the more the two speak of the same thing."""
    n_good_practice: int
    """Findings of good practice on the theme in the report."""
    n_failure: int
    """Findings of failure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTwin:
    """An area and another one whose reports speak of the same themes on the same sides."""

    area: str
    """The area."""
    area_code: str
    """GSS code, or empty."""
    rank: int
    """1 is the nearest."""
    twin: str
    """The other area."""
    twin_code: str
    """GSS code, or empty."""
    likeness: float
    """Cosine of the shares of findings by theme and side, 0 to 1."""
    mean_likeness: float
    """Mean cosine of the area with all others: what the likeness is to be seen against."""
    n_findings: int
    """Findings of the area that take a side."""
    n_twin_findings: int
    """Those of the other."""
    alike: tuple[str, ...]
    """What makes them alike: `theme:side`, that which weighs most first."""


class Change(StrEnum):
    """What became of a pattern."""

    GONE = "gone"
    """The review tells of it, the progress review does not."""
    NEW = "new"
    """Only the progress review tells of it."""
    STILL_THERE = "still_there"
    """Both do."""
    REPEATED = "repeated"
    """The progress review only says once more, nearly word for word, what the review said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternChange:
    """A pattern in a review and in the progress review of the same area."""

    area: str
    """The area."""
    area_code: str
    """GSS code, or empty."""
    before: str
    """Id of the review."""
    after: str
    """Id of the progress review."""
    pattern_id: str
    """The pattern."""
    theme_id: str
    """Its theme."""
    polarity: Polarity
    """Its side."""
    change: Change
    """What became of it."""
    n_before: int
    """Findings in the review, a repeated passage once."""
    n_after: int
    """Findings in the progress review; passages that only repeat the words of the review are left out."""
    before_ids: tuple[str, ...]
    """The findings in the review, the most certain first."""
    after_ids: tuple[str, ...]
    """The findings in the progress review, likewise; where it only repeats the review, the repetitions."""
    best_score: float | None
    """For a pattern that is gone: the highest probability of any sentence of the progress review; else None."""
    nearest_id: str
    """That sentence, or empty."""
