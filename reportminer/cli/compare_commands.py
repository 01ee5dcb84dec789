"""`compare`."""

from pathlib import Path
from typing import Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import print_json, say
from reportminer.cli.summaries import count


def compare(
    areas: Annotated[
        list[str],
        typer.Argument(metavar="AREA", help="Areas by name or GSS code; one alone: its reports."),
    ],
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    limit: Annotated[
        int, typer.Option("-k", "--limit", min=0, max=10000, help="Patterns shown with their passages.")
    ] = 10,
    theme: o.Theme = "",
    polarity: o.PolarityOption = "",
    report_type: o.ReportTypeOption = "",
    since: o.Since = "",
    until: o.Until = "",
    out: Annotated[Path | None, typer.Option("--out", help="Write all rows to this CSV file as well.")] = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Put areas side by side: their themes and patterns with counts, shares and the best passage of each.

    Example: `reportminer compare Northbridge "Southmoor and Vale" --workspace my-study --out side-by-side.csv`

    Example: `reportminer compare Northbridge --workspace my-study` compares the review of an area with its
    progress review: which patterns are gone, new, or still there.

    Counts are findings, a repeated passage once; shares are out of all findings of the area. A report may be
    silent on what is so all the same: a difference of a few findings says little.
    """
    from reportminer.cli.comparison_texts import format_comparison
    from reportminer.cli.filtering import make_filters
    from reportminer.workflow.comparing import compare_areas
    from reportminer.workflow.comparison_rows import write_comparison
    from reportminer.workflow.last_run import choose_settings

    found = compare_areas(
        workspace,
        areas,
        settings=choose_settings(workspace, config),
        filters=make_filters(theme=theme, polarity=polarity, report_type=report_type, since=since, until=until),
    )
    if as_json:
        print_json(found)
    else:
        print(format_comparison(found, limit=limit))
    if out:
        say(f"{count(write_comparison(found, out), 'row')} in {out}", quiet=quiet or as_json)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(compare)
