"""Writes the pages of the evidence browser as files that open by double-click, without a server."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reportminer import __version__
from reportminer.errors import UsageError, WorkspaceBusy
from reportminer.export.csv_files import format_csv
from reportminer.export.manifest import hash_outputs
from reportminer.settings import Settings
from reportminer.store.connection import reading
from reportminer.store.files import MANIFEST, staged_folder
from reportminer.store.inventory import content_state
from reportminer.web.rendering import ASSETS, render
from reportminer.web.site_links import (
    ABOUT,
    CODEBOOK,
    HEAT_MAP,
    OVERVIEW,
    SiteLinks,
    image_file,
    page_file,
    table_file,
    thumbnail_file,
)
from reportminer.workflow.browsing.browser import Browser
from reportminer.workflow.browsing.images import NoPicture, draw_all, list_pages
from reportminer.workflow.browsing.views import FindingPage, MarkedPage, ReportPage
from reportminer.workflow.summary import Progress, SilentProgress

FORMAT = 1
"""Raised when the same content is written in another form."""
LEFT_OUT = "This site was written without pictures of pages."

_TABLES = ("overview", "reports", "heat-map", "codebook")
_Drawn = frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSummary:
    """What was written."""

    folder: Path
    """Where the site lies; its first page is `index.html`."""
    n_files: int
    """Files."""
    n_bytes: int
    """Bytes of all files together."""
    n_pages: int
    """Pages to read (HTML)."""
    n_pictures: int
    """Pages of reports that are shown as pictures."""
    n_not_drawn: int
    """Pages of reports on which findings stand and that could not be drawn."""


def write_site(
    workspace: Path,
    out: Path,
    *,
    settings: Settings,
    images: bool = True,
    excel: bool = False,
    progress: Progress | None = None,
) -> SiteSummary:
    """Write all pages of a workspace but the search as files, in place of an earlier site.

    Args:
        workspace: its folder; only read.
        out: the folder to make; files in it that belong to no earlier site are kept.
        settings: codebook, encoder and limits of drawing.
        images: whether the pages on which findings stand are drawn.
        excel: begin the CSV files with a byte order mark.
        progress: told of each page and picture.

    Raises:
        UsageError: there is no workspace, or `out` holds files but no site.
        StorageError: the disk is full or the folder cannot be written; an earlier site stays as it was.
        WorkspaceBusy: a run changed the workspace in the meantime; an earlier site stays as it was.
    """
    _check_is_site(out)
    before = _state(workspace)
    with staged_folder(out) as folder:
        writer = _SiteWriter(workspace, folder, settings=settings, progress=progress or SilentProgress())
        writer.write(images=images, excel=excel)
        if _state(workspace) != before:
            raise WorkspaceBusy(
                f"{workspace} was changed by another run while its site was written",
                remedy="wait until the run has ended, then write the site again",
            )
        sizes = writer.write_manifest()
    return SiteSummary(
        folder=out,
        n_files=len(sizes) + 1,
        n_bytes=sum(sizes.values()),
        n_pages=sum(name.endswith(".html") for name in sizes),
        n_pictures=len(writer.drawn),
        n_not_drawn=len(writer.not_drawn),
    )


def _check_is_site(out: Path) -> None:
    """Refuse a folder that holds an export set: a site must not take its place."""
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return  # `staged_folder` says what it makes of such a folder
    if not (isinstance(manifest, dict) and "site_format" in manifest):
        raise UsageError(
            f"{out} holds an export set of another form",
            expected="a new or empty folder, or an earlier site",
            remedy="name another folder with --out",
        )


def _state(workspace: Path) -> str:
    with reading(workspace) as connection:
        return content_state(connection)


class _SiteWriter:
    """Writes each file of a site into a folder, the manifest last."""

    def __init__(self, workspace: Path, folder: Path, *, settings: Settings, progress: Progress) -> None:
        self._workspace = workspace
        self._folder = folder
        self._settings = settings
        self._progress = progress
        self._browser = Browser(workspace, settings=settings)
        self.drawn: _Drawn = frozenset()
        """Report and page of each picture."""
        self.not_drawn: dict[tuple[str, int], str] = {}
        """Why others could not be drawn."""

    def write(self, *, images: bool, excel: bool) -> None:
        """Write everything but the manifest."""
        browser = self._browser
        finding_ids = browser.finding_ids()
        wanted = list_pages(self._workspace, finding_ids) if images else {}
        keys = {
            "reports": browser.report_ids(),
            "patterns": browser.pattern_ids(),
            "themes": browser.theme_ids(),
            "areas": browser.area_keys(),
        }
        n_pages = len(finding_ids) + sum(map(len, keys.values())) + 4
        self._progress.start(n_pages + sum(map(len, wanted.values())))
        self._write_assets()
        self._write_pictures(wanted)
        tables = [*_TABLES, *(f"{kind}/{key}" for kind, listed in keys.items() for key in listed)]
        self._write_tables(tables, excel=excel)
        for file, template, page in self._iter_pages(finding_ids, keys, images=images):
            self._write_page(file, template, page)

    def write_manifest(self) -> dict[str, int]:
        """Write the list of all files; return their sizes by name."""
        hashes = hash_outputs(self._folder)
        content = {
            "program": {"name": "reportminer", "version": __version__},
            "site_format": FORMAT,
            "outputs": {name: {"sha256": digest, "bytes": size} for name, (digest, size) in hashes.items()},
        }
        self._write(MANIFEST, (json.dumps(content, indent=2) + "\n").encode())
        return {name: size for name, (_, size) in hashes.items()}

    def _write_assets(self) -> None:
        for path in sorted(ASSETS.iterdir()):
            self._write(f"assets/{path.name}", path.read_bytes())

    def _write_pictures(self, wanted: dict[str, list[int]]) -> None:
        drawn = set()
        for picture in draw_all(self._workspace, wanted, settings=self._settings):
            key = (picture.report_id, picture.page)
            name = image_file(*key)
            if isinstance(picture, NoPicture):
                self.not_drawn[key] = picture.reason
            else:
                drawn.add(key)
                self._write(name, picture.whole)
                self._write(thumbnail_file(*key), picture.small)
            self._progress.advance(name, "not drawn" if isinstance(picture, NoPicture) else "drawn")
        self.drawn = frozenset(drawn)

    def _write_tables(self, names: Iterable[str], *, excel: bool) -> None:
        for name in names:
            if table := self._browser.table(name):
                self._write(table_file(name), format_csv(*table, excel=excel))

    def _iter_pages(
        self, finding_ids: Iterable[str], keys: dict[str, tuple[str, ...]], *, images: bool
    ) -> Iterator[tuple[str, str, object]]:
        """Yield file, template and record of each page."""
        browser = self._browser
        yield OVERVIEW, "overview", browser.overview()
        yield HEAT_MAP, "heat_map", browser.heat_map()
        yield CODEBOOK, "codebook", browser.codebook()
        yield ABOUT, "about", None
        for report_id in keys["reports"]:
            if report := browser.report(report_id):
                yield page_file("reports", report_id), "report", self._as_drawn(report)
        for kind, template, find in (
            ("patterns", "pattern", browser.pattern),
            ("themes", "theme", browser.theme),
            ("areas", "area", browser.area),
        ):
            for key in keys[kind]:
                yield page_file(kind, key), template, find(key)
        for finding_id in finding_ids:
            if finding := browser.finding(finding_id):
                yield page_file("findings", finding_id), "finding", self._with_pictures(finding, images=images)

    def _as_drawn(self, page: ReportPage) -> ReportPage:
        report_id = page.entry.report.report_id
        return replace(page, can_be_drawn=any(drawn == report_id for drawn, _ in self.drawn))

    def _with_pictures(self, page: FindingPage, *, images: bool) -> FindingPage:
        """Return a finding's page with the pictures that the site has, not those that could be drawn."""
        pages = tuple(replace(marked, can_be_drawn=_key(marked) in self.drawn) for marked in page.pages)
        reasons = [self.not_drawn.get(_key(marked), "") for marked in pages if not marked.can_be_drawn]
        why_not = page.why_no_picture or ("" if images else LEFT_OUT) or " ".join(dict.fromkeys(reasons))
        return replace(page, pages=pages, why_no_picture=why_not)

    def _write_page(self, file: str, template: str, page: object) -> None:
        html = render(template, SiteLinks(file, drawn=self.drawn), page=page)
        self._write(file, html.encode())
        self._progress.advance(file, "written")

    def _write(self, name: str, data: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _key(page: MarkedPage) -> tuple[str, int]:
    return page.report_id, page.page
