"""Reads reports in a child process that can be killed, so that no file can stop, slow down or fill up a run."""

import signal
import time
from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self

from reportminer.errors import Missing
from reportminer.ingest.hints import Hints
from reportminer.ingest.misses import miss
from reportminer.ingest.parser_process import Ended, ParserProcess
from reportminer.ingest.protocol import Beat, Failed, Garbled, Missed, Parsed, Ready, Request
from reportminer.ingest.salvage import READ_SHARE, WORTH_S, leave_out
from reportminer.records import Document, Skipped, Source, SourceKind, Status
from reportminer.settings import IngestSettings

_START_S = 60.0
_START_ATTEMPTS = 2
_LAST_WORDS_S = 2.0
_NEAR_LIMIT = 0.4
_MEMORY_WORDS = ("memoryerror", "bad_alloc", "out of memory", "cannot allocate memory")
_ABORTS = (signal.SIGABRT, signal.SIGTRAP, signal.SIGILL)


class Sandbox:
    """Reads one report after the other in a child that is kept, and replaced after trouble or many reports.

    Use it as a context manager, and from the thread that made it: Linux ends the child with that thread.

    Args:
        settings: limits of memory and time, and what the parser needs.
        parser: what the child runs, as `package.module:function`; tests plug their own in.
    """

    def __init__(
        self, settings: IngestSettings, *, parser: str = "reportminer.ingest.reader:parse_source"
    ) -> None:
        self._settings = settings
        self._parser = parser
        self._child: ParserProcess | None = None
        self._n_read = 0
        self._ocr_s = 0.0
        self.peak_mb = 0.0
        """Resident memory that a child held at most for the last report, MiB; 0 where it cannot be seen."""

    def read(
        self,
        source: Source,
        *,
        passwords: tuple[str, ...] = (),
        readings: Mapping[int, str] | None = None,
    ) -> Document | Skipped:
        """Return the document, or why there is none; whatever the file holds, within the limits.

        Where the child fails on a page, a fresh one reads the report again without that page, so that the other
        pages are not lost; all attempts together stay within the time for one report. Time in which pictures of
        pages are read is granted on top, up to a limit of its own.

        Args:
            source: the file.
            passwords: tried in order, after the empty one, where the file asks for one.
            readings: see `Hints.readings`; only a parser that heeds them has a use for them.

        Raises:
            Missing: no child could be started at all, which is no fault of the file.
        """
        self.peak_mb = 0.0
        end = time.monotonic() + self._settings.report_timeout_s
        hints = Hints(passwords=passwords, ocr_s=self._settings.ocr_report_timeout_s, readings=readings or {})
        first = result = self._attempt(source, hints, end)
        for n_left in reversed(range(self._settings.max_bad_pages)):
            if isinstance(result, Document) or end + self._ocr_s - time.monotonic() < WORTH_S:
                break
            again = leave_out(result, hints, rest=n_left == 0)
            if again is None:
                break
            end += self._ocr_s
            hints = replace(again, ocr_s=again.ocr_s - self._ocr_s)
            result = self._attempt(source, hints, end)
        # Of several failures the first is the one that a person can make sense of.
        return result if isinstance(result, Document) else first

    def _attempt(self, source: Source, hints: Hints, end: float) -> Document | Skipped:
        try:
            child = self._ready_child()
            result = self._converse(child, source, hints, end)
            self.peak_mb = max(self.peak_mb, child.peak_mb)
        except BaseException:
            self.close()
            raise
        self._n_read += 1
        if self._n_read >= self._settings.recycle_after or _spoils(result):
            self.close()
        return result

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._child.kill()
            self._child = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready_child(self) -> ParserProcess:
        if self._child is not None and not self._child.is_idle():
            self.close()
        said = ""
        for _ in range(_START_ATTEMPTS):
            if self._child is not None:
                return self._child
            self._n_read = 0
            self._child = ParserProcess(self._settings, parser=self._parser)
            said = _await_ready(self._child)
            if said:
                self.close()
        if self._child is None:
            raise Missing(
                f"the process that reads reports does not start: {said}",
                expected=f"a start within {_START_S:g} s and {self._settings.memory_limit_mb} MiB of memory",
                remedy="raise memory_limit_mb in the settings, or install the program again",
            )
        return self._child

    def _converse(self, child: ParserProcess, source: Source, hints: Hints, end: float) -> Document | Skipped:
        """Ask for the report and listen until it is there, time is up or the child is gone."""
        limits = self._settings
        last = Beat(page=0)
        self._ocr_s = 0.0
        time_s = READ_SHARE * (end - time.monotonic())
        try:
            child.ask(Request(source=source, settings=limits, hints=replace(hints, time_s=time_s)))
            while True:
                whole_end = end + self._ocr_s
                answer = child.listen(min(whole_end, time.monotonic() + limits.page_timeout_s))
                match answer:
                    case Beat():
                        last = answer
                        # The child may have gone mad: what it says of itself counts within the limit only.
                        self._ocr_s = min(max(self._ocr_s, answer.ocr_s), hints.ocr_s)
                    case Parsed(document=document):
                        return _accept(document, source)
                    case Missed(skipped=skipped):
                        return _sign(skipped, source)
                    case Failed(code=code, reason=reason):
                        return miss(source, code, reason, page=_next(last), n_pages=last.n_pages)
                    case None:
                        return self._report_timeout(child, source, last, whole=time.monotonic() >= whole_end)
                    case Ready():
                        raise Garbled("ready said twice")
        except Garbled as error:
            child.kill()
            return miss(source, Status.TOO_LARGE if error.oversized else Status.CRASHED, str(error))
        except Ended:
            return self._report_end(child, source, last)

    def _report_timeout(self, child: ParserProcess, source: Source, last: Beat, *, whole: bool) -> Skipped:
        child.kill()
        where = f"after page {last.page}" if last.page else "before the first page was done"
        limit = (
            f"{self._settings.report_timeout_s:g} s for one report"
            if whole
            else f"{self._settings.page_timeout_s:g} s for one page"
        )
        reason = f"reading was stopped {where}: more than {limit}"
        return miss(source, Status.TIMEOUT, reason, page=_next(last), n_pages=last.n_pages)

    def _report_end(self, child: ParserProcess, source: Source, last: Beat) -> Skipped:
        child.join(_LAST_WORDS_S)
        code = child.returncode if child.returncode is not None else 0
        if self._ran_out_of_memory(child, code):
            reason = f"reading it needs more than {self._settings.memory_limit_mb} MiB of memory"
            return miss(source, Status.MEMORY, reason, page=_next(last), n_pages=last.n_pages)
        how = f"was ended by {_name_signal(-code)}" if code < 0 else f"ended early with exit code {code}"
        where = f" after page {last.page}" if last.page else ""
        reason = f"the program part that reads files {how}{where}"
        return miss(source, Status.CRASHED, reason, page=_next(last), n_pages=last.n_pages)

    def _ran_out_of_memory(self, child: ParserProcess, code: int) -> bool:
        """Tell running out of memory from other sudden ends.

        pdfium aborts without a word when an allocation fails; the buffer it wanted was at most about twice what it
        had, so by then the child has used a good part of its address space.
        """
        if any(word in child.said.lower() for word in _MEMORY_WORDS) or -code == signal.SIGKILL:
            return True
        near = child.peak_space_mb >= _NEAR_LIMIT * self._settings.memory_limit_mb
        return near and -code in (*_ABORTS, signal.SIGSEGV)


