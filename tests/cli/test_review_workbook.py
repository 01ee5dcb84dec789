"""`review` with a workbook: the sheet that people fill in as XLSX, and what comes back."""

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportminer.cli.app import run_app
from reportminer.export import workbook_reading
from reportminer.export.review_sheet import SHEET
from reportminer.store.codings import CodingRow, read_codings
from reportminer.store.connection import reading
from tests.cli.test_review import agree, fill, make_workspace, sample, take_in


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Three reports."""
    return make_workspace(tmp_path / "workspace")


def draw(workspace: Path, name: str = "sheet.xlsx") -> Path:
    """Draw a sheet as a workbook beside the workspace."""
    path = workspace.parent / name
    assert run_app(["review", "sample", "-w", str(workspace), "-n", "30", "--out", str(path), "-q"]) == 0
    return path


def fill_in(path: Path, *, title: str = "To_read", first: int = 1) -> Path:
    """Fill a workbook in as a person does in a spreadsheet program, and save it under another name."""
    book = openpyxl.load_workbook(path)
    sheet = book["To_read"]
    sheet.title = title
    names = [cell.value for cell in sheet[1]]
    for cells in sheet.iter_rows(min_row=2):
        row = dict(zip(names, cells, strict=True))
        carries = row["report"].value == "a.pdf"
        row["patterns"].value = "pooled_budget" if carries else None
        row["done"].value = 1
    if first > 1:
        sheet.insert_rows(2, first - 1)
    filled = path.with_name("filled.xlsx")
    book.save(filled)
    return filled


def stored(workspace: Path) -> tuple[CodingRow, ...]:
    """What people said."""
    with reading(workspace) as connection:
        return read_codings(connection)


def pattern_cell(book: Any, row: int) -> Any:
    """The cell for patterns in a row of the sheet to read."""
    sheet = book["To_read"]
    return sheet.cell(row, [cell.value for cell in sheet[1]].index("patterns") + 1)


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of the sheet to read."""
    sheet = openpyxl.load_workbook(path)["To_read"]
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_workbook_holds_the_same_rows(workspace: Path) -> None:
    """Drawn as CSV and as XLSX the sheet has the same sentences in the same order."""
    csv = sample(workspace, "sheet.csv", "-n", "30")
    xlsx = rows_of(draw(workspace))
    assert [row["finding_id"] for row in xlsx] == [row["finding_id"] for row in csv]
    assert set(xlsx[0]) == set(SHEET.names)
    assert {row["text"] for row in xlsx} == {row["text"] for row in csv}


def test_a_workbook_helps_to_fill_it_in(workspace: Path) -> None:
    """The codes stand beside it, what may be given is offered, headings stay in view."""
    book = openpyxl.load_workbook(draw(workspace))
    sheet = book["To_read"]
    assert book.sheetnames == ["To_read", "Codes", "How_to"]
    assert "pooled_budget" in {cell.value for cell in book["Codes"]["A"]}
    offered = {str(rule.sqref).split(":")[0][0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert '"good_practice,failure,mixed,neutral,none"' in offered.values()
    assert sheet.freeze_panes == "A2"
    assert list(sheet.tables) == ["table_To_read"]


def test_codes_come_back_as_from_csv(workspace: Path, tmp_path: Path) -> None:
    """The same codes in the same rows are stored, whichever form they come in."""
    sample(workspace, "sheet.csv", "-n", "30")
    assert take_in(workspace, fill(workspace, agree), "anna", "-q") == 0
    other = make_workspace(tmp_path / "other" / "workspace")
    assert take_in(other, fill_in(draw(other)), "anna", "-q") == 0
    assert stored(other) == stored(workspace)
    assert len(stored(other)) == 30


def test_a_renamed_sheet_and_empty_rows_do_no_harm(workspace: Path) -> None:
    """The sheet is known by its columns."""
    assert take_in(workspace, fill_in(draw(workspace), title="Anna's", first=4), "anna", "-q") == 0
    assert len(stored(workspace)) == 30


def test_rows_are_counted_as_the_spreadsheet_counts(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong code is named with the row in which the person sees it."""
    path = fill_in(draw(workspace), first=4)
    book = openpyxl.load_workbook(path)
    pattern_cell(book, 7).value = "pooled_budgets"
    book.save(path)
    assert take_in(workspace, path) == 2
    error = capsys.readouterr().err
    assert "row 7 (" in error
    assert "did you mean pooled_budget" in error
    assert stored(workspace) == ()


def test_formulas_are_not_run(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A cell with a formula that no program has computed counts as empty."""
    path = draw(workspace)
    book = openpyxl.load_workbook(path)
    pattern_cell(book, 2).value = '="pooled"&"_budget"'
    book.save(path)
    assert take_in(workspace, path) == 2
    assert "no row is filled in" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"x", b"PK\x03\x04broken", None])
def test_what_is_no_workbook_is_said_plainly(
    workspace: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Broken, foreign and missing files are refused with what to do."""
    path = workspace.parent / "codes.xlsx"
    if content is not None:
        path.write_bytes(content)
    assert take_in(workspace, path) == 2
    assert "save it again as XLSX, or as CSV" in capsys.readouterr().err


def test_an_archive_that_is_none_is_refused(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ZIP file with other things in it, too."""
    path = workspace.parent / "codes.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "x")
    assert take_in(workspace, path) == 2
    assert "cannot be read as a workbook" in capsys.readouterr().err


def test_a_workbook_without_the_sheet_is_refused(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says which columns are there instead."""
    path = workspace.parent / "codes.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    book.save(path)
    assert take_in(workspace, path) == 2
    assert "there are id, text" in capsys.readouterr().err


def test_a_bomb_is_not_unpacked(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that unpacks to more than a workbook may be is refused unopened."""
    monkeypatch.setattr(workbook_reading, "LARGEST", 1000)
    assert take_in(workspace, draw(workspace)) == 2
    assert "it unpacks to" in capsys.readouterr().err
