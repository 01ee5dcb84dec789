"""Runs that are killed, interrupted or run out of disk, and go on from there."""

import os
import random
import resource
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reportminer.errors import StorageError, UsageError
from reportminer.store.connection import find_damage, open_database
from tests.contracts.test_executors import MARK, marked_processes
from tests.workflow.fixtures import run_fake, write_reports

pytestmark = pytest.mark.usefixtures("small_data")


def in_child(work: Callable[[], object], *, kill_after_s: float = 0.0, with_signal: int = signal.SIGKILL) -> int:
    """Run something in a forked child, perhaps end it; return its exit code, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = getattr(work(), "exit_code", 0)
        except StorageError:
            code = 5
        except KeyboardInterrupt:
            code = 99
        finally:
            os._exit(code)
    if kill_after_s:
        time.sleep(kill_after_s)
        os.kill(child, with_signal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def exported(workspace: Path) -> bytes:
    """What the export set says."""
    return (workspace / "exports" / "rows.json").read_bytes()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Twenty reports, among them copies and failures."""
    texts = {f"{n:02}.txt": f"ok | Sentence {n} is good. | Another." for n in range(20)}
    odd = {"05.txt": texts["04.txt"], "07.txt": "raise", "09.txt": ""}
    return write_reports(tmp_path / "reports", texts | odd)


@pytest.fixture
def unbroken(reports: Path, tmp_path: Path) -> bytes:
    """The export of a run that nothing disturbed."""
    run_fake(reports, tmp_path / "unbroken")
    return exported(tmp_path / "unbroken")


def test_killed_at_any_moment_a_run_goes_on_to_the_same_exports(
    reports: Path, tmp_path: Path, unbroken: bytes
) -> None:
    """Killed again and again at random moments, the store is sound each time, and the end is the same."""
    moments = random.Random(8)
    n_killed = 0
    for number in range(8):
        workspace = tmp_path / f"w{number}"

        def work(workspace: Path = workspace) -> object:
            return run_fake(reports, workspace)

        while in_child(work, kill_after_s=moments.uniform(0.002, 0.12)) < 0:
            n_killed += 1
            check_sound(workspace)
        run_fake(reports, workspace)
        assert exported(workspace) == unbroken
    assert n_killed > 5


def check_sound(workspace: Path) -> None:
    """The database has no damage, and its full-text index fits its sentences."""
    try:
        connection = open_database(workspace)
    except UsageError:
        return  # killed before there was anything
    with closing(connection):
        assert find_damage(connection) == ()
        indexed = connection.execute("SELECT count(*) FROM sentences_fts WHERE sentences_fts MATCH 'sentence'")
        stored = connection.execute("SELECT count(*) FROM sentences WHERE text LIKE 'Sentence%'")
        assert indexed.fetchone()[0] == stored.fetchone()[0]


def test_a_killed_run_leaves_no_worker_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers end with the run, busy or idle, and the workspace is free at once."""
    reports = write_reports(tmp_path / "reports", {"a.txt": "hang", "b.txt": "ok | One.", "c.txt": "hang"})
    monkeypatch.setenv(MARK, str(tmp_path))
    code = in_child(lambda: run_fake(reports, tmp_path / "w", workers=2), kill_after_s=0.9)
    assert code == -signal.SIGKILL
    end = time.monotonic() + 5
    while list(marked_processes(str(tmp_path))) and time.monotonic() < end:
        time.sleep(0.05)
    assert not list(marked_processes(str(tmp_path)))
    write_reports(reports, {"a.txt": "ok | Two.", "c.txt": "ok | Three."})
    assert run_fake(reports, tmp_path / "w").by_status == {"ok": 3}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_stops_and_saves(tmp_path: Path, number: int) -> None:
    """What is done is stored, nothing is exported, the exit code is 130, and the next run does the rest."""
    reports = write_reports(tmp_path / "reports", {f"{n}.txt": f"slow | Sentence {n}." for n in range(8)})
    work = lambda: run_fake(reports, tmp_path / "w")  # noqa: E731 - used twice
    assert in_child(work, kill_after_s=0.5, with_signal=number) == 130
    assert not (tmp_path / "w" / "exports").exists()
    summary = work()
    assert 0 < summary.mined < 8
    assert summary.unchanged + summary.mined == 8
    assert summary.exported


def test_the_second_signal_ends_at_once(tmp_path: Path) -> None:
    """Somebody who presses Ctrl-C twice does not wait for the report under way."""
    reports = write_reports(tmp_path / "reports", {"a.txt": "hang"})

    def work() -> object:
        return run_fake(reports, tmp_path / "w", workers=1, on_stop=lambda: os.kill(os.getpid(), signal.SIGINT))

    begun = time.monotonic()
    assert in_child(work, kill_after_s=0.8, with_signal=signal.SIGINT) == 99
    assert time.monotonic() - begun < 5


def test_on_a_full_disk_nothing_stored_is_lost(reports: Path, tmp_path: Path, unbroken: bytes) -> None:
    """Whatever write fails, the run says so, and with more room it ends as if nothing had been."""
    codes = []
    for limit in range(4_000, 280_000, 23_000):
        workspace = tmp_path / f"w{limit}"

        def work(workspace: Path = workspace, limit: int = limit) -> object:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            return run_fake(reports, workspace)

        codes.append(in_child(work))
        exports = workspace / "exports"
        assert not exports.exists() or exported(workspace) == unbroken
        run_fake(reports, workspace)
        assert exported(workspace) == unbroken
    assert codes[0] == StorageError.exit_code
    assert set(codes) <= {StorageError.exit_code, 3}
    assert codes.count(StorageError.exit_code) > 4


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_the_right_to_write_is_said(reports: Path, tmp_path: Path) -> None:
    """A workspace that cannot be written leads to a message with a remedy, not to a traceback."""
    (tmp_path / "w").mkdir(mode=0o555)
    with pytest.raises(StorageError, match="What to do"):
        run_fake(reports, tmp_path / "w")