def _await_ready(child: ParserProcess) -> str:
    """Return nothing once the child is ready, else why it is not."""
    try:
        if isinstance(child.listen(time.monotonic() + _START_S), Ready):
            return ""
    except (Ended, Garbled):
        child.join(_LAST_WORDS_S)
        return child.said.strip().rpartition("\n")[2] or f"exit code {child.returncode}"
    return "no sign of life"


def _accept(document: Document, source: Source) -> Document | Skipped:
    """Take a document under the name of the file that was asked for; one without pages or text is a miss."""
    if source.kind is SourceKind.PDF and not document.pages:
        return miss(source, Status.DAMAGED, "it has no pages")
    if not document.text.strip():
        n_pages = len(document.pages)
        return miss(source, Status.EMPTY, f"no text was found on its {n_pages} page(s)", n_pages=n_pages)
    return replace(document, source=source)


def _sign(skipped: Skipped, source: Source) -> Skipped:
    return replace(
        skipped,
        report_id=source.report_id,
        file=source.file,
        path=source.path,
        sha256=source.sha256,
        size=source.size,
        code=skipped.code if skipped.code is not Status.OK else Status.DAMAGED,
    )


def _spoils(result: Document | Skipped) -> bool:
    """Say whether the child may not go on after this: its state or its memory are in doubt."""
    doubtful = (Status.TIMEOUT, Status.MEMORY, Status.CRASHED, Status.TOO_LARGE)
    return isinstance(result, Skipped) and result.code in doubtful


def _next(last: Beat) -> int:
    """Return the page that was under way; 0 while the file was being opened and after its last page."""
    if last.n_pages:
        return last.page + 1 if last.page < last.n_pages else 0
    return last.page + 1 if last.page else 0


def _name_signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
