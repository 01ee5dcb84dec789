"""Both engines give the same words, in the same order, at the same places."""

from pathlib import Path

import pytest

from reportminer.ingest.glyphs_pdfium import PdfiumFile
from reportminer.ingest.glyphs_pdfplumber import PdfplumberFile
from reportminer.ingest.words import PageWords
from tests.ingest.made_pdfs import BODY, LEFT, PROSE, Sheet, make_pdf, parse
from tests.ingest.test_pdf_layout import framed

REAL_PAGES = [
    ("covid-inquiry-module-1-report.pdf", 40),
    ("covid-inquiry-module-1-report.pdf", 200),
    ("lords-behaviour-change-report.pdf", 8),
    ("summer-2024-disorder-report.pdf", 21),
    ("space-economy-government-response.pdf", 18),
]


def read_both(path: Path, number: int) -> tuple[PageWords, PageWords]:
    """Read one page with each engine."""
    with PdfiumFile(str(path)) as fast, PdfplumberFile(str(path)) as slow:
        one, two = (file.read_page(number, max_chars=100000) for file in (fast, slow))
    assert one is not None
    assert two is not None
    return one, two


def assert_same(one: PageWords, two: PageWords) -> None:
    """Compare words, places (to a fifth of the type size: pdfium counts the overhang of an f) and type."""
    assert (one.width, one.height) == pytest.approx((two.width, two.height), abs=0.1)
    assert [w.text for w in one.words] == [w.text for w in two.words]
    for a, b in zip(one.words, two.words, strict=True):
        assert a[1:7] == pytest.approx(b[1:7], abs=0.2 * a.size), (a, b)
        assert (a.angle, a.face.name, a.face.bold) == (b.angle, b.face.name, b.face.bold)


def mixed(sheet: Sheet) -> None:
    """A page with several kinds of type."""
    sheet.heading("Are services effective?")
    sheet.paragraph(PROSE)
    sheet.at("Raised", LEFT, 300)
    sheet.at("12", LEFT + sheet.canvas.stringWidth("Raised", "Helvetica", BODY), 296, size=6)
    sheet.canvas.saveState()
    sheet.canvas.translate(40, 400)
    sheet.canvas.rotate(90)
    sheet.canvas.drawString(0, 0, "Share of people")
    sheet.canvas.restoreState()


@pytest.mark.parametrize("page", [framed, mixed])
def test_engines_agree_on_made_pages(tmp_path: Path, page: object) -> None:
    """Made pages read the same with pdfium and pdfplumber."""
    assert_same(*read_both(make_pdf(tmp_path / "a.pdf", [page]), 1))  # type: ignore[list-item]


@pytest.mark.parametrize(("name", "number"), REAL_PAGES)
def test_engines_agree_on_real_pages(shared_dir: Path, name: str, number: int) -> None:
    """Real pages read the same with pdfium and pdfplumber."""
    assert_same(*read_both(shared_dir / "real" / name, number))


def test_the_whole_document_is_the_same_with_either_engine(tmp_path: Path) -> None:
    """The engine of the settings changes how a page is read, not what is found."""
    path = make_pdf(tmp_path / "a.pdf", [framed] * 3)
    fast, slow = parse(path), parse(path, engine="pdfplumber")
    assert fast.text == slow.text  # type: ignore[union-attr]
    assert {page.engine for page in slow.pages} == {"pdfplumber"}  # type: ignore[union-attr]
