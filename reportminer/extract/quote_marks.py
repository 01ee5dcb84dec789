"""What stands between quotation marks in one block of text.

Marks are straight or typographic, single or double, and nest. The hard part is what is no mark: apostrophes,
possessives of plurals, decades ("’90s"), feet and inches.
"""

import re
from typing import NamedTuple

_MARK = re.compile("[\"“”„«»‘’']")
_CLIPPED = re.compile(r"(?:\d0s|em|til|tis|twas|cause|n)\b", re.IGNORECASE)
_BEFORE_OPENING = frozenset(" \t\n\r\xa0([{/–—-“‘\"'…")
_SINGLE_CLOSING = re.compile(r"[’'](?!\w)")
_DOUBLE = re.compile('[”“"]')
_LONGEST_SINGLE = 2000
"""Characters beyond which a single mark is not believed to close one that opened."""
_DEEPEST = 6
"""Marks that may be open within each other; more is no text but a damaged page."""
_NEAR = 400
"""Characters in which a better closing mark is looked for after what may be a possessive."""


class Marked(NamedTuple):
    """A passage between outer quotation marks; offsets count in the block."""

    start: int
    """First character after the opening mark."""
    end: int
    """One past the last character before the closing mark."""
    outer_end: int
    """One past the closing mark; `end` where there is none."""
    closed: bool
    """Whether the closing mark stands in the block."""
    double: bool
    """Whether the marks are double ones."""

    @property
    def outer_start(self) -> int:
        """Where the opening mark stands."""
        return self.start - 1


class _Open(NamedTuple):
    at: int
    kind: str


def find_marked(text: str) -> tuple[Marked, ...]:
    """Return the passages between outer marks, in order; a double mark that nothing closes runs to the end.

    Example:
        >>> [m.end - m.start for m in find_marked("“It’s the carers’ choice,” she said.")]
        [24]
    """
    found: list[Marked] = []
    at: int | None = 0
    while at is not None:
        at = _scan(text, at, found)
    return tuple(sorted(found))


def _scan(text: str, start: int, found: list[Marked]) -> int | None:
    """Add the passages from a place on; give the place to go on from, after a single mark that never closes.

    Such a mark was an apostrophe and hides nothing. A double mark left open runs to the end of the block: the next
    paragraph may go on with the quotation.
    """
    stack: list[_Open] = []
    for match in _MARK.finditer(text, start):
        at = match.start()
        kind = "double" if match[0] in '“”„«»"' else "single"
        if stack and stack[0].kind == "single" and at - stack[0].at > _LONGEST_SINGLE:
            break
        if len(stack) > _DEEPEST:
            return None
        if _opens(text, at, stack):
            stack.append(_Open(at, kind))
        elif (level := _closed_level(text, at, kind, stack)) is not None:
            opened = stack[level]
            del stack[level:]
            if not stack:
                found.append(Marked(opened.at + 1, at, at + 1, True, opened.kind == "double"))
    if not stack:
        return None
    if stack[0].kind == "single":
        return stack[0].at + 1
    end = len(text.rstrip())
    if end > stack[0].at + 1:
        found.append(Marked(stack[0].at + 1, end, end, False, True))
    return None


def _opens(text: str, at: int, stack: list[_Open]) -> bool:
    mark = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in "“„«":
        return bool(after)
    if mark not in "\"'‘" or not after or after.isspace() or (before and before not in _BEFORE_OPENING):
        return False
    if mark == '"':
        return not any(o.kind == "double" for o in stack) or stack[-1].kind == "single"
    if _CLIPPED.match(text, at + 1):
        return False
    if mark == "'":
        return after.isalnum() and _has_closing(text, at)
    return not (stack and stack[-1].kind == "single")


def _has_closing(text: str, at: int) -> bool:
    """Say whether a single mark further on may close the straight one that stands here."""
    closings = _SINGLE_CLOSING.finditer(text, at + 2, at + _LONGEST_SINGLE)
    return any(not text[match.start() - 1].isspace() for match in closings)


def _closed_level(text: str, at: int, kind: str, stack: list[_Open]) -> int | None:
    """Index in the stack of the mark that this one closes; None where it closes none."""
    mark = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not stack or mark in "“„«‘":
        return None
    if mark in "'’" and (after.isalnum() or (before.isspace() or not before)):
        return None
    if mark in "\"'" and _is_length(text, at, kind, stack):
        return None
    level = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].kind == kind), None)
    if level is None:
        return _mismatch(text, at, stack)
    if kind == "single" and _is_possessive(text, at, stack[level].at):
        return None
    return level


def _is_length(text: str, at: int, kind: str, stack: list[_Open]) -> bool:
    """Say whether a straight mark after a figure means inches or feet: another follows that can close."""
    if not text[at - 1 : at].isdigit():
        return False
    if not any(o.kind == kind for o in stack):
        return True
    rest = text.find(text[at], at + 1)
    return rest > 0 and not text[rest - 1].isspace() and not text[rest + 1 : rest + 2].isalnum()


def _is_possessive(text: str, at: int, opened: int) -> bool:
    """Say whether a single mark after s is a plural's possessive: a better closing mark follows."""
    if text[at - 1 : at] != "s" or not re.match(r"\s[a-z]", text[at + 1 : at + 3]):
        return False
    for match in _SINGLE_CLOSING.finditer(text, at + 1, opened + _NEAR):
        here = match.start()
        if "‘" in text[at + 1 : here]:
            return False
        if not text[here - 1].isspace():
            return not (text[here - 1] == "s" and re.match(r"\s[a-z]", text[here + 1 : here + 3]))
    return False


def _mismatch(text: str, at: int, stack: list[_Open]) -> int | None:
    """A single closing mark for a double one, as OCR gives it, where no double one closes before one opens."""
    if text[at] != "’" or stack[-1].kind != "double" or text[at - 1 : at] == "s":
        return None
    rest = _DOUBLE.search(text, at + 1)
    return len(stack) - 1 if rest is None or rest[0] == "“" else None
