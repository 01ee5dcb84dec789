"""`verify`: whether quotations still stand in their files where they were found."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.corpus_commands import PasswordFile
from reportminer.cli.filtering import make_filters
from reportminer.cli.output import print_json, say

if TYPE_CHECKING:
    from reportminer.workflow.verify_records import Verification


def verify(
    finding_ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Findings by id; none: all of the workspace.")
    ] = None,
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    report: Annotated[
        str, typer.Option("--report", help="Only findings of this report (its id, file name or path).")
    ] = "",
    area: o.Area = "",
    report_type: o.ReportTypeOption = "",
    theme: o.Theme = "",
    pattern: o.Pattern = "",
    polarity: o.PolarityOption = "",
    section: o.Section = "",
    since: o.Since = "",
    until: o.Until = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="Write a row for each finding to this CSV file.")
    ] = None,
    password_file: PasswordFile = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Open the sources again and prove that each quotation still stands where it was found.

    Example: `reportminer verify --report northbridge.pdf --out verified.csv`

    Where a file is byte for byte the one that was read, the words of a PDF's pages are read again by another
    engine than the one that found them, and must stand inside the stored boxes. Where a file has changed it is
    read anew and each quotation looked for. A quotation stands, has moved (the same words at another place), has
    changed (nearly the same words: the difference is shown), or is gone; or its file is missing or unreadable.

    Exit codes: 0 all stand; 2 an id is unknown; 3 some do not stand; 130 interrupted (what was done is shown).
    """
    from reportminer.cli.progress import choose_progress
    from reportminer.cli.verified_texts import describe_verification, verification_as_json
    from reportminer.ingest.passwords import NONE, read_passwords
    from reportminer.workflow.last_run import choose_settings
    from reportminer.workflow.verify_choice import Wanted
    from reportminer.workflow.verifying import verify_findings

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
    done = verify_findings(
        workspace,
        Wanted(finding_ids=tuple(finding_ids or ()), report=report, filters=filters),
        settings=choose_settings(workspace, config),
        passwords=read_passwords(password_file) if password_file else NONE,
        progress=choose_progress(quiet=quiet or as_json, verbose=verbose, doing="Verifying"),
    )
    if as_json:
        print_json(verification_as_json(done))
    elif not quiet or done.failed:
        print(describe_verification(done, verbose=verbose))
    if out:
        _write(done, out)
        say(f"Table: {out}", quiet=quiet)
    raise typer.Exit(done.exit_code)


def _write(done: "Verification", out: Path) -> None:
    from reportminer.export.csv_files import format_csv
    from reportminer.store.files import write_atomically
    from reportminer.workflow.verify_table import VERIFIED, verified_rows

    write_atomically(out, format_csv(VERIFIED, verified_rows(done.rows)))


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(verify)
