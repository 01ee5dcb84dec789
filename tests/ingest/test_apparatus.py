"""Glossaries, references and indexes are known by their form, and pages of text are not taken for them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reportminer.ingest.sections import part_named
from reportminer.records import Part
from tests.ingest.made_pdfs import PROSE, Sheet, parse_made

TERMS = ("Advocate", "Assessment", "Carer", "Discharge", "Hospice", "Pathway", "Respite", "Triage")
AUTHORS = ("Abel", "Brook", "Carver", "Dunn", "Eden", "Frost", "Grey")
WORDS = (
    "access",
    "beds",
    "budgets",
    "carers",
    "discharge",
    "estates",
    "funding",
    "governance",
    "hospices",
    "training",
)


def glossary(sheet: Sheet) -> None:
    """Terms in bold, their meaning after them."""
    for term in TERMS:
        sheet.at(term, 72, sheet.y, font="Helvetica-Bold")
        sheet.line("what the partners of the review mean when they use this word", x=85 + 6.5 * len(term), step=22)


def tabbed(sheet: Sheet) -> None:
    """Short forms with their meaning at a tab stop."""
    for term in TERMS:
        sheet.at(term[:3].upper(), 72, sheet.y)
        sheet.line(f"{term} as defined by the partners of this review in the year before", x=160, step=22)


def references(sheet: Sheet) -> None:
    """Authors and years in order of the alphabet."""
    for index, name in enumerate(AUTHORS):
        sheet.line(f"{name}, J. ({2010 + index}) Moving between services. Ambershire: Example Press.", step=22)


def numbered(sheet: Sheet) -> None:
    """Numbered references with addresses."""
    for index, name in enumerate(reversed(AUTHORS), 1):
        sheet.line(f"{index}. {name} Trust, Annual review, 2019. Available at: www.example.org/{index}", step=22)


def index(sheet: Sheet) -> None:
    """Words with the pages that they stand on."""
    for number, word in enumerate(WORDS, 3):
        sheet.line(f"{word}, {number}, {2 * number}–{2 * number + 3}, {9 * number}", step=18)


def under_text(draw: Callable[[Sheet], None]) -> Callable[[Sheet], None]:
    """A page of text that ends in a list under a heading that does not name it."""

    def both(sheet: Sheet) -> None:
        sheet.heading("What we found")
        sheet.paragraph(PROSE)
        sheet.heading("More on this")
        draw(sheet)

    return both


@pytest.mark.parametrize(
    ("draw", "part"),
    [
        (glossary, Part.GLOSSARY),
        (tabbed, Part.GLOSSARY),
        (references, Part.REFERENCES),
        (numbered, Part.REFERENCES),
        (index, Part.INDEX),
    ],
)
def test_lists_are_known_by_their_form(tmp_path: Path, draw: Callable[[Sheet], None], part: Part) -> None:
    """Entries of one form, in order, have their part under any heading; the text before has its own."""
    document = parse_made(tmp_path / "a.pdf", [under_text(draw)])
    found = [block.part for block in document.blocks]
    assert found[:2] == [Part.BODY, Part.BODY]
    assert set(found[2:]) == {part}


def dated(sheet: Sheet) -> None:
    """What happened year by year."""
    for name in AUTHORS:
        sheet.line(f"{name}shire Council agreed its plan for the winter in 2019 and paid for more beds.", step=22)


def led(sheet: Sheet) -> None:
    """Findings with the place in bold before them, in no order."""
    for name in ("Moor", "Abel", "Grey", "Carver", "Frost", "Brook", "Eden"):
        sheet.at(name, 72, sheet.y, font="Helvetica-Bold")
        sheet.line("had too few nurses on the wards at night and did not ask for help", x=130, step=22)


def by_place(sheet: Sheet) -> None:
    """What was found place by place, in order of the alphabet."""
    for name in AUTHORS:
        sheet.line(f"{name}shire: the team had too few nurses on the wards at night", step=22)


@pytest.mark.parametrize("draw", [dated, led, by_place])
def test_text_is_never_taken_for_a_list(tmp_path: Path, draw: Callable[[Sheet], None]) -> None:
    """Sentences with years, or with words in bold before them, stay body text."""
    document = parse_made(tmp_path / "a.pdf", [under_text(draw)])
    assert {block.part for block in document.blocks} == {Part.BODY}


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Appendix 3: Glossary", Part.GLOSSARY),
        ("Annex B – References", Part.REFERENCES),
        ("Appendix 2: Evidence", Part.ANNEX),
        ("Annex A: Government response", None),
    ],
)
def test_an_annex_may_be_a_glossary(heading: str, part: Part | None) -> None:
    """The title of an annex says which part it is."""
    assert part_named(heading) == part


def closing(texts: Sequence[str]) -> Callable[[Sheet], None]:
    """A page with paragraphs."""

    def draw(sheet: Sheet) -> None:
        for text in texts:
            sheet.paragraph(text)

    return draw


def test_text_above_an_imprint_on_the_last_page_is_body(tmp_path: Path) -> None:
    """The end of the report is not lost where the imprint follows it on its page."""
    imprint = "© Crown copyright 2024. This publication is licensed under the Open Government Licence."
    pages = [
        closing([PROSE, PROSE]),
        closing([PROSE, PROSE]),
        closing([f"The last word is with the people. {PROSE}", "A plan will follow.", imprint]),
    ]
    document = parse_made(tmp_path / "a.pdf", pages)
    assert [block.part for block in document.blocks if block.page == 3] == [Part.BODY, Part.BODY, Part.FRONT]
