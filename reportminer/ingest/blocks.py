"""Blocks of a page: each stretch of lines named as heading, list item, numbered paragraph or caption."""

import re
from collections.abc import Sequence
from itertools import pairwise

from reportminer.ingest.drafts import Draft
from reportminer.ingest.entries import set_names_aside
from reportminer.ingest.headings import is_caption, is_heading
from reportminer.ingest.lines import Line
from reportminer.ingest.markers import Marker, is_label, read_marker
from reportminer.ingest.paragraphs import split_paragraphs
from reportminer.ingest.tags import NO_TAGS, Tagging
from reportminer.ingest.typography import Typography
from reportminer.records import BlockKind

_FIGURE = re.compile(r"^(?:figure|fig\.|chart|diagram|map|graph)\b", re.I)
_LABEL_ONLY = re.compile(r"^\w+\s*[\dA-Z.]*[.:]?$")
_BUSY = 12
"""Lines and areas drawn on a page from which on it holds a drawing."""


def make_blocks(
    lines: Sequence[Line], typography: Typography, *, n_drawn: int = 0, tagging: Tagging = NO_TAGS
) -> list[Draft]:
    """Return the blocks of one page in reading order.

    Args:
        lines: of the page in reading order, without furniture, footnotes and tables.
        typography: of the report.
        n_drawn: lines and areas drawn on the page, pictures included.
        tagging: what the file says of its structure.
    """
    groups = _join_labels(split_paragraphs(lines, typography, tagging), typography)
    drafts: list[Draft] = []
    for index, group in enumerate(groups):
        before = groups[index - 1][-1] if index else None
        if before is not None and before.column != group[0].column:
            before = None
        after = groups[index + 1][0] if index + 1 < len(groups) else None
        if after is not None and after.box != group[0].box and group[0].box:
            after = None
        drafts.append(_name(group, before, after, typography))
    _extend_captions(drafts)
    drafts = [draft for draft in drafts if draft.lines]
    _name_box_titles(drafts, typography)
    set_names_aside(drafts)
    if n_drawn >= _BUSY:
        _set_figure_text_aside(drafts, typography)
    return drafts


def _join_labels(groups: list[list[Line]], typography: Typography) -> list[list[Line]]:
    """Put a line that only names what follows ("CONCLUSION") into the stretch under it."""
    joined: list[list[Line]] = []
    for group in groups:
        last = joined[-1] if joined else None
        if last is not None and len(last) == 1 and is_label(last[0]) and _is_close(last[0], group[0], typography):
            joined[-1] = [*last, *group]
        else:
            joined.append(group)
    return joined


def _is_close(label: Line, line: Line, typography: Typography) -> bool:
    step = line.baseline - label.baseline
    return label.column == line.column and 0 < step < 1.3 * typography.leading_of(line.size)


def _name(group: list[Line], before: Line | None, after: Line | None, typography: Typography) -> Draft:
    if len(group) > 1 and is_label(group[0]):
        label = group[0]
        return Draft(kind=BlockKind.PARAGRAPH, lines=group, marker=label.text, n_marker_words=len(label.words))
    text = " ".join(line.text for line in group)
    if is_caption(text) and (after is None or len(group) <= 3):
        return Draft(kind=BlockKind.CAPTION, lines=group)
    marker = read_marker(group[0])
    if not _opens_text(marker, text) and is_heading(group, before, after, typography):
        return Draft(kind=BlockKind.HEADING, lines=group)
    if marker is None or marker.n_words >= len(group[0].words):
        return Draft(kind=BlockKind.PARAGRAPH if marker is None else BlockKind.OTHER, lines=group)
    return _marked(group, marker)


def _opens_text(marker: Marker | None, text: str) -> bool:
    """Say whether a marker begins an item or a numbered paragraph, whatever its type ("6.14. We ask that:")."""
    if marker is None:
        return False
    return marker.kind in ("bullet", "dash") or (marker.kind == "paragraph" and text.endswith((":", ";", ",")))


def _marked(group: list[Line], marker: Marker) -> Draft:
    kind = BlockKind.PARAGRAPH if marker.kind in ("paragraph", "bare") else BlockKind.LIST_ITEM
    return Draft(kind=kind, lines=group, marker=marker.text, n_marker_words=marker.n_words)


def _name_box_titles(drafts: Sequence[Draft], typography: Typography) -> None:
    """Call bold lines in a box with a printed title ("Box 3: ...") captions: they head parts of the box only."""
    titled = {two.lines[0].box for one, two in pairwise(drafts) if one.kind == BlockKind.CAPTION}
    for draft in drafts:
        first = draft.lines[0]
        labels = first.box in titled - {0} and first.size < 1.1 * typography.size
        if labels and draft.kind == BlockKind.HEADING:
            draft.kind, draft.level = BlockKind.CAPTION, None


def _extend_captions(drafts: list[Draft]) -> None:
    """Add the title to a caption that is a number alone ("BOX 1", then "Smoking cessation services")."""
    for caption, title in pairwise(drafts):
        alone = caption.kind == BlockKind.CAPTION and _LABEL_ONLY.match(caption.text)
        if alone and _is_title(title) and caption.page == title.page:
            step = title.lines[0].baseline - caption.lines[-1].baseline
            if 0 < step < 2.5 * title.lines[0].size:
                caption.lines += title.lines
                title.lines = []


def _is_title(draft: Draft) -> bool:
    bold = draft.kind == BlockKind.PARAGRAPH and len(draft.lines) <= 2 and all(x.all_bold for x in draft.lines)
    return draft.kind == BlockKind.HEADING or bold


def _set_figure_text_aside(drafts: Sequence[Draft], typography: Typography) -> None:
    """Mark the words inside a drawing with a caption: labels of boxes and axes are no text."""
    if not any(d.kind == BlockKind.CAPTION and _FIGURE.match(d.text) for d in drafts):
        return
    for draft in drafts:
        lines = draft.lines
        if draft.kind == BlockKind.CAPTION or not lines:
            continue
        words = sum(len(line.words) for line in lines) / len(lines)
        if lines[0].size < 0.93 * typography.size and words <= 7:
            draft.kind, draft.level = BlockKind.OTHER, None
