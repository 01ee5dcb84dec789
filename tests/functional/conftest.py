"""The sample corpus, mined once through the real command line."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def reportminer() -> Run:
    """Run the program in a process of its own and return what it printed."""

    def call(*words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "reportminer", *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=300, check=False)

    return call


@pytest.fixture(scope="session")
def samples(root: Path) -> Path:
    """The folder of sample reports."""
    return root / "corpus" / "samples" / "reports"


@pytest.fixture(scope="session")
def mined(reportminer: Run, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of all samples."""
    workspace = tmp_path_factory.mktemp("samples") / "workspace"
    # Without OCR, so that the figures are the same on machines with Tesseract and without.
    done = reportminer("run", samples, "-w", workspace, "--ocr", "never")
    assert done.returncode == 3, done.stderr  # one sample is a scan on purpose
    return workspace
