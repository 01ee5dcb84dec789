"""`verify` on real small PDFs: each is changed on purpose, and each verdict is told."""

import io
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from reportminer.errors import Missing, UsageError
from reportminer.ids import hash_text
from reportminer.ingest.passwords import Passwords
from reportminer.ingest.sandbox import Sandbox
from reportminer.records import BBox, MinedDocument, Region, Sentence
from reportminer.settings import IngestSettings, Settings
from reportminer.store.connection import close_database, open_database
from reportminer.store.matching import Filters
from reportminer.store.writing import store_duplicate
from reportminer.workflow.summary import SilentProgress
from reportminer.workflow.verify_choice import Wanted, choose_claims
from reportminer.workflow.verify_records import Verdict
from reportminer.workflow.verify_wording import describe_changes
from reportminer.workflow.verifying import verify_findings
from tests.ingest.fake_parsers import PATH
from tests.ingest.made_pdfs import HEIGHT, WIDTH, Sheet, make_pdf, source_of
from tests.workflow.verified_workspaces import (
    DELAYED,
    PARAGRAPHS,
    POOLED,
    TRUSTED,
    Blind,
    Misled,
    mine,
    row_of,
    store,
    verdicts,
    verify,
    write_paragraphs,
)

STANDS, MOVED, CHANGED, GONE = Verdict.STANDS, Verdict.MOVED, Verdict.CHANGED, Verdict.GONE


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A PDF of three paragraphs on one page."""
    return write_paragraphs(tmp_path / "north.pdf", PARAGRAPHS)


@pytest.fixture
def workspace(tmp_path: Path, pdf: Path) -> Path:
    """Its workspace."""
    return store(tmp_path / "workspace", mine(pdf))


def with_sentence(mined: MinedDocument, found: str, **changed: object) -> MinedDocument:
    """The same report with one sentence said to be otherwise than it is."""

    def change(sentence: Sentence) -> Sentence:
        return replace(sentence, **changed) if sentence.text == found else sentence

    return replace(mined, sentences=tuple(map(change, mined.sentences)))


def said_of(mined: MinedDocument, pdf: Path, *, engine: str = "pdfium") -> MinedDocument:
    """The same findings said to be those of another file, or of another engine."""
    pages = tuple(replace(page, engine=engine) for page in mined.document.pages)
    return replace(mined, document=replace(mined.document, source=source_of(pdf), pages=pages))


def take_picture(pdf: Path, target: Path) -> Path:
    """Write a PDF whose page is a picture of another's."""
    picture = io.BytesIO()
    pdfium.PdfDocument(str(pdf))[0].render(scale=2.5).to_pil().convert("L").save(picture, "JPEG", quality=85)
    canvas = Canvas(str(target), pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
    canvas.save()
    return target


def test_an_unchanged_file_is_read_by_the_other_engine(workspace: Path) -> None:
    """What pdfium found is proven by pdfplumber, at the very place."""
    done = verify(workspace)
    assert verdicts(done) == [STANDS] * 3
    assert {row.witness for row in done.rows} == {"pdfplumber"}
    assert all(row.found == row.claim.place and not row.remark for row in done.rows)
    assert (done.n_asked, done.interrupted) == (3, False)


def test_what_pdfplumber_found_is_read_by_pdfium(tmp_path: Path, pdf: Path) -> None:
    """The witness is never the engine that made the claim."""
    workspace = store(tmp_path / "w", said_of(mine(pdf), pdf, engine="pdfplumber"))
    assert [row.witness for row in verify(workspace).rows] == ["pdfium"] * 3


def test_pages_that_were_left_out_do_no_harm(tmp_path: Path) -> None:
    """A page that no engine could read when the report was mined is no matter of what stands on another."""
    pdf = write_paragraphs(tmp_path / "a.pdf", (POOLED,), ())
    mined = mine(pdf)
    pages = (mined.document.pages[0], replace(mined.document.pages[1], engine=""))
    workspace = store(tmp_path / "w", replace(mined, document=replace(mined.document, pages=pages)))
    assert verdicts(verify(workspace)) == [STANDS]


def test_words_on_another_page_have_moved(workspace: Path, pdf: Path) -> None:
    """The page and place from which and to which are told; what stayed stands."""
    write_paragraphs(pdf, (POOLED, DELAYED), (TRUSTED,))
    done = verify(workspace)
    assert verdicts(done) == [STANDS, STANDS, MOVED]
    moved = row_of(done, TRUSTED)
    assert moved.found is not None
    assert (moved.claim.place.page, moved.found.page) == (1, 2)
    assert moved.found.regions[0].box.top < moved.claim.place.regions[0].box.top
    assert moved.file_changed


def test_words_elsewhere_on_the_page_have_moved(workspace: Path, pdf: Path) -> None:
    """A passage that slid up since one before it was taken out has moved too."""
    write_paragraphs(pdf, (POOLED, TRUSTED))
    assert verdicts(verify(workspace)) == [STANDS, GONE, MOVED]


def test_a_changed_word_is_shown(workspace: Path, pdf: Path) -> None:
    """The difference is told word by word."""
    write_paragraphs(pdf, (POOLED, DELAYED.replace("nine", "ten"), TRUSTED))
    done = verify(workspace)
    assert verdicts(done) == [STANDS, CHANGED, STANDS]
    row = row_of(done, DELAYED)
    assert "delayed by [nine → ten] days" in describe_changes(row.changes)
    assert row.found_text == DELAYED.replace("nine", "ten")


def test_words_added_to_a_sentence_change_it(workspace: Path, pdf: Path) -> None:
    """The old words all stand there still, but the sentence says something else."""
    write_paragraphs(pdf, (POOLED, f"It is not true that {DELAYED}", TRUSTED))
    done = verify(workspace)
    assert verdicts(done) == [STANDS, CHANGED, MOVED]
    assert describe_changes(row_of(done, DELAYED).changes).startswith("[added: It is not true that] Discharges")


def test_a_lost_minus_is_a_change(tmp_path: Path) -> None:
    """A hyphen at the end of a line may come and go, a minus may not."""
    stated = "Emergency admissions changed by -5% in the year to March, counted over both hospitals."
    pdf = write_paragraphs(tmp_path / "a.pdf", (stated,))
    workspace = store(tmp_path / "w", mine(pdf))
    assert verdicts(verify(workspace)) == [STANDS]
    write_paragraphs(pdf, (stated.replace("-5%", "5%"),))
    assert verdicts(verify(workspace)) == [CHANGED]


def test_a_sentence_that_stood_before_is_no_new_wording_of_another(tmp_path: Path) -> None:
    """Where one of two like sentences is taken out, the other is not given as its new wording."""
    one = "Northbridge Clinical Commissioning Group should decide on continuing care within 28 days of a request."
    other = one.replace("Northbridge", "Southbridge")
    pdf = write_paragraphs(tmp_path / "a.pdf", (one, other))
    workspace = store(tmp_path / "w", mine(pdf))
    write_paragraphs(pdf, (other,))
    assert verdicts(verify(workspace)) == [GONE, MOVED]


def test_of_two_equal_sentences_one_may_be_gone(tmp_path: Path) -> None:
    """A passage proves one quotation, the one at its place, and not every other with the same words."""
    pdf = write_paragraphs(tmp_path / "a.pdf", (POOLED, DELAYED), (TRUSTED, POOLED))
    workspace = store(tmp_path / "w", mine(pdf))
    write_paragraphs(pdf, (POOLED, DELAYED), (TRUSTED,))
    assert verdicts(verify(workspace)) == [STANDS, STANDS, STANDS, GONE]
    write_paragraphs(pdf, (DELAYED,), (TRUSTED, POOLED))
    assert verdicts(verify(workspace)) == [GONE, MOVED, STANDS, STANDS]


def test_a_file_that_is_not_there_is_missing(workspace: Path, pdf: Path) -> None:
    """Where it was is said."""
    pdf.unlink()
    done = verify(workspace)
    assert verdicts(done) == [Verdict.FILE_MISSING] * 3
    assert str(pdf) in done.rows[0].remark


def test_a_copy_stands_in_for_a_file_that_is_gone_or_changed(workspace: Path, pdf: Path) -> None:
    """A known copy with the bytes that were mined proves the quotations."""
    copy = Path(shutil.copy(pdf, pdf.with_name("second.pdf")))
    connection = open_database(workspace, write=True)
    store_duplicate(connection, replace(mine(copy).document.source, path=str(copy), file=copy.name))
    close_database(connection)
    write_paragraphs(pdf, (DELAYED,))
    assert verdicts(verify(workspace)) == [STANDS] * 3
    pdf.unlink()
    assert verdicts(verify(workspace)) == [STANDS] * 3


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"rubbish " * 99, ""), (b"%PDF-1.7 rubbish " * 99, "cannot be opened as a PDF"), (b"", "no bytes at all")],
    ids=["rubbish", "a PDF in name only", "nothing"],
)
def test_rubbish_in_place_of_a_file_is_unreadable(workspace: Path, pdf: Path, content: bytes, reason: str) -> None:
    """The reason is that of ingestion."""
    pdf.write_bytes(content)
    done = verify(workspace)
    assert verdicts(done) == [Verdict.UNREADABLE] * 3
    assert reason in done.rows[0].remark
    assert done.rows[0].remark


