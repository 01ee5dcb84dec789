"""Writes a workspace as one workbook for people (XLSX)."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from urllib.parse import quote

from reportminer import __version__
from reportminer.codebook.load import load_codebook
from reportminer.export.workbook import WorkbookWriter
from reportminer.export.workbook_model import SheetWritten
from reportminer.export.workbook_notes import TITLE, About, make_cover, make_notes
from reportminer.export.workbook_plan import HIDDEN, PLANS
from reportminer.export.workbook_sheets import SheetMaker
from reportminer.settings import Settings, find_config
from reportminer.store.connection import reading, snapshot
from reportminer.store.files import opened_atomically
from reportminer.store.matching import Filters
from reportminer.store.views import FileRow
from reportminer.workflow.evidence import Evidence, gather_evidence
from reportminer.workflow.known_words import check_filters
from reportminer.workflow.set_tables import SetTables

SUFFIX = ".xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookSummary:
    """What a workbook holds."""

    file: Path
    """The workbook."""
    n_bytes: int
    """Its size."""
    n_sheets: int
    """Sheets with a table of the export set or of sources."""
    n_reports: int
    """Reports that count."""
    n_findings: int
    """Rows of the sheet of findings."""
    losses: tuple[str, ...]
    """What it has no room for, in plain sentences without a full stop."""


def export_workbook(
    workspace: Path, out: Path, *, settings: Settings, filters: Filters | None = None
) -> WorkbookSummary:
    """Write a workspace as one workbook, in place of an earlier one.

    Args:
        workspace: its folder; only read.
        out: the file to write if its name ends in `.xlsx`; else the folder for it, where it is named after the
            workspace.
        settings: which codebook orders and explains the patterns.
        filters: what to narrow it to; see `analyse.selection`.

    Raises:
        UsageError: there is no workspace, or it does not know a filter.
        StorageError: the file cannot be written; an earlier one stays as it was.
    """
    filters = filters or Filters()
    target = choose_file(out, workspace, suffix=SUFFIX)
    with reading(workspace) as connection, snapshot(connection):
        check_filters(connection, filters, settings=settings)
        codebook = load_codebook(find_config(settings.codebook))
        evidence = gather_evidence(connection, codebook=codebook, filters=filters)
        about = About(
            program=__version__,
            codebook=codebook,
            coders=tuple(sorted({_name_coder(report.coder, report.model) for report in evidence.reports})),
            filters={name: value for name, value in asdict(filters).items() if value},
            n_files=len(evidence.files),
            n_read=len(evidence.reports),
            n_counted=len(evidence.counted_reports),
            n_findings=len(evidence.findings),
        )
        tables = SetTables(connection, evidence, codebook=codebook, filters=filters)
        maker = SheetMaker(
            reports=evidence.reports,
            findings=evidence.findings,
            codebook=codebook,
            files=find_files(evidence.files, seen_from=target.parent),
        )
        with opened_atomically(target) as file:
            writer = WorkbookWriter(file, title=TITLE)
            written = _write_sheets(writer, maker, tables, evidence)
            writer.close(cover=make_cover(about), notes=make_notes(written, hidden=HIDDEN))
    return WorkbookSummary(
        file=target,
        n_bytes=target.stat().st_size,
        n_sheets=sum(sheet.n_rows > 0 for sheet in written),
        n_reports=about.n_counted,
        n_findings=about.n_findings,
        losses=tuple(loss for sheet in written for loss in sheet.list_losses()),
    )


def choose_file(out: Path, workspace: Path, *, suffix: str) -> Path:
    """Return the file to write: the one that is named, or one in the folder that is, called like the workspace."""
    if out.suffix.casefold() == suffix and not out.is_dir():
        return out
    return out / f"{workspace.resolve().name or 'reports'}{suffix}"


def find_files(files: Sequence[FileRow], *, seen_from: Path) -> Mapping[str, str]:
    """Return where the file of each report lies, as seen from a folder, by report id; without those that are gone.

    A path as seen from a folder, and not from the root, still leads there when both are moved together, and says
    less of the machine.
    """
    found: dict[str, str] = {}
    for file in files:
        if file.report_id and file.report_id not in found and Path(file.path).is_file():
            path = PurePath(os.path.relpath(file.path, seen_from.resolve())).as_posix()
            # What a path may hold and an address may not; else it stays as people read it.
            found[file.report_id] = quote(path) if {"#", "%", "?"} & set(path) else path
    return found


def _name_coder(coder: str, model: str) -> str:
    return f"{coder} (version {model})" if model else coder


def _write_sheets(
    writer: WorkbookWriter, maker: SheetMaker, tables: SetTables, evidence: Evidence
) -> list[SheetWritten]:
    """Write all sheets: those that are planned in the order of the plan, then others, then what explains them."""
    rows = tables.rows_by_file()
    order = {file: place for place, file in enumerate(PLANS)}
    specs = sorted(tables.specs, key=lambda spec: order.get(spec.file, len(order)))
    written = [
        writer.write_sheet(
            maker.make_pivot(spec, rows[spec.file])
            if spec.file == "tags.csv"
            else maker.make_sheet(spec, rows[spec.file])
        )
        for spec in specs
    ]
    return [*written, writer.write_sheet(maker.make_sources(evidence.listed_reports))]
