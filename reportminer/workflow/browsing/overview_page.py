"""The first page: how much was read, what recurs, and what could not be read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from reportminer.export.unread import skipped_rows
from reportminer.records import Polarity, Status
from reportminer.store.views import FileRow
from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.views import Overview, PatternEntry


def make_overview(state: State, workspace: Path) -> Overview:
    """Return the first page."""
    found = rank_patterns(entry for entry in state.patterns.values() if is_found(entry))
    return Overview(
        workspace=workspace.absolute().name,
        statuses=state.statuses,
        n_files=len(state.evidence.files),
        n_reports=len(state.evidence.counted_reports),
        n_pages=state.totals.pages,
        n_sentences=state.totals.sentences,
        n_findings=len(state.evidence.findings),
        reports=tuple(state.reports.values()),
        good_practice=tuple(e for e in found if e.recurrence.polarity == Polarity.GOOD_PRACTICE),
        failure=tuple(e for e in found if e.recurrence.polarity == Polarity.FAILURE),
        neutral=tuple(e for e in found if e.recurrence.polarity == Polarity.NEUTRAL),
        not_found=tuple(entry for entry in state.patterns.values() if not is_found(entry)),
        themes=tuple(state.themes.values()),
        areas=tuple(area for area in state.areas.values() if area.n_reports),
        unread=_list_unread(state.evidence.files),
    )


def _list_unread(files: Sequence[FileRow]) -> tuple[FileRow, ...]:
    """Return the files that were not read in full, each with a reason and a remedy, as in skipped.csv."""
    unread = [file for file in files if file.status not in (Status.OK, Status.DUPLICATE)]
    rows = skipped_rows(unread, lambda _: ())
    return tuple(
        replace(file, reason=str(row["reason"]), remedy=str(row["remedy"]))
        for file, row in zip(unread, rows, strict=True)
    )


def is_found(entry: PatternEntry) -> bool:
    """Say whether a pattern was found in a counted report."""
    return entry.recurrence.n_reports > 0


def rank_patterns(entries: Iterable[PatternEntry]) -> list[PatternEntry]:
    """Return patterns by falling number of reports, then of findings, then by id."""
    return sorted(entries, key=lambda e: (-e.recurrence.n_reports, -e.recurrence.n_findings, e.pattern_id))
