"""What a reader sees on a page is what the document holds: order, furniture, paragraphs, words."""

from pathlib import Path

import pytest
from reportlab.lib.utils import simpleSplit

from reportminer.records import BlockKind, Document
from tests.ingest.made_pdfs import BODY, HEIGHT, LEADING, LEFT, PROSE, WIDTH, Sheet, blocks, parse_made, texts

NAMES = ("", "Ambershire", "Brookfield", "Calderdene", "Dunmoor", "Eastmere", "Farholt")
SECOND = (
    "Carers said that nobody had asked them what they needed and that they had to tell their story many times."
)


def column(sheet: Sheet, text: str, x: float, top: float = 90.0) -> None:
    """Set a column of text."""
    for index, line in enumerate(simpleSplit(text, "Helvetica", BODY, 200)):
        sheet.at(line, x, top + index * LEADING)


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """The left column is read to its end before the right one, and no line joins the two."""

    def draw(sheet: Sheet) -> None:
        column(sheet, PROSE, 72)
        column(sheet, SECOND + " " + SECOND, 310)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert document.text.index("fit together.") < document.text.index("Carers said")
    assert PROSE in document.text.replace("\n\n", " ")


def test_lines_of_two_columns_may_stand_at_different_heights(tmp_path: Path) -> None:
    """Columns whose base lines differ by half a line are still two columns."""

    def draw(sheet: Sheet) -> None:
        column(sheet, PROSE, 72)
        column(sheet, SECOND + " " + SECOND, 310, top=97.0)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert document.text.replace("\n\n", " ").startswith(PROSE)


def test_a_heading_over_two_columns_comes_first(tmp_path: Path) -> None:
    """A heading over the whole width is read before both columns."""

    def draw(sheet: Sheet) -> None:
        sheet.at("How people move through the system in this area today", 72, 70, size=18, font="Helvetica-Bold")
        column(sheet, PROSE, 72, top=120)
        column(sheet, SECOND + " " + SECOND, 310, top=120)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert [b.kind for b in document.blocks][:2] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
    assert texts(document)[1].startswith("People told us")


def framed(sheet: Sheet) -> None:
    """A page with running head, text and page number."""
    sheet.at("Local system review report: Exampleshire", 72, 40, size=9)
    sheet.paragraph(f"Part {'abcdefgh'[sheet.number]} begins. " + PROSE)
    sheet.at(f"Page | {sheet.number}", 280, 810, size=9)


def test_running_heads_and_page_numbers_are_removed(tmp_path: Path) -> None:
    """What repeats at the edge of the pages is not text; its number becomes the page's label."""
    document = parse_made(tmp_path / "a.pdf", [framed] * 4)
    assert "Local system review report" not in document.text
    assert "Page" not in document.text
    assert [page.label for page in document.pages] == ["1", "2", "3", "4"]
    assert "Exampleshire" in document.front_text


def alternating(sheet: Sheet) -> None:
    """A page whose head changes from left to right pages."""
    left = sheet.number % 2 == 0
    sheet.at(f"{sheet.number}   Example Review" if left else f"Findings   {sheet.number}", 72 if left else 400, 40)
    sheet.paragraph(f"{NAMES[sheet.number]} was visited in that week of the year. " + PROSE)


def test_heads_of_left_and_right_pages_are_removed(tmp_path: Path) -> None:
    """Left and right pages may carry different running heads with the number inside."""
    document = parse_made(tmp_path / "a.pdf", [alternating] * 6)
    assert "Example Review" not in document.text
    assert "Findings" not in document.text
    assert [page.label for page in document.pages][:3] == ["1", "2", "3"]


