"""Rows and columns of a table that no line parts: told by gaps that figures leave and lines that they share."""

from collections.abc import Sequence
from itertools import pairwise

from reportminer.ingest.grids import column_edges
from reportminer.ingest.pieces import Piece, is_figure

_LEAST_GAP_PT = 3.0
_FULL_ROW = 0.6
"""Lines with this share of the pieces of the fullest line show where columns run; heads over several do not."""
_THIN = 0.15
_MOST_FIGURES = 0.6
_SHORT_WORDS = 7.0


def hidden_columns(rows: Sequence[Sequence[Piece]], *, is_open: bool) -> tuple[float, ...]:
    """Return the edges between columns in a stretch without lines down.

    Args:
        rows: pieces line by line.
        is_open: whether the stretch is a whole table; inside a ruled column all columns but the first must hold
            figures, since words of prose leave chance gaps.
    """
    most = max(map(len, rows), default=0)
    body = [row for row in rows if len(row) >= max(2.0, _FULL_ROW * most)]
    if len(body) < 2:
        return ()
    edges = column_edges([(p.x0, p.x1) for row in body for p in row], least_gap=_LEAST_GAP_PT)
    edges = _without_chance(body, edges)
    if not edges:
        return ()
    columns = _by_column([piece for row in body for piece in row], edges)
    shares = [_share_of_figures(column) for column in columns]
    if is_open:
        return edges if max(shares[1:]) >= _MOST_FIGURES or _are_short(columns) else ()
    return edges if min(shares[1:]) >= _MOST_FIGURES else ()


def _without_chance(rows: Sequence[Sequence[Piece]], edges: Sequence[float]) -> tuple[float, ...]:
    """Return the edges less those beside a column that only one line in many fills: a wide gap in a head."""
    pieces = [piece for row in rows for piece in row]
    kept = list(edges)
    while kept:
        sizes = [len(column) for column in _by_column(pieces, kept)]
        thin = min(range(1, len(sizes)), key=sizes.__getitem__)
        if sizes[thin] >= max(2.0, _THIN * len(rows)):
            break
        del kept[thin - 1]
    return tuple(kept)


def _by_column(pieces: Sequence[Piece], edges: Sequence[float]) -> list[list[Piece]]:
    columns: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    for piece in pieces:
        columns[sum((piece.x0 + piece.x1) / 2 > edge for edge in edges)].append(piece)
    return columns


def _share_of_figures(pieces: Sequence[Piece]) -> float:
    return sum(is_figure(p.text) for p in pieces) / len(pieces) if pieces else 0.0


def _are_short(columns: Sequence[Sequence[Piece]]) -> bool:
    return all(sum(len(p.words) for p in column) <= _SHORT_WORDS * len(column) for column in columns)


def hidden_rows(columns: Sequence[Sequence[Piece]]) -> list[float]:
    """Return the heights that part the rows which stand between two lines across.

    Figures side by side make a row; a line of words alone goes on the row that it is nearest to. A label set over
    two lines with one figure stays one row, and so do paragraphs of several lines side by side.

    Args:
        columns: pieces of the band, column by column, from the left.
    """
    filled = [column for column in columns if column]
    anchors = _anchors(filled)
    if len(anchors) < 2:
        return []
    lines = _distinct(sorted((p.y, p.size) for column in filled for p in column))
    owners = [_owner(y, anchors, lines) for y, _ in lines]
    return [
        (one[0] + two[0]) / 2
        for (one, two), (a, b) in zip(pairwise(lines), pairwise(owners), strict=True)
        if a != b
    ]


def _anchors(columns: Sequence[Sequence[Piece]]) -> list[float]:
    """Return the heights of the lines of figures, if they are rows of their own."""
    counts = [len(_heights(column)) for column in columns]
    figures = [
        index
        for index, column in enumerate(columns)
        if counts[index] >= 2 and all(is_figure(piece.text) for piece in column)
    ]
    values = [index for index in figures if index]
    if not values:
        return []
    anchors = _distinct(sorted((p.y, p.size) for index in values for p in columns[index]))
    labelled = counts[0] >= len(anchors) or len(values) >= 2
    others = [count for index, count in enumerate(counts) if index and index not in figures]
    return [y for y, _ in anchors] if labelled and max(others, default=0) <= 2 * len(anchors) else []


def _heights(column: Sequence[Piece]) -> list[tuple[float, float]]:
    return _distinct(sorted((p.y, p.size) for p in column))


def _distinct(heights: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    for y, size in heights:
        if not kept or y - kept[-1][0] > 0.5 * max(size, kept[-1][1]):
            kept.append((y, size))
    return kept


def _owner(y: float, anchors: Sequence[float], lines: Sequence[tuple[float, float]]) -> int:
    """Return the row of a line: figures stand beside the first, the last or the middle line of their label."""
    if lines[0][0] >= anchors[0] - 3:
        return max((i for i, anchor in enumerate(anchors) if anchor <= y + 3), default=0)
    if lines[-1][0] <= anchors[-1] + 3:
        return min((i for i, anchor in enumerate(anchors) if anchor >= y - 3), default=len(anchors) - 1)
    return min(range(len(anchors)), key=lambda i: abs(anchors[i] - y))


def open_rows(rows: Sequence[Sequence[Piece]], edges: Sequence[float]) -> list[float]:
    """Return the heights that part the rows of a table of words without lines between them.

    A gap wider than that between the lines of one cell parts rows. Where all gaps are equal, a line that begins in
    the first column and goes on in another begins a row, and so does a line under heads that stand over several.

    Args:
        rows: pieces line by line, from the top.
        edges: of the columns.
    """
    if len(rows) < 2:
        return []
    steps = [two[0].y - one[0].y for one, two in pairwise(rows)]
    least = min(steps)
    if max(steps) > 1.3 * least:
        parts = [step > 1.2 * least for step in steps]
    else:
        parts = [_begins_row(one, two, edges) for one, two in pairwise(rows)]
    return [(one[0].y + two[0].y) / 2 for (one, two), part in zip(pairwise(rows), parts, strict=True) if part]


def _begins_row(before: Sequence[Piece], row: Sequence[Piece], edges: Sequence[float]) -> bool:
    used = _used(row, edges)
    if 0 in used and len(used) >= 2:
        return True
    middles = [(piece.x0 + piece.x1) / 2 for piece in row]
    return any(sum(piece.x0 < x < piece.x1 for x in middles) >= 2 for piece in before)


def _used(row: Sequence[Piece], edges: Sequence[float]) -> set[int]:
    return {sum((piece.x0 + piece.x1) / 2 > edge for edge in edges) for piece in row}
