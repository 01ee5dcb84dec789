"""A worker process: takes one source after the other from its socket and answers each with a result.

Started by `workflow.local` as `python -m reportminer.workflow.worker SOCKET PARENT`. It ends with the run that
started it, however that ends: Linux kills it with its parent, elsewhere a thread looks every half second, and idle
it sees its socket close.
"""

import ctypes
import importlib
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from reportminer.errors import Missing, ReportminerError
from reportminer.ingest.misses import miss
from reportminer.ingest.passwords import Passwords
from reportminer.records import Source, Stage, Status
from reportminer.settings import Settings
from reportminer.workflow.messages import (
    FrameReader,
    Kind,
    Outcome,
    Setup,
    pack,
    pack_error,
    pack_outcome,
    unpack_setup,
    unpack_source,
)

_PR_SET_PDEATHSIG = 1  # Linux, sys/prctl.h
_CHUNK = 1 << 20

TRY_AGAIN = "try `reportminer retry`; if it stays so, please report it with this file"
"""What to do where a report brought the program down after it was read."""


class Mines(Protocol):
    """What turns a source into a result."""

    @property
    def stage(self) -> Stage:
        """What it does at this moment, for the reason of a failure."""

    def mine(self, source: Source) -> Outcome:
        """Return what was learned from a report, or why there is nothing."""


MinerFactory = Callable[[Settings, Passwords], AbstractContextManager[Mines]]
"""Makes a miner, once a worker."""


def load_factory(path: str) -> MinerFactory:
    """Return a factory by its import path, `package.module:function`."""
    module, _, name = path.partition(":")
    factory: MinerFactory = getattr(importlib.import_module(module), name)
    return factory


def answer(miner: Mines, source: Source) -> bytes:
    """Return the frame with the result for a source; an unforeseen error becomes a skipped report.

    Raises:
        ReportminerError: no report can be mined here.
    """
    try:
        return pack_outcome(miner.mine(source))
    except ReportminerError:
        raise
    except MemoryError:
        return pack_outcome(
            miss(source, Status.MEMORY, "memory ran out", stage=miner.stage, remedy="try again with --workers 1")
        )
    except Exception as error:  # noqa: BLE001 - one report must not end the batch; what happened reaches the tables
        reason = _printable(f"an unforeseen error: {type(error).__name__}: {error}".splitlines()[0][:300])
        return pack_outcome(miss(source, Status.CRASHED, reason, stage=miner.stage, remedy=TRY_AGAIN))


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def main(arguments: list[str]) -> int:
    """Serve on the socket whose number is the first argument, until it is closed.

    The second argument is the process id of the run.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides when to stop
    _end_with_parent(int(arguments[1]))
    with socket.socket(fileno=int(arguments[0])) as channel:
        try:
            _serve(channel)
        except (BrokenPipeError, ConnectionResetError):
            return 1  # the run has gone
        except ReportminerError as error:
            channel.sendall(pack_error(error))
        except ImportError as error:
            problem = Missing(
                f"a part of the program cannot be loaded: {error}", remedy="install the program again"
            )
            channel.sendall(pack_error(problem))
    return 0


def _serve(channel: socket.socket) -> None:
    frames = _receive(channel)
    first = next(frames, None)
    if first is None:
        return
    setup: Setup = unpack_setup(first[1])
    with load_factory(setup.factory)(setup.settings, setup.passwords) as miner:
        channel.sendall(pack(Kind.READY))
        for _, body in frames:
            channel.sendall(answer(miner, unpack_source(body)))


def _receive(channel: socket.socket) -> Iterator[tuple[Kind, bytes]]:
    reader = FrameReader()
    while data := channel.recv(_CHUNK):
        yield from reader.feed(data)


def _end_with_parent(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # it went before the line above took hold
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
