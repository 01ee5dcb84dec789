"""The forms `xlsx`, `parquet`, `annotations`, `spans` and `skos` of an export on the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

from reportminer.cli.output import say
from reportminer.cli.summaries import count

if TYPE_CHECKING:
    from reportminer.cli.export_command import Wanted

ANNOTATIONS_FOLDER = "annotations"
"""Folder of annotations, spans and concepts in a workspace."""
_MB = 1e6


def write_xlsx(wanted: "Wanted", folder: Path) -> object:
    """Write the workspace as a workbook, say so, and say what it has no room for."""
    from reportminer.workflow.workbooks import export_workbook

    summary = export_workbook(wanted.workspace, folder, settings=wanted.settings, filters=wanted.filters)
    say(
        f"{summary.file}, {summary.n_bytes / _MB:.1f} MB: {count(summary.n_findings, 'finding')} from "
        f"{count(summary.n_reports, 'report')}, {count(summary.n_sheets, 'table')}, each on a sheet. Its links "
        "lead to the reports from where it lies.",
        quiet=wanted.quiet,
    )
    for loss in summary.losses:
        say(f"Not in the workbook: {loss}. It is in the CSV files.")
    return summary


def write_parquet_files(wanted: "Wanted", folder: Path) -> object:
    """Write the tables of the workspace as Parquet, and say so."""
    from reportminer.workflow.parquet_set import export_parquet

    summary = export_parquet(wanted.workspace, folder, settings=wanted.settings, filters=wanted.filters)
    say(
        f"{count(summary.n_files, 'table')} in {summary.folder}, {summary.n_bytes / _MB:.1f} MB: "
        f"{count(summary.n_rows, 'row')}.",
        quiet=wanted.quiet,
    )
    return summary


def write_annotation_lines(wanted: "Wanted", folder: Path) -> object:
    """Write the findings of the workspace as Web Annotations, and say so."""
    from reportminer.workflow.coded_reports import export_annotations

    summary = export_annotations(wanted.workspace, folder, settings=wanted.settings, filters=wanted.filters)
    say(
        f"{summary.file}: {count(summary.n_lines, 'annotation')} of {count(summary.n_sentences, 'sentence')} from "
        f"{count(summary.n_reports, 'report')}.",
        quiet=wanted.quiet,
    )
    return summary


def write_span_lines(wanted: "Wanted", folder: Path) -> object:
    """Write the paragraphs of the workspace with spans, and say so."""
    from reportminer.workflow.coded_reports import export_spans

    summary = export_spans(wanted.workspace, folder, settings=wanted.settings, filters=wanted.filters)
    say(
        f"{summary.file}: {count(summary.n_lines, 'paragraph')} from {count(summary.n_reports, 'report')}, with "
        f"{count(summary.n_sentences, 'coded sentence')}.",
        quiet=wanted.quiet,
    )
    return summary


def write_skos(wanted: "Wanted", folder: Path) -> object:
    """Write the codebook of the workspace as a thesaurus, and say so."""
    from reportminer.workflow.codebooks import export_codebook

    made = export_codebook("", out=folder / "codebook.jsonld", settings=wanted.settings)
    say(
        f"{made.file}: {count(made.n_patterns, 'pattern')} in {count(made.n_themes, 'theme')}.", quiet=wanted.quiet
    )
    return made
