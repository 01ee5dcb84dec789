"""`show`: a page as it was understood, and the receipt of a finding."""

import io
import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image

from reportminer.cli.app import run_app
from reportminer.cli.output import format_hit
from reportminer.ids import hash_text
from reportminer.records import (
    Block,
    BlockKind,
    EntityMention,
    Hit,
    MinedDocument,
    Part,
    Skipped,
    SourceKind,
    Span,
    Stage,
    Status,
)
from reportminer.store.codings import CodingRow, store_codings
from reportminer.store.connection import close_database, open_database
from reportminer.store.writing import store_duplicate, store_mined, store_skipped
from reportminer.text import squash
from tests.builders import make_mined, make_source, make_tag
from tests.ingest.made_pdfs import Sheet, make_pdf, source_of

TEXTS = ["Findings", "Partners had one vision.", "Budgets were pooled in 2017.", "A plan is due."]
TAGS = {
    2: (
        make_tag("pooled_budgets", "finance", "good_practice", 0.91),
        make_tag("shared_vision", "leadership", "good_practice", 0.6),
    )
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A workspace of one PDF, its copy, one page of HTML and one scan."""

    workspace: Path
    pdf: Path
    copy: Path
    report_id: str
    finding_id: str

    def show(self, *words: str | Path) -> int:
        """Run `show` on it."""
        return run_app(["show", *map(str, words), "-w", str(self.workspace)])


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Reports whose lines stand where the made records say."""

    def page(sheet: Sheet) -> None:
        for number, text in enumerate(TEXTS):
            sheet.at(text, 72, 82 + 20 * number)

    pdf = make_pdf(tmp_path / "north.pdf", [page])
    copy = Path(shutil.copy(pdf, pdf.with_name("north again.pdf")))
    mined = make_north(pdf)
    connection = open_database(tmp_path / "workspace", write=True)
    store_mined(connection, mined, key="k")
    store_duplicate(connection, replace(mined.document.source, path=str(copy), file=copy.name))
    store_mined(connection, make_page_of_html(), key="k")
    store_skipped(connection, make_scan(), key="k")
    close_database(connection)
    return Place(
        workspace=tmp_path / "workspace",
        pdf=pdf,
        copy=copy,
        report_id=mined.document.source.report_id,
        finding_id=mined.sentences[2].finding_id,
    )


def make_north(pdf: Path) -> MinedDocument:
    """A mined report with a heading, a paragraph and a bullet in an annex, tags and a name."""
    mined = make_mined("north.pdf", TEXTS, area="Northbridge", area_code="E06000001", tags=TAGS)
    heading, one, two, item = mined.document.blocks
    blocks: tuple[Block, ...] = (
        replace(heading, kind=BlockKind.HEADING, level=1),
        replace(one, section=("Findings",)),
        replace(two, section=("Findings",)),
        replace(item, kind=BlockKind.LIST_ITEM, level=1, marker="•", part=Part.ANNEX, section=("Findings",)),
    )
    document = replace(mined.document, source=source_of(pdf), blocks=blocks)
    document = replace(document, pages=(replace(document.pages[0], label="iv"),))
    entity = EntityMention(sentence=2, span=Span(start=52, end=56), text="2017", label="DATE", canonical="2017")
    return replace(mined, document=document, entities=(entity,))


def make_page_of_html() -> MinedDocument:
    """A mined web page, which has no pages."""
    mined = make_mined("news.html", ["They pooled their budgets."], tags={0: TAGS[2]})
    document = mined.document
    blocks = tuple(replace(block, page=0, regions=()) for block in document.blocks)
    source = replace(document.source, kind=SourceKind.HTML)
    return replace(
        mined,
        document=replace(document, source=source, blocks=blocks, pages=()),
        sentences=tuple(replace(s, page=0, regions=()) for s in mined.sentences),
    )


def make_scan() -> Skipped:
    """A file that was found and not read."""
    source = make_source("scan.pdf")
    return Skipped(
        report_id=source.report_id,
        file=source.file,
        path=source.path,
        sha256=source.sha256,
        stage=Stage.INGEST,
        code=Status.SCANNED,
        reason="its pages are pictures of text",
        remedy="run again with --ocr auto",
    )


def test_a_page_is_listed_block_by_block(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """Each block stands with number, kind, level, marker, part, place and text, in reading order."""
    assert place.show("north.pdf", "--page", "1") == 0
    printed = capsys.readouterr().out
    assert "page 1 (printed iv) of 1" in printed
    order = [
        "0 heading 1  [72 72 500 84]",
        "Findings",
        "1 paragraph",
        TEXTS[1],
        '3 list item 1 "•", annex',
        TEXTS[3],
    ]
    places = [printed.index(part) for part in order]
    assert places == sorted(places)


def test_a_page_as_json(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` gives the same blocks with all their fields."""
    assert place.show(place.report_id, "--page", "1", "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert [block["kind"] for block in shown["blocks"]] == ["heading", "paragraph", "paragraph", "list_item"]
    assert shown["page"]["label"] == "iv"


def test_a_report_goes_by_id_name_and_path(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """The id, the file's name, its path and the name of a copy all lead to the one report."""
    printed = []
    for name in (place.report_id, "north.pdf", place.pdf, "north again.pdf"):
        assert place.show(name, "--page", "1") == 0
        printed.append(capsys.readouterr().out)
    assert len(set(printed)) == 1


def test_a_page_is_drawn_with_its_blocks(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The picture shows the page between labels and legend, and its name is said on stderr."""
    assert place.show("north.pdf", "--page", "1", "--image", tmp_path / "page.png", "--dpi", "72") == 0
    captured = capsys.readouterr()
    picture = Image.open(tmp_path / "page.png").convert("RGB")
    assert picture.width > 595
    assert picture.height > 842
    assert (213, 94, 0) in {colour for _, colour in picture.getcolors(1 << 20) or []}
    assert "page.png" in captured.err
    assert captured.out == ""


def test_a_receipt_holds_the_evidence(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """Quotation, context, report, page, place, tags with threshold and why, names, hash: all on one sheet."""
    assert place.show(place.finding_id) == 0
    printed = squash(capsys.readouterr().out)
    for part in (
        "“Budgets were pooled in 2017.”",
        f"Before: {TEXTS[1]}",
        f"After: {TEXTS[3]}",
        "Northbridge E06000001",
        str(place.pdf),
        "page 1 (printed iv)",
        "page 1 [72 112 500 124]",
        "probability 0.91, threshold 0.50, accepted; made by hand",
        "probability 0.60, threshold 0.50, to be reviewed; made by hand",
        "2017 (DATE)",
        "hand 0",
        hash_text(TEXTS[2])[:40],
    ):
        assert part in printed


def test_a_receipt_as_json(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` gives the receipt's fields."""
    assert place.show(place.finding_id, "--json") == 0
    receipt = json.loads(capsys.readouterr().out)
    assert receipt["finding"]["text"] == TEXTS[2]
    assert receipt["text_hash"] == hash_text(TEXTS[2])
    assert receipt["report"]["report_id"] == place.report_id


def test_a_receipt_says_how_to_cite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Publisher, year, title, printed page, paragraph number and licence stand in one line."""
    place = make_numbered(tmp_path)
    assert place.show(place.finding_id) == 0
    printed = squash(capsys.readouterr().out)
    assert (
        "Cite as: Care Quality Commission (2018) Northbridge: Local system review, p. iv (page 1 of the file), "
        "para. 3.14. Open Government Licence v3.0." in printed
    )
    assert "Paragraph: 3.14" in printed
    assert "Source: https://www.cqc.org.uk/northbridge" in printed
    assert "Licence: Open Government Licence v3.0" in printed


def make_numbered(tmp_path: Path) -> Place:
    """A workspace of one report whose facts are all known; the finding is an item below paragraph 3.14."""
    mined = make_north(make_pdf(tmp_path / "north.pdf", [lambda _: None]))
    heading, one, two, item = mined.document.blocks
    blocks = (
        heading,
        replace(one, marker="3.14."),
        replace(two, kind=BlockKind.LIST_ITEM, level=1, marker="•"),
        item,
    )
    facts = replace(
        mined.facts,
        title="Northbridge: Local system review",
        publisher="Care Quality Commission",
        published="2018-04",
        licence="Open Government Licence v3.0",
        source_url="https://www.cqc.org.uk/northbridge",
    )
    mined = replace(mined, facts=facts, document=replace(mined.document, blocks=blocks))
    connection = open_database(tmp_path / "numbered", write=True)
    store_mined(connection, mined, key="k")
    close_database(connection)
    return Place(
        workspace=tmp_path / "numbered",
        pdf=tmp_path / "north.pdf",
        copy=tmp_path / "north.pdf",
        report_id=mined.document.source.report_id,
        finding_id=mined.sentences[2].finding_id,
    )


def test_a_receipt_has_the_codes_of_people(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """What a person said of the sentence stands beside the machine's tags, with who and when."""
    connection = open_database(place.workspace, write=True)
    store_codings(
        connection,
        [
            CodingRow(
                coder="anna",
                finding_id=place.finding_id,
                report_id=place.report_id,
                text=TEXTS[2],
                text_hash=hash_text(TEXTS[2]),
                patterns=("risk_sharing",),
                comment="only in the north",
                machine="hand@0",
                imported="2026-01-31",
            )
        ],
    )
    close_database(connection)
    assert place.show(place.finding_id) == 0
    assert "anna (person, 2026-01-31): risk_sharing; only in the north" in squash(capsys.readouterr().out)
    assert place.show(place.finding_id, "--json") == 0
    (coding,) = json.loads(capsys.readouterr().out)["codings"]
    assert (coding["coder"], coding["patterns"]) == ("anna", ["risk_sharing"])


def test_a_receipt_tells_where_else_it_stands(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence that another report repeats is named with title, year, page and id."""
    said = "The partners had agreed to pool their budgets for all older people in the county."
    reports = [make_mined(f"{name}.pdf", [said], tags={0: (TAGS[2][0],)}) for name in ("east", "west")]
    connection = open_database(place.workspace, write=True)
    for mined in reports:
        store_mined(connection, mined, key="k")
    close_database(connection)
    one, other = (mined.sentences[0].finding_id for mined in reports)
    assert place.show(one) == 0
    assert f"Also in: west, 2018, page 1 [{other}]" in squash(capsys.readouterr().out)


def test_a_passage_is_cropped_from_its_page(place: Place, tmp_path: Path) -> None:
    """The picture of a finding is a strip of the page with the passage highlighted, its print still dark."""
    assert place.show(place.finding_id, "--image", tmp_path / "passage.png", "-q") == 0
    picture = Image.open(io.BytesIO((tmp_path / "passage.png").read_bytes())).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(1 << 20) or []}
    assert (255, 235, 90) in colours
    assert min(map(sum, colours)) < 150
    assert picture.height < 600


def test_a_sentence_of_a_web_page_has_a_receipt(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no page, the place is given in characters."""
    finding_id = make_page_of_html().sentences[0].finding_id
    assert place.show(finding_id) == 0
    printed = capsys.readouterr().out
    assert "0 to 26 of the report's text" in printed
    assert "Page:" not in printed


def test_a_copy_stands_in_for_a_file_that_is_gone(place: Place, tmp_path: Path) -> None:
    """A copy with the same bytes is drawn where the first file was moved away."""
    place.pdf.unlink()
    assert place.show(place.finding_id, "--image", tmp_path / "passage.png") == 0


def test_a_changed_file_is_not_drawn(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Marks are never drawn on other bytes than those that were read; each file is named with what happened."""
    place.pdf.write_bytes(place.pdf.read_bytes() + b"\n")
    place.copy.unlink()
    assert place.show("north.pdf", "--page", "1", "--image", tmp_path / "page.png") == 2
    error = capsys.readouterr().err
    assert "north.pdf has changed since it was read" in error
    assert "north again.pdf is gone" in error
    assert not (tmp_path / "page.png").exists()


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["north.pdf", "--page", "2"], "has no page 2"),
        (["south.pdf", "--page", "1"], "no report is called 'south.pdf'"),
        (["scan.pdf", "--page", "1"], "was not read (scanned)"),
        (["news.html", "--page", "1"], "HTML, which has no pages"),
        (["north.pdf"], "add --page N"),
        (["R000000000000-00000000"], "no sentence has the id"),
        (["north.pdf", "--page", "1", "--image", "page.gif"], ".png"),
        (["north.pdf", "--page", "0"], "page"),
    ],
    ids=["page", "report", "scan", "html", "no page given", "finding", "image name", "page 0"],
)
def test_what_cannot_be_shown_is_said_plainly(
    words: list[str], part: str, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every wrong name ends with code 2, says what was found, and what to do."""
    assert place.show(*words) == 2
    captured = capsys.readouterr()
    assert part in captured.err
    assert "What to do:" in captured.err
    assert captured.out == ""


def test_a_web_page_cannot_be_drawn(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """HTML has no page image, and that is said."""
    finding_id = make_page_of_html().sentences[0].finding_id
    assert place.show(finding_id, "--image", tmp_path / "passage.png") == 2
    assert "no pages to draw" in capsys.readouterr().err


def test_two_reports_of_one_name_are_told_apart(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that two reports bear is refused with their ids; the longer name leads to one."""
    connection = open_database(place.workspace, write=True)
    for folder in ("a", "b"):
        mined = make_mined(f"{folder}/twin.pdf", [f"In {folder}."])
        store_mined(connection, mined, key="k")
    close_database(connection)
    assert place.show("twin.pdf", "--page", "1") == 2
    assert "2 reports are called" in capsys.readouterr().err
    assert place.show("a/twin.pdf", "--page", "1") == 0
    assert "In a." in capsys.readouterr().out


def test_a_hit_in_a_web_page_has_no_page() -> None:
    """Where the form has no pages none is printed; a PDF's is."""
    hit = Hit(
        **dict.fromkeys(
            ("finding_id", "report_id", "published", "page_label", "section", "text", "polarity"), "x"
        ),
        **dict.fromkeys(("score", "score_lexical", "score_semantic"), 0.5),
        title="News",
        area="",
        page=0,
        patterns=(),
        matched=(),
    )
    assert "p. " not in format_hit(1, hit)
    assert "p. 3 (printed x)" in format_hit(1, replace(hit, page=3))
