"""Tables without any ruled line: figures that stand below each other in columns, with a label before each row."""

from collections.abc import Sequence

from reportminer.ingest.grids import Grid, column_edges
from reportminer.ingest.pieces import Piece, group_rows, is_figure, is_year
from reportminer.ingest.words import Rect, Word

_LEAST_ROWS = 3
_LEAST_FIGURES = 6
_MAX_STEP_EM = 2.6
"""Rows further apart are not one table."""
_MAX_HEAD_ROWS = 3
_PROSE_WORDS = 8
_PAD_PT = 1.5
_LABELLED = 0.6


def find_unruled(words: Sequence[Word]) -> list[Grid]:
    """Return the areas of tables without lines, each as a grid of one cell, from the top down.

    At least three rows hold a label and two figures or more, and the figures stand in columns. A list of contents
    has one figure a row, and a chart no labels, so that neither counts.

    Args:
        words: of a page, outside its ruled tables.
    """
    if sum(word.text[0].isdigit() or word.text[-1].isdigit() for word in words) < _LEAST_FIGURES:
        return []
    rows = group_rows(words)
    return [_grid(rows[start:end]) for start, end in _runs(rows)]


def _runs(rows: Sequence[Sequence[Piece]]) -> list[tuple[int, int]]:
    """Return first and end of each stretch of rows that make a table, its head included."""
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(rows):
        if not _is_row(rows[index]):
            index += 1
            continue
        end = _end(rows, index)
        if _is_table(rows[index:end]):
            floor = found[-1][1] if found else 0
            found.append((_head(rows, index, end, floor), end))
        index = end
    return found


def _is_row(row: Sequence[Piece]) -> bool:
    return len(row) >= _LEAST_ROWS and sum(is_figure(piece.text) for piece in row[1:]) >= 2


def _end(rows: Sequence[Sequence[Piece]], start: int) -> int:
    """Return one past the last row; a label over two lines may stand between two rows."""
    end = start + 1
    for index in range(start + 1, len(rows)):
        if not _follows(rows[index - 1], rows[index]):
            break
        if _is_row(rows[index]):
            end = index + 1
        elif index > end or not _is_label(rows[index], rows[start]):
            break
    return end


def _follows(row: Sequence[Piece], after: Sequence[Piece]) -> bool:
    return after[0].y - row[0].y <= _MAX_STEP_EM * max(row[0].size, after[0].size)


def _is_label(row: Sequence[Piece], first: Sequence[Piece]) -> bool:
    return len(row) == 1 and row[0].x1 < first[1].x0 and len(row[0].words) <= _PROSE_WORDS


def _is_table(rows: Sequence[Sequence[Piece]]) -> bool:
    body = [row for row in rows if _is_row(row)]
    if len(body) < _LEAST_ROWS:
        return False
    labelled = sum(any(c.isalpha() for c in row[0].text) or is_year(row[0].text) for row in body)
    edges = column_edges([(p.x0, p.x1) for row in body for p in row], least_gap=3.0)
    columns = [[p for row in body for p in row if _column(p, edges) == index] for index in range(len(edges) + 1)]
    kinds = [sum(is_figure(p.text) for p in column) > 0.6 * len(column) for column in columns[1:]]
    figures = [index for index, kind in enumerate(kinds) if kind]
    whole = len(figures) >= 2 and figures[-1] - figures[0] + 1 == len(figures)
    return whole and labelled >= _LABELLED * len(body)


def _column(piece: Piece, edges: Sequence[float]) -> int:
    return sum((piece.x0 + piece.x1) / 2 > edge for edge in edges)


def _head(rows: Sequence[Sequence[Piece]], start: int, end: int, floor: int) -> int:
    """Return the first row of the head: short pieces over the columns of figures, close above the first row."""
    left = min(row[0].x1 for row in rows[start:end] if len(row) > 1)
    first = start
    while first > max(floor, start - _MAX_HEAD_ROWS) and _follows(rows[first - 1], rows[first]):
        above = rows[first - 1]
        over = [piece for piece in above if piece.x1 > left]
        if not over or max(len(p.words) for p in above) >= _PROSE_WORDS or (len(above) < 2 and above[0].x0 < left):
            break
        first -= 1
    return first


def _grid(rows: Sequence[Sequence[Piece]]) -> Grid:
    words = [word for row in rows for piece in row for word in piece.words]
    area = Rect(
        min(w.x0 for w in words) - _PAD_PT,
        min(w.top for w in words) - _PAD_PT,
        max(w.x1 for w in words) + _PAD_PT,
        max(w.bottom for w in words) + _PAD_PT,
    )
    edges_down, edges_across = (area.x0, area.x1), (area.top, area.bottom)
    return Grid(
        xs=edges_down,
        ys=edges_across,
        across=tuple((y, area.x0, area.x1) for y in edges_across),
        down=tuple((x, area.top, area.bottom) for x in edges_down),
    )
