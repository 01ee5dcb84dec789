"""Finds the passages of a project from elsewhere in the reports of the workspace.

A passage is looked for by its place in a text that is the report's own, by the GUID that this program gave it,
then by its words in the report, by its place on a page, and at last by its words in any report.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportminer.export.qdpx_records import SelectionIn, SourceIn
from reportminer.records import Span
from reportminer.workflow.refi_offsets import CountedText, count_text
from reportminer.workflow.refi_reports import SHORTEST, Library, spell

_SHORTEST_ANYWHERE = 30
"""Letters that a passage must have to be looked for in every report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where a passage stands."""

    finding_ids: tuple[str, ...]
    """The sentences that it covers, in reading order; empty if it was not found."""
    how: str = ""
    """How it was found: `guid`, `place`, `words`, `page` or `anywhere`."""
    reason: str = ""
    """Why it was not found, in plain words."""


class SourcePlaces:
    """Finds the passages of one source.

    Args:
        source: the source.
        library: the reports of the workspace.
        from_top: whether the project measures places on pages from the top left, as QualCoder does.
    """

    def __init__(self, source: SourceIn, library: Library, *, from_top: bool = False) -> None:
        self._source = source
        self._from_top = from_top
        self._library = library
        self._counted: CountedText | None = None
        if source.text is not None:
            self._counted = count_text(source.text, [s for s in source.selections if s.start is not None])
        self.report = library.find_report(source, self._counted.text if self._counted else None)
        self._is_ours = (
            self.report is not None
            and self._counted is not None
            and self._counted.text.rstrip("\n") == self.report.plain.text.rstrip("\n")
        )

    @property
    def counted(self) -> str:
        """What the program counted otherwise than the standard in the text; empty if nothing."""
        counting = self._counted.counting if self._counted else None
        return "" if counting is None or counting.is_standard else counting.describe()

    def find(self, selection: SelectionIn) -> Found:
        """Return the sentences that a passage covers, or why none."""
        span = self._counted.find(selection.start, selection.end) if self._counted else None
        known = self._library.find_selection(selection.guid)
        if self.report is not None and self._is_ours and span is not None:
            found = self.report.cover(self.report.plain.inward(span))
            if found:
                return Found(finding_ids=found, how="guid" if known in found else "place")
        if known is not None:
            return Found(finding_ids=(known,), how="guid")
        return self._find_by_words(selection, span)

    def _find_by_words(self, selection: SelectionIn, span: Span | None) -> Found:
        passage = self._read_passage(selection, span)
        if self.report is not None:
            where = self._choose(self.report.find_words(passage), selection, span)
            if where and (found := self.report.cover(where)):
                return Found(finding_ids=found, how="words")
            if selection.page is not None and selection.corners is not None:
                found = self.report.cover_box(selection.page + 1, selection.corners, from_top=self._from_top)
                if found:
                    return Found(finding_ids=found, how="page")
        return self._find_anywhere(passage)

    def _choose(self, hits: Sequence[Span], selection: SelectionIn, span: Span | None) -> Span | None:
        """Return the place of a passage whose words may stand at several: by its place in the text or its page."""
        if self.report is not None and selection.page is not None:
            hits = [hit for hit in hits if self.report.is_on(hit, selection.page + 1)] or hits
        if span is None or self._counted is None or self.report is None:
            return hits[0] if len(hits) == 1 else None
        share = span.start / max(len(self._counted.text), 1)
        near = share * len(self.report.plain.text)
        return min(hits, key=lambda hit: abs(hit.start - near), default=None)

    def _read_passage(self, selection: SelectionIn, span: Span | None) -> str:
        if span and self._counted:
            return span.of(self._counted.text)
        return selection.wording or selection.name.rstrip("…. ")

    def _find_anywhere(self, passage: str) -> Found:
        wanted, _ = spell(passage)
        if len(wanted) >= _SHORTEST_ANYWHERE:
            hits = [
                (places, where)
                for places in self._library.reports.values()
                for where in places.find_words(passage)
            ]
            if len(hits) == 1 and (found := hits[0][0].cover(hits[0][1])):
                return Found(finding_ids=found, how="anywhere")
            if len(hits) > 1:
                return Found(finding_ids=(), reason=f"its words stand at {len(hits)} places of the workspace")
        return Found(finding_ids=(), reason=self._why_not(passage, wanted))

    def _why_not(self, passage: str, wanted: str) -> str:
        if self._source.kind not in {"TextSource", "PDFSource"}:
            return "the source is a picture or a recording"
        if self.report is None:
            return "no report of the workspace is this source, and its words stand in none"
        if not passage.strip():
            return self._source.reason or "its place lies outside the text of the source"
        if len(wanted) < SHORTEST:
            return "it is too short to be found by its words"
        return f"its words do not stand, or stand more than once, in {self.report.report.file}"
