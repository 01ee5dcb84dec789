"""The chapters on the reports themselves: read, not read, and whose they are."""

from collections.abc import Iterator

from reportminer.export import thematic_sources as at
from reportminer.export.documents import NOT_STATED, ON_LICENCES, attribute
from reportminer.export.thematic_facts import Facts, ReadReport, UnreadFile
from reportminer.export.thematic_model import (
    Block,
    Foreign,
    Heading,
    Line,
    Link,
    Number,
    Paragraph,
    Table,
    TableRow,
    line,
)
from reportminer.export.thematic_numbers import REPORTS, whole
from reportminer.export.thematic_words import NONE, date_in_words, name_status, name_type, plural
from reportminer.text import squash

SKIPPED = "skipped.csv"


def list_reports(facts: Facts) -> Iterator[Block]:
    """Yield the chapters on reports read and not read, and on licences."""
    yield Heading(level=2, line=line("Reports read"), anchor="reports")
    yield _tabulate_read(facts)
    yield from _list_unread(facts)
    yield Heading(level=2, line=line("Publishers, licences and sources"), anchor="licences")
    yield Paragraph(line=line(squash(ON_LICENCES)))
    yield _tabulate_licences(facts)


def _tabulate_read(facts: Facts) -> Table:
    return Table(
        caption="Reports read, by publication",
        header=("Report", "Area", "Kind", "Published", "Pages", "Findings"),
        rows=tuple(_row(report) for report in facts.reports),
        numbers_from=4,
        origin=REPORTS,
    )


def _row(report: ReadReport) -> TableRow:
    row = report.row
    where = {"report_id": row.report_id, "status": row.status}
    return TableRow(
        cells=(
            line(_title(report), *_remarks(report)),
            line(Foreign(row.area) if row.area else NONE),
            line(name_type(row.report_type)),
            line(
                Number(date_in_words(row.published), at.cell(REPORTS, "published", where))
                if row.published
                else NONE
            ),
            line(whole(row.n_pages, at.cell(REPORTS, "n_pages", where)) if row.n_pages else NONE),
            line(whole(report.n_findings, at.cell(REPORTS, "n_findings", where))),
        )
    )


def _title(report: ReadReport) -> Link | Foreign:
    return Link(report.title, report.href) if report.href else Foreign(report.title)


def _remarks(report: ReadReport) -> Iterator[str | Foreign]:
    if report.reprint_of:
        yield from (" (prints again what “", Foreign(report.reprint_of), "” says; not counted)")
    elif not report.is_counted:
        yield " (not counted)"
    if report.row.status == "partial":
        yield " (read in part)"


def _list_unread(facts: Facts) -> Iterator[Block]:
    yield Heading(level=2, line=line("Not read, or not in full"), anchor="unread")
    if not facts.unread:
        yield Paragraph(line=line("Every file was read in full."))
        return
    n = len(facts.unread)
    yield Paragraph(
        line=line(
            "Of ",
            whole(facts.n_files, at.rows(REPORTS)),
            plural(facts.n_files, "file"),
            " ",
            whole(n, at.rows(REPORTS, {"status!": "ok"})),
            plural(n, "was", "were"),
            " not read, not read in full, or repeat another.",
        )
    )
    yield Table(
        caption="Files not read, or not in full, and why",
        header=("File", "How it ended", "Why"),
        rows=tuple(map(_unread_row, facts.unread)),
        numbers_from=3,
        origin=SKIPPED,
    )


def _unread_row(file: UnreadFile) -> TableRow:
    return TableRow(
        cells=(line(Foreign(file.row.file)), line(name_status(file.row.status)), line(Foreign(file.reason)))
    )


def _tabulate_licences(facts: Facts) -> Table:
    return Table(
        caption="Whose reports are quoted here",
        header=("Report", "Publisher", "Published", "Licence", "Source"),
        rows=tuple(TableRow(cells=(line(Foreign(report.title)), *_attribute(report))) for report in facts.reports),
        numbers_from=5,
        origin=REPORTS,
    )


def _attribute(report: ReadReport) -> Iterator[Line]:
    for name, value in attribute(report.row).items():
        stated = date_in_words(value) if name == "Published" else value
        yield line(value.capitalize() if value == NOT_STATED else Foreign(stated))
