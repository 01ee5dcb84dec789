"""Fixtures of the tests of the evidence browser: mined and hostile workspaces, servers, and a real Chromium."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.functional.conftest import mined, reportminer, samples
from tests.web.hostile import make_hostile_workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["mined", "reportminer", "samples"]

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_S = 60


@contextmanager
def serving(workspace: Path) -> Iterator[str]:
    """Run `reportminer serve` on a workspace in a process of its own; give the address of the first page."""
    command = [sys.executable, "-m", "reportminer", "serve", "-w", str(workspace), "--port", "0", "--no-open"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            said = server.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", said)
            assert found, said + server.stderr.read()
            yield found[0]
        finally:
            server.terminate()
            server.wait(START_S)


@pytest.fixture(scope="session")
def served(mined: Path) -> Iterator[str]:
    """The address of a server of the samples."""
    with serving(mined) as address:
        yield address


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose every text is out to do harm."""
    return make_hostile_workspace(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def served_hostile(hostile: Path) -> Iterator[str]:
    """The address of a server of the hostile workspace."""
    with serving(hostile) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """A Chromium with a fresh profile; tests that need it skip where it is absent."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip(f"none of the programs {', '.join(CHROMIUM)} is here")
    playwright_api = pytest.importorskip("playwright.sync_api")

    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()
