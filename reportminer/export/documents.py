"""README.md and ATTRIBUTION.md: what the files are, and whose reports they quote."""

from collections.abc import Iterable, Mapping, Sequence

from reportminer.export.model import TableSpec
from reportminer.store.views import ReportRow
from reportminer.text import squash

_OTHERS = {
    "blocks.jsonl": "every block of text of every report in reading order, one JSON object a line",
    "tables/": "the cells of each table found in the reports, one CSV file each",
    "datapackage.json": "the columns of every CSV file for programs (Frictionless Data Package, version 1)",
    "manifest.json": "how and when this set was made: hashes of all inputs and outputs, versions, settings",
    "ATTRIBUTION.md": "publishers, licences and sources of the reports that are quoted",
}


def make_readme(tables: Iterable[TableSpec], *, filters: Mapping[str, str], n_read: int, n_files: int) -> str:
    """Return README.md.

    Args:
        tables: in the order in which they are explained.
        filters: what the set is narrowed to, by name; empty if it is not.
        n_read: reports that count.
        n_files: input files.
    """
    rows = [f"| {table.file} | {table.row_is} | {table.order} |" for table in tables]
    others = [f"| {name} | {what} |" for name, what in _OTHERS.items()]
    return "\n".join(
        [
            "# What is in this folder",
            "",
            f"Findings from review reports, made by reportminer from {n_files} file(s), of which {n_read} "
            "report(s) count here.",
            *_filter_lines(filters),
            "",
            "Start with `findings.csv`: every finding with its sentence, page and place. `recurrence.csv` says in "
            "how many reports each pattern recurs. `skipped.csv` says what could not be read. Every column is "
            "explained in `data_dictionary.csv`.",
            "",
            "| file | a row is | order |",
            "|---|---|---|",
            *rows,
            "",
            "| file | what it is |",
            "|---|---|",
            *others,
            "",
            _NOTES,
        ]
    )


_NOTES = """\
## How to read it

- A report counts once for a pattern, however often it says it. The interval (`ci_low` to `ci_high`) is the 95 %
  Wilson interval of the share of reports. It says how far the share could differ in other reports like these.
  It does not contain the errors of the tagger: see `probability`, `decision` and `needs_review`.
- A passage that repeats another, word for word or nearly (see `duplicate_group`), counts once, for the first
  report in the order of `findings.csv`; `n_reports_with_repeats` shows the number with all repeats. Passages of
  fewer than eight words, which may be alike by chance, count as repeats within one report only.
- Every number in `recurrence.csv` and `pattern_by_area.csv` can be counted again from `tags.csv` (the rows
  whose `counted` is true) and `reports.csv`; every number in `theme_by_area.csv` from `findings.csv` (for each
  theme the first row of each `duplicate_group`).
- `patterns` holds every pattern above its balanced threshold, `accepted` those that also reach the stated
  precision. Read what `needs_review` before you rely on it.
- `reports.csv` has a row for every file. To join it to other tables by `report_id`, first keep the rows whose
  status is `ok` or `partial`: copies of one file share its id.
- `page` is the page of the file, counted from 1; `page_label` is the number printed on it. `link` leads to the
  page from the folder that holds the reports.

## For spreadsheets and programs

- CSV as in RFC 4180: UTF-8, a comma between cells, lines end with CR LF; an empty cell means that nothing is
  known. Lists have `;` between their items. Dates are ISO 8601.
- A text that would start a formula in a spreadsheet has an apostrophe before it. To get the text back, remove
  one apostrophe at the beginning of a cell where `=`, `+`, `-`, `@` or white space (or more apostrophes and
  then one of these) follows it.
- If Excel shows wrong letters (Â£ for £), export again with `reportminer export --excel`.
- Filters on area, type, date and section change what is counted. Filters on theme, pattern and polarity choose
  what is listed and leave a pattern's counts as they are. `reports.csv`, `pages.csv`, `skipped.csv` and
  `codebook.csv` always list everything.
"""


def _filter_lines(filters: Mapping[str, str]) -> list[str]:
    if not filters:
        return []
    return ["", "Narrowed to: " + ", ".join(f"{name} = {value}" for name, value in filters.items()) + "."]


NOT_STATED = "not stated in the report"
"""Stands for what is not known of a report."""
ON_LICENCES = """\
The findings are passages of the reports below. Their licences hold for the passages too. Where no licence is
known, ask the publisher before you publish more than short quotations. Name the report and page with each
quotation."""
"""What holds for passages of reports."""


def make_attribution(reports: Sequence[ReportRow]) -> str:
    """Return ATTRIBUTION.md: who published each report, under which licence, where."""
    lines = ["# Whose reports these files quote", "", ON_LICENCES]
    for report in reports:
        lines += ["", f"## {_plain(report.title) or _plain(report.file)}", "", *_facts(report)]
    return "\n".join([*lines, ""])


def _facts(report: ReportRow) -> list[str]:
    facts = {"Report": f"{report.report_id} ({report.file})", **attribute(report)}
    return [f"- {name}: {_plain(value)}" for name, value in facts.items()]


def attribute(report: ReportRow) -> dict[str, str]:
    """Return who published a report, when, under which licence and where, by name; the texts are as they stand."""
    facts = {
        "Publisher": report.publisher,
        "Published": report.published,
        "Licence": report.licence,
        "Source": report.source_url,
    }
    return {name: squash(value) or NOT_STATED for name, value in facts.items()}


def _plain(text: str) -> str:
    """Return a text of a report on one line, with nothing that Markdown or HTML would act on."""
    flat = " ".join(text.split())
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace("[", "\\[").replace("`", "\\`")
