"""`compare` as a person runs it."""

import json
from pathlib import Path

import pytest

from reportminer.cli.app import run_app
from tests.export.workspace import GOLDEN, north, north_later
from tests.workflow.test_comparing import SOUTH
from tests.workflow.test_thematic import store


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A workspace of two areas, and settings with its codebook."""
    config = tmp_path_factory.mktemp("settings") / "own.toml"
    config.write_text(f'codebook = "{(GOLDEN / "codebook.toml").as_posix()}"\n', encoding="utf-8")
    workspace = store(tmp_path_factory.mktemp("w"), [north(), north_later(), SOUTH])
    return ["--config", str(config), "-w", str(workspace)]


def test_areas_as_text(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Tables of themes and patterns, then what differs most with a passage of each, its page and licence."""
    assert run_app(["compare", "Northbridge", "southmoor", *options, "-k", "1"]) == 0
    printed = capsys.readouterr().out
    assert "Published           2018-02-12; 2019-03  2018-05" in printed
    assert "  No shared vision                              1 (25%)      2 (67%)" in printed
    assert "Where they differ most\n\nShared vision (good practice)" in printed
    assert "  Northbridge: 3 findings of 4 (75%)" in printed
    assert (
        "Review Office (2018) Northbridge: local system review, p. i (page 1 of the file). Open Government"
        in printed
    )
    assert "  Southmoor: 0 findings of 3 (0%)" in printed


def test_one_area_as_text(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Its reports by kind and year, then what is gone, still there and only repeated."""
    assert run_app(["compare", "Northbridge", *options]) == 0
    printed = capsys.readouterr().out
    assert "Local system review 2018  Progress review 2019" in printed
    for title in (
        "No longer told of: 1 pattern",
        "Still told of: 1 pattern",
        "Only repeated word for word: 1 pattern",
    ):
        assert title in printed
    assert "Pooled budgets (good practice): 1 before, 0 after" in printed


def test_json_and_csv(options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get everything; the table is written beside it."""
    out = tmp_path / "side.csv"
    assert run_app(["compare", "Northbridge", "Southmoor", *options, "--json", "--out", str(out)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [column["name"] for column in found["columns"]] == ["Northbridge", "Southmoor"]
    assert found["patterns"][0]["cells"][0]["quotation"]["page"] == 1
    assert out.read_text(encoding="utf-8").startswith("compared,area,area_code,report_ids,kind,id")


def test_unknown_area(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The known areas are listed, and the exit code is that of wrong usage."""
    assert run_app(["compare", "Atlantis", "Southmoor", *options]) == 2
    assert "Expected: one of Northbridge, Southmoor" in capsys.readouterr().err


def test_help_begins_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    """The help shows two areas, and one with its progress review."""
    assert run_app(["compare", "--help"]) == 0
    printed = capsys.readouterr().out
    assert 'reportminer compare Northbridge "Southmoor and Vale"' in printed
    assert "progress" in printed
