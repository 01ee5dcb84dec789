"""Mends what converters leave in plain text: Markdown marks, running heads, and lines set a blank line apart.

A report that was turned from PDF into text often has every printed line as a paragraph of its own, the running
head and the page number in the middle of sentences, and `**` and backslashes of Markdown inside the words.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

Group = tuple[str, ...]
"""Lines without a blank line between them."""

_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!<>|~\d-])")
_EMPHASIS: Final = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|\*{2,3}")
_BOLD_LINE: Final = re.compile(r"\W{0,2}\*\*(?P<text>[^*]{1,160})\*\*\W{0,2}")
_LONE_BULLET: Final = re.compile(r"[•◦▪●○·\uf0b7\uf0a7]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]")
_BULLET: Final = re.compile(r"[•◦▪●○·\uf0b7\uf0a7–-]\s|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s")
_NUMBER: Final = re.compile(r"\d{1,4}")
_ENDS: Final = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_LAST_WORD: Final = re.compile(r"([^\W_]+)[\"'”’)\]]*$")

_SMALL: Final = (
    "a an the of and or to in on at by for from with as that which who whose our their its his her this these"
    " those is are was were be been has have had will would can could may not into across between including"
    " within through over under than per but if when while where he she they we it"
)
_GOES_ON: Final = frozenset(_SMALL.split())
"""Words that no line of a heading or a cell ends with."""
_MARKED: Final = 5
"""Bold runs or escapes from which a text is taken for Markdown."""
_REPEATED: Final = 6
"""Times a short line stands in a text before it is taken for a running head."""
"""A line of one word never is; one of two words ("Trust score") must stand twice as often: it may be a cell."""
_TELLING_WORDS: Final = 3
_WITH_FIGURES: Final = 6
"""Words up to which figures in a running head may count up."""
_LONGEST_HEAD: Final = 110
_HEADING_WORDS: Final = 14
_SPREAD: Final = 0.5
"""Share of groups that break off in a sentence from which lines are taken to stand apart by conversion alone."""
_FULL_LINE: Final = 0.8
"""Of the usual length of a line: from there on a line was broken for want of room."""


def tidy_groups(groups: Sequence[Group]) -> list[Group]:
    """Return the groups of lines as they were before a converter spread and marked them.

    A text that was not converted comes back as it is: each mending needs its own signs, many times in the text.
    """
    is_marked = sum(_is_marked(line) for group in groups for line in group) >= _MARKED
    tidied = [group for raw in groups if (group := _unmark(raw) if is_marked else raw)]
    return _join_spread(_drop_running_heads(tidied))


def _is_marked(line: str) -> bool:
    return "**" in line or _ESCAPED.search(line) is not None


def _unmark(group: Group) -> Group:
    """Take the marks of Markdown away; a line wholly in bold type becomes a heading where it may be one."""
    if len(group) == 1 and (bold := _BOLD_LINE.fullmatch(group[0].strip())):
        text = _clean(bold["text"])
        return (f"## {text}",) if _may_be_heading(text) else ((text,) if text else ())
    return tuple(text for line in group if (text := _clean(line)))


def _clean(line: str) -> str:
    """Return a line without emphasis and backslashes; its indent is kept, for it tells the depth of a list."""
    indent = line[: len(line) - len(line.lstrip())]
    plain = _ESCAPED.sub(r"\1", _EMPHASIS.sub("", line.strip()))
    return indent + " ".join(plain.split()) if plain.strip() else ""


def _may_be_heading(text: str) -> bool:
    """A label, an address or the end of a sentence in bold type is no heading."""
    words = text.split()
    return (
        0 < len(words) <= _HEADING_WORDS
        and len(text) > 3
        and text[0].isupper()
        and not _ENDS.search(text)
        and not text.endswith(",")
    )


def _drop_running_heads(groups: list[Group]) -> list[Group]:
    """Leave out short lines that recur all over the text."""
    counts = Counter(_head_key(group) for group in groups if len(group) == 1)
    return [group for group in groups if not (len(group) == 1 and _is_head(_head_key(group), counts))]


def _head_key(group: Group) -> str:
    """Return a line as it would recur: "Page 3 of 90" with other figures, a longer line word for word."""
    line = group[0].removeprefix("## ").strip()
    return re.sub(r"\d+", "0", line) if len(line.split()) <= _WITH_FIGURES else line


def _is_head(key: str, counts: Counter[str]) -> bool:
    n_words = len(key.split())
    often = counts[key] >= (_REPEATED if n_words >= _TELLING_WORDS else 2 * _REPEATED)
    return often and n_words >= 2 and len(key) <= _LONGEST_HEAD and not _ENDS.search(key)


def _join_spread(groups: list[Group]) -> list[Group]:
    """Join lines to paragraphs where a blank line stands between printed lines."""
    prose = [group for group in groups if len(group) == 1 and not group[0].startswith("#")]
    broken = sum(not _ENDS.search(group[0]) for group in prose)
    if len(prose) < 2 * _REPEATED or broken < _SPREAD * len(prose):
        return groups
    usual = _usual_length([len(group[0]) for group in prose])
    joined: list[Group] = []
    for at, group in enumerate(groups):
        if joined and _is_page_number(joined[-1], groups[at + 1 : at + 2], group, usual):
            continue
        if joined and _are_one(joined[-1], group, usual):
            joined[-1] = (_glue(joined[-1][0], group[0]),)
        else:
            joined.append(group)
    return joined


def _are_one(before: Group, group: Group, usual: int) -> bool:
    return len(before) == len(group) == 1 and _goes_on(before[0], group[0], usual)


def _is_page_number(before: Group, after: Sequence[Group], group: Group, usual: int) -> bool:
    """Say whether a lone number stands in the middle of a sentence, as the number of a page does."""
    if len(group) != 1 or not _NUMBER.fullmatch(group[0].strip()) or not after:
        return False
    return len(before) == 1 and len(before[0].split()) > 3 and _are_one(before, after[0], usual)


def _usual_length(lengths: list[int]) -> int:
    """Return about how long a full printed line is: nine lines in ten are shorter."""
    return sorted(lengths)[int(0.9 * (len(lengths) - 1))]


def _goes_on(before: str, line: str, usual: int) -> bool:
    """Say whether a line carries on the sentence before it."""
    here = line.strip()
    if before.startswith("#") or here.startswith("#"):
        return False
    if _LONE_BULLET.fullmatch(before.strip()):
        return True
    if _BULLET.match(here) or _LONE_BULLET.fullmatch(here) or _ENDS.search(before):
        return False
    last = _LAST_WORD.search(before)
    if here[:1].islower() or before.endswith((",", "-", "–", "(", "/")) or (last and last[1].lower() in _GOES_ON):
        return True
    tail = before if len(before) <= 2 * usual else before[-usual:]
    return len(tail) >= _FULL_LINE * usual and before.count(" ") >= 5


def _glue(before: str, line: str) -> str:
    here = line.strip()
    return before + here if before.endswith("-") and here[:1].islower() else f"{before} {here}"
