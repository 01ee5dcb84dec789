"""Looks for quotations in a report that was read anew: word for word, then by nearly the same words."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportminer.extract.sentences import split_sentences
from reportminer.ids import hash_text
from reportminer.records import Block, Document, Region, Span
from reportminer.spans import shift
from reportminer.store.rows import SECTION_SEPARATOR
from reportminer.text import squash
from reportminer.workflow.verify_records import Claim, Place
from reportminer.workflow.verify_wording import make_key, make_key_with_places, measure_likeness, split_words

LIKENESS = 0.6
"""Least likeness of a passage that may be the quotation in other words; see `verify_wording.measure_likeness`."""
_SAME_PT = 3.0
"""Boxes that differ by less are at one place: a tenth of an inch would be seen, this is not."""
_MOST_COMPARED = 20
"""Sentences with the most words in common that are compared in full."""
_FAR = 1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A passage of the new text that may be the quotation."""

    place: Place
    """Where it stands."""
    text: str
    """Its words."""
    is_same: bool
    """Whether these are the words of the quotation, no more and no fewer."""
    is_there: bool
    """Whether it stands at the quotation's place."""


class NewText:
    """The text of a report as it is now.

    Args:
        document: the report, read anew.
        max_chars: longest sentence, as the settings of extraction have it.
    """

    def __init__(self, document: Document, *, max_chars: int) -> None:
        self._document = document
        self._labels = {page.number: page.label for page in document.pages}
        self._blocks: Sequence[Block] = document.blocks
        self._block_starts = [block.span.start for block in document.blocks]
        self._sentences = list(_iter_sentences(document, max_chars))
        self._texts = [squash(span.of(document.text)) for span in self._sentences]
        self._by_hash: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            self._by_hash[hash_text(text)].append(number)

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        return make_key_with_places(self._document.text)

    @cached_property
    def _words(self) -> list[Counter[str]]:
        return [Counter(split_words(text)) for text in self._texts]

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        """Numbers of the sentences that hold a word."""
        holders: dict[str, list[int]] = defaultdict(list)
        for number, counts in enumerate(self._words):
            for word in counts:
                holders[word].append(number)
        return holders

    def says(self, claim: Claim) -> bool:
        """Say whether a quotation's words stand at its place in the text, which forms without pages have alone."""
        return make_key(claim.place.stretch.of(self._document.text)) == make_key(claim.text)

    def find_all(self, claims: Iterable[Claim]) -> dict[str, Standing | None]:
        """Return for each quotation, by id, where it stands now; None where nothing like it does.

        A passage is given once: of two quotations with the same words, one of which is gone, the one that stands
        at its place has it, or else the nearer one.

        Args:
            claims: quotations of the report.
        """
        found: dict[str, Standing | None] = {}
        taken: set[Span] = set()
        places = [(claim, span) for claim in claims for span in self._find_words(claim)]
        claims_by_id = {claim.finding_id: claim for claim, _ in places}
        for _, finding_id, span in sorted(
            ((self._distance(claim, span), claim.finding_id, span) for claim, span in places),
            key=lambda entry: (entry[0], entry[1], entry[2].start),
        ):
            if finding_id not in found and span not in taken:
                taken.add(span)
                found[finding_id] = self._stand(claims_by_id[finding_id], span)
        return found

    def find_like(self, claim: Claim, *, known: Collection[str]) -> Standing | None:
        """Return the sentence that is most like a quotation, if it is like enough.

        Args:
            claim: the quotation.
            known: `ids.hash_text` of the sentences that the report had: one of them that still stands is no new
                wording of another.
        """
        best = max(self._iter_like(claim, known), key=lambda like: (like[0], -like[1].start), default=None)
        return self._stand(claim, best[1]) if best and best[0] >= LIKENESS else None

    def _iter_like(self, claim: Claim, known: Collection[str]) -> Iterator[tuple[float, Span]]:
        wanted = split_words(claim.text)
        counts = Counter(wanted)
        shared: Counter[int] = Counter()
        for word, n in counts.items():
            for number in self._holders.get(word, ()):
                shared[number] += min(n, self._words[number][word])
        bounds = {number: 2 * n / (len(wanted) + self._words[number].total()) for number, n in shared.items()}
        likely = sorted(bounds, key=lambda number: (-bounds[number], number))[:_MOST_COMPARED]
        for number in likely:
            if bounds[number] >= LIKENESS and hash_text(self._texts[number]) not in known:
                yield measure_likeness(wanted, split_words(self._texts[number])), self._sentences[number]

    def _find_words(self, claim: Claim) -> list[Span]:
        """Return where the words of a quotation stand: as a sentence, else as letters, whatever sentences are."""
        same = [self._sentences[number] for number in self._by_hash.get(hash_text(claim.text), ())]
        return same or list(self._iter_letters(make_key(claim.text)))

    def _iter_letters(self, wanted: str) -> Iterator[Span]:
        letters, places = self._letters
        at = letters.find(wanted) if wanted else -1
        while at >= 0:
            yield Span(start=places[at], end=places[at + len(wanted) - 1] + 1)
            at = letters.find(wanted, at + 1)

    def _stand(self, claim: Claim, span: Span) -> Standing:
        whole = self._widen(span)
        text = squash(whole.of(self._document.text))
        place = self._place(whole)
        return Standing(
            place=place,
            text=text,
            is_same=make_key(text) == make_key(claim.text),
            is_there=is_at(claim.place, place),
        )

    def _widen(self, span: Span) -> Span:
        """Return the whole sentences of which a stretch is a part: words added to one change what it says."""
        starts = [sentence.start for sentence in self._sentences]
        first, last = bisect_right(starts, span.start) - 1, bisect_right(starts, span.end - 1) - 1
        start, end = span.start, span.end
        if first >= 0 and self._sentences[first].end > span.start:
            start = self._sentences[first].start
        if last >= 0 and self._sentences[last].end >= span.end:
            end = self._sentences[last].end
        return Span(start=start, end=end)

    def _place(self, span: Span) -> Place:
        regions = self._document.words.regions(span)
        block = self._blocks[max(bisect_right(self._block_starts, span.start) - 1, 0)]
        page = regions[0].page if regions else block.page
        return Place(
            page=page,
            page_label=self._labels.get(page, ""),
            regions=regions,
            stretch=span,
            section=SECTION_SEPARATOR.join(block.section),
        )

    def _distance(self, claim: Claim, span: Span) -> tuple[float, float]:
        """Return how far from a quotation's place a stretch stands: in pages, then in points or characters."""
        place = self._place(span)
        if is_at(claim.place, place):
            return (-1.0, 0.0)
        if not (claim.place.regions and place.regions):
            return (0.0, abs(claim.place.stretch.start - span.start))
        return (abs(claim.place.page - place.page), _gap(claim.place.regions[0], place.regions[0]))


def is_at(one: Place, other: Place) -> bool:
    """Say whether two places are one: by their boxes, or by the text where the form has no pages."""
    if not (one.regions and other.regions):
        return one.page == other.page and one.stretch.start == other.stretch.start
    ends = ((one.regions[0], other.regions[0]), (one.regions[-1], other.regions[-1]))
    return all(_gap(first, second) <= _SAME_PT for first, second in ends)


def _gap(one: Region, other: Region) -> float:
    """Return by how much the edges of two boxes differ at most, points; without end on two pages."""
    if one.page != other.page:
        return _FAR
    pairs = ((one.box.x0, other.box.x0), (one.box.top, other.box.top), (one.box.bottom, other.box.bottom))
    return max(abs(first - second) for first, second in pairs)


def _iter_sentences(document: Document, max_chars: int) -> Iterator[Span]:
    for block in document.blocks:
        for inside in split_sentences(block.span.of(document.text), max_chars=max_chars):
            yield shift(inside, block.span.start)
