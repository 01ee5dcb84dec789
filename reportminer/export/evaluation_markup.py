"""Tables as HTML: each with a caption and headers that name its rows and columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

DASH = "–"
"""Stands where a figure is not defined."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Text that is HTML already and must not be escaped."""

    html: str
    """Well-formed."""


Cell = str | int | Markup


def make_table(
    caption: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, numbers_from: int = 1
) -> str:
    """Return a table whose first column names the rows.

    Args:
        caption: what it shows.
        header: names of the columns.
        rows: their cells.
        numbers_from: the first column that holds numbers, counted from 0.
    """
    return make_grouped_table(caption, header, [("", rows)], numbers_from=numbers_from)


def make_grouped_table(
    caption: str,
    header: Sequence[str],
    groups: Iterable[tuple[str, Iterable[Sequence[Cell]]]],
    *,
    numbers_from: int = 1,
) -> str:
    """Return a table whose rows stand in groups, each below its name; an empty name makes no heading row."""
    kinds = ["word" if at < numbers_from else "number" for at in range(len(header))]
    head = "".join(
        f'<th scope="col" class="{kind}">{escape(name)}</th>' for name, kind in zip(header, kinds, strict=True)
    )
    bodies = []
    for name, rows in groups:
        title = f'<tr><th scope="rowgroup" colspan="{len(header)}" class="group">{escape(name)}</th></tr>\n'
        body = "\n".join(_row(row, kinds) for row in rows)
        bodies.append(f"<tbody>\n{title if name else ''}{body}\n</tbody>")
    # A wide table scrolls inside its own region, which the keyboard can reach.
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}">\n'
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        + "\n".join(bodies)
        + "\n</table>\n</div>"
    )


def show(figures: Mapping[str, Any], name: str) -> str:
    """Return a figure to two digits, or a dash where it is not defined."""
    return DASH if figures[name] is None else f"{figures[name]:.2f}"


def show_interval(figures: Mapping[str, Any], name: str) -> str:
    """Return the ends of a figure's interval, or a dash where there is none."""
    limits = figures.get(f"{name}_interval")
    return f"{limits[0]:.2f} to {limits[1]:.2f}" if limits else DASH


def _row(cells: Sequence[Cell], kinds: Sequence[str]) -> str:
    first, *rest = cells
    return (
        f'<tr><th scope="row" class="word">{_content(first)}</th>'
        + "".join(f'<td class="{kind}">{_content(cell)}</td>' for cell, kind in zip(rest, kinds[1:], strict=True))
        + "</tr>"
    )


def _content(cell: Cell) -> str:
    if isinstance(cell, Markup):
        return cell.html
    return f"{cell:,}" if isinstance(cell, int) else escape(cell)
