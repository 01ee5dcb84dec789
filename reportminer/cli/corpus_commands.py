"""`run`, `retry` and `status`; `export` stands in a module of its own."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.export_command import export
from reportminer.cli.output import print_json, say
from reportminer.cli.summaries import describe_dry_run, describe_status, describe_summary, describe_trouble

if TYPE_CHECKING:
    from reportminer.settings import Settings
    from reportminer.workflow.summary import Progress, Summary

Workers = Annotated[
    int, typer.Option("--workers", min=0, max=256, help="Reports at the same time; 0: as the settings say.")
]
ExportFolder = Annotated[
    Path | None, typer.Option("--export", help="Folder for the tables.", show_default="WORKSPACE/exports")
]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--password-file", help="Text file: a password a line, or a file name, a tab and its password."),
]


class OcrMode(StrEnum):
    """Which pages are read from their pictures."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Ocr = Annotated[
    OcrMode | None,
    typer.Option(
        "--ocr",
        help="Read pages that are pictures of text, with Tesseract: those that need it, all, or none.",
        show_default="auto",
    ),
]


def run(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCES...", help="Files and folders with reports.")],
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    workers: Workers = 0,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Look at so many files at most; 0: all.")] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    forget_missing: Annotated[
        bool, typer.Option("--forget-missing", help="Drop the results of a folder that is empty now.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 3 for duplicates as well.")] = False,
    export: ExportFolder = None,
    password_file: PasswordFile = None,
    ocr: Ocr = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Mine reports: read, tag and index what is new or changed, and write the tables.

    Example: `reportminer run reports/ --workspace my-study`

    Run it again after adding reports: only what is new or changed is read. Stop it at any time with Ctrl-C; the
    same command goes on from there. Results of files that are gone are dropped; a folder in which no file is left
    is refused, as it may be a drive that is not there (see --forget-missing).

    Exit codes: 0 all read; 3 finished, but some files could not be read wholly; 4 none could be read;
    130 interrupted.
    """
    from reportminer.ingest.passwords import NONE, read_passwords
    from reportminer.settings import load_settings
    from reportminer.workflow.run import run as run_reports

    settings = _with_ocr(load_settings(config), ocr)
    passwords = read_passwords(password_file) if password_file else NONE

    def carry_out(progress: "Progress") -> "Summary":
        return run_reports(
            sources,
            workspace=workspace,
            settings=settings,
            workers=workers,
            limit=limit,
            dry_run=dry_run,
            forget_missing=forget_missing,
            progress=progress,
            exports=export,
            passwords=passwords,
            on_stop=_say_stopping,
        )

    _mine(carry_out, strict=strict, as_json=as_json, quiet=quiet, verbose=verbose)


def retry(
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    workers: Workers = 0,
    export: ExportFolder = None,
    password_file: PasswordFile = None,
    ocr: Ocr = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Mine once more what timed out, ran out of memory, crashed, or was damaged or only partly read.

    Example: `reportminer retry --workspace my-study --config patient.toml`

    With --password-file also what asked for a password. Without --config, with the settings of the last run.
    """
    from reportminer.ingest.passwords import NONE, read_passwords
    from reportminer.workflow.last_run import choose_settings
    from reportminer.workflow.run import retry as retry_reports

    settings = _with_ocr(choose_settings(workspace, config), ocr)
    passwords = read_passwords(password_file) if password_file else NONE

    def carry_out(progress: "Progress") -> "Summary":
        return retry_reports(
            workspace=workspace,
            settings=settings,
            workers=workers,
            progress=progress,
            exports=export,
            passwords=passwords,
            on_stop=_say_stopping,
        )

    _mine(carry_out, strict=False, as_json=as_json, quiet=quiet, verbose=verbose)


def _mine(
    carry_out: "Callable[[Progress], Summary]", *, strict: bool, as_json: bool, quiet: bool, verbose: bool
) -> None:
    """Run a job under a progress display, say what came of it, and end with its exit code."""
    from reportminer.cli.progress import choose_progress

    progress = choose_progress(quiet=quiet or as_json, verbose=verbose)
    try:
        summary = carry_out(progress)
    finally:
        progress.close()
    if as_json:
        print_json(summary)
    elif not quiet:
        print(describe_dry_run(summary) if summary.dry_run else describe_summary(summary))
    code = summary.exit_code
    if strict and not code and summary.by_status.get("duplicate"):
        code = 3
    raise typer.Exit(code)


def _with_ocr(settings: "Settings", ocr: OcrMode | None) -> "Settings":
    return settings if ocr is None else replace(settings, ingest=replace(settings.ingest, ocr=str(ocr)))


def _say_stopping() -> None:
    say("Stopping: the reports under way are finished and saved first. Press Ctrl-C again to stop at once.")


def status(
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Say what a workspace holds, what could not be read and why, and what to do next.

    Example: `reportminer status --workspace my-study`

    What is stale is told by the settings of the last run, or by those of --config.
    """
    from reportminer.workflow.last_run import choose_settings
    from reportminer.workflow.status import read_status

    found = read_status(workspace, settings=choose_settings(workspace, config), config=config)
    if as_json:
        print_json(found)
    elif text := describe_trouble(found) if quiet else describe_status(found):
        print(text)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (run, retry, status, export):
        app.command()(command)
