"""The main job: find, decide what is stale, mine, store, index, export. Can be killed and run again."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from reportminer.errors import UsageError
from reportminer.ingest.find import find_sources
from reportminer.ingest.passwords import NONE, Passwords
from reportminer.records import Status
from reportminer.settings import Settings
from reportminer.store.connection import (
    Connection,
    close_database,
    database_path,
    open_database,
    open_scratch,
    reading,
)
from reportminer.store.faults import sqlite_errors, storage_errors
from reportminer.store.inventory import StoredFile, count_all, read_inventory
from reportminer.store.lock import hold_workspace
from reportminer.store.vectors import rebuild
from reportminer.workflow.executor import Executor
from reportminer.workflow.job import Job
from reportminer.workflow.last_run import is_noted, note_settings
from reportminer.workflow.local import LocalExecutor
from reportminer.workflow.plan import Plan, Sighting, find_emptied, is_below, make_plan, make_retry, name_apart
from reportminer.workflow.stale import ResultKey, result_key
from reportminer.workflow.summary import Progress, SilentProgress, Summary, summarise

EXPORTS = "exports"
"""Folder of the export set in a workspace, where no other is named."""

RETRIED = (Status.TIMEOUT, Status.MEMORY, Status.CRASHED, Status.DAMAGED, Status.PARTIAL)
"""What `retry` tries again; with passwords also what asked for one."""


Publish = Callable[[Path, Path, Settings], bool]
"""Takes workspace, folder of the export set and settings; brings the set up to date, says whether it wrote."""

Decide = Callable[[Connection], tuple[Sighting, Plan]]
"""Looks at the files and at what is stored, and says what to do."""


def run(
    sources: Sequence[Path],
    *,
    workspace: Path,
    settings: Settings,
    workers: int = 0,
    limit: int = 0,
    dry_run: bool = False,
    forget_missing: bool = False,
    progress: Progress | None = None,
    exports: Path | None = None,
    passwords: Passwords = NONE,
    executor: Executor | None = None,
    publish: Publish | None = None,
    on_stop: Callable[[], None] = lambda: None,
) -> Summary:
    """Mine what is new or changed in files and folders, index and export it.

    Args:
        sources: files and folders.
        workspace: made where it is absent.
        settings: all settings.
        workers: processes; 0 means as many as the settings say.
        limit: look at this many files at most, and forget none; 0 means all.
        dry_run: only say what would be done.
        forget_missing: drop the results of a folder also where no file at all is left in it.
        progress: told how far the run is.
        exports: folder of the export set; `WORKSPACE/exports` where not given.
        passwords: what opens encrypted reports; those that were not opened before are tried again with others.
        executor: what mines; worker processes on this machine where not given.
        publish: what exports; `publish_exports` where not given.
        on_stop: called when a person asks to stop (Ctrl-C) while reports are under way.

    Raises:
        UsageError: a source is not there or holds none of its stored files any more, there is no report in them,
            or the list of passwords lies among them.
        WorkspaceBusy: another run holds the workspace.
        StorageError: the disk is full or cannot be written; what was stored before is safe.
        KeyboardInterrupt: asked to stop twice.
    """
    out = (exports or workspace / EXPORTS).absolute()
    key = result_key(settings, passwords=passwords)

    def decide(connection: Connection) -> tuple[Sighting, Plan]:
        sighting = _sight(sources, settings=settings, limit=limit, out=out)
        _check_apart(passwords, sighting)
        stored = read_inventory(connection)
        if not forget_missing:
            _check_still_there(sighting, stored)
        sighting = name_apart(sighting, stored)
        plan = make_plan(sighting, stored, key=key)
        if not (sighting.files or plan.gone):
            raise _nothing_found(sources)
        return sighting, plan

    if dry_run:
        return _look(decide, workspace=workspace)
    return _work(
        decide,
        workspace=workspace,
        out=out,
        settings=settings,
        key=key,
        progress=progress or SilentProgress(),
        executor=executor or _make_executor(settings, workers, passwords),
        publish=publish or publish_exports,
        on_stop=on_stop,
    )


def retry(
    *,
    workspace: Path,
    settings: Settings,
    workers: int = 0,
    progress: Progress | None = None,
    exports: Path | None = None,
    passwords: Passwords = NONE,
    executor: Executor | None = None,
    publish: Publish | None = None,
    on_stop: Callable[[], None] = lambda: None,
) -> Summary:
    """Mine once more what failed or is partial, whatever the settings were then; index and export.

    The arguments are those of `run`.

    Raises:
        UsageError: the workspace is not there.
        WorkspaceBusy: another run holds the workspace.
        StorageError: the disk is full or cannot be written; what was stored before is safe.
    """
    open_database(workspace).close()  # says so where there is none
    statuses = (*RETRIED, Status.ENCRYPTED) if passwords else RETRIED

    def decide(connection: Connection) -> tuple[Sighting, Plan]:
        failed = {path: row for path, row in read_inventory(connection).items() if row.status in statuses}
        sighting = _sight_failed(failed, settings=settings)
        return sighting, make_retry(failed, sighting)

    return _work(
        decide,
        workspace=workspace,
        out=(exports or workspace / EXPORTS).absolute(),
        settings=settings,
        key=result_key(settings, passwords=passwords),
        progress=progress or SilentProgress(),
        executor=executor or _make_executor(settings, workers, passwords),
        publish=publish or publish_exports,
        on_stop=on_stop,
    )


def _make_executor(settings: Settings, workers: int, passwords: Passwords) -> Executor:
    return LocalExecutor(settings, workers=workers or settings.run.workers, passwords=passwords)


def _work(
    decide: Decide,
    *,
    workspace: Path,
    out: Path,
    settings: Settings,
    key: ResultKey,
    progress: Progress,
    executor: Executor,
    publish: Publish,
    on_stop: Callable[[], None],
) -> Summary:
    begun = time.monotonic()
    with hold_workspace(workspace):
        with _looking(workspace) as connection:
            sighting, plan = decide(connection)
            noted = is_noted(connection, settings)
        n_mined, done = 0, True
        if not (plan.is_empty and noted):
            with _writing(workspace) as connection:
                note_settings(connection, settings)
                job = Job(connection, sighting=sighting, key=key, progress=progress)
                done = job.carry_out(plan, executor=executor, on_stop=on_stop)
                n_mined = job.n_mined
        with reading(workspace) as connection:
            if done:
                _index(connection, workspace)
            stored, totals = read_inventory(connection), count_all(connection)
        exported = done and publish(workspace, out, settings)
    return replace(
        summarise(plan, sighting=sighting, stored=stored, totals=totals, workspace=workspace),
        exports=str(out) if out.is_dir() else "",
        mined=n_mined,
        waiting=0 if done else max(len(plan.to_mine) - n_mined, 0),
        exported=exported,
        interrupted=not done,
        seconds=time.monotonic() - begun,
    )


def _look(decide: Decide, *, workspace: Path) -> Summary:
    """Return what a run would do; nothing is made or changed."""
    begun = time.monotonic()
    with _looking(workspace) as connection:
        sighting, plan = decide(connection)
        stored, totals = read_inventory(connection), count_all(connection)
    summary = summarise(plan, sighting=sighting, stored=stored, totals=totals, workspace=workspace)
    return replace(summary, dry_run=True, waiting=len(plan.to_mine), seconds=time.monotonic() - begun)


def _sight(sources: Sequence[Path], *, settings: Settings, limit: int, out: Path) -> Sighting:
    """Look at the files; what this program wrote itself is not a report."""
    found = find_sources(sources, max_file_mb=settings.ingest.max_file_mb, limit=limit)
    own = out.resolve()
    return Sighting(
        sources=tuple(source for source in found.sources if not is_below(source.path, own)),
        skipped=tuple(skipped for skipped in found.skipped if not is_below(skipped.path, own)),
        roots=found.roots,
        complete=not limit,
    )


def _sight_failed(failed: Mapping[str, StoredFile], *, settings: Settings) -> Sighting:
    """Look at stored files again, under the names they were stored with."""
    there = [Path(path) for path in failed if os.path.lexists(path)]
    found = find_sources(there, max_file_mb=settings.ingest.max_file_mb)
    return Sighting(
        sources=tuple(replace(source, file=failed[source.path].file) for source in found.sources),
        skipped=tuple(replace(skipped, file=failed[skipped.path].file) for skipped in found.skipped),
        roots=tuple(sorted({Path(row.root) for row in failed.values() if row.root})),
        complete=False,
    )


def _index(connection: Connection, workspace: Path) -> None:
    with storage_errors(workspace):
        rebuild(connection, workspace)


def publish_exports(workspace: Path, out: Path, settings: Settings) -> bool:
    """Write the export set if it is not there or not of the present results; return whether it was written."""
    from reportminer.workflow.exporting import export_workspace, exports_are_current

    if exports_are_current(workspace, out, settings=settings):
        return False
    export_workspace(workspace, out, settings=settings)
    return True


@contextmanager
def _looking(workspace: Path) -> Iterator[Connection]:
    """Open what is stored to read; an empty store where there is none yet."""
    try:
        connection = open_database(workspace)
    except UsageError:
        connection = open_scratch()
    with closing(connection), sqlite_errors(database_path(workspace)):
        yield connection


@contextmanager
def _writing(workspace: Path) -> Iterator[Connection]:
    connection = open_database(workspace, write=True)
    try:
        with sqlite_errors(database_path(workspace)):
            yield connection
    finally:
        close_database(connection)


def _check_apart(passwords: Passwords, sighting: Sighting) -> None:
    """Refuse a list of passwords among the reports: this run or the next would store its text as a report's."""
    if any(found.path == passwords.path for found in sighting.files):
        raise UsageError(
            f"the password file {passwords.path} lies among the reports, where it would be read as one",
            expected="a password file outside the folders of reports",
            remedy="move it elsewhere",
        )


def _check_still_there(sighting: Sighting, stored: Mapping[str, StoredFile]) -> None:
    """Refuse folders that lost every file: a drive that is not mounted must not cost the results."""
    emptied = find_emptied(sighting, stored)
    if emptied:
        raise UsageError(
            "no file is left in "
            + ", ".join(f"{root}, where the workspace knows {n_files}" for root, n_files in emptied.items()),
            expected="at least one of the files that were read before",
            remedy="check that the drive is there; to drop their results, add --forget-missing",
        )


def _nothing_found(sources: Sequence[Path]) -> UsageError:
    return UsageError(
        f"no report was found in {', '.join(map(str, sources))}",
        expected="PDF, HTML, DOCX or TXT files",
        remedy="name the folder that holds the reports, or the files themselves",
    )
