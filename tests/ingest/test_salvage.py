"""What can be read of a report is kept when its child hangs, dies or runs out of memory on a page."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.ingest.hints import Hints
from reportminer.ingest.misses import miss
from reportminer.ingest.pdf import parse_pdf
from reportminer.ingest.salvage import leave_out
from reportminer.ingest.sandbox import Sandbox
from reportminer.records import Document, Skipped, Status
from reportminer.settings import IngestSettings
from tests.builders import make_source
from tests.ingest.fake_pages import PATH
from tests.ingest.made_pdfs import PROSE, Sheet, make_pdf, source_of

LIMITS = IngestSettings(memory_limit_mb=256, page_timeout_s=0.5, report_timeout_s=20.0, max_bad_pages=3)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox whose parser obeys the words of the file's name page by page."""
    with Sandbox(LIMITS, parser=PATH) as box:
        yield box


def statuses(document: Document | Skipped) -> str:
    """The statuses of the pages of a report that was read."""
    assert isinstance(document, Document), document
    return " ".join(page.status for page in document.pages)


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ("ok ok hang ok", "ok ok timeout ok"),
        ("ok exit ok", "ok crashed ok"),
        ("ok ok memory", "ok ok memory"),
        ("ok raise ok", "ok crashed ok"),
        ("exit ok ok", "crashed ok ok"),
        ("ok exit hang ok", "ok crashed timeout ok"),
    ],
)
def test_a_bad_page_costs_only_itself(sandbox: Sandbox, pages: str, found: str) -> None:
    """The report is partial, the bad page has its own status, and the pages before and after it are read."""
    document = sandbox.read(make_source(pages))
    assert statuses(document) == found
    assert isinstance(document, Document)
    assert document.status is Status.PARTIAL
    assert document.text == " ".join(f"page{i}" for i, s in enumerate(found.split(), 1) if s == "ok")


def test_after_too_many_bad_pages_the_rest_is_left_out(sandbox: Sandbox) -> None:
    """The number of attempts is limited; what was read before the last bad page is kept."""
    document = sandbox.read(make_source("ok exit ok exit ok exit ok exit ok"))
    assert statuses(document) == "ok crashed ok crashed ok crashed crashed crashed crashed"


@pytest.mark.parametrize(
    ("pages", "code", "page"),
    [
        ("shut ok", Status.TIMEOUT, 0),
        ("ok ok end", Status.CRASHED, 0),
        ("exit", Status.CRASHED, 1),
        ("memory exit", Status.MEMORY, 1),
    ],
)
def test_a_report_without_a_good_page_stays_a_miss(sandbox: Sandbox, pages: str, code: Status, page: int) -> None:
    """A failure while opening, while putting together or on every page is told as it was first found."""
    skipped = sandbox.read(make_source(pages))
    assert isinstance(skipped, Skipped)
    assert (skipped.code, skipped.page) == (code, page)


def test_the_setting_can_forbid_it() -> None:
    """With `max_bad_pages = 0` one failure loses the report, and says on which of how many pages."""
    with Sandbox(replace(LIMITS, max_bad_pages=0), parser=PATH) as box:
        skipped = box.read(make_source("ok exit ok"))
    assert isinstance(skipped, Skipped)
    assert (skipped.page, skipped.n_pages) == (2, 3)


def test_all_attempts_stay_within_the_time_of_one_report() -> None:
    """Page after page that hangs ends at the limit for one report, whatever the number of pages allowed."""
    limits = replace(LIMITS, page_timeout_s=1.0, report_timeout_s=2.5, max_bad_pages=100)
    with Sandbox(limits, parser=PATH) as box:
        begin = time.monotonic()
        skipped = box.read(make_source("ok" + " hang" * 20))
    assert isinstance(skipped, Skipped)
    assert skipped.code is Status.TIMEOUT
    assert time.monotonic() - begin < limits.report_timeout_s + 2


def test_another_attempt_is_another_child(sandbox: Sandbox) -> None:
    """Whatever the bad page did to its child, the document comes from one that never saw it."""
    clean = sandbox.read(make_source("ok ok"))
    mended = sandbox.read(make_source("ok raise"))
    assert isinstance(clean, Document)
    assert isinstance(mended, Document)
    assert clean.title != mended.title


