"""Pages drawn in a process of their own, and marks on them."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from reportminer.errors import UsageError
from reportminer.ingest import render
from reportminer.ingest.marking import Mark, encode_page, encode_thumbnail, mark_blocks, mark_passage
from reportminer.ingest.render import NotDrawn, Raster, render_page, render_pages
from reportminer.records import BBox, BlockKind
from reportminer.settings import IngestSettings
from tests.ingest.made_pdfs import HEIGHT, WIDTH, Sheet, make_pdf

LIMITS = IngestSettings(memory_limit_mb=1000, page_timeout_s=20)
DPI = 72.0
BOX = BBox(x0=100, top=200, x1=300, bottom=240)


def pixels_of(png: bytes) -> NDArray[np.int16]:
    """Pixels of a picture, rows from the top, signed so that they can be subtracted."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), np.int16)


def blank(width: int = 400, height: int = 600, scale: float = 1.0) -> Raster:
    """A white page."""
    return Raster(width=width, height=height, scale=scale, pixels=b"\xff" * (3 * width * height))


def place_page(picture: NDArray[np.int16], page: Raster) -> NDArray[np.int16]:
    """The page within a picture of marked blocks: right of the labels, below the title, by its grey frame."""
    grey = (picture == 150).all(axis=2)
    rows, columns = np.flatnonzero(grey.mean(axis=1) > 0.3), np.flatnonzero(grey.mean(axis=0) > 0.3)
    top, left = rows[0] + 1, columns[0] + 1
    return picture[top : top + page.height, left : left + page.width]


SPEAKER = """#!{python}
import os, struct, sys, time
pages = [int(page) for page in sys.argv[-1].split(",")]
def write(data):
    while data:
        data = data[os.write(1, data):]
def say(*fields):
    write(struct.pack(">IIId", *fields))
def draw_dot():
    say(0, 1, 1, 1.0)
    write(b"abc")
def say_for_ever():
    while True:
        write(bytes(65536))
say(1, 0, 0, 0.0)
{does}
"""
"""A drawing process that opens every file and then does as told."""


def speak(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    """Put such a process in the place of the real one."""
    (folder / "python").write_text(SPEAKER.format(python=sys.executable, does=does))
    (folder / "python").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))


