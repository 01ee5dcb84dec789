"""One run at a time: a lock on the workspace that the kernel holds and frees, however a run ends."""

import fcntl
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from reportminer.errors import StorageError, WorkspaceBusy
from reportminer.store.faults import explain_os, storage_errors

LOCK = ".lock"


@contextmanager
def hold_workspace(workspace: Path) -> Iterator[None]:
    """Hold the workspace, made where absent, until the block ends.

    Raises:
        WorkspaceBusy: another run holds it; says which process, on which machine, since when.
        StorageError: the folder cannot be written, or its file system knows no locks.
    """
    path = workspace / LOCK
    with storage_errors(path):
        workspace.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    try:
        _lock(handle, path)
        _write_holder(handle)
        yield
    finally:
        # The file stays: removing it would let two runs hold two files of the same name.
        os.close(handle)


def _lock(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise WorkspaceBusy(
            f"another run holds {path.parent}: {_read_holder(handle)}",
            remedy="wait until it has ended, or choose another folder with --workspace",
        ) from error
    except OSError as error:
        raise StorageError(
            f"{path.parent} lies on a disk that cannot hold locks ({explain_os(error, path).found})",
            remedy="choose a folder on a local disk with --workspace",
        ) from error


def _write_holder(handle: int) -> None:
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    holder = {"process": os.getpid(), "machine": platform.node(), "since": since}
    # The words are a help only: the lock holds also where they cannot be written, for example on a full disk.
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps(holder).encode(), 0)
    except OSError:
        return


def _read_holder(handle: int) -> str:
    try:
        holder = json.loads(os.pread(handle, 4096, 0))
        return f"process {holder['process']} on {holder['machine']} since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "it does not say which"
