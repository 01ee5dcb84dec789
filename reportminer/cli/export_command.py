"""`export`: the tables of a workspace, and its pages as files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportminer.cli import options as o
from reportminer.cli.output import print_json, say
from reportminer.cli.refi_forms import FOLDER, write_qdc, write_qdpx
from reportminer.cli.report_commands import REPORT_FOLDER, write_page
from reportminer.cli.table_forms import (
    ANNOTATIONS_FOLDER,
    write_annotation_lines,
    write_parquet_files,
    write_skos,
    write_span_lines,
    write_xlsx,
)
from reportminer.errors import UsageError

if TYPE_CHECKING:
    from reportminer.settings import Settings
    from reportminer.store.matching import Filters

SITE_FOLDER = "site"
"""Name of the site's folder in a workspace."""

_MB = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be exported, and how."""

    workspace: Path
    """Its folder."""
    settings: "Settings"
    """Codebook, encoder and limits."""
    filters: "Filters"
    """What to narrow it to."""
    excel: bool
    """Whether CSV files are marked as UTF-8."""
    page_images: bool
    """Whether pages are drawn."""
    quiet: bool
    """Whether only what went wrong is said."""
    verbose: bool
    """Whether each file is said."""
    selections: str = "text"
    """Where a project marks passages: `text`, `region` or `both`."""
    newline: str = "lf"
    """How lines of a project's texts end: `lf` or `crlf`."""


def export(
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Folder to write; of several forms each has a folder of its own in it.",
            show_default="WORKSPACE/exports, WORKSPACE/site",
        ),
    ] = None,
    excel: Annotated[bool, typer.Option("--excel", help="Mark the CSV files as UTF-8 for Excel (BOM).")] = False,
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            help="Forms, joined by commas: csv (tables), xlsx (a workbook), parquet (tables for programs), site "
            "(pages to read), annotations (Web Annotation), spans (for annotation tools), skos (the codebook as a "
            "thesaurus), qdpx (project for NVivo, ATLAS.ti, MAXQDA and others), qdc (its codebook alone).",
        ),
    ] = "csv",
    no_page_images: Annotated[
        bool, typer.Option("--no-page-images", help="Leave pictures of the reports' pages out of the site.")
    ] = False,
    selections: Annotated[
        str, typer.Option("--selections", help="qdpx: mark passages in the text, as region on pages, or both.")
    ] = "text",
    newline: Annotated[
        str, typer.Option("--newline", help="qdpx: lines of the texts end with lf, or with crlf and count two.")
    ] = "lf",
    area: o.Area = "",
    report_type: o.ReportTypeOption = "",
    theme: o.Theme = "",
    pattern: o.Pattern = "",
    polarity: o.PolarityOption = "",
    section: o.Section = "",
    since: o.Since = "",
    until: o.Until = "",
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Write the tables of a workspace: CSV files with a data dictionary and a manifest; or its pages as a site.

    Example: `reportminer export --workspace my-study --out leadership/ --theme leadership --excel`

    With `--format site`: all pages of the evidence browser but the search, as files. Open index.html by
    double-click; the folder can be copied and passed on. It holds pictures of pages of the reports.

    With `--format qdpx`: one REFI-QDA project with the reports, their passages and who gave which code;
    `review import FILE.qdpx` takes codings back.
    """
    from reportminer.cli.filtering import make_filters
    from reportminer.workflow.last_run import choose_settings

    chosen = _choose_formats(formats)
    filters = make_filters(
        area=area,
        report_type=report_type,
        theme=theme,
        pattern=pattern,
        polarity=polarity,
        section=section,
        since=since,
        until=until,
    )
    if not filters.is_empty:
        _check_part(chosen, out)
    wanted = Wanted(
        workspace=workspace,
        settings=choose_settings(workspace, config),
        filters=filters,
        excel=excel,
        page_images=not no_page_images,
        quiet=quiet or as_json,
        verbose=verbose,
        selections=selections,
        newline=newline,
    )
    written = {}
    for name in chosen:
        form = FORMS[name]
        folder = workspace / form.folder if out is None else out / form.folder if len(chosen) > 1 else out
        stands_there = _stands_in(folder)
        written[name] = form.write(wanted, folder)
        if stands_there:
            say(f"This terminal stood in {folder}, which was replaced: type  cd .  to see the new files.")
    if as_json:
        print_json(written[chosen[0]] if len(chosen) == 1 else written)


def _write_csv(wanted: Wanted, folder: Path) -> object:
    from reportminer.workflow.exporting import export_workspace

    summary = export_workspace(
        wanted.workspace, folder, settings=wanted.settings, excel=wanted.excel, filters=wanted.filters
    )
    say(
        f"{summary.n_files} files in {summary.folder}: {summary.n_findings} findings and "
        f"{summary.n_patterns} patterns from {summary.n_reports} reports.",
        quiet=wanted.quiet,
    )
    return summary


def _write_site(wanted: Wanted, folder: Path) -> object:
    from reportminer.cli.progress import choose_progress
    from reportminer.web.site import write_site
    from reportminer.web.site_links import OVERVIEW

    progress = choose_progress(quiet=wanted.quiet, verbose=wanted.verbose, doing="Writing")
    try:
        summary = write_site(
            wanted.workspace,
            folder,
            settings=wanted.settings,
            images=wanted.page_images,
            excel=wanted.excel,
            progress=progress,
        )
    finally:
        progress.close()
    say(
        f"{summary.n_files} files in {summary.folder}, {summary.n_bytes / _MB:.1f} MB: {summary.n_pages} pages, "
        f"{summary.n_pictures} pages of reports as pictures. Open {OVERVIEW} in it by double-click.",
        quiet=wanted.quiet,
    )
    if wanted.page_images and summary.n_not_drawn:
        say(f"{summary.n_not_drawn} pages with findings could not be drawn; the site says why on each finding.")
    return summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form in which a workspace can be exported."""

    folder: str
    """Its folder in the workspace."""
    write: Callable[[Wanted, Path], Any]
    """Writes it into a folder, says so, and returns what it wrote."""
    takes_filters: bool
    """Whether a part of the workspace can be written."""


