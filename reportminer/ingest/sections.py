"""Sections: the headings above each block, and the part of the report that it belongs to."""

import re
from collections.abc import Sequence

from reportminer.ingest.drafts import Draft
from reportminer.ingest.markers import is_entry
from reportminer.records import BlockKind, Part
from reportminer.text import squash

_ANSWER = re.compile(r"\bresponse\b(?! (?:rate|time|team))", re.I)
"""An appendix that holds the answer to a report is the body of the document."""
_LEAD = re.compile(r"^(?:(?:chapter|section|part)\s+)?(?:\d+(?:\.\d+)*|[ivx]+|[a-z])?[.):]?\s+", re.I)
_ANNEX_LEAD = re.compile(r"^(?:annexe?|appendix|schedule)\s+\w{1,4}\s*[:.)–—-]?\s*", re.I)
_APPARATUS = frozenset((Part.REFERENCES, Part.GLOSSARY, Part.INDEX))
_LAST_NUMBER = re.compile(r"\D\s*(\d{1,4})$")
_MAX_ENTRY_WORDS = 25
_MAX_IMPRINT_WORDS = 220
_MIN_PROSE = 15
"""Words of a sentence that is no line of an imprint."""
_IMPRINT = re.compile(
    r"©|crown copyright|parliamentary copyright|\bISBN\b|open government licence|printed (?:in the uk|on paper)"
    r"|this publication is available|\bE\d{8}\b|published by the authority",
    re.I,
)
_NAMES: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (Part.CONTENTS, re.compile(r"^(?:table of )?contents(?: page)?$|^list of (?:figures|tables|boxes)$", re.I)),
    (
        Part.SUMMARY,
        re.compile(
            r"^(?:executive |plain english |easy read )?summary(?:$|:| of (?:the |our |key )*(?:findings|report"
            r"|evidence|conclusions|recommendations))|^key (?:findings|messages)$",
            re.I,
        ),
    ),
    (
        Part.REFERENCES,
        re.compile(r"^(?:references|bibliography|end ?notes|notes and references|works cited)$", re.I),
    ),
    (Part.GLOSSARY, re.compile(r"^(?:glossary|abbreviations|(?:list of )?acronyms)\b", re.I)),
    (Part.INDEX, re.compile(r"^index$", re.I)),
    (
        Part.ANNEX,
        re.compile(
            r"^(?:annexe?|appendix|appendices|annexes|schedule)\b|^formal minutes$|^(?:list of )?witnesses$"
            r"|^published (?:written )?evidence$|^list of reports from\b",
            re.I,
        ),
    ),
)


def part_named(heading: str) -> Part | None:
    """Return the part that a heading opens by its name, or None."""
    text = squash(heading)
    for form in (text, _LEAD.sub("", text, count=1)):
        for part, pattern in _NAMES:
            if pattern.match(form):
                return _annex_named(form) if part == Part.ANNEX else part
    return None


def _annex_named(heading: str) -> Part | None:
    """Return the part that an annex is: a glossary or the like by its title, the body if it is the answer."""
    if _ANSWER.search(heading):
        return None
    title = _ANNEX_LEAD.sub("", heading, count=1)
    return next((part for part, pattern in _NAMES if part in _APPARATUS and pattern.match(title)), Part.ANNEX)


def mark_contents(drafts: Sequence[Draft]) -> None:
    """Mark the pages that hold a list of contents: their entries are no headings and no text.

    Args:
        drafts: all blocks of the report in reading order, before paragraphs are joined.
    """
    pages: dict[int, list[Draft]] = {}
    for draft in drafts:
        pages.setdefault(draft.page, []).append(draft)
    before, last = False, 0
    for number in sorted(pages):
        here = pages[number]
        named = any(part_named(d.text) == Part.CONTENTS for d in here[:4])
        entries = sum(is_entry(d.lines[-1]) for d in here)
        was = before
        before = entries >= 3 and entries >= (0.4 if named or before else 0.7) * len(here)
        if before:
            _make_contents(here)
            last = max((_page_named(d) for d in here), default=0)
        elif was and (rest := _entries_that_go_on(here, last)):
            _make_contents(rest)


