"""`doctor`: is everything as it should be?"""

from typing import Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import print_json, say

Repair = Annotated[
    bool, typer.Option("--repair", help="Make again what is wrong and can be made from what is whole.")
]

_WRONG = 3


def doctor(
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    repair: Repair = False,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Check program, codebook, models, OCR and workspace, and say what to do about what is wrong.

    Example: `reportminer doctor --workspace my-study --repair`

    Exit code 3 says that something is wrong. Without --repair nothing is changed.
    """
    from reportminer.workflow.doctoring import State, examine
    from reportminer.workflow.last_run import choose_settings

    checked = examine(workspace, settings=choose_settings(workspace, config), repair=repair)
    if as_json:
        print_json(checked)
    for one in () if as_json else checked:
        if not quiet or one.state is State.WRONG:
            print(f"{one.state.value:7} {one.name}: {one.found}")
            if one.remedy:
                print(f"{'':8}What to do: {one.remedy}")
    if any(one.state is State.WRONG for one in checked):
        say("Something is wrong; see above.", quiet=quiet)
        raise typer.Exit(_WRONG)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(doctor)
