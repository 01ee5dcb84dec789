"""Short names that a report introduces, definite reference inside it, and candidates."""

import pytest

from reportminer.extract.abbreviations import spells
from tests.extract.builders import find, read

PLYMOUTH = ("# Plymouth", "# Local system review report", "Date of review: 4-8 December 2017")
COUNCIL, CCG = "E06000026", "99P"


def test_the_council_that_a_report_introduces() -> None:
    """A short name in brackets stands for the name before it, also in later paragraphs."""
    extraction = read("Plymouth City Council (the council) met.", "The council agreed; the council paid.")
    mentions = [*find("the council", extraction), *find("The council", extraction)]
    assert {(m.label, m.canonical, m.code, m.score) for m in mentions} == {
        ("LOCAL_AUTHORITY", "Plymouth City Council", COUNCIL, 1.0)
    }
    assert len(mentions) == 3


def test_the_group_that_a_report_introduces() -> None:
    """An abbreviation with "the" is found with it."""
    extraction = read(
        "Northern, Eastern and Western Devon Clinical Commissioning Group (the CCG) met.", "Then the CCG paid."
    )
    assert [(m.canonical, m.code) for m in find("the CCG", extraction)] == [
        ("NHS Northern, Eastern and Western Devon CCG", CCG)
    ] * 2


@pytest.mark.parametrize(
    ("introduced", "later", "label", "canonical"),
    [
        (
            "The Department of Health and Social Care (DHSC) wrote.",
            "DHSC",
            "GOVERNMENT",
            "Department of Health and Social Care",
        ),
        (
            "The Civil Contingencies Secretariat (CCS) wrote.",
            "CCS",
            "GOVERNMENT",
            "Civil Contingencies Secretariat",
        ),
        ("The Vale Resilience Forum (VRF) met.", "VRF", "ORGANISATION", "Vale Resilience Forum"),
        (
            "The Vale Winter Care Strategy 2016 (“the 2016 Strategy”) set it out.",
            "the 2016 Strategy",
            "DOCUMENT",
            "Vale Winter Care Strategy 2016",
        ),
        ("The Vale Recovery Fund (VRF) paid.", "VRF", "PROGRAMME", "Vale Recovery Fund"),
        (
            "NHS Averndale Clinical Commissioning Group (Averndale CCG) paid.",
            "Averndale CCG",
            "CCG",
            "Averndale Clinical Commissioning Group",
        ),
    ],
)
def test_abbreviations_hold_from_there_on(introduced: str, later: str, label: str, canonical: str) -> None:
    """Bodies, documents and programmes, of lists and of none, are known by what the report calls them."""
    mention = find(later, read(introduced, f"People knew {later} well."))[-1]
    assert (mention.label, mention.canonical) == (label, canonical)
    assert mention.score >= 0.9


def test_an_abbreviation_is_not_known_before_it_is_introduced() -> None:
    """What stands before the bracket is not explained by it."""
    extraction = read("The VRF met.", "The Vale Resilience Forum (VRF) met.")
    assert [m.sentence for m in find("VRF", extraction)] == [1]


def test_the_last_introduction_counts() -> None:
    """A short name that is given anew stands for the new name from there on."""
    extraction = read(
        "The Vale Resilience Forum (VRF) met.", "VRF met.", "The Vale Recovery Fund (VRF) paid.", "VRF paid."
    )
    assert [m.canonical for m in find("VRF", extraction)] == ["Vale Resilience Forum"] * 2 + [
        "Vale Recovery Fund"
    ] * 2


@pytest.mark.parametrize("bracket", ["(Japan)", "(2017)", "(see Box 3)", "(Labour)", "(QRZ)", "(years)"])
def test_other_brackets_introduce_nothing(bracket: str) -> None:
    """A place, a year, a reference and letters that the name does not have are no short names."""
    word = bracket.strip("()")
    found = find(word, read(f"The Vale Resilience Forum {bracket} met.", f"We saw {word} there."))
    assert all("Vale" not in mention.canonical for mention in found)


@pytest.mark.parametrize(
    ("form", "long", "expected"),
    [
        ("DHSC", "Department of Health and Social Care", True),
        ("NERVTAG", "New and Emerging Respiratory Virus Threats Advisory Group", True),
        ("CCGs", "Clinical Commissioning Groups", True),
        ("APCC", "Association of Police and Crime Commissioners", True),
        ("DHSC", "Department for Transport", False),
        ("QC", "Resilience Forum", False),
    ],
)
def test_letters_of_an_abbreviation(form: str, long: str, expected: bool) -> None:
    """The capitals are initials in order."""
    assert spells(form, long) is expected


