"""Where sentences begin and end in one block of text.

The rules know what report prose does to a full stop: abbreviations, initials, decimal numbers, paragraph numbers,
closing quotation marks, footnote figures and words glued together by the extraction.
"""

import re
from collections.abc import Iterator

from reportminer.extract.wordlists import BEFORE_NUMBER, NEVER_LAST, SELDOM_LAST, STARTERS
from reportminer.records import Span

_END = re.compile(
    r"(?P<stop>[.!?…]+)(?P<close>[\"'’”)\]]*)(?P<note>\d{1,3}(?:,\s?\d{1,3})*)?(?P<gap>\s+)(?=[\"'‘“(\[£]*[A-Z0-9À-Þ])"
    r"|(?<=[a-z]{3})[.!?][\"'’”)]?(?=[A-Z][a-z]+\s)"
    r"|(?P<bullet>\s[•▪◦‣●■]\s)"
)
_PARAGRAPH_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,3}){1,2}\.?\s*(?=[\"'‘“(\[]?[A-Z])")
_NEXT_WORD = re.compile(r"\W*(\w+(?:(?<=\b[A-Z])\.)?)")
_LAST_WORD = re.compile(r"[\w&'’.-]*$")
_MARKER = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})\W*")
_WORDS = re.compile(r"[^\W\d_]{2,}.*[^\W\d_]{2,}|[^\W\d_]{2,}\W*[.!?]", re.DOTALL)
_REFERENCE = re.compile(
    r"[(\[]?(?:conclusion|recommendation|paragraphs?|paras?|see|ibid|source|q+)\b[\s,.:]*(?:paragraphs?|paras?)?"
    r"[\d\s.,–-]*(?:and \d+)?[)\].]*",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"ISBN|©|E-?[Nn]umber|Printed (?:in|on)|This publication (?:is|may be) |Any enquiries regarding this|CP ?\d+$"
    r"|Where we have identified any third party|To view this licence"
)
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{4,}")
_LABEL = re.compile(
    r"(?:figure|fig\.?|table|box|chart|graph|page|annex|appendix|part|section|chapter|recommendation|map|slide)?"
    r"\W*+(?:\d[\d.]*|[A-Z]|[ivxlc]+)?\W*+(?:of \d+|continued)?\W*+",
    re.IGNORECASE,
)


def split_sentences(text: str, *, max_chars: int) -> Iterator[Span]:
    """Give the sentences of a block, in order, without white space or bullet at their ends.

    Args:
        text: one block.
        max_chars: longer stretches are cut, at a semicolon if there is one, else at a space.
    """
    start = 0
    for end, following in [*_find_ends(text), (len(text), len(text))]:
        for span in _cut(text, _trim(text, start, end), max_chars):
            if is_sentence(span.of(text)):
                yield span
        start = following


def is_sentence(text: str) -> bool:
    """Say whether a stretch says something: more than a number, a label ("Figure 3") or a line of contents."""
    if not _WORDS.search(text) or _LEADERS.search(text) or _IMPRINT.match(text):
        return False
    return not _LABEL.fullmatch(text) and not _REFERENCE.fullmatch(text)


def _find_ends(text: str) -> Iterator[tuple[int, int]]:
    """End of each sentence but the last, with the place where the next begins."""
    begun = 0
    for match in _END.finditer(text):
        if match["bullet"]:
            yield match.start(), match.end()
        elif _ends_here(text[begun : match.start()], match, text):
            yield _end_of(match), match.end()
        else:
            continue
        begun = match.end()


def _end_of(match: re.Match[str]) -> int:
    """A footnote's figure after the stop is not part of the sentence."""
    if match["gap"] is None:
        return match.end()
    return match.start("note") if match["note"] else match.start("gap")


def _ends_here(before: str, match: re.Match[str], text: str) -> bool:
    if match["gap"] is None:
        return True
    following = _NEXT_WORD.match(text, match.end())
    next_word = following[1] if following else ""
    if match["stop"] != ".":
        return True
    if match["note"]:
        return before[-1:].isalpha() or bool(match["close"])
    if _MARKER.fullmatch(before):
        return False
    if match["close"] and match["close"][0] in '”"':
        return True
    return _word_may_end(before, next_word)


def _word_may_end(before: str, next_word: str) -> bool:
    found = _LAST_WORD.search(before)
    word = (found[0] if found else "").lstrip("('‘")
    low = word.lower()
    if low in NEVER_LAST:
        return False
    if low in BEFORE_NUMBER:
        return not (next_word[:1].isdigit() or (len(next_word) == 1 and next_word.isupper()))
    single = len(word) == 1 and word.isupper() and word != "I"
    if low in SELDOM_LAST or single or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return next_word in STARTERS
    return True


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "•▪◦‣●■"):
        start += 1
    if (number := _PARAGRAPH_NUMBER.match(text, start)) and number.end() < end:
        start = number.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)


def _cut(text: str, span: Span, max_chars: int) -> Iterator[Span]:
    start, end = span.start, span.end
    while end - start > max_chars:
        limit = start + max_chars
        at = max(text.rfind("; ", start + max_chars // 2, limit) + 1, 0) or text.rfind(" ", start + 1, limit)
        at = at if at > start else limit
        yield _trim(text, start, at)
        start = at
    if end > start:
        yield _trim(text, start, end)
