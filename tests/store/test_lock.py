"""One run at a time."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reportminer.errors import WorkspaceBusy
from reportminer.store.lock import hold_workspace


@contextmanager
def other_process(workspace: Path) -> Iterator[int]:
    """Another process that holds the workspace until it is killed; gives its id."""
    here, there = socket.socketpair()
    child = os.fork()
    if child == 0:
        with hold_workspace(workspace):
            there.sendall(b"!")
            signal.pause()
        os._exit(0)
    here.recv(1)
    try:
        yield child
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        here.close()
        there.close()


def test_a_second_run_is_told_who_holds_the_workspace(tmp_path: Path) -> None:
    """The message names the process, the machine and the time."""
    with other_process(tmp_path) as pid, pytest.raises(WorkspaceBusy) as caught, hold_workspace(tmp_path):
        pass
    for part in (f"process {pid}", socket.gethostname(), "since 20"):
        assert part in str(caught.value)


def test_a_killed_run_holds_nothing(tmp_path: Path) -> None:
    """The kernel frees the lock with the process."""
    with other_process(tmp_path):
        pass
    with hold_workspace(tmp_path):
        pass


def test_a_workspace_is_free_after_use(tmp_path: Path) -> None:
    """The lock can be taken again and again, also after an error."""
    for _ in range(2):
        with pytest.raises(RuntimeError), hold_workspace(tmp_path / "new"):
            raise RuntimeError
