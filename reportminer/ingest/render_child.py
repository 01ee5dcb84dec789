"""What draws pages of one file in a process of its own: limits first, then pdfium; raw pixels go to the pipe.

Run as `python -m reportminer.ingest.render_child PARENT MEMORY_MB MAX_PIXELS PATH DPI PAGES` by
`render.render_pages`, never by a person; PAGES are numbers from 1, joined by commas. What a library prints goes
nowhere. The first header says that the file is open; then one follows for each page, in the order asked for. A
page that cannot be drawn has a header with its code and no pixels, and the next page is drawn all the same.
"""

import math
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final

from reportminer.ingest.child import confine
from reportminer.ingest.protocol import write_all

HEADER: Final = struct.Struct(">IIId")
"""A code, width and height in pixels, pixels in a point; where the code is DRAWN, RGB rows from the top follow."""
POINTS_AN_INCH: Final = 72.0

DRAWN: Final = 0
OPENED: Final = 1
CANNOT_OPEN: Final = 10
NO_SUCH_PAGE: Final = 11
NO_MEMORY: Final = 12


def main(arguments: list[str]) -> int:
    """Draw pages and return the exit code."""
    parent, memory_mb, max_pixels = (int(value) for value in arguments[:3])
    path, dpi, pages = arguments[3], float(arguments[4]), map(int, arguments[5].split(","))
    answers = _keep_stdout_for_ourselves()
    confine(memory_mb=memory_mb, parent=parent)
    try:
        for piece in draw(path, pages, dpi=dpi, max_pixels=max_pixels):
            write_all(answers, piece)
    except MemoryError:
        return NO_MEMORY
    except Unopened:
        return CANNOT_OPEN
    return 0


class Unopened(Exception):
    """The file is no PDF, is damaged, or asks for a password."""


def draw(path: str, pages: Iterable[int], *, dpi: float, max_pixels: int) -> Iterator[bytes]:
    """Yield headers and pixels.

    Args:
        path: a PDF.
        pages: from 1.
        dpi: pixels an inch, above 0; fewer where a page would have more than `max_pixels`.
        max_pixels: pixels of a page at most.

    Raises:
        Unopened: it cannot be opened.
    """
    import pypdfium2 as pdfium

    try:
        file = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise Unopened from error
    yield HEADER.pack(OPENED, 0, 0, 0.0)
    for page in pages:
        try:
            yield from _draw_page(file, page, dpi=dpi, max_pixels=max_pixels)
        except (pdfium.PdfiumError, IndexError):
            yield HEADER.pack(NO_SUCH_PAGE, 0, 0, 0.0)
        except MemoryError:
            yield HEADER.pack(NO_MEMORY, 0, 0, 0.0)


def fit_scale(width_pt: float, height_pt: float, *, dpi: float, max_pixels: int) -> float:
    """Return pixels in a point: those of `dpi`, or the most with which the page stays within `max_pixels`.

    Sides are rounded up to whole pixels, so the most solves (width s + 1) (height s + 1) = max_pixels.

    Example:
        >>> fit_scale(600, 800, dpi=144, max_pixels=10_000_000)
        2.0
        >>> round(fit_scale(6000, 8000, dpi=144, max_pixels=12_000_000), 3)
        0.5
    """
    area, sides = width_pt * height_pt, width_pt + height_pt
    most = (math.sqrt(sides**2 + 4 * area * (max_pixels - 1)) - sides) / (2 * area)
    return min(dpi / POINTS_AN_INCH, most)


def _draw_page(file: Any, number: int, *, dpi: float, max_pixels: int) -> tuple[bytes, bytes]:
    """Return a page's header and its pixels; both or neither, so that a failure leaves the pipe in step."""
    if number < 1:
        raise IndexError(number)
    page = file[number - 1]
    try:
        width, height = (max(side, 1.0) for side in page.get_size())
        scale = fit_scale(width, height, dpi=dpi, max_pixels=max_pixels)
        pixels = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False, maybe_alpha=False).to_numpy()
        rows = pixels[:, :, :3] if pixels.ndim == 3 else pixels[:, :, None].repeat(3, axis=2)
        return HEADER.pack(DRAWN, rows.shape[1], rows.shape[0], scale), rows.tobytes()
    finally:
        page.close()  # pdfium keeps a page's memory until then


def _keep_stdout_for_ourselves() -> int:
    """Return a descriptor for the answer, and send what libraries print nowhere."""
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
