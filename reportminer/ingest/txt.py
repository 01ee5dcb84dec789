"""Reads plain text: paragraphs from blank lines, headings from marks and short lines, list items."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from reportminer.ingest.encodings import decode
from reportminer.ingest.flow import Facts, Piece, make_document
from reportminer.ingest.txt_tidying import Group, tidy_groups
from reportminer.records import BlockKind, Document, Skipped, Source
from reportminer.settings import IngestSettings

_WRAPPED_AT: Final = 110
"""A longer line was not wrapped by hand: each line of its group is a paragraph."""

_MAX_HEADING_WORDS: Final = 12
_MIN_PROSE: Final = 60
_HASHES: Final = re.compile(r"(#{1,6})\s+(\S.{0,300}?)\s*#*")
_UNDERLINE: Final = re.compile(r"(=|-|~|\*|_){3,}")
_RULE: Final = re.compile(r"[\s=_*~.-]+")
_NUMBERED_HEADING: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(\S.*)")
_LIST_ITEM: Final = re.compile(
    r"(?P<indent>\s*)(?P<marker>[•◦▪●○·\uf0b7\uf0a7*+–-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?P<text>\S.*)"
)
_ENDS_SENTENCE: Final = re.compile(r"[.!?;:,…][\"'”’)\]]*$")
_HYPHEN_END: Final = re.compile(r"([^\W\d_]+)-$")


def parse_txt(source: Source, settings: IngestSettings, on_page: Callable[[int], None]) -> Document | Skipped:
    """Return the document of a text file."""
    text, encoding = decode(Path(source.path).read_bytes())
    pieces = read_pieces(text)
    on_page(1)
    title = next((p.text for p in pieces[:3] if p.kind is BlockKind.HEADING), "")
    warnings = (f"read as {encoding}",) if encoding == "cp1252" else ()
    return make_document(source, pieces, Facts(title=title, warnings=warnings), settings=settings)


def read_pieces(text: str) -> list[Piece]:
    """Cut plain text into headings, paragraphs and list items, in order."""
    lines = [line.rstrip() for line in re.split(r"\r\n|[\r\n\f\v\x85\u2028\u2029]", text)]
    spread = [tuple(g) for filled, g in groupby(lines, key=lambda line: bool(line.strip())) if filled]
    groups = tidy_groups(spread)
    known = _words_of(lines)
    pieces: list[Piece] = []
    for number, group in enumerate(groups):
        follower = groups[number + 1] if number + 1 < len(groups) else None
        pieces += _read_group(group, follower, known, first=not pieces)
    return pieces


def _read_group(group: Group, follower: Group | None, known: frozenset[str], *, first: bool) -> Iterator[Piece]:
    lines = list(group)
    while lines and (heading := _marked_heading(lines)):
        piece, used = heading
        yield piece
        lines = lines[used:]
    if len(lines) == 1 and (piece_or_none := _short_line_heading(lines[0], follower, first=first)):
        yield piece_or_none
        return
    for member in _part_items(lines):
        yield from _read_member(member, known)


def _marked_heading(lines: Sequence[str]) -> tuple[Piece, int] | None:
    """Return a heading marked by `#` or an underline at the start, and how many lines it takes."""
    if match := _HASHES.fullmatch(lines[0].strip()):
        level, text = len(match[1]), match[2]
        return Piece(kind=BlockKind.HEADING, text=text, level=level), 1
    if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1].strip()) and not _RULE.fullmatch(lines[0]):
        level = 1 if lines[1].strip()[0] == "=" else 2
        return Piece(kind=BlockKind.HEADING, text=lines[0], level=level), 2
    if _RULE.fullmatch(lines[0]):
        return Piece(kind=BlockKind.OTHER), 1
    return None


def _short_line_heading(line: str, follower: Group | None, *, first: bool) -> Piece | None:
    """Return a heading where a short line stands alone before prose or a list, without the end of a sentence."""
    text = line.strip()
    n_words = len(text.split())
    if not (follower and 0 < n_words <= _MAX_HEADING_WORDS and any(map(str.isalpha, text))):
        return None
    begins = text[0].isupper() or text[0].isdigit() or text[0] in "“‘\"'"
    ends = _ENDS_SENTENCE.search(text) and not text.endswith("?")
    item = _LIST_ITEM.fullmatch(line)
    numbered = _NUMBERED_HEADING.fullmatch(text)
    if not begins or ends or (item and not numbered):
        return None
    if not (first or numbered or _leads_on(follower)):
        return None
    if numbered:
        level = numbered[1].count(".") + 1
        return Piece(kind=BlockKind.HEADING, text=numbered[2], level=level, marker=numbered[1])
    return Piece(kind=BlockKind.HEADING, text=text, level=1 if first or text.isupper() else 2)


def _leads_on(group: Group) -> bool:
    """Say whether a group is what a heading stands above: prose, a list or a further heading."""
    return (
        sum(map(len, group)) >= _MIN_PROSE
        or _LIST_ITEM.fullmatch(group[0]) is not None
        or _HASHES.fullmatch(group[0].strip()) is not None
        or _ENDS_SENTENCE.search(group[-1]) is not None
    )


def _part_items(lines: Sequence[str]) -> list[list[str]]:
    """Part a group's lines where a list item begins, or at each line where lines are not wrapped."""
    wrapped = all(len(line) <= _WRAPPED_AT for line in lines)
    members: list[list[str]] = []
    for line in lines:
        if members and wrapped and not _LIST_ITEM.fullmatch(line):
            members[-1].append(line)
        else:
            members.append([line])
    return members


def _read_member(lines: Sequence[str], known: frozenset[str]) -> Iterator[Piece]:
    if not (match := _LIST_ITEM.fullmatch(lines[0])):
        yield Piece(kind=BlockKind.PARAGRAPH, text=_join_lines(lines, known))
        return
    depth = 1 + len(match["indent"].expandtabs(4)) // 4
    text = _join_lines([match["text"], *lines[1:]], known)
    yield Piece(kind=BlockKind.LIST_ITEM, text=text, level=depth, marker=match["marker"])


def _join_lines(lines: Sequence[str], known: frozenset[str]) -> str:
    """Join wrapped lines; a word split by a hyphen is mended only where the text has it whole elsewhere."""
    joined = ""
    for line in lines:
        piece = line.strip()
        if match := _HYPHEN_END.search(joined):
            following = re.match(r"[^\W\d_]+", piece)
            whole = (match[1] + following[0]).casefold() if following else ""
            joined = joined[:-1] if whole in known else joined
            joined += piece
        else:
            joined = f"{joined} {piece}" if joined else piece
    return joined


def _words_of(lines: Sequence[str]) -> frozenset[str]:
    return frozenset(word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+", line))
