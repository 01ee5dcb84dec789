"""What a run has to do: compares what lies in the folders with what is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from reportminer.records import Skipped, Source, Status
from reportminer.store.inventory import StoredFile
from reportminer.workflow.stale import ResultKey

Found = TypeVar("Found", bound=Source | Skipped)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run has to do, and what it need not."""

    to_mine: tuple[Source, ...]
    """One source for each new or stale content, by shown name."""
    copies: tuple[Source | Skipped, ...]
    """Sources with the same bytes as another one, not stored yet or stored with other bytes."""
    skipped: tuple[Skipped, ...]
    """Files that are not opened at all and are not stored so yet."""
    renamed: tuple[Source | Skipped, ...]
    """Files stored under another shown name."""
    gone: tuple[str, ...]
    """Paths of stored files that are no longer there."""
    n_new: int
    """Files that were not stored."""
    n_changed: int
    """Files stored with other bytes."""
    n_stale: int
    """Files stored with these bytes, but with other settings, models or stages."""
    n_unchanged: int
    """Files stored as they are."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done."""
        return not (self.to_mine or self.copies or self.skipped or self.renamed or self.gone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What was found in the folders that were given."""

    sources: tuple[Source, ...]
    """Files that can be read."""
    skipped: tuple[Skipped, ...]
    """Files that cannot."""
    roots: tuple[Path, ...]
    """The folders and files that were given, absolute."""
    complete: bool
    """Whether all was looked at; not with a limit."""

    @property
    def files(self) -> tuple[Source | Skipped, ...]:
        """All files that were looked at."""
        return (*self.sources, *self.skipped)

    def root_of(self, path: str) -> str:
        """Return the folder or file given that holds a path, the deepest one; empty where none does."""
        return max((str(root) for root in self.roots if is_below(path, root)), key=len, default="")


def is_below(path: str, root: Path) -> bool:
    """Say whether a path is the root or lies below it."""
    return path == str(root) or path.startswith(f"{root}/".replace("//", "/"))


def make_plan(sighting: Sighting, stored: Mapping[str, StoredFile], *, key: ResultKey) -> Plan:
    """Return what is to be done.

    Args:
        sighting: what lies in the folders.
        stored: all stored files by path.
        key: of results made now.
    """
    seen = {found.path: found for found in sighting.files}
    current = {row.sha256 for row in stored.values() if _counts(row, key)}
    firsts = _firsts(sighting)
    to_mine = [first for first in firsts if isinstance(first, Source) and first.sha256 not in current]
    skipped = [first for first in firsts if isinstance(first, Skipped) and not _is_stored(stored, first, key)]
    chosen = {source.path for source in to_mine} | {miss.path for miss in skipped}
    others = [found for found in sighting.files if found.path not in chosen and not _has_bytes(stored, found)]
    unchanged = [found for found in seen.values() if _has_bytes(stored, found)]
    stale = [found for found in unchanged if not key.is_current(stored[found.path].status, stored[found.path].key)]
    return Plan(
        to_mine=tuple(to_mine),
        copies=tuple(sorted(others, key=lambda f: (f.file, f.path))),
        skipped=tuple(skipped),
        renamed=tuple(f for f in unchanged if _renamed(stored[f.path], f, sighting)),
        gone=_gone(sighting, stored, seen),
        n_new=sum(path not in stored for path in seen),
        n_changed=sum(path in stored and not _has_bytes(stored, found) for path, found in seen.items()),
        n_stale=len(stale),
        n_unchanged=len(unchanged) - len(stale),
    )


def make_retry(failed: Mapping[str, StoredFile], sighting: Sighting) -> Plan:
    """Return a plan that does failed files again, whatever they depend on.

    Args:
        failed: stored files by path.
        sighting: those of them that are still there.
    """
    there = {found.path for found in sighting.files}
    return Plan(
        to_mine=sighting.sources,
        copies=(),
        skipped=sighting.skipped,
        renamed=(),
        gone=tuple(path for path in failed if path not in there),
        n_new=0,
        n_changed=sum(failed[found.path].sha256 != found.sha256 for found in sighting.files),
        n_stale=0,
        n_unchanged=0,
    )


def find_emptied(sighting: Sighting, stored: Mapping[str, StoredFile]) -> dict[Path, int]:
    """Return the folders given in which no file was found but some are stored, with the number of these.

    Where not everything was looked at, nothing is forgotten, and so there is none.
    """
    if not sighting.complete:
        return {}
    empty = [root for root in sighting.roots if not any(is_below(f.path, root) for f in sighting.files)]
    known = {root: sum(is_below(path, root) for path in stored) for root in empty}
    return {root: n_files for root, n_files in known.items() if n_files}


def name_apart(sighting: Sighting, stored: Mapping[str, StoredFile]) -> Sighting:
    """Give files another shown name where a file of another folder, stored before, is called the same.

    The folder's name is put before it, and the whole path shown where that is not enough.
    """
    held = {row.file for path, row in stored.items() if not sighting.root_of(path)}
    if not any(found.file in held for found in sighting.files):
        return sighting
    taken = held | {found.file for found in sighting.files}

    def free_name(found: Source | Skipped) -> str:
        root = Path(sighting.root_of(found.path))
        folder = root.parent if str(root) == found.path else root
        longer = f"{folder.name}/{found.file}"
        return found.file if found.file not in held else longer if longer not in taken else found.path

    return replace(
        sighting,
        sources=tuple(replace(found, file=free_name(found)) for found in sighting.sources),
        skipped=tuple(replace(found, file=free_name(found)) for found in sighting.skipped),
    )


def _counts(row: StoredFile, key: ResultKey) -> bool:
    return row.status != Status.DUPLICATE and key.is_current(row.status, row.key)


def _has_bytes(stored: Mapping[str, StoredFile], found: Source | Skipped) -> bool:
    return found.path in stored and stored[found.path].sha256 == found.sha256


def _is_stored(stored: Mapping[str, StoredFile], found: Skipped, key: ResultKey) -> bool:
    """Say whether a file that is not opened is stored with this reason, or as a duplicate of one that is."""
    if not _has_bytes(stored, found):
        return False
    row = stored[found.path]
    same = (row.status, row.reason, row.remedy) == (found.code, found.reason, found.remedy)
    return (same or row.status == Status.DUPLICATE) and key.is_current(row.status, row.key)


def _renamed(row: StoredFile, found: Source | Skipped, sighting: Sighting) -> bool:
    return (row.file, row.root) != (found.file, sighting.root_of(found.path))


def _gone(
    sighting: Sighting, stored: Mapping[str, StoredFile], seen: Mapping[str, Source | Skipped]
) -> tuple[str, ...]:
    if not sighting.complete:
        return ()
    return tuple(sorted(path for path in stored if path not in seen and sighting.root_of(path)))


def _firsts(sighting: Sighting) -> list[Source | Skipped]:
    """Return one file for each content: readable ones before others, then by shown name; unread ones each."""
    firsts: dict[str, Source | Skipped] = {}
    for source in _in_order(sighting.sources):
        firsts.setdefault(source.sha256, source)
    for skipped in _in_order(sighting.skipped):
        firsts.setdefault(skipped.sha256 or skipped.path, skipped)
    return list(firsts.values())


def _in_order(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda f: (f.file, f.path))
