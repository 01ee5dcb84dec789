"""How each table of the export set stands in a workbook: its tab, its title, its notes, what comes first."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportminer.export import workbook_notes as note
from reportminer.export.model import TableSpec
from reportminer.export.workbook_model import MOST_ROWS

HIDDEN = ("bbox", "start", "end", "sha256")
"""Columns that only programs read."""
MOST_MENTIONS = 100_000
"""Rows of a list of mentions: nobody reads more, and each cell costs some 400 bytes of memory in any program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a table stands in a workbook."""

    name: str
    """Of its tab."""
    title: str
    """What it is."""
    notes: tuple[int, ...] = ()
    """Numbers of its notes."""
    lead: tuple[str, ...] = ()
    """Columns that come first."""
    has_links: bool = False
    """Whether each row leads to its page."""
    most_rows: int = MOST_ROWS
    """Rows that are written."""


_REPORT, _PATTERN = ("report", "area", "page", "link"), ("pattern", "theme")
PLANS: Mapping[str, Plan] = {
    "recurrence.csv": Plan(
        name="Patterns",
        title="How often each pattern recurs, counted over reports",
        notes=(note.COUNTING, note.INTERVAL, note.TAGGER, note.REPEATS),
        lead=(*_PATTERN, "polarity", "n_reports", "n_reports_read", "share_of_reports", "ci_low", "ci_high"),
    ),
    "findings.csv": Plan(
        name="Findings",
        title="Findings: every sentence with a pattern or a side",
        notes=(note.TAGGER, note.REPEATS, note.SIDES, note.PAGES, note.SOURCES),
        lead=("report", "area", "published", "page", "link", "text", "polarity", "patterns", "accepted"),
        has_links=True,
    ),
    "tags.csv": Plan(
        name="Findings_by_pattern",
        title="Findings by pattern: one row for each pattern of a finding, for pivot tables",
        notes=(note.COUNTING, note.TAGGER, note.REPEATS, note.SOURCES),
    ),
    "pattern_by_area.csv": Plan(
        name="Patterns_by_area",
        title="Number of findings by area and pattern",
        notes=(note.TAGGER, note.REPEATS),
    ),
    "theme_by_area.csv": Plan(
        name="Themes_by_area",
        title="Number of findings by area and theme",
        notes=(note.TAGGER, note.REPEATS),
    ),
    "silences.csv": Plan(
        name="Silences",
        title="Silences: patterns that were looked for in a report and not found",
        notes=(note.SILENCE, note.TAGGER),
        lead=("report", "area", *_PATTERN, "best_score", "page", "link"),
        has_links=True,
    ),
    "theme_balance.csv": Plan(
        name="Theme_balance",
        title="Good practice and failure by theme, over reports",
        notes=(note.SIDES, note.BALANCE, note.INTERVAL, note.TAGGER),
        lead=("theme",),
    ),
    "pattern_profiles.csv": Plan(
        name="Pattern_profiles",
        title="Patterns in more detail: areas, years, how far said to hold, in whose words, corrected counts",
        notes=(note.SIDES, note.TAGGER, note.CORRECTED, note.REPEATS),
        lead=(*_PATTERN, "polarity"),
    ),
    "cooccurrence.csv": Plan(
        name="Patterns_together",
        title="Patterns that stand together in one report or below the same headings",
        notes=(note.TOGETHER, note.TAGGER),
    ),
    "saturation.csv": Plan(
        name="Saturation",
        title="Saturation: patterns found in a growing number of reports",
        notes=(note.SATURATION, note.TAGGER),
    ),
    "changes.csv": Plan(
        name="Changes",
        title="Patterns in a review and in the progress review of the same area",
        notes=(note.COMPARING, note.TAGGER),
        lead=("area", "earlier_report", "report", *_PATTERN, "polarity", "change"),
    ),
    "area_twins.csv": Plan(
        name="Area_twins",
        title="Areas whose reports speak of the same themes on the same sides",
        notes=(note.COMPARING, note.TAGGER),
        lead=("area", "twin"),
    ),
    "contradictions.csv": Plan(
        name="Opposed_passages",
        title="Passages of one report on one theme that take opposite sides",
        notes=(note.COMPARING, note.SIDES, note.SOURCES),
        lead=("report", "area", "theme", "kind", "likeness", "good_practice_text", "failure_text"),
    ),
    "recommendations.csv": Plan(
        name="Recommendations",
        title="Recommendations of the reports",
        notes=(note.PAGES, note.SOURCES),
        lead=(*_REPORT, "number", "text", "addressee", "deadline"),
        has_links=True,
    ),
    "responses.csv": Plan(
        name="Responses",
        title="Recommendations and what a response, or a later review, says of them",
        notes=(note.PAGES, note.SOURCES),
        lead=("report", "number", "recommendation", "response", "page", "link", "answer", "text"),
        has_links=True,
    ),
    "quotations.csv": Plan(
        name="Quotations",
        title="Words of people that the reports quote",
        notes=(note.PAGES, note.SOURCES),
        lead=(*_REPORT, "text", "speaker", "role", "organisation"),
        has_links=True,
    ),
    "statistics.csv": Plan(
        name="Statistics",
        title="Figures in the reports, each in its sentence",
        notes=(note.PAGES, note.SOURCES),
        lead=("report", "page", "link", "figure", "measure", "value", "unit", "period", "area", "text"),
        has_links=True,
    ),
    "themes.csv": Plan(
        name="Theme_phrases",
        title="Phrases of the reports that belong to a theme",
        notes=(note.SOURCES,),
        lead=("report", "page", "theme", "text"),
        most_rows=MOST_MENTIONS,
    ),
    "entities.csv": Plan(
        name="Names",
        title="Names in the reports: bodies, places, people, dates and amounts",
        notes=(note.SOURCES,),
        lead=("report", "page", "text", "label", "canonical", "code"),
        most_rows=MOST_MENTIONS,
    ),
    "repeats.csv": Plan(
        name="Repeats",
        title="Findings that do not count, or not for all their patterns, as they repeat another",
        notes=(note.REPEATS,),
        lead=("report", "text", "kind"),
    ),
    "reports.csv": Plan(
        name="Reports",
        title="Input files: reports that were read, and files that were not",
        notes=(note.COUNTING, note.DATES, note.SOURCES),
        lead=("title", "area", "report_type", "publisher", "published", "status", "reason"),
    ),
    "pages.csv": Plan(
        name="Pages",
        title="Pages of the reports and how they were read",
        lead=("report", "page"),
        most_rows=MOST_MENTIONS,
    ),
    "tables.csv": Plan(
        name="Tables_found",
        title="Tables found in the reports",
        notes=(note.PAGES,),
        lead=("report", "page", "link", "caption"),
        has_links=True,
    ),
    "skipped.csv": Plan(name="Not_read", title="Files and pages that were not read in full"),
    "codebook.csv": Plan(
        name="Codebook",
        title="Codebook: the patterns that were looked for",
        notes=(note.LISTS,),
        lead=("pattern", "theme", "polarity", "definition"),
    ),
    "data_dictionary.csv": Plan(name="Columns", title="Columns of all tables and what they mean"),
}
"""By the name of the CSV file."""


def plan_table(spec: TableSpec) -> Plan:
    """Return how a table stands in a workbook, also one that is not planned for."""
    if found := PLANS.get(spec.file):
        return found
    stem = spec.file.removesuffix(".csv")
    name, title = stem[:1].upper() + stem[1:], stem.replace("_", " ").capitalize()
    return Plan(name=name, title=f"{title}: each row is {spec.row_is}")
