"""Some pages of a file are read again, each by the engine asked for."""

from pathlib import Path

import numpy as np
import pytest

from reportminer.ingest.hints import Hints
from reportminer.ingest.sandbox import Sandbox
from reportminer.ingest.second_reading import parse_again
from reportminer.records import Document, Skipped, Status
from reportminer.settings import IngestSettings
from tests.ingest.made_pdfs import Sheet, make_pdf, source_of

SETTINGS = IngestSettings()
PARSER = "reportminer.ingest.second_reading:parse_again"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pages of a line each."""

    def page(sheet: Sheet) -> None:
        sheet.at(f"Page number {sheet.number} says this.", 72, 100)

    return make_pdf(tmp_path_factory.mktemp("pdf") / "a.pdf", [page] * 3)


def read(pdf: Path, **hints: object) -> Document | Skipped:
    """Read in this process."""
    return parse_again(source_of(pdf), SETTINGS, lambda *_: None, Hints(**hints))  # type: ignore[arg-type]


def test_only_the_pages_asked_for_are_read_each_by_its_engine(pdf: Path) -> None:
    """Text, places and engine of these pages, and nothing of the others."""
    document = read(pdf, readings={3: "pdfium", 1: "pdfplumber"})
    assert isinstance(document, Document)
    assert document.text == "Page number 1 says this. Page number 3 says this."
    assert [(page.number, page.engine) for page in document.pages] == [(1, "pdfplumber"), (3, "pdfium")]
    assert np.frombuffer(document.words.pages, "<i4").tolist() == [1] * 5 + [3] * 5


def test_both_engines_give_the_same_places(pdf: Path) -> None:
    """To a fraction of a point, so that one can be the other's witness."""
    boxes = []
    for engine in ("pdfium", "pdfplumber"):
        document = read(pdf, readings={2: engine})
        assert isinstance(document, Document)
        boxes.append(np.frombuffer(document.words.boxes, "<f4"))
    assert np.allclose(*boxes, atol=0.5)


def test_pages_that_are_left_out_or_not_there_have_a_status(pdf: Path) -> None:
    """The others are read all the same."""
    document = read(pdf, readings={1: "pdfium", 2: "pdfium", 9: "pdfium"}, skip={1: Status.CRASHED})
    assert isinstance(document, Document)
    statuses = [(page.number, page.status) for page in document.pages]
    assert statuses == [(1, Status.CRASHED), (2, Status.OK), (9, Status.DAMAGED)]


def test_without_pages_the_whole_report_is_read(pdf: Path) -> None:
    """One child serves both questions."""
    document = read(pdf)
    assert isinstance(document, Document)
    assert len(document.pages) == 3
    assert document.blocks


def test_the_sandbox_passes_the_question_on(pdf: Path) -> None:
    """And takes a report with few pages for what it is."""
    with Sandbox(SETTINGS, parser=PARSER) as sandbox:
        document = sandbox.read(source_of(pdf), readings={2: "pdfplumber"})
    assert isinstance(document, Document)
    assert document.text == "Page number 2 says this."


def test_a_file_that_cannot_be_opened_is_a_miss(tmp_path: Path) -> None:
    """Damaged or locked, the reason is told."""
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7 no more")
    locked = make_pdf(tmp_path / "locked.pdf", [lambda sheet: sheet.line("Text")], encrypt="hunter2")
    codes = []
    for path in (damaged, locked):
        missed = read(path, readings={1: "pdfium"})
        assert isinstance(missed, Skipped)
        codes.append(missed.code)
    assert codes == [Status.DAMAGED, Status.ENCRYPTED]
    assert isinstance(read(locked, readings={1: "pdfplumber"}, passwords=("x", "hunter2")), Document)
