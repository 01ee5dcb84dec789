"""`review`: `sample`, `import` and `status`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import print_json, say
from reportminer.cli.refi_forms import describe_project_import
from reportminer.cli.review_texts import describe_import, describe_retraining, describe_review, describe_sample
from reportminer.errors import UsageError

if TYPE_CHECKING:
    from reportminer.workflow.refi_import import ProjectImport
    from reportminer.workflow.review_import import ImportSummary

_PARTIAL = 3
"""Exit code where something could not be taken in."""

group = typer.Typer(
    name="review",
    help="Let people read what teaches or proves most, take their codes in, and see how good the machine is."
    "\n\nExample: `reportminer review sample -w my-study --out to-read.csv`",
    no_args_is_help=True,
)


@group.command()
def sample(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The sheet to write: .xlsx or .csv.")],
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    n: Annotated[int, typer.Option("-n", "--number", min=1, max=100_000, help="How many sentences.")] = 100,
    random_share: Annotated[
        float, typer.Option("--random-share", min=0, max=1, help="Share drawn at random: what proves.")
    ] = 0.3,
    pattern: Annotated[str, typer.Option("--pattern", help="Only what bears on this pattern.")] = "",
    seed: Annotated[int, typer.Option("--seed", help="Another number gives another draw.")] = 1,
    coder: Annotated[
        str,
        typer.Option("--coder", help="Leave out what this person has read.", show_default="what anybody has read"),
    ] = "",
    blind: Annotated[
        bool | None,
        typer.Option(
            "--blind/--no-blind",
            help="Hide the machine's codes on all rows, or on none.",
            show_default="hidden on random rows",
        ),
    ] = None,
    excel: Annotated[bool, typer.Option("--excel", help="Mark the file as UTF-8 for Excel (BOM).")] = False,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Write a sheet of the sentences that are most worth reading next.

    Example: `reportminer review sample -w my-study -n 100 --out to-read.csv`

    Three kinds of sentence are in it: some drawn at random, from which precision and recall are estimated; some
    about which the machine is in doubt; and some unlike all that was read. Fill in `patterns` (ids joined by `;`)
    and, where a sentence carries none, `done` = 1. Leave `stratum`, `weight` and `drawn_from` as they are. With
    --pattern, the random ones are drawn among the sentences that the machine gave the pattern.

    A workbook (.xlsx) has the codes and how to fill it in beside it; a .csv file opens in any program.

    Random rows do not show the machine's codes: whoever sees them tends to agree. To see how far two people agree,
    give both the same sheet.
    """
    from reportminer.classify.sampling import Plan
    from reportminer.workflow.last_run import choose_settings
    from reportminer.workflow.reviewing import sample_workspace

    summary = sample_workspace(
        workspace,
        out,
        plan=Plan(n=n, random_share=random_share, pattern=pattern, seed=seed),
        settings=choose_settings(workspace, config),
        coder=coder,
        blind=blind,
        excel=excel,
    )
    if as_json:
        print_json(summary)
    else:
        say(describe_sample(summary, workspace), quiet=quiet)


@group.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A sheet, filled in (.xlsx, .csv), or a project (.qdpx).")
    ],
    coder: Annotated[str, typer.Option("--coder", help="Name of the person whose codes these are.")],
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    retrain: Annotated[
        bool, typer.Option("--retrain", help="Then train heads on --labels and all codes of people.")
    ] = False,
    labels: Annotated[
        Path | None, typer.Option("--labels", metavar="BASE.csv", help="With --retrain: labels to begin with.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="With --retrain: folder of the heads.")] = None,
    leave_out_random: Annotated[
        bool,
        typer.Option(
            "--leave-out-random", help="With --retrain: keep the random rows as a test of the new heads."
        ),
    ] = False,
    user: Annotated[
        str,
        typer.Option("--user", help="With .qdpx: the person's name in the file.", show_default="as --coder"),
    ] = "",
    corrected: Annotated[
        bool,
        typer.Option(
            "--corrected",
            help="With .qdpx: the person went over the machine's codings; those that stand are theirs too, those "
            "that are gone they rejected.",
        ),
    ] = False,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Take the codes of a filled sheet in as one person's, and say what they prove.

    Example: `reportminer review import to-read.csv --coder anna -w my-study`

    The machine's tags stay as they are: it is one coder among others. The same person's codes of the same sentence
    are replaced; every new `run` keeps them. If any row is wrong, all such rows are named and nothing is stored.

    With `--retrain --labels labels.csv --out my-model` heads are trained on both, and what they learned from no
    longer counts as a proof of them: read a fresh random share, or keep the old one aside with --leave-out-random.

    Of a project (.qdpx, from `export --format qdpx` or any program) the codings of the user of that name are
    taken, or of the only user there is. Codes that the codebook does not have are kept as proposals, and passages
    that were not found are listed with the reason; both in WORKSPACE/review-imports. Exit code 3 if there are some
    of the latter.
    """
    from reportminer.workflow.last_run import choose_settings
    from reportminer.workflow.refi_import import SUFFIX, import_project
    from reportminer.workflow.review_import import import_sheet
    from reportminer.workflow.review_import import retrain as retrain_heads

    given = {retrain, labels is not None, out is not None}
    if len(given) > 1 or (leave_out_random and not retrain):
        raise UsageError(
            "--retrain, --labels and --out belong together",
            expected="all three of them, or none",
            remedy="for example: --retrain --labels labels.csv --out my-model",
        )
    settings = choose_settings(workspace, config)
    summary: ImportSummary | ProjectImport
    if file.suffix.casefold() == SUFFIX:
        summary = import_project(workspace, file, coder=coder, settings=settings, user=user, corrected=corrected)
        told, is_partial = describe_project_import(summary, workspace), bool(summary.not_matched)
    else:
        _refuse_project_options(file, user=user, corrected=corrected)
        summary = import_sheet(workspace, file, coder=coder, settings=settings)
        told, is_partial = describe_import(summary, workspace), False
    if not (as_json or quiet):
        print(told)
    trained = None
    if labels is not None and out is not None:
        trained = retrain_heads(
            workspace, labels=labels, out=out, settings=settings, leave_out_random=leave_out_random
        )
    if as_json:
        print_json({"import": asdict(summary), "retrain": asdict(trained)} if trained else summary)
    elif trained and not quiet:
        print(describe_retraining(trained, workspace))
    if is_partial:
        raise typer.Exit(_PARTIAL)


def _refuse_project_options(file: Path, *, user: str, corrected: bool) -> None:
    if user or corrected:
        raise UsageError(
            f"--user and --corrected with {file.name}",
            expected="a REFI-QDA project (.qdpx)",
            remedy="leave them out: a sheet has the codes of one person",
        )


@group.command()
def status(
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Say who read what, how far coders agree, how good the machine is, and how much more to read.

    Example: `reportminer review status -w my-study`
    """
    from reportminer.workflow.last_run import choose_settings
    from reportminer.workflow.review_status import read_review

    found = read_review(workspace, settings=choose_settings(workspace, config))
    if as_json:
        print_json(found)
    else:
        print(describe_review(found, workspace))


def register(app: typer.Typer) -> None:
    """Add the group of commands to the application."""
    app.add_typer(group)
