"""What a workspace holds, what failed and why, and what to do next."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportminer.records import Status
from reportminer.settings import Settings, load_settings
from reportminer.store.connection import reading
from reportminer.store.inventory import StoredFile, Totals, count_all, count_statuses, read_inventory
from reportminer.workflow.run import EXPORTS
from reportminer.workflow.stale import result_key

_WORST_FIRST = (
    Status.CRASHED,
    Status.MEMORY,
    Status.TIMEOUT,
    Status.DAMAGED,
    Status.ENCRYPTED,
    Status.SCANNED,
    Status.EMPTY,
    Status.TOO_LARGE,
    Status.UNSUPPORTED,
    Status.PARTIAL,
)
_WORTH_A_RETRY = (Status.TIMEOUT, Status.MEMORY, Status.CRASHED)
"""What may end otherwise the next time; damaged files and parts stay so until somebody does something."""
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A file that was not read, or not wholly."""

    file: str
    """As shown."""
    report_id: str
    """Empty if it could not be read at all."""
    status: str
    """A `Status`."""
    reason: str
    """In plain words."""
    remedy: str
    """What the user can do; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceStatus:
    """What a workspace holds."""

    workspace: str
    """Its folder."""
    files: int
    """Files known."""
    by_status: dict[str, int]
    """Files by how they ended, in the order of the closed list; adds up to `files`."""
    totals: Totals
    """How much was learned."""
    trouble: tuple[Trouble, ...]
    """What was not read or not wholly, worst first; duplicates are no trouble."""
    stale: int
    """Files whose results are from other settings, models or stages than the present ones."""
    exports: str
    """Folder of a whole export set; empty if there is none."""
    next_command: str
    """What to do next."""


def read_status(
    workspace: Path, *, settings: Settings, exports: Path | None = None, config: Path | None = None
) -> WorkspaceStatus:
    """Return what a workspace holds; reads no report.

    Args:
        workspace: its folder.
        settings: those of the next run, to say what is stale.
        exports: folder of the export set; `WORKSPACE/exports` where not given.
        config: the user's settings file, for the next command.

    Raises:
        UsageError: there is no workspace.
    """
    with reading(workspace) as connection:
        stored = read_inventory(connection)
        by_status = count_statuses(connection)
        totals = count_all(connection)
    key = result_key(settings)
    stale = [row for row in stored.values() if not key.is_current(row.status, row.key)]
    out = exports or workspace / EXPORTS
    return WorkspaceStatus(
        workspace=str(workspace),
        files=len(stored),
        by_status=by_status,
        totals=totals,
        trouble=_trouble(stored),
        stale=len(stale),
        exports=str(out) if (out / _MANIFEST).is_file() else "",
        next_command=_next_command(
            stored,
            stale=stale,
            totals=totals,
            options=_Options(workspace=workspace, settings=settings, config=config),
        ),
    )


def _trouble(stored: Mapping[str, StoredFile]) -> tuple[Trouble, ...]:
    rows = [row for row in stored.values() if row.status in _WORST_FIRST]
    rows.sort(key=lambda row: (_WORST_FIRST.index(Status(row.status)), row.file, row.path))
    return tuple(
        Trouble(file=r.file, report_id=r.report_id, status=r.status, reason=r.reason, remedy=r.remedy)
        for r in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What a next command is to be given."""

    workspace: Path
    """Its folder."""
    settings: Settings
    """Those of the next run."""
    config: Path | None
    """The user's settings file."""

    @property
    def common(self) -> str:
        """The options of every command."""
        config = f" --config {shlex.quote(str(self.config))}" if self.config else ""
        return f"--workspace {shlex.quote(str(self.workspace))}{config}"

    @property
    def for_run(self) -> str:
        """Those of `run`, which does not take up the way of OCR of the run before."""
        mode = self.settings.ingest.ocr
        return self.common + (f" --ocr {mode}" if mode != load_settings(self.config).ingest.ocr else "")


def _next_command(
    stored: Mapping[str, StoredFile], *, stale: Sequence[StoredFile], totals: Totals, options: _Options
) -> str:
    if stale:
        roots = " ".join(sorted({shlex.quote(row.root or row.path) for row in stale}))
        return f"reportminer run {roots} {options.for_run}"
    if any(row.status in _WORTH_A_RETRY for row in stored.values()):
        return f"reportminer retry {options.common}"
    if totals.sentences:
        return f'reportminer search "pooled budgets" {options.common}'
    return f"reportminer run FOLDER_WITH_REPORTS {options.for_run}"