def count_starts(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Return a list to which each process that is started is added."""
    started: list[subprocess.Popen[bytes]] = []

    class Counted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Counted)
    return started


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pages with a black bar, 100 to 300 points from the left and 200 to 240 from the top of the second."""

    def bar(sheet: Sheet) -> None:
        sheet.canvas.rect(100, HEIGHT - 240, 200, 40, stroke=0, fill=1)

    return make_pdf(tmp_path_factory.mktemp("render") / "made.pdf", [lambda sheet: sheet.line("First."), bar])


def test_a_page_is_drawn_where_its_boxes_say(pdf: Path) -> None:
    """What stands at a box in points stands at the box times the scale in pixels."""
    page = render_page(pdf, 2, dpi=144, settings=LIMITS)
    dark = np.frombuffer(page.pixels, np.uint8).reshape(page.height, page.width, 3).max(axis=2) < 100
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert page.scale == 2.0
    assert (page.width, page.height) == (2 * WIDTH, 2 * HEIGHT)
    assert [columns[0], rows[0], columns[-1] + 1, rows[-1] + 1] == pytest.approx([200, 400, 600, 480], abs=1)


def test_a_turned_page_is_drawn_as_it_is_shown(tmp_path: Path) -> None:
    """Rotation of the page is applied, as it is in the boxes of records."""
    canvas = Canvas(str(tmp_path / "upright.pdf"), pagesize=(400, 600))
    canvas.rect(0, 500, 100, 100, stroke=0, fill=1)
    canvas.save()
    writer = PdfWriter(clone_from=tmp_path / "upright.pdf")
    writer.pages[0].rotate(90)
    writer.write(tmp_path / "turned.pdf")
    page = render_page(tmp_path / "turned.pdf", 1, dpi=DPI, settings=LIMITS)
    dark = np.frombuffer(page.pixels, np.uint8).reshape(page.height, page.width, 3).max(axis=2) < 100
    assert (page.width, page.height) == (600, 400)
    assert dark[:90, 510:].all()
    assert not dark[:, :490].any()


def test_a_large_page_is_drawn_at_fewer_dpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of pixels is bounded whatever the page's size and the dpi asked for."""
    monkeypatch.setattr(render, "MAX_PIXELS", 100_000)
    canvas = Canvas(str(tmp_path / "large.pdf"), pagesize=(14000, 7000))
    canvas.showPage()
    canvas.save()
    page = render_page(tmp_path / "large.pdf", 1, dpi=600, settings=LIMITS)
    assert 90_000 < page.width * page.height <= 100_000


@pytest.mark.parametrize(
    ("content", "page", "reason"),
    [(b"no PDF at all", 1, "cannot be opened"), (None, 3, "no such page")],
    ids=["no PDF", "no such page"],
)
def test_what_cannot_be_drawn_is_said_plainly(
    content: bytes | None, page: int, reason: str, pdf: Path, tmp_path: Path
) -> None:
    """A file that is no PDF, or a page that is not there, is an error in plain words."""
    path = pdf if content is None else tmp_path / "bad.pdf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=reason):
        render_page(path, page, dpi=DPI, settings=LIMITS)


def test_a_hanging_page_is_ended(pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawing process that says nothing is killed at its limit, and that is said."""
    hanging = tmp_path / "python"
    hanging.write_text(f"#!/bin/sh\necho $$ > {tmp_path / 'pid'}\nexec sleep 60\n")
    hanging.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(hanging))
    monkeypatch.setattr(render, "_START_S", 0.5)
    with pytest.raises(UsageError, match="took too long"):
        render_page(pdf, 1, dpi=DPI, settings=replace(LIMITS, page_timeout_s=0.5))
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.parametrize("said", ["", "no header at all, and then some more", "x" * 40])
def test_a_lying_child_gives_no_picture(
    said: str, pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the drawing process says is measured before it is taken for a picture."""
    lying = tmp_path / "python"
    lying.write_text(f"#!/bin/sh\nprintf '{said}'\n")
    lying.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(lying))
    with pytest.raises(UsageError, match="gave no picture"):
        render_page(pdf, 1, dpi=DPI, settings=LIMITS)


def test_a_picture_too_large_is_refused(pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawing process that never stops speaking cannot fill the memory of its parent."""
    speak(tmp_path, monkeypatch, "say(0, 2000, 501, 1.0); say_for_ever()")
    monkeypatch.setattr(render, "MAX_PIXELS", 1_000_000)
    with pytest.raises(UsageError, match="larger than is allowed"):
        render_page(pdf, 1, dpi=DPI, settings=LIMITS)


def test_pages_are_drawn_by_one_process_in_the_order_asked_for(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page is the same as when drawn alone, and one process is started for all."""
    alone = {page: render_page(pdf, page, dpi=DPI, settings=LIMITS) for page in (1, 2)}
    started = count_starts(monkeypatch)
    assert list(render_pages(pdf, [2, 1, 2], dpi=DPI, settings=LIMITS)) == [(n, alone[n]) for n in (2, 1, 2)]
    assert len(started) == 1


def test_a_page_that_is_not_there_loses_itself_alone(pdf: Path) -> None:
    """Pages before and after one that cannot be drawn are drawn, and the reason is said for that one."""
    one, none, two = render_pages(pdf, [1, 7, 2], dpi=DPI, settings=LIMITS)
    assert isinstance(one[1], Raster)
    assert none == (7, NotDrawn(reason="the file has no such page, or it is damaged"))
    assert isinstance(two[1], Raster)


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("time.sleep(60)", "took too long"),
        ("os.kill(os.getpid(), 6)", "needs more memory than is allowed, or broke the drawing engine"),
        ("say(0, 2, 2, 1.0)", "gave no picture"),
        ("say(99, 1, 1, 1.0)", "gave no picture"),
        ("sys.exit(7)", "ended with code 7"),
    ],
    ids=["hangs", "aborts", "half a picture", "no such code", "exits"],
)
def test_a_page_that_breaks_the_process_loses_itself_alone(
    does: str, reason: str, pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fresh process goes on with the page after the one on which the first was lost."""
    speak(
        tmp_path,
        monkeypatch,
        f"""
for page in pages:
    if page == 2:
        {does}
        sys.exit(0)
    draw_dot()
""",
    )
    drawn = dict(render_pages(pdf, [1, 2, 3], dpi=DPI, settings=replace(LIMITS, page_timeout_s=0.5)))
    assert isinstance(drawn[1], Raster)
    assert isinstance(drawn[3], Raster)
    assert isinstance(drawn[2], NotDrawn)
    assert reason in drawn[2].reason


def test_a_hostile_page_loses_itself_alone(tmp_path: Path) -> None:
    """A page that asks for a million million drawings is ended at the limit; the pages around it are drawn."""
    canvas = Canvas(str(tmp_path / "fan-out.pdf"), pagesize=(WIDTH, HEIGHT))
    for level in range(10):
        canvas.beginForm(f"level{level}")
        canvas.rect(0, 0, 1, 1)
        for _ in range(20 if level else 0):
            canvas.doForm(f"level{level - 1}")
        canvas.endForm()
    for is_bad in (False, True, False):
        canvas.doForm("level9" if is_bad else "level0")
        canvas.showPage()
    canvas.save()
    pages = render_pages(tmp_path / "fan-out.pdf", [1, 2, 3], dpi=DPI, settings=replace(LIMITS, page_timeout_s=1))
    assert [type(drawn) for _, drawn in pages] == [Raster, NotDrawn, Raster]


def test_a_file_of_bad_pages_is_given_up(pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the bad pages that the settings allow the rest is left out, so that a file cannot take for ever."""
    speak(tmp_path, monkeypatch, "sys.exit(7)")
    started = count_starts(monkeypatch)
    drawn = list(render_pages(pdf, range(1, 40), dpi=DPI, settings=replace(LIMITS, max_bad_pages=2)))
    assert [page for page, _ in drawn] == list(range(1, 40))
    assert {type(result) for _, result in drawn} == {NotDrawn}
    assert len(started) == 3


def test_a_slow_file_is_given_up(pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for one file is bounded as a whole, also where each page keeps its own limit."""
    speak(tmp_path, monkeypatch, "draw_dot(); time.sleep(60)")
    limits = replace(LIMITS, page_timeout_s=0.7, report_timeout_s=1.3)
    one, two, three, four, five = (result for _, result in render_pages(pdf, range(5), dpi=DPI, settings=limits))
    assert [type(result) for result in (one, two, three, four)] == [Raster, NotDrawn, Raster, NotDrawn]
    assert five == NotDrawn(reason="drawing the pages before it took more than 1.3 s")


def test_a_file_that_cannot_be_opened_is_tried_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds for the file holds for each of its pages."""
    started = count_starts(monkeypatch)
    (tmp_path / "bad.pdf").write_bytes(b"no PDF at all")
    drawn = list(render_pages(tmp_path / "bad.pdf", [1, 2, 3], dpi=DPI, settings=LIMITS))
    assert [page for page, _ in drawn] == [1, 2, 3]
    assert {result.reason for _, result in drawn if isinstance(result, NotDrawn)} == {
        "the file cannot be opened; it may ask for a password"
    }
    assert len(started) == 1


def test_the_process_ends_when_nobody_wants_more(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that are not asked for any more leave no process behind."""
    started = count_starts(monkeypatch)
    pages = render_pages(pdf, [1, 2] * 50, dpi=DPI, settings=LIMITS)
    next(pages)
    pages.close()
    assert [child.returncode for child in started] == [-9]


def test_too_little_memory_is_said(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that needs more than the limit ends the drawing process, not this one."""
    monkeypatch.setattr(render, "MAX_PIXELS", 400_000_000)
    with pytest.raises(UsageError, match="memory"):
        render_page(pdf, 1, dpi=2000, settings=replace(LIMITS, memory_limit_mb=400))


def test_print_is_encoded_with_a_palette(pdf: Path) -> None:
    """Print, rules and tints lose nothing that can be seen: paper stays white, no colour is off by much."""
    page = render_page(pdf, 1, dpi=110, settings=LIMITS)
    png = encode_page(page)
    drawn = np.frombuffer(page.pixels, np.uint8).reshape(page.height, page.width, 3).astype(np.int16)
    assert Image.open(io.BytesIO(png)).mode == "P"
    assert abs(pixels_of(png) - drawn).max() <= 16
    assert (pixels_of(png)[0] == 255).all()


def test_a_photograph_keeps_its_colours() -> None:
    """Where a palette would show, every pixel stays as it is."""
    pixels = np.random.default_rng(1).integers(0, 256, (200, 150, 3), np.uint8)
    page = Raster(width=150, height=200, scale=1.0, pixels=pixels.tobytes())
    assert (pixels_of(encode_page(page)) == pixels).all()


@pytest.mark.parametrize(("width", "size"), [(160, (160, 240)), (400, (400, 600)), (900, (400, 600))])
def test_a_thumbnail_keeps_the_shape_of_its_page(width: int, size: tuple[int, int]) -> None:
    """It is as wide as asked, or as the page where that is narrower."""
    assert Image.open(io.BytesIO(encode_thumbnail(blank(), width=width))).size == size


def test_a_mark_changes_its_place_and_no_other() -> None:
    """Pixels inside the box are tinted and its edge is coloured; the rest of the page is as it was."""
    page = blank()
    mark = Mark(box=BOX, kind=BlockKind.PARAGRAPH, label="7 paragraph")
    marked = place_page(pixels_of(mark_blocks(page, [mark], title="made.pdf")), page)
    changed = (marked != 255).any(axis=2)
    assert changed[200:241, 100:301].all()
    outside = changed.copy()
    outside[200:241, 100:301] = False
    outside[:, :100] = False  # the line from the label to the box
    outside[[0, -1], :] = outside[:, [0, -1]] = False  # the frame of the page
    assert not outside.any()


def test_text_under_a_mark_stays_readable(pdf: Path) -> None:
    """The tint leaves dark print dark."""
    page = render_page(pdf, 2, dpi=DPI, settings=LIMITS)
    mark = Mark(box=BOX, kind=BlockKind.HEADING, label="0 heading 1")
    marked = place_page(pixels_of(mark_blocks(page, [mark], title="")), page)
    assert marked[210:230, 110:290].max() < 60


def test_kinds_are_told_apart_without_colour() -> None:
    """Each label is written beside the page: another label gives another picture, the page itself the same."""
    page = blank()
    one, other = (
        pixels_of(mark_blocks(page, [Mark(box=BOX, kind="table", label=label)], title=""))
        for label in ("1 table", "1 footnote")
    )
    assert (one != other).any()
    inner = np.s_[5:-5, 60:-5]  # lines to the box begin where the label ends
    assert (place_page(one, page)[inner] == place_page(other, page)[inner]).all()


def test_every_kind_can_be_marked_also_beyond_the_page() -> None:
    """Boxes outside the page or without extent are drawn at its edge; crowded labels do not overlap the error."""
    marks = [
        Mark(box=BBox(x0=-50, top=i * 2, x1=9000, bottom=i * 2), kind=kind, label=f"{i} {kind}" * 9)
        for i, kind in enumerate(BlockKind)
    ]
    assert pixels_of(mark_blocks(blank(), marks, title="é • —")).shape[0] > 600


def test_a_passage_is_cropped_and_highlighted() -> None:
    """The strip holds the passage with some room around it, highlighted, and not the whole page."""
    page = blank(scale=2.0, width=800, height=1200)
    picture = pixels_of(mark_passage([(page, [BOX])], title="made.pdf, page 2"))
    yellow = (picture[:, :, 2] < 120) & (picture[:, :, 0] > 240)
    rows, columns = np.flatnonzero(yellow.any(axis=1)), np.flatnonzero(yellow.any(axis=0))
    assert (columns[0], columns[-1]) == (200, 600)
    assert rows[-1] - rows[0] == 80
    assert picture.shape[0] < 500


def test_a_passage_over_two_pages_gives_two_strips() -> None:
    """The strips of both pages stand one below the other."""
    page = blank()
    one = pixels_of(mark_passage([(page, [BOX])], title=""))
    two = pixels_of(mark_passage([(page, [BOX]), (page, [BOX])], title=""))
    assert two.shape[0] > 1.8 * one.shape[0]


def test_the_same_marks_give_the_same_bytes() -> None:
    """Pictures hold no times and no names of machines."""
    mark = Mark(box=BOX, kind="caption", label="1 caption")
    assert mark_blocks(blank(), [mark], title="t") == mark_blocks(blank(), [mark], title="t")
