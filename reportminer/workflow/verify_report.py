"""Verifies the quotations of one report, whose file is opened in a child that can be killed, for all together."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from reportminer.ingest.find import find_sources
from reportminer.ingest.passwords import Passwords
from reportminer.ingest.sandbox import Sandbox
from reportminer.records import Document, Skipped, Source, SourceKind, Status
from reportminer.settings import IngestSettings, Settings
from reportminer.store.views import FileRow
from reportminer.workflow.verify_judging import OCR, ReportClaims, accept, doubt, end, judge, stand
from reportminer.workflow.verify_pages import SeenPages, Sighting
from reportminer.workflow.verify_records import Claim, Verdict, Verified
from reportminer.workflow.verify_text import NewText

_PARSER: Final = "reportminer.ingest.second_reading:parse_again"
"""What the sandbox's child runs."""
_REFERENCE = "pdfplumber"
_OTHER = {"pdfium": _REFERENCE, _REFERENCE: "pdfium", OCR: OCR}
"""Which engine is asked about what an engine found: pictures of text have but one reader."""


class Reader(Protocol):
    """What reads files: the sandbox, or a fake in tests."""

    def read(
        self, source: Source, *, passwords: tuple[str, ...], readings: Mapping[int, str] | None = None
    ) -> Document | Skipped:
        """Return a report, or the words of some of its pages; see `Sandbox.read`."""

    def close(self) -> None:
        """End what was started."""


def make_sandbox(settings: IngestSettings) -> Sandbox:
    """Return a sandbox that can read single pages by a stated engine."""
    return Sandbox(settings, parser=_PARSER)


class Verifier:
    """Verifies one report after the other, from the thread in which its reader was made.

    Args:
        reader: reads files; closed by its owner.
        settings: longest sentence and largest file.
        passwords: what opens encrypted reports.
    """

    def __init__(self, reader: Reader, *, settings: Settings, passwords: Passwords) -> None:
        self._reader, self._settings, self._passwords = reader, settings, passwords

    def verify(self, report: ReportClaims) -> list[Verified]:
        """Return how each quotation of a report ends, in their order.

        Raises:
            Missing: no child could be started at all.
        """
        rows = self._verify(report, _choose_source(report.files, max_file_mb=self._settings.ingest.max_file_mb))
        return [rows[claim.finding_id] for claim in report.claims]

    def _verify(self, report: ReportClaims, source: Source | Skipped | None) -> dict[str, Verified]:
        match source:
            case None:
                where = "; ".join(file.path for file in report.files)
                return end(report, report.claims, Verdict.FILE_MISSING, f"not there: {where or report.file}")
            case Skipped():
                return end(report, report.claims, Verdict.UNREADABLE, source.reason)
        if source.kind is SourceKind.PDF and _is_unchanged(source, report):
            return self._look(report, source)
        return self._search(report, source, report.claims)

    def _look(self, report: ReportClaims, source: Source) -> dict[str, Verified]:
        """Look into the boxes by the other engine, then by the first; what neither sees there is searched for."""
        placed = [claim for claim in report.claims if claim.place.regions]
        seen = self._see(report, source, placed, {p: _OTHER.get(e, _REFERENCE) for p, e in report.engines.items()})
        if isinstance(seen, Skipped) and seen.code is Status.ENCRYPTED:
            return end(report, report.claims, Verdict.UNREADABLE, seen.reason)
        rows = accept(report, placed, seen)
        left = [claim for claim in placed if claim.finding_id not in rows]
        again = self._see(report, source, left, report.engines)
        rows |= accept(report, left, again, first=seen)
        left = [claim for claim in report.claims if claim.finding_id not in rows]
        if left and isinstance(again, Skipped):
            return rows | end(report, left, Verdict.UNREADABLE, again.reason)
        return rows | self._search(report, source, left)

    def _see(
        self, report: ReportClaims, source: Source, claims: Iterable[Claim], engines: Mapping[int, str]
    ) -> dict[str, Sighting] | Skipped:
        """Return by id what stands in the boxes of quotations, by one reading of all their pages."""
        claims = list(claims)
        pages = {region.page for claim in claims for region in claim.place.regions}
        if not pages:
            return {}
        readings = {page: engines.get(page) or _REFERENCE for page in sorted(pages)}
        document = self._reader.read(source, passwords=self._passwords.for_file(report.file), readings=readings)
        if isinstance(document, Skipped):
            return document
        seen = SeenPages(document)
        return {claim.finding_id: seen.look(claim) for claim in claims}

    def _search(self, report: ReportClaims, source: Source, claims: Iterable[Claim]) -> dict[str, Verified]:
        """Read the whole report anew and look for quotations in its text."""
        claims = list(claims)
        if not claims:
            return {}
        document = self._reader.read(source, passwords=self._passwords.for_file(report.file))
        if isinstance(document, Skipped):
            return end(report, claims, Verdict.UNREADABLE, document.reason)
        text = NewText(document, max_chars=self._settings.extract.max_sentence_chars)
        is_unchanged = _is_unchanged(source, report)
        rows = {
            claim.finding_id: stand(report, claim, witness=str(source.kind))
            for claim in claims
            if is_unchanged and not claim.place.page and text.says(claim)
        }
        left = [claim for claim in claims if claim.finding_id not in rows]
        found = text.find_all(left)
        known = report.read_known() if len(found) < len(left) else ()
        for claim in left:
            standing = found.get(claim.finding_id) or text.find_like(claim, known=known)
            judged = judge(report, claim, standing, document)
            rows[claim.finding_id] = (
                replace(judged, remark=doubt(judged)) if is_unchanged else replace(judged, file_changed=True)
            )
        return rows


def _choose_source(files: Iterable[FileRow], *, max_file_mb: int) -> Source | Skipped | None:
    """Return the file to open: one with the bytes that were read, else one that is there; None if none is."""
    there: list[Source | Skipped] = []
    for file in files:
        if not os.path.lexists(file.path):
            continue
        found = find_sources([Path(file.path)], max_file_mb=max_file_mb)
        there += [*found.sources, *found.skipped]
        if found.sources and found.sources[0].sha256 == file.sha256:
            return found.sources[0]
    return min(there, key=lambda one: isinstance(one, Skipped), default=None)


def _is_unchanged(source: Source, report: ReportClaims) -> bool:
    return any(source.sha256 == file.sha256 for file in report.files)
