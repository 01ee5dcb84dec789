"""How a passage of a report is cited."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from reportminer.store.views import BlockRow, ReportRow
from reportminer.text import squash

_NUMBER = re.compile(r"[\[(]?([A-Z]{0,2}[0-9]{1,4}(?:\.[0-9]{1,3}){0,4})[.):\]]*")
_GLUED = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,3}){1,2})\.?(?=[\"'‘“(\[]?[A-Z])")
"""A number that is set so near to the first word that both were read as one."""
_DOTTED = re.compile(r"\.[0-9]")
_ITEM = "list_item"
_RUNNING, _BETWEEN = ("paragraph", _ITEM), ("footnote", "caption", "table", "other")
_LOOSE_ENDS = " .,;:–—-"


def cite(report: ReportRow, *, page: int, page_label: str, paragraph: str = "") -> str:
    """Return how to cite a passage, in the Harvard form: publisher (year) title, page, paragraph. Licence.

    The page is the one printed, since that is what a reader of the paper report finds; where the file counts
    otherwise its own page follows in brackets. What is not known is left out: a report without a date has "no
    date", one without a title the name of its file, and one without a publisher begins with the title.

    Args:
        report: the report.
        page: from 1, counted in the file; 0 where its form has no pages.
        page_label: the page as printed, or empty.
        paragraph: number of the paragraph as printed, or empty; see `find_paragraph`.

    Source: Pears and Shields, Cite Them Right; the forms "no date" and "para." are theirs.

    Example: `Care Quality Commission (2018) Northbridge: Local system review, p. 8 (page 12 of the file), para.
    3.14. Open Government Licence v3.0.`
    """
    title = _tidy(report.title) or PurePath(report.file).name
    publisher, year = _tidy(report.publisher), f"({report.published[:4] or 'no date'})"
    work = f"{publisher} {year} {title}" if publisher else f"{title} {year}"
    where = _name_page(page, page_label), f"para. {paragraph}" if paragraph else ""
    sentences = [", ".join(part for part in (work, *where) if part), _tidy(report.licence)]
    return " ".join(_end(sentence) for sentence in sentences if sentence)


def find_paragraph(block: BlockRow | None, before: Iterable[BlockRow] = ()) -> str:
    """Return the printed number of the paragraph that a block is, or is a part of; empty if there is none.

    A number with a point in it ("3.14") counts one of the report's paragraphs, and so does a plain one before a
    paragraph; before an item of a list a plain number counts only within its list. What has no number belongs to
    the numbered paragraph above it: a list right below it, and where numbers have a point whatever follows below
    the same heading, such as a passage quoted at length.

    Args:
        block: the block of the passage, if it is known.
        before: the blocks before it, the nearest first.
    """
    if block is None or block.kind not in _RUNNING:
        return ""
    is_in_list = True
    for above in (block, *before):
        if above.kind in _RUNNING and above.section == block.section:
            if number := _read_number(above):
                return number if is_in_list or _DOTTED.search(number) else ""
            is_in_list = is_in_list and above.kind == _ITEM
        elif above.kind not in _BETWEEN:
            return ""
    return ""


def _read_number(block: BlockRow) -> str:
    found = _NUMBER.fullmatch(block.marker.strip()) if block.marker else _GLUED.match(block.text)
    if not found or (block.kind == _ITEM and not _DOTTED.search(found[1])):
        return ""
    return found[1]


def _name_page(page: int, label: str) -> str:
    printed = squash(label)
    if not page:
        return ""
    if printed in ("", str(page)):
        return f"p. {page}"
    return f"p. {printed} (page {page} of the file)"


def _tidy(part: str) -> str:
    return squash(part).strip(_LOOSE_ENDS)


def _end(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."
