"""`serve` through the real command line: it says where it is, answers this machine alone, and ends with Ctrl-C."""

import re
import signal
import socket
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reportminer.cli.app import run_app
from tests.export.workspace import make_workspace

WAIT_S = 60


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace made by hand."""
    return make_workspace(tmp_path / "workspace")


@contextmanager
def serving(
    *words: str | Path, environment: dict[str, str] | None = None
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `serve` in a process of its own; give what it says first, and the process."""
    command = [sys.executable, "-m", "reportminer", "serve", *map(str, words)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stderr is not None
        try:
            yield process.stderr.readline(), process
        finally:
            process.kill()


def test_it_says_where_it_is_and_ends_with_ctrl_c(workspace: Path) -> None:
    """The address is said on stderr; Ctrl-C is the ordinary end: exit code 0, and nothing else is said."""
    with serving("-w", workspace, "--port", "0") as (said, process):
        found = re.fullmatch(r"The evidence browser is at (http://127\.0\.0\.1:\d+/)  \(Ctrl-C ends it\)\n", said)
        assert found, said
        with urllib.request.urlopen(found[1]) as answer:
            assert answer.status == 200
            assert "Server" not in answer.headers
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=WAIT_S)
        assert (process.returncode, out, err) == (0, "", "")


def test_no_other_address_of_the_machine_is_served(workspace: Path) -> None:
    """Not even another one that leads back to it."""
    with serving("-w", workspace, "--port", "0") as (said, _):
        port = int(re.findall(r":(\d+)/", said)[0])
        with socket.create_connection(("127.0.0.1", port), timeout=WAIT_S):
            pass
        with pytest.raises(OSError):  # noqa: PT011
            socket.create_connection(("127.0.0.2", port), timeout=1)


def test_another_name_for_the_machine_is_refused(workspace: Path) -> None:
    """Through the real server: a page of the web cannot reach it under its own name."""
    with serving("-w", workspace, "--port", "0") as (said, _):
        address = re.findall(r"http://\S+", said)[0]
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "evil.example"}))
        assert refused.value.code == 421


def test_it_opens_the_web_browser_when_asked(workspace: Path, tmp_path: Path) -> None:
    """The program that the person uses is called with the address."""
    opened = tmp_path / "opened"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" > "{opened}"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    environment = {"BROWSER": f"{program} %s", "PATH": "/usr/bin:/bin"}
    with serving("-w", workspace, "--port", "0", "--open", environment=environment) as (said, process):
        urllib.request.urlopen(re.findall(r"http://\S+", said)[0]).close()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=WAIT_S)
    assert opened.read_text().strip() in said


def test_a_port_that_is_taken_says_what_to_do(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another program has it, and there are others."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run_app(["serve", "-w", str(workspace), "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"port {port} is taken by another program" in said
    assert "--port 0" in said


def test_a_folder_without_results_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is served."""
    assert run_app(["serve", "-w", str(tmp_path / "nothing"), "--port", "0"]) == 2
    said = capsys.readouterr().err
    assert "holds no results yet" in said
    assert "The evidence browser is at" not in said


def test_a_damaged_workspace_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the exit code of damaged storage."""
    (tmp_path / "reportminer.sqlite").write_bytes(b"no database " * 1000)
    assert run_app(["serve", "-w", str(tmp_path), "--port", "0"]) == 5
    assert "damaged" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_only_ports_are_ports(workspace: Path, port: str) -> None:
    """What is none is refused by its range."""
    assert run_app(["serve", "-w", str(workspace), "--port", port]) == 2


def test_help_has_an_example_and_imports_no_server(capfd: pytest.CaptureFixture[str]) -> None:
    """Whoever only asks for help does not wait for a web framework."""
    code = (
        "import sys; from reportminer.cli.app import run_app; run_app(['serve', '--help']);"
        "print([m for m in ('fastapi', 'starlette', 'uvicorn', 'jinja2', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "reportminer serve -w my-study --open" in done.stdout
    assert done.stdout.strip().endswith("[]")
