"""Headings and their levels: told by type that stands out from the body, by place and by numbering."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportminer.ingest.lines import Line, fits_before
from reportminer.ingest.typography import Typography

_CAPTION = re.compile(
    r"^(?:figure|fig\.|table|chart|diagram|box|map|exhibit|graph|image|photo)\s*\d*[A-Z]?\b[\s:.–—-]*", re.I
)
_CHAPTER = re.compile(r"^(?:chapter|part|section|appendix|annexe?|schedule)\s+(?:\d+|[ivxlc]+|[a-z])\b", re.I)
_DATE = re.compile(r"^\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} (?:19|20)\d\d$")
"""A date under a name in bold: together they sign a foreword."""
_QUOTE = ("“", "‘", '"', "'")
_CLOSERS = "”’\"')"
_BIGGER = 1.1


@dataclass(frozen=True, slots=True)
class Look:
    """The type of a heading; headings of one look share a level."""

    size: float
    """Points, to the nearest half."""
    caps: bool
    """Whether all its letters are capitals."""
    bold: bool
    """Whether it is bold."""
    coloured: bool
    """Whether its colour is not the body's."""
    underlined: bool
    """Whether a ruled line runs under it."""
    italic: bool
    """Whether it slants."""


def look_of(lines: Sequence[Line], typography: Typography) -> Look:
    """Return the look of a stretch of lines."""
    first = lines[0]
    letters = list(filter(str.isalpha, "".join([line.text for line in lines])))
    return Look(
        size=round(first.size * 2) / 2,
        caps=len(letters) > 3 and all(map(str.isupper, letters)),
        bold=all(line.all_bold for line in lines),
        coloured=first.colour != typography.colour,
        underlined=all(line.underlined for line in lines),
        italic=all(w.face.italic for line in lines for w in line.words if any(c.isalpha() for c in w.text)),
    )


def is_heading(group: Sequence[Line], before: Line | None, after: Line | None, typography: Typography) -> bool:
    """Say whether a stretch of lines is a heading.

    Args:
        group: the lines.
        before: the line above it in the column, if any.
        after: the line below it in the reading order, if any.
        typography: of the report.
    """
    text = " ".join(line.text for line in group)
    letters = sum(map(str.isalpha, text))
    if text.startswith("“") and text.endswith("”"):
        return False
    if letters < 3 or letters < 0.5 * len(text.replace(" ", "")) or _CAPTION.match(text):
        return False
    look = look_of(group, typography)
    big = group[0].size >= _BIGGER * typography.size
    if not _is_short(text, len(group), big=big):
        return False
    if big:
        return True
    if group[0].size < 0.93 * typography.size:
        return False
    return stands_out(look, typography) and _stands_alone(group, before, after, typography, text)


def _is_short(text: str, n_lines: int, *, big: bool) -> bool:
    n_words = len(text.split())
    if big:
        return n_lines <= 6 and n_words <= 45
    return n_lines <= 3 and n_words <= 30


def stands_out(look: Look, typography: Typography) -> bool:
    """Say whether a look differs from that of the body."""
    bold = look.bold and not typography.face.bold
    italic = look.italic and not typography.face.italic
    bigger = look.size >= _BIGGER * typography.size
    return bigger or bold or look.caps or italic or look.coloured or look.underlined


def _stands_alone(
    group: Sequence[Line], before: Line | None, after: Line | None, typography: Typography, text: str
) -> bool:
    look = look_of(group, typography)
    if after is None or text[:1].islower() or _ends_sentence(text, look):
        return False
    if look.italic and (text.startswith(_QUOTE) or look_of([after], typography) == look):
        return False
    if _DATE.match(after.text) and not look.caps:
        return False
    return _is_nearer_to_what_follows(group, before, after, typography)


def _ends_sentence(text: str, look: Look) -> bool:
    """Say whether a text ends as sentences do, or as what leads to a list or a quotation."""
    leads = text.endswith(":") and not (look.bold and len(text.split()) <= 6)
    return leads or text.rstrip(_CLOSERS).endswith((".", ";", ","))


def _is_nearer_to_what_follows(
    group: Sequence[Line], before: Line | None, after: Line, typography: Typography
) -> bool:
    """Say whether at least as much space stands above as below: a line nearer to what it follows signs it off."""
    if before is None:
        return True
    above = group[0].baseline - before.baseline
    together = group[-1].page == after.page and group[-1].column == after.column
    below = after.baseline - group[-1].baseline if together else None
    spaced = above > 1.12 * typography.leading_of(group[0].size)
    if below is None:
        return spaced
    tight = group[0].all_bold and (before.text.endswith((".", "!", "?", ":")) or fits_before(before, group[0]))
    return above >= below - 1.5 and (spaced or tight)


def is_caption(text: str) -> bool:
    """Say whether a text is the title of a figure, table or box ("Figure 3: ...", "BOX 16")."""
    match = _CAPTION.match(text)
    return match is not None and bool(re.search(r"\d|:", match[0])) and len(text.split()) <= 60
