"""The parsing child as its parent sees it: start, ask, listen with a deadline, kill."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path

from reportminer.ingest.protocol import Answer, Garbled, Inbox, Request, encode, write_all
from reportminer.settings import IngestSettings

_MIB = 1 << 20
_PIECE = 1 << 20
_TICK_S = 0.05
_KEEP_STDERR = 4096
_WAIT_AFTER_KILL_S = 10.0
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class Ended(Exception):
    """The child has ended or closed its pipe."""


class ParserProcess:
    """A child process in its own process group, spoken to through two pipes of its own.

    Args:
        settings: limits of the child.
        parser: what it runs, as `package.module:function`.
    """

    def __init__(self, settings: IngestSettings, *, parser: str) -> None:
        requests_out, self._requests = os.pipe()
        self._answers, answers_in = os.pipe()
        self._inbox = Inbox(settings.max_answer_mb * _MIB)
        self._stderr = bytearray()
        self.peak_mb = 0.0
        self.peak_space_mb = 0.0
        arguments = (
            requests_out,
            answers_in,
            os.getpid(),
            settings.memory_limit_mb,
            settings.max_answer_mb,
            parser,
        )
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "reportminer.ingest.child", *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(requests_out, answers_in),
                env=child_environment(),
                start_new_session=True,
            )
        except BaseException:
            os.close(self._requests)
            os.close(self._answers)
            raise
        finally:
            os.close(requests_out)
            os.close(answers_in)
        assert self._process.stderr is not None  # stderr=PIPE gave it
        self._stderr_pipe = self._process.stderr
        self._closed = False
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._answers, selectors.EVENT_READ)
        self._selector.register(self._stderr_pipe.fileno(), selectors.EVENT_READ)

    @property
    def pid(self) -> int:
        """Process id, which is also the id of its process group."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """Exit code once it has ended; minus the signal's number if one ended it."""
        return self._process.returncode

    @property
    def said(self) -> str:
        """The end of what it and its libraries wrote to standard error."""
        return self._stderr.decode("utf-8", "replace")

    def ask(self, request: Request) -> None:
        """Send a request.

        Raises:
            Ended: the child is gone.
        """
        try:
            write_all(self._requests, encode(request))
        except BrokenPipeError as error:
            raise Ended from error

    def listen(self, deadline: float) -> Answer | None:
        """Wait for the next answer until a time of `time.monotonic`; None if the time has passed.

        Raises:
            Ended: the child is gone.
            Garbled: it said something that is no answer.
        """
        while True:
            if (answer := self._inbox.take()) is not None:
                return answer
            left = deadline - time.monotonic()
            if left <= 0:
                return None
            self._wait(min(left, _TICK_S))

    def is_idle(self) -> bool:
        """Say whether the child lives and has said nothing that nobody asked for."""
        try:
            self._wait(0)
            return self._inbox.take() is None
        except (Ended, Garbled):
            return False

    def _wait(self, timeout_s: float) -> None:
        ready = self._selector.select(timeout_s)
        self._sample_memory()
        for key, _ in ready:
            self._read(key.fd)

    def _read(self, descriptor: int) -> None:
        data = os.read(descriptor, _PIECE)
        if descriptor == self._answers:
            if not data:
                raise Ended
            self._inbox.feed(data)
        elif data:
            self._stderr = (self._stderr + data)[-_KEEP_STDERR:]
        else:
            self._selector.unregister(descriptor)

    def _sample_memory(self) -> None:
        """Note the peaks while they can be read: the kernel forgets them when the process ends."""
        with contextlib.suppress(OSError, ValueError):
            for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    self.peak_mb = int(line.split()[1]) / 1024
                elif line.startswith("VmPeak:"):
                    self.peak_space_mb = int(line.split()[1]) / 1024

    def kill(self) -> None:
        """End the whole process group at once and close the pipes; harmless if that was done."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_WAIT_AFTER_KILL_S)
        self._selector.close()
        self._stderr_pipe.close()
        os.close(self._requests)
        os.close(self._answers)

    def join(self, timeout_s: float) -> None:
        """Wait for a child that has closed its pipe, note its last words, and kill what is left of its group."""
        end = time.monotonic() + timeout_s
        while not self._is_dead() and time.monotonic() < end:
            time.sleep(_TICK_S / 5)
        os.set_blocking(self._stderr_pipe.fileno(), False)
        with contextlib.suppress(OSError):
            self._stderr = (self._stderr + os.read(self._stderr_pipe.fileno(), _PIECE))[-_KEEP_STDERR:]
        self.kill()

    def _is_dead(self) -> bool:
        """Look without reaping: until it is reaped, its number cannot belong to another process."""
        if not hasattr(os, "waitid"):
            return False
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None


def child_environment() -> dict[str, str]:
    """Return the environment of the child: this package can be imported, libraries keep to one thread."""
    package_root = str(Path(__file__).parents[2])
    given = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([package_root, given] if given else [package_root])
    return {**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), "PYTHONPATH": path, "MALLOC_ARENA_MAX": "2"}
