"""`evaluate` through the real command line, with the shipped heads and encoder."""

import contextlib
import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reportminer.cli.app import run_app
from reportminer.settings import find_model

N_ROWS = 12


@dataclass(frozen=True)
class Done:
    """A finished command."""

    code: int
    """Exit code."""
    out: str
    """What it printed."""
    err: str
    """What it said."""


def call(*arguments: str | Path) -> Done:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run_app([str(argument) for argument in arguments])
    return Done(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def labels(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first labelled sentences, with a second coder who agrees but for the last."""
    if not find_model("patterns").is_dir():
        pytest.skip("no heads are shipped")
    with (root / "corpus/labels/written.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row, _ in zip(csv.DictReader(file), range(N_ROWS), strict=False)]
    path = tmp_path_factory.mktemp("labels") / "labels.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "patterns_2"])
        writer.writeheader()
        writer.writerows({**row, "patterns_2": row["patterns"] if at else ""} for at, row in enumerate(rows))
    return path


@pytest.fixture(scope="module")
def done(labels: Path) -> Done:
    """The command with both files."""
    return call("evaluate", labels, "--out", labels.parent / "all.json", "--html", labels.parent / "page.html")


def test_the_main_figures_are_printed(done: Done) -> None:
    """On stdout, with what limits them and what to do; where the files lie is said on stderr."""
    assert done.code == 0, done.err
    assert f"{N_ROWS} sentences" in done.out
    assert "micro F1" in done.out
    assert "Two coders, patterns" in done.out
    assert "What to do:" in done.out
    assert "all.json" in done.err
    assert "page.html" in done.err


def test_all_figures_are_in_the_json(done: Done, labels: Path) -> None:
    """The names that scripts rely on are there."""
    figures = json.loads((labels.parent / "all.json").read_text(encoding="utf-8"))["figures"]
    assert figures["n_sentences"] == N_ROWS
    assert {
        "micro",
        "macro",
        "accepted",
        "left_alone",
        "calibration",
        "polarity",
        "recommendation",
        "patterns",
        "themes",
        "confusion",
        "second_coder",
        "remarks",
        "not_measured",
    } <= set(figures)
    assert figures["second_coder"]["patterns"]["kappa"] < 1


def test_the_page_is_whole(done: Done, labels: Path) -> None:
    """It parses, and names the file of labels."""
    page = ElementTree.fromstring((labels.parent / "page.html").read_text(encoding="utf-8"))
    assert "labels.csv" in "".join(page.itertext())


@pytest.mark.parametrize("option", ["--out", "--html"])
def test_the_labels_are_never_overwritten(labels: Path, option: str) -> None:
    """The table that was given is refused as the place of a result."""
    before = labels.read_bytes()
    refused = call("evaluate", labels, option, labels)
    assert refused.code == 2
    assert "overwritten" in refused.err
    assert labels.read_bytes() == before


def test_one_file_cannot_hold_both_results(labels: Path, tmp_path: Path) -> None:
    """JSON and page need a file each."""
    refused = call("evaluate", labels, "--out", tmp_path / "x", "--html", tmp_path / "." / "x")
    assert refused.code == 2
    assert "two files" in refused.err


def test_a_bad_second_column_is_refused(labels: Path, tmp_path: Path) -> None:
    """Its cells are checked as those of the first coder, before any model is loaded."""
    bad = tmp_path / "bad.csv"
    bad.write_text("text,patterns,patterns_2\nOne.,,nonsense\n", encoding="utf-8")
    refused = call("evaluate", bad)
    assert refused.code == 2
    assert "line 2: unknown pattern 'nonsense'" in refused.err
