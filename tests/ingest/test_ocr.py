"""Pages that are pictures of text are read by Tesseract where it is there, and say why where it is not."""

import io
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from reportminer.ingest.sandbox import Sandbox
from reportminer.records import BlockKind, Document, Skipped, Status
from reportminer.settings import IngestSettings
from tests.ingest.fake_tesseract import install, tsv, uninstall
from tests.ingest.made_pdfs import HEIGHT, PROSE, WIDTH, Sheet, make_pdf, parse, source_of, texts

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="the program tesseract is not here")


def prose(sheet: Sheet) -> None:
    """A page of text with a bold heading and a list."""
    sheet.heading("How people moved through the system", size=14)
    sheet.paragraph(PROSE)
    sheet.line("\u2022 Beds stood empty on the ward for older people.", x=90)
    sheet.line("\u2022 Home care was bought by the hour, from nine agencies.", x=90)
    sheet.y += 14
    sheet.heading("What staff said", size=11)
    sheet.paragraph("Staff said that they had not been asked. " + PROSE)


def blank(sheet: Sheet) -> None:
    """A page without anything."""


def scan(path: Path, source: Path, *, dpi: int = 150, only: Sequence[int] | None = None) -> Path:
    """Write a PDF whose pages, or only those named (from 1), are JPEG pictures of another's."""
    pages = pdfium.PdfDocument(str(source))
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    for page in pages:
        picture = io.BytesIO()
        page.render(scale=dpi / 72).to_pil().convert("L").save(picture, "JPEG", quality=80)
        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    if only is not None:
        mixed, scanned = pdfium.PdfDocument(str(source)), pdfium.PdfDocument(str(path))
        for number in only:
            del mixed[number - 1]
            mixed.import_pages(scanned, [number - 1], index=number - 1)
        mixed.save(str(path.with_suffix(".mixed.pdf")))
        return path.with_suffix(".mixed.pdf")
    return path


def make_scan(folder: Path, pages: Sequence[Callable[[Sheet], None]], **options: object) -> Path:
    """Write a scan of made pages."""
    return scan(folder / "scan.pdf", make_pdf(folder / "text.pdf", pages), **options)  # type: ignore[arg-type]


def parse_scan(folder: Path, pages: Sequence[Callable[[Sheet], None]], **options: object) -> Document | Skipped:
    """Write and parse a scan."""
    return parse(make_scan(folder, pages), **options)


def sandboxed(path: Path, **options: object) -> Document | Skipped:
    """Read a file as a run does."""
    with Sandbox(IngestSettings(**options)) as sandbox:  # type: ignore[arg-type]
        return sandbox.read(source_of(path))


def tokens(text: str) -> Counter[str]:
    """Words of a text and how often they occur."""
    return Counter(re.findall(r"\w+", text))


@needs_tesseract
def test_a_scanned_page_is_read_word_for_word(tmp_path: Path) -> None:
    """Nearly every word of the page is found, with its structure, and the page says that it is OCR."""
    path = make_scan(tmp_path, [prose])
    document, truth = sandboxed(path), parse(tmp_path / "text.pdf")
    assert isinstance(document, Document)
    assert isinstance(truth, Document)
    assert (document.status, document.reason) == (Status.OK, "")
    known, found = tokens(truth.text), tokens(document.text)
    assert (known & found).total() >= 0.98 * known.total()
    assert (known & found).total() >= 0.98 * found.total()
    assert texts(document, BlockKind.HEADING) == ["How people moved through the system", "What staff said"]
    assert len(texts(document, BlockKind.LIST_ITEM)) == 2
    page = document.pages[0]
    assert (page.ocr, page.engine, page.status) == (True, "tesseract", Status.OK)
    assert re.search(r"OCR.*mean confidence \d\d", page.warnings[0])


@needs_tesseract
def test_words_lie_where_they_stand(tmp_path: Path) -> None:
    """A word's box is within three points of the one that the text layer gives, so that evidence can be shown."""
    document, truth = parse_scan(tmp_path, [prose]), parse(tmp_path / "text.pdf")
    assert isinstance(document, Document)
    assert isinstance(truth, Document)
    for word in ("agencies", "hospital", "moved"):
        boxes = []
        for one in (document, truth):
            match = re.search(word, one.text)
            assert match, word
            block = next(b for b in one.blocks if b.span.start <= match.start() < b.span.end)
            span = type(block.span)(start=match.start(), end=match.end())
            boxes.append(one.words.regions(span)[0].box)
        for edge in ("x0", "top", "x1", "bottom"):
            assert abs(getattr(boxes[0], edge) - getattr(boxes[1], edge)) < 3, (word, edge, boxes)


