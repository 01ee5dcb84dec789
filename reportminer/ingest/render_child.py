"""What draws one page in a process of its own: limits first, then pdfium; raw pixels go to the pipe, nothing else.

Run as `python -m reportminer.ingest.render_child PARENT MEMORY_MB MAX_PIXELS PATH PAGE DPI` by
`render.render_page`, never by a person. What a library prints goes nowhere. Exit codes say why there is
no picture.
"""

import math
import os
import struct
import sys
from typing import Any, Final

from reportminer.ingest.child import confine
from reportminer.ingest.protocol import write_all

HEADER: Final = struct.Struct(">IId")
"""Width and height in pixels, then pixels in a point; RGB rows from the top follow."""
POINTS_AN_INCH: Final = 72.0

CANNOT_OPEN: Final = 10
NO_SUCH_PAGE: Final = 11
NO_MEMORY: Final = 12


def main(arguments: list[str]) -> int:
    """Draw a page and return the exit code."""
    parent, memory_mb, max_pixels = (int(value) for value in arguments[:3])
    path, page, dpi = arguments[3], int(arguments[4]), float(arguments[5])
    answers = _keep_stdout_for_ourselves()
    confine(memory_mb=memory_mb, parent=parent)
    try:
        picture = draw(path, page, dpi=dpi, max_pixels=max_pixels)
    except MemoryError:
        return NO_MEMORY
    if isinstance(picture, int):
        return picture
    write_all(answers, picture)
    return 0


def draw(path: str, page: int, *, dpi: float, max_pixels: int) -> bytes | int:
    """Return a page as `HEADER` and RGB rows, or the exit code that says why not.

    Args:
        path: a PDF.
        page: from 1.
        dpi: pixels an inch, above 0; fewer where the page would have more than `max_pixels`.
        max_pixels: pixels at most.
    """
    import pypdfium2 as pdfium

    try:
        file = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return CANNOT_OPEN
    if not 1 <= page <= len(file):
        return NO_SUCH_PAGE
    try:
        return _rows(file[page - 1], dpi=dpi, max_pixels=max_pixels)
    except pdfium.PdfiumError:
        return NO_SUCH_PAGE


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


def _rows(page: Any, *, dpi: float, max_pixels: int) -> bytes:
    width, height = (max(side, 1.0) for side in page.get_size())
    scale = fit_scale(width, height, dpi=dpi, max_pixels=max_pixels)
    pixels = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False, maybe_alpha=False).to_numpy()
    rows = pixels[:, :, :3] if pixels.ndim == 3 else pixels[:, :, None].repeat(3, axis=2)
    return HEADER.pack(rows.shape[1], rows.shape[0], scale) + bytes(rows.tobytes())


def _keep_stdout_for_ourselves() -> int:
    """Return a descriptor for the answer, and send what libraries print nowhere."""
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
