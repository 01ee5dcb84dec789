"""Cells of a table: its words put into rows and columns, whether lines part these or not."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportminer.ingest.grids import Grid
from reportminer.ingest.hidden_edges import hidden_columns, hidden_rows, open_rows
from reportminer.ingest.pieces import Piece, cut_at, group_rows, is_figure, is_year
from reportminer.ingest.words import Word

Key = tuple[int, int]
_OVERHANG = 0.25
"""A head that reaches so far over an edge, as a share of its width, stands over both columns."""
_BODY_FIGURES = 0.3
_STRONG = 0.5
"""An edge ruled in so many rows parts them all: where the line is missing, cells are merged."""


@dataclass(slots=True)
class Cells:
    """Words by row and column, and the cells that cover several."""

    words: dict[Key, list[Word]] = field(default_factory=dict)
    """Row and column, from 0, and what stands there; no empty cells."""
    spans: dict[Key, tuple[int, int]] = field(default_factory=dict)
    """Rows and columns that a merged cell covers."""
    share_used: float = 1.0
    """Share of the cells drawn that hold words."""

    def add(self, key: Key, words: Iterable[Word], *, n_rows: int = 1, n_columns: int = 1) -> None:
        """Put words into a cell, and widen it if need be."""
        self.words.setdefault(key, []).extend(words)
        rows, columns = self.spans.get(key, (1, 1))
        if max(rows, n_rows, columns, n_columns) > 1:
            self.spans[key] = (max(rows, n_rows), max(columns, n_columns))

    def n_rows(self) -> int:
        """Return how many rows hold words."""
        return len({row for row, _ in self.words})

    def n_columns(self) -> int:
        """Return how many columns hold words."""
        return len({column for _, column in self.words})

    def packed(self) -> "Cells":
        """Return the same without empty rows and columns, spans cut where another cell begins."""
        rows = {row: new for new, row in enumerate(sorted({row for row, _ in self.words}))}
        columns = {column: new for new, column in enumerate(sorted({column for _, column in self.words}))}
        filled = {(rows[r], columns[c]): words for (r, c), words in sorted(self.words.items())}
        packed = Cells(filled, share_used=self.share_used)
        for (row, column), (n_rows, n_columns) in self.spans.items():
            reach = (
                sum(row <= r < row + n_rows for r in rows),
                sum(column <= c < column + n_columns for c in columns),
            )
            key = (rows[row], columns[column])
            if max(kept := packed._free(key, *reach)) > 1:
                packed.spans[key] = kept
        return packed

    def _free(self, key: Key, n_rows: int, n_columns: int) -> tuple[int, int]:
        row, column = key
        while n_columns > 1 and any((row, column + step) in self.words for step in range(1, n_columns)):
            n_columns -= 1
        while n_rows > 1 and any(
            (row + down, column + step) in self.words for down in range(1, n_rows) for step in range(n_columns)
        ):
            n_rows -= 1
        return n_rows, n_columns


@dataclass(frozen=True, slots=True)
class _Base:
    """A cell as the ruled lines bound it."""

    rows: Key
    """First and last."""
    columns: Key
    """First and last."""
    words: tuple[Word, ...]


class _Lattice(NamedTuple):
    """All rows and columns, whether lines part them or not."""

    xs: list[float]
    """Edges of the columns."""
    ys: list[float]
    """Edges of the rows."""
    first_body: int
    """The first row that is no head."""


def fill_cells(words: Sequence[Word], grid: Grid, *, is_open: bool = False) -> Cells:
    """Return the cells of a table with the words in them.

    Args:
        words: that stand in the grid.
        grid: the ruled lines.
        is_open: whether no lines across part its rows.
    """
    bases, n_drawn = _bases(words, grid)
    xs = sorted({*grid.xs, *_virtual_columns(bases, grid)})
    ys = sorted({*grid.ys, *_virtual_rows(bases, grid, xs, is_open=is_open)})
    pieces = [piece for row in group_rows(words) for part in row for piece in cut_at(part, xs)]
    lattice = _Lattice(xs, ys, _first_body_row(pieces, xs, ys))
    cells = Cells(share_used=len(bases) / n_drawn)
    for base in bases:
        _place(cells, base, grid, lattice)
    return cells.packed()


def _bases(words: Sequence[Word], grid: Grid) -> tuple[list[_Base], int]:
    """Return the cells that hold words, and how many are drawn."""
    extents: dict[Key, list[Key]] = {}
    key_of: dict[Key, Key] = {}
    for row in range(len(grid.ys) - 1):
        for column in range(len(grid.xs) - 1):
            key = key_of[row, column] = grid.merged(row, column)
            extents.setdefault(key, []).append((row, column))
    held: dict[Key, list[Word]] = {}
    for word in words:
        cell = grid.cell_at((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)
        held.setdefault(key_of[cell], []).append(word)
    bases = []
    for key in sorted(held):
        rows, columns = zip(*extents[key], strict=True)
        bases.append(_Base((min(rows), max(rows)), (min(columns), max(columns)), tuple(held[key])))
    return bases, len(extents)


def _virtual_columns(bases: Sequence[_Base], grid: Grid) -> list[float]:
    found: list[float] = []
    for column in range(len(grid.xs) - 1):
        words = [word for base in bases if base.columns == (column, column) for word in base.words]
        found += hidden_columns(group_rows(words), is_open=len(grid.xs) == 2)
    return found


def _virtual_rows(bases: Sequence[_Base], grid: Grid, xs: Sequence[float], *, is_open: bool) -> list[float]:
    found: list[float] = []
    for row in range(len(grid.ys) - 1):
        rows = group_rows(word for base in bases if base.rows == (row, row) for word in base.words)
        if len(rows) < 2:
            continue
        columns: list[list[Piece]] = [[] for _ in range(len(xs) - 1)]
        for line in rows:
            for part in line:
                for piece in cut_at(part, xs):
                    columns[_at(xs, (piece.x0 + piece.x1) / 2)].append(piece)
        found += hidden_rows(columns) or (open_rows(rows, xs[1:-1]) if is_open else [])
    return found


def _at(edges: Sequence[float], value: float) -> int:
    return min(max(bisect_right(edges, value) - 1, 0), len(edges) - 2)


def _first_body_row(pieces: Sequence[Piece], xs: Sequence[float], ys: Sequence[float]) -> int:
    """Return the first row in which figures stand in several columns; 1 if there is none."""
    columns: dict[int, set[int]] = {}
    for piece in pieces:
        column = _at(xs, (piece.x0 + piece.x1) / 2)
        if column and is_figure(piece.text) and not is_year(piece.text):
            columns.setdefault(_at(ys, piece.y), set()).add(column)
    least = max(1.0, _BODY_FIGURES * (len(xs) - 2))
    return min((row for row, found in columns.items() if len(found) >= least), default=1)


def _place(cells: Cells, base: _Base, grid: Grid, lattice: _Lattice) -> None:
    xs, ys = lattice.xs, lattice.ys
    top, bottom = _at(ys, grid.ys[base.rows[0]] + 0.1), _at(ys, grid.ys[base.rows[1] + 1] - 0.1)
    left, right = _at(xs, grid.xs[base.columns[0]] + 0.1), _at(xs, grid.xs[base.columns[1] + 1] - 0.1)
    if turned := [word for word in base.words if word.angle]:
        cells.add((top, left), turned, n_rows=bottom - top + 1, n_columns=right - left + 1)
    inner = xs[left + 1 : right + 1]
    lines = [[piece for part in line for piece in cut_at(part, inner)] for line in group_rows(base.words)]
    one_band = base.rows[0] == base.rows[1]
    alone = max(map(len, lines), default=0) <= 1
    whole = left == right or (alone and _is_merged(base, grid, is_head=top < lattice.first_body))
    for piece in (piece for line in lines for piece in line):
        row = min(max(_at(ys, piece.y), top), bottom) if one_band else top
        first, last = (left, right) if whole else _reach(piece, xs, left, right)
        n_rows = 1 if one_band else bottom - top + 1
        cells.add((row, first), piece.words, n_rows=n_rows, n_columns=last - first + 1)


def _is_merged(base: _Base, grid: Grid, *, is_head: bool) -> bool:
    """Say whether a text that stands alone in a cell without lines in it belongs to all columns of the cell."""
    inner = range(base.columns[0] + 1, base.columns[1] + 1)
    if inner and all(grid.share_ruled(column) >= _STRONG for column in inner):
        return True
    is_part = base.columns != (0, len(grid.xs) - 2)
    return is_head and is_part


def _reach(piece: Piece, xs: Sequence[float], left: int, right: int) -> Key:
    """Return the first and the last column that a piece stands over."""
    width = piece.x1 - piece.x0
    over = [
        column
        for column in range(left, right + 1)
        if min(piece.x1, xs[column + 1]) - max(piece.x0, xs[column])
        >= min(_OVERHANG * width, 0.5 * (xs[column + 1] - xs[column]))
    ]
    if not over:
        column = min(max(_at(xs, (piece.x0 + piece.x1) / 2), left), right)
        return column, column
    return over[0], over[-1]
