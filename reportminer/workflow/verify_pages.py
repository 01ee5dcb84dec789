"""Whether a quotation's words stand inside its boxes, by the words that an engine read from the page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from reportminer.records import BBox, Document, Page, Region
from reportminer.workflow.verify_records import Claim
from reportminer.workflow.verify_wording import MINUS, make_key

_TOLERANCE_PT = 1.0
"""Engines place a word's box alike to a fraction of a point."""
_SMALL = 0.85
"""Share of the tallest word in a line below which a number may be the mark of a footnote; as in `ingest.lines`."""
_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§¶]{1,3})(?:[,;–-]\s?\d{1,4})*[\])]?,?")
_NUMBER = re.compile(r"[\[(]?[A-Z]{0,2}\d{1,4}(?:\.\d{1,3}){0,4}[.)\]]+")
"""Of a paragraph or an item: it is no part of the sentence, though an engine may glue it to the first word."""


class Token(NamedTuple):
    """A word that an engine read."""

    text: str
    """As read."""
    x: float
    """Its middle, points."""
    y: float
    """Its middle, points."""
    height: float
    """Points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What an engine sees at the place of a quotation."""

    stands: bool
    """Whether it sees the quotation's words there, and no others among them."""
    text: str
    """The words that it sees there."""
    engine: str
    """Which engine; empty if the page could not be read."""
    reason: str
    """Why it sees nothing, where that is known."""


class SeenPages:
    """The words of a second reading, by page.

    Args:
        document: as `ingest.second_reading` makes it.
    """

    def __init__(self, document: Document) -> None:
        self._pages: dict[int, Page] = {page.number: page for page in document.pages}
        self._tokens: dict[int, list[Token]] = defaultdict(list)
        for page, token in _iter_tokens(document):
            self._tokens[page].append(token)

    def look(self, claim: Claim) -> Sighting:
        """Return what stands inside the boxes of a quotation, which must have some."""
        lines = [self._in_box(region) for region in claim.place.regions]
        across = [sorted(line, key=lambda token: token.x) for line in lines]
        wanted = _make_key(claim.text)
        stands = any(follows(wanted, _flatten(order)) for order in (lines, across))
        pages = [self._pages.get(region.page) for region in claim.place.regions]
        engines = {page.engine for page in pages if page and page.engine}
        blank = [page for page in pages if page and not self._tokens.get(page.number)]
        reasons = [remark for page in blank for remark in page.warnings]
        return Sighting(
            stands=stands,
            text=" ".join(token.text for line in lines for token in line),
            engine=" and ".join(sorted(engines)),
            reason=reasons[0] if reasons else "",
        )

    def _in_box(self, region: Region) -> list[Token]:
        return [token for token in self._tokens.get(region.page, ()) if _is_in(token, region.box)]


def follows(wanted: str, tokens: Iterable[tuple[str, bool, bool]]) -> bool:
    """Say whether words, in their order, spell a wording.

    Args:
        wanted: the key of the wording, not empty.
        tokens: of each word its key, whether it may be the mark of a footnote, and whether it may be the number
            before a paragraph; such a word counts where the wording has it, and may stand where it has it not.
    """
    at = 0
    for key, may_be_mark, may_be_number in tokens:
        rest = wanted[at:]
        if rest and (rest.startswith(key) or key.startswith(rest)):
            at += min(len(key), len(rest))
        elif at == 0 and (shared := _shared_end(key, wanted)):
            at = shared
        elif not (may_be_mark or (at == 0 and may_be_number)):
            return False
    return bool(wanted) and at == len(wanted)


def _shared_end(key: str, wanted: str) -> int:
    """Return how many characters at the end of a word are the beginning of the wording ("4.13.In" has "In")."""
    return next((n for n in range(len(key) - 1, 0, -1) if wanted.startswith(key[-n:])), 0)


def _flatten(lines: Sequence[Sequence[Token]]) -> Iterator[tuple[str, bool, bool]]:
    for line in lines:
        tallest = max((token.height for token in line), default=0.0)
        for token in line:
            if key := _make_key(token.text):
                is_small = token.height < _SMALL * tallest
                yield key, is_small and bool(_MARK.fullmatch(token.text)), bool(_NUMBER.fullmatch(token.text))


def _make_key(text: str) -> str:
    """Return a key without signs: an engine may part a minus, or a dash between years, from what is before it."""
    return make_key(text).replace(MINUS, "")


def _is_in(token: Token, box: BBox) -> bool:
    return (
        box.x0 - _TOLERANCE_PT <= token.x <= box.x1 + _TOLERANCE_PT
        and box.top - _TOLERANCE_PT <= token.y <= box.bottom + _TOLERANCE_PT
    )


def _iter_tokens(document: Document) -> Iterator[tuple[int, Token]]:
    """Yield page and word of a second reading, in the order of the file."""
    places = document.words
    numbers, starts, ends = (
        np.frombuffer(column, "<i4").tolist() for column in (places.pages, places.starts, places.ends)
    )
    boxes = np.frombuffer(places.boxes, "<f4").reshape(-1, 4).tolist()
    for number, start, end, (x0, top, x1, bottom) in zip(numbers, starts, ends, boxes, strict=True):
        yield number, Token(document.text[start:end], (x0 + x1) / 2, (top + bottom) / 2, bottom - top)
