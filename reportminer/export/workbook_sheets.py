"""Makes sheets for people of the tables of the export set: names beside identifiers, and links to pages."""

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from reportminer.codebook.model import Codebook
from reportminer.codebook.naming import make_name
from reportminer.export import workbook_notes as note
from reportminer.export.columns import PUBLISHED, REPORT_ID
from reportminer.export.count_tables import PATTERN_BY_AREA, THEME_BY_AREA
from reportminer.export.documents import attribute
from reportminer.export.model import Column, Row, TableSpec
from reportminer.export.report_tables import REPORTS, SKIPPED
from reportminer.export.workbook_model import Link, Sheet, SheetCell, SheetRow, make_sheet_name
from reportminer.export.workbook_pivot import PIVOT, make_pivot_row
from reportminer.export.workbook_plan import HIDDEN, Plan, plan_table
from reportminer.store.views import FindingRow, ReportRow

REPORT = Column(name="report", meaning="Title of the report, or the name of its file.")
EARLIER = Column(name="earlier_report", meaning="Title of the report that it follows, or the name of its file.")
RESPONSE = Column(name="response", meaning="Title of the document that answers, or the name of its file.")
PATTERN = Column(name="pattern", meaning="Name of the pattern.")
THEME = Column(name="theme", meaning="Label of the theme.")
LINK = Column(name="link", meaning="Leads to the page.")
SOURCES = TableSpec(
    file="",
    row_is="a report that is quoted",
    order=REPORTS.order,
    columns=(
        REPORT,
        Column(name="publisher", meaning="Who published it."),
        PUBLISHED,
        Column(name="licence", meaning="Licence as stated in the report."),
        Column(name="source_url", meaning="Where it was published, as far as the report says."),
        Column(name="file", meaning="Its file."),
        REPORT_ID,
    ),
)
_ADDED = {
    "report_id": REPORT,
    "earlier_report_id": EARLIER,
    "response_report_id": RESPONSE,
    "pattern_id": PATTERN,
    "theme_id": THEME,
}
"""By the identifier that a table has, the name to be shown beside it."""
_BY_AREA = {PATTERN_BY_AREA.file, THEME_BY_AREA.file}
_WEB = ("http://", "https://")


class SheetMaker:
    """Makes the sheets of one workbook."""

    def __init__(
        self,
        *,
        reports: Iterable[ReportRow],
        findings: Iterable[FindingRow],
        codebook: Codebook,
        files: Mapping[str, str],
    ) -> None:
        """Look up names.

        Args:
            reports: every report that was read.
            findings: those listed.
            codebook: where labels stand.
            files: by report id, where its file lies as seen from the workbook; without those that are gone.
        """
        self._reports = {report.report_id: report for report in reports}
        self._findings = {finding.finding_id: finding for finding in findings}
        self._labels = {theme.id: theme.label for theme in codebook.themes}
        self._files = files
        self._taken: list[str] = ["Cover", "Contents", "Notes"]

    def make_sheet(self, spec: TableSpec, rows: Iterable[Row]) -> Sheet:
        """Return the sheet of a table of the export set."""
        plan = plan_table(spec)
        columns = _arrange(spec, plan)
        return self._make(spec, plan, columns, (self._fill(spec, columns, row) for row in rows))

    def make_pivot(self, spec: TableSpec, rows: Iterable[Row]) -> Sheet:
        """Return the sheet for pivot tables, of the rows of tags.csv."""
        return self._make(spec, plan_table(spec), PIVOT, (self._fill_pivot(row) for row in rows))

    def make_sources(self, reports: Iterable[ReportRow]) -> Sheet:
        """Return the sheet that says whose reports are quoted."""
        plan = Plan(
            name="Sources",
            title="Sources: publisher, licence and source of each report that is quoted",
            notes=(note.SOURCES, note.DATES),
        )
        return self._make(SOURCES, plan, SOURCES.columns, (self._source_row(report) for report in reports))

    def _make(self, spec: TableSpec, plan: Plan, columns: tuple[Column, ...], rows: Iterable[SheetRow]) -> Sheet:
        name = make_sheet_name(plan.name, self._taken)
        self._taken.append(name)
        return Sheet(
            name=name,
            title=plan.title,
            row_is=spec.row_is,
            columns=columns,
            rows=rows,
            file=spec.file,
            notes=plan.notes,
            most_rows=plan.most_rows,
        )

    def _fill(self, spec: TableSpec, columns: tuple[Column, ...], row: Row) -> SheetRow:
        known: dict[str, SheetCell] = {**self._names_beside(row), **row}
        if "link" in {column.name for column in columns}:
            known["link"] = self._link(row)
        if spec.file in _BY_AREA:
            known["area"] = row["area"] or "area not known"
        if "source_url" in row:
            known["source_url"] = _web_link(str(row["source_url"] or ""))
        return {column.name: known[column.name] for column in columns}

    def _fill_pivot(self, row: Row) -> SheetRow:
        report, finding = self._reports[str(row["report_id"])], self._findings[str(row["finding_id"])]
        made = make_pivot_row(row, finding=finding, report=report)
        known: dict[str, SheetCell] = {**made, **self._names_beside(row), "link": self._link(made)}
        return {column.name: known[column.name] for column in PIVOT}

    def _names_beside(self, row: Row) -> dict[str, SheetCell]:
        """Return the names for the identifiers of a row."""
        theme_id = str(row.get("theme_id") or "")
        return {
            "report": self._title(row.get("report_id")),
            "earlier_report": self._title(row.get("earlier_report_id")),
            "response": self._title(row.get("response_report_id")),
            "pattern": make_name(str(row.get("pattern_id") or "")),
            "theme": self._labels.get(theme_id) or make_name(theme_id),
        }

    def _title(self, report_id: object) -> str:
        report = self._reports.get(str(report_id or ""))
        return (report.title or report.file) if report else ""

    def _link(self, row: Row) -> Link | None:
        """Return a link to the page of a row, or what it would lead to where the file is gone."""
        report = self._reports.get(str(row.get("response_report_id") or row["report_id"] or ""))
        if report is None:
            return None
        page = row.get("page")
        name, target = PurePath(report.file).name, self._files.get(report.report_id, "")
        if not page:
            return Link(text=name, target=target)
        fragment = f"#page={page}" if target and report.kind == "pdf" else ""
        return Link(text=f"Page {page}, {name}", target=target + fragment)

    def _source_row(self, report: ReportRow) -> SheetRow:
        stated = attribute(report)
        return {
            "report": report.title or report.file,
            "publisher": stated["Publisher"],
            "published": stated["Published"],
            "licence": stated["Licence"],
            "source_url": _web_link(stated["Source"]),
            "file": Link(text=report.file, target=self._files.get(report.report_id, "")),
            "report_id": report.report_id,
        }


def _web_link(address: str) -> Link | str:
    return Link(text=address, target=address) if address.casefold().startswith(_WEB) else address


def _arrange(spec: TableSpec, plan: Plan) -> tuple[Column, ...]:
    """Return the columns of a table's sheet: those that lead, then the others as in the table."""
    names = spec.names
    added = [
        column
        for key, column in _ADDED.items()
        if key in names and column.name not in names and spec.file not in {REPORTS.file, SKIPPED.file}
    ]
    links = [LINK] if plan.has_links and "link" not in names else []
    columns = {column.name: column for column in (*added, *links, *spec.columns) if column.name not in HIDDEN}
    leading = [columns.pop(name) for name in plan.lead if name in columns]
    return (*leading, *columns.values())
