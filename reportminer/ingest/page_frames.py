"""How the pages of a PDF as shown lie in the file's own coordinates, read by a process that can be killed."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from reportminer.ingest.frames import Frame
from reportminer.ingest.parser_process import child_environment
from reportminer.settings import IngestSettings

_START_S = 10.0
_NUMBERS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class FramedPage:
    """A page in its file."""

    frame: Frame
    """The visible part and its turn."""
    media_x0: float
    """Left edge of the media box, in the page's own coordinates."""
    media_y0: float
    """Its lower edge."""


def read_page_frames(path: Path, *, settings: IngestSettings) -> dict[int, FramedPage]:
    """Return the frames of a PDF's pages, from 1; those that cannot be read are left out.

    Args:
        path: a PDF; whatever it holds, this process never opens it.
        settings: limits of ingest; the time for one page holds for the whole file, of which no text is read.
    """
    arguments = (os.getpid(), settings.memory_limit_mb, path)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "reportminer.ingest.page_frames_child", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
            timeout=_START_S + settings.page_timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {}
    return _read_answer(done.stdout) if done.returncode == 0 else {}


def _read_answer(answer: bytes) -> dict[int, FramedPage]:
    """Return what the child says, which has read hostile bytes: only whole rows of numbers count."""
    try:
        rows = json.loads(answer)
    except ValueError:
        return {}
    frames = {}
    for number, row in enumerate(rows if isinstance(rows, list) else (), start=1):
        if isinstance(row, list) and len(row) == _NUMBERS and all(_is_number(value) for value in row):
            x0, y0, x1, y1, turn, *media = row
            frame = Frame(x0, y0, x1, y1, int(turn) % 4)
            frames[number] = FramedPage(frame=frame, media_x0=media[0], media_y0=media[1])
    return frames


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and isfinite(value)
