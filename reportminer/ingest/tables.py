"""Tables: words that stand in a ruled grid, or in columns between ruled lines, become rows of cells."""

from collections.abc import Sequence

from reportminer.ingest.cells import Cells, fill_cells
from reportminer.ingest.drafts import Draft
from reportminer.ingest.figures import drawing_area, drawing_draft, is_drawing
from reportminer.ingest.grids import Grid, Segment, column_edges, find_grids, ruled_lines
from reportminer.ingest.lines import Line, group_fragments, merge_rows
from reportminer.ingest.unruled import find_unruled
from reportminer.ingest.words import PageWords, Rect, Word, drawn_bullets
from reportminer.records import BlockKind
from reportminer.text import squash

_MIN_COLUMN_GAP_PT = 5.0
_MAX_ROW_PT = 120.0
_LEAST_WORDS = 4


def take_tables(page: PageWords) -> tuple[list[Word], list[Draft]]:
    """Part the words of a page into those outside tables and its tables.

    Args:
        page: words and ruled lines.
    """
    words = [*page.words, *drawn_bullets(page)]
    tables: list[Draft] = []
    ruled = [(grid, False) for grid in find_grids(page)]
    for grid, is_open in (*ruled, *((grid, True) for grid in _open_grids(page))):
        words = _take(words, grid, page, tables, is_open=is_open)
    for grid in find_unruled(words):
        words = _take(words, grid, page, tables, is_open=True)
    return words, tables


def _take(words: list[Word], grid: Grid, page: PageWords, tables: list[Draft], *, is_open: bool) -> list[Word]:
    """Return the words without those of a table or a drawing, which is added to the tables."""
    inside = [w for w in words if _is_inside(w, grid.rect)]
    if len(inside) < _LEAST_WORDS:
        return words
    if is_drawing(grid, inside):
        area = drawing_area(grid, page)
        drawn = [w for w in words if _is_inside(w, area)]
        tables.append(drawing_draft(drawn, area, page))
        return _without(words, drawn)
    tidy = grid.without_strips(sorted((w.x0 + w.x1) / 2 for w in inside))
    cells = fill_cells(inside, tidy, is_open=is_open)
    if not is_filled(cells):
        return words
    tables.append(_draft(cells, grid.rect, page.number))
    return _without(words, inside)


def _without(words: Sequence[Word], taken: Sequence[Word]) -> list[Word]:
    gone = set(map(id, taken))
    return [word for word in words if id(word) not in gone]


def _is_inside(word: Word, rect: Rect) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return rect.x0 <= x <= rect.x1 and rect.top <= y <= rect.bottom


def _draft(cells: Cells, area: Rect, number: int) -> Draft:
    rows, columns = range(cells.n_rows()), range(cells.n_columns())
    ordered = [[_lines(cells.words.get((row, column), []), number) for column in columns] for row in rows]
    flat = [cell for row in ordered for cell in row]
    return Draft(
        kind=BlockKind.TABLE,
        lines=[line for cell in flat for line in cell],
        rows=tuple(tuple(_cell_text(cell) for cell in row) for row in ordered),
        cells=flat,
        merged=tuple((*key, *span) for key, span in sorted(cells.spans.items())),
        area=area,
    )


def _cell_text(lines: Sequence[Line]) -> str:
    return squash(" ".join(line.text for line in lines))


def _lines(words: Sequence[Word], number: int) -> list[Line]:
    upright = merge_rows(group_fragments(words, page=number)) if words else []
    turned = tuple(word for word in words if word.angle)
    return [*upright, *([Line(page=number, words=turned)] if turned else [])]


def is_filled(cells: Cells) -> bool:
    """Say whether enough cells hold words for a grid to be a table and not a frame or a chart.

    Args:
        cells: of the grid, without its empty rows and columns.
    """
    n_rows, n_columns = cells.n_rows(), cells.n_columns()
    covered = sum(rows * columns - 1 for rows, columns in cells.spans.values())
    paired = sum(sum(row == r for r, _ in cells.words) >= 2 for row in range(n_rows))
    full = len(cells.words) + covered >= 0.35 * n_rows * n_columns
    return n_rows >= 2 and n_columns >= 2 and full and paired >= 0.4 * n_rows and cells.share_used >= 0.35


def _open_grids(page: PageWords) -> list[Grid]:
    """Return tables that have ruled lines across but none down: columns are told by what no word crosses."""
    if not page.rules and not page.boxes:
        return []
    lines, _ = ruled_lines(page)
    found = []
    for stack in _stacks([line for line in lines if line[2] - line[1] > 0.2 * page.width]):
        area = Rect(stack[0][1] - 2, stack[0][0], stack[0][2] + 2, stack[-1][0])
        inside = [w for w in page.words if w.angle == 0 and _is_inside(w, area)]
        edges = column_edges([(w.x0, w.x1) for w in inside], least_gap=_MIN_COLUMN_GAP_PT)
        if edges:
            found.append(_open_grid(stack, area, edges))
    return found


def _open_grid(stack: Sequence[Segment], area: Rect, edges: Sequence[float]) -> Grid:
    ys = tuple(y for y, _, _ in stack)
    xs = (area.x0, *edges, area.x1)
    return Grid(
        xs=xs,
        ys=ys,
        across=tuple((y, area.x0, area.x1) for y in ys),
        down=tuple((x, area.top, area.bottom) for x in xs),
    )


def _stacks(lines: Sequence[Segment]) -> list[list[Segment]]:
    """Return runs of at least three lines across of equal extent, one below the other at a row's distance."""
    stacks: list[list[Segment]] = []
    for line in sorted(lines):
        for stack in stacks:
            y, x0, x1 = stack[-1]
            if abs(x0 - line[1]) < 3 and abs(x1 - line[2]) < 3 and 4 < line[0] - y < _MAX_ROW_PT:
                stack.append(line)
                break
        else:
            stacks.append([line])
    return [stack for stack in stacks if len(stack) >= 3]


def place_tables(drafts: Sequence[Draft], tables: Sequence[Draft]) -> list[Draft]:
    """Return the blocks of a page with its tables put where they stand in the reading order, with their captions.

    Args:
        drafts: the other blocks of the page.
        tables: of the page.
    """
    placed = list(drafts)
    for table in tables:
        index = _place(placed, table)
        placed.insert(index, table)
        for neighbour in (placed[index - 1 : index] if index else []) + placed[index + 1 : index + 2]:
            if neighbour.kind == BlockKind.CAPTION and not table.caption:
                table.caption = neighbour.text
    return placed


def _place(drafts: Sequence[Draft], table: Draft) -> int:
    area = table.area or Rect(0.0, 0.0, 0.0, 0.0)
    for index, draft in enumerate(drafts):
        first = draft.lines[0]
        beside = first.x0 < area.x1 and (draft.area.x1 if draft.area else first.x1) > area.x0
        if beside and first.top > area.top:
            return index
    return len(drafts)
