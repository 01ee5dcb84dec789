"""How pages lie in their files, read by a process of its own."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from reportminer.ingest import page_frames
from reportminer.ingest.frames import Frame
from reportminer.ingest.page_frames import FramedPage, read_page_frames
from reportminer.settings import load_settings
from tests.ingest.made_pdfs import make_pdf

SETTINGS = load_settings().ingest


def test_frames_are_read_page_by_page(tmp_path: Path) -> None:
    """The visible part, the turn, and where the media box begins."""
    path = make_pdf(tmp_path / "two.pdf", [lambda sheet: sheet.line("One."), lambda sheet: sheet.line("Two.")])
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.pages[1].rotation = 90
    writer.pages[1].mediabox = RectangleObject((-10, -20, 595, 842))
    writer.pages[1].cropbox = RectangleObject((5, 6, 500, 800))
    with path.open("wb") as file:
        writer.write(file)
    assert read_page_frames(path, settings=SETTINGS) == {
        1: FramedPage(frame=Frame(0, 0, 595, 842, 0), media_x0=0, media_y0=0),
        2: FramedPage(frame=Frame(5, 6, 500, 800, 1), media_x0=-10, media_y0=-20),
    }


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 no pages", b"plain text"])
def test_what_is_no_pdf_has_none(content: bytes, tmp_path: Path) -> None:
    """And breaks nothing."""
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)
    assert read_page_frames(path, settings=SETTINGS) == {}


def test_a_file_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time of one page."""
    path = make_pdf(tmp_path / "one.pdf", [lambda sheet: sheet.line("One.")])
    monkeypatch.setattr(page_frames, "_START_S", -0.4)
    began = time.monotonic()
    assert read_page_frames(path, settings=replace(SETTINGS, page_timeout_s=0.5)) == {}
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "answer",
    [b"", b"[", b"{}", b"[null, 1]", b"[[1, 2]]", b'[["a", 0, 0, 0, 0, 0, 0]]', b"[[1, 2, 3, 4, 0, 0, NaN]]"],
)
def test_a_strange_answer_is_no_frame(answer: bytes) -> None:
    """The process has read hostile bytes: only whole rows of numbers count."""
    assert page_frames._read_answer(answer) == {}
