"""Pages drawn in a process of their own, and marks on them."""

import io
import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from reportminer.errors import UsageError
from reportminer.ingest import render
from reportminer.ingest.marking import Mark, mark_blocks, mark_passage
from reportminer.ingest.render import Raster, render_page
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


def test_an_endless_answer_is_cut_off(pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawing process that never stops speaking cannot fill the memory of its parent."""
    endless = tmp_path / "python"
    endless.write_text("#!/bin/sh\nexec cat /dev/zero\n")
    endless.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(endless))
    monkeypatch.setattr(render, "MAX_PIXELS", 1_000_000)
    with pytest.raises(UsageError, match="larger than is allowed"):
        render_page(pdf, 1, dpi=DPI, settings=LIMITS)


def test_too_little_memory_is_said(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that needs more than the limit ends the drawing process, not this one."""
    monkeypatch.setattr(render, "MAX_PIXELS", 400_000_000)
    with pytest.raises(UsageError, match="memory"):
        render_page(pdf, 1, dpi=2000, settings=replace(LIMITS, memory_limit_mb=400))


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
