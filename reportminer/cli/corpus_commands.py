"""`run`, `status`, `retry` and `export`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import columns, print_json, say

if TYPE_CHECKING:
    from reportminer.workflow.run import Summary

FINISHED_WITH_FAILURES = 3
INTERRUPTED = 130


def run(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCES...", help="Files and folders with reports.")],
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Reports at the same time; 0: as the settings say.")] = 0,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Stop after so many files; 0: all.")] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 3 also where a report is a duplicate.")] = False,
    export: Annotated[Path | None, typer.Option("--export", help="Where tables go.", show_default="WORKSPACE/exports")] = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> int:
    """Mine reports: read, tag and index what is new or changed, and write the tables.

    Example: `reportminer run reports/ --workspace my-study`

    Run it again after adding reports: only what is new or changed is read. Stop it at any time with Ctrl-C; the same
    command goes on from there.
    """
    from reportminer.cli.progress import choose_progress
    from reportminer.settings import load_settings
    from reportminer.workflow.run import run as run_reports

    settings = load_settings(config)
    summary = run_reports(
        sources,
        workspace=workspace,
        settings=settings,
        workers=workers or settings.run.workers,
        limit=limit,
        dry_run=dry_run,
        export=export,
        progress=choose_progress(quiet=quiet, verbose=verbose),
    )
    if as_json:
        print_json(summary)
    elif not quiet:
        print(describe_summary(summary, workspace))
    return exit_code(summary, strict=strict)