@pytest.mark.parametrize("is_changed", [False, True], ids=["unchanged", "changed"])
def test_a_file_that_hangs_its_reader_is_unreadable(tmp_path: Path, pdf: Path, *, is_changed: bool) -> None:
    """The child is ended at its limit, once for each engine at most, and other reports go on."""
    hanging = Path(shutil.copy(pdf, tmp_path / "hang_at_once"))
    workspace = store(tmp_path / "w", mine(hanging))
    if is_changed:
        hanging.write_bytes(pdf.read_bytes() + b"\n")
    settings = Settings(ingest=IngestSettings(page_timeout_s=0.5, report_timeout_s=1.0))
    done = verify(workspace, settings=settings, make_reader=partial(Sandbox, parser=PATH))
    assert verdicts(done) == [Verdict.UNREADABLE] * 3
    assert "more than" in done.rows[0].remark


def test_a_file_that_asks_for_a_password(tmp_path: Path) -> None:
    """Without the password it is unreadable, with it the quotation stands."""

    def page(sheet: Sheet) -> None:
        sheet.paragraph(POOLED)

    pdf = make_pdf(tmp_path / "shut.pdf", [page])
    mined = mine(pdf)
    workspace = store(tmp_path / "w", said_of(mined, make_pdf(pdf, [page], encrypt="hunter2")))
    shut = verify(workspace)
    assert verdicts(shut) == [Verdict.UNREADABLE]
    assert "password" in shut.rows[0].remark
    assert verdicts(verify(workspace, passwords=Passwords(common=("hunter2",)))) == [STANDS]


