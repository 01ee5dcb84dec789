"""`review`: from the sheet that people fill in to what it proves, on the real command line."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reportminer.classify.label_union import write_labels
from reportminer.classify.model_files import hash_model
from reportminer.cli.app import run_app
from reportminer.store.codings import read_codings
from reportminer.store.connection import close_database, open_database, reading
from reportminer.store.lock import hold_workspace
from reportminer.store.writing import store_mined
from tests.builders import make_mined, make_tag
from tests.classify.builders import make_labels

Edit = Callable[[dict[str, str]], None]


def make_workspace(folder: Path, *, key: str = "k") -> Path:
    """Three reports of forty sentences: every fifth is tagged, every twentieth accepted."""
    connection = open_database(folder, write=True)
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        texts = [f"Budgets of {name}, no. {n}, were pooled." for n in range(40)]
        tags = {
            n: (make_tag("pooled_budget", "finance", "good_practice", 0.9 if n % 20 == 0 else 0.6),)
            for n in range(0, 40, 5)
        }
        store_mined(connection, make_mined(name, texts, area="Ashford", tags=tags), key=key)
    close_database(connection)
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Three reports."""
    return make_workspace(tmp_path / "workspace")


def sample(workspace: Path, name: str = "sheet.csv", *words: str) -> list[dict[str, str]]:
    """Draw a sheet beside the workspace, and return its rows."""
    path = workspace.parent / name
    assert run_app(["review", "sample", "-w", str(workspace), "--out", str(path), *words]) == 0
    return read_rows(path)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fill(workspace: Path, edit: Edit, *, name: str = "sheet.csv", delimiter: str = ",") -> Path:
    """Fill a sheet in as a person does, and save it as a spreadsheet may."""
    rows = read_rows(workspace.parent / name)
    for row in rows:
        edit(row)
    path = workspace.parent / "filled.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def agree(row: dict[str, str]) -> None:
    """Every sentence of a.pdf carries the pattern, no other does."""
    row["patterns"] = "pooled_budget" if row["report"] == "a.pdf" else ""
    row["done"] = "1"


def take_in(workspace: Path, sheet: Path, coder: str = "anna", *words: str) -> int:
    """Import a sheet."""
    return run_app(["review", "import", str(sheet), "--coder", coder, "-w", str(workspace), *words])


def test_a_sheet_has_context_and_empty_columns(workspace: Path) -> None:
    """Each row shows the sentence with its neighbours and place; the coder's columns are empty."""
    rows = sample(workspace, "sheet.csv", "-n", "30")
    assert len({row["finding_id"] for row in rows}) == 30
    for row in rows:
        assert (row["area"], row["page"], row["section"]) == ("Ashford", "1", "Findings")
        assert row["before"] or row["after"]
        assert not any(row[name] for name in ("patterns", "themes", "polarity", "is_recommendation", "done"))
    assert {row["stratum"] for row in rows} == {"random", "uncertain", "diverse"}


@pytest.mark.parametrize(
    ("words", "shown"),
    [((), {"uncertain", "diverse"}), (("--blind",), set()), (("--no-blind",), {"random", "uncertain", "diverse"})],
)
def test_the_machine_is_hidden_where_it_would_sway(
    workspace: Path, words: tuple[str, ...], shown: set[str]
) -> None:
    """On random rows by default, on all with --blind, on none with --no-blind."""
    rows = sample(workspace, "sheet.csv", "-n", "60", *words)
    assert {row["stratum"] for row in rows if row["machine_patterns"]} == shown


def test_the_same_seed_gives_the_same_bytes(workspace: Path) -> None:
    """Two draws with one seed are one file; --excel only adds its mark."""
    sample(workspace, "one.csv")
    sample(workspace, "two.csv", "--excel")
    one, two = ((workspace.parent / name).read_bytes() for name in ("one.csv", "two.csv"))
    assert two == b"\xef\xbb\xbf" + one


