"""Chooses the sentences that people should read next, and writes them as a sheet to fill in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportminer.classify.sampling import DIVERSE, RANDOM, UNCERTAIN, Pick, Plan, choose_passages
from reportminer.codebook.load import load_codebook
from reportminer.errors import UsageError
from reportminer.export.csv_files import write_csv
from reportminer.export.model import Row
from reportminer.export.review_sheet import SHEET, sheet_row
from reportminer.settings import Settings, find_config
from reportminer.store.codings import read_codings
from reportminer.store.connection import Connection, reading
from reportminer.store.faults import storage_errors
from reportminer.store.files import opened_atomically
from reportminer.store.matching import Filters
from reportminer.store.passages import PassageIndex, read_passages
from reportminer.store.reading import read_finding, read_reports
from reportminer.store.vectors import open_vectors
from reportminer.workflow.known_words import check_filters

WORKBOOK = ".xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSummary:
    """What is to be read."""

    file: Path
    """The sheet."""
    n_rows: int
    """Sentences in it."""
    by_stratum: dict[str, int]
    """How many were chosen for which reason."""
    n_blind: int
    """Rows on which the machine's codes are hidden."""


def sample_workspace(
    workspace: Path,
    out: Path,
    *,
    plan: Plan,
    settings: Settings,
    coder: str = "",
    blind: bool | None = None,
    excel: bool = False,
) -> SampleSummary:
    """Write a sheet of the sentences that are most worth reading; the workspace is only read.

    Args:
        workspace: its folder.
        out: the file to make: `.csv` or `.xlsx`.
        plan: how many of which kind.
        settings: those of the last run.
        coder: leave out what this person has read; empty: what anybody has read.
        blind: hide the machine's codes on all rows or on none; None hides them on random rows.
        excel: begin a CSV file with a byte order mark.

    Raises:
        UsageError: there is no workspace or nothing left to read, it does not know the pattern, or the file is
            there already.
        StorageError: the file cannot be written.
    """
    check_sheet_name(out)
    with reading(workspace) as connection:
        check_filters(connection, Filters(pattern=plan.pattern), settings=settings)
        picks = _choose(connection, workspace, plan=plan, coder=coder)
        rows = list(_rows(connection, picks, blind=blind))
    if not rows:
        raise UsageError(
            "there is nothing left to read" + (f" about {plan.pattern}" if plan.pattern else ""),
            expected="sentences that nobody has read yet",
            remedy="add reports with `reportminer run`, or ask for another pattern",
        )
    _write_sheet(out, rows, excel=excel, settings=settings)
    counts = Counter(pick.stratum for pick in picks)
    return SampleSummary(
        file=out,
        n_rows=len(rows),
        by_stratum={
            stratum: counts[stratum]
            for stratum in (RANDOM, f"{RANDOM}:{plan.pattern}", UNCERTAIN, DIVERSE)
            if counts[stratum]
        },
        n_blind=sum(_is_blind(pick, blind) for pick in picks),
    )


def check_sheet_name(path: Path) -> None:
    """Refuse a file that is there already: it may hold somebody's work; and forms other than CSV and XLSX.

    Raises:
        UsageError: it is one of them.
    """
    if path.suffix.casefold() not in {".csv", WORKBOOK}:
        raise UsageError(
            f"{path}: a sheet cannot be written in this form",
            expected="a name that ends in .xlsx (a workbook) or .csv (with --excel Excel reads it as UTF-8)",
            remedy=f"--out {path.with_suffix(WORKBOOK)}",
        )
    if path.exists():
        raise UsageError(
            f"{path} is there already, and may hold somebody's codes",
            expected="a new file",
            remedy="name another one with --out, or move this one away",
        )


def _choose(connection: Connection, workspace: Path, *, plan: Plan, coder: str) -> tuple[Pick, ...]:
    passages = read_passages(connection)
    index = PassageIndex(passages)
    read: dict[str, set[str]] = {}
    for coding in read_codings(connection):
        passage = index.find(coding.finding_id, text_hash=coding.text_hash)
        if passage is not None and coder.casefold() in ("", coding.coder.casefold()):
            read.setdefault(passage.finding_id, set()).add(coding.stratum)
    draws = {RANDOM, f"{RANDOM}:{plan.pattern}"}
    return choose_passages(
        passages,
        open_vectors(connection, workspace),
        plan=plan,
        read=read,
        drawn={finding_id for finding_id, strata in read.items() if strata & draws},
    )


def _rows(connection: Connection, picks: Sequence[Pick], *, blind: bool | None) -> Iterator[Row]:
    reports = {report.report_id: report for report in read_reports(connection)}
    for pick in picks:
        finding = read_finding(connection, pick.passage.finding_id)
        if finding is not None:
            yield sheet_row(
                finding,
                reports[finding.report_id],
                stratum=pick.stratum,
                weight=pick.weight,
                drawn_from=pick.drawn_from,
                is_blind=_is_blind(pick, blind),
            )


def _is_blind(pick: Pick, blind: bool | None) -> bool:
    return pick.stratum.startswith(RANDOM) if blind is None else blind


def _write_sheet(out: Path, rows: Sequence[Row], *, excel: bool, settings: Settings) -> None:
    if out.suffix.casefold() == WORKBOOK:
        from reportminer.export.workbook_review import write_review_workbook

        with opened_atomically(out) as file:
            write_review_workbook(file, rows, codebook=load_codebook(find_config(settings.codebook)))
        return
    unfinished = out.with_name(f".{out.name}.part")
    with storage_errors(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        write_csv(unfinished, SHEET, rows, excel=excel)
        unfinished.replace(out)
