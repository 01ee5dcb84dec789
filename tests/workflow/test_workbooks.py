"""A workspace as a workbook: its sheets, counts that can be counted again, sources, filters, links."""

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportminer.errors import UsageError
from reportminer.store.matching import Filters
from reportminer.store.views import FileRow
from reportminer.workflow.exporting import export_workspace
from reportminer.workflow.workbooks import export_workbook, find_files
from tests.export.workbooks import table_rows
from tests.export.workspace import make_settings, make_workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny workspace."""
    return make_workspace(tmp_path_factory.mktemp("w") / "study")


@pytest.fixture(scope="module")
def book(workspace: Path) -> Any:
    """Its workbook."""
    summary = export_workbook(workspace, workspace / "workbook", settings=make_settings())
    assert summary.file == workspace / "workbook" / "study.xlsx"
    assert summary.losses == ()
    return openpyxl.load_workbook(summary.file)


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_sheets_come_in_the_order_of_use(book: Any) -> None:
    """Cover, contents and notes first, then counts and findings, last what explains them and the sources."""
    names = book.sheetnames
    assert names[:6] == ["Cover", "Contents", "Notes", "Patterns", "Findings", "Findings_by_pattern"]
    assert names[-1] == "Sources"
    assert {"Reports", "Codebook", "Columns", "Silences", "Recommendations", "Names"} < set(names)
    assert all(len(name) <= 31 for name in names)


def test_every_table_has_its_sheet(book: Any, workspace: Path, tmp_path: Path) -> None:
    """Each table of the export set has a sheet with as many rows, or is listed as empty."""
    export_workspace(workspace, tmp_path / "set", settings=make_settings())
    n_rows = {row["CSV file"]: row["Rows"] for row in table_rows(book["Contents"]) if row["CSV file"]}
    assert n_rows == {path.name: len(read_csv(path)) for path in (tmp_path / "set").glob("*.csv")}


def test_every_sheet_says_what_it_is(book: Any) -> None:
    """Cell A1 has its title, and each note that is named there stands on the sheet of notes."""
    known = {row["Note"] for row in table_rows(book["Notes"])}
    for sheet in book.worksheets:
        title = sheet["A1"].value
        assert title
        named = {int(part.split("]")[0]) for part in title.split("[note ")[1:]}
        assert named <= known
        assert not sheet.merged_cells.ranges


def test_tables_have_no_empty_rows_or_headings(book: Any) -> None:
    """Each table has rows with something in each, and a heading for each column."""
    for sheet in book.worksheets[1:]:
        rows = table_rows(sheet)
        assert rows
        assert all(any(value is not None for value in row.values()) for row in rows)
        assert all(rows[0])


def test_patterns_can_be_counted_again(book: Any) -> None:
    """Number of reports and of findings follow from the rows of the pivot sheet whose Counted is yes."""
    reports, findings = defaultdict(set), defaultdict(set)
    for row in table_rows(book["Findings_by_pattern"]):
        if row["Counted"] == "yes":
            reports[row["Pattern"]].add(row["Report ID"])
            findings[row["Pattern"]].add(row["Finding ID"])
    for row in table_rows(book["Patterns"]):
        assert row["Number of reports"] == len(reports[row["Pattern"]])
        assert row["Number of findings"] == len(findings[row["Pattern"]])


def test_the_pivot_sheet_has_one_value_a_cell(book: Any) -> None:
    """A row for each pattern of a finding, with names and the year, and no lists."""
    rows = table_rows(book["Findings_by_pattern"])
    assert len({(row["Finding ID"], row["Pattern ID"]) for row in rows}) == len(rows)
    first = next(row for row in rows if row["Pattern ID"] == "no_shared_vision")
    assert (first["Pattern"], first["Year"]) == ("No shared vision", 2018)
    assert first["Theme"] == "Leadership, vision and strategy"
    assert {row["Year"] for row in rows} == {2018, 2019, None}


def test_risky_texts_are_texts(book: Any) -> None:
    """The sentence that begins like a formula stands there as it is."""
    cells = [cell for row in book["Findings"].iter_rows(min_row=6) for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "=SUM(A1) was shared vision, leaders said." in {cell.value for cell in cells}


def test_sources_are_carried(book: Any) -> None:
    """Publisher, licence and source of each report that was read; what is not known is said to be so."""
    rows = {row["Report"]: row for row in table_rows(book["Sources"])}
    known = rows["Northbridge: local system review"]
    assert (known["Publisher"], known["Licence"]) == ("Review Office", "Open Government Licence v3.0")
    assert known["Source (web)"] == "https://example.org/northbridge"
    assert rows["news.html"]["Licence"] == "not stated in the report"


def test_the_cover_says_what_it_is_made_from(book: Any) -> None:
    """Numbers of files and reports, codebook and tagger."""
    text = " ".join(cell.value for cell in book["Cover"]["A"] if cell.value)
    assert "from 6 files. 3 reports were read, of which 3 count here." in text
    assert "Tagged by: " in text


def test_filters_narrow_it_and_are_told(workspace: Path, tmp_path: Path) -> None:
    """A workbook of one theme has only its findings, and the cover says so."""
    made = export_workbook(
        workspace, tmp_path / "one.xlsx", settings=make_settings(), filters=Filters(theme="finance")
    )
    book = openpyxl.load_workbook(made.file)
    assert made.file == tmp_path / "one.xlsx"
    assert "Narrowed to: theme = finance." in {cell.value for cell in book["Cover"]["A"]}
    assert 0 < made.n_findings < 6
    assert {row["Theme"] for row in table_rows(book["Patterns"])} == {"Money"}


def test_same_bytes_whatever_the_order_of_storing(workspace: Path, tmp_path: Path) -> None:
    """The same reports stored in another order give the same file, byte for byte."""
    other = make_workspace(tmp_path / "study", reverse=True)
    made = [
        export_workbook(folder, tmp_path / f"{n}.xlsx", settings=make_settings()).file.read_bytes()
        for n, folder in enumerate((workspace, other))
    ]
    assert made[0] == made[1]


def make_file(path: Path) -> FileRow:
    """A file that was read."""
    return FileRow(
        path=str(path),
        file=path.name,
        sha256="",
        size=5,
        report_id="R1",
        status="ok",
        stage="",
        reason="",
        remedy="",
        n_pages=1,
        duplicate_of="",
    )


@pytest.mark.parametrize(("name", "found"), [("a & b.pdf", "a & b.pdf"), ("50%#1.pdf", "50%25%231.pdf")])
def test_links_lead_to_the_files_from_where_the_workbook_lies(name: str, found: str, tmp_path: Path) -> None:
    """A file that is there is linked as seen from the workbook, whatever its name; one that is gone is not."""
    path = tmp_path / "reports" / name
    path.parent.mkdir()
    path.write_bytes(b"%PDF-")
    folder = tmp_path / "study" / "workbook"
    assert find_files([make_file(path)], seen_from=folder) == {"R1": f"../../reports/{found}"}
    path.unlink()
    assert find_files([make_file(path)], seen_from=folder) == {}


def test_no_workspace_is_said_plainly(tmp_path: Path) -> None:
    """Nothing is written where there is nothing to read."""
    with pytest.raises(UsageError):
        export_workbook(tmp_path / "none", tmp_path / "out.xlsx", settings=make_settings())
    assert not (tmp_path / "out.xlsx").exists()
