"""`tag`, `train` and `evaluate`."""

from pathlib import Path
from typing import Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import format_json, print_json, say

Model = Annotated[str, typer.Option("--model", help="Folder of other heads.", show_default="the shipped ones")]
Codebook = Annotated[str, typer.Option("--codebook", help="Your codebook (TOML).", show_default="the shipped one")]


def tag(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A table with one sentence in each row.")],
    text_column: Annotated[
        str, typer.Option("--text-column", help="The column that holds the sentences.")
    ] = "text",
    out: Annotated[
        Path | None, typer.Option("--out", help="The table to write.", show_default="FILE-tagged.csv")
    ] = None,
    model: Model = "",
    codebook: Codebook = "",
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Tag sentences of a CSV file with patterns, without a workspace.

    Example: `reportminer tag sentences.csv --text-column text --out tagged.csv`
    """
    from reportminer.settings import load_settings
    from reportminer.workflow.tagging import tag_file

    target = out or file.with_name(f"{file.stem}-tagged.csv")
    summary = tag_file(
        file, text_column=text_column, out=target, model=model, codebook=codebook, settings=load_settings(config)
    )
    if as_json:
        print_json(summary)
    else:
        say(
            f"{summary.n_rows:,} sentences tagged, {summary.n_tagged:,} with a pattern, "
            f"{summary.n_accepted:,} of them accepted without review: {target}",
            quiet=quiet,
        )


def train(
    labels: Annotated[Path, typer.Argument(metavar="LABELS.csv", help="Labelled sentences.")],
    out: Annotated[Path, typer.Option("--out", help="Folder of the model to write.")],
    codebook: Codebook = "",
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Train heads from labelled sentences, and say how well they do on sentences they have not seen.

    Example: `reportminer train labels.csv --codebook my-codebook.toml --out my-model`

    The columns of LABELS.csv are id, text and patterns (ids joined by `;`, empty for none), and optionally themes,
    polarity, is_recommendation and group (rows of one group are held out together).
    """
    from reportminer.settings import load_settings
    from reportminer.workflow.tagging import train_from_file

    summary = train_from_file(labels, out=out, codebook=codebook, settings=load_settings(config))
    if as_json:
        print_json(summary)
    else:
        say(summary.describe(), quiet=quiet)


def evaluate(
    labels: Annotated[
        Path, typer.Argument(metavar="LABELS.csv", help="Labelled sentences that the model never saw.")
    ],
    model: Model = "",
    codebook: Codebook = "",
    out: Annotated[Path | None, typer.Option("--out", help="Write all figures to this JSON file as well.")] = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Compare a model's tags with people's codes: precision, recall and F1 with intervals.

    Example: `reportminer evaluate second-coder.csv --model my-model`
    """
    from reportminer.classify.csv_tagging import check_target
    from reportminer.settings import load_settings
    from reportminer.workflow.tagging import evaluate_file

    if out:
        check_target(out, source=labels)
    evaluation = evaluate_file(labels, model=model, codebook=codebook, settings=load_settings(config))
    if out:
        out.write_text(format_json(evaluation) + "\n", encoding="utf-8")
        say(f"All figures: {out}", quiet=quiet)
    if as_json:
        print_json(evaluation)
    else:
        print(evaluation.describe())


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (tag, train, evaluate):
        app.command()(command)
