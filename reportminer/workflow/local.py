"""Mines on this machine: some worker processes, each with a socket of its own and nothing shared.

A worker that dies takes only its own report with it, which is tried once more in a fresh worker.
"""

import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from reportminer.errors import Missing
from reportminer.ingest.misses import miss
from reportminer.ingest.passwords import NONE, Passwords
from reportminer.records import Skipped, Source, Stage, Status
from reportminer.settings import Settings
from reportminer.workflow.executor import MINER
from reportminer.workflow.messages import FrameReader, Kind, Outcome, Setup, pack, unpack_error, unpack_outcome
from reportminer.workflow.worker import TRY_AGAIN

_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "RAYON_NUM_THREADS",
)
"""Numeric libraries ask these how many threads to start; the workers already use the cores."""

_TICK_S = 0.25
_CHUNK = 1 << 20
_ATTEMPTS = 2
_START_ATTEMPTS = 3
_START_S = 600.0  # models on a slow network drive; a usual start takes below 10


@dataclass(slots=True, kw_only=True)
class _Task:
    """A source and how often it was begun."""

    source: Source
    n_begun: int = 0


class _Worker:
    """A worker process, seen from the run."""

    def __init__(self, *, setup: bytes, debug: bool) -> None:
        self.channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "reportminer.workflow.worker",
                    str(theirs.fileno()),
                    str(os.getpid()),
                ],
                pass_fds=[theirs.fileno()],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if debug else subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C in the terminal is for the run, which decides
            )
        self.frames = FrameReader()
        self.ready = False
        self.task: _Task | None = None
        self.begun = time.monotonic()
        self.n_given = 0
        self._send(setup)

    def give(self, task: _Task) -> None:
        """Hand out a source."""
        self.task, self.begun = task, time.monotonic()
        task.n_begun += 1
        self.n_given += 1
        self._send(pack(Kind.SOURCE, task.source))

    def kill(self) -> None:
        """Kill the process, if it still runs."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)

    def end(self, *, grace_s: float = 0.0) -> int:
        """Kill the process if it runs on; return minus the signal that ended it, or its exit code."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=grace_s)
        self.kill()
        self.channel.close()
        return self._process.wait()

    def _send(self, frame: bytes) -> None:
        # A worker that is gone is noticed when its socket is read. Frames to it are small: this cannot block.
        with suppress(BrokenPipeError, ConnectionResetError):
            self.channel.sendall(frame)


