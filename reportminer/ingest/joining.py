"""Paragraphs that go on over a column, a page, a figure or a footnote are made whole again."""

from collections.abc import Sequence

from reportminer.ingest.drafts import Draft
from reportminer.ingest.lines import Line, fits_before
from reportminer.records import BlockKind

_STOPS = tuple(".!?:;")
_CLOSERS = "”’\"')]"
_DASHES = frozenset("-–—−")
_AROUND = (BlockKind.CAPTION, BlockKind.TABLE, BlockKind.FOOTNOTE, BlockKind.OTHER)
_MAX_NOTE_LINES = 15
_FLOWING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def join_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the blocks with those joined that one column or page left unfinished.

    Args:
        drafts: all blocks of the report in reading order; footnotes stand after the flow of their page.
    """
    kept: list[Draft] = []
    open_note: Draft | None = None
    for draft in drafts:
        if draft.kind == BlockKind.FOOTNOTE:
            if not draft.marker:
                if open_note is not None and _note_goes_on(open_note, draft):
                    open_note.lines += draft.lines
                    continue
                draft.kind = BlockKind.OTHER
            else:
                open_note = draft
        elif (host := _unfinished(kept, draft)) is not None:
            host.lines += draft.lines
            continue
        kept.append(draft)
    return kept


def _note_goes_on(note: Draft, draft: Draft) -> bool:
    """Say whether small print without a mark continues the last footnote of the page before.

    The last line of a note that goes on is full, and what goes on is of its size, short and low on its page.
    """
    last, first = note.lines[-1], draft.lines[0]
    alike = abs(last.size - first.size) <= 0.04 * max(last.size, first.size)
    return first.page - last.page == 1 and alike and _is_full(last, first) and len(draft.lines) <= _MAX_NOTE_LINES


def _is_full(last: Line, first: Line) -> bool:
    return last.x1 > last.right - 0.15 * (last.right - last.left) or not fits_before(last, first)


def _unfinished(kept: Sequence[Draft], draft: Draft) -> Draft | None:
    dashed = draft.kind == BlockKind.LIST_ITEM and draft.marker in _DASHES and draft.text[:1].islower()
    if not dashed and (draft.kind != BlockKind.PARAGRAPH or draft.marker):
        return None
    boxed = bool(draft.lines and draft.lines[0].box)
    for before in reversed(kept):
        if bool(before.lines[0].box) != boxed:
            if boxed:
                return None
            continue
        if before.kind in _FLOWING:
            if dashed and not _is_elsewhere(before, draft):
                return None
            return before if _goes_on(before, draft) else None
        if before.kind not in _AROUND:
            return None
    return None


def _is_elsewhere(before: Draft, draft: Draft) -> bool:
    last, first = before.lines[-1], draft.lines[0]
    return (last.page, last.column) != (first.page, first.column)


def _goes_on(before: Draft, draft: Draft) -> bool:
    last, first = before.lines[-1], draft.lines[0]
    moved = first.page - last.page == 1 or (first.page == last.page and first.column != last.column)
    around = first.page == last.page and first.column == last.column and first.baseline > last.baseline
    if not moved and not around:
        return False
    if abs(last.size - first.size) > 0.07 * max(last.size, first.size):
        return False
    text, starts_low = last.text.rstrip(_CLOSERS + " "), draft.text.lstrip("“‘\"'([")[:1].islower()
    if text.endswith(_STOPS):
        return False
    if starts_low:
        return True
    return moved and _is_full(last, first) and last.words[-1].face.bold == first.words[0].face.bold
