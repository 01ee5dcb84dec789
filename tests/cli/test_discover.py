"""`discover` as a person runs it."""

import json
from pathlib import Path

import pytest

from reportminer.cli.app import run_app
from tests.workflow.uncovered_workspace import MEALS, PARKING, birch, make_workspace, write_config


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports that complain of parking and meals."""
    return make_workspace(tmp_path_factory.mktemp("uncovered"))


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Settings with a small codebook."""
    return ["--config", str(write_config(tmp_path_factory.mktemp("settings")))]


def test_clusters_are_shown_with_their_sentences(
    workspace: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Side, counts, nearest pattern and three quotations with pages; the coverage is told on stderr."""
    assert run_app(["discover", *options, "-w", str(workspace)]) == 0
    printed, said = capsys.readouterr()
    assert "failure: 4 sentences in 3 reports, 2 areas; nearest pattern" in printed
    assert sum(f"“{text}”" in printed for text in PARKING) == 3
    assert "Ashby, 2018, p. 1 [R" in printed
    assert "1 of 9 findings (11%) in 3 reports carry a pattern." in said
    assert "Of 7 sentences without one, 7 are in 2 clusters." in said


def test_as_many_as_asked_for(workspace: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """-k limits what is shown, and says that there is more."""
    assert run_app(["discover", *options, "-w", str(workspace), "-k", "1"]) == 0
    printed, said = capsys.readouterr()
    assert not any(text in printed for text in MEALS)
    assert "1 more cluster" in said


def test_json_holds_all_members(workspace: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get clusters, members, drafts and coverage."""
    assert run_app(["discover", *options, "-w", str(workspace), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [len(cluster["members"]) for cluster in found["clusters"]] == [4, 3]
    assert found["clusters"][0]["proposal"]["polarity"] == "failure"
    assert [row["n_covered"] for row in found["coverage"]] == [1, 0, 0]


@pytest.mark.parametrize(("side", "n"), [("failure", 2), ("good_practice", 0), ("none", 1)])
def test_one_side(
    side: str, n: int, workspace: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """--side looks at one side alone."""
    assert run_app(["discover", *options, "-w", str(workspace), "--side", side, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["clusters"]) == n


def test_tables_into_a_folder(
    workspace: Path, options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--out writes every cluster, also those that -k does not show."""
    out = tmp_path / "new codes"
    assert run_app(["discover", *options, "-w", str(workspace), "-k", "1", "--out", str(out), "-q"]) == 0
    assert capsys.readouterr().err == ""
    assert len((out / "clusters.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_too_little_to_cluster(options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing is alike enough the sentences themselves are listed, with what may help."""
    make_workspace(tmp_path, reports=[birch()])
    assert run_app(["discover", *options, "-w", str(tmp_path)]) == 0
    printed, said = capsys.readouterr()
    assert printed.count("“") == 3
    assert "--similarity" in said
    assert "Sentences in no cluster (3 of 3):" in said


def test_nothing_there(capsys: pytest.CaptureFixture[str]) -> None:
    """A workspace that is not there is an error with its remedy."""
    assert run_app(["discover", "-w", "there-is-no-such-workspace"]) == 2
    assert "What to do:" in capsys.readouterr().err
