"""What no pattern covers, found in a workspace and written into a folder."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.analyse.discovery import FINDING_SIDES, Granularity
from reportminer.codebook.load import load_codebook
from reportminer.errors import ConfigError, UsageError
from reportminer.ids import hash_file
from reportminer.records import Polarity
from reportminer.settings import load_settings
from reportminer.store.connection import close_database, open_database
from reportminer.workflow.discovering import Discovery, discover_patterns
from reportminer.workflow.discovery_files import write_discovery
from tests.workflow.uncovered_workspace import (
    COVERED,
    MEALS,
    PARKING,
    PLAIN,
    ash,
    birch,
    make_workspace,
    write_config,
)

Look = Callable[..., Discovery]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports."""
    return make_workspace(tmp_path_factory.mktemp("uncovered"))


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Settings with a small codebook."""
    return write_config(tmp_path_factory.mktemp("settings"))


@pytest.fixture(scope="module")
def look(config: Path) -> Look:
    """Look for what no pattern of the small codebook covers."""

    def call(workspace: Path, *sides: Polarity, min_size: int = 3) -> Discovery:
        return discover_patterns(
            workspace,
            settings=load_settings(config),
            sides=sides or FINDING_SIDES,
            granularity=Granularity(min_size=min_size),
        )

    return call


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_complaints_are_found(workspace: Path, look: Look) -> None:
    """Sentences that say much the same are clusters of all three reports, with terms of their subject."""
    found = look(workspace)
    assert [{m.text for m in c.members} for c in found.clusters] == [set(PARKING), set(MEALS)]
    assert [(c.n_findings, c.n_reports, c.n_areas) for c in found.clusters] == [(4, 3, 2), (3, 3, 2)]
    assert [c.terms[0] for c in found.clusters] == ["hospital", "patients"]
    assert found.unclustered == ()


def test_coverage_of_the_whole_and_of_each_report(workspace: Path, look: Look) -> None:
    """One finding of eight carries a pattern; a sentence said before is a finding, but is compared once only."""
    found = look(workspace)
    assert (found.n_reports, found.n_findings, found.n_covered, found.n_looked_at) == (3, 9, 1, 7)
    assert [(c.area, c.n_findings, c.n_covered, c.n_looked_at, c.n_clustered) for c in found.coverage] == [
        ("Ashby", 4, 1, 3, 3),
        ("Birchford", 3, 0, 2, 2),
        ("", 2, 0, 2, 2),
    ]
    assert found.is_small


def test_sentences_without_a_side_when_asked(workspace: Path, look: Look) -> None:
    """What states no finding is looked at only when asked for, and alone."""
    (cluster,) = look(workspace, Polarity.NONE).clusters
    assert {m.text for m in cluster.members} == set(PLAIN)
    assert (cluster.polarity, cluster.proposal.polarity) == ("none", "neutral")


def test_a_reprint_adds_nothing(look: Look, tmp_path: Path) -> None:
    """A report that repeats another is not looked at, but has its coverage told."""
    words = " ".join(f"word{number}" for number in range(80))
    again = [
        replace(report, document=replace(report.document, text=words))
        for report in (ash(), replace(birch(), facts=replace(birch().facts, area="")))
    ]
    found = look(make_workspace(tmp_path, reports=again))
    assert found.n_reports == 1
    assert [c.n_looked_at for c in found.coverage] == [3, 0]


def test_the_codebook_takes_the_proposals(workspace: Path, look: Look, config: Path, tmp_path: Path) -> None:
    """Appended to the codebook the drafts are patterns of it."""
    write_discovery(look(workspace), tmp_path / "out")
    shipped = config.with_name("codebook.toml")
    longer = tmp_path / "codebook.toml"
    proposed = (tmp_path / "out" / "proposed-codebook.toml").read_text(encoding="utf-8")
    longer.write_text(shipped.read_text(encoding="utf-8") + "\n" + proposed, encoding="utf-8")
    more = load_codebook(longer).patterns[len(load_codebook(shipped).patterns) :]
    assert [set(pattern.examples) <= {*PARKING, *MEALS} for pattern in more] == [True, True]


def test_tables_hold_every_member(workspace: Path, look: Look, tmp_path: Path) -> None:
    """clusters.csv, members.csv and coverage.csv agree with each other."""
    write_discovery(look(workspace, min_size=4), tmp_path)
    clusters, members = rows(tmp_path / "clusters.csv"), rows(tmp_path / "members.csv")
    assert [c["n_findings"] for c in clusters] == ["4"]
    assert [m["cluster_id"] for m in members] == [clusters[0]["cluster_id"]] * 4 + [""] * 3
    assert {m["text"] for m in members[4:]} == set(MEALS)
    assert members[4]["typicality"] == ""
    assert COVERED not in {m["text"] for m in members}
    assert [c["n_clustered"] for c in rows(tmp_path / "coverage.csv")] == ["2", "1", "1"]


def test_same_bytes_whatever_the_order(workspace: Path, look: Look, tmp_path: Path) -> None:
    """Reports stored in another order, and a second time into the same folder, give the same files."""
    other = make_workspace(tmp_path / "other", reverse=True)
    write_discovery(look(workspace), tmp_path / "a")
    write_discovery(look(workspace), tmp_path / "b")
    write_discovery(look(other), tmp_path / "b")
    first, second = ({p.name: hash_file(p) for p in (tmp_path / name).iterdir()} for name in "ab")
    assert first == second
    assert set(first) == {
        "clusters.csv",
        "members.csv",
        "coverage.csv",
        "data_dictionary.csv",
        "proposed-codebook.toml",
        "manifest.json",
    }


def test_other_results_are_never_replaced(workspace: Path, look: Look, tmp_path: Path) -> None:
    """A folder with an export set is refused and stays as it is."""
    (tmp_path / "manifest.json").write_text(json.dumps({"outputs": {"findings.csv": {}}}))
    (tmp_path / "findings.csv").write_text("mine")
    with pytest.raises(UsageError, match="another command"):
        write_discovery(look(workspace), tmp_path)
    assert (tmp_path / "findings.csv").read_text() == "mine"


@pytest.mark.parametrize("n_reports", [0, 1])
def test_tiny_workspaces(n_reports: int, look: Look, tmp_path: Path) -> None:
    """Nothing, or a handful of sentences, is no error: what is there is listed."""
    found = look(make_workspace(tmp_path / "w", reports=[birch()][:n_reports]))
    assert found.clusters == ()
    assert len(found.unclustered) == 3 * n_reports
    write_discovery(found, tmp_path / "out")
    assert len(rows(tmp_path / "out" / "members.csv")) == 3 * n_reports


def test_another_encoder_is_refused(look: Look, tmp_path: Path) -> None:
    """Vectors of another encoder cannot be compared with the codebook."""
    workspace = make_workspace(tmp_path, reports=[replace(ash(), encoder="other@0123")])
    with pytest.raises(ConfigError, match="other@0123"):
        look(workspace)


def test_no_workspace(look: Look) -> None:
    """A folder without results is said to hold none."""
    with pytest.raises(UsageError, match="holds no results"):
        look(Path("there-is-no-such-workspace"))


def test_an_empty_workspace_of_an_interrupted_run(look: Look, tmp_path: Path) -> None:
    """A workspace without a report is read without an error."""
    close_database(open_database(tmp_path, write=True))
    assert look(tmp_path).coverage == ()
