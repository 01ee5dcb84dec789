"""The reports of a workspace as projects from elsewhere may name them, and where words and boxes stand in them."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath

from reportminer.export.qdpx_boxes import Corners, PageFrame, place_in
from reportminer.export.qdpx_guids import selection_guid, source_guid, text_guid
from reportminer.export.qdpx_records import SourceIn
from reportminer.export.qdpx_text import PlainText, make_plain
from reportminer.ids import hash_bytes
from reportminer.records import BBox, Span
from reportminer.store.stretches import SentencePlace
from reportminer.store.views import ReportRow
from reportminer.text import fold

SHORTEST = 8
"""Letters that a passage must have to be looked for by its words."""
_END = 40
"""Letters at the beginning and at the end by which a long passage is found that differs in its middle."""
_LOOSE = 1.5
"""Times its length that such a passage may span."""
_HALF = 0.5


class ReportPlaces:
    """A report of the workspace with its sentences.

    Args:
        report: the report.
        text: its text.
        places: its sentences, in reading order.
        read_frames: returns how its pages lie in the file; asked for at most once.
    """

    def __init__(
        self,
        report: ReportRow,
        text: str,
        places: Sequence[SentencePlace],
        read_frames: Callable[[], Mapping[int, PageFrame]],
    ) -> None:
        self.report = report
        self.plain: PlainText = make_plain(text)
        self.places = tuple(places)
        self._read_frames = read_frames
        self._starts = [place.span.start for place in places]

    @cached_property
    def _frames(self) -> Mapping[int, PageFrame]:
        return self._read_frames()

    @cached_property
    def _letters(self) -> tuple[str, Sequence[int]]:
        return spell(self.plain.text)

    def cover(self, span: Span) -> tuple[str, ...]:
        """Return the sentences of which a stretch of the text covers half, or that hold half of it."""
        shared = [(place, _overlap(place.span, span)) for place in self._near(span)]
        chosen = [
            place.finding_id
            for place, n in shared
            if n and (n >= _HALF * len(place.span) or n >= _HALF * sum(other for _, other in shared))
        ]
        return tuple(chosen) or tuple(place.finding_id for place, n in shared if n)[:1]

    def find_words(self, passage: str) -> list[Span]:
        """Return every place of some words, as stretches of the text; spaces and punctuation may differ."""
        wanted, _ = spell(passage)
        letters, places = self._letters
        if len(wanted) < SHORTEST:
            return []
        hits = [(at, at + len(wanted)) for at in _iter_all(letters, wanted)]
        if not hits and len(wanted) > 2 * _END:
            hits = list(_iter_loose(letters, wanted))
        return [self.plain.inward(Span(start=places[start], end=places[end - 1] + 1)) for start, end in hits]

    def is_on(self, span: Span, page: int) -> bool:
        """Say whether a sentence that a stretch of the text covers stands on a page, from 1."""
        found = set(self.cover(span))
        return any(
            place.finding_id in found and any(region.page == page for region in place.regions)
            for place in self._near(span)
        )

    def cover_box(self, page: int, corners: Corners, *, from_top: bool) -> tuple[str, ...]:
        """Return the sentences at least half of whose lines on a page have their middle in a rectangle.

        Args:
            page: from 1.
            corners: the rectangle.
            from_top: whether it is measured from the top left of the page as shown.
        """
        if page not in self._frames:
            return ()
        as_shown = BBox(x0=corners.x0, top=corners.y0, x1=corners.x1, bottom=corners.y1)
        box = as_shown if from_top else place_in(corners, self._frames[page])
        return tuple(place.finding_id for place in self.places if _share_in(place, page, box) >= _HALF)

    def _near(self, span: Span) -> Iterator[SentencePlace]:
        """Yield the sentences that may touch a stretch; sentences do not overlap."""
        at = max(bisect_left(self._starts, span.start) - 1, 0)
        for place in self.places[at:]:
            if place.span.start >= span.end:
                return
            yield place


class Library:
    """The reports of a workspace, as a project may name them.

    Args:
        reports: all of them.
        hashes: id of each report by the SHA-256 of a file with its bytes.
    """

    def __init__(self, reports: Iterable[ReportPlaces], hashes: Mapping[str, str]) -> None:
        self.reports = {places.report.report_id: places for places in reports}
        self._by_hash = dict(hashes)
        self._by_text: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_guid: dict[str, str] = {}
        self._selections: dict[str, tuple[str, str]] = {}
        for key, places in self.reports.items():
            self._by_text[_text_hash(places.plain.text)].append(key)
            self._by_guid |= {source_guid(key): key, text_guid(key): key}
            for name in (PurePosixPath(places.report.file).stem, places.report.title):
                self._by_name[fold(name)].add(key)
            for place in places.places:
                pages = {region.page for region in place.regions}
                for page in (0, *pages):
                    self._selections[selection_guid(place.finding_id, page)] = (key, place.finding_id)

    def find_report(self, source: SourceIn, text: str | None) -> ReportPlaces | None:
        """Return the report that a source is: by GUID, by its PDF, by its text, by its name.

        Args:
            source: the source.
            text: its text with line feeds.
        """
        by_text = self._by_text.get(_text_hash(text), []) if text else []
        stem = fold(PurePosixPath(source.name).stem) if source.name else ""
        by_name = self._by_name.get(fold(source.name), set()) | self._by_name.get(stem, set())
        keys = (
            self._by_guid.get(source.guid) or self._by_guid.get(source.text_guid),
            self._by_hash.get(source.pdf_sha256),
            by_text[0] if len(by_text) == 1 else None,
            next(iter(by_name)) if len(by_name) == 1 and fold(source.name) else None,
        )
        return next((self.reports[key] for key in keys if key in self.reports), None)

    def find_selection(self, guid: str) -> str | None:
        """Return the sentence to which this program gave a GUID; None if it gave none so."""
        found = self._selections.get(guid)
        return found[1] if found else None


def spell(text: str) -> tuple[str, Sequence[int]]:
    """Return the letters and digits of a text in lower case, and the place of each in it."""
    letters: list[str] = []
    places = array("I")
    for at, char in enumerate(text):
        if char.isalnum():
            for letter in char.casefold():
                letters.append(letter)
                places.append(at)
    return "".join(letters), places


def _iter_all(letters: str, wanted: str) -> Iterator[int]:
    at = letters.find(wanted)
    while at >= 0:
        yield at
        at = letters.find(wanted, at + 1)


def _iter_loose(letters: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Yield stretches that begin and end as the passage does and are not much longer."""
    for start in _iter_all(letters, wanted[:_END]):
        end = letters.find(wanted[-_END:], start, start + int(_LOOSE * len(wanted)) + _END)
        if end >= 0:
            yield start, end + _END


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _share_in(place: SentencePlace, page: int, box: BBox) -> float:
    """Return which share of a sentence's lines on a page has its middle in a box."""
    lines = [region.box for region in place.regions if region.page == page]
    inside = [line for line in lines if _is_in(line, box)]
    return len(inside) / len(lines) if lines else 0.0


def _is_in(line: BBox, box: BBox) -> bool:
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _text_hash(text: str) -> str:
    return hash_bytes(text.rstrip("\n").encode("utf-8", "replace"))