def test_a_wrong_place_is_found_out(tmp_path: Path, pdf: Path) -> None:
    """Equal bytes do not vouch for a stored box: the words stand elsewhere, and where is told."""
    wrong = Region(page=1, box=BBox(x0=72, top=400, x1=500, bottom=412))
    workspace = store(tmp_path / "w", with_sentence(mine(pdf), DELAYED, regions=(wrong,)))
    done = verify(workspace)
    assert verdicts(done) == [STANDS, MOVED, STANDS]
    row = row_of(done, DELAYED)
    assert row.found is not None
    assert row.found.regions[0].box.top < 200
    assert "unchanged" in row.remark
    assert not row.file_changed


def test_a_quotation_that_was_never_there_is_found_out(tmp_path: Path, pdf: Path) -> None:
    """Equal bytes do not vouch for a stored wording either."""
    said = DELAYED.replace("nine", "ninety")
    workspace = store(tmp_path / "w", with_sentence(mine(pdf), DELAYED, text=said))
    done = verify(workspace)
    assert verdicts(done) == [STANDS, CHANGED, STANDS]
    assert "[ninety → nine]" in describe_changes(row_of(done, said).changes)


def test_where_the_second_engine_sees_nothing_the_first_is_asked(workspace: Path) -> None:
    """The quotation stands on the word of one engine, and that is said."""
    done = verify(workspace, make_reader=Blind)
    assert verdicts(done) == [STANDS] * 3
    assert {row.witness for row in done.rows} == {"pdfium"}
    assert "second engine sees no text there: the page cannot be read" in done.rows[0].remark


def test_where_the_engines_read_otherwise_both_readings_are_told(workspace: Path) -> None:
    """A person may have to look at the page."""
    done = verify(workspace, make_reader=Misled)
    assert verdicts(done) == [STANDS] * 3
    assert "pdfplumber reads: " in row_of(done, DELAYED).remark
    assert "[nine → nlne]" in row_of(done, DELAYED).remark
    assert not row_of(done, POOLED).remark


