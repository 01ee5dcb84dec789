"""The plain text of a source as other programs get it, and how its offsets and those of the report's text meet.

XML 1.0 and many programs know no control characters, so these are left out before anything is counted. Lines end
with a line feed. Offsets count Unicode code points, the first is 0, the end is one past the last (REFI-QDA 1.5,
s.10.2, and the sample of its annex, whose seven letters stand at 62 to 69).
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from reportminer.records import Span

_ILLEGAL = "[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\U00010000-\\U0010FFFF]"
"""What XML 1.0 does not allow (production 2, Char)."""
_DROPPED = re.compile(f"\\A(?:\\uFEFF|{_ILLEGAL})+|\\r(?=\\n)|{_ILLEGAL}")
"""Also a mark of the byte order at the beginning, which some programs count and others do not."""
_FORBIDDEN = re.compile(_ILLEGAL)
_ASTRAL = re.compile("[\\U00010000-\\U0010FFFF]")
CRLF = "\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainText:
    """A report's text without what other programs stumble over."""

    text: str
    """With line feeds; every character is legal in XML 1.0."""
    dropped: tuple[int, ...]
    """Places in the report's text of the characters left out, ascending."""
    breaks: tuple[int, ...] = ()
    """Places in `text` of its line feeds, ascending, where each is written as two characters; else empty."""

    @property
    def content(self) -> str:
        """The text as it is written to the file."""
        return self.text.replace("\n", CRLF) if self.breaks else self.text

    @property
    def has_astral(self) -> bool:
        """Whether it has characters that some programs count as two (above U+FFFF)."""
        return _ASTRAL.search(self.text) is not None

    def outward(self, span: Span) -> Span:
        """Return a stretch of the report's text as one of `content`; empty if all its characters were left out."""
        start, end = (at - bisect_left(self.dropped, at) for at in (span.start, span.end))
        return Span(start=start + bisect_left(self.breaks, start), end=end + bisect_left(self.breaks, end))

    def inward(self, span: Span) -> Span:
        """Return a stretch of `text`, not empty, as one of the report's text."""
        return Span(start=self._restore(span.start), end=self._restore(span.end - 1) + 1)

    def _restore(self, at: int) -> int:
        kept_before = bisect_right(range(len(self.dropped)), at, key=lambda k: self.dropped[k] - k)
        return at + kept_before


def make_plain(text: str, *, crlf: bool = False) -> PlainText:
    """Return the text of a report as other programs get it.

    Args:
        text: of the report.
        crlf: write the ends of lines as two characters, and count them so.
    """
    dropped = tuple(at for found in _DROPPED.finditer(text) for at in range(*found.span()))
    plain = _DROPPED.sub("", text).replace("\r", "\n")
    breaks = tuple(at for at, char in enumerate(plain) if char == "\n") if crlf else ()
    return PlainText(text=plain, dropped=dropped, breaks=breaks)


def strip_illegal(text: str) -> str:
    """Return a text without the characters that XML 1.0 does not allow; carriage returns become line feeds."""
    return _FORBIDDEN.sub("", text.replace(CRLF, "\n").replace("\r", "\n"))
