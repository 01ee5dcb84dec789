"""Files and folders that are whole or absent."""

import json
import os
import resource
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reportminer.errors import StorageError, UsageError
from reportminer.store.files import staged_folder, write_atomically


def fill(folder: Path, **files: str) -> None:
    """Write an export set of some files with its manifest."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    outputs = {f"{name}.csv": "hash" for name in files}
    (folder / "manifest.json").write_text(json.dumps({"outputs": outputs}))


def publish(target: Path, **files: str) -> None:
    """Write an export set in place of an earlier one."""
    with staged_folder(target) as folder:
        fill(folder, **files)


def names(folder: Path) -> list[str]:
    """All files below a folder, relative."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def in_child(work: Callable[[], None]) -> int:
    """Run something in a forked child, and return its exit code, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except StorageError:
            code = 5
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """The new bytes stand under the name, and nothing else is left in the folder."""
    for data in (b"one", b"two"):
        write_atomically(tmp_path / "deep" / "file", data)
    assert (tmp_path / "deep" / "file").read_bytes() == b"two"
    assert names(tmp_path) == ["deep/file"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """Where the new bytes do not fit, the old ones stay, no half is left, and the message says what to do."""
    path = tmp_path / "file"
    write_atomically(path, b"old")

    def write_too_much() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        write_atomically(path, b"x" * 5000)

    assert in_child(write_too_much) == StorageError.exit_code
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_a_file_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    """A path through a file, not a folder, leads to a message with a remedy."""
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="What to do"):
        write_atomically(tmp_path / "file" / "below", b"x")


def test_a_set_replaces_an_earlier_set(tmp_path: Path) -> None:
    """Files of the earlier set that the new one lacks are gone."""
    publish(tmp_path / "out", a="1", b="2")
    publish(tmp_path / "out", a="3")
    assert names(tmp_path) == ["out/a.csv", "out/manifest.json"]
    assert (tmp_path / "out" / "a.csv").read_text() == "3"


def test_files_of_the_user_are_kept(tmp_path: Path) -> None:
    """What the manifest does not list belongs to the user, in folders too, and survives."""
    publish(tmp_path / "out", a="1")
    (tmp_path / "out" / "sub").mkdir()
    for name in ("notes.txt", "sub/chart.png"):
        (tmp_path / "out" / name).write_text("mine")
    publish(tmp_path / "out", b="2")
    assert names(tmp_path / "out") == ["b.csv", "manifest.json", "notes.txt", "sub/chart.png"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_other_files_is_refused(tmp_path: Path) -> None:
    """A folder with files but without a manifest is somebody's own, and is not touched."""
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(UsageError, match="no export set"):
        publish(tmp_path, a="1")
    with pytest.raises(UsageError, match="is a file"):
        publish(tmp_path / "thesis.docx", a="1")
    assert names(tmp_path) == ["thesis.docx"]


def test_an_error_leaves_the_earlier_set(tmp_path: Path) -> None:
    """Where filling fails, the earlier set stays and nothing is left beside it."""
    publish(tmp_path / "out", a="1")

    def fail() -> None:
        with staged_folder(tmp_path / "out") as folder:
            fill(folder, a="2")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (tmp_path / "out" / "a.csv").read_text() == "1"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


CALLS = ("fsync", "replace", "rename", "open", "mkdir", "unlink", "rmdir", "scandir")


def kill_at(n: int, work: Callable[[], None]) -> int:
    """Run something in a forked child that is killed at its n-th call to the file system."""

    def doomed() -> None:
        left = [n]

        def counted(call: Callable[..., object]) -> Callable[..., object]:
            def wrapper(*arguments: object, **named: object) -> object:
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*arguments, **named)

            return wrapper

        for name in CALLS:
            setattr(os, name, counted(getattr(os, name)))
        work()

    return in_child(doomed)


def test_a_kill_at_any_call_leaves_one_whole_set_or_none_and_the_users_files(tmp_path: Path) -> None:
    """Killed at any call to the file system: the set is old, new or absent; the next run mends the rest."""
    killed = 0
    for n in range(1, 200):
        out = tmp_path / str(n) / "out"
        publish(out, a="old", b="old")
        (out / "notes.txt").write_text("mine")
        code = kill_at(n, lambda out=out: publish(out, a="new", c="new"))  # type: ignore[misc]
        if code == 0:
            break
        killed += 1
        assert code == -signal.SIGKILL
        if out.exists():
            assert [n for n in names(out) if n != "notes.txt"] in (
                ["a.csv", "b.csv", "manifest.json"],
                ["a.csv", "c.csv", "manifest.json"],
            )
        publish(out, a="new", c="new")
        assert names(out.parent) == ["out/a.csv", "out/c.csv", "out/manifest.json", "out/notes.txt"]
    assert killed > 10


def test_two_that_write_one_set_at_once_take_turns(tmp_path: Path) -> None:
    """The second waits for the first, so that neither takes the other's half-made files away."""
    n_files = 60

    def publish_often(word: str) -> None:
        for _ in range(5):
            publish(tmp_path / "out", **{f"{word}{n}": word for n in range(n_files)})

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(publish_often, "abc"))
    kept = names(tmp_path / "out")
    assert len(kept) == n_files + 1
    assert len({name[0] for name in kept if name != "manifest.json"}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
