"""`serve`: the evidence browser."""

from typing import Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import print_json, say

Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port on this machine; 0 takes any free one.")]
Open = Annotated[bool, typer.Option("--open/--no-open", help="Open it in your web browser.")]

_DEFAULT_PORT = 8765


def serve(
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    port: Port = _DEFAULT_PORT,
    open_it: Open = False,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Read the evidence in your web browser: overview, search, findings on their pages, patterns, areas.

    Example: `reportminer serve -w my-study --open`

    Only this machine can reach it, nothing leaves it, and nothing in the workspace is changed. Ctrl-C ends it.
    """
    from reportminer.web.serving import serve as serve_pages
    from reportminer.workflow.last_run import choose_to_ask

    def ready(address: str) -> None:
        say(f"The evidence browser is at {address}  (Ctrl-C ends it)")
        if as_json:
            print_json({"address": address})
        if open_it:
            _open(address)

    serve_pages(workspace, settings=choose_to_ask(workspace, config), port=port, ready=ready)


def _open(address: str) -> None:
    import webbrowser

    if not webbrowser.open(address):
        say("No web browser could be opened from here; open the address yourself.")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(serve)
