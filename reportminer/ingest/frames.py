"""How a page's own coordinates become those of the page as shown."""

from typing import Any, NamedTuple

from reportminer.ingest.words import Rect


class Frame(NamedTuple):
    """How a page's own coordinates become those of the page as shown."""

    x0: float
    """Left edge of the visible part, in the page's own coordinates."""
    y0: float
    """Lower edge."""
    x1: float
    """Right edge."""
    y1: float
    """Upper edge."""
    turn: int
    """Clockwise quarter turns when shown, 0 to 3."""

    @property
    def width(self) -> float:
        """Return the width as shown."""
        return self.y1 - self.y0 if self.turn % 2 else self.x1 - self.x0

    @property
    def height(self) -> float:
        """Return the height as shown."""
        return self.x1 - self.x0 if self.turn % 2 else self.y1 - self.y0

    def place(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Return where a point (or arrays of points) lies as shown, from the top left."""
        match self.turn:
            case 1:
                return y - self.y0, x - self.x0
            case 2:
                return self.x1 - x, y - self.y0
            case 3:
                return self.y1 - y, self.x1 - x
            case _:
                return x - self.x0, self.y1 - y

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> Rect:
        """Return a rectangle as shown."""
        (ax, ay), (bx, by) = self.place(x0, y0), self.place(x1, y1)
        return Rect(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
