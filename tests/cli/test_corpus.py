"""`corpus list` and `corpus fetch` through the real command line, against a server on this machine."""

import csv
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportminer.cli.app import run_app
from reportminer.errors import UsageError
from reportminer.gazetteer.register import load_register
from reportminer.workflow.fetching import name_files, plan_fetch
from tests.fetch.server import PDF, Server, cut_then_resume, drip, good, names, serving, status, write_register


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server on this machine with one report."""
    with serving() as running:
        running.answers["/a.pdf"] = good
        yield running


@pytest.fixture
def register(server: Server, tmp_path: Path) -> Path:
    """A register of a report with a file, one with a page, and one with neither."""
    return write_register(
        tmp_path / "register.csv",
        {"area": "City of York Council", "title": "York", "published": "2018", "file_url": server.url()},
        {"area": "Halton Borough Council", "title": "Halton", "source_url": "https://www.example.org/halton"},
        {"area": "Cornwall Council", "title": "Cornwall", "verified": "0"},
    )


def fetch(server: Server, register: Path, *words: str) -> int:
    """Run `corpus fetch` with a register of the test's own."""
    folder = register.parent / "out"
    allowed = ["--allow-host", server.host, "--allow-private"]
    return run_app(["corpus", "fetch", *words, "--out", str(folder), "--register", str(register), *allowed])


YORK = "city-of-york-council-local-system-review-2018.pdf"