def test_a_page_is_not_left_out_twice() -> None:
    """The same page again, or a failure without a page, is the end."""
    failed = miss(make_source("a.pdf"), Status.TIMEOUT, "slow", page=3, n_pages=9)
    hints = leave_out(failed, Hints(passwords=("x",)), rest=False)
    assert hints == Hints(skip={3: Status.TIMEOUT}, passwords=("x",))
    assert leave_out(failed, hints, rest=False) is None
    assert leave_out(replace(failed, page=0), Hints(), rest=False) is None
    assert leave_out(replace(failed, code=Status.ENCRYPTED), Hints(), rest=False) is None


def written(sheet: Sheet) -> None:
    """A page of text."""
    sheet.paragraph(f"{PROSE} Sheet {sheet.number}.")


def fanned(sheet: Sheet) -> None:
    """A page of a few hundred bytes that draws a thousand million words: forms that draw forms."""
    canvas = sheet.canvas
    canvas.beginForm("level0")
    canvas.drawString(72, 700, "again")
    canvas.endForm()
    for level in range(1, 10):
        canvas.beginForm(f"level{level}")
        for _ in range(10):
            canvas.doForm(f"level{level - 1}")
        canvas.endForm()
    canvas.doForm("level9")


def test_a_real_bomb_on_a_page_costs_only_that_page(tmp_path: Path) -> None:
    """A PDF with one page that never ends is read without it, and its reason names the page."""
    path = make_pdf(tmp_path / "a.pdf", [written, written, fanned, written])
    limits = IngestSettings(memory_limit_mb=400, page_timeout_s=2.0, report_timeout_s=20.0)
    with Sandbox(limits) as box:
        document = box.read(source_of(path))
    assert isinstance(document, Document)
    assert statuses(document) in ("ok ok timeout ok", "ok ok memory ok")
    assert [f"Sheet {number}." in document.text for number in (1, 2, 3, 4)] == [True, True, False, True]
    assert "1 of 4 pages" in document.reason
    assert "(page 3)" in document.reason
    assert "left out" in document.pages[2].warnings[0]


def test_pages_are_left_out_when_the_time_for_reading_is_up(tmp_path: Path) -> None:
    """A slow report ends with the pages read so far; the others are timeouts."""
    path = make_pdf(tmp_path / "a.pdf", [written] * 3)

    def slow(page: int, *_: float) -> None:
        time.sleep(0.3 if page == 1 else 0.0)

    document = parse_pdf(source_of(path), IngestSettings(), slow, hints=Hints(time_s=0.25))
    assert statuses(document) == "ok timeout timeout"


def test_pages_to_skip_are_not_looked_at(tmp_path: Path) -> None:
    """A page that is left out has the status given, its number, and no text."""
    path = make_pdf(tmp_path / "a.pdf", [written] * 3)
    hints = Hints(skip={2: Status.CRASHED})
    document = parse_pdf(source_of(path), IngestSettings(), lambda *_: None, hints=hints)
    assert statuses(document) == "ok crashed ok"
    assert isinstance(document, Document)
    assert (document.pages[1].n_chars, document.pages[1].engine) == (0, "")
    assert "Sheet 2" not in document.text
    assert "Sheet 3" in document.text


def test_pages_that_were_not_tried_are_said_to_be_so(tmp_path: Path) -> None:
    """The reason counts the pages that failed, and names the rest apart."""
    path = make_pdf(tmp_path / "a.pdf", [written] * 4)
    failed = miss(source_of(path), Status.MEMORY, "full", page=2, n_pages=4)
    hints = leave_out(failed, Hints(), rest=True)
    assert hints is not None
    document = parse_pdf(source_of(path), IngestSettings(), lambda *_: None, hints=hints)
    assert statuses(document) == "ok memory memory memory"
    assert isinstance(document, Document)
    assert "1 of 2 pages need too much memory (page 2)" in document.reason
    assert "pages 3 to 4 were not tried" in document.reason
    assert ["not tried" in "".join(page.warnings) for page in document.pages] == [False, False, True, True]
