"""Footnotes: small type at the foot of a page that begins with a mark, taken out of the flow."""

import re
from collections.abc import Sequence

from reportminer.ingest.drafts import Draft
from reportminer.ingest.drawings import across
from reportminer.ingest.lines import Line, is_raised, join_words
from reportminer.ingest.typography import Typography
from reportminer.ingest.words import Rect
from reportminer.records import BlockKind

_SMALLER = 0.95
_MARK = re.compile(r"^(?:\[?(\d{1,4}|[ivx]{1,5}|[a-z])\]?[.)]?|[*†‡§¶]{1,3})$")
_NUMBERED = re.compile(r"^\[?(\d{1,4})\]?[.)]?$")


def take_footnotes(
    lines: Sequence[Line], rules: Sequence[Rect], typography: Typography
) -> tuple[list[Line], list[Draft]]:
    """Part the lines of a page into its flow and its footnotes.

    Args:
        lines: of one page without furniture, in reading order.
        rules: the page's ruled lines.
        typography: of the report.

    Returns:
        The other lines, and one draft a footnote; the first may go on from the page before and then has no marker.
    """
    notes = _foot(lines, rules, typography)
    if not notes:
        return list(lines), []
    taken = {id(line) for line in notes}
    return [line for line in lines if id(line) not in taken], _cut_notes(notes)


def _foot(lines: Sequence[Line], rules: Sequence[Rect], typography: Typography) -> list[Line]:
    """Return the lines at the foot of the page (or of each of its columns) that are notes."""
    found: list[Line] = []
    for column in sorted({line.column for line in lines if not line.box}):
        here = [line for line in lines if line.column == column]
        found += _foot_of_column(sorted(here, key=lambda x: x.baseline), rules, typography)
    return found


def _foot_of_column(lines: list[Line], rules: Sequence[Rect], typography: Typography) -> list[Line]:
    start = len(lines)
    while start > 0 and lines[start - 1].size < _SMALLER * typography.size:
        start -= 1
    small = lines[start:]
    if not small:
        return []
    for index, line in enumerate(small):
        ruled = _separator_above(line, small[index - 1] if index else _before(lines, start), rules)
        if ruled or (_mark(line) is not None and _gap_above(lines, start + index, typography)):
            rest = small[index:]
            return rest if ruled or _looks_numbered(rest) else []
    return []


def _before(lines: list[Line], start: int) -> Line | None:
    return lines[start - 1] if start else None


def _gap_above(lines: list[Line], index: int, typography: Typography) -> bool:
    if index == 0:
        return True
    before, line = lines[index - 1], lines[index]
    return before.size > line.size * 1.04 or line.baseline - before.baseline > 1.2 * typography.leading_of(
        line.size
    )


def _separator_above(line: Line, before: Line | None, rules: Sequence[Rect]) -> bool:
    """Say whether a ruled line stands between a line and the text above it, starting at the text's left edge."""
    upper = before.baseline + 1.5 if before is not None else line.top - 40
    return any(
        upper < rule.top <= line.top + 2 and rule.x0 <= line.x0 + line.size and rule.x1 > line.x0
        for rule in across(rules, least=30)
    )


def _mark(line: Line) -> str | None:
    first = _first_token(line)
    return (
        first
        if _MARK.match(first)
        and (is_raised(line.words[0], size=line.size, baseline=line.baseline) or _gap_after(line) > 0.25)
        else None
    )


def _first_token(line: Line) -> str:
    end = 1
    while (
        end < len(line.words) and line.words[end].joined and abs(line.words[end].size - line.words[0].size) < 0.5
    ):
        end += 1
    return join_words(line.words[:end])


def _gap_after(line: Line) -> float:
    if len(line.words) < 2:
        return 9.0
    return (line.words[1].x0 - line.words[0].x1) / line.size


def _looks_numbered(lines: list[Line]) -> bool:
    return _mark(lines[0]) is not None


def _cut_notes(lines: list[Line]) -> list[Draft]:
    notes: list[Draft] = []
    last: int | None = None
    margin = min(line.x0 for line in lines)
    for line in lines:
        mark = _mark(line)
        if mark is not None and _is_next(mark, last, line, margin):
            number = _NUMBERED.match(mark)
            last = int(number[1]) if number else last
            notes.append(Draft(kind=BlockKind.FOOTNOTE, lines=[line], marker=mark, n_marker_words=_n_words(line)))
        elif notes and notes[-1].lines[-1].column == line.column:
            notes[-1].lines.append(line)
        else:
            notes.append(Draft(kind=BlockKind.FOOTNOTE, lines=[line]))
    return notes


def _n_words(line: Line) -> int:
    token, end = _first_token(line), 1
    while end < len(line.words) and join_words(line.words[:end]) != token:
        end += 1
    return end


def _is_next(mark: str, last: int | None, line: Line, margin: float) -> bool:
    number = _NUMBERED.match(mark)
    if number is None:
        return line.x0 < margin + 2 * line.size
    value = int(number[1])
    if last is None:
        return line.x0 < margin + 3 * line.size
    return last < value <= last + 3
