"""Draws a page of a PDF in a process that can be killed: the one door from pages to pixels."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from reportminer.errors import UsageError
from reportminer.ingest.parser_process import child_environment
from reportminer.ingest.render_child import CANNOT_OPEN, HEADER, NO_MEMORY, NO_SUCH_PAGE
from reportminer.settings import IngestSettings

MAX_PIXELS: Final = 20_000_000
"""An A4 page at 430 dpi; a larger page is drawn at fewer dpi. Three bytes each: 60 MB in memory."""

_START_S = 10.0
_PIECE = 1 << 20
_WAIT_AFTER_KILL_S = 10.0
_REASONS = {
    CANNOT_OPEN: "the file cannot be opened; it may ask for a password",
    NO_SUCH_PAGE: "the file has no such page, or it is damaged",
    NO_MEMORY: "it needs more memory than is allowed",
    -signal.SIGABRT: "it needs more memory than is allowed, or broke the drawing engine",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A page as pixels."""

    width: int
    """Pixels."""
    height: int
    """Pixels."""
    scale: float
    """Pixels in a point: a box in points times this is a box in pixels."""
    pixels: bytes
    """RGB, 3 bytes a pixel, rows from the top."""


class _Stopped(Exception):
    """The child said too much, or took too long."""


def render_page(path: Path, page: int, *, dpi: float, settings: IngestSettings) -> Raster:
    """Return a page of a PDF as it is shown, drawn within the limits of memory and time of the settings.

    Args:
        path: a PDF; whatever it holds, this process never opens it.
        page: from 1.
        dpi: pixels an inch; fewer where the page would have more than `MAX_PIXELS`.
        settings: limits of ingest.

    Raises:
        UsageError: the page cannot be drawn.
    """
    arguments = (os.getpid(), settings.memory_limit_mb, MAX_PIXELS, path, page, dpi)
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "reportminer.ingest.render_child", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=child_environment(),
        start_new_session=True,
    )
    assert child.stdout is not None  # stdout=PIPE gave it
    deadline = time.monotonic() + _START_S + settings.page_timeout_s
    try:
        answer = _drain(child.stdout, deadline, max_bytes=HEADER.size + 3 * MAX_PIXELS)
        code = child.wait(max(deadline - time.monotonic(), 0.1))
    except (_Stopped, subprocess.TimeoutExpired) as error:
        reason = str(error) if isinstance(error, _Stopped) else f"it took more than {settings.page_timeout_s:g} s"
        raise _not_drawn(path, page, reason) from error
    finally:
        _end(child)
    if code:
        raise _not_drawn(path, page, _REASONS.get(code, f"the drawing process ended with code {code}"))
    return _unpack(answer, path, page)


def _drain(pipe: IO[bytes], deadline: float, *, max_bytes: int) -> bytes:
    """Read until the pipe closes, within time and length."""
    held = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            if not selector.select(max(deadline - time.monotonic(), 0)):
                raise _Stopped("it took too long")
            piece = os.read(pipe.fileno(), _PIECE)
            if not piece:
                return bytes(held)
            held += piece
            if len(held) > max_bytes:
                raise _Stopped("its picture is larger than is allowed")


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the whole group, also what the child may have started, and close the pipe."""
    if child.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(_WAIT_AFTER_KILL_S)
    if child.stdout is not None:
        child.stdout.close()


def _unpack(answer: bytes, path: Path, page: int) -> Raster:
    """Return the pixels; the child has read hostile bytes, so what it says is measured first."""
    if len(answer) >= HEADER.size:
        width, height, scale = HEADER.unpack_from(answer)
        pixels = answer[HEADER.size :]
        if width > 0 and height > 0 and 0 < scale < 1000 and len(pixels) == 3 * width * height:
            return Raster(width=width, height=height, scale=scale, pixels=pixels)
    raise _not_drawn(path, page, "the drawing process gave no picture")


def _not_drawn(path: Path, page: int, reason: str) -> UsageError:
    return UsageError(
        f"page {page} of {path.name} cannot be drawn: {reason}",
        expected="a page that a viewer can show",
        remedy="open the file in a viewer; the text that was read can be seen without --image",
    )
