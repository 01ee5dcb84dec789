"""The forms of export on the sample corpus, through the real command line, opened by other programs."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pandas as pd
import pytest

from reportminer.text import make_safe, undo_safe
from tests.export.workbooks import table_rows
from tests.functional.conftest import Run

FORMS = "csv,xlsx,parquet,annotations,spans,skos"
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def exported(mined: Path, reportminer: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All forms of the sample workspace, each in its folder."""
    out = tmp_path_factory.mktemp("forms")
    done = reportminer("export", "-w", mined, "--format", FORMS, "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def book(exported: Path) -> Any:
    """The workbook."""
    (path,) = (exported / "workbook").iterdir()
    return openpyxl.load_workbook(path)


def check_package(folder: Path) -> list[str]:
    """What frictionless finds wrong with a Data Package."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [f"{error[0]}: {error[1]}" for error in report.flatten(["type", "message"])]


def test_every_form_is_written(exported: Path) -> None:
    """Each lies in a folder of its own; annotations, spans and concepts share one."""
    names = {path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()}
    assert {"exports/findings.csv", "parquet/findings.parquet", "workbook/workspace.xlsx"} <= names
    assert {f"annotations/{n}" for n in ("annotations.jsonl", "spans.jsonl", "codebook.jsonld")} <= names


def test_the_data_package_is_valid(exported: Path) -> None:
    """Every CSV file has the columns, types, values, keys, size and hash that its description states."""
    assert check_package(exported / "exports") == []


def test_the_data_package_of_excel_is_valid(mined: Path, reportminer: Run, tmp_path: Path) -> None:
    """With a byte order mark too."""
    assert reportminer("export", "-w", mined, "--excel", "--out", tmp_path / "set").returncode == 0
    assert check_package(tmp_path / "set") == []


@pytest.mark.parametrize(
    ("file", "change", "error"),
    [
        ("tags.csv", (",accepted,", ",perhaps,"), "constraint-error"),
        ("recurrence.csv", (",failure,", ",failure,x"), "type-error"),
        ("tags.csv", ("\r\nR", "\r\nQ"), "foreign-key"),
        ("findings.csv", ("finding_id,", "id,"), "incorrect-label"),
    ],
)
def test_a_spoilt_set_is_found_out(
    exported: Path, file: str, change: tuple[str, str], error: str, tmp_path: Path
) -> None:
    """The check fails where a cell, a reference or a header is not what the description says."""
    folder = tmp_path / "set"
    shutil.copytree(exported / "exports", folder)
    text = (folder / file).read_bytes().decode()
    (folder / file).write_bytes(text.replace(*change, 1).encode())
    assert any(found.startswith(error) for found in check_package(folder))


def test_the_examples_for_pandas_run(exported: Path, root: Path) -> None:
    """The lines of the how-to do what it says, among them its own check of the counts."""
    page = (root / "docs" / "how-to" / "tables-in-r-and-pandas.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```python\n(.*?)```", page, re.DOTALL))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=exported / "exports", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "read_parquet" in code


@pytest.mark.parametrize("text", ["=1+1", "-ve", "'=x", "''=x", " @a", "\tb", "plain", "it's", "'quoted'", "＝1"])
def test_the_apostrophe_goes_away_as_the_how_to_says(text: str, root: Path) -> None:
    """The expression in the how-to gives back the text that stands in the report."""
    page = (root / "docs" / "how-to" / "tables-in-r-and-pandas.md").read_text(encoding="utf-8")
    found = re.search(r'risky = r"(.*)"', page)
    assert found
    cell = make_safe(text)
    assert pd.Series([cell]).str.replace(found[1], "", regex=True)[0] == undo_safe(cell) == text


def test_pandas_reads_the_same_from_csv_and_parquet(exported: Path) -> None:
    """Texts and counts of the findings are equal in both forms."""
    csv = pd.read_csv(exported / "exports" / "findings.csv", dtype=str, keep_default_na=False)
    parquet = pd.read_parquet(exported / "parquet" / "findings.parquet")
    assert list(csv.columns) == list(parquet.columns)
    assert [undo_safe(text) for text in csv["text"]] == list(parquet["text"])
    assert list(csv["patterns"]) == [";".join(items) for items in parquet["patterns"]]


def test_the_pivot_sheet_gives_the_numbers_by_area(book: Any) -> None:
    """Counted rows by area and pattern are the cells of the sheet Patterns_by_area."""
    rows = [row for row in table_rows(book["Findings_by_pattern"]) if row["Counted"] == "yes"]
    again = Counter((row["Area"] or "area not known", row["Pattern"]) for row in rows)
    shown = {
        (row["Area"], heading): number
        for row in table_rows(book["Patterns_by_area"])
        for heading, number in row.items()
        if heading not in {"Area", "Area code (ONS GSS)", "Number of reports"} and number
    }
    assert again
    assert shown == again


def test_links_of_the_workbook_lead_to_pages(book: Any, exported: Path) -> None:
    """Each finding of a PDF leads to a file that is there, and to its page."""
    sheet = book["Findings"]
    place = [cell.value for cell in sheet[5]].index("Open the page")
    links = [row[place].hyperlink for row in sheet.iter_rows(min_row=6)]
    assert all(links)
    for link in links:
        assert (exported / "workbook" / link.target.replace("\\", "/")).resolve().is_file()
    pages = {link.location for link in links if link.target.endswith(".pdf")}
    assert {page.partition("=")[0] for page in pages} == {"page"}


def test_findings_have_as_many_annotations(exported: Path) -> None:
    """One of the machine for each row of findings.csv, in the same order."""
    findings = pd.read_csv(exported / "exports" / "findings.csv", dtype=str)
    lines = (exported / "annotations" / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["dcterms:identifier"] for line in lines] == list(findings["finding_id"])


def test_a_part_wants_a_place_of_its_own(mined: Path, reportminer: Run, tmp_path: Path) -> None:
    """One theme as a workbook, under the name that was given."""
    refused = reportminer("export", "-w", mined, "--format", "xlsx", "--theme", "leadership")
    assert refused.returncode == 2
    done = reportminer(
        "export",
        "-w",
        mined,
        "--format",
        "xlsx",
        "--theme",
        "leadership",
        "--out",
        tmp_path / "one.xlsx",
        "--json",
    )
    assert json.loads(done.stdout)["file"] == str(tmp_path / "one.xlsx")
    assert openpyxl.load_workbook(tmp_path / "one.xlsx")["Patterns"]["A6"].value


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_them(exported: Path, tmp_path: Path) -> None:
    """It reads every sheet of the workbook, and the findings as CSV with all letters right."""
    (workbook,) = (exported / "workbook").iterdir()
    findings = exported / "exports" / "findings.csv"
    office = [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless"]
    # 44 comma, 34 quotes, 76 UTF-8, 1 first line; then all cells as text.
    as_text = "--infilter=CSV:44,34,76,1,,0,false,false"
    for words in (["--convert-to", "ods", workbook], [as_text, "--convert-to", "xlsx", findings]):
        command = [*office, *words, "--outdir", tmp_path]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "workspace.ods").stat().st_size > 10_000
    sheet = openpyxl.load_workbook(tmp_path / "findings.xlsx").active
    texts = pd.read_csv(findings, dtype=str, keep_default_na=False)["text"]
    place = [cell.value for cell in sheet[1]].index("text")
    assert [row[place].value for row in sheet.iter_rows(min_row=2)] == list(texts)
