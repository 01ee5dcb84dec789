"""What a run and a workspace come to, in plain words."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from reportminer.cli.output import columns

if TYPE_CHECKING:
    from reportminer.workflow.status import WorkspaceStatus
    from reportminer.workflow.summary import Summary

_MEANING = {
    "ok": "read",
    "partial": "read in part",
    "scanned": "scanned (pictures of text)",
    "empty": "without text",
    "encrypted": "asks for a password",
    "damaged": "damaged",
    "timeout": "took too long",
    "memory": "needed too much memory",
    "crashed": "crashed the reader",
    "unsupported": "not a form that can be read",
    "too_large": "too large",
    "duplicate": "copy of another file",
}
_MOST_TROUBLE = 10


def count(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it is not one.

    Example:
        >>> count(1, "report"), count(1200, "page")
        ('1 report', '1,200 pages')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def describe_summary(summary: "Summary") -> str:
    """Return what a run found and where the results lie."""
    if summary.nothing_to_do:
        first = f"Nothing to do: all {count(summary.found, 'file')} are as they were at the last run."
    else:
        first = f"{count(summary.found, 'file')} looked at in {summary.seconds:.1f} s: {_changes(summary)}."
    lines = [first, _statuses(summary.by_status)]
    if summary.interrupted:
        lines.append(
            f"Stopped early: {count(summary.waiting, 'report')} still to be read. The same command goes on."
        )
    lines.append(
        f"The workspace holds {count(summary.reports, 'report')}, {count(summary.pages, 'page')}, "
        f"{count(summary.sentences, 'sentence')}, {count(summary.findings, 'finding')} "
        f"and {count(summary.patterns, 'different pattern')}."
    )
    lines += _where(summary)
    return "\n".join(line for line in lines if line)


def describe_dry_run(summary: "Summary") -> str:
    """Return what a run would do."""
    return "\n".join(
        [
            f"{count(summary.found, 'file')} found: {_changes(summary)}.",
            f"A run would read {count(summary.waiting, 'report')}. Nothing was changed.",
        ]
    )


def _changes(summary: "Summary") -> str:
    parts = [
        (summary.new, "new"),
        (summary.changed, "changed"),
        (summary.stale, "to be read again because settings or models changed"),
        (summary.unchanged, "as before"),
        (summary.removed, "no longer there"),
    ]
    return ", ".join(f"{number:,} {what}" for number, what in parts if number) or "none"


def _statuses(by_status: dict[str, int]) -> str:
    rows = [["  ", number, _MEANING[status]] for status, number in by_status.items()]
    return columns(rows)


def _where(summary: "Summary") -> list[str]:
    lines = []
    if summary.exports:
        lines.append(f"Tables: {_shorten(summary.exports)}")
        lines.append(
            "  Start with findings.csv (each finding with its page), recurrence.csv (patterns over reports)"
        )
        lines.append("  and README.md there, which says what each file is.")
    unread = sum(n for status, n in summary.by_status.items() if status not in ("ok", "duplicate"))
    if unread:
        lines.append(f"{count(unread, 'file')} not read or not wholly: reasons and remedies stand in skipped.csv.")
    if summary.sentences:
        lines.append(f'Next: reportminer search "pooled budgets" --workspace {shlex.quote(summary.workspace)}')
    return lines


def _shorten(folder: str) -> str:
    """Return a folder relative to the current one where it lies below it."""
    path = Path(folder)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else folder


def describe_trouble(status: "WorkspaceStatus") -> str:
    """Return what could not be read, the worst first; empty where all is well."""
    lines = []
    for trouble in status.trouble[:_MOST_TROUBLE]:
        lines.append(f"  {trouble.file}: {_MEANING[trouble.status]}. {trouble.reason}")
        if trouble.remedy:
            lines.append(f"    What to do: {trouble.remedy}")
    if len(status.trouble) > _MOST_TROUBLE:
        lines.append(f"  and {len(status.trouble) - _MOST_TROUBLE} more in skipped.csv")
    return "\n".join(lines)


def describe_status(status: "WorkspaceStatus") -> str:
    """Return what a workspace holds, what went wrong, and the next command."""
    totals = status.totals
    lines = [
        f"Workspace {status.workspace}: {count(status.files, 'file')}",
        _statuses(status.by_status),
        f"{count(totals.reports, 'report')}, {count(totals.pages, 'page')}, "
        f"{count(totals.sentences, 'sentence')}, {count(totals.findings, 'finding')}, "
        f"{count(totals.patterns, 'different pattern')}",
    ]
    lines.append(describe_trouble(status))
    if status.stale:
        lines.append(f"{count(status.stale, 'file')} with results of older settings or models.")
    lines.append(f"Tables: {status.exports or 'none written yet'}")
    lines.append(f"Next: {status.next_command}")
    return "\n".join(line for line in lines if line)
