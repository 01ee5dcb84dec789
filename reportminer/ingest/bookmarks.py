"""The file's own outline (bookmarks) held against the headings of the pages it leads to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportminer.ingest.drafts import Draft
from reportminer.records import BlockKind, OutlineItem, Part
from reportminer.text import fold

_MIN_ENTRIES = 3
_MIN_FOUND = 0.7
_MAX_PIECES = 3
_MAX_WORDS = 60
_NUMBER = re.compile(
    r"^\s*(?:(?:chapter|part|section|annex|appendix)\s+)?(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z])?[.):]?\s+", re.I
)
_NO_LETTERS = re.compile(r"[\W_]+")
_TITLES = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.OTHER)


def settle_by_outline(drafts: Sequence[Draft], outline: Sequence[OutlineItem]) -> str:
    """Make headings of the blocks that the outline names and note their levels, if it can be believed.

    It can where most of its entries name words that stand as a block of their own on the page they lead to, and
    the pages rise.

    Args:
        drafts: all blocks of the report before paragraphs are joined, contents marked.
        outline: in order.

    Returns:
        Why it is not used, in plain words; empty if it is, or if there is none.
    """
    entries = [entry for entry in outline if entry.page > 0 and _key(entry.title)]
    if not entries:
        return "the file's bookmarks were not used: they lead nowhere" if outline else ""
    pages = {entry.page for entry in entries}
    by_page = _candidates(draft for draft in drafts if draft.lines and draft.page in pages)
    found = [(entry, _find(by_page.get(entry.page, []), entry.title)) for entry in entries]
    share = sum(bool(hits) for _, hits in found) / len(entries)
    if len(entries) < _MIN_ENTRIES:
        return ""
    if share < _MIN_FOUND:
        return f"the file's bookmarks were not used: {share:.0%} of them name what stands on their page"
    if sum(b.page < a.page for a, b in pairwise(entries)) > 0.1 * len(entries):
        return "the file's bookmarks were not used: their order is not that of the pages"
    for entry, hits in found:
        _settle(hits, entry.level)
    return ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A block short enough to be a title, with its keys: with and without its number."""

    draft: Draft
    key: str
    bare: str


def _candidates(drafts: Iterable[Draft]) -> dict[int, list[_Candidate]]:
    by_page: dict[int, list[_Candidate]] = {}
    for draft in drafts:
        if draft.part != Part.CONTENTS and sum(len(line.words) for line in draft.lines) <= _MAX_WORDS:
            text = f"{draft.marker} {draft.text}" if draft.marker else draft.text
            by_page.setdefault(draft.page, []).append(_Candidate(draft, _key(text), _key(_NUMBER.sub("", text))))
    return by_page


def _find(candidates: Sequence[_Candidate], title: str) -> list[Draft]:
    """Return the blocks that together say the title: one, or up to three one after the other."""
    wanted = {_key(title), _key(_NUMBER.sub("", title))} - {""}
    for length in range(1, _MAX_PIECES + 1):
        for index in range(len(candidates) - length + 1):
            first, *others = candidates[index : index + length]
            rest = "".join(other.key for other in others)
            if first.key + rest in wanted or first.bare + rest in wanted:
                return [first.draft, *(other.draft for other in others)]
    return []


def _key(text: str) -> str:
    return _NO_LETTERS.sub("", text.lower() if text.isascii() else fold(text))


def _settle(pieces: Sequence[Draft], level: int) -> None:
    if any(draft.kind not in _TITLES for draft in pieces):
        return
    for draft in pieces:
        if draft.kind != BlockKind.HEADING:
            draft.kind, draft.marker, draft.n_marker_words = BlockKind.HEADING, "", 0
        draft.outline_level = level
