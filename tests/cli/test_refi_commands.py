"""REFI-QDA on the real command line: out, and back."""

import json
from pathlib import Path

import pytest

from reportminer.cli.app import run_app
from tests.foreign_project import Marked, write_foreign
from tests.refi_workspaces import TEXTS, code, list_codings, mine, store


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """One report, tagged, and what anna said of two sentences."""
    made = store(tmp_path / "study", [mine(tmp_path / "reports", "north.pdf")])
    code(made, 0, "shared_vision")
    code(made, 3)
    return made


def test_a_project_goes_out_and_back(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The person is told what was written, what is lost, and what came back."""
    assert run_app(["export", "-w", str(workspace), "--format", "qdpx,qdc"]) == 0
    told = capsys.readouterr().err
    file = workspace / "qda" / "study.qdpx"
    assert f"{file}, " in told
    assert "1 report, 1 of them as PDF" in told
    assert "2 of anna" in told
    assert "- Probabilities, thresholds and decisions stand as words" in told
    assert "codebook.qdc: 59 patterns in 24 themes" in told
    words = ["review", "import", str(file), "-w", str(workspace), "--coder"]
    assert run_app([*words, "anna"]) == 0
    told = capsys.readouterr().out
    assert "2 codings of anna in the file, 2 taken in: passages found 2 by their GUID." in told
    assert "On 2 sentences the codes are as they were." in told
    assert run_app([*words, "ben"]) == 2
    assert "no codings of this person: 4 are the machine's; others are of anna (2)" in capsys.readouterr().err


def test_results_come_as_json(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of several forms too."""
    words = ["--format", "qdpx,qdc", "--selections", "both", "--newline", "crlf", "--json"]
    assert run_app(["export", "-w", str(workspace), "--out", str(workspace / "x"), *words]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["qdpx"]["n_passages"] == 4
    assert found["qdc"]["n_patterns"] == 59
    file = found["qdpx"]["file"]
    assert run_app(["review", "import", file, "-w", str(workspace), "--coder", "anna", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["n_unchanged"] == 2


@pytest.mark.parametrize(("option", "given"), [("--selections", "page"), ("--newline", "cr")])
def test_an_unknown_word_is_refused(
    workspace: Path, option: str, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the words that are known; nothing is written."""
    assert run_app(["export", "-w", str(workspace), "--format", "qdpx", option, given]) == 2
    assert "Expected: one of" in capsys.readouterr().err
    assert not (workspace / "qda").exists()


def test_what_was_not_found_is_told_and_ends_in_three(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the place, the code and the reason, and where all of it is listed."""
    marked = [Marked(words=TEXTS[1], code="Trust"), Marked(words=TEXTS[0], code="SHARED VISION")]
    file = write_foreign(workspace.parent / "theirs.qdpx", workspace, marked, name="north")
    assert run_app(["review", "import", str(file), "-w", str(workspace), "--coder", "ben"]) == 3
    told = capsys.readouterr().out
    assert "1 code not in the codebook, kept as proposals with their sentences: Culture > Trust (1)" in told
    assert "2 codings could not be matched:" in told
    assert "photo: the source is a picture or a recording" in told
    assert f"Listed in {workspace / 'review-imports' / 'ben_theirs'}" in told
    assert [row[2] for row in list_codings(workspace) if row[0] == "ben"] == [("shared_vision",)]


def test_options_of_projects_are_refused_with_sheets(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet has one person's codes."""
    sheet = workspace.parent / "sheet.csv"
    sheet.write_text("finding_id,patterns\n")
    assert run_app(["review", "import", str(sheet), "-w", str(workspace), "--coder", "a", "--corrected"]) == 2
    assert "REFI-QDA project (.qdpx)" in capsys.readouterr().err


def test_a_codebook_alone_has_no_codings(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The way to read it is told."""
    assert run_app(["export", "-w", str(workspace), "--format", "qdc"]) == 0
    words = ["review", "import", str(workspace / "qda" / "codebook.qdc"), "-w", str(workspace), "--coder", "a"]
    assert run_app(words) == 2
    assert "codebook import" in capsys.readouterr().err


def test_codes_are_taken_from_a_project(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its marks of a review are no part of the codebook."""
    assert run_app(["export", "-w", str(workspace), "--format", "qdpx"]) == 0
    out = workspace.parent / "codes.toml"
    assert run_app(["codebook", "import", str(workspace / "qda" / "study.qdpx"), "--out", str(out)]) == 0
    assert "Marks of a review" not in out.read_text(encoding="utf-8")
    assert "[patterns.shared_vision]" in out.read_text(encoding="utf-8")