def test_a_report_is_fetched_and_recorded(
    server: Server, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, list, pages to open, and the next command."""
    assert fetch(server, register, "--yes") == 0
    folder = register.parent / "out"
    assert names(folder) == [YORK, "fetched.csv"]
    with (folder / "fetched.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["file"], row["url"], row["bytes"]) == (YORK, server.url(), str(len(PDF)))
    printed = capsys.readouterr()
    assert "Halton: open this page and save the PDF: https://www.example.org/halton" in printed.out
    assert "Cornwall: no page known" in printed.out
    assert printed.out.splitlines()[-1] == f"Next: reportminer run {folder}"
    assert server.host in printed.err


def test_a_second_run_fetches_nothing(server: Server, register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is there with its hash is not asked for again, and the list stays as it is."""
    fetch(server, register, "--yes")
    ledger = (register.parent / "out" / "fetched.csv").read_bytes()
    asked = len(server.asked), server.n_robots
    assert fetch(server, register, "--yes") == 0
    assert (len(server.asked), server.n_robots) == asked
    assert (register.parent / "out" / "fetched.csv").read_bytes() == ledger
    assert "There already, with the recorded hash: 1 file" in capsys.readouterr().err


def test_a_changed_file_stays_and_is_said(
    server: Server, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Notes that a person made in a PDF are not lost."""
    fetch(server, register, "--yes")
    (register.parent / "out" / YORK).write_bytes(PDF + b"% note")
    assert fetch(server, register, "--yes") == 0
    assert len(server.asked) == 1
    assert f"Changed since it was fetched, and stays: {YORK}" in capsys.readouterr().err


def test_a_file_saved_by_hand_is_not_fetched(server: Server, register: Path) -> None:
    """A file of the name is taken as the report."""
    (register.parent / "out").mkdir()
    (register.parent / "out" / YORK).write_bytes(PDF)
    assert fetch(server, register, "--yes") == 0
    assert server.asked == []


def test_a_dry_run_asks_nothing(server: Server, register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not even for robots.txt; no folder is made; what would be done is said."""
    assert fetch(server, register, "--dry-run") == 0
    assert (server.asked, server.n_robots) == ([], 0)
    assert not (register.parent / "out").exists()
    assert server.url() in capsys.readouterr().err


def test_without_a_yes_nothing_is_asked(
    server: Server, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nobody can be asked, --yes must be given."""
    assert fetch(server, register) == UsageError.exit_code
    assert server.asked == []
    assert "add --yes" in capsys.readouterr().err


def test_a_private_host_needs_the_flag(server: Server, register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A host that is allowed by name alone must lie on the public internet."""
    words = ["corpus", "fetch", "--yes", "--out", str(register.parent / "out"), "--register", str(register)]
    assert run_app([*words, "--allow-host", server.host]) == 3
    assert "no public address" in capsys.readouterr().err
    assert server.asked == []


def test_a_host_outside_the_list_is_refused_beforehand(
    server: Server, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A register of one's own does not widen the list of hosts."""
    assert run_app(["corpus", "fetch", "--out", str(register.parent / "out"), "--register", str(register)]) == 3
    error = capsys.readouterr().err
    assert f"{server.host} is not among the hosts that may be asked" in error
    assert f"--allow-host {server.host}" in error


def test_what_could_not_be_fetched_is_said_in_three_parts(
    server: Server, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Found, expected, what to do; exit code 3."""
    server.answers["/a.pdf"] = status(404)
    assert fetch(server, register, "--yes", "--quiet") == 3
    error = capsys.readouterr().err
    for part in ("Not fetched: York", "no such file (404)", "Expected: the file", "What to do: open the page"):
        assert part in error


@pytest.mark.parametrize(
    ("area", "n_reports"), [("York", 1), ("city of york", 1), ("Halton Cornwall", 0), ("Yo", 0), ("", 0)]
)
def test_areas_are_named_by_whole_words(register: Path, tmp_path: Path, area: str, n_reports: int) -> None:
    """York is not found by two letters, and an area that is not there is said."""
    if n_reports:
        assert len(plan_fetch([area], out=tmp_path / "out", register=register).entries) == n_reports
    else:
        with pytest.raises(UsageError, match="no report of"):
            plan_fetch([area], out=tmp_path / "out", register=register)


def test_a_misspelt_area_is_met_with_the_nearest() -> None:
    """As a person would ask back."""
    with pytest.raises(UsageError, match="Oxfordshire County Council"):
        plan_fetch(["Oxfordshre"], out=Path("never-made"))


def test_names_cannot_leave_the_folder(tmp_path: Path) -> None:
    """A file's name comes from area, kind and year alone, whatever they and the address hold."""
    register = write_register(
        tmp_path / "tricks.csv",
        {"area": "../../etc/passwd", "file": "/etc/shadow", "file_url": "http://127.0.0.1/../../x.pdf"},
        {"area": "..", "file": "..\\..\\x"},
        {"area": "..", "title": "a second one"},
        {"area": "A\x00B/" + "c" * 300},
    )
    made = list(name_files(load_register(register)))
    assert len(set(made)) == len(made)
    for name in made:
        assert name == Path(name).name
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
        assert ".." not in name
        assert len(name) < 120


def run_process(server: Server, register: Path) -> "subprocess.Popen[str]":
    """Start `corpus fetch` in a process of its own."""
    words = ["corpus", "fetch", "--yes", "--out", str(register.parent / "out"), "--register", str(register)]
    command = [sys.executable, "-m", "reportminer", *words, "--allow-host", server.host, "--allow-private"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_ctrl_c_leaves_only_the_part(server: Server, register: Path) -> None:
    """A stopped download leaves no file that could be taken for a report, and the next run finishes it."""
    server.answers["/a.pdf"] = drip
    part = register.parent / "out" / f"{YORK}.part"
    with run_process(server, register) as process:
        until = time.monotonic() + 20
        while not (part.is_file() and part.stat().st_size) and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "goes on from there" in error
    assert names(register.parent / "out") == [f"{YORK}.part", f"{YORK}.part.json"]
    server.answers["/a.pdf"] = good
    assert fetch(server, register, "--yes") == 0
    assert names(register.parent / "out") == [YORK, "fetched.csv"]


def test_a_cut_file_is_finished_in_the_same_run(server: Server, register: Path) -> None:
    """The real clock waits, and the real program goes on."""
    server.answers["/a.pdf"] = cut_then_resume(50_000)
    assert fetch(server, register, "--yes") == 0
    assert (register.parent / "out" / YORK).read_bytes() == PDF


def test_a_run_killed_before_recording_is_mended(server: Server, register: Path) -> None:
    """A file that has its name but no row yet is compared with the publisher's and recorded."""
    fetch(server, register, "--yes")
    folder = register.parent / "out"
    (folder / "fetched.csv").unlink()
    (folder / f"{YORK}.part.json").write_text("{}")
    assert fetch(server, register, "--yes") == 0
    assert names(folder) == [YORK, "fetched.csv"]


def test_a_broken_list_of_fetched_files_is_said(
    server: Server, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not written over."""
    folder = register.parent / "out"
    folder.mkdir()
    (folder / "fetched.csv").write_text("notes of my own\n1\n")
    assert fetch(server, register, "--yes") == 5
    assert "fetched.csv cannot be read" in capsys.readouterr().err
    assert (folder / "fetched.csv").read_text() == "notes of my own\n1\n"


def test_json_is_whole(server: Server, register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get plan and result on standard output."""
    assert fetch(server, register, "--yes", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["file"] for row in found["fetched"]] == [YORK]
    assert [row["title"] for row in found["by_hand"]] == ["Halton", "Cornwall"]


def test_the_list_says_what_is_at_hand(server: Server, register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the recorded hash, or by the name of a file that was saved by hand."""
    fetch(server, register, "--yes")
    folder = register.parent / "out"
    (folder / "halton-borough-council-local-system-review-undated.pdf").write_bytes(PDF)
    capsys.readouterr()
    assert run_app(["corpus", "list", "--register", str(register), "--in", str(folder), "--json"]) == 0
    found = {row["title"]: row["at_hand"] for row in json.loads(capsys.readouterr().out)}
    assert found == {"York": "yes", "Halton": "by its name", "Cornwall": "no"}


def test_the_shipped_register_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All reports with all columns; those that are not verified are marked; the same bytes each time."""
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    assert (
        run_app(["corpus", "list", "--out", str(first)]) == run_app(["corpus", "list", "--out", str(second)]) == 0
    )
    assert first.read_bytes() == second.read_bytes()
    with first.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 31
    assert {"area", "published", "publisher", "licence", "source_page", "verified"} <= set(rows[0])
    assert sum(row["verified"] == "no" for row in rows) == 9
    capsys.readouterr()
    assert run_app(["corpus", "list"]) == 0
    assert "31 reports; the facts of 22 are verified, of 9 not." in capsys.readouterr().out


def test_the_shipped_addresses_are_allowed(tmp_path: Path) -> None:
    """The closed list of hosts is that of the register."""
    plan = plan_fetch([], out=tmp_path / "out")
    assert plan.refused == ()
    assert plan.hosts.public == {"www.cqc.org.uk"}
    assert plan.hosts.private == frozenset()


@pytest.mark.parametrize("command", ["list", "fetch"])
def test_help_gives_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Help shows a whole command; the switch for tests is not shown."""
    assert run_app(["corpus", command, "--help"]) == 0
    printed = capsys.readouterr().out
    assert f"reportminer corpus {command}" in printed
    assert "allow-private" not in printed
