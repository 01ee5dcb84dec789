"""`show`: a finding's receipt, or a page as it was understood."""

from pathlib import Path
from typing import Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import print_json, say

Shown = Annotated[
    str, typer.Argument(metavar="ID", help="A finding; with --page: a report (its id, file name or path).")
]
PageNumber = Annotated[int | None, typer.Option("--page", min=1, help="Page of a report, counted in its file.")]
Image = Annotated[Path | None, typer.Option("--image", help="Write a picture to this file (PNG).")]
Dpi = Annotated[float, typer.Option("--dpi", min=36, max=600, help="Pixels an inch of the picture.")]


def show(
    shown: Shown,
    page: PageNumber = None,
    image: Image = None,
    dpi: Dpi = 144,
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Show the evidence for a finding, or a page of a report with what was understood of it.

    Example: `reportminer show R0123456789ab-0a1b2c3d --image passage.png`

    With --page: the blocks of a page in reading order, and a picture of the page with them drawn in by kind, as in
    `reportminer show northbridge.pdf --page 12 --image page.png`.
    """
    if page is None:
        _show_finding(shown, workspace, image=image, dpi=dpi, as_json=as_json, config=config)
    else:
        _show_page(shown, page, workspace, image=image, dpi=dpi, as_json=as_json, config=config)
    if image:
        say(f"Picture: {image}", quiet=quiet)


def _show_finding(
    finding_id: str, workspace: Path, *, image: Path | None, dpi: float, as_json: bool, config: Path | None
) -> None:
    from reportminer.cli.receipts import describe_receipt
    from reportminer.workflow.last_run import choose_to_ask
    from reportminer.workflow.showing import find_receipt

    receipt = find_receipt(workspace, finding_id)
    if image:
        from reportminer.workflow.page_images import write_passage_image

        write_passage_image(receipt, image, settings=choose_to_ask(workspace, config), dpi=dpi)
    if as_json:
        print_json(receipt)
    else:
        print(describe_receipt(receipt))


def _show_page(
    report: str, page: int, workspace: Path, *, image: Path | None, dpi: float, as_json: bool, config: Path | None
) -> None:
    from reportminer.cli.receipts import describe_page
    from reportminer.workflow.last_run import choose_to_ask
    from reportminer.workflow.showing import find_page

    found = find_page(workspace, report, page)
    if image:
        from reportminer.workflow.page_images import write_page_image

        write_page_image(found, image, settings=choose_to_ask(workspace, config), dpi=dpi)
    if as_json:
        print_json(found)
    elif not image:
        print(describe_page(found))


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(show)
