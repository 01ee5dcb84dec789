"""Pictures of pages: drawn once, kept within bounds, and only from the bytes that were read."""

import io
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reportminer.errors import UsageError
from reportminer.records import SourceKind
from reportminer.settings import load_settings
from reportminer.store.connection import close_database, open_database
from reportminer.store.writing import store_mined
from reportminer.workflow.browsing import images
from reportminer.workflow.browsing.images import PageImages
from tests.builders import make_mined
from tests.ingest.made_pdfs import Sheet, make_pdf, source_of

N_PAGES = 30
ASKING = 8


@dataclass(frozen=True, kw_only=True)
class Place:
    """A workspace of one PDF and one web page."""

    workspace: Path
    pdf: Path
    report_id: str
    web_id: str

    def images(self) -> PageImages:
        """Pictures of which none is drawn yet."""
        return PageImages(self.workspace, settings=load_settings())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A report of thirty pages, each with its number in large print."""

    def number(sheet: Sheet) -> None:
        sheet.line(f"Page {sheet.number}", size=60)

    pdf = make_pdf(tmp_path / "north.pdf", [number] * N_PAGES)
    mined, web = make_mined("north.pdf", ["Page 1"]), make_mined("news.html", ["Page 1"])
    first = mined.document.pages[0]
    pages = tuple(replace(first, number=number, label="") for number in range(1, N_PAGES + 1))
    mined = replace(mined, document=replace(mined.document, source=source_of(pdf), pages=pages))
    html = replace(web.document.source, kind=SourceKind.HTML)
    web = replace(web, document=replace(web.document, source=html, pages=()))
    connection = open_database(tmp_path / "workspace", write=True)
    store_mined(connection, mined, key="k")
    store_mined(connection, web, key="k")
    close_database(connection)
    return Place(
        workspace=tmp_path / "workspace",
        pdf=pdf,
        report_id=mined.document.source.report_id,
        web_id=html.report_id,
    )


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that were started."""
    started: list[subprocess.Popen[bytes]] = []

    class Counted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Counted)
    return started


def at_once(ask: Callable[[int], bytes]) -> list[bytes]:
    """Answers to questions that are asked by so many threads at the same moment."""
    ready = threading.Barrier(ASKING)

    def wait_and_ask(number: int) -> bytes:
        ready.wait()
        return ask(number)

    with ThreadPoolExecutor(ASKING) as threads:
        return list(threads.map(wait_and_ask, range(ASKING)))


def test_a_page_is_a_small_picture_of_the_whole_page(place: Place) -> None:
    """It has the page's shape at 110 dpi, white paper, dark print, and few bytes."""
    png = place.images().page(place.report_id, 3)
    picture = Image.open(io.BytesIO(png))
    colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or []}
    assert picture.format == "PNG"
    assert picture.size == (910, 1287)
    assert (255, 255, 255) in colours
    assert min(map(sum, colours)) < 60
    assert len(png) < 12_000


def test_a_thumbnail_is_narrow(place: Place) -> None:
    """It is 160 pixels wide and as high as the page's shape asks."""
    assert Image.open(io.BytesIO(place.images().thumbnail(place.report_id, 1))).size == (160, 226)


def test_the_same_page_gives_the_same_bytes(place: Place) -> None:
    """Two servers give the same pictures, drawn alone or with others."""
    one, two = place.images(), place.images()
    one.thumbnail(place.report_id, 1)
    assert one.thumbnail(place.report_id, 5) == two.thumbnail(place.report_id, 5)
    assert one.page(place.report_id, 5) == two.page(place.report_id, 5)
    assert one.page(place.report_id, 5) != one.page(place.report_id, 6)


def test_a_page_wanted_by_many_is_drawn_once(place: Place, children: list[subprocess.Popen[bytes]]) -> None:
    """Requests for one page at the same moment, and later ones, share one drawing."""
    pictures = place.images()
    got = at_once(lambda _: pictures.page(place.report_id, 2))
    assert len({*got, pictures.page(place.report_id, 2)}) == 1
    assert len(children) == 1


