"""What every executor promises: one body over all of them."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportminer.errors import Missing
from reportminer.ids import hash_file, make_report_id
from reportminer.records import MinedDocument, Skipped, Source, SourceKind, Status
from reportminer.settings import RunSettings, Settings
from reportminer.workflow.executor import Executor, SerialExecutor
from reportminer.workflow.local import LocalExecutor
from reportminer.workflow.messages import Outcome
from tests.workflow.fake_miner import DIES_AT_START, FAKE

MARK = "REPORTMINER_TEST_MARK"


def serial(settings: Settings) -> Executor:
    """In this process."""
    return SerialExecutor(settings, factory=FAKE)


def one_worker(settings: Settings) -> Executor:
    """In one other process."""
    return LocalExecutor(settings, workers=1, factory=FAKE)


def two_workers(settings: Settings) -> Executor:
    """In two other processes."""
    return LocalExecutor(settings, workers=2, factory=FAKE)


Make = Callable[[Settings], Executor]
EVERY = pytest.mark.parametrize("make", [serial, one_worker, two_workers])
IN_PROCESSES = pytest.mark.parametrize("make", [one_worker, two_workers])


def make_sources(folder: Path, *verbs: str) -> list[Source]:
    """One text file a verb."""
    sources = []
    for number, verb in enumerate(verbs):
        path = folder / f"{number}-{verb}.txt"
        path.write_text(f"{verb}\nSentence {number}.\nA good one.")
        sha256 = hash_file(path)
        sources.append(
            Source(
                path=str(path),
                file=path.name,
                report_id=make_report_id(sha256),
                sha256=sha256,
                size=path.stat().st_size,
                kind=SourceKind.TXT,
            )
        )
    return sources


def mine(executor: Executor, sources: list[Source]) -> dict[str, Outcome]:
    """All results by file name."""
    outcomes = list(executor.mine(sources, stopping=lambda: False))
    by_file = {o.document.source.file if isinstance(o, MinedDocument) else o.file: o for o in outcomes}
    assert len(by_file) == len(outcomes)
    return by_file


def codes(outcomes: dict[str, Outcome]) -> dict[str, str]:
    """Verb -> how it ended."""
    return {
        name.split("-")[1].removesuffix(".txt"): o.code if isinstance(o, Skipped) else o.document.status
        for name, o in outcomes.items()
    }


@EVERY
def test_every_source_has_one_result(make: Make, tmp_path: Path) -> None:
    """Results come for all sources, whatever the order."""
    sources = make_sources(tmp_path, "ok", "print", "ok", "slow", "ok")
    outcomes = mine(make(Settings()), sources)
    assert sorted(outcomes) == sorted(source.file for source in sources)
    assert all(isinstance(outcome, MinedDocument) for outcome in outcomes.values())


def test_results_are_the_same_everywhere(tmp_path: Path) -> None:
    """All executors give equal records, down to the bytes of the vectors."""
    sources = make_sources(tmp_path, "ok", "raise", "ok", "memory")
    results = [mine(make(Settings()), sources) for make in (serial, one_worker, two_workers)]
    assert results[0] == results[1] == results[2]


@EVERY
def test_a_report_that_raises_is_skipped(make: Make, tmp_path: Path) -> None:
    """An unforeseen error, also one with a message that is no text, costs one report."""
    sources = make_sources(tmp_path, "ok", "raise", "memory", "surrogate", "ok")
    outcomes = mine(make(Settings()), sources)
    assert codes(outcomes) == {"ok": "ok", "raise": "crashed", "memory": "memory", "surrogate": "crashed"}
    failed = outcomes["1-raise.txt"]
    assert isinstance(failed, Skipped)
    assert "a fault in the program" in failed.reason
    assert failed.report_id == sources[1].report_id


@EVERY
def test_nothing_to_mine_is_no_work(make: Make) -> None:
    """Without sources nothing is started."""
    assert mine(make(Settings()), []) == {}


@EVERY
def test_an_error_of_the_whole_program_ends_the_run(make: Make, tmp_path: Path) -> None:
    """A missing model is raised as itself, with its remedy, not written down for each report."""
    with pytest.raises(Missing, match="install it"):
        mine(make(Settings()), make_sources(tmp_path, "missing"))


@EVERY
def test_no_source_is_begun_after_a_stop(make: Make, tmp_path: Path) -> None:
    """Asked to stop, what is under way is finished and nothing else is begun."""
    done: list[Outcome] = []
    sources = make_sources(tmp_path, *["slow"] * 12)
    outcomes = make(Settings()).mine(sources, stopping=lambda: len(done) >= 2)
    done.extend(outcomes)
    assert 2 <= len(done) <= 5


@EVERY
def test_nothing_piles_up_where_results_are_taken_slowly(make: Make, tmp_path: Path) -> None:
    """While results are not taken, no more sources are begun than there are workers, and one more."""
    sources = make_sources(tmp_path, *["ok"] * 10)
    outcomes = make(Settings()).mine(sources, stopping=lambda: False)
    next(outcomes)
    for source in sources[5:]:
        Path(source.path).write_text("raise\n")  # whoever reads them now would be too early
    time.sleep(0.3)
    later = list(outcomes)
    assert sum(isinstance(outcome, Skipped) for outcome in later) == 5


@IN_PROCESSES
def test_a_worker_that_dies_takes_only_its_report(make: Make, tmp_path: Path) -> None:
    """A report that ends its process twice is skipped; all others are mined."""
    sources = make_sources(tmp_path, "ok", "exit", "ok", "segfault", "ok")
    outcomes = mine(make(Settings()), sources)
    assert codes(outcomes) == {"ok": "ok", "exit": "crashed", "segfault": "crashed"}
    reasons = {o.reason for o in outcomes.values() if isinstance(o, Skipped)}
    assert any("SIGSEGV" in reason for reason in reasons)
    assert len(outcomes) == 5


@IN_PROCESSES
def test_a_report_whose_worker_died_once_is_tried_again(make: Make, tmp_path: Path) -> None:
    """The second attempt, in a fresh worker, counts."""
    assert codes(mine(make(Settings()), make_sources(tmp_path, "ok", "once", "ok"))) == {"ok": "ok", "once": "ok"}


@IN_PROCESSES
def test_a_report_that_never_ends_is_stopped(make: Make, tmp_path: Path) -> None:
    """After the hard limit the worker is ended and the report is a timeout; the others are mined."""
    settings = Settings(run=RunSettings(mine_timeout_s=2.0))
    outcomes = mine(make(settings), make_sources(tmp_path, "ok", "hang", "ok"))
    assert codes(outcomes) == {"ok": "ok", "hang": Status.TIMEOUT}


@IN_PROCESSES
def test_closing_ends_all_processes(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the iterator is closed no worker is left, busy or not."""
    monkeypatch.setenv(MARK, str(tmp_path))
    outcomes = make(Settings()).mine(make_sources(tmp_path, "ok", "hang", "ok"), stopping=lambda: False)
    next(outcomes)
    assert list(marked_processes(str(tmp_path)))
    outcomes.close()
    assert not list(marked_processes(str(tmp_path)))


def test_workers_that_never_start_are_an_error(tmp_path: Path) -> None:
    """Where no worker can be started the run ends with a message; it does not try for ever."""
    executor = LocalExecutor(Settings(), workers=2, factory=DIES_AT_START)
    with pytest.raises(Missing, match="exit code 9"):
        mine(executor, make_sources(tmp_path, "ok", "ok"))


def test_a_factory_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A part of the program that cannot be imported is said to be missing."""
    executor = LocalExecutor(Settings(), workers=1, factory="reportminer.none:make")
    with pytest.raises(Missing, match=r"reportminer\.none"):
        mine(executor, make_sources(tmp_path, "ok"))


def marked_processes(mark: str) -> Iterator[int]:
    """Ids of other living processes that were started with the mark in their environment."""
    for entry in Path("/proc").glob("[0-9]*"):
        if entry.name == str(os.getpid()):
            continue
        try:
            living = " Z " not in (entry / "stat").read_text().rpartition(")")[2][:4]
            if living and f"{MARK}={mark}".encode() in (entry / "environ").read_bytes():
                yield int(entry.name)
        except OSError:
            continue
