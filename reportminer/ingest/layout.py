"""From the words of all pages to the blocks of the report: every step of structure, once, in order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportminer.ingest.apparatus import mark_by_form
from reportminer.ingest.blocks import make_blocks
from reportminer.ingest.bookmarks import settle_by_outline
from reportminer.ingest.drafts import Draft
from reportminer.ingest.drawings import across
from reportminer.ingest.enclosures import order_with_boxes
from reportminer.ingest.footnotes import take_footnotes
from reportminer.ingest.furniture import EDGE, Furniture, PageLines, find_furniture
from reportminer.ingest.joining import join_drafts
from reportminer.ingest.levels import mark_title_block, set_levels
from reportminer.ingest.lines import Line, group_fragments, hang_markers, mark_underlined
from reportminer.ingest.markers import is_lone_marker
from reportminer.ingest.numbering import set_depths, set_numbering
from reportminer.ingest.sections import mark_contents, mark_front, mark_imprint, set_sections
from reportminer.ingest.table_joins import join_tables
from reportminer.ingest.tables import place_tables, take_tables
from reportminer.ingest.tags import Tagging, read_tagging, settle_kinds
from reportminer.ingest.turned import turned_blocks, turned_lines
from reportminer.ingest.typography import Typography, measure
from reportminer.ingest.words import PageWords
from reportminer.records import OutlineItem
from reportminer.text import fold

_FRONT_PAGES = 4
_HEADED = 0.3
"""Share of the pages over which the title runs as their head."""
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
    remarks: tuple[str, ...] = ()
    """What the file says of its structure and was not believed, in plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    page: PageWords
    lines: tuple[Line, ...]
    turned: tuple[Line, ...]
    tables: tuple[Draft, ...]


def lay_out(pages: Sequence[PageWords], *, outline: Sequence[OutlineItem] = ()) -> Layout:
    """Return the blocks of a report from the words of its pages.

    Args:
        pages: those that could be read, in order; with tags where they may be used.
        outline: bookmarks of the file, where they may be used.
    """
    sheets = [_sheet(page) for page in pages]
    furniture = find_furniture(
        [PageLines(number=s.page.number, height=s.page.height, lines=s.lines) for s in sheets]
    )
    flows = [[line for line in sheet.lines if line not in furniture.lines] for sheet in sheets]
    if not any(flows):
        flows = [list(sheet.lines) for sheet in sheets]
    typography = measure(line for flow in flows for line in flow)
    tagging = read_tagging([sheet.page for sheet in sheets], flows, typography)
    flows = [_without_artifacts(sheet, flow, tagging) for sheet, flow in zip(sheets, flows, strict=True)]
    heads = [line.text for line in furniture.lines]
    drafts = _blocks(sheets, flows, typography, heads=heads, tagging=tagging)
    mark_contents(drafts)
    settle_kinds(drafts, tagging, typography)
    doubt = settle_by_outline(drafts, outline)
    mark_front(drafts)
    mark_imprint(drafts)
    mark_title_block(drafts, typography)
    drafts = join_tables(join_drafts(drafts))
    set_levels(drafts, typography)
    set_numbering(drafts)
    set_depths(drafts)
    set_sections(drafts)
    mark_by_form(drafts)
    return Layout(
        drafts=drafts,
        labels=furniture.labels,
        front_text=_front_text(sheets, furniture),
        title=_title(flows, typography, heads),
        remarks=tuple(remark for remark in (tagging.remark, doubt) if remark),
    )


def _without_artifacts(sheet: _Sheet, flow: list[Line], tagging: Tagging) -> list[Line]:
    """Leave out what the file calls no text and stands where running heads do."""
    edge = EDGE * sheet.page.height
    lower = sheet.page.height - edge
    return [x for x in flow if x not in tagging.artifacts or (x.top > edge and x.bottom < lower)]


def _sheet(page: PageWords) -> _Sheet:
    words, tables = take_tables(page)
    lines = order_with_boxes(group_fragments(words, page=page.number), page)
    lines = mark_underlined(hang_markers(lines, is_lone_marker), across(page.rules))
    turned = turned_lines(words, page=page.number)
    return _Sheet(page=page, lines=tuple(lines), turned=tuple(turned), tables=tuple(tables))


def _blocks(
    sheets: Sequence[_Sheet],
    flows: Sequence[list[Line]],
    typography: Typography,
    *,
    heads: list[str],
    tagging: Tagging,
) -> list[Draft]:
    drafts: list[Draft] = []
    turned = turned_blocks([sheet.turned for sheet in sheets], heads=heads)
    for sheet, flow, side in zip(sheets, flows, turned, strict=True):
        page = sheet.page
        rest, notes = take_footnotes(flow, page.rules, typography)
        n_drawn = len(page.rules) + len(page.boxes) + len(page.images)
        drafts += place_tables(make_blocks(rest, typography, n_drawn=n_drawn, tagging=tagging), sheet.tables)
        drafts += side
        drafts += notes
    return drafts


def _bare(text: str) -> str:
    return fold(text).strip("0123456789 |")


def _front_text(sheets: Sequence[_Sheet], furniture: Furniture) -> str:
    texts: dict[str, None] = {}
    for index, sheet in enumerate(sheets[:_FRONT_PAGES]):
        lines = sheet.lines if index == 0 else [line for line in sheet.lines if line in furniture.lines]
        texts.update(dict.fromkeys(line.text for line in (*lines, *sheet.turned)))
    return "\n".join(texts)


def _title(flows: Sequence[list[Line]], typography: Typography, heads: Sequence[str]) -> str:
    """Return the title as the first pages show it.

    That is the line which is also the running head of many pages; else the lines in the biggest type of the first
    page that has any; a name takes the line after it too.
    """
    names = {name for name, count in Counter(map(_bare, heads)).items() if count >= max(3, _HEADED * len(flows))}
    for flow in flows[:3]:
        for line in flow:
            if line.size > 1.1 * typography.size and _bare(line.text) in names:
                return line.text
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