def _entries_that_go_on(drafts: Sequence[Draft], last: int) -> list[Draft]:
    """Return the blocks at the top of a page that end in page numbers which rise from that of the page before."""
    found = []
    for draft in drafts:
        named = _page_named(draft)
        if named < max(last, 1) or len(draft.text.split()) > _MAX_ENTRY_WORDS:
            break
        found.append(draft)
        last = named
    return found


def _page_named(draft: Draft) -> int:
    match = _LAST_NUMBER.search(draft.lines[-1].text) if draft.lines else None
    return int(match[1]) if match else 0


def _make_contents(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        draft.part = Part.CONTENTS
        if part_named(draft.text) != Part.CONTENTS:
            draft.kind, draft.level = BlockKind.OTHER, None


def set_sections(drafts: Sequence[Draft]) -> None:
    """Give each block the headings above it and its part.

    A part lasts until a heading as high as the one that opened it.

    Args:
        drafts: all blocks of the report in reading order, headings with levels.
    """
    path: list[tuple[int, str]] = []
    opened: tuple[int, Part] | None = None
    for draft in drafts:
        if draft.part in (Part.FRONT, Part.CONTENTS):
            continue
        if draft.kind == BlockKind.HEADING:
            level = draft.level or 1
            path = [entry for entry in path if entry[0] < level]
            if opened is not None and level <= opened[0]:
                opened = None
            if opened is None and (part := part_named(draft.text)) is not None:
                opened = (level, part)
            draft.section = tuple(title for _, title in path)
            path.append((level, draft.text))
        else:
            draft.section = tuple(title for _, title in path)
        draft.part = opened[1] if opened is not None else Part.BODY


def mark_imprint(drafts: Sequence[Draft]) -> None:
    """Mark pages of little more than copyright, ISBN and printer as front matter, also at the end of the report.

    Text of the report that ends on its last page stays what it is.

    Args:
        drafts: all blocks of the report in reading order.
    """
    pages: dict[int, list[Draft]] = {}
    for draft in drafts:
        pages.setdefault(draft.page, []).append(draft)
    for number, here in pages.items():
        text = " ".join(d.text for d in here)
        signs = {match.lower() for match in _IMPRINT.findall(text)}
        if len(signs) >= 2 and len(text.split()) <= _MAX_IMPRINT_WORDS:
            for draft in here[_end_of_prose(here) if 2 * number > max(pages) else 0 :]:
                draft.part = Part.FRONT


def _end_of_prose(drafts: Sequence[Draft]) -> int:
    """Return how many blocks of a page end the text of the report, before the imprint begins."""
    prose = 0
    for index, draft in enumerate(drafts, 1):
        if _IMPRINT.search(draft.text):
            break
        long = len(draft.text.split()) >= _MIN_PROSE or prose == index - 1 > 0
        if long and draft.text.endswith("."):
            prose = index
    return prose


def mark_front(drafts: Sequence[Draft]) -> None:
    """Mark what stands before a printed list of contents, or on a cover with little text, as front matter.

    Args:
        drafts: all blocks of the report in reading order, contents marked.
    """
    contents = [d.page for d in drafts if d.part == Part.CONTENTS]
    last_page = max((d.page for d in drafts), default=0)
    limit = contents[0] if contents and contents[0] <= max(8, last_page // 5) else 0
    if not limit:
        cover = [d for d in drafts if d.page == 1]
        prose = sum(len(d.text.split()) for d in cover if d.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM))
        limit = 1 if last_page > 2 and prose < 80 else 0
        for draft in drafts:
            if draft.page <= limit:
                draft.part = Part.FRONT
        return
    for draft in drafts:
        if draft.part == Part.CONTENTS:
            break
        draft.part = Part.FRONT
