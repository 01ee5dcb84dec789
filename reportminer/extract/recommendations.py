"""Recommendations: what a report wants done, formally or in a sentence, each once."""

import re
from collections.abc import Iterator, Sequence

from reportminer.extract.addressees import find_addressee
from reportminer.extract.advice import AdvicePassage
from reportminer.extract.answer_passages import find_passages
from reportminer.extract.deadlines import find_deadline
from reportminer.extract.formal import find_items
from reportminer.extract.formal_item import is_numbered, number_of
from reportminer.extract.reading import ADVICE, Reading
from reportminer.extract.recommendation_labels import leads_in, strip_reference
from reportminer.extract.repeats import Group, Repeats, find_repeats, group_items
from reportminer.records import Advice, Block, BlockKind, Recommendation, Region, ReportType, Span
from reportminer.text import fold, squash

_TOLD = re.compile(
    r"\b(?:said|told|stated|explained|wrote|added|commented|recommended|described|according to)\b[^.]*:\s*$"
)
_ACCOUNTS = re.compile(r"\bannual (?:report|accounts)\b", re.IGNORECASE)
"""Titles of documents in which a body gives account of itself: their "should" states the rules that it follows."""


def find_recommendations(reading: Reading) -> tuple[Recommendation, ...]:
    """Return the recommendations of a document in order of the text, each once.

    What a response repeats of another report is not its own.
    """
    return tuple(sorted(_Finder(reading).find(), key=lambda found: found.span))


