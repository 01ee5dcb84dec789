from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.ingest.encodings import decode
from reportminer.ingest.flow import Facts, Piece, make_document, tell_part, tidy_text
from reportminer.records import BlockKind, Document, Part, Skipped, Status
from reportminer.settings import IngestSettings
from tests.builders import make_source

SETTINGS = IngestSettings()
kinds = st.sampled_from([BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE])
pieces = st.builds(
    Piece, kind=kinds, text=st.text(max_size=40), level=st.one_of(st.none(), st.integers(1, 6)), marker=st.just("")
)


def heading(text: str, level: int) -> Piece:
    """A heading."""
    return Piece(kind=BlockKind.HEADING, text=text, level=level)


def build(*given_pieces: Piece, settings: IngestSettings = SETTINGS) -> Document:
    """A document of pieces."""
    document = make_document(make_source("a.txt"), given_pieces, Facts(), settings=settings)
    assert isinstance(document, Document)
    return document


@given(st.lists(pieces, max_size=8))
def test_blocks_tile_the_text(drawn: list[Piece]) -> None:
    """Blocks lie in order, a blank line apart, and cover the whole text; nothing is empty or untidy."""
    result = make_document(make_source("a.txt"), drawn, Facts(), settings=SETTINGS)
    if isinstance(result, Skipped):
        assert not any(tidy_text(piece.text) for piece in drawn)
        return
    covered = [block.span.of(result.text) for block in result.blocks]
    assert "\n\n".join(covered) == result.text
    assert all(text == tidy_text(text) != "" for text in covered)
    assert [block.number for block in result.blocks] == list(range(len(covered)))
    assert (result.pages, {block.page for block in result.blocks}) == ((), {0})


def test_sections_follow_the_levels_of_headings() -> None:
    """A heading closes those of its level and below; a skipped level does no harm."""
    document = build(
        heading("One", 1), heading("Deep", 3), Piece(kind=BlockKind.PARAGRAPH, text="a"), heading("Two", 2)
    )
    assert [block.section for block in document.blocks] == [(), ("One",), ("One", "Deep"), ("One",)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Contents", Part.CONTENTS),
        ("Executive summary", Part.SUMMARY),
        ("7. References", Part.REFERENCES),
        ("Glossary of terms", Part.GLOSSARY),
        ("Annex B: Method", Part.ANNEX),
        ("Appendix 1", Part.ANNEX),
        ("Summary of staff views on discharge in the area", Part.BODY),
        ("Index of deprivation", Part.BODY),
        ("What works well", Part.BODY),
    ],
)
def test_parts_are_told_from_clear_headings_only(text: str, part: Part) -> None:
    """A heading opens a part only if it says so as a whole."""
    assert tell_part(text) is part


def test_a_part_ends_with_the_next_heading_of_its_level() -> None:
    """What stands under a subheading of the annex is annex; the next heading of its level is body again."""
    document = build(heading("Annex A", 1), heading("Method", 2), heading("Next", 1))
    assert [block.part for block in document.blocks] == [Part.ANNEX, Part.ANNEX, Part.BODY]


def test_a_table_has_text_rows_and_a_block() -> None:
    """Rows are evened out, empty ones left out, and the record points to its block."""
    rows = (("Measure", "2016"), ("", ""), ("Days\nlost",))
    document = build(heading("A", 1), Piece(kind=BlockKind.TABLE, rows=rows, caption=" Delays "))
    (table,) = document.tables
    assert table.rows == (("Measure", "2016"), ("Days lost", ""))
    assert (table.block, table.caption) == (1, "Delays")
    assert document.text == "A\n\nMeasure | 2016 ; Days lost | "


def test_a_document_of_endless_text_is_too_large() -> None:
    """The limit of pages holds for forms without pages too, at 3000 characters a page."""
    small = replace(SETTINGS, max_pages=1)
    text = Piece(kind=BlockKind.PARAGRAPH, text="x" * 3001)
    result = make_document(make_source("a.txt"), [text], Facts(), settings=small)
    assert isinstance(result, Skipped)
    assert result.code is Status.TOO_LARGE


def test_invisible_characters_and_ligatures_are_mended() -> None:
    """Soft hyphens, zero-width marks and controls go, ligatures become letters, accents join their letters."""
    found = "\ufeffdi\ufb03cult co\u00adopera\u200btion\x07 cafe\u0301\u00a0\u2028x"
    assert tidy_text(found) == "difficult cooperation café x"


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("Café – “quoted”".encode(), "", "Café – “quoted”"),
        ("Café – “quoted”".encode(), "iso-8859-1", "Café – “quoted”"),
        ("Café – “quoted”".encode("cp1252"), "iso-8859-1", "Café – “quoted”"),
        ("Café".encode("utf-16"), "", "Café"),
        ("Café".encode("utf-8-sig"), "", "Café"),
        ("Zażółć".encode("iso8859-2"), "ISO-8859-2", "Zażółć"),
        ("Café".encode("cp1252"), "no-such-encoding", "Café"),
        ("Café".encode("cp1252"), "utf-16", "Café"),
        (b"plain +AGE-", "utf-7", "plain +AGE-"),
    ],
)
def test_text_is_decoded_by_mark_then_utf8_then_as_declared(data: bytes, declared: str, text: str) -> None:
    """Wrong and harmful declarations are not followed."""
    assert decode(data, declared=declared)[0] == text
