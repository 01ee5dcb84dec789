"""`report`: the thematic report, to be read, printed and passed on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import print_json, say
from reportminer.cli.summaries import count

if TYPE_CHECKING:
    from reportminer.cli.export_command import Wanted
    from reportminer.workflow.reporting import ReportSummary

REPORT_FOLDER = "report"
"""Folder of the page among other forms of an export."""
_KB = 1000


def report(
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    theme: o.Theme = "",
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            help="Forms, joined by commas: html, md (Markdown), docx (Word).",
            show_default="html, or as the name given with --out ends",
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", help="File to write, or a folder.", show_default="WORKSPACE/report.html"),
    ] = None,
    title: Annotated[
        str, typer.Option("--title", help="Title of the report.", show_default="the codebook's")
    ] = "",
    sources: Annotated[
        str,
        typer.Option(
            "--sources",
            help="Folder or web address where readers find the reports that are quoted, as seen from the file.",
            show_default="where they lie now, if near; else beside the file",
        ),
    ] = "",
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Write a thematic report: what recurs, where, in which words, how sure it is, and whose reports it quotes.

    Example: `reportminer report -w my-study --theme leadership --out leadership.docx`

    One file that needs nothing else and prints well. Every figure leads to its row in a table, every quotation to
    its page. All sentences but the quotations are templates around counts.
    """
    from reportminer.workflow.last_run import choose_settings
    from reportminer.workflow.reporting import choose_files, write_report

    wanted = [name.strip().lower() for name in formats.split(",") if name.strip()]
    files = choose_files(out, wanted, workspace=workspace)
    summary = write_report(
        workspace,
        files,
        settings=choose_settings(workspace, config),
        theme=theme,
        title=title.strip(),
        sources=sources.strip(),
    )
    _tell(summary, quiet=quiet or as_json)
    if as_json:
        print_json(summary)


def write_page(wanted: "Wanted", folder: Path) -> object:
    """Write the report as a page into a folder, for `export`."""
    from reportminer.workflow.reporting import choose_files, write_report

    files = choose_files(folder, ["html"], workspace=wanted.workspace)
    summary = write_report(wanted.workspace, files, settings=wanted.settings)
    _tell(summary, quiet=wanted.quiet)
    return summary


def _tell(summary: "ReportSummary", *, quiet: bool) -> None:
    for file, n_bytes in zip(summary.files, summary.n_bytes, strict=True):
        say(
            f"{file} ({n_bytes / _KB:,.0f} kB): {count(summary.n_themes, 'theme')}, "
            f"{count(summary.n_quotations, 'quotation')}, {count(summary.n_reports, 'report')}.",
            quiet=quiet,
        )


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(report)
