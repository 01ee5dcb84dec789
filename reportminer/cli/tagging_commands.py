"""`tag`, `train` and `evaluate`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import format_json, print_json, say
from reportminer.errors import UsageError
from reportminer.store.files import write_atomically

Model = Annotated[str, typer.Option("--model", help="Folder of other heads.", show_default="the shipped ones")]
Documents = Annotated[
    list[Path] | None,
    typer.Option(
        "--documents", help="File or folder with the documents that references lead to; may be repeated."
    ),
]
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
    labels: Annotated[
        list[Path], typer.Argument(metavar="LABELS.csv...", help="Labelled sentences, or references to some.")
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder of the model to write.")],
    codebook: Codebook = "",
    documents: Documents = None,
    finetune: Annotated[
        bool,
        typer.Option("--finetune", help="Tune the encoder's upper layers too (needs torch; minutes to an hour)."),
    ] = False,
    epochs: Annotated[int, typer.Option("--epochs", min=1, max=50, help="Rounds of fine-tuning.")] = 14,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Train heads from labelled sentences, and say how well they do on sentences they have not seen.

    Example: `reportminer train labels.csv --codebook my-codebook.toml --out my-model`

    The columns of LABELS.csv are id, text and patterns (ids joined by `;`, empty for none), and optionally themes,
    polarity, is_recommendation and group (rows of one group are held out together). A table with hashes in place
    of texts refers to sentences of published documents: name the folder that holds them with --documents.
    """
    from reportminer.settings import load_settings
    from reportminer.workflow.tagging import train_from_file

    summary = train_from_file(
        labels,
        out=out,
        codebook=codebook,
        settings=load_settings(config),
        documents=documents or [],
        epochs=epochs if finetune else 0,
        on_progress=lambda line: say(line, quiet=quiet),
    )
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
    documents: Documents = None,
    use: Annotated[
        str, typer.Option("--use", help="Of references only these: train or test.", show_default="all")
    ] = "",
    html: Annotated[
        Path | None, typer.Option("--html", help="Write all figures to this HTML page as well.")
    ] = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Compare a model's tags with people's codes: precision, recall, F1, calibration, confusions, agreement.

    Example: `reportminer evaluate labels.csv --model my-model --html evaluation.html`

    The columns of LABELS.csv are those of `train`. All figures have 95 % intervals that draw whole groups, so
    name the report of each sentence in the column group. A second coder's codes go into patterns_2, and optionally
    themes_2, polarity_2 and is_recommendation_2, with ? for sentences that they did not read; then the agreement
    of the two is stated too (F1, Cohen's kappa, Krippendorff's alpha), and how near the model comes to it.
    """
    from reportminer.settings import load_settings
    from reportminer.workflow.tagging import evaluate_file, write_evaluation_page

    _check_targets(labels, [path for path in (out, html) if path])
    evaluation = evaluate_file(
        labels, model=model, codebook=codebook, settings=load_settings(config), documents=documents or [], use=use
    )
    if out:
        write_atomically(out, f"{format_json(evaluation)}\n".encode())
        say(f"All figures: {out}", quiet=quiet)
    if html:
        write_evaluation_page(evaluation, html, labels=labels)
        say(f"Page: {html}", quiet=quiet)
    if as_json:
        print_json(evaluation)
    else:
        print(evaluation.describe())


def _check_targets(labels: Path, targets: Sequence[Path]) -> None:
    """Refuse to write over the labels, over a folder, or twice to one file."""
    from reportminer.classify.csv_tagging import check_target

    for target in targets:
        check_target(target, source=labels)
    if len({target.resolve() for target in targets}) < len(targets):
        raise UsageError(
            f"--out and --html both name {targets[0]}", expected="two files", remedy="name another file for one"
        )


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (tag, train, evaluate):
        app.command()(command)
