"""`report` as it is typed."""

import json
from pathlib import Path

import pytest

from reportminer.cli.app import run_app
from tests.export.workspace import GOLDEN, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """One of everything."""
    return make_workspace(tmp_path / "study" / "workspace")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Settings with the golden codebook."""
    path = tmp_path / "own.toml"
    path.write_text(f'codebook = "{(GOLDEN / "codebook.toml").as_posix()}"\n')
    return path


def run(workspace: Path, config: Path, *words: str) -> int:
    """Run the command on the workspace."""
    return run_app(["report", "-w", str(workspace), "--config", str(config), *words])


def test_the_page_stands_in_the_workspace(
    workspace: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without options, report.html; what was written is said on standard error."""
    assert run(workspace, config) == 0
    page = (workspace / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.endswith("</html>\n")
    told = capsys.readouterr()
    assert told.out == ""
    assert "report.html" in told.err
    assert "2 themes" in told.err
    assert "3 reports" in told.err


def test_every_form_is_written_into_a_folder(workspace: Path, config: Path, tmp_path: Path) -> None:
    """Several forms, each with its own ending."""
    out = tmp_path / "out"
    assert run(workspace, config, "--format", "html, MD,docx", "--out", str(out)) == 0
    assert sorted(path.name for path in out.iterdir()) == ["report.docx", "report.html", "report.md"]
    assert (out / "report.docx").read_bytes()[:2] == b"PK"


def test_the_form_follows_from_the_name(workspace: Path, config: Path, tmp_path: Path) -> None:
    """A file that ends in .md is Markdown, with the theme and title asked for."""
    out = tmp_path / "leaders.md"
    assert run(workspace, config, "--out", str(out), "--theme", "leadership", "--title", "On leaders") == 0
    assert out.read_text(encoding="utf-8").startswith("# On leaders\n")


def test_json_says_what_was_written(workspace: Path, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output, for programs."""
    assert run(workspace, config, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == [str(workspace / "report.html")]
    assert told["n_bytes"] == [(workspace / "report.html").stat().st_size]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--theme", "leadershi"), "did you mean 'leadership'?"),
        (("--format", "pdf"), "print it to a file from your web browser"),
        (("--format", "html,md", "--out", "x.html"), "a folder"),
    ],
)
def test_mistakes_are_explained(
    workspace: Path, config: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    """What was found, what was expected, what to do; nothing is written."""
    assert run(workspace, config, *words) == 2
    assert told in capsys.readouterr().err
    assert not (workspace / "report.html").exists()


def test_no_workspace_is_said(config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And no folder is made for it."""
    assert run(tmp_path / "nowhere", config) == 2
    assert not (tmp_path / "nowhere").exists()
    assert "nowhere" in capsys.readouterr().err


def test_export_writes_the_page_among_other_forms(workspace: Path, config: Path, tmp_path: Path) -> None:
    """`export --format csv,html` puts it into a folder of its own."""
    words = ["export", "-w", str(workspace), "--config", str(config), "--format", "csv,html", "--out"]
    assert run_app([*words, str(tmp_path / "all")]) == 0
    assert (tmp_path / "all" / "report" / "report.html").is_file()
    assert (tmp_path / "all" / "exports" / "recurrence.csv").is_file()
