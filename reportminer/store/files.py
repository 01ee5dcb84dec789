"""Files that are whole or absent, whenever the process, the machine or the disk gives up."""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from reportminer.errors import UsageError
from reportminer.store.faults import storage_errors

MANIFEST = "manifest.json"
"""Lists under `outputs` every other file of a folder that `staged_folder` made."""


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that its name always leads to the old bytes or to the new ones.

    Raises:
        StorageError: the disk is full or the folder cannot be written; the old file stays.
    """
    with opened_atomically(path) as file:
        file.write(data)


@contextmanager
def opened_atomically(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, and put it in the place of `path` when the block ends without an error.

    Raises:
        StorageError: the disk is full or the folder cannot be written; the old file stays.
    """
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.tmp")
        try:
            with open(temporary, "xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def staged_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder to fill, and put it in the place of `target` when the block ends without an error.

    Where another process fills a folder beside it at this moment, this one waits for its turn.
    Files in `target` that its old manifest does not list belong to the user and are kept. The block must write
    `manifest.json` with an object `outputs` whose keys are the names of all other files, relative, with `/`.

    Raises:
        UsageError: `target` is a file, or a folder with files but no manifest, so not made by this function.
        StorageError: the disk is full or the folder cannot be written; the old set stays.
    """
    target = target.resolve()
    with storage_errors(target), _alone_in(target.parent):
        _check_target(target)
        _recover(target)
        staged = _beside(target, "new")
        staged.mkdir()
        try:
            yield staged
            _sync_tree(staged)
            _swap(staged, target)
        except BaseException:
            shutil.rmtree(staged, ignore_errors=True)
            raise


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Make a folder and wait until no other fills one in it: two would take each other's files for leftovers."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network disks know no locks; there one must take care oneself
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _beside(target: Path, word: str) -> Path:
    return target.with_name(f".{target.name}.{word}")


def _check_target(target: Path) -> None:
    if target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).is_file():
        problem = f"{target} holds files that are no export set"
    elif target.exists() and not target.is_dir():
        problem = f"{target} is a file"
    else:
        return
    raise UsageError(
        problem, expected="a new or empty folder, or an earlier export set", remedy="name another folder"
    )


def _recover(target: Path) -> None:
    """Mend what a run left that was killed in the middle of `_swap`."""
    shutil.rmtree(_beside(target, "new"), ignore_errors=True)
    shutil.rmtree(_beside(target, "trash"), ignore_errors=True)
    old = _beside(target, "old")
    if old.is_dir() and not target.exists():
        old.rename(target)
    elif old.is_dir():
        _remove_old(old, target)


def _swap(staged: Path, target: Path) -> None:
    old = _beside(target, "old")
    if target.is_dir() and any(target.iterdir()):
        target.rename(old)
    try:
        os.replace(staged, target)
    except OSError:
        if old.is_dir():
            old.rename(target)
        raise
    sync_folder(target.parent)
    if old.is_dir():
        _remove_old(old, target)


def _remove_old(old: Path, target: Path) -> None:
    """Move the user's own files over to the new set and remove the rest."""
    listed = _listed(old)
    for path in sorted(p for p in old.rglob("*") if not p.is_dir() or p.is_symlink()):
        name = path.relative_to(old).as_posix()
        place = target / name
        if name not in listed and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            path.rename(place)
    # Renamed first: killed half way through, the rest must not look like files of the user.
    trash = _beside(target, "trash")
    old.rename(trash)
    shutil.rmtree(trash)


def _listed(folder: Path) -> set[str]:
    try:
        outputs = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["outputs"]
        return {MANIFEST, *outputs}
    except (OSError, ValueError, KeyError, TypeError):
        return {MANIFEST}


def _sync_tree(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