def test_headings_that_differ_by_their_number_are_no_running_heads(tmp_path: Path) -> None:
    """ "Recommendation 1", "Recommendation 2" at the top of pages are headings."""

    def draw(sheet: Sheet) -> None:
        sheet.at(f"Recommendation {3 * sheet.number}", 72, 60, font="Helvetica-Bold")
        sheet.paragraph(f"{NAMES[sheet.number]} agreed. " + PROSE)
        sheet.at(str(sheet.number), 290, 810)

    document = parse_made(tmp_path / "a.pdf", [draw] * 5)
    assert texts(document, BlockKind.HEADING) == [f"Recommendation {3 * n}" for n in range(1, 6)]


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    """A sentence that a page cuts is one block with a region on each page."""

    def first(sheet: Sheet) -> None:
        sheet.line("The partners had agreed a plan for the winter and the trust had")

    def second(sheet: Sheet) -> None:
        sheet.line("opened more beds in the community.")

    document = parse_made(tmp_path / "a.pdf", [first, second])
    assert texts(document) == [
        "The partners had agreed a plan for the winter and the trust had opened more beds in the community."
    ]
    assert [region.page for region in document.blocks[0].regions] == [1, 2]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The review found that communi-", "cation was poor."], "The review found that communication was poor."),
        (
            ["They gave person-", "centred care. It was person-centred."],
            "They gave person-centred care. It was person-centred.",
        ),
        (["A long-", "term plan was missing."], "A long-term plan was missing."),
        (["Leaders in Stoke-on-", "Trent met."], "Leaders in Stoke-on-Trent met."),
    ],
)
def test_words_broken_over_lines_are_mended(tmp_path: Path, lines: list[str], expected: str) -> None:
    """A hyphen at the end of a line goes if it only breaks the word, and stays if it belongs to it."""

    def draw(sheet: Sheet) -> None:
        for line in lines:
            sheet.line(line)

    assert texts(parse_made(tmp_path / "a.pdf", [draw])) == [expected]


def test_a_mended_word_keeps_both_its_places(tmp_path: Path) -> None:
    """Each half of a broken word has its own box."""

    def draw(sheet: Sheet) -> None:
        sheet.line("The review found that communi-")
        sheet.line("cation was poor.")

    document = parse_made(tmp_path / "a.pdf", [draw])
    start = document.text.index("communication")
    block = document.blocks[0]
    regions = document.words.regions(type(block.span)(start=start, end=start + len("communication")))
    assert len(regions) == 2
    assert regions[0].box.top < regions[1].box.top


def test_boxes_stand_where_the_words_are(tmp_path: Path) -> None:
    """A word's box is in points from the top left of the page."""

    def draw(sheet: Sheet) -> None:
        sheet.at("Evidence", 100, 200)

    document = parse_made(tmp_path / "a.pdf", [draw])
    box = document.blocks[0].regions[0].box
    assert box.x0 == pytest.approx(100, abs=1)
    assert box.top < 200 < box.bottom
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((WIDTH, HEIGHT))


def test_footnotes_leave_the_flow(tmp_path: Path) -> None:
    """A note at the foot becomes a block of its own with its number as marker; the mark leaves the sentence."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(PROSE)
        y = sheet.y
        sheet.at("Delays fell in the winter.", LEFT, y)
        end = LEFT + sheet.canvas.stringWidth("Delays fell in the winter.", "Helvetica", BODY)
        sheet.at("1", end, y - 4, size=6)
        sheet.at("They rose again.", end + 7, y)
        sheet.rule(LEFT, 740, 200)
        sheet.at("1", LEFT, 752, size=5)
        sheet.at("NHS England, Delayed transfers of care, May 2018.", LEFT + 10, 755, size=8)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert texts(document, BlockKind.FOOTNOTE) == ["NHS England, Delayed transfers of care, May 2018."]
    assert blocks(document, BlockKind.FOOTNOTE)[0].marker == "1"
    assert "Delays fell in the winter. They rose again." in document.text


def test_a_sentence_goes_on_around_a_footnote(tmp_path: Path) -> None:
    """The foot of one page does not cut the paragraph that the next page continues."""

    def first(sheet: Sheet) -> None:
        sheet.paragraph(PROSE)
        sheet.line("The partners had agreed a plan for the winter and the trust had")
        sheet.rule(LEFT, 740, 200)
        sheet.at("1  NHS England, Delayed transfers of care, May 2018.", LEFT, 755, size=8)

    def second(sheet: Sheet) -> None:
        sheet.paragraph("opened more beds in the community. " + PROSE)

    document = parse_made(tmp_path / "a.pdf", [first, second])
    assert any("the trust had opened more beds" in text for text in texts(document, BlockKind.PARAGRAPH))


def test_text_turned_sideways_is_not_mixed_into_sentences(tmp_path: Path) -> None:
    """Words up the side of a page stay out of the paragraphs and are not lost."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(PROSE)
        sheet.canvas.saveState()
        sheet.canvas.translate(40, 400)
        sheet.canvas.rotate(90)
        sheet.canvas.drawString(0, 0, "Share of people")
        sheet.canvas.restoreState()

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert texts(document, BlockKind.PARAGRAPH) == [PROSE]
    assert texts(document, BlockKind.OTHER) == ["Share of people"]


