"""Finds the reports in the files and folders that were given, and says what cannot be a report and why.

Nothing is parsed here: only the first bytes are looked at and the whole is hashed, so that no file can do harm.
"""

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final

from reportminer.errors import UsageError
from reportminer.ids import make_report_id
from reportminer.ingest.forms import HEAD_BYTES, tell_kind
from reportminer.ingest.misses import REMEDIES
from reportminer.records import Skipped, Source, SourceKind, Stage, Status

SUFFIXES: Final = (".pdf", ".html", ".htm", ".docx", ".txt")
"""What is looked at in folders; a file that is named is looked at whatever its suffix."""

_MIB = 1 << 20
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found in the files and folders that were given."""

    sources: tuple[Source, ...]
    """Files that may be reports, by path."""
    skipped: tuple[Skipped, ...]
    """Files that cannot be, by path."""
    roots: tuple[Path, ...]
    """The files and folders given, absolute, in the order given, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    path: Path
    """Absolute; the last part is not followed if it is a link."""
    file: str
    """Relative to its root, with `/`."""
    folder: str
    """Name of its root, to tell apart files of the same relative path."""


def find_sources(roots: Sequence[Path], *, max_file_mb: int, limit: int = 0) -> Found:
    """Look through files and folders, at any depth.

    Hidden files and folders, and Word's lock files (`~$...`), are passed over. Symbolic links, devices and pipes
    are refused: a folder that comes from elsewhere could point anywhere. Only a folder that is itself given may be
    a link.

    Args:
        roots: files and folders.
        max_file_mb: larger files are refused unread, MiB.
        limit: stop after this many sources; 0 means all.

    Raises:
        UsageError: a root is not there; all that are missing are named.
    """
    starts = _check_roots(roots)
    sources: list[Source] = []
    skipped: list[Skipped] = []
    for candidate in _candidates(starts):
        if limit and len(sources) >= limit:
            break
        result = _look_at(candidate, max_bytes=max_file_mb * _MIB)
        if isinstance(result, Source):
            sources.append(result)
        else:
            skipped.append(result)
    return Found(sources=tuple(sources), skipped=tuple(skipped), roots=starts)


def _check_roots(roots: Sequence[Path]) -> tuple[Path, ...]:
    missing = [str(root) for root in roots if not os.path.lexists(root.expanduser())]
    if missing:
        raise UsageError(
            f"not found: {', '.join(missing)}",
            expected="files or folders that exist",
            remedy="check the spelling, and put names with spaces in quotes",
        )
    return tuple(dict.fromkeys(_make_absolute(root.expanduser()) for root in roots))


def _make_absolute(root: Path) -> Path:
    """Resolve a folder wholly, a file up to its own name, so that a link to a file is still seen as one."""
    return root.resolve() if root.is_dir() else root.parent.resolve() / root.name


def _candidates(roots: Sequence[Path]) -> list[_Candidate]:
    """Return every file to look at once, sorted by path, with names that tell them apart."""
    by_path: dict[Path, _Candidate] = {}
    for root in roots:
        walked = _walk(root) if root.is_dir() and not root.is_symlink() else iter([root])
        base = root if root.is_dir() else root.parent
        for path in walked:
            by_path.setdefault(
                path, _Candidate(path=path, file=path.relative_to(base).as_posix(), folder=base.name)
            )
    return _name_apart(sorted(by_path.values(), key=lambda candidate: candidate.path.parts))


def _name_apart(candidates: list[_Candidate]) -> list[_Candidate]:
    """Put the folder's name before files that would share a name, and the whole path where that is not enough."""
    counts = Counter(c.file for c in candidates)
    longer = [c if counts[c.file] == 1 else replace(c, file=f"{c.folder}/{c.file}") for c in candidates]
    counts = Counter(c.file for c in longer)
    return [c if counts[c.file] == 1 else replace(c, file=c.path.as_posix()) for c in longer]


def _walk(folder: Path) -> Iterator[Path]:
    """Yield what may be a report below a folder, links and unreadable folders included; no link is followed."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            yield here
            continue
        for entry in entries:
            path = here / entry.name
            if entry.name.startswith((".", "~$")):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif path.suffix.lower() in SUFFIXES or (entry.is_symlink() and entry.is_dir()):
                yield path


def _look_at(candidate: _Candidate, *, max_bytes: int) -> Source | Skipped:
    if _is_unprintable(candidate.path):
        reason = "its name is not valid text (UTF-8)"
        return _refuse(candidate, Status.UNSUPPORTED, reason, remedy="rename the file")
    try:
        before = candidate.path.lstat()
        if problem := _name_oddity(before.st_mode):
            remedy = "copy the file itself into the folder, or name the folder it points to"
            return _refuse(candidate, Status.UNSUPPORTED, problem, remedy=remedy)
        if stat.S_ISDIR(before.st_mode):
            os.scandir(candidate.path).close()
        return _read_start(candidate, max_bytes=max_bytes)
    except OSError as error:
        reason = f"it cannot be read: {error.strerror or error}"
        return _refuse(candidate, Status.DAMAGED, reason, remedy="check that you may open it, and the disk")


def _name_oddity(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "is a symbolic link, which is not followed"
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return "is a device, pipe or socket, not a file"
    return ""


def _read_start(candidate: _Candidate, *, max_bytes: int) -> Source | Skipped:
    """Open the file without following a link that has just taken its place, look at it and hash it."""
    descriptor = os.open(candidate.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > max_bytes:
            reason = f"has {size / _MIB:.0f} MiB, more than the {max_bytes // _MIB} allowed"
            return _refuse(candidate, Status.TOO_LARGE, reason, size=size)
        head = file.read(HEAD_BYTES)
        digest = hashlib.sha256(head)
        while piece := file.read(_PIECE):
            digest.update(piece)
    sha256 = digest.hexdigest()
    if not head:
        return _refuse(candidate, Status.EMPTY, "has no bytes at all", sha256=sha256)
    told = tell_kind(head, candidate.path.suffix.lower())
    if not isinstance(told, SourceKind):
        return _refuse(candidate, told.code, told.reason, sha256=sha256, size=size, remedy=told.remedy)
    return Source(
        path=str(candidate.path),
        file=candidate.file,
        report_id=make_report_id(sha256),
        sha256=sha256,
        size=size,
        kind=told,
    )


def _is_unprintable(path: PurePath) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return True
    return False


def _refuse(
    candidate: _Candidate, code: Status, reason: str, *, sha256: str = "", size: int = 0, remedy: str = ""
) -> Skipped:
    return Skipped(
        report_id=make_report_id(sha256) if sha256 else "",
        file=_make_printable(candidate.file),
        path=_make_printable(str(candidate.path)),
        sha256=sha256,
        size=size,
        stage=Stage.FIND,
        code=code,
        reason=reason,
        remedy=remedy or REMEDIES[code],
    )


def _make_printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")
