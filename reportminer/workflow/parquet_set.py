"""Writes the tables of a workspace as Parquet: whole or not at all."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportminer.export.documents import attribute, make_attribution
from reportminer.export.manifest import make_manifest
from reportminer.export.parquet import write_parquet
from reportminer.settings import Settings
from reportminer.store.connection import reading, snapshot
from reportminer.store.files import MANIFEST, staged_folder
from reportminer.store.matching import Filters
from reportminer.store.reading import read_encoders
from reportminer.store.views import ReportRow
from reportminer.workflow.evidence import gather_evidence
from reportminer.workflow.exporting import make_making
from reportminer.workflow.known_words import check_filters
from reportminer.workflow.set_tables import SetTables


@dataclass(frozen=True, slots=True, kw_only=True)
class ParquetSummary:
    """What was written."""

    folder: Path
    """Where the files lie."""
    n_files: int
    """Tables."""
    n_rows: int
    """Rows of all of them."""
    n_bytes: int
    """Their size."""


def export_parquet(
    workspace: Path, folder: Path, *, settings: Settings, filters: Filters | None = None
) -> ParquetSummary:
    """Write each table of the export set as a Parquet file, in place of earlier ones.

    Args:
        workspace: its folder; only read.
        folder: the folder to make; files in it that belong to no set are kept.
        settings: which codebook orders and explains the patterns.
        filters: what to narrow it to; see `analyse.selection`.

    Raises:
        UsageError: there is no workspace, it does not know a filter, or `folder` holds files but no set.
        StorageError: the folder cannot be written; an earlier set stays as it was.
    """
    filters = filters or Filters()
    with reading(workspace) as connection, snapshot(connection):
        check_filters(connection, filters, settings=settings)
        making = make_making(connection, settings=settings, excel=False, filters=filters)
        evidence = gather_evidence(connection, codebook=making.codebook, filters=filters)
        tables = SetTables(connection, evidence, codebook=making.codebook, filters=filters)
        about = {
            "program": f"reportminer {making.program}",
            "filters": dict(making.filters),
            "sources": attribute_all(evidence.listed_reports),
        }
        with staged_folder(folder) as staged:
            rows = tables.rows_by_file()
            n_rows = {}
            for spec in tables.specs:
                name = f"{spec.file.removesuffix('.csv')}.parquet"
                n_rows[name] = write_parquet(staged / name, spec, rows[spec.file], about=about)
            n_bytes = sum(path.stat().st_size for path in staged.iterdir())
            attribution = make_attribution(evidence.listed_reports)
            (staged / "ATTRIBUTION.md").write_text(attribution, encoding="utf-8", errors="replace", newline="\n")
            manifest = make_manifest(
                making,
                files=evidence.files,
                reports=evidence.reports,
                encoders=read_encoders(connection),
                folder=staged,
                n_rows=n_rows,
            )
            text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
            (staged / MANIFEST).write_text(text, encoding="utf-8", errors="replace", newline="\n")
    return ParquetSummary(folder=folder, n_files=len(n_rows), n_rows=sum(n_rows.values()), n_bytes=n_bytes)


def attribute_all(reports: Sequence[ReportRow]) -> list[dict[str, str]]:
    """Return publisher, date, licence and source of each report, with its id, title and file."""
    return [
        {
            "report_id": report.report_id,
            "title": report.title or report.file,
            "file": report.file,
            **{name.casefold(): value for name, value in attribute(report).items()},
        }
        for report in reports
    ]