def test_a_rotated_page_is_read_as_it_is_shown(tmp_path: Path) -> None:
    """A page shown sideways has its words and boxes as a reader sees them (reportlab turns the sheet itself)."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.setPageRotation(90)
        sheet.canvas.saveState()
        sheet.canvas.translate(100, 100)
        sheet.canvas.rotate(90)
        sheet.canvas.setFont("Helvetica", 11)
        sheet.canvas.drawString(0, 0, "This line is shown upright.")
        sheet.canvas.restoreState()

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert document.text == "This line is shown upright."
    page, box = document.pages[0], document.blocks[0].regions[0].box
    assert (page.width, page.height) == pytest.approx((WIDTH, HEIGHT))
    assert 0 < box.x0 < box.x1 < page.width
    assert box.x1 - box.x0 > box.bottom - box.top


def test_blocks_lie_in_order_without_overlap(tmp_path: Path) -> None:
    """Blocks are parted by a blank line and cover the text in order; pages' spans too."""
    document = parse_made(tmp_path / "a.pdf", [framed] * 4)
    _assert_whole(document)


def _assert_whole(document: Document) -> None:
    position = 0
    for number, block in enumerate(document.blocks):
        assert block.number == number
        assert block.span.start == position
        assert "\n" not in block.span.of(document.text)
        position = block.span.end + 2
    assert position == len(document.text) + 2
    starts = [page.span.start for page in document.pages]
    assert starts == sorted(starts)


def test_a_mark_before_the_last_word_of_a_line_stays_in_its_line(tmp_path: Path) -> None:
    """A long footnote mark between two words does not tear the second off the line."""

    def draw(sheet: Sheet) -> None:
        sheet.line("They were left free to decide how they do things. ", step=0)
        end = LEFT + sheet.canvas.stringWidth(
            "They were left free to decide how they do things.", "Helvetica", BODY
        )
        sheet.at("186", end, sheet.y - 5, size=6)
        sheet.at("In", end + 15, sheet.y)
        sheet.y += LEADING
        sheet.line("our two case study areas the council had taken part.")

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert texts(document) == [
        "They were left free to decide how they do things. In our two case study areas the council had taken part."
    ]


@pytest.mark.parametrize("shift", [0.0, 0.5])
def test_words_printed_twice_for_effect_are_read_once(tmp_path: Path, shift: float) -> None:
    """A word printed again at nearly the same place is dropped; the same word beside it is not."""

    lines = [f"It was very very late that night when team {name} met." for name in "abcdefghijkl"]

    def draw(sheet: Sheet) -> None:
        for offset in (0.0, shift):
            for index, line in enumerate(lines):
                sheet.at(line, 72 + offset, 90 + 30 * index + offset)

    assert texts(parse_made(tmp_path / "a.pdf", [draw])) == lines


def test_a_cover_has_one_heading_of_the_first_level(tmp_path: Path) -> None:
    """Of large lines on a cover the title alone, the largest, has level 1."""

    def cover(sheet: Sheet) -> None:
        sheet.heading("Ambershire Review Board", size=16)
        sheet.heading("Leaving hospital in time", size=28)
        sheet.heading("A report to the council", size=18)
        sheet.heading("May 2024", size=16)

    def body(sheet: Sheet) -> None:
        sheet.heading(f"What we found in {NAMES[sheet.number]}", size=20)
        sheet.paragraph(f"{NAMES[sheet.number]} was visited. " + PROSE)

    document = parse_made(tmp_path / "a.pdf", [cover, body, body, body])
    front = [block for block in blocks(document, BlockKind.HEADING) if block.page == 1]
    assert [b.span.of(document.text) for b in front if b.level == 1] == ["Leaving hospital in time"]
    assert {b.level for b in blocks(document, BlockKind.HEADING) if b.page > 1} == {1}
