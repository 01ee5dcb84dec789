import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.errors import Missing
from reportminer.ingest.child import explain
from reportminer.ingest.protocol import Beat, Garbled, Inbox, encode
from reportminer.ingest.sandbox import Sandbox
from reportminer.records import Document, Skipped, Source, Status
from reportminer.settings import IngestSettings
from tests.builders import make_source
from tests.ingest.fake_parsers import PATH

LIMITS = IngestSettings(memory_limit_mb=256, page_timeout_s=1.0, report_timeout_s=2.0, max_answer_mb=1)
ROOMY = replace(LIMITS, page_timeout_s=20.0, report_timeout_s=30.0)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with small limits and the misbehaving parser."""
    with Sandbox(LIMITS, parser=PATH) as box:
        yield box


@pytest.fixture(scope="module")
def roomy() -> Iterator[Sandbox]:
    """The same with time enough, for what is not about time; shared, since it must survive whatever it reads."""
    with Sandbox(ROOMY, parser=PATH) as box:
        yield box


def read_pid(box: Sandbox) -> str:
    """Return the sentence in which a well-behaved read states the child's id."""
    document = box.read(make_source("answer"))
    assert isinstance(document, Document)
    return document.text


def read_miss(box: Sandbox, verb: str) -> Skipped:
    """Read a file that cannot be read."""
    skipped = box.read(make_source(verb))
    assert isinstance(skipped, Skipped)
    return skipped


def is_alive(pid: int) -> bool:
    """Say whether a process is there and not a zombie."""
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return bool(state.strip()) and not state.startswith("Z")


def wait_until_gone(pid: int, timeout_s: float = 5.0) -> bool:
    """Wait for a process to go."""
    end = time.monotonic() + timeout_s
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_alive(pid)


def test_a_document_comes_back_whole(roomy: Sandbox) -> None:
    """What the parser returns arrives as the same record, under the source that was asked for."""
    source = make_source("large")
    document = roomy.read(source)
    assert isinstance(document, Document)
    assert document.source == source
    assert document.text == "é" * 400_000


def test_the_child_is_kept(roomy: Sandbox) -> None:
    """Reports that read well share one child."""
    assert read_pid(roomy) == read_pid(roomy) != f"read by {os.getpid()}"


def test_the_child_is_replaced_after_a_number_of_reports() -> None:
    """After `recycle_after` reports the child is a new one."""
    with Sandbox(replace(ROOMY, recycle_after=2), parser=PATH) as box:
        first, second, third = read_pid(box), read_pid(box), read_pid(box)
    assert first == second != third


@pytest.mark.parametrize(
    ("verb", "code", "words"),
    [
        ("wrapped_memory", Status.MEMORY, "more memory"),
        ("nest", Status.DAMAGED, "nested too deeply"),
        ("raise", Status.CRASHED, "KeyError: 'MediaBox'"),
        ("exit", Status.CRASHED, "exit code 7"),
        ("segfault", Status.CRASHED, "SIGSEGV"),
        ("fill_memory", Status.MEMORY, "more memory"),
        ("abort_when_full", Status.MEMORY, "256 MiB"),
        ("huge", Status.TOO_LARGE, "more text than is allowed"),
        ("surrogate", Status.CRASHED, "cannot be passed on"),
        ("no_pages", Status.DAMAGED, "no pages"),
        ("no_text", Status.EMPTY, "no text was found on its 1 page"),
        ("skip", Status.ENCRYPTED, "password"),
        ("forge", Status.CRASHED, "no valid answer"),
        ("boast", Status.TOO_LARGE, "more text than is allowed"),
    ],
)
def test_each_end_has_its_status_and_the_next_report_is_read(
    roomy: Sandbox, verb: str, code: Status, words: str
) -> None:
    """However the parser ends, the file has one status with a plain reason, and the sandbox goes on."""
    skipped = read_miss(roomy, verb)
    assert skipped.code is code
    assert words in skipped.reason
    assert skipped.remedy
    assert (skipped.file, skipped.report_id) == (verb, make_source(verb).report_id)
    assert read_pid(roomy).startswith("read by")


def test_noise_on_standard_output_and_error_is_no_answer(roomy: Sandbox) -> None:
    """Libraries may print as much as they like: the answer is still the document."""
    assert isinstance(roomy.read(make_source("print")), Document)


@pytest.mark.parametrize("verb", ["hang_at_once", "busy"])
def test_silence_is_ended_after_the_page_limit(sandbox: Sandbox, verb: str) -> None:
    """A parser that sleeps or spins without a sign is killed after the limit for one page."""
    read_pid(sandbox)
    begin = time.monotonic()
    skipped = read_miss(sandbox, verb)
    assert skipped.code is Status.TIMEOUT
    assert "before the first page" in skipped.reason
    assert LIMITS.page_timeout_s <= time.monotonic() - begin < LIMITS.page_timeout_s + 2


def test_a_hang_names_the_page_it_came_after(sandbox: Sandbox) -> None:
    """The page that was under way and the number of pages, where the parser said it, are in the record."""
    skipped = read_miss(sandbox, "hang")
    assert (skipped.page, skipped.n_pages) == (3, 9)
    assert "after page 2" in skipped.reason


def test_signs_of_life_do_not_prolong_the_whole(sandbox: Sandbox) -> None:
    """A parser that reports page after page for ever ends at the limit for one report."""
    skipped = read_miss(sandbox, "beat_for_ever")
    assert skipped.code is Status.TIMEOUT
    assert "2 s for one report" in skipped.reason