class _Finder:
    """The recommendations of one document."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._document = reading.document
        self._codes = {
            fold(m.text).removeprefix("the "): m.code
            for m in reversed(reading.entities)
            if m.code and m.label != "PLACE"
        }
        self._answers = reading.facts.report_type is ReportType.GOVERNMENT_RESPONSE
        self._taken: set[int] = set()
        self._pages_of: dict[int, set[int]] = {}

    def find(self) -> Iterator[Recommendation]:
        groups = [] if self._answers else group_items(find_items(self._document))
        self._taken = {number for group in groups for item in group.items for number in item.blocks}
        if self._answers:
            self._taken = {number for passage in find_passages(self._document) for number in passage.asked}
        repeats = Repeats(groups)
        elsewhere = find_repeats(self._document, groups, repeats)
        self._pages_of = {at: {self._page(span) for span in spans} for at, spans in elsewhere.items()}
        informal = list(self._informal(repeats))
        for at, group in enumerate(groups):
            yield self._make_formal(group, self._pages_of.get(at, set()))
        yield from informal

    def _make_formal(self, group: Group, pages: set[int]) -> Recommendation:
        best = group.best
        page = self._page(best.pieces[0])
        pages = pages | {self._page(item.pieces[0]) for item in group.items}
        return self._make(
            Advice.INFORMAL if best.focus else Advice.FORMAL,
            best.pieces,
            text=best.text,
            number=group.number,
            title=best.title,
            also_on=tuple(sorted(pages - {page})),
        )

    def _informal(self, repeats: Repeats) -> Iterator[Recommendation]:
        if _ACCOUNTS.search(f"{self._reading.facts.title}\n{self._document.title}"):
            return
        numbered = is_numbered(self._document)
        seen: dict[str, list[tuple[Span, ...]]] = {}
        for block, passage in self._passages():
            pieces = self._with_list(block, passage)
            text = " ".join(squash(piece.of(self._document.text)) for piece in pieces)
            at = repeats.taken_from(text)
            if at >= 0:
                self._pages_of.setdefault(at, set()).add(self._page(pieces[0]))
            elif not self._is_aside(block, text, numbered=numbered):
                seen.setdefault(_key(text), []).append(pieces)
        for places in seen.values():
            text = strip_reference(" ".join(squash(piece.of(self._document.text)) for piece in places[0]))
            page = self._page(places[0][0])
            also_on = sorted({self._page(pieces[0]) for pieces in places} - {page})
            yield self._make(Advice.INFORMAL, places[0], text=text, also_on=tuple(also_on))

    def _passages(self) -> Iterator[tuple[Block, AdvicePassage]]:
        for number, passages in sorted(self._reading.layers.get(ADVICE, {}).items()):
            for passage in passages:
                if number not in self._taken:
                    yield self._document.blocks[number], passage

    def _with_list(self, block: Block, passage: AdvicePassage) -> tuple[Span, ...]:
        """A sentence with the list that it opens ("System leaders should:")."""
        start = block.span.start
        span = Span(start=start + passage.span.start, end=start + passage.span.end)
        said = span.of(self._document.text).rstrip()
        pieces = [span]
        if said.endswith(":") and span.end >= block.span.start + len(block.span.of(self._document.text).rstrip()):
            for following in self._document.blocks[block.number + 1 :]:
                if following.kind in (BlockKind.FOOTNOTE, BlockKind.CAPTION):
                    continue
                if following.kind is not BlockKind.LIST_ITEM or following.number in self._taken:
                    break
                pieces.append(following.span)
                self._taken.add(following.number)
        return tuple(pieces)

    def _is_aside(self, block: Block, text: str, *, numbered: bool) -> bool:
        """What announces a list of recommendations, and what a set-off quotation says, is no advice of its own."""
        following = self._document.blocks[block.number + 1 : block.number + 2]
        if leads_in(text) and following and following[0].number in self._taken:
            return True
        if not numbered or number_of(block) or block.number == 0:
            return False
        before = self._document.blocks[block.number - 1]
        return bool(_TOLD.search(before.span.of(self._document.text)[-300:]))

    def _make(
        self,
        advice: Advice,
        pieces: Sequence[Span],
        *,
        text: str,
        number: str = "",
        title: int = 0,
        also_on: tuple[int, ...] = (),
    ) -> Recommendation:
        reading = self._reading
        regions = tuple(region for piece in pieces for region in self._regions(piece))
        span = Span(start=pieces[0].start, end=pieces[-1].end)
        who = find_addressee(text[title:])
        addressee = who.of(text[title:]) if who else ""
        sentence = next((s for s in map(reading.sentence_at, (piece.start for piece in pieces)) if s), None)
        return Recommendation(
            number=number,
            advice=advice,
            page=self._page(pieces[0]),
            span=span,
            text=text,
            regions=regions,
            section=self._block_at(pieces[0].start).section,
            sentence=sentence.number if sentence else -1,
            addressee=addressee,
            addressee_code=self._code(addressee, pieces),
            themes=tuple(sorted({theme for piece in pieces for theme in reading.themes_in(piece)})),
            deadline=find_deadline(text[title:]),
            also_on=also_on,
        )

    def _code(self, addressee: str, pieces: Sequence[Span]) -> str:
        """Code of the first body among the addressees that is linked, here or elsewhere in the report."""
        if not addressee:
            return ""
        named = fold(addressee)
        for mention in (m for piece in pieces for m in self._reading.entities_in(piece)):
            if mention.code and mention.label != "PLACE" and fold(mention.text) in named:
                return mention.code
        return self._codes.get(named.removeprefix("the "), "")

    def _regions(self, span: Span) -> tuple[Region, ...]:
        return self._document.words.regions(span)

    def _page(self, span: Span) -> int:
        regions = self._regions(Span(start=span.start, end=min(span.end, span.start + 40)))
        return regions[0].page if regions else self._block_at(span.start).page

    def _block_at(self, at: int) -> Block:
        blocks = self._document.blocks
        low, high = 0, len(blocks)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if blocks[middle].span.start <= at else (low, middle)
        return blocks[low - 1]


def _key(text: str) -> str:
    """What two printings of one sentence have in common: letters and digits."""
    return re.sub(r"\W+", "", fold(strip_reference(text)))