@needs_tesseract
def test_a_mixed_file_is_read_wholly(tmp_path: Path) -> None:
    """Only the scanned page goes through OCR; blank pages stay blank; the report is whole."""
    document = parse(make_scan(tmp_path, [prose, prose, blank], only=[2]))
    assert isinstance(document, Document)
    assert document.status == Status.OK
    assert [page.engine for page in document.pages] == ["pdfium", "tesseract", "pdfium"]
    assert [page.ocr for page in document.pages] == [False, True, False]
    assert document.pages[2].status == Status.EMPTY


@needs_tesseract
def test_two_readings_are_the_same(tmp_path: Path) -> None:
    """OCR is repeatable to the last box."""
    path = make_scan(tmp_path, [prose])
    assert parse(path) == parse(path)


@needs_tesseract
def test_a_photograph_is_no_text(tmp_path: Path) -> None:
    """A picture without text ends as empty, with a remark, and yields no words."""

    def photograph(sheet: Sheet) -> None:
        for step in range(300):
            shade = (step * 37 % 100) / 100
            sheet.canvas.setFillGray(shade)
            sheet.canvas.circle(40 + step * 53 % 520, 60 + step * 97 % 720, 12 + step % 29, stroke=0, fill=1)

    skipped = parse_scan(tmp_path, [photograph])
    assert isinstance(skipped, Skipped)
    assert skipped.code == Status.EMPTY


def test_never_leaves_pictures_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `never` the program is not even started, and the remedy names the option."""
    install(tmp_path / "bin", monkeypatch, f"open({str(tmp_path / 'started')!r}, 'w')")
    skipped = parse_scan(tmp_path, [prose], ocr="never")
    assert isinstance(skipped, Skipped)
    assert skipped.code == Status.SCANNED
    assert "--ocr auto" in skipped.remedy
    assert not (tmp_path / "started").exists()


def test_always_reads_pages_with_text_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `always` the picture is read although the file has text."""
    install(tmp_path / "bin", monkeypatch, f"print({tsv('Read from the picture alone')!r})")
    document = parse(make_pdf(tmp_path / "a.pdf", [prose]), ocr="always")
    assert isinstance(document, Document)
    assert document.text == "Read from the picture alone"


def test_auto_leaves_pages_with_text_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with good text is never drawn for OCR."""
    install(tmp_path / "bin", monkeypatch, f"print({tsv('Read from the picture alone')!r})")
    document = parse(make_pdf(tmp_path / "a.pdf", [prose]))
    assert isinstance(document, Document)
    assert document.pages[0].engine == "pdfium"


def test_without_the_program_the_remedy_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scan ends as scanned, with the command for each system."""
    uninstall(tmp_path / "bin", monkeypatch)
    skipped = parse_scan(tmp_path, [prose])
    assert isinstance(skipped, Skipped)
    assert (skipped.code, skipped.n_pages) == (Status.SCANNED, 1)
    for part in ("apt-get install tesseract-ocr", "brew install tesseract", "Windows"):
        assert part in skipped.remedy


def test_without_the_program_a_mixed_file_is_partial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages with text are kept; the scanned one is named with the reason."""
    uninstall(tmp_path / "bin", monkeypatch)
    document = parse(make_scan(tmp_path, [prose, prose], only=[2]))
    assert isinstance(document, Document)
    assert document.status == Status.PARTIAL
    assert [page.status for page in document.pages] == [Status.OK, Status.SCANNED]
    assert "not installed" in document.pages[1].warnings[0]


def test_a_language_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for Welsh without its file, the scan says which package has it."""
    install(tmp_path / "bin", monkeypatch, "pass")
    skipped = parse_scan(tmp_path, [prose], ocr_languages="eng+cym")
    assert isinstance(skipped, Skipped)
    assert "cym" in skipped.reason
    assert "tesseract-ocr-cym" in skipped.remedy


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        ("sys.exit(1)", Status.CRASHED, "exit code 1"),
        ("os.kill(os.getpid(), 11)", Status.CRASHED, "signal 11"),
        ("os.write(2, b'terminate: std::bad_alloc'); os.abort()", Status.MEMORY, "memory"),
        ("os.write(1, os.urandom(3000))", Status.EMPTY, "no text"),
        ("print('5\\t1\\t1\\t1\\t1\\t1\\tnan\\t-9\\t1e9\\t0\\tinf\\tword\\n' * 50)", Status.EMPTY, "no text"),
        ("[os.write(1, b'x' * 65536) for _ in iter(int, 1)]", Status.CRASHED, "more text than a page"),
    ],
    ids=["exits", "segfault", "memory", "garbage", "mad-numbers", "endless"],
)
def test_a_failing_program_ends_in_a_plain_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, code: Status, said: str
) -> None:
    """Whatever the program does, the file ends with a status, a reason and a remedy."""
    install(tmp_path / "bin", monkeypatch, body)
    skipped = sandboxed(make_scan(tmp_path, [prose], dpi=72), ocr_dpi=100)
    assert isinstance(skipped, Skipped)
    assert (skipped.code, said in skipped.reason) == (code, True), skipped.reason
    assert skipped.remedy


