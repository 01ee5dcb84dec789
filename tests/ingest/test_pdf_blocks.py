"""Blocks are named for what they are: headings with levels, list items, numbered paragraphs, tables, parts."""

from pathlib import Path

from reportminer.records import BlockKind, Part
from tests.ingest.made_pdfs import LEFT, PROSE, Sheet, blocks, parse_made, texts


def test_headings_have_levels_by_their_type(tmp_path: Path) -> None:
    """Larger type is a higher heading, and a paragraph knows the headings above it."""

    def draw(sheet: Sheet) -> None:
        sheet.heading("Are services well led?", size=18)
        sheet.heading("Strategy and vision", size=13)
        sheet.paragraph(PROSE)
        sheet.heading("Governance", size=13)
        sheet.paragraph(PROSE)

    document = parse_made(tmp_path / "a.pdf", [draw])
    found = [(b.span.of(document.text), b.level) for b in blocks(document, BlockKind.HEADING)]
    assert found == [("Are services well led?", 1), ("Strategy and vision", 2), ("Governance", 2)]
    assert blocks(document, BlockKind.PARAGRAPH)[1].section == ("Are services well led?", "Governance")


def test_a_bold_line_of_body_size_is_a_heading(tmp_path: Path) -> None:
    """A short bold line with space above it is a heading; a bold sentence is not."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(PROSE)
        sheet.heading("Working with carers", size=11)
        sheet.paragraph(PROSE)
        sheet.paragraph("The partners should agree one plan before the winter.", font="Helvetica-Bold")

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert texts(document, BlockKind.HEADING) == ["Working with carers"]


def test_the_second_line_of_a_heading_belongs_to_it(tmp_path: Path) -> None:
    """A heading broken over two lines is one block."""

    def draw(sheet: Sheet) -> None:
        sheet.line("What are the experiences of older", size=18, font="Helvetica-Bold")
        sheet.line("people in the area?", size=18, font="Helvetica-Bold", step=40)
        sheet.paragraph(PROSE)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert texts(document, BlockKind.HEADING) == ["What are the experiences of older people in the area?"]


def test_list_items_lose_their_bullets_and_have_depths(tmp_path: Path) -> None:
    """A bullet is the item's marker and a list inside a list is deeper."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph("We looked at:")
        for x, bullet, text in ((80, "•", "the trust"), (110, "–", "its wards"), (80, "•", "the council")):
            sheet.at(bullet, x, sheet.y)
            sheet.line(text, x=x + 15)

    document = parse_made(tmp_path / "a.pdf", [draw])
    items = blocks(document, BlockKind.LIST_ITEM)
    assert [(b.span.of(document.text), b.marker, b.level) for b in items] == [
        ("the trust", "•", 1),
        ("its wards", "–", 2),
        ("the council", "•", 1),
    ]


