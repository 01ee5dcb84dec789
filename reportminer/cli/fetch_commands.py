"""`corpus`: the register of real reports, and fetching them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import print_json, say
from reportminer.errors import UsageError

if TYPE_CHECKING:
    from reportminer.fetch.records import Limits
    from reportminer.workflow.fetching import FetchPlan, FetchSummary

group = typer.Typer(
    name="corpus",
    help="The register of real reviews, and fetching them.\n\nExample: `reportminer corpus list`",
    no_args_is_help=True,
)

_INTERRUPTED = 130

Register = Annotated[
    Path | None,
    typer.Option(
        "--register",
        help="Your own list of reports (CSV with the columns of the register).",
        show_default="the one that comes with the program",
    ),
]


@group.command("list")
def list_reports(
    folder: Annotated[
        Path | None, typer.Option("--in", help="Say which of them are in this folder.", show_default="not said")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write all columns to this CSV file.", show_default="not written")
    ] = None,
    register: Register = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """List the reports of the register: area, date, publisher, licence, where published, whether verified.

    Example: `reportminer corpus list --in reports --out register.csv`

    Nothing is asked of the network. A report whose facts are marked "no" is known from its title or by inference
    alone.
    """
    from reportminer.cli.fetch_texts import describe_entries, entry_rows, write_entries
    from reportminer.workflow.fetching import list_corpus

    entries = list_corpus(register=register, folder=folder)
    if out is not None:
        write_entries(out, entries, looked=folder is not None)
        say(f"{len(entries)} reports: {out}", quiet=quiet)
    if as_json:
        print_json(entry_rows(entries, looked=folder is not None))
    elif out is None:
        print(describe_entries(entries, looked=folder is not None))


@group.command("fetch")
def fetch(
    areas: Annotated[
        list[str] | None, typer.Argument(metavar="[AREA]...", help="Names or codes of areas; all where not given.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder to fetch into.")] = Path("reports"),
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Go on without a question.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be fetched; ask nothing of the network.")
    ] = False,
    register: Register = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host", help="A host that may be asked beside those of the register; may be repeated."
        ),
    ] = None,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", hidden=True, help="These may lie in a private network (for tests)."),
    ] = False,
    max_mb: Annotated[int, typer.Option("--max-mb", min=1, max=2000, help="Largest file, MB.")] = 100,
    pause: Annotated[float, typer.Option("--pause", min=0.5, max=600, help="Seconds between two files.")] = 2.0,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Fetch reports of the register from their publishers, after saying which and from where.

    Example: `reportminer corpus fetch Oxfordshire York --out reports`

    The only command that uses the network. Files are fetched one at a time; what is there already is not fetched
    again, and a stopped download goes on where it was. Where only a page is known, it is named for you to open and
    save the PDF. fetched.csv in the folder keeps address, date, hash, licence and attribution of each file.

    Exit codes: 0 all well; 3 some could not be fetched; 130 interrupted.
    """
    from reportminer.cli.fetch_texts import describe_plan, describe_result, list_steps, plan_as_json
    from reportminer.fetch.records import MEGABYTE, Limits
    from reportminer.workflow.fetching import FetchSummary, plan_fetch

    plan = plan_fetch(areas or (), out=out, register=register, allow_hosts=allow_host or (), private=allow_private)
    if dry_run and as_json:
        print_json(plan_as_json(plan))
        return
    if not (quiet and (yes or dry_run)):
        say(describe_plan(plan))
    if dry_run:
        print(list_steps(plan))
        say("Nothing was asked of the network: this is a dry run.", quiet=quiet)
        return
    if plan.to_fetch and not (yes or _may_go_on(len(plan.to_fetch))):
        say("Nothing was fetched.")
        return
    summary = FetchSummary(plan=plan, fetched=(), missed=plan.refused)
    if plan.to_fetch:
        limits = Limits(max_bytes=max_mb * MEGABYTE, pause_s=pause)
        summary = _fetch(plan, limits, quiet=quiet or as_json, verbose=verbose)
    if as_json:
        print_json(plan_as_json(plan) | {"fetched": summary.fetched, "missed": summary.missed})
    else:
        if text := describe_result(summary):
            say(text, quiet=quiet and not summary.missed)
        if not quiet:
            print(list_steps(plan))
    raise typer.Exit(summary.exit_code)


def _may_go_on(n_files: int) -> bool:
    """Ask the person.

    Raises:
        UsageError: nobody is there to be asked.
    """
    if not sys.stdin.isatty():
        raise UsageError(
            f"there is something to fetch ({n_files}), and nobody can be asked whether to go on",
            expected="a terminal, or --yes",
            remedy="look at the list, then add --yes",
        )
    return typer.confirm("Go on?", default=False, err=True)


def _fetch(plan: "FetchPlan", limits: "Limits", *, quiet: bool, verbose: bool) -> "FetchSummary":
    from reportminer.cli.progress import choose_progress
    from reportminer.fetch.asking import Session
    from reportminer.workflow.fetching import carry_out

    progress = choose_progress(quiet=quiet, verbose=verbose, doing="Fetching")
    try:
        session = Session(hosts=plan.hosts, limits=limits)
        return carry_out(plan, session=session, progress=progress, tell=lambda text: say(text, quiet=quiet))
    except KeyboardInterrupt:
        # Said here: on its way up, the command line library makes a bare exit code of it.
        say("Interrupted; what was fetched so far is kept. The same command goes on from there.")
        raise typer.Exit(_INTERRUPTED) from None
    finally:
        progress.close()


def register(app: typer.Typer) -> None:
    """Add the group of commands to the application."""
    app.add_typer(group)