def test_two_reports_in_a_row_after_a_kill(sandbox: Sandbox) -> None:
    """After a kill a fresh child serves the next reports."""
    read_miss(sandbox, "hang_at_once")
    assert read_pid(sandbox) == read_pid(sandbox)


def test_what_the_child_started_is_killed_with_it(sandbox: Sandbox, tmp_path: Path) -> None:
    """The whole process group goes, so that no OCR program is left behind."""
    note = tmp_path / "pids"
    skipped = sandbox.read(replace(make_source("spawn"), path=str(note)))
    assert isinstance(skipped, Skipped)
    assert all(wait_until_gone(int(pid)) for pid in note.read_text().split())


def test_a_child_that_died_between_reports_is_replaced(roomy: Sandbox) -> None:
    """The next report does not suffer from a child that was killed while it waited."""
    pid = int(read_pid(roomy).rpartition(" ")[2])
    os.kill(pid, signal.SIGKILL)
    assert wait_until_gone(pid)
    assert read_pid(roomy) != f"read by {pid}"


def test_leaving_the_sandbox_ends_the_child() -> None:
    """No child outlives its sandbox."""
    with Sandbox(ROOMY, parser=PATH) as box:
        pid = int(read_pid(box).rpartition(" ")[2])
        assert is_alive(pid)
    assert not is_alive(pid)


PARENT = """
import sys
from pathlib import Path
from dataclasses import replace
from reportminer.ingest.sandbox import Sandbox
from reportminer.settings import IngestSettings
from tests.builders import make_source
with Sandbox(IngestSettings(memory_limit_mb=256), parser="tests.ingest.fake_parsers:parse") as box:
    box.read(replace(make_source("spawn"), path=sys.argv[1]))
"""


def start_parent(note: Path, root: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start a process whose sandbox hangs in a report, and return it with its child's id."""
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(note)], cwd=root, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 20
    while not (note.exists() and note.read_text()) and time.monotonic() < end:
        time.sleep(0.02)
    return parent, int(note.read_text().split()[0])


def test_a_killed_parent_leaves_no_child(tmp_path: Path, root: Path) -> None:
    """A child in the middle of a hang ends with the parent, even when the parent is killed without warning."""
    parent, child = start_parent(tmp_path / "pids", root)
    parent.kill()
    parent.wait()
    assert wait_until_gone(child)


def test_ctrl_c_ends_a_read_and_its_child(tmp_path: Path, root: Path) -> None:
    """Ctrl-C reaches the parent only, interrupts the read and takes the child along."""
    parent, child = start_parent(tmp_path / "pids", root)
    os.kill(child, signal.SIGINT)
    time.sleep(0.1)
    assert is_alive(child)
    parent.send_signal(signal.SIGINT)
    assert parent.wait(10) != 0
    assert wait_until_gone(child)


def test_a_parser_that_cannot_be_loaded_is_an_error_of_the_program() -> None:
    """Where no child can start, the run stops with a message instead of blaming every file."""
    with Sandbox(ROOMY, parser="tests.ingest.no_such_module:parse") as box, pytest.raises(Missing) as caught:
        box.read(make_source("answer"))
    assert "no_such_module" in str(caught.value)


WATCHED = """
import os, sys, time
from reportminer.ingest.child import watch_self
import threading
threading.Thread(target=watch_self, kwargs={"memory_mb": 100, "parent": os.getppid()}, daemon=True).start()
held = [b"x" * (1 << 24) for _ in range(int(sys.argv[1]))]
time.sleep(0.6)
print("alive", flush=True)
"""


@pytest.mark.parametrize(("pieces", "said"), [("1", "alive\n"), ("12", "")])
def test_where_the_kernel_does_not_limit_memory_the_child_does(root: Path, pieces: str, said: str) -> None:
    """The watch for macOS ends a process over its limit and leaves one below it alone."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, pieces], cwd=root, capture_output=True, text=True, check=False, timeout=30
    )
    assert done.stdout == said
    assert done.returncode == (0 if said else 1)


def test_causes_of_an_exception_are_searched() -> None:
    """An error of memory is found however deep a library has wrapped it."""
    error = RuntimeError("outer")
    error.__cause__ = ValueError("inner", MemoryError())
    assert explain(error).code is Status.MEMORY


def test_answers_are_put_together_from_any_pieces() -> None:
    """Two answers that arrive byte by byte come out as they went in."""
    inbox, taken = Inbox(max_bytes=100), []
    for byte in encode(Beat(page=1)) + encode(Beat(page=2, n_pages=7)):
        inbox.feed(bytes([byte]))
        if (answer := inbox.take()) is not None:
            taken.append(answer)
    assert taken == [Beat(page=1), Beat(page=2, n_pages=7)]


def test_an_answer_over_the_limit_is_refused_by_its_stated_length() -> None:
    """The parent does not wait for, or hold, the bytes of an answer that is too long."""
    with pytest.raises(Garbled):
        Inbox(max_bytes=100).feed((101).to_bytes(8, "big"))


def test_a_source_keeps_its_name_over_the_pipe(roomy: Sandbox) -> None:
    """Names with spaces, accents and quotes go through unchanged."""
    source: Source = replace(make_source("answer"), path="/reports/Évaluation “2018” 100%.pdf")
    document = roomy.read(source)
    assert isinstance(document, Document)
    assert document.source.path == source.path
