"""Files that cannot be read end in a status with a reason, never in a traceback."""

from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from reportminer.ingest.pdf import parse_pdf
from reportminer.records import Document, Skipped, Status
from reportminer.settings import IngestSettings
from tests.ingest.made_pdfs import HEIGHT, PROSE, WIDTH, Sheet, make_pdf, parse, source_of


def written(sheet: Sheet) -> None:
    """A page of text."""
    sheet.paragraph(PROSE)


def pictured(sheet: Sheet) -> None:
    """A page that is one picture."""
    sheet.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, WIDTH, HEIGHT)


def blank(sheet: Sheet) -> None:
    """A page without anything."""


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    """A file with a password ends as encrypted, and opens when it is given."""
    path = make_pdf(tmp_path / "a.pdf", [written], encrypt=StandardEncryption("secret", canPrint=0))
    skipped = parse(path)
    assert isinstance(skipped, Skipped)
    assert skipped.code == Status.ENCRYPTED
    opened = parse_pdf(source_of(path), IngestSettings(), lambda *_: None, "secret")
    assert isinstance(opened, Document)
    assert opened.text == PROSE


@pytest.mark.parametrize(
    ("page", "status"), [(pictured, Status.SCANNED), (blank, Status.EMPTY)], ids=["picture", "blank"]
)
def test_pages_without_text_say_why(tmp_path: Path, page: object, status: Status) -> None:
    """Pictures of text are scanned; nothing at all is empty."""
    skipped = parse(make_pdf(tmp_path / "a.pdf", [page, page]), ocr="never")  # type: ignore[list-item]
    assert isinstance(skipped, Skipped)
    assert (skipped.code, skipped.n_pages) == (status, 2)
    assert skipped.reason
    assert skipped.remedy


def test_a_file_with_one_scanned_page_is_partial(tmp_path: Path) -> None:
    """The text that is there is kept and the page that is missing is named."""
    document = parse(make_pdf(tmp_path / "a.pdf", [written, pictured, written]), ocr="never")
    assert isinstance(document, Document)
    assert document.status == Status.PARTIAL
    assert [page.status for page in document.pages] == [Status.OK, Status.SCANNED, Status.OK]
    assert "page 2" in document.reason


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"not a pdf at all", b"%PDF-1.7\n" + bytes(range(256)) * 20])
def test_damaged_bytes_end_as_damaged(tmp_path: Path, data: bytes) -> None:
    """Bytes that are no PDF give a record, not an exception."""
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    skipped = parse(path)
    assert isinstance(skipped, Skipped)
    assert skipped.code == Status.DAMAGED


def test_a_file_cut_in_half_does_not_raise(tmp_path: Path) -> None:
    """What can be read of a broken file is read, or it ends as damaged."""
    path = make_pdf(tmp_path / "a.pdf", [written] * 3)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    result = parse(path)
    assert isinstance(result, Document | Skipped)
    assert isinstance(result, Document) or result.code in (Status.DAMAGED, Status.EMPTY)


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    """A file over the limit of pages says so."""
    skipped = parse(make_pdf(tmp_path / "a.pdf", [written] * 3), max_pages=2)
    assert isinstance(skipped, Skipped)
    assert skipped.code == Status.TOO_LARGE


def test_a_page_with_too_many_characters_is_cut_and_says_so(tmp_path: Path) -> None:
    """A page over the limit of characters is partial."""
    document = parse(
        make_pdf(tmp_path / "a.pdf", [lambda sheet: [written(sheet) for _ in range(8)]]), max_chars_per_page=1000
    )  # type: ignore[list-item]
    assert isinstance(document, Document)
    assert document.pages[0].status == Status.PARTIAL
    assert document.status == Status.PARTIAL


def test_each_page_gives_a_sign_of_life(tmp_path: Path) -> None:
    """The caller hears of the number of pages at once, then of every page in order."""
    heard: list[tuple[int, ...]] = []
    parse_pdf(
        source_of(make_pdf(tmp_path / "a.pdf", [written] * 3)), IngestSettings(), lambda *s: heard.append(s[:2])
    )
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]