def test_names_that_the_text_explains() -> None:
    """A charity and a scheme of no list and no known form are found where they are explained, and after."""
    extraction = read(
        "Second Lantern, a charity run by nurses, taught the class.", "Later Second Lantern grew.", "It ran on."
    )
    assert [m.label for m in find("Second Lantern", extraction)] == ["CHARITY", "CHARITY"]
    extraction = read("The scheme called Silver Lanes helped.", "Silver Lanes ended.")
    assert [m.label for m in find("Silver Lanes", extraction)] == ["PROGRAMME", "PROGRAMME"]


def test_the_council_of_a_local_report_is_its_own() -> None:
    """Without any introduction "the council" is the area's, with a lower score."""
    (mention,) = find("The council", read("The council agreed.", cover=PLYMOUTH))
    assert (mention.canonical, mention.code, mention.score) == ("Plymouth City Council", COUNCIL, 0.8)


def test_the_council_is_left_alone_beside_another() -> None:
    """Where the paragraph names another council, "the council" may be either."""
    extraction = read("Devon County Council was asked and the council replied.", cover=PLYMOUTH)
    assert find("the council", extraction) == []


@pytest.mark.parametrize(
    ("named", "said", "label"),
    [
        ("Kelder Hospitals NHS Trust was asked.", "The trust", "NHS_TRUST"),
        ("Derriford Hospital was full.", "The hospital", "HOSPITAL"),
        ("The Mid Vale Inquiry sat.", "The Inquiry", "ORGANISATION"),
        ("The Averndale Scrutiny Committee sat.", "The committee", "ORGANISATION"),
    ],
)
def test_the_only_one_named_so_far_is_meant(named: str, said: str, label: str) -> None:
    """A noun stands for the only body of its kind that was named before."""
    (mention,) = find(said, read(named, f"{said} agreed."))
    assert (mention.label, mention.score) == (label, 0.7)
    assert mention.canonical in named


def test_where_several_are_possible_nothing_is_said() -> None:
    """Two trusts named and none of them in this paragraph: no mention."""
    extraction = read("Kelder Hospitals NHS Trust and Plymouth Hospitals NHS Trust met.", "The trust agreed.")
    assert find("The trust", extraction) == []


def test_the_only_one_of_the_paragraph_is_meant_with_less_certainty() -> None:
    """The others stay as candidates."""
    extraction = read(
        "Kelder Hospitals NHS Trust and Plymouth Hospitals NHS Trust met.",
        "Plymouth Hospitals NHS Trust was asked. The trust agreed.",
    )
    (mention,) = find("The trust", extraction)
    assert (mention.code, mention.score) == ("RK9", 0.6)
    assert [(c.key, c.score) for c in mention.candidates] == [("RK9", 0.6), ("Kelder Hospitals NHS Trust", 0.4)]


@pytest.mark.parametrize(
    "text",
    [
        "Kelder Hospitals NHS Trust grew. The trust between partners grew.",
        "Derriford Hospital grew. The hospital discharge team grew.",
        "The Averndale Scrutiny Committee sat. The Committee of Ministers sat.",
    ],
)
def test_a_noun_that_is_no_reference(text: str) -> None:
    """Trust as a feeling, a noun before a noun, and another body's name stand for nothing named before."""
    assert [m for m in read(text).entities if m.score == 0.7] == []


def test_an_ambiguous_name_keeps_its_candidates() -> None:
    """Two groups of one name were in being in May 2019: both are given, with scores below 1."""
    (mention,) = find(
        "NHS Herefordshire CCG", read("NHS Herefordshire CCG met.", cover=("# A report", "Published: 3 May 2019"))
    )
    assert [(c.key, c.score) for c in mention.candidates] == [("05F", 0.5), ("18C", 0.5)]
    assert (mention.code, mention.score) == ("05F", 0.5)


def test_a_surname_stands_for_the_one_person_who_bears_it() -> None:
    """After the full name a title and surname lead to it; a surname of two people does not."""
    extraction = read(
        "Sir Edmund Marr KC and Dr Una Teale spoke.", "Mr Marr left. Then Ms Olive Teale and Dr Teale."
    )
    assert [(m.text, m.canonical) for m in extraction.entities if m.label == "PERSON"] == [
        ("Sir Edmund Marr KC", "Edmund Marr"),
        ("Una Teale", "Una Teale"),
        ("Mr Marr", "Edmund Marr"),
        ("Olive Teale", "Olive Teale"),
        ("Dr Teale", ""),
    ]
