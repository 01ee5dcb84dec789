"""The command line: the list of commands, and what happens to errors."""

import os
import sys
import time
import traceback
from collections.abc import Sequence

import typer
from typer.exceptions import Abort, Exit, TyperException

from reportminer import __version__
from reportminer.cli import (
    codebook_commands,
    compare_commands,
    corpus_commands,
    discover_commands,
    doctor_commands,
    fetch_commands,
    report_commands,
    review_commands,
    search_commands,
    serve_commands,
    show_commands,
    tagging_commands,
    verify_commands,
)
from reportminer.errors import ReportminerError, StorageError

INTERRUPTED = 130

app = typer.Typer(
    name="reportminer",
    help="Mine review reports for recurring good-practice and failure findings, each traced to its page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
corpus_commands.register(app)
codebook_commands.register(app)
search_commands.register(app)
show_commands.register(app)
verify_commands.register(app)
doctor_commands.register(app)
serve_commands.register(app)
tagging_commands.register(app)
compare_commands.register(app)
discover_commands.register(app)
report_commands.register(app)
review_commands.register(app)
fetch_commands.register(app)


@app.callback(invoke_without_command=True)
def _root(
    version: bool = typer.Option(False, "--version", help="Print the version and end."),
) -> None:
    if version:
        typer.echo(f"reportminer {__version__}")
        raise typer.Exit


def run_app(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; errors are said on stderr in plain words.

    Args:
        arguments: the words of the command line, without the program's name.
    """
    begun = time.monotonic()
    try:
        result = app(args=list(arguments), prog_name="reportminer", standalone_mode=False)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (TyperException, Exit, ReportminerError, OSError) as error:
        if "--debug" in arguments:
            traceback.print_exc()
        return _explain(error)
    except (Abort, KeyboardInterrupt):
        _say("Interrupted; what was finished is saved. The same command goes on from there.")
        return INTERRUPTED
    if {"-v", "--verbose"} & set(arguments):
        _say(f"Took {time.monotonic() - begun:.1f} s.")
    return result if isinstance(result, int) else 0


def _explain(error: TyperException | Exit | ReportminerError | OSError) -> int:
    """Say an error in plain words and return its exit code."""
    if isinstance(error, Exit):
        return error.exit_code
    if isinstance(error, TyperException):
        _say(
            f"Error: {error.format_message()}\n"
            "What to do: see `reportminer --help` or `reportminer COMMAND --help`"
        )
        return error.exit_code
    if isinstance(error, ReportminerError):
        _say(f"Error: {error}")
        return error.exit_code
    _say(f"Error: {error.strerror or error}: {error.filename or ''}".rstrip(": "))
    return StorageError.exit_code


def _say(text: str) -> None:
    print(text, file=sys.stderr)
