"""Entities by list and by form, on one pipeline."""

from pathlib import Path

import pytest

from reportminer.codebook import Codebook, load_codebook
from reportminer.extract.extractor import Extraction, Extractor
from reportminer.gazetteer import load_gazetteer
from reportminer.records import EntityMention, Part
from reportminer.settings import ExtractSettings
from tests.extract.documents import make_document, make_word_map

CODEBOOK = """
[themes]
leadership = { label = "Leadership", phrases = ["shared vision", "leader*"] }
budgets = { label = "Budgets", phrases = ["pool* budget*"] }
[patterns.shared_vision]
theme = "leadership"
polarity = "good_practice"
definition = "There is one."
"""


@pytest.fixture(scope="module")
def codebook(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    """Two themes with phrases."""
    path = tmp_path_factory.mktemp("codebook") / "codebook.toml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return load_codebook(path)


@pytest.fixture(scope="module")
def extractor(root: Path, codebook: Codebook) -> Extractor:
    """The shipped pipeline and gazetteer."""
    return Extractor(
        codebook=codebook,
        gazetteer=load_gazetteer(root / "configs" / "gazetteer"),
        settings=ExtractSettings(),
        pipeline=root / "configs" / "pipeline.cfg",
    )


def read(extractor: Extractor, *texts: str, cover: tuple[str, ...] = ()) -> Extraction:
    """Extract from paragraphs on page 5, after a cover."""
    return extractor.extract(make_document([*((1, line) for line in cover), *((5, text) for text in texts)]))


def names(extraction: Extraction) -> list[tuple[str, str, str]]:
    """Label, text and code of each entity."""
    return [(e.label, e.text, e.code) for e in extraction.entities]


def only(extraction: Extraction) -> EntityMention:
    """The one entity."""
    (entity,) = extraction.entities
    return entity


LSR_READING = ("# Reading", "## Local system review report", "Date of review: 6th September and 2nd November 2018")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("People in Halton waited.", ("PLACE", "Halton", "E06000006")),
        ("The Halton borough council agreed.", ("LOCAL_AUTHORITY", "Halton borough council", "E06000006")),
        ("Halton Borough Council’s plan was clear.", ("LOCAL_AUTHORITY", "Halton Borough Council", "E06000006")),
        ("Services across Greater Manchester improved.", ("PLACE", "Greater Manchester", "E47000001")),
        ("NHS Vale of York CCG was in deficit.", ("CCG", "NHS Vale of York CCG", "03Q")),
        ("We went to East Sussex first.", ("PLACE", "East Sussex", "E10000011")),
        ("Wythenshawe Hospital was full.", ("HOSPITAL", "Wythenshawe Hospital", "")),
        ("Staff at Averndale City Council were proud.", ("LOCAL_AUTHORITY", "Averndale City Council", "")),
        ("NHS Norrow Valley CCG agreed.", ("CCG", "NHS Norrow Valley CCG", "")),
        ("The Three Shires Community NHS Trust agreed.", ("NHS_TRUST", "Three Shires Community NHS Trust", "")),
        ("CQC asked.", ("REGULATOR", "CQC", "")),
        ("The Nursing and Midwifery Council asked.", ("REGULATOR", "Nursing and Midwifery Council", "")),
        ("The North South Ministerial Council met.", ("ORGANISATION", "North South Ministerial Council", "")),
        ("The ESA Council met.", ("ORGANISATION", "ESA Council", "")),
        ("The red bag worked.", ("PROGRAMME", "red bag", "")),
        ("Dr Jane Doe agreed.", ("PERSON", "Jane Doe", "")),
        ("Mr Doe agreed.", ("PERSON", "Mr Doe", "")),
        ("It cost £3.5 million.", ("MONEY", "£3.5 million", "")),
        ("It cost £226,000, they said.", ("MONEY", "£226,000", "")),
        ("It fell by 11.4 per cent.", ("PERCENT", "11.4 per cent", "")),
        ("The Riot Compensation Act 2016 applied.", ("LAW", "Riot Compensation Act 2016", "")),
    ],
)
def test_one_entity(extractor: Extractor, sentence: str, expected: tuple[str, str, str]) -> None:
    """Names of lists have their codes; names of no list are found by their form."""
    assert names(read(extractor, sentence)) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Reading the plan took time.",
        "A bath was out of order.",
        "Bath seats were ordered.",
        "The Council agreed.",
        "The County Council and the Mental Health Trust agreed.",
        "The Chancellor of the Duchy of Lancaster agreed.",
        "The Trust and the Hospital agreed.",
    ],
)
def test_no_entity(extractor: Extractor, sentence: str) -> None:
    """A verb, a noun, a part of a title, and a form without a name are no names."""
    assert [e for e in read(extractor, sentence).entities if e.label != "ROLE"] == []


def test_reading_is_a_place_where_the_report_is_about_it(extractor: Extractor) -> None:
    """In the review of Reading the name is the place, but the verb stays a verb."""
    extraction = read(
        extractor, "Reading has good services.", "Reading the plan, staff from Reading agreed.", cover=LSR_READING
    )
    places = [(e.sentence, e.text, e.code) for e in extraction.entities if e.label == "PLACE"]
    assert [(text, code) for _, text, code in places] == [("Reading", "E06000038"), ("Reading", "E06000038")]
    assert places[0][0] != places[1][0]


