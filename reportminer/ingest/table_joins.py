"""Tables that go on over pages are made one, with their head once."""

from collections.abc import Sequence

from reportminer.ingest.drafts import Draft
from reportminer.records import BlockKind
from reportminer.text import fold

_SAME_PT = 6.0
_ASIDE = (BlockKind.FOOTNOTE, BlockKind.OTHER)


def join_tables(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the blocks with each table that goes on at the top of the next page joined to its beginning.

    It must have as many columns and the same width, nothing but footnotes may stand between, and either its head
    is repeated or its edges are the same.

    Args:
        drafts: all blocks of the report in reading order.
    """
    kept: list[Draft] = []
    open_table: Draft | None = None
    for draft in drafts:
        if draft.kind == BlockKind.TABLE and open_table is not None and _goes_on(open_table, draft):
            kept += _append(open_table, draft)
            continue
        if draft.kind == BlockKind.TABLE:
            open_table = draft
        elif draft.kind not in _ASIDE:
            open_table = None
        kept.append(draft)
    return kept


def _goes_on(table: Draft, after: Draft) -> bool:
    one, two = table.area, after.area
    if one is None or two is None or after.caption or len(table.rows[0]) != len(after.rows[0]):
        return False
    if after.lines[0].page != table.lines[-1].page + 1 or abs(one.width - two.width) > _SAME_PT:
        return False
    return _same_head(table, after) or abs(one.x0 - two.x0) <= _SAME_PT / 2


def _same_head(table: Draft, after: Draft) -> bool:
    return [fold(cell) for cell in table.rows[0]] == [fold(cell) for cell in after.rows[0]]


def _append(table: Draft, after: Draft) -> list[Draft]:
    """Put the rows of a table after those of the one that it goes on, and return a repeated head as a block."""
    n_head = 1 if _same_head(table, after) and len(after.rows) > 1 else 0
    n_columns, n_before = len(after.rows[0]), len(table.rows)
    cells = after.cells[n_head * n_columns :]
    table.cells += cells
    table.lines += [line for cell in cells for line in cell]
    table.rows += after.rows[n_head:]
    table.merged += tuple(
        (row - n_head + n_before, column, n_rows, n) for row, column, n_rows, n in after.merged if row >= n_head
    )
    table.area = after.area
    head = [line for cell in after.cells[: n_head * n_columns] for line in cell]
    return [Draft(kind=BlockKind.OTHER, lines=head, area=after.area)] if head else []