def test_a_hanging_program_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the limit for a page the program is killed and the other pages are kept."""
    body = f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    install(tmp_path / "bin", monkeypatch, body)
    path = make_scan(tmp_path, [prose, prose], only=[2], dpi=72)
    begun = time.monotonic()
    document = sandboxed(path, ocr_dpi=100, ocr_timeout_s=1.5, page_timeout_s=5.0)
    assert time.monotonic() - begun < 20
    assert isinstance(document, Document)
    assert [page.status for page in document.pages] == [Status.OK, Status.TIMEOUT]
    assert "1.5 s" in document.pages[1].warnings[0]
    assert not os.path.exists(f"/proc/{(tmp_path / 'pid').read_text()}")


def test_a_slow_program_has_its_own_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OCR may take longer than the limits for pages and reports that have text."""
    install(tmp_path / "bin", monkeypatch, f"time.sleep(3); print({tsv('There was a shared vision')!r})")
    path = make_scan(tmp_path, [prose], dpi=72)
    document = sandboxed(path, page_timeout_s=1.5, report_timeout_s=2.5)
    assert isinstance(document, Document)
    assert document.text == "There was a shared vision"


def test_time_for_the_pictures_of_a_report_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages read before the time was up are kept; the others are named."""
    install(tmp_path / "bin", monkeypatch, f"time.sleep(1.1); print({tsv('There was a shared vision')!r})")
    document = sandboxed(make_scan(tmp_path, [prose] * 3, dpi=72), ocr_dpi=100, ocr_report_timeout_s=2.0)
    assert isinstance(document, Document)
    assert document.status == Status.PARTIAL
    assert document.pages[0].status == Status.OK
    assert document.pages[2].status == Status.TIMEOUT


def test_after_three_failures_the_rest_is_not_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that does not work is not started for each of a thousand pages."""
    install(tmp_path / "bin", monkeypatch, f"open({str(tmp_path / 'log')!r}, 'a').write('x'); sys.exit(1)")
    skipped = parse(make_scan(tmp_path, [prose] * 5, dpi=72), ocr_dpi=100)
    assert isinstance(skipped, Skipped)
    assert (tmp_path / "log").read_text() == "xxx"


def test_doubtful_readings_are_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Low confidence is a remark on the page."""
    install(tmp_path / "bin", monkeypatch, f"print({tsv('There was a shared vision', confidence=66)!r})")
    document = parse(make_scan(tmp_path, [prose], dpi=72), ocr_dpi=300)
    assert isinstance(document, Document)
    assert any("low confidence" in warning for warning in document.pages[0].warnings)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux ends a program with its caller")
def test_the_program_ends_with_its_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the process that reads is killed, no OCR program stays behind."""
    pid = tmp_path / "pid"
    body = f"open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    program = install(tmp_path / "bin", monkeypatch, body)
    call = (
        "from reportminer.ingest.tesseract import Program, read_picture;"
        f"read_picture(Program(path={str(program)!r}, version='1', languages='eng'), b'', dpi=300,"
        "timeout_s=60, alive=lambda: None)"
    )
    caller = subprocess.Popen([sys.executable, "-c", call])
    wait_until(lambda: pid.exists() and pid.read_text() != "")
    caller.kill()
    caller.wait()
    wait_until(lambda: not os.path.exists(f"/proc/{pid.read_text()}"))


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait at most ten seconds."""
    end = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)
