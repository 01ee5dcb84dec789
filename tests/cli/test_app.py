"""Help, options and error messages of the command line."""

import subprocess
import sys
from pathlib import Path

import pytest

from reportminer.cli.app import app, run_app
from reportminer.store.connection import close_database, open_database

COMMANDS = sorted(command.callback.__name__ for command in app.registered_commands if command.callback)


def test_the_commands_of_the_design_are_there() -> None:
    """These names are relied on by scripts."""
    assert {"run", "status", "retry", "search", "similar", "show", "export", "tag", "train", "evaluate"} <= set(
        COMMANDS
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_gives_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command's help shows a whole command that works as it stands."""
    assert run_app([command, "--help"]) == 0
    printed = capsys.readouterr().out
    assert "Example:" in printed
    assert f"reportminer {command}" in printed


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (["serach"], 2, "No such command"),
        (["search"], 2, "query"),
        (["search", "x", "-k", "0"], 2, "greater than or equal to 1"),
        (["search", "x", "--polarity", "bad"], 2, "good_practice"),
        (["search", "x", "--type", "bad"], 2, "local_system_review"),
        (["search", "x", "--since", "June 2018"], 2, "YYYY-MM-DD"),
        (["search", "x", "--until", "2018-02-30"], 2, "--until 2018-02-30: no such date"),
        (["export", "--since", "2018-13"], 2, "YYYY-MM"),
    ],
)
def test_wrong_use_is_said_plainly(
    words: list[str], code: int, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong word or value ends with code 2 and a message that names it or what is allowed."""
    assert run_app(words) == code
    error = capsys.readouterr().err
    assert part in error
    assert "What to do:" in error


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_the_common_options(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Scripts may give them to any command."""
    run_app([command, "--help"])
    printed = capsys.readouterr().out
    assert {o for o in ("--quiet", "--verbose", "--json", "--config", "--debug") if o not in printed} == set()


def test_more_is_said_on_demand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With -v the time taken is told, on stderr."""
    close_database(open_database(tmp_path, write=True))
    assert run_app(["status", "-w", str(tmp_path), "-v"]) == 0
    assert "Took" in capsys.readouterr().err
    assert run_app(["status", "-w", str(tmp_path), "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is printed."""
    assert run_app(["--version"]) == 0
    assert capsys.readouterr().out.startswith("reportminer 0.")


def test_results_on_stdout_talk_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    """An error leaves stdout empty, so that a pipe gets results alone."""
    run_app(["status", "-w", "there-is-no-such-workspace"])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Error:" in captured.err


def test_closed_pipe_is_no_error() -> None:
    """`reportminer --help | head -1` ends quietly."""
    command = f"{sys.executable} -m reportminer --help | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