def test_a_sheet_is_never_written_over(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there may hold somebody's work; forms but CSV and XLSX are refused with the way out."""
    sample(workspace)
    before = (workspace.parent / "sheet.csv").read_bytes()
    for name, part in (("sheet.csv", "may hold somebody's codes"), ("sheet.ods", "sheet.xlsx")):
        path = workspace.parent / name
        assert run_app(["review", "sample", "-w", str(workspace), "--out", str(path)]) == 2
        assert part in capsys.readouterr().err
    assert (workspace.parent / "sheet.csv").read_bytes() == before


def test_what_was_read_is_not_read_again(workspace: Path) -> None:
    """A second sheet holds none of the first's random rows and few of the others; another coder starts anew."""
    first = {row["finding_id"] for row in sample(workspace, "sheet.csv", "-n", "40")}
    assert take_in(workspace, fill(workspace, agree)) == 0
    second = sample(workspace, "second.csv", "-n", "40")
    again = [row for row in second if row["finding_id"] in first]
    assert all(row["stratum"] == "random" for row in again)
    drawn = {row["finding_id"] for row in sample(workspace, "ben.csv", "-n", "40", "--coder", "ben")}
    assert drawn == first


def test_a_sheet_comes_back_as_figures(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Agreement with the machine, precision and recall with intervals, and the planner, in text and as JSON."""
    sample(workspace, "sheet.csv", "-n", "120", "--random-share", "1")
    sheet = fill(workspace, agree, delimiter=";")
    capsys.readouterr()
    assert take_in(workspace, sheet) == 0
    printed = capsys.readouterr().out
    assert "120 rows read in as codes of anna." in printed
    assert "all tags: precision 0.33 (0.33 to 0.33); recall 0.20 (0.20 to 0.20)" in printed
    assert run_app(["review", "status", "-w", str(workspace), "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert [coder["name"] for coder in status["coders"]] == ["hand@0", "anna"]
    assert status["agreement"][0]["n_rows"] == 120
    assert status["agreement"][0]["f1"] == pytest.approx(2 * 8 / (24 + 40))
    assert status["patterns"] == [
        {
            "pattern_id": "pooled_budget",
            "n_tags": 24,
            "n_read": 24,
            "n_right": 8.0,
            "precision": {"value": pytest.approx(1 / 3), "low": pytest.approx(1 / 3), "high": pytest.approx(1 / 3)}
            | {"n_rows": 24},
            "to_read": 0,
        }
    ]


def test_two_people_are_told_apart(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each has a line, each pair its agreement; a name in another case is the same person."""
    sample(workspace, "sheet.csv", "-n", "30")
    assert take_in(workspace, fill(workspace, agree), "Anna") == 0
    assert take_in(workspace, fill(workspace, agree), "ben") == 0
    capsys.readouterr()
    assert take_in(workspace, fill(workspace, agree), " ANNA ") == 0
    assert "codes of Anna, 30 of them in place of earlier ones" in capsys.readouterr().out
    assert run_app(["review", "status", "-w", str(workspace)]) == 0
    printed = capsys.readouterr().out
    for part in ("hand@0 (the machine): 24", "Anna: 30 sentences read", "ben: 30", "Anna and ben", "alpha"):
        assert part in printed


@pytest.mark.parametrize("name", ["hand", "HAND", "hand@0", "machine", " ", "a\nb\x00"])
def test_the_machine_is_no_person(workspace: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its name, or none, is refused as a person's, and nothing is stored."""
    sample(workspace, "sheet.csv", "-n", "30")
    assert take_in(workspace, fill(workspace, agree), name) == 2
    assert "What to do:" in capsys.readouterr().err
    with reading(workspace) as connection:
        assert read_codings(connection) == ()


def test_one_bad_row_keeps_all_out(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every bad row is named at once, and nothing is stored."""
    rows = sample(workspace, "sheet.csv", "-n", "30")
    bad = {rows[3]["finding_id"], rows[7]["finding_id"]}

    def slip(row: dict[str, str]) -> None:
        row["patterns"] = "pooled_budgett" if row["finding_id"] in bad else "pooled_budget"

    assert take_in(workspace, fill(workspace, slip)) == 2
    error = capsys.readouterr().err
    assert "2 problem(s); nothing was stored" in error
    assert "row 5 (" in error
    assert "row 9 (" in error
    assert "did you mean pooled_budget" in error
    with reading(workspace) as connection:
        assert read_codings(connection) == ()


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("codes.qdpx", "x", "QDPX"),
        ("codes.ods", "x", "save a spreadsheet as XLSX or CSV"),
        ("codes.xlsx", "x", "cannot be read as a workbook"),
        ("codes.csv", "id,text\n1,a\n", "no column finding_id and patterns"),
        ("codes.csv", "finding_id,patterns,done\nR1,,\n", "no row is filled in"),
        ("none.csv", None, "cannot be read"),
    ],
)
def test_what_is_no_filled_sheet_is_said_plainly(
    workspace: Path, name: str, content: str | None, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other forms, other tables and empty sheets are refused with what to do."""
    path = workspace.parent / name
    if content is not None:
        path.write_text(content)
    assert take_in(workspace, path) == 2
    assert part in capsys.readouterr().err


def test_a_busy_workspace_is_left_alone(workspace: Path) -> None:
    """While a run holds the workspace nothing is written."""
    sample(workspace, "sheet.csv", "-n", "30")
    with hold_workspace(workspace):
        assert take_in(workspace, fill(workspace, agree)) == 6


def test_a_new_run_keeps_what_people_said(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After the reports were mined and stored anew the codes, and what they prove, are the same."""
    sample(workspace, "sheet.csv", "-n", "60")
    assert take_in(workspace, fill(workspace, agree)) == 0
    capsys.readouterr()
    printed = []
    for key in ("k", "other"):
        make_workspace(workspace, key=key)
        assert run_app(["review", "status", "-w", str(workspace), "--json"]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert json.loads(printed[0])["coders"][1]["n_rows"] == 60


def test_exports_stay_the_machines(workspace: Path, tmp_path: Path) -> None:
    """What people said is in no table of the export set: its coder is the machine."""
    assert run_app(["export", "-w", str(workspace), "--out", str(tmp_path / "before"), "-q"]) == 0
    sample(workspace, "sheet.csv", "-n", "60")
    assert take_in(workspace, fill(workspace, agree)) == 0
    assert run_app(["export", "-w", str(workspace), "--out", str(tmp_path / "after"), "-q"]) == 0
    for name in ("findings.csv", "tags.csv", "recurrence.csv"):
        assert (tmp_path / "after" / name).read_bytes() == (tmp_path / "before" / name).read_bytes()
    assert {row["coder"] for row in read_rows(tmp_path / "after" / "findings.csv")} == {"hand"}


def test_an_unread_workspace_says_how_to_begin(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status without readers names the next command; without a workspace it says so."""
    assert run_app(["review", "status", "-w", str(workspace)]) == 0
    assert "Next: reportminer review sample" in capsys.readouterr().out
    assert run_app(["review", "status", "-w", str(workspace.parent / "none")]) == 2


def test_a_pattern_nobody_knows_is_refused(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With close names; a known one without a tag has nothing to read."""
    words = ["review", "sample", "-w", str(workspace), "--out", str(workspace.parent / "x.csv"), "--pattern"]
    assert run_app([*words, "pooled_budgets"]) == 2
    assert "did you mean 'pooled_budget'" in capsys.readouterr().err
    assert run_app([*words, "weak_oversight"]) == 2
    assert "nothing left to read about weak_oversight" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--retrain"], ["--labels", "x.csv"], ["--leave-out-random"]])
def test_retraining_needs_labels_and_a_folder(
    workspace: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Its options belong together, and are refused before anything is stored."""
    sample(workspace, "sheet.csv", "-n", "30")
    assert take_in(workspace, fill(workspace, agree), "anna", *words) == 2
    assert "belong together" in capsys.readouterr().err
    with reading(workspace) as connection:
        assert read_codings(connection) == ()


@pytest.mark.parametrize("command", ["sample", "import", "status"])
def test_help_gives_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command's help shows a whole command and the common options."""
    assert run_app(["review", command, "--help"]) == 0
    printed = capsys.readouterr().out
    assert f"Example: reportminer review {command}" in " ".join(printed.replace("`", "").split())
    assert {o for o in ("--quiet", "--verbose", "--json", "--config", "--debug") if o not in printed} == set()


CODEBOOK = """
title = "Small"
version = "1"
[themes.flow]
label = "Flow"
[themes.data]
label = "Data"
[patterns.good_flow]
theme = "flow"
polarity = "good_practice"
definition = "Discharge is prompt."
[patterns.bad_flow]
theme = "flow"
polarity = "failure"
definition = "Discharge is slow."
[patterns.uses_data]
theme = "data"
polarity = "neutral"
definition = "Data are mentioned."
"""
"""The codebook of the tests of training, as a file."""


@pytest.mark.parametrize("leave_out", [False, True])
def test_heads_learn_from_people(workspace: Path, leave_out: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """Retraining writes the labels of both sides and the heads, and notes what had a part in it."""
    folder = workspace.parent
    (folder / "codebook.toml").write_text(CODEBOOK)
    (folder / "settings.toml").write_text('codebook = "codebook.toml"\n')
    write_labels(folder / "base.csv", make_labels())
    sample(workspace, "sheet.csv", "-n", "20")

    def code(row: dict[str, str]) -> None:
        row["patterns"] = "uses_data"

    words = ["--retrain", "--labels", str(folder / "base.csv"), "--out", str(folder / "heads")]
    words += ["--config", str(folder / "settings.toml"), *(["--leave-out-random"] if leave_out else [])]
    assert take_in(workspace, fill(workspace, code), "anna", *words) == 0
    n_people = 14 if leave_out else 20
    assert f"{60 + n_people} labels in" in capsys.readouterr().out
    labels = read_rows(folder / "heads" / "labels.csv")
    assert [row["patterns"] for row in labels[60:]] == ["uses_data"] * n_people
    version = hash_model(folder / "heads")[:12]
    with reading(workspace) as connection:
        codings = read_codings(connection)
    learned = {coding.stratum for coding in codings if version in coding.trained}
    assert learned == {"uncertain", "diverse"} | (set() if leave_out else {"random"})