def test_a_picture_that_cannot_be_read_again_stands_by_its_bytes(tmp_path: Path, pdf: Path) -> None:
    """Without a program for OCR the hash of the file is the witness, and the remark says so."""
    picture = take_picture(pdf, tmp_path / "scan.pdf")
    workspace = store(tmp_path / "w", said_of(mine(pdf), picture, engine="tesseract"))
    done = verify(workspace, settings=Settings(ingest=IngestSettings(ocr_languages="nowhere")))
    assert verdicts(done) == [STANDS] * 3
    assert {row.witness for row in done.rows} == {"sha256"}
    assert "picture of text" in done.rows[0].remark
    assert "byte for byte" in done.rows[0].remark


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_picture_is_read_again(tmp_path: Path, pdf: Path) -> None:
    """OCR reads the page once more, and its words stand in the boxes."""
    picture = take_picture(pdf, tmp_path / "scan.pdf")
    workspace = store(tmp_path / "w", said_of(mine(pdf), picture, engine="tesseract"))
    done = verify(workspace)
    assert verdicts(done) == [STANDS] * 3
    assert {row.witness for row in done.rows} == {"tesseract"}


def test_marks_of_footnotes_inside_a_sentence_are_passed_over(tmp_path: Path) -> None:
    """Ingestion takes the raised figure out of the sentence; the other engine sees it in the box."""

    def page(sheet: Sheet) -> None:
        sheet.at("Money was pooled", 72, 100)
        sheet.at("12", 158, 96, size=6)
        sheet.at("in both halves of the county.", 168, 100)
        sheet.at("The rest of the money was not, as the partners told us at some length.", 72, 114)

    mined = mine(make_pdf(tmp_path / "a.pdf", [page]))
    assert mined.sentences[0].text == "Money was pooled in both halves of the county."
    done = verify(store(tmp_path / "w", mined))
    assert [(row.verdict, row.witness, row.remark) for row in done.rows] == [(STANDS, "pdfplumber", "")] * 2


def test_words_broken_over_lines_and_pages_stand(tmp_path: Path) -> None:
    """The halves of a word, and of a sentence, lie in boxes of their own."""

    def first(sheet: Sheet) -> None:
        sheet.at("Partners in the north of the county pooled their budgets under one agree-", 72, 780)

    def second(sheet: Sheet) -> None:
        sheet.at("ment, which had been signed in 2016.", 72, 90)

    mined = mine(make_pdf(tmp_path / "a.pdf", [first, second]))
    done = verify(store(tmp_path / "w", mined))
    assert [(row.verdict, row.witness) for row in done.rows] == [(STANDS, "pdfplumber")]
    assert "one agreement, which" in done.rows[0].claim.text
    assert {region.page for region in done.rows[0].claim.place.regions} == {1, 2}


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_verified(tmp_path: Path, turn: int) -> None:
    """Boxes lie on the page as shown, by either engine."""
    pdf = tmp_path / "turned.pdf"
    canvas = Canvas(str(pdf), pagesize=(595, 842), invariant=1)
    canvas.setPageRotation(turn)
    canvas.setFont("Helvetica", 11)
    canvas.translate(400, 300)
    canvas.rotate(turn)
    for number, line in enumerate(("Partners pooled their budgets", "in the north.")):
        canvas.drawString(0, -14 * number, line)
    canvas.save()
    mined = mine(pdf)
    assert [s.text for s in mined.sentences] == ["Partners pooled their budgets in the north."]
    assert [row.witness for row in verify(store(tmp_path / "w", mined)).rows] == ["pdfplumber"]


def test_a_wrong_wording_of_a_text_is_found_out(tmp_path: Path) -> None:
    """Also where there are no boxes, equal bytes do not vouch for what the workspace says."""
    file = tmp_path / "a.txt"
    file.write_text(f"{POOLED}\n\n{DELAYED}\n", encoding="utf-8")
    said = DELAYED.replace("nine", "ninety")
    assert verdicts(verify(store(tmp_path / "w", with_sentence(mine(file), DELAYED, text=said)))) == [
        STANDS,
        CHANGED,
    ]


