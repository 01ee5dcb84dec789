"""What `corpus` says: the register, what is to be fetched, and what came of it."""

import csv
import io
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reportminer.cli.output import columns
from reportminer.fetch.ledger import LEDGER
from reportminer.fetch.records import Missed
from reportminer.store.files import write_atomically
from reportminer.text import make_safe
from reportminer.workflow.fetching import Entry, FetchPlan, FetchSummary, Standing, read_host

_AT_HAND = {
    Standing.FETCHED: "yes",
    Standing.SAVED: "by its name",
    Standing.CHANGED: "changed since",
    Standing.TO_FETCH: "no",
    Standing.BY_HAND: "no",
}
_NO_PAGE = "no page known"


def entry_rows(entries: Sequence[Entry], *, looked: bool) -> list[dict[str, Any]]:
    """Return the reports with all columns, for CSV and JSON.

    Args:
        entries: of the register.
        looked: whether a folder was looked into; else `at_hand` is empty.
    """
    return [
        {
            "area": entry.known.area,
            "area_code": entry.known.area_code,
            "report_type": str(entry.known.report_type),
            "title": entry.known.title,
            "published": entry.known.published,
            "publisher": entry.known.publisher,
            "licence": entry.known.licence,
            "source_page": entry.page,
            "file_url": entry.known.file_url,
            "verified": "yes" if entry.known.verified else "no",
            "at_hand": _AT_HAND[entry.standing] if looked else "",
            "file": entry.name,
            "note": entry.known.note,
        }
        for entry in entries
    ]


def write_entries(path: Path, entries: Sequence[Entry], *, looked: bool) -> None:
    """Write the reports as CSV (UTF-8, formula starts made safe).

    Raises:
        StorageError: the file cannot be written.
    """
    rows = entry_rows(entries, looked=looked)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(rows[0] if rows else ())
    writer.writerows([make_safe(cell) for cell in row.values()] for row in rows)
    write_atomically(path, text.getvalue().encode())


def describe_entries(entries: Sequence[Entry], *, looked: bool) -> str:
    """Return the register as a table; what is the same for all reports is said once below it."""
    if not entries:
        return "The register is empty."
    rows = entry_rows(entries, looked=looked)
    shown = ["area", "report_type", "published", "verified"]
    same = {name for name in ("publisher", "licence") if len({row[name] for row in rows}) == 1}
    shown += [name for name in ("publisher", "licence") if name not in same]
    shown += ["at_hand"] if looked else []
    table = [[name.replace("_", " ").capitalize() for name in shown] + ["Source page"]]
    table += [[_show(row, name) for name in shown] + [row["source_page"] or "-"] for row in rows]
    return "\n".join([columns(table), "", *_iter_totals(entries, rows[0], same)])


def _show(row: dict[str, Any], name: str) -> str:
    cell = str(row[name])
    return cell.replace("_", " ") if name == "report_type" else cell or "-"


def _iter_totals(entries: Sequence[Entry], row: dict[str, Any], same: set[str]) -> Iterator[str]:
    n_verified = sum(entry.known.verified for entry in entries)
    yield f"{len(entries)} reports; the facts of {n_verified} are verified, of {len(entries) - n_verified} not."
    if "publisher" in same:
        yield f"Publisher of all: {row['publisher'] or 'not stated'}."
    if "licence" in same:
        yield f"Licence of all: {row['licence'] or 'not stated here; see the imprint of each report'}."
    n_files = sum(bool(entry.known.file_url) for entry in entries)
    n_pages = sum(bool(entry.page) for entry in entries if not entry.known.file_url)
    n_neither = len(entries) - n_files - n_pages
    yield f"Address of the file known: {n_files}; only a page: {n_pages}; neither: {n_neither}."
    yield "All columns, with titles and notes: add --out FILE.csv"
    yield "Next: reportminer corpus fetch --out FOLDER --dry-run"


def describe_plan(plan: FetchPlan) -> str:
    """Return what is to be fetched from where, and what is not, before anything is asked."""
    return "\n".join(_iter_plan(plan))


def _iter_plan(plan: FetchPlan) -> Iterator[str]:
    if plan.to_fetch:
        by_host = Counter(read_host(entry.known.file_url) for entry in plan.to_fetch)
        hosts = ", ".join(f"{host} ({n_files})" for host, n_files in sorted(by_host.items()))
        yield f"To fetch into {plan.out}: {_count(len(plan.to_fetch))} from {hosts}"
        for entry in plan.to_fetch:
            yield f"  {entry.known.title or entry.name}"
            yield f"      {entry.known.file_url} -> {entry.name}"
    else:
        yield f"Nothing is to be fetched into {plan.out}."
    if by_hand := plan.of(Standing.BY_HAND):
        yield f"To save by hand, as no address of the file is known: {_count(len(by_hand))}"
    if there := plan.of(Standing.FETCHED):
        yield f"There already, with the recorded hash: {_count(len(there))}"
    for entry in plan.of(Standing.SAVED):
        yield f"A file of this name is there, saved by hand, and stays: {entry.name}"
    for entry in plan.of(Standing.CHANGED):
        yield (
            f"Changed since it was fetched, and stays: {entry.name}\n"
            "      What to do: to have it as published again, move it elsewhere and run this command again"
        )


def describe_result(summary: FetchSummary) -> str:
    """Return what was fetched and what was not, with reasons."""
    lines = []
    if summary.fetched:
        size = sum(fetched.bytes for fetched in summary.fetched) / 1e6
        lines.append(
            f"Fetched {_count(len(summary.fetched))} ({size:.1f} MB), recorded in {summary.plan.out / LEDGER}"
        )
    for missed in summary.missed:
        lines += _iter_missed(missed)
    if by_hand := summary.plan.of(Standing.BY_HAND):
        lines.append(f"To save by hand, as no address of the file is known: {_count(len(by_hand))}, listed below")
    return "\n".join(lines)


def _iter_missed(missed: Missed) -> Iterator[str]:
    yield f"Not fetched: {missed.title or missed.file}"
    yield f"      {missed.found}"
    if missed.expected:
        yield f"      Expected: {missed.expected}"
    yield f"      What to do: {missed.remedy}" + (f"\n      Page: {missed.page}" if missed.page else "")


def list_steps(plan: FetchPlan) -> str:
    """Return what the person does next: pages to open, then the command that mines the folder."""
    lines = []
    for entry in plan.of(Standing.BY_HAND):
        page = (
            f"open this page and save the PDF: {entry.page}" if entry.page else f"{_NO_PAGE}; search for the title"
        )
        lines += [
            f"{entry.known.title or entry.known.area}: {page}",
            f"      save as {plan.out / entry.name}",
        ]
    return "\n".join([*lines, f"Next: reportminer run {shlex.quote(str(plan.out))}"])


def plan_as_json(plan: FetchPlan) -> dict[str, Any]:
    """Return a plan for programs."""
    return {
        "out": str(plan.out),
        "to_fetch": [_as_json(entry) for entry in plan.to_fetch],
        "by_hand": [_as_json(entry) for entry in plan.of(Standing.BY_HAND)],
        "there": [_as_json(entry) for entry in plan.of(Standing.FETCHED, Standing.SAVED, Standing.CHANGED)],
        "refused": list(plan.refused),
    }


def _as_json(entry: Entry) -> dict[str, Any]:
    return {
        "file": entry.name,
        "title": entry.known.title,
        "standing": str(entry.standing),
        "url": entry.known.file_url,
        "page": entry.page,
    }


def _count(n_files: int) -> str:
    return "1 file" if n_files == 1 else f"{n_files} files"
