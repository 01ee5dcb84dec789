"""The picture of a page, as a person sees it, through pdfium."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

MAX_PIXELS = 25_000_000
"""A page of A3 at 300 dots an inch has 17 million; larger sheets are drawn more coarsely."""
_STEP = 60
"""Difference of grey between two neighbours that is an edge of print; 0 to 255."""
_MIN_EDGES = 150
"""Edges on a page drawn at 72 dots an inch from which on it is not bare: a line of print has 500 and more."""
Box = tuple[float, float, float, float]


class Picture(NamedTuple):
    """A page drawn in grey."""

    pixels: NDArray[np.uint8]
    """(height, width), 0 is black."""
    scale: float
    """Pixels a point."""

    def looks_written(self) -> bool:
        """Say whether print, writing or a photograph stands on the page, and not paper or plain colour alone.

        Meant for pages drawn at 72 dots an inch.
        """
        if self.pixels.shape[1] < 2:
            return False
        steps = np.abs(np.diff(self.pixels.astype(np.int16), axis=1))
        return int(np.count_nonzero(steps > _STEP)) >= _MIN_EDGES

    def stroke_width(self, boxes: Sequence[Box]) -> float:
        """Return how thick the strokes of print are across, on average over boxes, points; 0 where no ink is.

        Args:
            boxes: left, upper, right and lower edge in points.
        """
        parts = [self._cut(box) for box in boxes]
        dark = [part < np.mean([part.min(), part.max()], dtype=float) for part in parts if part.size]
        n_dark = sum(int(np.count_nonzero(part)) for part in dark)
        n_strokes = sum(
            int(np.count_nonzero(np.diff(part.astype(np.int8), axis=1, prepend=0) == 1)) for part in dark
        )
        return n_dark / n_strokes / self.scale if n_strokes else 0.0

    def _cut(self, box: Box) -> NDArray[np.uint8]:
        x0, top, x1, bottom = (round(edge * self.scale) for edge in box)
        return self.pixels[max(top, 0) : bottom, max(x0, 0) : x1]

    def as_pgm(self) -> bytes:
        """Return the picture as a PGM file.

        Source: https://netpbm.sourceforge.net/doc/pgm.html
        """
        height, width = self.pixels.shape
        return f"P5\n{width} {height}\n255\n".encode() + np.ascontiguousarray(self.pixels).tobytes()


def draw_page(page: pdfium.PdfPage, *, dpi: int) -> Picture:
    """Return the picture of a page as it is shown.

    Args:
        page: of an open PDF.
        dpi: wanted pixels an inch; fewer where the picture would have more than `MAX_PIXELS`.
    """
    width, height = page.get_size()
    scale = min(dpi / 72, math.sqrt(MAX_PIXELS / max(width * height, 1.0)))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    finally:
        bitmap.close()
    return Picture(pixels.reshape(pixels.shape[:2]), pixels.shape[1] / width)
