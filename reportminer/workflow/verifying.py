"""Proves that quotations still stand in their files where they were found."""

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from reportminer.ingest.passwords import NONE, Passwords
from reportminer.settings import IngestSettings, Settings
from reportminer.workflow.summary import Progress, SilentProgress
from reportminer.workflow.verify_choice import Wanted, choose_claims
from reportminer.workflow.verify_judging import ReportClaims
from reportminer.workflow.verify_records import Verdict, Verification, Verified
from reportminer.workflow.verify_report import Reader, Verifier, make_sandbox

WORKERS = 2
"""Reports verified at the same time."""
Outcome = list[Verified] | BaseException
"""How the verification of one report ended."""
Work = Callable[[Iterable[int], Callable[[int, Outcome], None]], None]
"""Verifies reports by number, and tells the outcome of each."""


def verify_findings(
    workspace: Path,
    wanted: Wanted,
    *,
    settings: Settings,
    passwords: Passwords = NONE,
    progress: Progress | None = None,
    n_workers: int = WORKERS,
    make_reader: Callable[[IngestSettings], Reader] = make_sandbox,
) -> Verification:
    """Re-open the sources of findings and say of each whether it still stands where it was found.

    Where a file's bytes are those that were mined, the words of a PDF's pages are read again by the other engine
    than the one that found them, and must stand inside the stored boxes. Where they are not, the file is read anew
    and the quotation looked for. `KeyboardInterrupt` ends it early with what is done so far.

    Args:
        workspace: its folder.
        wanted: which findings.
        settings: limits of reading.
        passwords: what opens encrypted reports.
        progress: told of each report done.
        n_workers: reports at the same time, from 1.
        make_reader: gives each worker what reads its files; tests plug their own in.

    Raises:
        UsageError: an id, a report or a word of a filter is not in the workspace; or ids are given with others.
        Missing: no child that reads could be started.
    """
    begun = time.monotonic()
    reports = choose_claims(workspace, wanted, settings=settings)
    shown = progress or SilentProgress()
    results: dict[int, list[Verified]] = {}

    def work(numbers: Iterable[int], done: Callable[[int, Outcome], None]) -> None:
        with closing(make_reader(settings.ingest)) as reader:
            verifier = Verifier(reader, settings=settings, passwords=passwords)
            for number in numbers:
                done(number, _catch(verifier, reports[number]))

    shown.start(len(reports))
    try:
        with suppress(KeyboardInterrupt):
            for number, rows in _share_out(reports, work, n_workers=n_workers):
                results[number] = rows
                shown.advance(reports[number].file, _say(rows))
    finally:
        shown.close()
    return Verification(
        rows=tuple(row for number in sorted(results) for row in results[number]),
        n_asked=sum(len(report.claims) for report in reports),
        interrupted=len(results) < len(reports),
        seconds=round(time.monotonic() - begun, 1),
    )


def _share_out(
    reports: Sequence[ReportClaims], work: Work, *, n_workers: int
) -> Iterator[tuple[int, list[Verified]]]:
    """Yield the number of each report and how its quotations end, as workers are done with them."""
    # The largest first, so that no worker is left alone with it at the end.
    order = sorted(range(len(reports)), key=lambda number: (-len(reports[number].claims), number))
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[int, Outcome]] = queue.SimpleQueue()
    for number in order:
        waiting.put(number)
    stopped = threading.Event()

    def take() -> Iterator[int]:
        with suppress(queue.Empty):
            while not stopped.is_set():
                yield waiting.get_nowait()

    def run() -> None:
        try:
            work(take(), lambda number, outcome: done.put((number, outcome)))
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            done.put((-1, error))

    for _ in range(min(n_workers, len(order))):
        # A daemon dies with the program, and its child with it: Ctrl-C does not wait for a file that hangs.
        threading.Thread(target=run, daemon=True).start()
    try:
        for _ in order:
            number, outcome = done.get()
            if isinstance(outcome, BaseException):
                raise outcome
            yield number, outcome
    finally:
        stopped.set()


def _catch(verifier: Verifier, report: ReportClaims) -> Outcome:
    """Carry an error over to the main thread, which would else wait for ever."""
    try:
        return verifier.verify(report)
    except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
        return error


def _say(rows: Sequence[Verified]) -> str:
    """Return in a few words how the quotations of a report ended."""
    counts = {verdict: sum(row.verdict is verdict for row in rows) for verdict in Verdict}
    return ", ".join(f"{n} {verdict}" for verdict, n in counts.items() if n)