def test_thumbnails_of_a_report_are_drawn_by_few_processes(
    place: Place, children: list[subprocess.Popen[bytes]]
) -> None:
    """Whoever wants one thumbnail wants its neighbours: they are drawn in one go, and none twice."""
    pictures = place.images()
    got = [pictures.thumbnail(place.report_id, page) for page in range(1, N_PAGES + 1)]
    assert len(set(got)) == N_PAGES
    assert len(children) == 2


def test_no_more_than_two_processes_draw_at_once(place: Place, children: list[subprocess.Popen[bytes]]) -> None:
    """Others wait for their turn, so that many requests do not fill the memory."""
    pictures, most, done = place.images(), 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.is_set():
            most = max(most, sum(child.returncode is None for child in list(children)))
            time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    got = at_once(lambda number: pictures.page(place.report_id, number + 1))
    done.set()
    watcher.join()
    assert len(set(got)) == len(children) == ASKING
    assert most == 2


def test_memory_is_bounded(
    place: Place, children: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond its bytes the pictures not asked for lately are dropped, and drawn again when wanted."""
    monkeypatch.setattr(images, "_MAX_BYTES", 2 * len(place.images().page(place.report_id, 1)) + 500)
    children.clear()
    pictures = place.images()
    for page in (1, 2, 1, 3, 1, 2):
        pictures.page(place.report_id, page)
    assert len(children) == 4


@pytest.mark.parametrize(("page", "reason"), [(0, "there is no page 0"), (31, "there is no page 31")])
def test_a_page_that_is_not_there_is_said(place: Place, page: int, reason: str) -> None:
    """Only pages that the report has are looked for."""
    with pytest.raises(UsageError, match=reason):
        place.images().page(place.report_id, page)


def test_only_reports_of_the_workspace_have_pictures(place: Place) -> None:
    """An unknown id leads to no file."""
    with pytest.raises(UsageError, match="there is no page 1 of a report"):
        place.images().page("../../etc/passwd", 1)


def test_a_web_page_has_no_pictures(place: Place) -> None:
    """Forms without pages are named."""
    with pytest.raises(UsageError, match="HTML, which has no pages"):
        place.images().thumbnail(place.web_id, 1)


def test_a_changed_file_is_not_drawn_and_may_come_back(place: Place) -> None:
    """Other bytes than those that were read are never drawn; once the file is back, it is."""
    was = place.pdf.read_bytes()
    pictures = place.images()
    place.pdf.write_bytes(was + b"\n")
    with pytest.raises(UsageError, match="has changed since it was read"):
        pictures.page(place.report_id, 1)
    place.pdf.write_bytes(was)
    assert pictures.page(place.report_id, 1)


def test_a_page_that_cannot_be_drawn_is_tried_once(place: Place, children: list[subprocess.Popen[bytes]]) -> None:
    """A page that breaks the drawing engine does not do so at every request; everyone is told why."""
    settings = load_settings()
    pictures = PageImages(
        place.workspace, settings=replace(settings, ingest=replace(settings.ingest, page_timeout_s=1e-9))
    )
    for _ in range(3):
        with pytest.raises(UsageError, match="cannot be drawn: it took too long"):
            pictures.page(place.report_id, 1)
    assert len(children) == 1


def test_a_fault_of_this_machine_leaves_the_page_free(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be started now, all who wait are told, and the next request tries again."""
    pictures = place.images()

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "Popen", refuse)
        with pytest.raises(OSError, match="no more processes"):
            pictures.page(place.report_id, 1)
    assert pictures.page(place.report_id, 1)


def test_nothing_is_written(place: Place) -> None:
    """The workspace holds the same files as before."""
    before = sorted(place.workspace.rglob("*"))
    pictures = place.images()
    pictures.page(place.report_id, 1)
    pictures.thumbnail(place.report_id, 1)
    assert sorted(place.workspace.rglob("*")) == before
