"""What runs in the parsing child: limits on itself first, then one report after the other until the pipe closes.

Run as `python -m reportminer.ingest.child REQUESTS ANSWERS PARENT MEMORY_MB MAX_ANSWER_MB PARSER` by
`parser_process.ParserProcess`, never by a person. What a library prints goes nowhere; only the two pipes speak.
"""

import contextlib
import ctypes
import faulthandler
import importlib
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reportminer.ingest.hints import Hints
from reportminer.ingest.protocol import (
    Answer,
    Beat,
    Failed,
    Missed,
    Parsed,
    Ready,
    Request,
    encode,
    read_request,
    write_all,
)
from reportminer.records import Document, Skipped, Source, Status
from reportminer.settings import IngestSettings
from reportminer.text import clip, squash

Parser = Callable[[Source, IngestSettings, Callable[..., None], Hints], Document | Skipped]

_MIB = 1 << 20
_PR_SET_PDEATHSIG = 1
_WATCH_S = 0.2
_MAX_CAUSES = 20


def main(arguments: list[str]) -> None:
    """Serve requests until the parent closes the pipe."""
    requests, answers, parent = (int(value) for value in arguments[:3])
    memory_mb, max_answer_mb = int(arguments[3]), int(arguments[4])
    for descriptor in (requests, answers):
        os.set_inheritable(descriptor, False)
    confine(memory_mb=memory_mb, parent=parent)
    parser = load_parser(arguments[5])
    write_all(answers, encode(Ready()))
    while request := read_request(requests):
        write_all(answers, _make_frame(parser, request, answers, max_bytes=max_answer_mb * _MIB))


def load_parser(path: str) -> Parser:
    """Import a parser named as `package.module:function`."""
    module, _, name = path.partition(":")
    parser: Parser = getattr(importlib.import_module(module), name)
    return parser


def confine(*, memory_mb: int, parent: int) -> None:
    """Limit this process: memory, no core dump, no Ctrl-C of its own, and no life after its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not (_limit_address_space(memory_mb) and _die_with_parent()):
        watch = threading.Thread(target=watch_self, kwargs={"memory_mb": memory_mb, "parent": parent}, daemon=True)
        watch.start()
    if os.getppid() != parent:
        os._exit(1)


def watch_self(*, memory_mb: int, parent: int) -> None:
    """End this process when it outgrows its memory or its parent is gone: for systems whose kernel does not.

    Used on macOS, which has no PDEATHSIG and does not hold RLIMIT_AS.
    """
    while os.getppid() == parent:
        if resident_peak_mb() > memory_mb:
            print("out of memory: the limit is reached", file=sys.stderr, flush=True)
            break
        time.sleep(_WATCH_S)
    os._exit(1)


def resident_peak_mb() -> float:
    """Return the most memory this process has held at a time, MiB.

    Linux counts what the parent held before the child began into `ru_maxrss`, so /proc is asked first.
    """
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _MIB if sys.platform == "darwin" else peak / 1024


def _limit_address_space(memory_mb: int) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    wanted = memory_mb * _MIB
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return True


def _die_with_parent() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    failed: int = ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    return failed == 0


def parse(parser: Parser, request: Request, answers: int) -> Answer:
    """Run the parser on one report and turn whatever happens into an answer."""

    def beat(page: int, n_pages: int = 0, ocr_s: float = 0.0) -> None:
        write_all(answers, encode(Beat(page=page, n_pages=n_pages, ocr_s=ocr_s)))

    try:
        result = parser(request.source, request.settings, beat, request.hints)
        return Parsed(document=result) if isinstance(result, Document) else Missed(skipped=result)
    except BrokenPipeError:
        os._exit(1)
    except Exception as error:  # noqa: BLE001 - any library may raise anything on bad bytes; the answer says what
        return explain(error)


def explain(error: BaseException) -> Failed:
    """Say in plain words what an exception of a parser means for the file.

    Libraries wrap `MemoryError` and `RecursionError` in their own types, so causes and arguments count too.
    """
    for cause in _causes(error):
        if isinstance(cause, MemoryError):
            return Failed(code=Status.MEMORY, reason="reading it needs more memory than is allowed")
        if isinstance(cause, RecursionError):
            return Failed(code=Status.DAMAGED, reason="its parts are nested too deeply to be read")
    said = clip(squash(str(error)), 200)
    name = type(error).__name__
    return Failed(code=Status.CRASHED, reason=f"the reader failed with {name}: {said}" if said else f"{name}")


def _causes(error: BaseException) -> Iterator[BaseException]:
    waiting: list[Any] = [error]
    for _ in range(_MAX_CAUSES):
        if not waiting:
            return
        cause = waiting.pop(0)
        if isinstance(cause, BaseException):
            yield cause
            waiting += [cause.__cause__, cause.__context__, *cause.args]


def _make_frame(parser: Parser, request: Request, answers: int, *, max_bytes: int) -> bytes:
    """Return the answer as a frame; the document itself is let go here, before the frame is written."""
    answer = parse(parser, request, answers)
    try:
        frame = encode(answer)
    except MemoryError:
        return encode(Failed(code=Status.MEMORY, reason="its text needs more memory than is allowed"))
    except (ValueError, TypeError) as error:
        return encode(Failed(code=Status.CRASHED, reason=f"its text cannot be passed on: {error}"))
    if len(frame) > max_bytes:
        return encode(Failed(code=Status.TOO_LARGE, reason="it has more text than is allowed"))
    return frame


if __name__ == "__main__":
    main(sys.argv[1:])
