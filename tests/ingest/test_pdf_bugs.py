"""One small PDF for each bug of structure that was mended (`tests/pdfs/make.py` makes them)."""

from pathlib import Path

import pytest

from reportminer.records import BlockKind, Document, Part
from tests.ingest.made_pdfs import PROSE, Sheet, blocks, parse, parse_made, texts
from tests.pdfs.make import REST, UNFINISHED

FOLDER = Path(__file__).parents[1] / "pdfs"


def read(name: str, **options: object) -> Document:
    """Parse a PDF of the folder."""
    document = parse(FOLDER / f"{name}.pdf", **options)
    assert isinstance(document, Document), document
    return document


def heads(document: Document) -> list[tuple[str, int | None]]:
    """Return the headings with their levels."""
    return [(b.span.of(document.text), b.level) for b in blocks(document, BlockKind.HEADING)]


def test_a_paragraph_goes_on_round_a_box() -> None:
    """A sentence that a box interrupts is whole, and the box is read after it."""
    found = texts(read("box-in-a-paragraph"))
    assert f"{UNFINISHED} {REST}" in found
    assert found.index(f"{UNFINISHED} {REST}") < next(i for i, t in enumerate(found) if "Anna was able" in t)


def test_a_sidebar_is_not_welded_into_the_text() -> None:
    """Text in a box beside the column makes blocks of its own."""
    found = texts(read("sidebar"))
    assert f"{PROSE} {UNFINISHED} {REST}" in found
    assert f"Leaders said that {PROSE}" in found


def test_text_that_nobody_sees_is_left_out() -> None:
    """Text without ink and white text on paper are no text; white text on a dark band is."""
    document = read("hidden-text")
    assert texts(document) == ["Are services effective?", PROSE]


def test_marks_lead_to_their_notes() -> None:
    """Each mark says where it stood in the text and which block is its note."""
    document = read("note-marks")
    found = [
        (document.text[: link.at].split()[-1], link.mark, link.block) for b in document.blocks for link in b.notes
    ]
    assert [(word, mark) for word, mark, _ in found] == [("year", "1"), ("shorter.", "2")]
    assert [document.blocks[number].span.of(document.text) for _, _, number in found] == [
        "National data for the year.",
        "Evidence of the trust.",
    ]


def test_a_number_right_before_bold_text_is_a_marker() -> None:
    """ "7.47." is the paragraph's marker although no space follows it."""
    document = read("glued-number")
    assert [b.marker for b in document.blocks] == ["7.46.", "7.47."]
    assert all(text.startswith("We commend the partners") for text in texts(document))


def test_a_name_over_a_date_is_a_signature() -> None:
    """A bold name that signs a foreword with its date is no heading."""
    assert [text for text, _ in heads(read("signature"))] == ["Foreword"]


def test_a_quoted_sentence_is_no_heading() -> None:
    """A short line in italics that ends in a full stop and a quotation mark is a paragraph."""
    assert heads(read("quoted-in-italics")) == []


def test_an_imprint_is_front_matter() -> None:
    """Copyright and ISBN on the last page are no body text."""
    document = read("imprint")
    assert {b.part for b in document.blocks if b.page == 3} == {Part.FRONT}
    assert {b.part for b in document.blocks if b.page == 2} == {Part.BODY}


def test_a_list_of_contents_goes_on_over_the_page() -> None:
    """Entries at the top of the next page belong to the contents and open no annex."""
    document = read("contents-go-on")
    assert [b.part for b in document.blocks if b.page == 2] == [Part.CONTENTS, Part.CONTENTS, Part.BODY]
    assert "Formal minutes 40" not in [text for text, _ in heads(document)]


def test_the_outline_promotes_headings_and_states_their_levels() -> None:
    """Lines that the outline names are headings with its levels; without it they are not."""
    assert heads(read("outlined")) == [
        ("Strategy and vision", 1),
        ("Working with carers", 2),
        ("Are services well led?", 1),
    ]
    assert [text for text, _ in heads(read("outlined", use_outline=False))] == ["Are services well led?"]


def test_structure_tags_state_the_levels_of_headings() -> None:
    """Headings of one look have the levels of the structure tree."""
    document = read("tagged")
    assert [level for _, level in heads(document)] == [1, 2, 2, 1]
    assert document.pages[0].warnings == ()
    assert {level for _, level in heads(read("tagged", use_tags=False))} == {1}


def test_tags_that_call_everything_a_heading_are_ignored() -> None:
    """A tree that calls all text a heading is not believed, and the report says so."""
    document = read("tagged-all-headings")
    assert len(blocks(document, BlockKind.PARAGRAPH)) == 4
    assert any("structure tags were not used" in remark for remark in document.pages[0].warnings)


def chapter_page(sheet: Sheet) -> None:
    """A page with the head of its chapter and a watermark across it."""
    chapter = ("Leadership", "Experience", "Workforce")[(sheet.number - 1) // 4]
    sheet.at(chapter, 420, 40, size=9)
    sheet.canvas.saveState()
    sheet.canvas.translate(200, 300)
    sheet.canvas.rotate(50)
    sheet.canvas.setFont("Helvetica", 60)
    sheet.canvas.drawString(0, 0, "DRAFT")
    sheet.canvas.restoreState()
    sheet.y = 200
    sheet.paragraph(f"In week {'abcdefghijkl'[sheet.number - 1]} the team went on. " + PROSE)


def test_heads_of_chapters_and_watermarks_are_removed(tmp_path: Path) -> None:
    """A running head that changes with the chapter, and a word across each page, are no text."""
    document = parse_made(tmp_path / "a.pdf", [chapter_page] * 12)
    assert not any(word in document.text for word in ("Leadership", "Experience", "Workforce", "DRAFT"))
    assert len(texts(document)) == 12


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.pdf")), ids=lambda path: path.stem)
def test_the_files_are_small(path: Path) -> None:
    """A file that shows one bug needs no more than ten thousand bytes."""
    assert path.stat().st_size < 10_000