class LocalExecutor:
    """Mines in worker processes on this machine.

    Args:
        settings: for the miners; also holds the hard limit for one report.
        workers: how many processes, from 1.
        factory: `package.module:function` that makes a miner, called once a worker.
        debug: let the workers write to stderr.
        passwords: what opens encrypted reports; sent through the socket, where no other process can read them.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        workers: int,
        factory: str = MINER,
        debug: bool = False,
        passwords: Passwords = NONE,
    ) -> None:
        self._setup = pack(Kind.SETUP, Setup(factory=factory, settings=settings, passwords=passwords))
        self._limit_s = settings.run.mine_timeout_s
        self._n_workers = workers
        self._debug = debug

    def mine(self, sources: Sequence[Source], *, stopping: Callable[[], bool]) -> Generator[Outcome, None, None]:
        """Yield one result for each source, in the order in which they are done; see `Executor`."""
        crew = _Crew(
            sources, setup=self._setup, limit_s=self._limit_s, n_workers=self._n_workers, debug=self._debug
        )
        try:
            yield from crew.work(stopping)
        finally:
            crew.close()


class _Crew:
    """The workers of one call, the sources that wait, and who has what."""

    def __init__(
        self, sources: Sequence[Source], *, setup: bytes, limit_s: float, n_workers: int, debug: bool
    ) -> None:
        self._waiting = deque(_Task(source=source) for source in sources)
        self._setup = setup
        self._limit_s = limit_s
        self._n_workers = n_workers
        self._debug = debug
        self._failed_starts = 0
        self._selector = selectors.DefaultSelector()
        self._workers: list[_Worker] = []

    def work(self, stopping: Callable[[], bool]) -> Iterator[Outcome]:
        """Yield results until nothing waits and nobody works, or until asked to stop and nobody works."""
        while True:
            if stopping():
                self._waiting.clear()
            if not self._waiting and not self._n_busy():
                return
            self._fill()
            for ready, _ in self._selector.select(_TICK_S):
                yield from self._listen(ready.data)
            yield from self._enforce_limit()

    def close(self) -> None:
        """End all workers at once."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._selector.close()

    def _n_busy(self) -> int:
        return sum(worker.task is not None for worker in self._workers)

    def _fill(self) -> None:
        """Give idle workers something to do, and start workers up to one a source, or as many as allowed."""
        for worker in [w for w in self._workers if w.ready and w.task is None]:
            self._hand_out(worker)
        while len(self._workers) < min(self._n_workers, self._n_busy() + len(self._waiting)):
            worker = _Worker(setup=self._setup, debug=self._debug)
            self._workers.append(worker)
            self._selector.register(worker.channel, selectors.EVENT_READ, worker)

    def _hand_out(self, worker: _Worker) -> None:
        if not self._waiting:
            return
        if self._waiting[0].n_begun and worker.n_given:
            self._drop(worker)  # a second attempt is for a fresh worker, which `_fill` starts
        else:
            worker.give(self._waiting.popleft())

    def _listen(self, worker: _Worker) -> Iterator[Outcome]:
        try:
            data = worker.channel.recv(_CHUNK)
        except ConnectionResetError:
            data = b""
        if not data:
            yield from self._bury(worker)
            return
        for kind, body in worker.frames.feed(data):
            if kind is Kind.FATAL:
                raise unpack_error(body)
            worker.ready, worker.task, self._failed_starts = True, None, 0
            # The next source goes out first: the worker is busy while the result is stored.
            self._hand_out(worker)
            if kind is not Kind.READY:
                yield unpack_outcome(kind, body)

    def _bury(self, worker: _Worker) -> Iterator[Skipped]:
        """Take a dead worker off the list; its report is tried again in a fresh one, or given up."""
        code = self._drop(worker, grace_s=2.0)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _START_ATTEMPTS:
                raise Missing(
                    f"the worker processes do not start ({_how(code)})",
                    expected="workers that load the models and wait for reports",
                    remedy="try --workers 1 on a machine with little memory; else install the program again",
                )
        task = worker.task
        if task is not None and task.n_begun < _ATTEMPTS:
            self._waiting.append(task)
        elif task is not None:
            reason = f"the process that mined it {_how(code)}, twice"
            yield miss(task.source, Status.CRASHED, reason, stage=Stage.EXTRACT, remedy=TRY_AGAIN)

    def _enforce_limit(self) -> Iterator[Skipped]:
        started = time.monotonic() - _START_S
        for worker in [w for w in self._workers if not w.ready and w.begun < started]:
            worker.kill()  # its closed socket is read next, as that of one that died
        end = time.monotonic() - self._limit_s
        for worker in [w for w in self._workers if w.task is not None and w.begun < end]:
            self._drop(worker)
            if worker.task is not None:
                reason = f"it was not done after {self._limit_s:g} s"
                remedy = "raise mine_timeout_s in the settings, then `reportminer retry`"
                yield miss(worker.task.source, Status.TIMEOUT, reason, stage=Stage.EXTRACT, remedy=remedy)

    def _drop(self, worker: _Worker, *, grace_s: float = 0.0) -> int:
        self._selector.unregister(worker.channel)
        self._workers.remove(worker)
        return worker.end(grace_s=grace_s)


def _environment() -> dict[str, str]:
    """Return the environment of a worker: one thread each, and the same import path as here."""
    paths = os.pathsep.join(path for path in sys.path if path)
    return {
        **os.environ,
        **dict.fromkeys(_ONE_THREAD, "1"),
        "TOKENIZERS_PARALLELISM": "false",
        "PYTHONPATH": paths,
        "PYTHONHASHSEED": "0",
    }


def _how(code: int) -> str:
    if code >= 0:
        return f"ended with exit code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
