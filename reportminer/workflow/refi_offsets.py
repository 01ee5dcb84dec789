"""How a program counted the places in a text: found out from the passages themselves.

REFI-QDA counts Unicode code points and half-open stretches. Programs may count the two characters that end a line
on Windows as one, or one as two, characters above U+FFFF twice, a byte order mark once, or name the last character
in place of the end. The way taken is the one in which most passages begin and end at the edges of words, or read
as the program itself names them; where two do as well, the one nearer to the standard.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from reportminer.export.qdpx_records import SelectionIn
from reportminer.records import Span
from reportminer.text import squash

_SPECIAL = re.compile("\\A\\uFEFF|\\r\\n|[\\r\\n]|[\\U00010000-\\U0010FFFF]")
_ENOUGH = 400
"""Passages that are looked at: more tell no more."""
_NAMED = 4
"""What a passage counts that reads as the program names it, against one for each edge of a word."""
_SHORTEST_NAME = 6
_ELLIPSIS = "…. "


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A way to count places in a text."""

    line_end: str = "as it stands"
    """How many the end of a line counts: `as it stands`, `one`, or `two`."""
    wide: bool = False
    """Whether characters above U+FFFF count two."""
    mark: bool = False
    """Whether a byte order mark counts."""
    last: bool = False
    """Whether a passage's end is its last character."""

    @property
    def is_standard(self) -> bool:
        """Whether it is that of REFI-QDA, a byte order mark aside."""
        return self.line_end == "as it stands" and not (self.wide or self.last)

    def describe(self) -> str:
        """Return how it differs from the standard, in plain words."""
        said = (
            ("the end of a line as one character", self.line_end == "one"),
            ("the end of a line as two characters", self.line_end == "two"),
            ("characters above U+FFFF as two", self.wide),
            ("the byte order mark", self.mark),
            ("the last character as the end", self.last),
        )
        return ", ".join(what for what, holds in said if holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedText:
    """A text of a project in one form, and the places in it as its program counted them."""

    text: str
    """Without a byte order mark; lines end with line feeds."""
    counting: Counting
    """How the program counted."""
    extra: tuple[int, ...]
    """Places, as the program counted, that have no character of their own in `text`; ascending."""

    def find(self, start: int | None, end: int | None) -> Span | None:
        """Return a passage as a stretch of `text`; None if it is empty or leads out of it."""
        if start is None or end is None:
            return None
        end += self.counting.last
        span = Span(start=start - bisect_left(self.extra, start), end=end - bisect_left(self.extra, end))
        return span if 0 <= span.start < span.end <= len(self.text) else None


def count_text(raw: str, selections: Sequence[SelectionIn]) -> CountedText:
    """Return a text with the way in which its program counted.

    Args:
        raw: as it stands in the file.
        selections: passages of it.
    """
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    marked = [s for s in selections if s.start is not None and s.end is not None][:_ENOUGH]
    ways = [
        CountedText(text=text, counting=counting, extra=tuple(_find_extra(raw, counting)))
        for counting in _list_countings(raw)
    ]
    return max(ways, key=lambda way: sum(_score(way, selection) for selection in marked))


def _list_countings(raw: str) -> Iterator[Counting]:
    """Yield the ways that make a difference for a text, the standard's first."""
    has_mark = raw.startswith("\ufeff")
    line_ends = ["as it stands"]
    if "\r\n" in raw:
        line_ends.append("one")
    elif "\n" in raw:
        line_ends.append("two")
    wides = [False, True] if any(char > "\uffff" for char in raw) else [False]
    marks = [False, True] if has_mark else [False]
    for last, wide, line_end, mark in product([False, True], wides, line_ends, marks):
        yield Counting(line_end=line_end, wide=wide, mark=mark, last=last)


def _find_extra(raw: str, counting: Counting) -> Iterator[int]:
    """Yield the places counted that have no character of their own, ascending."""
    shift = 0  # places counted, less places in the file
    for found in _SPECIAL.finditer(raw):
        sign, at = found[0], found.start() + shift
        if sign == "\ufeff":
            if counting.mark:
                yield at
            else:
                shift -= 1
        elif sign == "\r\n":
            if counting.line_end == "one":
                shift -= 1
            else:
                yield at
        elif sign in "\r\n":
            if counting.line_end == "two":
                yield at
                shift += 1
        elif counting.wide:
            yield at + 1
            shift += 1


def _score(way: CountedText, selection: SelectionIn) -> int:
    span = way.find(selection.start, selection.end)
    if span is None:
        return -_NAMED
    text = way.text
    edges = _is_edge(text, span.start) + _is_edge(text, span.end)
    outside = text[span.start].isspace() + text[span.end - 1].isspace()
    return edges - outside + _NAMED * _is_named(span.of(text), selection)


def _is_edge(text: str, at: int) -> bool:
    """Say whether white space, or the end of the text, stands on exactly one side of a place."""
    before = at == 0 or text[at - 1].isspace()
    after = at == len(text) or text[at].isspace()
    return before != after


def _is_named(passage: str, selection: SelectionIn) -> bool:
    name = selection.name.rstrip(_ELLIPSIS)
    return len(name) >= _SHORTEST_NAME and squash(passage).startswith(name)
