"""`codebook`: check, list, export, import and compare codebooks."""

from pathlib import Path
from typing import Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import print_json, say
from reportminer.cli.tagging_commands import Codebook

group = typer.Typer(
    name="codebook",
    help="Check, list, export, import and compare codebooks.\n\nExample: `reportminer codebook check`",
    no_args_is_help=True,
)


@group.command("check")
def check(
    codebook: Codebook = "",
    model: Annotated[
        str,
        typer.Option(
            "--model", help="Folder of heads trained for it.", show_default="the shipped ones if they fit"
        ),
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 3 for warnings as well.")] = False,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Look for what makes a codebook hard to use: gaps, contradictions, codes that overlap or are too broad.

    Example: `reportminer codebook check --codebook my-codebook.toml --model my-model`

    Sentences are compared by the sentence encoder and, where heads fit the codebook, by these. With -q notes are
    not told. Exit codes: 0 no errors; 3 errors, or warnings with --strict.
    """
    from reportminer.cli.codebook_texts import describe_check, sum_up_check
    from reportminer.settings import load_settings
    from reportminer.workflow.codebook_check import check_codebook

    found = check_codebook(codebook, model=model, settings=load_settings(config))
    if as_json:
        print_json(found)
    else:
        if text := describe_check(found, notes=not quiet):
            print(text)
        say(sum_up_check(found), quiet=quiet)
    raise typer.Exit(found.exit_code(strict=strict))


@group.command("list")
def list_(
    codebook: Codebook = "",
    theme: o.Theme = "",
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """List themes and patterns, each with its side and definition.

    Example: `reportminer codebook list --theme leadership`
    """
    from reportminer.cli.codebook_texts import describe_codebook, list_codebook
    from reportminer.settings import load_settings
    from reportminer.workflow.codebooks import choose_theme, open_codebook

    found = choose_theme(open_codebook(codebook, load_settings(config)), theme)
    if as_json:
        print_json(list_codebook(found))
    else:
        print(describe_codebook(found))


@group.command("export")
def export(
    out: Annotated[Path, typer.Option("--out", help="File to write: .csv, .qdc (REFI-QDA) or .jsonld (SKOS).")],
    codebook: Codebook = "",
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Write a codebook for other programs, in the form that the file's suffix names.

    Example: `reportminer codebook export --out codebook.qdc`

    .csv is a table for spreadsheets, .qdc the exchange form of programs for qualitative analysis, .jsonld a
    thesaurus (SKOS) for the web of data.
    """
    from reportminer.settings import load_settings
    from reportminer.workflow.codebooks import export_codebook

    made = export_codebook(codebook, out=out, settings=load_settings(config))
    if as_json:
        print_json(made)
    else:
        say(f"{made.n_patterns} patterns in {made.n_themes} themes: {made.file}", quiet=quiet)
        for loss in made.losses:
            say(f"Not carried over, as the form has no place for it: {loss}.")


@group.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Codes: a .qdc or .qdpx file, or a .csv table.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="The codebook to write (TOML).", show_default="FILE.toml")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the codebook if it is there.")] = False,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Make a codebook of codes kept elsewhere, and say what could not be carried over.

    Example: `reportminer codebook import nvivo-codes.qdc --out my-codebook.toml`

    A table needs a column with the codes (pattern_id, id, name or code); theme, polarity, definition, include,
    exclude, confused_with, examples and near_misses are read where they are there, lists with `;` between items.
    """
    from reportminer.workflow.codebooks import import_codebook

    made = import_codebook(file, out=out or file.with_suffix(".toml"), force=force)
    if as_json:
        print_json(made)
    else:
        say(f"{made.n_patterns} patterns in {made.n_themes} themes: {made.file}", quiet=quiet)
        for remark in made.remarks:
            say(remark)
        say(f"Next: reportminer codebook check --codebook {made.file}", quiet=quiet)


@group.command("diff")
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD.toml", help="The earlier codebook.")],
    new: Annotated[Path, typer.Argument(metavar="NEW.toml", help="The later one.")],
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Say what changed from one codebook to another, and what must be tagged or read again.

    Example: `reportminer codebook diff codebook-2023.toml codebook-2024.toml`
    """
    from reportminer.cli.codebook_texts import describe_diff
    from reportminer.workflow.codebooks import diff_codebooks

    found = diff_codebooks(old, new)
    if as_json:
        print_json(found)
    else:
        print(describe_diff(found))


def register(app: typer.Typer) -> None:
    """Add the group of commands to the application."""
    app.add_typer(group)
