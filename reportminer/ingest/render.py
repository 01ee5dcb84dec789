"""Draws pages of a PDF in a process that can be killed: the one door from pages to pixels."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from reportminer.errors import UsageError
from reportminer.ingest.parser_process import child_environment
from reportminer.ingest.render_child import CANNOT_OPEN, DRAWN, HEADER, NO_MEMORY, NO_SUCH_PAGE, OPENED
from reportminer.settings import IngestSettings

MAX_PIXELS: Final = 20_000_000
"""An A4 page at 430 dpi; a larger page is drawn at fewer dpi. Three bytes each: 60 MB in memory."""

_START_S = 10.0
_PAGES_A_CHILD = 1000
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDrawn:
    """A page that could not be drawn."""

    reason: str
    """In plain words."""


class _Lost(Exception):
    """The child is gone, says too much, or takes too long."""


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
    [(_, drawn)] = render_pages(path, [page], dpi=dpi, settings=settings)
    return take_drawn(path, page, drawn)


def render_pages(
    path: Path, pages: Sequence[int], *, dpi: float, settings: IngestSettings
) -> Iterator[tuple[int, Raster | NotDrawn]]:
    """Yield pages of one PDF as they are drawn, by one process for all of them.

    A page that hangs or breaks the process loses itself alone: a fresh one goes on with the next. After
    `max_bad_pages` such pages, or `report_timeout_s` of waiting, the rest is given up.

    Args:
        path: as for `render_page`.
        pages: from 1, in the order wanted.
        dpi: as for `render_page`.
        settings: limits of ingest; the time for one page holds for each.

    Yields:
        Each page of `pages` with its pixels, or why there are none.
    """
    left, n_lost, waited_s = list(pages), 0, 0.0
    while left:
        with _Drawing(path, left[:_PAGES_A_CHILD], dpi=dpi, settings=settings) as drawing:
            for page, drawn in drawing.iter_pages():
                left.pop(0)
                yield page, drawn
        n_lost, waited_s = n_lost + drawing.lost_a_page, waited_s + drawing.waited_s
        reason = drawing.never_opened
        if not reason and n_lost > settings.max_bad_pages:
            reason = f"the drawing engine broke or hung on {n_lost} pages before it"
        if not reason and waited_s > settings.report_timeout_s:
            reason = f"drawing the pages before it took more than {settings.report_timeout_s:g} s"
        if reason:
            yield from ((page, NotDrawn(reason=reason)) for page in left)
            return


def take_drawn(path: Path, page: int, drawn: Raster | NotDrawn) -> Raster:
    """Return a page that was drawn.

    Raises:
        UsageError: it was not.
    """
    if isinstance(drawn, NotDrawn):
        raise not_drawn(path, page, drawn.reason)
    return drawn


def not_drawn(path: Path, page: int, reason: str) -> UsageError:
    """Return the error for a page that could not be drawn."""
    return UsageError(
        f"page {page} of {path.name} cannot be drawn: {reason}",
        expected="a page that a viewer can show",
        remedy="open the file in a viewer; its text can be shown without a picture",
    )


class _Drawing:
    """A child that draws some pages; used as a context manager, which ends it.

    Args:
        path: the PDF.
        pages: from 1, at least one.
        dpi: pixels an inch.
        settings: limits.
    """

    def __init__(self, path: Path, pages: Sequence[int], *, dpi: float, settings: IngestSettings) -> None:
        self._pages = tuple(pages)
        self._settings = settings
        self.waited_s = 0.0
        """Seconds that were spent waiting for it."""
        self.never_opened = ""
        """Why no page of the file can be drawn; empty where it could be opened."""
        self.lost_a_page = False
        """Whether it ended early, on the page that was yielded last."""
        arguments = (os.getpid(), settings.memory_limit_mb, MAX_PIXELS, path, dpi, ",".join(map(str, pages)))
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "reportminer.ingest.render_child", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
            start_new_session=True,
        )
        assert self._child.stdout is not None  # stdout=PIPE gave it
        self._pipe = self._child.stdout
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._pipe, selectors.EVENT_READ)

    def iter_pages(self) -> Iterator[tuple[int, Raster | NotDrawn]]:
        """Yield pages until all are drawn, or the child is lost on one, which is yielded as not drawn."""
        try:
            self._await_open()
        except _Lost as lost:
            self.never_opened = str(lost)
            return
        for page in self._pages:
            try:
                drawn = self._next_page()
            except _Lost as lost:
                self.lost_a_page = True
                yield page, NotDrawn(reason=str(lost))
                return
            yield page, drawn

    def _await_open(self) -> None:
        deadline = time.monotonic() + _START_S + self._settings.page_timeout_s
        code, *_ = HEADER.unpack(self._read(HEADER.size, deadline))
        if code != OPENED:
            raise _Lost("the drawing process gave no picture")

    def _next_page(self) -> Raster | NotDrawn:
        """Return the next page; the child has read hostile bytes, so what it says is measured first."""
        deadline = time.monotonic() + self._settings.page_timeout_s
        code, width, height, scale = HEADER.unpack(self._read(HEADER.size, deadline))
        if code in _REASONS:
            return NotDrawn(reason=_REASONS[code])
        if code != DRAWN or not (width > 0 and height > 0 and 0 < scale < 1000):
            raise _Lost("the drawing process gave no picture")
        if width * height > MAX_PIXELS:
            raise _Lost("its picture is larger than is allowed")
        return Raster(width=width, height=height, scale=scale, pixels=self._read(3 * width * height, deadline))

    def _read(self, n_bytes: int, deadline: float) -> bytes:
        """Read exactly so many bytes within the time."""
        held, began = bytearray(), time.monotonic()
        try:
            while len(held) < n_bytes:
                if not self._selector.select(max(deadline - time.monotonic(), 0)):
                    raise _Lost(f"it took too long: more than {self._settings.page_timeout_s:g} s")
                piece = os.read(self._pipe.fileno(), min(n_bytes - len(held), _PIECE))
                if not piece:
                    raise _Lost(self._why_ended())
                held += piece
        finally:
            self.waited_s += time.monotonic() - began
        return bytes(held)

    def _why_ended(self) -> str:
        """Say what the end of a child means that closed its pipe too early."""
        try:
            code = self._child.wait(_WAIT_AFTER_KILL_S)
        except subprocess.TimeoutExpired:
            return "the drawing process fell silent"
        if code in _REASONS:
            return _REASONS[code]
        return f"the drawing process ended with code {code}" if code else "the drawing process gave no picture"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kill the whole group, also what the child may have started, and close the pipe."""
        if self._child.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(_WAIT_AFTER_KILL_S)
        self._selector.close()
        self._pipe.close()
