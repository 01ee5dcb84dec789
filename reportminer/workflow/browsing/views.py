"""The records that the pages of the evidence browser show; `browser.Browser` fills them.

A page's record holds all that its template needs, in the order in which it is shown; a template only formats.
"""

from dataclasses import dataclass

from reportminer.codebook.model import Pattern
from reportminer.records import BBox, Hit, Recommendation, Recurrence
from reportminer.store.extracted import Stored
from reportminer.store.matching import Filters
from reportminer.store.views import FileRow, FindingRow, PageRow, ReportRow
from reportminer.workflow.showing import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternEntry:
    """A pattern with how often it recurs."""

    pattern_id: str
    """From the codebook, or an older one that stored tags still carry."""
    name: str
    """For people: "No shared vision"."""
    definition: str
    """Of the codebook; empty where it no longer knows the pattern."""
    theme_id: str
    """Its theme."""
    theme_label: str
    """The theme's name for people."""
    recurrence: Recurrence
    """Counts over reports, with interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeEntry:
    """A theme with its counts; repeated passages count once."""

    theme_id: str
    """From the codebook."""
    label: str
    """For people."""
    n_reports: int
    """Counted reports with a finding about it."""
    n_total: int
    """Counted reports."""
    n_findings: int
    """Findings about it."""
    n_good_practice: int
    """Those that tell of good practice."""
    n_failure: int
    """Those that tell of failure."""
    n_other: int
    """Mixed and neutral ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEntry:
    """An area with its counts."""

    key: str
    """For addresses: its GSS code, or its name in lower case with hyphens; `no-area` for reports without one."""
    name: str
    """For people; "No area stated" for reports without one."""
    code: str
    """GSS code, or empty."""
    n_reports: int
    """Counted reports."""
    n_findings: int
    """Findings, repeated passages once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    """A report that was read, as listed."""

    report: ReportRow
    """Its facts."""
    title: str
    """Its title, or its file's name."""
    area_key: str
    """`AreaEntry.key` of its area."""
    n_findings: int
    """Its findings."""
    reprint_of: str
    """Id of the report that it prints again, or empty; a reprint is not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A finding as listed: a quotation and where it stands."""

    finding: FindingRow
    """The sentence, its place and codes."""
    report: ReportEntry
    """Its report."""
    citation: str
    """How to cite it."""
    repeats: tuple[str, ...] = ()
    """Ids of passages that say nearly the same word for word, folded into this one."""
    counts: bool = True
    """Whether it is among the findings counted on this page; not if it stands in a reprint or only repeats another
    report's passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The first page."""

    workspace: str
    """Name of the workspace's folder (its last part, never a whole path)."""
    statuses: tuple[tuple[str, int], ...]
    """How many input files ended in each status that occurs."""
    n_files: int
    """Input files."""
    n_reports: int
    """Reports that are counted."""
    n_pages: int
    """Pages of the reports that were read."""
    n_sentences: int
    """Sentences."""
    n_findings: int
    """Sentences with a pattern or a side."""
    reports: tuple[ReportEntry, ...]
    """All that were read."""
    good_practice: tuple[PatternEntry, ...]
    """Found in at least one report, by falling number of reports, then findings, then id."""
    failure: tuple[PatternEntry, ...]
    """Likewise."""
    not_found: tuple[PatternEntry, ...]
    """Patterns found in no report."""
    themes: tuple[ThemeEntry, ...]
    """In the codebook's order."""
    areas: tuple[AreaEntry, ...]
    """By name; reports without an area last."""
    unread: tuple[FileRow, ...]
    """Files that were not read, or only in part."""
    neutral: tuple[PatternEntry, ...] = ()
    """Patterns without a side, ordered likewise; codebooks of other subjects have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value by which results can be narrowed."""

    value: str
    """As in `Filters`."""
    label: str
    """For people."""
    n: int
    """Results with it, among all results under the other filters."""
    selected: bool
    """Whether results are narrowed to it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to narrow results."""

    name: str
    """Field of `Filters`: `area`, `report_type`, `theme`, `pattern` or `polarity`."""
    label: str
    """For people."""
    values: tuple[FacetValue, ...]
    """By falling number, then label; only those that occur, or are selected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """An answer, or the empty form."""

    query: str
    """As asked; empty for the form alone, or for a list of all findings under the filters."""
    mode: str
    """`hybrid`, `lexical` or `semantic`."""
    filters: Filters
    """What it is narrowed to."""
    one_per_area: bool
    """Whether each area appears once."""
    hits: tuple[Hit, ...]
    """Those of this page, best first; without a query in the order of the reports."""
    first: int
    """Number of the first hit of this page, from 1."""
    n_hits: int
    """Results over all pages; with a query the best ones only (see `n_considered`)."""
    n_considered: int
    """How many of the best results facets and pages are made of; 0 where all were."""
    page: int
    """From 1."""
    n_pages: int
    """Pages of results."""
    facets: tuple[Facet, ...]
    """Ways to narrow, with counts."""
    suggestions: tuple[str, ...] = ()
    """Other spellings of the question, where its words stand nowhere."""
    problem: str = ""
    """Why the question could not be asked, in plain words; then there are no hits."""
    remarks: tuple[str, ...] = ()
    """What the person should know of the answer, in plain words: words that stand nowhere, why it is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPage:
    """A page of a report with rectangles to be marked on its picture."""

    report_id: str
    """Its report."""
    page: int
    """From 1."""
    label: str
    """As printed, or empty."""
    width: float
    """Points."""
    height: float
    """Points."""
    boxes: tuple[BBox, ...]
    """In points, origin at the top left."""
    can_be_drawn: bool
    """Whether an unchanged PDF is at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """A finding with its evidence."""

    receipt: Receipt
    """All that is known of it."""
    passage: Passage
    """The same as it is listed."""
    pages: tuple[MarkedPage, ...]
    """The pages on which it stands, in order; none where the form has no pages."""
    why_no_picture: str
    """Why no page can be drawn, or empty."""
    repeats: tuple[Hit, ...]
    """Passages that say nearly the same word for word."""
    similar: tuple[Hit, ...]
    """Findings of like meaning, of other areas first; those below `opposite` are left out."""
    opposite: tuple[Hit, ...]
    """Findings of like meaning with the opposite side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a report."""

    text: str
    """As printed."""
    level: int
    """1 is the highest."""
    page: int
    """0 where the form has no pages."""
    n_findings: int
    """Findings directly below it, before the next heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPageEntry:
    """A page of a report as listed."""

    page: PageRow
    """Its facts."""
    n_findings: int
    """Findings that begin on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report with its structure and profile."""

    entry: ReportEntry
    """The report."""
    files: tuple[FileRow, ...]
    """Files with its bytes."""
    can_be_drawn: bool
    """Whether an unchanged PDF is at hand."""
    headings: tuple[Heading, ...]
    """In reading order."""
    pages: tuple[ReportPageEntry, ...]
    """In order; none where the form has no pages."""
    themes: tuple[ThemeEntry, ...]
    """Themes found in it, by falling number of its findings; `n_reports` and `n_total` count all reports."""
    patterns: tuple[tuple[PatternEntry, int], ...]
    """Patterns found in it with the number of its findings, by falling number."""
    silent: tuple[PatternEntry, ...]
    """Patterns found in other reports and not in this one."""
    findings: tuple[Passage, ...]
    """In reading order."""
    recommendations: tuple[Stored[Recommendation], ...]
    """In reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """The passage of a report without the pattern that came nearest to it."""

    passage: Passage
    """The passage."""
    score: float
    """Its probability, 0 to 1."""
    note: str
    """Why it was not tagged though it reached the threshold (a `NotTagged`), or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternPage:
    """A pattern with its evidence for and against."""

    entry: PatternEntry
    """The pattern and its counts."""
    pattern: Pattern | None
    """As the codebook has it, or None."""
    confused_with: tuple[PatternEntry, ...]
    """Patterns easily taken for it."""
    areas: tuple[tuple[AreaEntry, int], ...]
    """Every area with the number of its findings, also 0; by falling number, then name."""
    quotations: tuple[Passage, ...]
    """All findings, balanced over areas: the most certain of each area first, then the second of each."""
    n_accepted: int
    """Findings that reach the stated precision."""
    near_misses: tuple[NearMiss, ...]
    """From reports in which it was not found, by falling score; at most 10."""
    contradicting: tuple[Passage, ...]
    """Findings of patterns of the same theme and the opposite side, balanced over areas; at most 20."""
    silent_reports: tuple[ReportEntry, ...]
    """Counted reports without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePage:
    """A theme with its patterns and quotations of both sides."""

    entry: ThemeEntry
    """The theme and its counts."""
    patterns: tuple[PatternEntry, ...]
    """In the codebook's order."""
    good_practice: tuple[Passage, ...]
    """Balanced over areas; at most 20."""
    failure: tuple[Passage, ...]
    """Likewise."""
    other: tuple[Passage, ...]
    """Mixed and neutral ones, likewise."""
    areas: tuple[tuple[AreaEntry, int], ...]
    """Every area with the number of its findings, by falling number, then name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPage:
    """An area with its reports, profile and findings."""

    entry: AreaEntry
    """The area and its counts."""
    reports: tuple[ReportEntry, ...]
    """In the order of publication."""
    patterns: tuple[tuple[PatternEntry, int], ...]
    """Patterns found with the number of the area's findings, by falling number."""
    silent: tuple[PatternEntry, ...]
    """Patterns found in other areas and not here."""
    findings: tuple[Passage, ...]
    """In the order of reports and text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Areas by patterns: how many findings."""

    areas: tuple[AreaEntry, ...]
    """Rows, by name."""
    patterns: tuple[PatternEntry, ...]
    """Columns: those found, good practice first, by falling number of reports."""
    counts: tuple[tuple[int, ...], ...]
    """(areas, patterns): findings, repeated passages once."""
    steps: tuple[int, ...]
    """Least count of each shade, ascending, the first is 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookPage:
    """What was looked for."""

    title: str
    """May be empty."""
    version: str
    """As its author counts; may be empty."""
    digest: str
    """SHA-256 of the content."""
    themes: tuple[tuple[ThemeEntry, tuple[tuple[Pattern, PatternEntry], ...]], ...]
    """Each theme with its patterns, in the codebook's order."""
    unknown: tuple[PatternEntry, ...] = ()
    """Patterns that stored tags carry and the codebook no longer knows."""
