"""Grids of ruled lines on a page: where rows and columns of a table run, and which of its cells are merged."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportminer.ingest.drawings import across, down
from reportminer.ingest.words import PageWords, Rect

_TOUCH_PT = 3.0
_STRIP_PT = 9.0
_MAX_LINES = 400
_MAX_COLUMNS, _MAX_ROWS = 40, 150
"""A grid with more is graph paper, a map or a drawing."""
Segment = tuple[float, float, float]
"""Place of the line, then from where to where it runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows and columns of a ruled table."""

    xs: tuple[float, ...]
    """Edges of the columns, from the left."""
    ys: tuple[float, ...]
    """Edges of the rows, from the top."""
    across: tuple[Segment, ...]
    """Lines across: y, x0, x1."""
    down: tuple[Segment, ...]
    """Lines down: x, top, bottom."""

    @property
    def rect(self) -> Rect:
        """Return its outer edge."""
        return Rect(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> tuple[int, int]:
        """Return row and column of a point, as if no cells were merged."""
        return _interval(self.ys, y), _interval(self.xs, x)

    def merged(self, row: int, column: int) -> tuple[int, int]:
        """Return the first row and column of the merged cell that a cell belongs to."""
        while column > 0 and not self._ruled_down(column, row):
            column -= 1
        while row > 0 and not self._ruled_across(row, column):
            row -= 1
        return row, column

    def share_ruled(self, column: int) -> float:
        """Return the share of the rows in which the left edge of a column is drawn."""
        n_rows = len(self.ys) - 1
        return sum(self._ruled_down(column, row) for row in range(n_rows)) / n_rows

    def regularity(self) -> float:
        """Return how far the inner lines run through, 0 to 1, of lines across or down whichever run further."""
        n_rows, n_columns = len(self.ys) - 1, len(self.xs) - 1
        down = [self.share_ruled(column) for column in range(1, n_columns)]
        side = [
            sum(self._ruled_across(row, column) for column in range(n_columns)) / n_columns
            for row in range(1, n_rows)
        ]
        return max((sum(shares) / len(shares) for shares in (down, side) if shares), default=1.0)

    def without_strips(self, places: Sequence[float]) -> "Grid":
        """Return the grid without columns too narrow for words: the rims of shaded cells beside their lines.

        Of the edges of such strips the one that is drawn over the greatest length stays.

        Args:
            places: middles of the words in it, from left to right.
        """
        groups = [[self.xs[0]]]
        for one, two in pairwise(self.xs):
            if two - one < _STRIP_PT and not any(one < place < two for place in places):
                groups[-1].append(two)
            else:
                groups.append([two])
        if len(groups) == len(self.xs):
            return self
        kept = {x: _longest(group, self.down) for group in groups for x in group}
        kept |= {x: min(group) for group in groups[:1] for x in group}
        kept |= {x: max(group) for group in groups[-1:] for x in group}
        nearest = sorted(kept)
        down = tuple((kept[min(nearest, key=lambda x: abs(x - at))], a, b) for at, a, b in self.down)
        return replace(self, xs=tuple(sorted(set(kept.values()))), down=down)

    def _ruled_down(self, column: int, row: int) -> bool:
        return _covered(self.down, self.xs[column], self.ys[row], self.ys[row + 1])

    def _ruled_across(self, row: int, column: int) -> bool:
        return _covered(self.across, self.ys[row], self.xs[column], self.xs[column + 1])


def _longest(places: Sequence[float], lines: Sequence[Segment]) -> float:
    return max(places, key=lambda x: sum(end - start for at, start, end in lines if abs(at - x) <= _TOUCH_PT))


def _interval(edges: Sequence[float], value: float) -> int:
    return min(max(bisect_right(edges, value) - 1, 0), len(edges) - 2)


def _covered(lines: Sequence[Segment], place: float, start: float, end: float) -> bool:
    low, high = place - _TOUCH_PT, place + _TOUCH_PT
    near = [(begin, stop) for at, begin, stop in lines if low <= at <= high and begin < end and stop > start]
    return bool(near) and sum(min(stop, end) - max(begin, start) for begin, stop in near) >= 0.6 * (end - start)


def find_grids(page: PageWords) -> list[Grid]:
    """Return the ruled grids of a page with at least two rows and two columns, from the top down.

    Where lines alone bound the same area, edges of shaded areas do not count: they shade words, line by line.
    """
    grids = _grids(*ruled_lines(page)) if page.rules or page.boxes else []
    if grids and page.boxes:
        drawn = _grids(*ruled_lines(page, shaded=False))
        grids = [_without_shades(grid, drawn, page.boxes) for grid in grids]
    return sorted(grids, key=lambda g: g.ys[0])


def _grids(lines_across: list[Segment], lines_down: list[Segment]) -> list[Grid]:
    if len(lines_across) > _MAX_LINES or len(lines_down) > _MAX_LINES:
        return []
    grids = (_grid(a, d) for a, d in _components(lines_across, lines_down))
    return [grid for grid in grids if grid is not None]


def _without_shades(grid: Grid, drawn: Sequence[Grid], boxes: Sequence[Rect]) -> Grid:
    """Return the grid of lines alone with the same outline, and in it the edges where shaded rows end."""
    for other in drawn:
        if all(abs(a - b) < _STRIP_PT for a, b in zip(grid.rect, other.rect, strict=True)):
            ends = _shade_ends(grid, boxes)
            ys = _edges((*other.ys, *(y for y, _, _ in ends)))
            return replace(other, ys=ys, across=(*other.across, *ends))
    return grid


def _shade_ends(grid: Grid, boxes: Sequence[Rect]) -> list[Segment]:
    """Return the lines from side to side at which shading ends and none begins."""
    left, right = grid.xs[0] + _TOUCH_PT, grid.xs[-1] - _TOUCH_PT
    inside = [box for box in boxes if box.top > grid.ys[0] - _STRIP_PT and box.bottom < grid.ys[-1] - _TOUCH_PT]
    tops = [box.top for box in inside if box.x0 < right and box.x1 > left]
    ends = _joined((box.bottom, box.x0, box.x1) for box in inside)
    return [
        (y, x0, x1)
        for y, x0, x1 in ends
        if x0 < left and x1 > right and not any(abs(y - top) < _TOUCH_PT for top in tops)
    ]


def ruled_lines(page: PageWords, *, shaded: bool = True) -> tuple[list[Segment], list[Segment]]:
    """Return the lines across and the lines down a page, pieces joined.

    Args:
        page: the page.
        shaded: whether the edges of filled areas are among them.
    """
    horizontal = [(r.top + r.height / 2, r.x0, r.x1) for r in across(page.rules)]
    vertical = [(r.x0 + r.width / 2, r.top, r.bottom) for r in down(page.rules)]
    for box in page.boxes if shaded else ():
        if box.width < 0.95 * page.width and box.height < 0.7 * page.height:
            horizontal += [(box.top, box.x0, box.x1), (box.bottom, box.x0, box.x1)]
            vertical += [(box.x0, box.top, box.bottom), (box.x1, box.top, box.bottom)]
    return _joined(horizontal), _joined(vertical)


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    """Join pieces of one line; pieces at nearly one place that touch or overlap are one line."""
    done: list[Segment] = []
    for at, begin, stop in sorted(segments, key=lambda s: (round(s[0] / 2), s[1])):
        for index in range(len(done) - 1, max(-1, len(done) - 40), -1):
            place, start, end = done[index]
            if abs(place - at) <= 1.5 and begin <= end + _TOUCH_PT and stop >= start - _TOUCH_PT:
                done[index] = (place, min(start, begin), max(end, stop))
                break
        else:
            done.append((at, begin, stop))
    return done


def _components(
    lines_across: list[Segment], lines_down: list[Segment]
) -> list[tuple[list[Segment], list[Segment]]]:
    """Return groups of lines that cross or touch each other."""
    parent = list(range(len(lines_across) + len(lines_down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, (y, x0, x1) in enumerate(lines_across):
        for j, (x, top, bottom) in enumerate(lines_down, len(lines_across)):
            if x0 - _TOUCH_PT <= x <= x1 + _TOUCH_PT and top - _TOUCH_PT <= y <= bottom + _TOUCH_PT:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for index, line in enumerate((*lines_across, *lines_down)):
        group = groups.setdefault(root(index), ([], []))
        group[index >= len(lines_across)].append(line)
    return list(groups.values())


def _grid(lines_across: list[Segment], lines_down: list[Segment]) -> Grid | None:
    if len(lines_across) < 2 or not lines_down:
        return None
    lines_across = [*lines_across, *_row_ends(lines_across, lines_down)]
    outer_x = [min(x0 for _, x0, _ in lines_across), max(x1 for _, _, x1 in lines_across)]
    outer_y = [min(t for _, t, _ in lines_down), max(b for _, _, b in lines_down)]
    xs = _edges([x for x, _, _ in lines_down] + outer_x)
    ys = _edges([y for y, _, _ in lines_across] + outer_y)
    if len(xs) < 3 or len(ys) < 3 or len(xs) > _MAX_COLUMNS or len(ys) > _MAX_ROWS:
        return None
    return Grid(xs=xs, ys=ys, across=tuple(lines_across), down=tuple(lines_down))


def _row_ends(lines_across: list[Segment], lines_down: list[Segment]) -> list[Segment]:
    """Return rows' edges that are not drawn: where lines down begin or end together (under a shaded head)."""
    x0, x1 = min(s for _, s, _ in lines_across), max(e for _, _, e in lines_across)
    ends = sorted(end for _, top, bottom in lines_down for end in (top, bottom))
    shared = {a for a, b in pairwise(ends) if b - a < 1.5}
    drawn = [y for y, _, _ in lines_across]
    return [(y, x0, x1) for y in _edges(shared) if all(abs(y - other) > _TOUCH_PT + 1 for other in drawn)]


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _TOUCH_PT + 1:
            kept.append(place)
    return tuple(kept)


def column_edges(intervals: Iterable[tuple[float, float]], *, least_gap: float) -> tuple[float, ...]:
    """Return the middles of the gaps that no interval covers: where columns without ruled lines part.

    Args:
        intervals: from where to where each word runs.
        least_gap: narrower gaps are not seen, points.
    """
    ordered = sorted(intervals)
    merged: list[list[float]] = []
    for start, end in ordered:
        if merged and start - merged[-1][1] < least_gap:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return tuple((one[1] + two[0]) / 2 for one, two in pairwise(merged))