def test_a_drawn_bullet_is_a_bullet(tmp_path: Path) -> None:
    """A bullet that is drawn, not set in type, makes a list item too."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph("We looked at:")
        for text in ("the trust", "the council"):
            sheet.canvas.circle(84, 842 - sheet.y + 3, 2, stroke=0, fill=1)
            sheet.line(text, x=95)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert texts(document, BlockKind.LIST_ITEM) == ["the trust", "the council"]


def test_numbers_of_paragraphs_are_fields(tmp_path: Path) -> None:
    """ "3.14" before a paragraph is its marker and not in its text."""

    def draw(sheet: Sheet) -> None:
        for number in ("3.14", "3.15"):
            sheet.at(number, LEFT, sheet.y)
            sheet.paragraph(PROSE, x=LEFT + 36, width=400)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert [b.marker for b in document.blocks] == ["3.14", "3.15"]
    assert texts(document, BlockKind.PARAGRAPH) == [PROSE, PROSE]


def grid(sheet: Sheet, top: float) -> None:
    """Draw a table of three rows and three columns with all its lines."""
    xs, ys = (72, 220, 330, 440), [top + 20 * n for n in range(4)]
    for x in xs:
        sheet.rule(x, ys[0], x, ys[-1])
    for y in ys:
        sheet.rule(xs[0], y, xs[-1])
    rows = (
        ("Measure", "Area", "England"),
        ("Delayed days", "14.2", "10.5"),
        ("Emergency admissions", "312", "254"),
    )
    for row, y in zip(rows, ys, strict=False):
        for text, x in zip(row, xs, strict=False):
            sheet.at(text, x + 4, y + 14, size=9)


def test_a_ruled_table_has_its_cells(tmp_path: Path) -> None:
    """Words in a grid of lines are a table with rows, cells and caption; no paragraph holds its figures."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(PROSE)
        sheet.line("Table 2: Delays against England")
        grid(sheet, sheet.y)
        sheet.y += 100
        sheet.paragraph(PROSE)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert len(document.tables) == 1
    table = document.tables[0]
    assert table.rows == (
        ("Measure", "Area", "England"),
        ("Delayed days", "14.2", "10.5"),
        ("Emergency admissions", "312", "254"),
    )
    assert table.caption == "Table 2: Delays against England"
    assert [b.kind.value for b in document.blocks] == ["paragraph", "caption", "table", "paragraph"]
    assert texts(document, BlockKind.PARAGRAPH) == [PROSE, PROSE]


def test_a_table_without_lines_down_is_found(tmp_path: Path) -> None:
    """Columns between lines across are told by the space between them."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(PROSE)
        top = sheet.y
        for row, (name, value) in enumerate(
            (("Measure", "Value"), ("Delayed days", "14.2"), ("Admissions", "312"))
        ):
            sheet.rule(72, top + 20 * row, 440)
            sheet.at(name, 76, top + 14 + 20 * row, size=9)
            sheet.at(value, 300, top + 14 + 20 * row, size=9)
        sheet.rule(72, top + 60, 440)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert document.tables[0].rows == (("Measure", "Value"), ("Delayed days", "14.2"), ("Admissions", "312"))


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    """A box drawn around a paragraph leaves it a paragraph."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.rect(66, 842 - 170, 470, 100)
        sheet.paragraph(PROSE)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert document.tables == ()
    assert texts(document) == [PROSE]


def test_contents_references_and_annexes_are_told(tmp_path: Path) -> None:
    """Blocks know the part of the report they stand in, and entries of the contents are no headings."""

    def contents(sheet: Sheet) -> None:
        sheet.heading("Contents", size=18)
        for index, title in enumerate(("Summary", "Are services safe?", "References", "Appendix A: Method")):
            sheet.line(f"{title} {'.' * 40} {index + 2}")

    def chapter(title: str) -> object:
        def draw(sheet: Sheet) -> None:
            sheet.heading(title, size=18)
            sheet.paragraph(PROSE)

        return draw

    names = ("Executive summary", "Are services safe?", "References", "Appendix A: Method")
    document = parse_made(tmp_path / "a.pdf", [contents, *(chapter(name) for name in names)])  # type: ignore[list-item]
    parts = {b.page: b.part for b in blocks(document, BlockKind.PARAGRAPH)}
    assert parts == {2: Part.SUMMARY, 3: Part.BODY, 4: Part.REFERENCES, 5: Part.ANNEX}
    assert {b.kind for b in document.blocks if b.page == 1} == {BlockKind.HEADING, BlockKind.OTHER}
    assert {b.part for b in document.blocks if b.page == 1} == {Part.CONTENTS}


def test_a_quotation_set_in_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    """Text set in from the margin is not welded to the paragraph above it."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph("One carer told us about her father and what had happened to him:")
        sheet.paragraph(
            "“He waited three weeks and nobody told us why he could not come home.”", x=LEFT + 36, width=380
        )
        sheet.paragraph(PROSE)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert len(texts(document, BlockKind.PARAGRAPH)) == 3
