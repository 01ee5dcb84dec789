"""Words of a table as pieces: what stands together in one line of one cell, parted where a gap is wide."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportminer.ingest.words import Word

_ROW_EM = 0.45
_GAP_EM = 0.8
_EDGE_GAP_EM, _EDGE_GAP_PT = 0.45, 3.5
"""A narrower gap between two words does not part them, even where an edge of columns runs through it."""
_PLACEHOLDERS = frozenset(
    ("-", "--", "–", "—", "−", "..", "…", "...", "*", "n/a", "na", "nil", "n.a.", "n.a", ":")
)
_YEAR = re.compile(r"^(?:fy)?(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d|(?:19|20)\d\d))?[*†‡¹²³]?$", re.I)


class Piece(NamedTuple):
    """Words side by side in one line."""

    words: tuple[Word, ...]
    """From left to right."""
    x0: float
    """Left edge."""
    x1: float
    """Right edge."""
    y: float
    """Middle of the line that it stands in."""
    size: float
    """Type size in points."""

    @property
    def text(self) -> str:
        """Return its words with spaces."""
        return " ".join(word.text for word in self.words)


def group_rows(words: Iterable[Word]) -> list[list[Piece]]:
    """Return the lines of upright words from the top down, each cut into pieces where a gap is wide."""
    rows: list[list[Word]] = []
    middle = 0.0
    for word in sorted((w for w in words if w.angle == 0), key=lambda w: w.top + w.bottom):
        here = (word.top + word.bottom) / 2
        if rows and here - middle < _ROW_EM * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
            middle = here
    return [_cut(row) for row in rows]


def _cut(row: list[Word]) -> list[Piece]:
    row = sorted(row, key=lambda w: w.x0)
    parts = [[row[0]]]
    for before, word in pairwise(row):
        if word.x0 - before.x1 > _GAP_EM * max(word.size, before.size):
            parts.append([word])
        else:
            parts[-1].append(word)
    return [_piece(part) for part in parts]


def _piece(words: Sequence[Word]) -> Piece:
    main = max(words, key=lambda w: w.size)
    return Piece(tuple(words), words[0].x0, max(w.x1 for w in words), (main.top + main.bottom) / 2, main.size)


def cut_at(piece: Piece, edges: Sequence[float]) -> list[Piece]:
    """Cut a piece at those edges of columns that run through a gap between its words.

    Args:
        piece: the piece.
        edges: of columns, from the left.
    """
    parts = [[piece.words[0]]]
    for before, word in pairwise(piece.words):
        gap = word.x0 - before.x1
        wide = gap > max(_EDGE_GAP_EM * min(word.size, before.size), _EDGE_GAP_PT)
        if wide and any(before.x1 - 1 < edge < word.x0 + 1 for edge in edges):
            parts.append([word])
        else:
            parts[-1].append(word)
    return [_piece(part) for part in parts] if len(parts) > 1 else [piece]


def is_figure(text: str) -> bool:
    """Say whether a cell holds a figure or the sign for none, with at most a short unit."""
    plain = text.strip().lower()
    if plain in _PLACEHOLDERS:
        return True
    digits, letters = sum(c.isdigit() for c in plain), sum(c.isalpha() for c in plain)
    return digits > 0 and letters <= max(2, digits // 2) and len(plain.split()) <= 4


def is_year(text: str) -> bool:
    """Say whether a cell holds a year or a financial year: a head, not a value."""
    return bool(_YEAR.match(text.strip()))
