"""Pictures of pages for the evidence browser: drawn when first asked for, each once, within limits."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from reportminer.errors import UsageError
from reportminer.ingest.marking import encode_page, encode_thumbnail
from reportminer.ingest.render import NotDrawn, Raster, not_drawn, render_pages
from reportminer.settings import Settings
from reportminer.store.connection import reading
from reportminer.store.reading import read_files, read_finding, read_reports
from reportminer.workflow.browsing.drawing import Drawings
from reportminer.workflow.browsing.shelf import Shelf
from reportminer.workflow.showing import find_unchanged_pdf

PAGE_DPI: Final = 110.0
"""An A4 page has 910 by 1287 pixels: print is easy to read, and takes about 60 kB."""
THUMBNAIL_WIDTH: Final = 160
"""Pixels."""

_THUMBNAIL_DPI = 40.0
_MAX_BYTES = 64 << 20
_MAX_CHILDREN = 2
_AHEAD = 24
_FAILURE_BYTES = 1000


@dataclass(frozen=True, slots=True)
class _Kind:
    """A size of picture."""

    dpi: float
    """How finely it is drawn."""
    encode: Callable[[Raster], bytes]
    """Makes the PNG."""
    ahead: int
    """How many pages one process draws: whoever wants a thumbnail wants its neighbours too."""


def encode_small(page: Raster) -> bytes:
    """Return the thumbnail of a page as PNG."""
    return encode_thumbnail(page, width=THUMBNAIL_WIDTH)


_PAGE = _Kind(PAGE_DPI, encode_page, 1)
_THUMBNAIL = _Kind(_THUMBNAIL_DPI, encode_small, _AHEAD)

_Key = tuple[_Kind, str, int]


class PageImages:
    """Pictures of the pages of a workspace's reports, as PNG; safe to use from several threads.

    A report's file is opened in a child process alone, and only while it holds the very bytes that were read.
    Pictures are kept in memory (64 MiB at most). A page that could not be drawn is not tried again.

    Args:
        workspace: its folder; only read.
        settings: limits of ingest.
    """

    def __init__(self, workspace: Path, *, settings: Settings) -> None:
        self._workspace = workspace
        self._limits = settings.ingest
        self._shelf: Shelf[_Key, bytes | NotDrawn] = Shelf(_MAX_BYTES)
        self._turns = BoundedSemaphore(_MAX_CHILDREN)

    def page(self, report_id: str, page: int) -> bytes:
        """Return a whole page at `PAGE_DPI`.

        Args:
            report_id: of a report that was read.
            page: from 1, counted in the file.

        Raises:
            UsageError: there is no such page, the report is no PDF, its file is gone or has changed, or the page
                cannot be drawn within the limits.
            StorageError: the workspace is damaged.
        """
        return self._get(_PAGE, report_id, page)

    def thumbnail(self, report_id: str, page: int) -> bytes:
        """Return a page `THUMBNAIL_WIDTH` pixels wide; arguments and errors as for `page`."""
        return self._get(_THUMBNAIL, report_id, page)

    def _get(self, kind: _Kind, report_id: str, page: int) -> bytes:
        key = (kind, report_id, page)
        if (future := self._shelf.find(key)) is None:
            path, n_pages = self._find_pdf(report_id, page)
            following = range(page + 1, min(page + kind.ahead, n_pages + 1))
            future, claimed = self._shelf.claim(key, ((kind, report_id, number) for number in following))
            self._draw(kind, path, claimed)
        made = future.result()
        if isinstance(made, NotDrawn):
            raise not_drawn(Path(report_id), page, made.reason)
        return made

    def _find_pdf(self, report_id: str, page: int) -> tuple[Path, int]:
        """Return the file of a report and the number of its pages."""
        with reading(self._workspace) as connection:
            reports = {report.report_id: report for report in read_reports(connection)}
            files = [f for f in read_files(connection) if report_id in {f.report_id, f.duplicate_of}]
        report = reports.get(report_id)
        if report is None or not 1 <= page <= max(report.n_pages, 1):
            raise UsageError(
                f"there is no page {page} of a report {report_id!r}",
                expected="a report that was read, and a page of it",
                remedy="follow a link of the page that shows the report",
            )
        return find_unchanged_pdf(report, tuple(files)), report.n_pages

    def _draw(self, kind: _Kind, path: Path, claimed: Sequence[_Key]) -> None:
        """Draw pages and put each on the shelf as it comes."""
        left = list(claimed)
        try:
            with self._turns:
                pages = [page for _, _, page in claimed]
                for _, drawn in render_pages(path, pages, dpi=kind.dpi, settings=self._limits):
                    made = drawn if isinstance(drawn, NotDrawn) else kind.encode(drawn)
                    size = len(made) if isinstance(made, bytes) else _FAILURE_BYTES
                    self._shelf.put(left.pop(0), made, n_bytes=size)
        except BaseException as error:
            self._shelf.give_up(left, error)
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page of a report, drawn to be kept."""

    report_id: str
    """Its report."""
    page: int
    """From 1."""
    whole: bytes
    """PNG at `PAGE_DPI`."""
    small: bytes
    """PNG, `THUMBNAIL_WIDTH` wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPicture:
    """A page of a report that could not be drawn."""

    report_id: str
    """Its report."""
    page: int
    """From 1."""
    reason: str
    """In plain words; no folder is named."""


def draw_all(
    workspace: Path, wanted: Mapping[str, Iterable[int]], *, settings: Settings
) -> Iterator[Picture | NoPicture]:
    """Yield pages as they are drawn, by one process a report.

    Args:
        workspace: its folder; only read.
        wanted: pages by report, from 1; of each report in the order wanted.
        settings: limits of ingest.

    Raises:
        StorageError: the workspace is damaged.
    """
    drawings = Drawings()
    with reading(workspace) as connection:
        reports = {report.report_id: report for report in read_reports(connection)}
        files = read_files(connection)
    for report_id, pages in wanted.items():
        own = tuple(f for f in files if report_id in {f.report_id, f.duplicate_of})
        if why_not := drawings.why_not(reports[report_id], own):
            yield from (NoPicture(report_id=report_id, page=page, reason=why_not) for page in pages)
            continue
        path = find_unchanged_pdf(reports[report_id], own)
        for page, drawn in render_pages(path, list(pages), dpi=PAGE_DPI, settings=settings.ingest):
            yield _keep(report_id, page, drawn)


def _keep(report_id: str, page: int, drawn: Raster | NotDrawn) -> Picture | NoPicture:
    if isinstance(drawn, NotDrawn):
        return NoPicture(report_id=report_id, page=page, reason=f"The page cannot be drawn: {drawn.reason}.")
    return Picture(report_id=report_id, page=page, whole=encode_page(drawn), small=encode_small(drawn))


def list_pages(workspace: Path, finding_ids: Iterable[str]) -> dict[str, list[int]]:
    """Return the pages of reports on which sentences stand, ascending; a sentence may go on over the page.

    Args:
        workspace: its folder; only read.
        finding_ids: of sentences; those without a place on a page add none.
    """
    pages: dict[str, set[int]] = {}
    with reading(workspace) as connection:
        for finding_id in finding_ids:
            if finding := read_finding(connection, finding_id):
                found = pages.setdefault(finding.report_id, set())
                found |= {region.page for region in finding.regions}
    return {report_id: sorted(found) for report_id, found in sorted(pages.items()) if found}