def test_an_area_of_no_list_is_a_place_too(extractor: Extractor) -> None:
    """The bare name of the reviewed area is found also where no list holds it."""
    cover = ("# Averndale", "## Local system review report")
    extraction = read(extractor, "People in Averndale waited.", cover=cover)
    assert extraction.facts.area == "Averndale"
    assert names(extraction)[-1] == ("PLACE", "Averndale", "")


def test_two_bodies_joined_by_and_are_two(extractor: Extractor) -> None:
    """ "And" joins the places of one council, not two councils."""
    found = names(read(extractor, "Averndale City Council and Kelder Borough Council met."))
    assert [text for _, text, _ in found] == ["Averndale City Council", "Kelder Borough Council"]
    found = names(read(extractor, "Bournemouth, Christchurch and Poole Council met."))
    assert found == [("LOCAL_AUTHORITY", "Bournemouth, Christchurch and Poole Council", "E06000058")]


def test_an_office_ends_before_its_body(extractor: Extractor) -> None:
    """The head of a body is an office and a body."""
    found = names(
        read(extractor, "The Chief Executive of NHS England and the Director of Adult Social Services met.")
    )
    assert [(label, text) for label, text, _ in found] == [
        ("ROLE", "Chief Executive"),
        ("ORGANISATION", "NHS England"),
        ("ROLE", "Director of Adult Social Services"),
    ]


def test_people_beside_their_office(extractor: Extractor) -> None:
    """A name without a title is a person where an office stands beside it."""
    text = "The team was led by Rosamund Teale, delivery lead, and Idris Pemberley, lead reviewer."
    assert [t for label, t, _ in names(read(extractor, text)) if label == "PERSON"] == [
        "Rosamund Teale",
        "Idris Pemberley",
    ]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("16 20 October 2017", "2017-10-16/2017-10-20"),
        ("13 June 2020", "2020-06-13"),
        ("May 2018", "2018-05"),
        ("2016-17", "2016-04-01/2017-03-31"),
        ("2016/17", "2016-04-01/2017-03-31"),
        ("6th September and 2nd November 2018", "2018-09-06/2018-11-02"),
    ],
)
def test_dates_have_an_iso_form(extractor: Extractor, text: str, canonical: str) -> None:
    """A date's canonical form is ISO; a financial year runs from April to March."""
    entity = only(read(extractor, f"It was so in {text} here."))
    assert (entity.label, entity.text, entity.canonical) == ("DATE", text, canonical)


def test_a_law_is_linked_also_by_its_section(extractor: Extractor) -> None:
    """A section is part of the mention and the act is its canonical name."""
    entity = only(read(extractor, "It fell under section 48 of the Health and Social Care Act 2008."))
    assert entity.text == "section 48 of the Health and Social Care Act 2008"
    assert entity.canonical == "Health and Social Care Act 2008"


def test_spans_lead_to_the_text(extractor: Extractor) -> None:
    """Sentences, entities and themes state where they stand in the document's text."""
    document = make_document([(2, "# Findings"), (2, "Leaders met. Halton Borough Council shared £3m.")])
    extraction = extractor.extract(document)
    assert [s.span.of(document.text) for s in extraction.sentences] == [s.text for s in extraction.sentences]
    assert [e.span.of(document.text) for e in extraction.entities] == ["Halton Borough Council", "£3m"]
    assert [t.span.of(document.text) for t in extraction.themes] == ["Leaders"]
    assert extraction.sentences[1].section == ("Findings",)
    assert {e.sentence for e in extraction.entities} == {1}


def test_themes_know_negation(extractor: Extractor) -> None:
    """A phrase is found with its rule, and with whether it is negated."""
    extraction = read(extractor, "There was no shared vision, but pooled budgets worked.")
    assert [(t.theme_id, t.rule, t.negated) for t in extraction.themes] == [
        ("leadership", "shared vision", True),
        ("budgets", "pool* budget*", False),
    ]


def test_repeated_sentences_have_ids_of_their_own(extractor: Extractor) -> None:
    """The same words twice in a block are two findings; the ids are the same on every run."""
    first, again = (read(extractor, "People waited. People waited.") for _ in range(2))
    ids = [s.finding_id for s in first.sentences]
    assert len(set(ids)) == 2
    assert ids == [s.finding_id for s in again.sentences]


def test_only_running_text_of_the_body_is_read(extractor: Extractor) -> None:
    """Headings, minutes and reference lists yield no sentences; list items do."""
    lines = [(1, "# One heading here"), (1, "People waited."), (1, "- They went home."), (2, "# Formal minutes")]
    document = make_document([*lines, (2, "The draft report was read.")])
    assert [s.text for s in extractor.extract(document).sentences] == ["People waited.", "They went home."]
    references = make_document([(1, "People waited.")], part=Part.REFERENCES)
    assert extractor.extract(references).sentences == ()


def test_a_report_that_is_mostly_annex_is_read_there(extractor: Extractor) -> None:
    """A response printed as an appendix is read."""
    annex = make_document([(1, "The Government accepts this.")], part=Part.ANNEX)
    assert len(extractor.extract(annex).sentences) == 1


def test_a_sentence_knows_its_page_and_lines(extractor: Extractor) -> None:
    """Page and rectangles come from the words, not from the block."""
    text = "People waited. They went home."
    document = make_document([(1, text)])
    document = type(document)(
        **{name: getattr(document, name) for name in document.__slots__ if name != "words"},
        words=make_word_map(text, page=7),
    )
    sentences = extractor.extract(document).sentences
    assert [s.page for s in sentences] == [7, 7]
    assert [(r.box.x0, r.box.x1) for r in sentences[1].regions] == [(20.0, 49.0)]
