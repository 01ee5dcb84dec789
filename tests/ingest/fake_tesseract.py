"""A program called `tesseract` that answers what a test wants of it."""

import sys
from pathlib import Path

import pytest

_SCRIPT = """#!{python} -IS
import os, sys, time
if "--version" in sys.argv:
    print({version!r})
elif "--list-langs" in sys.argv:
    print("List of available languages (2):\\neng\\nosd")
else:
    {body}
"""

TSV_HEAD = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n"
)


def tsv(*lines: str, confidence: float = 95.0) -> str:
    """Return TSV as Tesseract gives it for lines of words under each other: 11 pt at 300 dots an inch."""
    rows = [TSV_HEAD]
    for number, line in enumerate(lines, 1):
        x = 300
        for position, word in enumerate(line.split(), 1):
            width = 24 * len(word)
            place = f"{x}\t{400 + 60 * number}\t{width}\t33"
            rows.append(f"5\t1\t1\t1\t{number}\t{position}\t{place}\t{confidence}\t{word}\n")
            x += width + 14
    return "".join(rows)


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str, *, version: str = "tesseract 5.9.9") -> Path:
    """Put such a program, and nothing else, on the path; `body` is one line of Python that runs for a picture."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tesseract"
    path.write_text(_SCRIPT.format(python=sys.executable, version=version, body=body), encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return path


def uninstall(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave no such program on the path."""
    folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.setenv("PATH", str(folder))
