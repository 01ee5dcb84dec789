"""From the words of all pages to the blocks of the report: every step of structure, once, in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportminer.ingest.blocks import make_blocks
from reportminer.ingest.columns import order_lines
from reportminer.ingest.drafts import Draft
from reportminer.ingest.drawings import across
from reportminer.ingest.footnotes import take_footnotes
from reportminer.ingest.furniture import Furniture, PageLines, find_furniture
from reportminer.ingest.joining import join_drafts
from reportminer.ingest.levels import mark_title_block, set_levels
from reportminer.ingest.lines import Line, group_fragments, hang_markers, mark_underlined
from reportminer.ingest.markers import is_lone_marker
from reportminer.ingest.numbering import set_depths, set_numbering
from reportminer.ingest.sections import mark_contents, mark_front, set_sections
from reportminer.ingest.tables import place_tables, take_tables
from reportminer.ingest.turned import turned_blocks, turned_lines
from reportminer.ingest.typography import Typography, measure
from reportminer.ingest.words import PageWords

_FRONT_PAGES = 4
_NAME_WORDS = 2
"""A title of so few words is the name of a place or a person; what it is about stands in the next line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The structure of a report before it becomes one text."""

    drafts: list[Draft]
    """Blocks in reading order."""
    labels: dict[int, str]
    """Printed page number by page."""
    front_text: str
    """Running heads of the first pages and the words of the cover."""
    title: str
    """The biggest type on the first pages; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    page: PageWords
    lines: tuple[Line, ...]
    turned: tuple[Line, ...]
    tables: tuple[Draft, ...]


def lay_out(pages: Sequence[PageWords]) -> Layout:
    """Return the blocks of a report from the words of its pages.

    Args:
        pages: those that could be read, in order.
    """
    sheets = [_sheet(page) for page in pages]
    furniture = find_furniture(
        [PageLines(number=s.page.number, height=s.page.height, lines=s.lines) for s in sheets]
    )
    flows = [[line for line in sheet.lines if line not in furniture.lines] for sheet in sheets]
    if not any(flows):
        flows = [list(sheet.lines) for sheet in sheets]
    typography = measure(line for flow in flows for line in flow)
    drafts = _blocks(sheets, flows, typography, heads=[line.text for line in furniture.lines])
    mark_contents(drafts)
    mark_front(drafts)
    mark_title_block(drafts, typography)
    drafts = join_drafts(drafts)
    set_levels(drafts, typography)
    set_numbering(drafts)
    set_depths(drafts)
    set_sections(drafts)
    return Layout(
        drafts=drafts,
        labels=furniture.labels,
        front_text=_front_text(sheets, furniture),
        title=_title(flows, typography),
    )


def _sheet(page: PageWords) -> _Sheet:
    words, tables = take_tables(page)
    lines = order_lines(group_fragments(words, page=page.number))
    lines = mark_underlined(hang_markers(lines, is_lone_marker), across(page.rules))
    turned = turned_lines(words, page=page.number)
    return _Sheet(page=page, lines=tuple(lines), turned=tuple(turned), tables=tuple(tables))


def _blocks(
    sheets: Sequence[_Sheet], flows: Sequence[list[Line]], typography: Typography, *, heads: list[str]
) -> list[Draft]:
    drafts: list[Draft] = []
    turned = turned_blocks([sheet.turned for sheet in sheets], heads=heads)
    for sheet, flow, side in zip(sheets, flows, turned, strict=True):
        page = sheet.page
        rest, notes = take_footnotes(flow, page.rules, typography)
        n_drawn = len(page.rules) + len(page.boxes) + len(page.images)
        drafts += place_tables(make_blocks(rest, typography, n_drawn=n_drawn), sheet.tables)
        drafts += side
        drafts += notes
    return drafts


def _front_text(sheets: Sequence[_Sheet], furniture: Furniture) -> str:
    texts: dict[str, None] = {}
    for index, sheet in enumerate(sheets[:_FRONT_PAGES]):
        lines = sheet.lines if index == 0 else [line for line in sheet.lines if line in furniture.lines]
        texts.update(dict.fromkeys(line.text for line in (*lines, *sheet.turned)))
    return "\n".join(texts)


def _title(flows: Sequence[list[Line]], typography: Typography) -> str:
    """Return the lines in the biggest type of the first page that has any; a name takes the line after it too."""
    for flow in flows[:3]:
        large = [x for x in flow if x.size >= 1.3 * typography.size and sum(c.isalpha() for c in x.text) > 3]
        if not large:
            continue
        largest = max(line.size for line in large)
        title = [line for line in large if line.size >= 0.95 * largest][:6]
        text = " ".join(line.text for line in title)
        after = large[large.index(title[-1]) + 1 :][:1]
        alone = len(text.split()) <= _NAME_WORDS and after and len(after[0].text.split()) > _NAME_WORDS
        return f"{text}: {after[0].text}" if alone else text
    return ""
