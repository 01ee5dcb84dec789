"""Every label of the design is found at least by form, and traps of names are not fallen into."""

import pytest

from tests.extract.builders import read

YORK = ("# York", "# Local system review report", "Date of review: 30 October to 3 November 2017")


@pytest.mark.parametrize(
    ("sentence", "label", "text"),
    [
        ("The improved Better Care Fund paid.", "PROGRAMME", "improved Better Care Fund"),
        ("The iBCF paid for it.", "PROGRAMME", "iBCF"),
        ("They ran Discharge to Assess well.", "PROGRAMME", "Discharge to Assess"),
        ("They ran Exercise Winter Willow then.", "PROGRAMME", "Exercise Winter Willow"),
        ("The Vale Redress Scheme paid.", "PROGRAMME", "Vale Redress Scheme"),
        ("An intermediate care service opened.", "SERVICE", "intermediate care service"),
        ("The Rapid Response Team came.", "SERVICE", "Rapid Response Team"),
        ("The acute frailty unit was full.", "SERVICE", "acute frailty unit"),
        ("The hospital discharge team came.", "SERVICE", "hospital discharge team"),
        ("The Kelder Falls Clinic closed.", "SERVICE", "Kelder Falls Clinic"),
        (
            "The Averndale Health and Care Strategy 2016-21 said so.",
            "DOCUMENT",
            "Averndale Health and Care Strategy 2016-21",
        ),
        ("The report ‘Hidden Harm in Care’ said so.", "DOCUMENT", "Hidden Harm in Care"),
        ("The Police Reform White Paper said so.", "DOCUMENT", "Police Reform White Paper"),
        ("The Green Book said so.", "DOCUMENT", "Green Book"),
        ("Here delayed transfers of care rose.", "MEASURE", "delayed transfers of care"),
        ("It missed the four-hour standard.", "MEASURE", "four-hour standard"),
        ("The average length of stay rose.", "MEASURE", "average length of stay"),
        ("The emergency readmission rate rose.", "MEASURE", "emergency readmission rate"),
        ("The vacancy rate rose.", "MEASURE", "vacancy rate"),
        ("There were 1,030 vacancies then.", "COUNT", "1,030 vacancies"),
        ("There were 302 police officers then.", "COUNT", "302 police officers"),
        ("They had two GPs then.", "COUNT", "two GPs"),
        ("The Contempt of Court Act applied.", "LAW", "Contempt of Court Act"),
        ("Regulation (EU) 2016/679 applied.", "LAW", "Regulation (EU) 2016/679"),
        ("Their section 75 agreement ended.", "LAW", "section 75 agreement"),
        ("The Deputy Chief Scientific Adviser spoke.", "ROLE", "Deputy Chief Scientific Adviser"),
        ("The Director General for Winter Planning spoke.", "ROLE", "Director General for Winter Planning"),
        ("The Policing Minister spoke.", "ROLE", "Policing Minister"),
        ("Later Bettina Marlow spoke.", "PERSON", "Bettina Marlow"),
        ("Councillor Ann Lee, cabinet member, spoke.", "PERSON", "Ann Lee"),
        ("The University of Leeds replied.", "ORGANISATION", "University of Leeds"),
        ("The London School of Winter Studies replied.", "ORGANISATION", "London School of Winter Studies"),
        ("The Department for Winter Affairs replied.", "GOVERNMENT", "Department for Winter Affairs"),
        ("The Saltreach Pier Trust replied.", "CHARITY", "Saltreach Pier Trust"),
        ("Averndale Community Trust replied.", "NHS_TRUST", "Averndale Community Trust"),
        ("The Vale Advisory Group on Winter Deaths met.", "ORGANISATION", "Vale Advisory Group on Winter Deaths"),
    ],
)
def test_a_name_by_list_or_form(sentence: str, label: str, text: str) -> None:
    """Each form of name has its label and its whole extent."""
    assert (label, text) in [(m.label, m.text) for m in read(sentence).entities]


