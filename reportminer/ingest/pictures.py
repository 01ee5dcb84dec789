"""The picture of a page, as a person sees it, through pdfium."""

import math

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

MAX_PIXELS = 25_000_000
"""A page of A3 at 300 dots an inch has 17 million; larger sheets are drawn more coarsely."""
_STEP = 60
"""Difference of grey between two neighbours that is an edge of print; 0 to 255."""
_MIN_EDGES = 150
"""Edges on a page drawn at 72 dots an inch from which on something is written: a line of print has 500 and more."""


def draw_page(page: pdfium.PdfPage, *, dpi: int) -> tuple[NDArray[np.uint8], float]:
    """Return the picture of a page in grey, and how many pixels a point has.

    Args:
        page: of an open PDF.
        dpi: wanted pixels an inch; fewer where the picture would have more than `MAX_PIXELS`.

    Returns:
        uint8 (height, width), 0 is black; pixels a point.
    """
    width, height = page.get_size()
    scale = min(dpi / 72, math.sqrt(MAX_PIXELS / max(width * height, 1.0)))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    finally:
        bitmap.close()
    return pixels.reshape(pixels.shape[:2]), pixels.shape[1] / width


def looks_written(pixels: NDArray[np.uint8]) -> bool:
    """Say whether print, writing or a picture stands on a page, and not paper or plain colour alone.

    Args:
        pixels: the page at about 72 dots an inch.
    """
    if pixels.shape[1] < 2:
        return False
    steps = np.abs(np.diff(pixels.astype(np.int16), axis=1))
    return int(np.count_nonzero(steps > _STEP)) >= _MIN_EDGES


def encode_pgm(pixels: NDArray[np.uint8]) -> bytes:
    """Return a picture as a PGM file.

    Source: https://netpbm.sourceforge.net/doc/pgm.html
    """
    height, width = pixels.shape
    return f"P5\n{width} {height}\n255\n".encode() + np.ascontiguousarray(pixels).tobytes()