FORMS: Mapping[str, Form] = {
    "csv": Form(folder="exports", write=_write_csv, takes_filters=True),
    "site": Form(folder=SITE_FOLDER, write=_write_site, takes_filters=False),
    "xlsx": Form(folder="workbook", write=write_xlsx, takes_filters=True),
    "parquet": Form(folder="parquet", write=write_parquet_files, takes_filters=True),
    "annotations": Form(folder=ANNOTATIONS_FOLDER, write=write_annotation_lines, takes_filters=True),
    "spans": Form(folder=ANNOTATIONS_FOLDER, write=write_span_lines, takes_filters=True),
    "skos": Form(folder=ANNOTATIONS_FOLDER, write=write_skos, takes_filters=False),
    "qdpx": Form(folder=FOLDER, write=write_qdpx, takes_filters=True),
    "qdc": Form(folder=FOLDER, write=write_qdc, takes_filters=False),
    "html": Form(folder=REPORT_FOLDER, write=write_page, takes_filters=False),
}
"""By the name that `--format` takes."""


def _choose_formats(given: str) -> tuple[str, ...]:
    """Return the forms asked for, each once, in the order given."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in given.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMS]
    if unknown or not names:
        raise UsageError(
            f"--format {given}" + (f": unknown are {', '.join(unknown)}" if unknown else ""),
            expected=f"one or more of: {', '.join(FORMS)}, joined by commas",
            remedy="correct the names, or leave the option out for csv",
        )
    return names


def _check_part(chosen: tuple[str, ...], out: Path | None) -> None:
    """Refuse to write a part where a whole belongs."""
    whole = [name for name in chosen if not FORMS[name].takes_filters]
    if whole:
        raise UsageError(
            f"--format {', '.join(whole)} shows the whole workspace, not a part of it",
            expected="no filters",
            remedy="leave the filters out, or write the part as csv",
        )
    if out is None:
        raise UsageError(
            "a part of the workspace would take the place of the whole export set",
            expected="a folder of its own for a part",
            remedy="name one with --out",
        )


def _stands_in(folder: Path) -> bool:
    """Say whether this command runs in a folder or below it: a terminal there sees nothing once it is replaced."""
    return Path.cwd().is_relative_to(folder.resolve())