@pytest.mark.parametrize(
    "sentence",
    [
        "It took two years and 14 days.",
        "Recommendation 12 reports this.",
        "They called 999 calls a burden.",
        "In 2016 people waited.",
        "There were two reasons.",
        "Category 1 responders met.",
        "One in 5 of the patients waited.",
    ],
)
def test_what_is_no_count(sentence: str) -> None:
    """Durations, references, years, telephone numbers and parts of an argument are no numbers of things."""
    assert [m.text for m in read(sentence).entities if m.label == "COUNT"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The Annual Report said so.",
        "The Plan and the Framework said so.",
        "The Team and the Unit met.",
        "The Act applied.",
    ],
)
def test_a_form_without_a_name(sentence: str) -> None:
    """A head word alone, or with ordinary words, names nothing."""
    assert [m.text for m in read(sentence).entities] == []


def test_two_bodies_after_one_another_are_two() -> None:
    """ "And the" joins no names, and a date before a name is none of it."""
    text = "For the Home Office and the National Police Chiefs’ Council. In May 2019 the Vale Mill Union met."
    assert [m.text for m in read(text).entities if m.label != "DATE"] == [
        "Home Office",
        "National Police Chiefs’ Council",
        "Vale Mill Union",
    ]


def test_a_body_inside_a_count_is_kept() -> None:
    """A name is worth more than the number that stands before it."""
    assert [m.text for m in read("There were 14 UK Government departments.").entities] == ["UK Government"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Reading the plan took time.", []),
        ("Staff were reading. In Reading people waited.", [("Reading", "E06000038")]),
        ("Bath time was late. A Bath seat broke.", []),
        ("People in Bath waited.", [("Bath", "")]),
        (
            "Services in Bath and North East Somerset closed.",
            [("Bath and North East Somerset", "E06000022")],
        ),
        ("Services across Greater Manchester closed.", [("Greater Manchester", "E47000001")]),
        ("Services in Manchester closed.", [("Manchester", "E08000003")]),
        ("Services in North Yorkshire closed.", [("North Yorkshire", "E10000023")]),
        ("Services in York closed.", [("York", "E06000014")]),
        ("NHS Vale of York CCG paid.", [("NHS Vale of York CCG", "03Q")]),
        ("We were in the Vale of York.", [("Vale of York", "")]),
        ("Services in East Sussex closed.", [("East Sussex", "E10000011")]),
        ("Services in Sussex closed.", [("Sussex", "")]),
        ("Cumbria County Council paid.", [("Cumbria County Council", "E10000006")]),
        ("Northamptonshire County Council paid.", [("Northamptonshire County Council", "E10000021")]),
    ],
)
def test_traps_of_places(sentence: str, expected: list[tuple[str, str]]) -> None:
    """A word is no town, a town no county, and a part of a longer name is not found alone (a report of 2017)."""
    found = [m for m in read(sentence, cover=YORK).entities if m.label in ("PLACE", "CCG", "LOCAL_AUTHORITY")]
    assert [(m.text, m.code) for m in found] == expected


@pytest.mark.parametrize(
    ("published", "canonical"),
    [
        ("14 December 2017", "Plymouth Hospitals NHS Trust"),
        ("9 May 2019", "University Hospitals Plymouth NHS Trust"),
    ],
)
def test_a_trust_has_its_name_of_the_time(published: str, canonical: str) -> None:
    """Plymouth Hospitals became University Hospitals Plymouth in April 2018; the code is the same."""
    extraction = read("Plymouth Hospitals NHS Trust paid.", cover=("# A report", f"Published: {published}"))
    (mention,) = [m for m in extraction.entities if m.label == "NHS_TRUST"]
    assert (mention.code, mention.canonical) == ("RK9", canonical)


@pytest.mark.parametrize(("year", "score"), [("2018", 1.0), ("2024", 0.8)])
def test_an_abolished_council_is_linked_with_less_certainty(year: str, score: float) -> None:
    """Cumbria County Council ended in March 2023."""
    extraction = read("Cumbria County Council paid.", cover=("# A report", f"Published: 1 May {year}"))
    (mention,) = [m for m in extraction.entities if m.label == "LOCAL_AUTHORITY"]
    assert (mention.code, mention.score) == ("E10000006", score)
