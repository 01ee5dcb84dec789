"""`verify` on the command line: what is said, written and returned."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.cli.app import run_app
from reportminer.cli.verified_texts import describe_verification
from reportminer.text import squash
from tests.workflow.verified_workspaces import (
    DELAYED,
    PARAGRAPHS,
    POOLED,
    TRUSTED,
    mine,
    store,
    verify,
    write_paragraphs,
)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A PDF of three findings, which a workspace beside it holds."""
    pdf = write_paragraphs(tmp_path / "north.pdf", PARAGRAPHS)
    store(tmp_path / "workspace", mine(pdf))
    return pdf


def call(pdf: Path, *words: str | Path) -> int:
    """Run `verify` on the workspace beside a file."""
    return run_app(["verify", *map(str, words), "-w", str(pdf.parent / "workspace")])


def test_all_stand(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Code 0, the counts by verdict, and which engine was the witness; nothing on stderr."""
    assert call(pdf) == 0
    said = capsys.readouterr()
    printed = squash(said.out)
    assert "3 quotations of 1 report verified" in printed
    assert "stands 3 the same words at the same place" in printed
    assert "read again by: pdfplumber 3" in printed
    assert "What does not stand" not in printed
    assert said.err == ""


def test_what_does_not_stand_is_listed(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Code 3; id, verdict, where and what of each; that the file has changed is said once."""
    write_paragraphs(pdf, (POOLED.replace("2017", "2018"),), (DELAYED,))
    assert call(pdf) == 3
    printed = squash(capsys.readouterr().out)
    assert "Partners in the north pooled their budgets for older people in [2017, → 2018,] and kept" in printed
    assert "moved north.pdf, page 1, 104 points from the top → page 2, 81 points from the top" in printed
    assert f"gone north.pdf, page 1, 126 points from the top “{TRUSTED}”" in printed
    assert printed.count("Changed since mined (1 file): north.pdf.") == 1
    assert [f"{verdict} 1" in printed for verdict in ("moved", "changed", "gone")] == [True] * 3


def test_a_missing_file_is_named_once_with_its_quotations(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three findings of one lost file are no three messages, but every id is there."""
    pdf.unlink()
    assert call(pdf) == 3
    printed = squash(capsys.readouterr().out)
    assert printed.count("not there") == 1
    assert printed.count(f"{mine_id(pdf.parent)}-") == 3


def mine_id(folder: Path) -> str:
    """The id of the report in the workspace below a folder."""
    from reportminer.store.connection import reading
    from reportminer.store.reading import read_reports

    with reading(folder / "workspace") as connection:
        return read_reports(connection)[0].report_id


def test_every_finding_is_written_to_a_table(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text hash and both places stand in each row, also of those that stand; the same bytes at each call."""
    write_paragraphs(pdf, (POOLED, DELAYED), (TRUSTED,))
    table = pdf.parent / "verified.csv"
    assert call(pdf, "--out", table) == 3
    before = table.read_bytes()
    rows = list(csv.DictReader(before.decode().splitlines()))
    assert [row["verdict"] for row in rows] == ["stands", "stands", "moved"]
    assert [row["page"] + row["found_page"] for row in rows] == ["11", "11", "12"]
    assert all(len(row["text_hash"]) == 64 for row in rows)
    assert rows[2]["bbox"].startswith("1:72.0,")
    assert rows[2]["found_bbox"].startswith("2:72.0,")
    assert call(pdf, "--out", table) == 3
    assert table.read_bytes() == before
    assert "Table: " in capsys.readouterr().err


def test_json_holds_counts_and_rows(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get the verdicts with the changes word by word."""
    write_paragraphs(pdf, (POOLED, DELAYED.replace("nine", "ten"), TRUSTED))
    assert call(pdf, "--json") == 3
    done = json.loads(capsys.readouterr().out)
    assert done["counts"] == {"stands": 2, "moved": 0, "changed": 1, "gone": 0, "file_missing": 0, "unreadable": 0}
    changed = done["rows"][1]
    assert {"was": "nine", "now": "ten"} in changed["changes"]
    assert changed["place"]["page"] == changed["found"]["page"] == 1


def test_ids_and_filters(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ids narrow; an unknown one, and a filter beside ids, end with code 2 before any file is opened."""
    ids = [sentence.finding_id for sentence in mine(pdf).sentences]
    assert call(pdf, ids[0], ids[2], "--json") == 0
    assert json.loads(capsys.readouterr().out)["n_asked"] == 2
    pdf.unlink()
    assert call(pdf, ids[0], "R000000000000-00000000") == 2
    assert "no sentence has the id 'R000000000000-00000000'" in capsys.readouterr().err
    assert call(pdf, ids[0], "--polarity", "failure") == 2
    assert "both ids and filters" in capsys.readouterr().err


def test_nothing_to_verify_is_said(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A filter that no finding passes is no success in silence."""
    assert call(pdf, "--polarity", "failure") == 0
    assert "Nothing to verify" in capsys.readouterr().out


def test_an_interruption_shows_what_was_done(pdf: Path) -> None:
    """Code 130, whatever stands, with the counts so far and how many were not looked at."""
    whole = verify(pdf.parent / "workspace")
    part = replace(whole, rows=whole.rows[:2], interrupted=True)
    assert (whole.exit_code, part.exit_code) == (0, 130)
    said = squash(describe_verification(part, verbose=False))
    assert "Stopped early: 2 quotations of 1 report verified" in said
    assert "1 not looked at" in said
    assert "stands 2" in said


def test_remarks_are_shown_on_request(tmp_path: Path) -> None:
    """Those that stand with a remark are counted, and listed with `--verbose`."""
    from tests.workflow.verified_workspaces import Blind

    pdf = write_paragraphs(tmp_path / "north.pdf", PARAGRAPHS)
    done = verify(store(tmp_path / "w", mine(pdf)), make_reader=Blind)
    brief, long = (describe_verification(done, verbose=verbose) for verbose in (False, True))
    assert "3 of those that stand are given with a remark; see them with --verbose" in brief
    assert "second engine" not in brief
    assert long.count("Remark: a second engine sees no text there") == 3


def test_help_begins_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    """A person sees how it is called, and what the codes mean."""
    assert run_app(["verify", "--help"]) == 0
    printed = squash(capsys.readouterr().out.replace("│", " "))
    assert "reportminer verify --report northbridge.pdf" in printed
    assert "3 some do not stand" in printed