@pytest.mark.parametrize(
    ("name", "before", "after", "expected"),
    [
        ("a.txt", f"{POOLED}\n\n{DELAYED}\n", f"{POOLED}\n\nNew.\n\n{DELAYED}\n", [STANDS, MOVED]),
        ("a.txt", f"{POOLED}\n\n{DELAYED}\n", f"{POOLED}\n", [STANDS, GONE]),
        (
            "a.html",
            f"<p>{POOLED}</p><p>{DELAYED}</p>",
            f"<p>{POOLED.replace('kept', 'did not keep')}</p><p>{TRUSTED}</p>",
            [CHANGED, GONE],
        ),
    ],
    ids=["text moved", "text gone", "web page changed"],
)
def test_forms_without_pages_are_verified_by_their_text(
    tmp_path: Path, name: str, before: str, after: str, expected: list[Verdict]
) -> None:
    """Unchanged they are read again; changed, the place in the text is compared."""
    file = tmp_path / name
    file.write_text(before, encoding="utf-8")
    workspace = store(tmp_path / "w", mine(file))
    done = verify(workspace)
    assert verdicts(done) == [STANDS] * 2
    assert {row.witness for row in done.rows} == {name[2:]}
    file.write_text(after, encoding="utf-8")
    done = verify(workspace)
    assert verdicts(done) == expected
    if MOVED in expected:
        moved = done.rows[1]
        assert moved.found is not None
        assert moved.found.stretch.start == moved.claim.place.stretch.start + len("New.\n\n")


def test_ids_choose_what_is_verified(workspace: Path) -> None:
    """Just these, in the order of the text, with the hash that other tables have."""
    rows = verify(workspace).rows
    chosen = verify(workspace, rows[2].claim.finding_id, rows[0].claim.finding_id)
    assert [row.claim for row in chosen.rows] == [rows[0].claim, rows[2].claim]
    assert chosen.rows[0].claim.text_hash == hash_text(POOLED)


def test_a_real_child_reads_the_files(workspace: Path) -> None:
    """The words come out of the sandbox as they do in this process."""
    done = verify_findings(workspace, Wanted(), settings=Settings())
    assert done.rows == verify(workspace).rows


def test_filters_and_a_report_choose_what_is_verified(tmp_path: Path, workspace: Path) -> None:
    """A report goes by name; a pattern that no finding carries leaves nothing."""
    store(workspace, mine(write_paragraphs(tmp_path / "south.pdf", (TRUSTED,))))

    def count(wanted: Wanted) -> int:
        return sum(len(report.claims) for report in choose_claims(workspace, wanted, settings=Settings()))

    assert count(Wanted()) == 4
    assert count(Wanted(report="south.pdf")) == 1
    assert count(Wanted(filters=Filters(pattern="pooled_budgets"))) == 4
    assert count(Wanted(filters=Filters(polarity="failure"))) == 0


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        (Wanted(finding_ids=("R000000000000-00000000", "x")), "'R000000000000-00000000', 'x'"),
        (Wanted(report="nowhere.pdf"), "nowhere.pdf"),
        (Wanted(finding_ids=("x",), report="north.pdf"), "both ids and filters"),
    ],
    ids=["ids", "report", "both"],
)
def test_what_is_unknown_is_refused(workspace: Path, wanted: Wanted, part: str) -> None:
    """Nothing is opened before all names are known."""
    with pytest.raises(UsageError, match=part):
        choose_claims(workspace, wanted, settings=Settings())


class _Impatient(SilentProgress):
    """Presses Ctrl-C after the first report."""

    def advance(self, file: str, status: str) -> None:
        """Interrupt."""
        raise KeyboardInterrupt


def test_an_interruption_gives_what_is_done(tmp_path: Path, workspace: Path) -> None:
    """The report that was finished is told, and that it is not all."""
    store(workspace, mine(write_paragraphs(tmp_path / "south.pdf", (TRUSTED,))))
    done = verify(workspace, progress=_Impatient())
    assert done.interrupted
    assert (len(done.rows), done.n_asked) == (3, 4)


def test_two_workers_give_the_rows_of_one(tmp_path: Path, workspace: Path) -> None:
    """Whoever is done first, rows stand in the order of the reports."""
    for number in range(3):
        store(
            workspace, mine(write_paragraphs(tmp_path / f"{number}.pdf", (f"{number} people waited. {TRUSTED}",)))
        )
    one, two = (
        verify_findings(workspace, Wanted(), settings=Settings(), n_workers=n_workers) for n_workers in (1, 2)
    )
    assert one.rows == two.rows
    assert len(one.rows) == 9


def test_a_fault_in_a_worker_is_no_endless_wait(workspace: Path) -> None:
    """An error that is no fault of a file comes out where the work was asked for."""
    with pytest.raises(Missing):
        verify(workspace, make_reader=partial(Sandbox, parser="tests.nowhere:parse"))
