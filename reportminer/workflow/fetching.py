"""The register of real reports: what is in it, what of it is at hand, and fetching the rest."""

import difflib
import fcntl
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reportminer.errors import UsageError, WorkspaceBusy
from reportminer.fetch.addresses import HostList, check_address, read_address
from reportminer.fetch.asking import Session
from reportminer.fetch.download import Tell, download
from reportminer.fetch.ledger import read_ledger, write_ledger
from reportminer.fetch.partial import Part
from reportminer.fetch.records import Fetched, Missed, Trouble, Wanted
from reportminer.fetch.robots import Robots
from reportminer.gazetteer.register import Known, load_register
from reportminer.ids import hash_file
from reportminer.store.faults import storage_errors
from reportminer.text import fold, words
from reportminer.workflow.stale import register_file
from reportminer.workflow.summary import Progress

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 80


class Standing(StrEnum):
    """Whether a report is at hand, and if not, how to come by it."""

    FETCHED = "fetched"
    """Its file is there, with the hash that was recorded."""
    SAVED = "saved"
    """A file of its name is there that was not fetched: saved by hand, it may be another one."""
    CHANGED = "changed"
    """Its file is there, with other bytes than were recorded."""
    TO_FETCH = "to_fetch"
    """The address of its file is known."""
    BY_HAND = "by_hand"
    """Only a page is known, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A report of the register."""

    known: Known
    """Its row."""
    name: str
    """Name of its file, without a folder."""
    standing: Standing
    """In the folder that was looked at."""

    @property
    def page(self) -> str:
        """The page to open: its own, or that of its series; may be empty."""
        return self.known.source_url or self.known.listed_at


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPlan:
    """What would be fetched; nothing was asked for yet."""

    out: Path
    """Folder."""
    entries: tuple[Entry, ...]
    """Those that were named, in the order of the register."""
    refused: tuple[Missed, ...]
    """Whose address may not be asked."""
    hosts: HostList
    """May be asked."""

    def of(self, *standings: Standing) -> tuple[Entry, ...]:
        """Return the entries that stand so."""
        return tuple(entry for entry in self.entries if entry.standing in standings)

    @property
    def to_fetch(self) -> tuple[Entry, ...]:
        """Those to fetch whose address may be asked."""
        refused = {missed.file for missed in self.refused}
        return tuple(entry for entry in self.of(Standing.TO_FETCH) if entry.name not in refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSummary:
    """What came of it."""

    plan: FetchPlan
    """What was to be done."""
    fetched: tuple[Fetched, ...]
    """In the order fetched."""
    missed: tuple[Missed, ...]
    """With the reasons; those that were refused first."""

    @property
    def exit_code(self) -> int:
        """0 if all went well, 3 if some could not be fetched."""
        return 3 if self.missed else 0


def list_corpus(*, register: Path | None = None, folder: Path | None = None) -> tuple[Entry, ...]:
    """Return the reports of a register, and whether each is in a folder.

    Args:
        register: a table with the columns of the register that comes with the program; that one where not given.
        folder: looked into; nothing is at hand where not given.

    Raises:
        ConfigError: the register has problems.
        UsageError: the register or the folder is not there.
        StorageError: the folder's list of fetched files cannot be read.
    """
    if folder is not None and not folder.is_dir():
        raise UsageError(
            f"there is no folder {folder}", remedy="name the folder that `corpus fetch` made with --in"
        )
    return tuple(_iter_entries(_load(register), folder))


def plan_fetch(
    areas: Sequence[str],
    *,
    out: Path,
    register: Path | None = None,
    allow_hosts: Sequence[str] = (),
    private: bool = False,
) -> FetchPlan:
    """Say what is to be fetched; asks nothing of the network and writes nothing.

    Args:
        areas: names, parts of names of whole words, or codes of areas; all where empty.
        out: folder to fetch into; need not be there.
        register: as in `list_corpus`.
        allow_hosts: hosts that may be asked beside those of the register that comes with the program.
        private: whether these may lie at private addresses.

    Raises:
        ConfigError: the register has problems.
        UsageError: an area is not in the register, a host is none, or `out` is a file.
        StorageError: the folder's list of fetched files cannot be read.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file", expected="a folder, new or old", remedy="name another with --out")
    known = _load(register)
    chosen = _choose(known, areas)
    hosts = _list_hosts(allow_hosts, private=private)
    entries = tuple(entry for entry in _iter_entries(known, out) if entry.known in chosen)
    return FetchPlan(out=out, entries=entries, refused=tuple(_iter_refused(entries, hosts)), hosts=hosts)


def carry_out(plan: FetchPlan, *, session: Session, progress: Progress, tell: Tell) -> FetchSummary:
    """Fetch what a plan names, one at a time with a pause between, and record each as soon as it is whole.

    Args:
        plan: what to fetch.
        session: hosts, limits, certificates.
        progress: told of each file.
        tell: told of attempts that failed.

    Raises:
        StorageError: the disk is full or the folder cannot be written; what was fetched is safe.
        WorkspaceBusy: another process fetches into the folder.
        KeyboardInterrupt: asked to stop; the same plan goes on from there.
    """
    fetched: list[Fetched] = []
    missed = list(plan.refused)
    robots = Robots(session)
    progress.start(len(plan.to_fetch))
    with _alone_in(plan.out):
        rows = read_ledger(plan.out)
        for number, entry in enumerate(plan.to_fetch):
            if number:
                session.clock.sleep(max(session.limits.pause_s, robots.pause_s(entry.known.file_url)))
            wanted = Wanted(known=entry.known, name=entry.name)
            result = download(wanted, plan.out, session, robots=robots, tell=tell)
            if isinstance(result, Fetched):
                rows[result.file] = result
                write_ledger(plan.out, rows.values())
                Part(plan.out / result.file).forget_notes()
                fetched.append(result)
            else:
                missed.append(result)
            progress.advance(entry.name, "fetched" if isinstance(result, Fetched) else result.found)
    return FetchSummary(plan=plan, fetched=tuple(fetched), missed=tuple(missed))


def _load(register: Path | None) -> tuple[Known, ...]:
    path = register or register_file()
    if not path.is_file():
        raise UsageError(
            f"there is no register {path}", expected="a CSV file", remedy="name another with --register, or none"
        )
    return load_register(path)


def name_files(known: Iterable[Known]) -> Iterator[str]:
    """Yield a file name for each report, from area, kind and year alone; each name once.

    Example: `oxfordshire-county-council-progress-review-2019.pdf`
    """
    seen: Counter[str] = Counter()
    for report in known:
        year = report.published[:4] or "undated"
        words_of_name = _NOT_IN_NAMES.sub("-", fold(f"{report.area} {report.report_type}")).strip("-")
        stem = f"{words_of_name[:_LONGEST_NAME] or 'report'}-{year}"
        seen[stem] += 1
        yield f"{stem}.pdf" if seen[stem] == 1 else f"{stem}-no-{seen[stem]}.pdf"


def _iter_entries(known: tuple[Known, ...], folder: Path | None) -> Iterator[Entry]:
    rows = read_ledger(folder) if folder is not None else {}
    for report, name in zip(known, name_files(known), strict=True):
        yield Entry(known=report, name=name, standing=_stand(report, name, folder, rows.get(name)))


def _stand(report: Known, name: str, folder: Path | None, row: Fetched | None) -> Standing:
    path = folder / name if folder is not None else None
    if path is not None and path.is_file() and not path.is_symlink():
        expected = row.sha256 if row else report.sha256
        if expected:
            with storage_errors(path):
                return Standing.FETCHED if hash_file(path) == expected else Standing.CHANGED
        if not (report.file_url and Part(path).notes.is_file()):  # notes: killed before the file was recorded
            return Standing.SAVED
    return Standing.TO_FETCH if report.file_url else Standing.BY_HAND


def _choose(known: Iterable[Known], areas: Sequence[str]) -> frozenset[Known]:
    """Return the reports of areas.

    Raises:
        UsageError: an area is not in the register; all that are not are named, with those that are near.
    """
    known = tuple(known)
    if not areas:
        return frozenset(known)
    chosen: set[Known] = set()
    unknown: list[str] = []
    for area in areas:
        found = [report for report in known if _is_of(report, area)]
        chosen.update(found)
        if not found:
            unknown.append(area)
    if unknown:
        raise UsageError(
            f"the register has no report of: {', '.join(unknown)}",
            expected="; ".join(_iter_near(unknown, known)) or "areas of the register",
            remedy="see `reportminer corpus list`",
        )
    return frozenset(chosen)


def _is_of(report: Known, area: str) -> bool:
    if report.area_code and area.strip().upper() == report.area_code:
        return True
    asked, named = set(words(fold(area))), set(words(fold(report.area)))
    return bool(asked) and asked <= named


def _iter_near(unknown: Iterable[str], known: Iterable[Known]) -> Iterator[str]:
    names = sorted({report.area for report in known if report.area})
    by_word = {word: name for name in reversed(names) for word in words(fold(name))}
    for area in unknown:
        near = difflib.get_close_matches(fold(area), by_word, n=3, cutoff=0.75)
        yield from dict.fromkeys(f"{by_word[word]} (for {area})" for word in near)


def _list_hosts(allow_hosts: Sequence[str], *, private: bool) -> HostList:
    """Return the hosts of the register that comes with the program, and those allowed beside them."""
    shipped = load_register(register_file())
    urls = {url for known in shipped for url in (known.file_url, known.source_url) if url}
    own = frozenset(read_host(host if "://" in host else f"https://{host}") for host in allow_hosts)
    public = frozenset(read_host(url) for url in urls)
    return HostList(public=public | (frozenset() if private else own), private=own if private else frozenset())


def read_host(url: str) -> str:
    """Return the host of an address, with its port where that is not the usual one.

    Raises:
        UsageError: it has none.
    """
    try:
        address = read_address(url)
    except Trouble as trouble:
        raise UsageError(
            trouble.found, expected="a host such as www.example.org", remedy="correct --allow-host"
        ) from trouble
    return address.label


def _iter_refused(entries: Iterable[Entry], hosts: HostList) -> Iterator[Missed]:
    for entry in entries:
        if entry.standing is not Standing.TO_FETCH:
            continue
        try:
            check_address(entry.known.file_url, hosts)
        except Trouble as trouble:
            yield Missed(
                file=entry.name,
                title=entry.known.title,
                url=entry.known.file_url,
                found=trouble.found,
                expected=trouble.expected,
                remedy=trouble.remedy or "correct the address in the register",
                page=entry.page,
            )


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Make a folder and hold it: two processes would write into one `.part`.

    Raises:
        WorkspaceBusy: another process holds it.
    """
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise WorkspaceBusy(
            f"another command fetches into {folder}", remedy="wait until it has ended, or name another folder"
        ) from error
    except OSError:
        pass  # some network disks know no locks; there one must take care oneself
    try:
        yield
    finally:
        os.close(handle)
