"""Text that a reader cannot see: without ink, or white on white. It is no text of the report."""

from collections.abc import Callable, Sequence

from reportminer.ingest.words import Rect

_INVISIBLE = 3
_NEARLY_WHITE = 0xF6
_COVERED = 0.5


def is_white(colour: int) -> bool:
    """Say whether a colour (0xRRGGBB) cannot be told from paper."""
    return min(colour >> 16, colour >> 8 & 0xFF, colour & 0xFF) >= _NEARLY_WHITE


def is_hidden(
    area: Rect, *, mode: int, colour: int, images: Sequence[Rect], grounds: Callable[[], Sequence[Rect]]
) -> bool:
    """Say whether a run of text cannot be seen.

    Text without ink over a picture is what text recognition found in it, and counts; white text on anything drawn
    can be read.

    Args:
        area: where it stands.
        mode: how it is rendered; 3 is without ink.
        colour: of its fill, 0xRRGGBB.
        images: pictures of the page.
        grounds: gives all that is drawn in another colour than white; asked only for white text.

    Source: ISO 32000-1, table 106.
    """
    if mode == _INVISIBLE:
        return not _is_covered(area, images)
    return is_white(colour) and not _is_covered(area, grounds())


def _is_covered(area: Rect, things: Sequence[Rect]) -> bool:
    whole = max(area.width, 0.1) * max(area.height, 0.1)
    return any(_shared(area, thing) >= _COVERED * whole for thing in things)


def _shared(one: Rect, two: Rect) -> float:
    width = min(one.x1, two.x1) - max(one.x0, two.x0)
    height = min(one.bottom, two.bottom) - max(one.top, two.top)
    return max(width, 0.0) * max(height, 0.0)
