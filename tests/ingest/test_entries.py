"""Lists of names, and the lines under quotations, are no sentences."""

from pathlib import Path

import pytest

from reportminer.ingest.entries import is_attribution, is_name, is_titled
from reportminer.records import BlockKind
from tests.ingest.made_pdfs import PROSE, Sheet, blocks, parse_made, texts

WITNESSES = (
    "Dr Ada Marsh, Head of Community Nursing, Ambershire Council",
    "Professor Ivor Reed, Department of Social Policy, Calderdene",
    "Ms Nora Field, Director of Adult Services, Brookfield Council",
    "Home Care Association of Eastmere and the Farholt Trust",
)
MEMBERS = (
    ("Lord Vale", "Baroness Marsh of Eastmere"),
    ("Lady Reed", "Lord Field"),
    ("Earl of Farholt", "Dr Ivor Moor"),
)
QUOTATION = (
    "“Nobody asked me what I needed, and I had to tell my story again and again to people I had never met.”"
)


def test_each_line_of_a_list_of_witnesses_is_a_block(tmp_path: Path) -> None:
    """Names set one a line are not welded into one paragraph, however long they are."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(PROSE)
        for name in WITNESSES:
            sheet.line(name)
        sheet.y += 10
        sheet.paragraph(PROSE)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert texts(document, BlockKind.OTHER) == list(WITNESSES)
    assert texts(document, BlockKind.PARAGRAPH) == [PROSE, PROSE]


def test_names_side_by_side_are_blocks_of_their_own(tmp_path: Path) -> None:
    """Two columns of names are not read as rows of two."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(PROSE)
        for left, right in MEMBERS:
            sheet.at(left, 72, sheet.y)
            sheet.line(right, x=300)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert texts(document, BlockKind.OTHER) == [name for row in MEMBERS for name in row]


def test_a_sentence_with_names_at_its_line_ends_is_whole(tmp_path: Path) -> None:
    """Lines of one sentence that happen to begin with capitals are not parted."""
    lines = (
        "The plan for the winter was agreed in the spring by the partners",
        "Ambershire chose and later in the year by those of the whole of",
        "Eastmere, which took longer than anybody had thought it would take.",
    )

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(PROSE)
        for line in lines:
            sheet.line(line)

    assert " ".join(lines) in texts(parse_made(tmp_path / "a.pdf", [draw]))


@pytest.mark.parametrize(
    "who", ["Ada Marsh, Director of Nursing", "– A carer in Ambershire", "Carer of a man aged 84"]
)
def test_who_is_quoted_is_no_sentence(tmp_path: Path, who: str) -> None:
    """A line right under a quotation that names the speaker is joined neither to it nor to what follows."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(PROSE)
        sheet.paragraph(QUOTATION, x=100, width=380)
        sheet.y -= 8
        sheet.line(who, x=100)
        sheet.y += 14
        sheet.paragraph(PROSE)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert texts(document, BlockKind.OTHER) == [who]
    assert texts(document, BlockKind.PARAGRAPH) == [PROSE, QUOTATION, PROSE]


def test_text_after_a_quotation_goes_on(tmp_path: Path) -> None:
    """A sentence, and a heading, that follow a quotation are what they are."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(QUOTATION)
        sheet.paragraph("Ambershire has since asked carers.")
        sheet.paragraph(QUOTATION)
        sheet.heading("Eastmere General Hospital", size=11)
        sheet.paragraph(PROSE)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert "Ambershire has since asked carers." in texts(document, BlockKind.PARAGRAPH)
    assert texts(document, BlockKind.HEADING) == ["Eastmere General Hospital"]
    assert blocks(document, BlockKind.OTHER) == []


def test_names_are_told_from_statements() -> None:
    """A name has capitals up to its first comma and says nothing of the person."""
    assert is_name("Ada Marsh, co-founder of Carers for Ambershire")
    assert is_titled("† Baroness Vale of Eastmere (Chair)")
    assert not is_name("Ada Marsh was asked to lead the work")
    assert not is_name("Ambershire Council agreed.")
    assert not is_attribution("The trust had a plan.", "Ada Marsh, Director")
