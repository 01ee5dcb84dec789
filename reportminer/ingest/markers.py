"""What stands before a text and is not of it: bullets, letters, numbers of lists and of paragraphs."""

import re
from dataclasses import dataclass

from reportminer.ingest.lines import Line, join_words

BULLETS = frozenset("•●○▪■□◦‣⁃∙·►▶➢➤✓✔❖◆◇★*\u25cf\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf0a8\uf076\uf0e0\uf0be")
_DASHES = frozenset("-–—−")
_PARAGRAPH = re.compile(r"^[A-Z]?\d{1,3}(?:\.\d{1,3})+\.?$")
_ITEM = re.compile(r"^(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,6})[.)]|\((?:\d{1,3}|[a-z]|[ivx]{1,6})\))$", re.I)
_ENTRY = re.compile(r"[.…\s_](?:\d{1,4}|[ivxlc]{1,6})$", re.I)
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
_LABELS = frozenset(
    (
        "conclusion",
        "conclusions",
        "recommendation",
        "recommendations",
        "finding",
        "findings",
        "evidence",
        "response",
        "comment",
        "action",
    )
)
_DATED = re.compile(
    r"\d{3,4}\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|(?:early|mid|late)\b", re.I
)
"""What follows "c." where it means "about"."""
_BARE = re.compile(r"^\d{1,3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A marker at the start of a line."""

    text: str
    """As it stands."""
    kind: str
    """`bullet`, `dash`, `item` ("a)", "1."), `paragraph` ("3.14") or `bare` (a number far from its text)."""
    n_words: int
    """Words of the line that it takes up."""
    x0: float
    """Where it begins."""
    text_x0: float
    """Where the text after it begins; the right edge of the marker if nothing follows."""


def read_marker(line: Line) -> Marker | None:
    """Return the marker that a line begins with, if any."""
    end = 1
    while end < len(line.words) and line.words[end].joined and end < 3:
        end += 1
    first = join_words(line.words[:end])
    after = line.words[end] if end < len(line.words) else None
    gap = (after.x0 - line.words[end - 1].x1) / line.size if after else 9.0
    kind = _kind(first, gap=gap, face=line.words[0].face.name)
    if kind is None or (first == "c." and after is not None and _DATED.match(after.text)):
        return None
    text_x0 = after.x0 if after else line.words[end - 1].x1
    return Marker(text=first, kind=kind, n_words=end, x0=line.words[0].x0, text_x0=text_x0)


def _kind(first: str, *, gap: float, face: str) -> str | None:
    if _is_bullet(first, gap=gap, face=face):
        return "bullet"
    if first in _DASHES:
        return "dash" if gap > 0.15 else None
    if _PARAGRAPH.match(first):
        return "paragraph"
    if _ITEM.match(first):
        return "item"
    return "bare" if _BARE.match(first) and gap > 0.8 else None


def _is_bullet(first: str, *, gap: float, face: str) -> bool:
    if first == "o":
        return gap > 0.6
    return len(first) == 1 and (first in BULLETS or _is_symbol(first, face))


def _is_symbol(char: str, face: str) -> bool:
    return "\ue000" <= char <= "\uf8ff" or bool(re.search(r"symbol|dingbat|wingding", face, re.I))


def is_lone_marker(line: Line) -> bool:
    """Say whether a line is nothing but a number, letter or bullet that belongs before another line."""
    marker = read_marker(line)
    return marker is not None and marker.n_words == len(line.words)


def is_label(line: Line) -> bool:
    """Say whether a line only names what the text under it is ("CONCLUSION", "31. RECOMMENDATION")."""
    words = [w for w in line.words if not _ITEM.match(w.text)]
    if len(words) != 1 or words[0].text.lower() not in _LABELS:
        return False
    return words[0].text.isupper() or words[0].face.bold


def is_entry(line: Line) -> bool:
    """Say whether a line ends like an entry of a list of contents: leaders or wide space, then a page number."""
    if not _ENTRY.search(line.text):
        return False
    if _LEADERS.search(line.text):
        return True
    return len(line.words) > 1 and line.words[-1].x0 - line.words[-2].x1 > 1.5 * line.size
