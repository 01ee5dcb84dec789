"""Writes areas side by side as a table."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from reportminer.export.comparison_table import COMPARISON
from reportminer.export.csv_files import write_csv
from reportminer.export.model import Row
from reportminer.store.faults import storage_errors
from reportminer.workflow.comparing import Cell, Compared, ComparedRow, Comparison


def write_comparison(comparison: Comparison, out: Path) -> int:
    """Write a comparison as CSV and return the number of rows; a file that is there is replaced.

    Raises:
        StorageError: the file cannot be written.
    """
    unfinished = out.with_name(f".{out.name}.part")
    with storage_errors(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        n_rows = write_csv(unfinished, COMPARISON, comparison_rows(comparison))
        unfinished.replace(out)
    return n_rows


def comparison_rows(comparison: Comparison) -> Iterator[Row]:
    """Yield the rows of comparison.csv."""
    for row in chain(comparison.themes, comparison.patterns):
        for column, cell in zip(comparison.columns, row.cells, strict=True):
            yield _make_row(column, row, cell)


def _make_row(column: Compared, row: ComparedRow, cell: Cell) -> Row:
    quoted = cell.quotation
    report = next((r for r in column.reports if quoted and r.report_id == quoted.report_id), None)
    return {
        "compared": column.name,
        "area": column.area,
        "area_code": column.area_code,
        "report_ids": tuple(report.report_id for report in column.reports),
        "kind": row.kind,
        "id": row.id,
        "name": row.name,
        "theme_id": row.theme_id,
        "polarity": row.polarity,
        "n_findings": cell.n,
        "n_findings_of_area": column.n_findings,
        "share_of_findings": cell.share,
        "finding_id": quoted.finding_id if quoted else "",
        "page": (quoted.page or None) if quoted else None,
        "page_label": quoted.page_label if quoted else "",
        "text": quoted.text if quoted else "",
        "citation": quoted.citation if quoted else "",
        "file": report.file if report else "",
        "publisher": report.publisher if report else "",
        "licence": report.licence if report else "",
        "source_url": report.source_url if report else "",
    }
