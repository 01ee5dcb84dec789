"""What a run says when it is done, and what it tells while it works."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reportminer.records import Status
from reportminer.store.inventory import StoredFile, Totals
from reportminer.workflow.plan import Plan, Sighting

_UNREADABLE_CODE, _SOME_FAILED_CODE, _INTERRUPTED_CODE = 4, 3, 130


class Progress(Protocol):
    """Told how far a run is; shows it, or not."""

    def start(self, total: int) -> None:
        """Begin with the number of reports to mine."""

    def advance(self, file: str, status: str) -> None:
        """Count one report as done."""

    def close(self) -> None:
        """Take the display away."""


class SilentProgress:
    """Shows nothing."""

    def start(self, total: int) -> None:
        """Begin."""

    def advance(self, file: str, status: str) -> None:
        """Count one report as done."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run found and did."""

    workspace: str
    """Its folder."""
    exports: str
    """Folder of the export set; empty if there is none."""
    found: int
    """Files looked at."""
    new: int
    """Files that were not stored before."""
    changed: int
    """Files stored before with other bytes."""
    stale: int
    """Files stored before with the same bytes, but other settings, models or stages."""
    unchanged: int
    """Files stored before as they are."""
    removed: int
    """Files stored before that are no longer there."""
    mined: int
    """Reports mined by this run, read or not; copies of the same bytes are not counted."""
    waiting: int
    """Reports that are still to be mined: after an interruption, or what a dry run would do."""
    by_status: dict[str, int]
    """Files looked at, by how they ended, in the order of the closed list; adds up to `found` with `undone`."""
    undone: int
    """Files looked at that have no result yet."""
    reports: int
    """Reports read that the workspace holds."""
    pages: int
    """Their pages."""
    sentences: int
    """Their sentences."""
    findings: int
    """Their sentences with a pattern or a polarity."""
    patterns: int
    """Different patterns found in them."""
    exported: bool
    """Whether the export set was written by this run."""
    interrupted: bool
    """Whether the run was asked to stop before all was done."""
    dry_run: bool
    """Whether it only looked."""
    seconds: float
    """Wall time."""

    @property
    def nothing_to_do(self) -> bool:
        """Whether all was stored and exported before."""
        return not (self.new or self.changed or self.stale or self.removed or self.exported or self.waiting)

    @property
    def exit_code(self) -> int:
        """The exit code of the command: 0, 3 (some files failed), 4 (none could be read) or 130 (interrupted)."""
        if self.interrupted:
            return _INTERRUPTED_CODE
        if self.dry_run:
            return 0
        well = self.by_status.get(Status.OK, 0) + self.by_status.get(Status.DUPLICATE, 0)
        if self.found and not well and not self.by_status.get(Status.PARTIAL, 0):
            return _UNREADABLE_CODE
        return 0 if well == self.found else _SOME_FAILED_CODE


def summarise(
    plan: Plan, *, sighting: Sighting, stored: Mapping[str, StoredFile], totals: Totals, workspace: Path
) -> Summary:
    """Count what was looked at by how it is stored now; what the run did is filled in by the caller.

    Args:
        plan: what was to be done.
        sighting: what was looked at.
        stored: all stored files by path.
        totals: how much the workspace holds.
        workspace: its folder.
    """
    ended = Counter(
        stored[found.path].status
        for found in sighting.files
        if found.path in stored and stored[found.path].sha256 == found.sha256
    )
    return Summary(
        workspace=str(workspace),
        exports="",
        found=len(sighting.files),
        new=plan.n_new,
        changed=plan.n_changed,
        stale=plan.n_stale,
        unchanged=plan.n_unchanged,
        removed=len(plan.gone),
        mined=0,
        waiting=0,
        by_status={str(status): ended[status] for status in Status if status in ended},
        undone=len(sighting.files) - ended.total(),
        reports=totals.reports,
        pages=totals.pages,
        sentences=totals.sentences,
        findings=totals.findings,
        patterns=totals.patterns,
        exported=False,
        interrupted=False,
        dry_run=False,
        seconds=0.0,
    )
