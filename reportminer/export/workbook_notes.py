"""What a workbook says about itself: its cover and its notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportminer.codebook.model import Codebook
from reportminer.export.documents import ON_LICENCES
from reportminer.export.workbook_model import Note, SheetWritten
from reportminer.text import squash

TITLE = "Findings from review reports"

COUNTING, INTERVAL, TAGGER, CORRECTED, REPEATS, SIDES, BALANCE, SILENCE = range(1, 9)
TOGETHER, SATURATION, COMPARING, PAGES, DATES, LISTS, SOURCES, LEFT_OUT = range(9, 17)
"""Numbers of the notes."""

_NOTES = {
    COUNTING: (
        "Counting",
        "Counts are of reports, not of mentions: a report counts once for a pattern, however often it says it. "
        "The share is out of the reports that were read and repeat no other report. Every number on the sheet "
        "Patterns can be counted again on the sheet Findings_by_pattern, from the rows where Counted is yes.",
    ),
    INTERVAL: (
        "How to read an interval",
        "The 95% interval says how far the share of reports could differ in other reports like these: 5 of 10 "
        "reports fit with a share from about 24% to 76%. Where the intervals of two patterns overlap widely, the "
        "order of the two says little. It is the Wilson interval, and does not contain errors of the tagger.",
    ),
    TAGGER: (
        "What a tag is worth",
        "Patterns are given by a trained model, which is wrong at times and misses passages. Probability is its "
        "calibrated estimate that the pattern is there. A tag that is accepted also reached the stated "
        "precision; one for review did not: read the passage before you rely on it. To learn how good the tags "
        "are on your reports, read a sample with the command: reportminer review sample.",
    ),
    CORRECTED: (
        "Corrected counts",
        "Where people have read sentences at random, precision and recall of the tagger are estimated from them, "
        "and counts are shown that allow for its mistakes. They stand beside the plain counts, and are empty "
        "where nobody has read.",
    ),
    REPEATS: (
        "Repeated passages",
        "A passage that repeats another, word for word or nearly, counts once, for the first report. What stands "
        "so in the reports of several areas is taken for template text and counts for none of them. Reports that "
        "repeat another report do not count.",
    ),
    SIDES: (
        "Good practice and failure",
        "Each pattern has a side: good practice, failure or neutral. A sentence that takes both sides is mixed. "
        "Strength says how far a finding is said to hold (all, most, some, few).",
    ),
    BALANCE: (
        "Balance",
        "The balance of a theme runs from -1 (failure alone) to 1 (good practice alone), as the mean over the "
        "reports that take a side on it. Reports praise and blame for many reasons: it tells what they say.",
    ),
    SILENCE: (
        "Silences",
        "A silence is a pattern that was looked for in a report and not found. The best score is the highest "
        "probability that any sentence of the report reached. It does not prove that the report is silent on it.",
    ),
    TOGETHER: (
        "Patterns that stand together",
        "Lift says how often two patterns stand together against chance: 1 is chance, 2 is twice as often. Where "
        "the interval holds 1, chance may be all. That two stand together does not say that one leads to the "
        "other.",
    ),
    SATURATION: (
        "Saturation",
        "Saturation is the number of different patterns found in a growing number of reports. Where the curve is "
        "flat, further reports like these would show few new patterns of this codebook.",
    ),
    COMPARING: (
        "Opposed passages, twins and changes",
        "These are pairs to be read together. They are found by likeness, or by what was tagged: whether two "
        "passages contradict each other, two areas are alike or something has improved only a reader can say. A "
        "pattern that is gone from a progress review may be mended, or was not looked at.",
    ),
    PAGES: (
        "Pages and links",
        "Page is the page of the file, counted from 1; the number printed on it may differ. Links lead to the "
        "files as they lay when this workbook was made, as seen from its own folder: leave both where they are, "
        "or move them together. Some programs open a file on its first page; the page stands beside the link. "
        "Forms without pages (web page, Word, text) have no page.",
    ),
    DATES: (
        "Dates",
        "A full date is a date of the spreadsheet. Where a report states only a year or month, it stands as "
        "text (2018, 2018-02).",
    ),
    LISTS: (
        "Lists and identifiers",
        "Several values in one cell have ; between them. Identifiers of patterns and themes are explained on "
        "the sheet Codebook, columns and their values on the sheet Columns, under the names they have in the "
        "CSV files.",
    ),
    SOURCES: (
        "Sources and licences",
        f"{squash(ON_LICENCES)} The reports stand on the sheet Sources.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a workbook was made from."""

    program: str
    """Version of reportminer."""
    codebook: Codebook
    """What was looked for."""
    coders: tuple[str, ...]
    """Names of the taggers with their versions, ascending."""
    filters: Mapping[str, str]
    """What it is narrowed to, by name; empty if it is not."""
    n_files: int
    """Input files."""
    n_read: int
    """Reports that were read."""
    n_counted: int
    """Reports that count."""
    n_findings: int
    """Sentences listed."""


def make_cover(about: About) -> tuple[str, ...]:
    """Return the sentences of the cover."""
    book = about.codebook
    name = " ".join(part for part in (book.title or "without a title", book.version) if part)
    narrowed = ", ".join(f"{key} = {value}" for key, value in about.filters.items())
    return (
        f"Made by reportminer {about.program} from {about.n_files:,} files. {about.n_read:,} reports were read, "
        f"of which {about.n_counted:,} count here. {about.n_findings:,} findings are listed.",
        *((f"Narrowed to: {narrowed}.",) if narrowed else ()),
        f"Codebook: {name} ({len(book.patterns)} patterns in {len(book.themes)} themes; SHA-256 {book.digest}).",
        f"Tagged by: {', '.join(about.coders) or 'nobody'}.",
        "Start with the sheet Patterns (how often each pattern recurs) and the sheet Findings (each sentence with "
        "its report and page). The sheet Findings_by_pattern is laid out for pivot tables.",
        "Read the sheet Notes before you use a number: it says how it was counted and what it cannot tell. The "
        "numbers of the notes stand in square brackets in the title of each sheet.",
        "Each sheet has one table that begins in column A, with filters, and its header stays in view. To take "
        "the filters or the fixed header away: Data, Filter; View, Freeze Panes.",
        "The passages are quoted from published reports. Publisher, licence and source of each stand on the sheet "
        "Sources; their licences hold for the passages too.",
    )


def make_notes(sheets: Iterable[SheetWritten], *, hidden: Iterable[str]) -> tuple[Note, ...]:
    """Return the notes.

    Args:
        sheets: what became of each sheet.
        hidden: names of columns of the CSV files that the workbook leaves out.
    """
    losses = [f"{loss[0].upper()}{loss[1:]}." for sheet in sheets for loss in sheet.list_losses()]
    left_out = " ".join(
        [
            f"Columns for programs ({', '.join(hidden)}) and whole texts are in the CSV files alone.",
            *losses,
        ]
    )
    told = {**_NOTES, LEFT_OUT: ("What this workbook leaves out", left_out)}
    return tuple(Note(number=number, topic=topic, text=text) for number, (topic, text) in told.items())
