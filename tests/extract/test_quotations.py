"""Quotations of whole documents: words, speakers, and what is no speech."""

import pytest

from reportminer.extract.extractor import Extractor
from reportminer.records import Quote, Speaker, Speech
from tests.extract.builders import make_extractor
from tests.extract.documents import Line, make_document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """The shipped pipeline, codebook and gazetteer."""
    return make_extractor()


def quotes(extractor: Extractor, *texts: str, title: str = "") -> tuple[Quote, ...]:
    """The quotations of paragraphs on page 5 under one heading."""
    lines: list[Line] = [(5, "# Findings"), *((5, text) for text in texts)]
    return extractor.extract(make_document(lines, title=title)).quotes


def only(extractor: Extractor, *texts: str) -> Quote:
    """The one quotation."""
    (quote,) = quotes(extractor, *texts)
    return quote


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We open one door at a time,” said a ward manager.",
            (
                "We open one door at a time,",
                "a ward manager",
                Speaker.STAFF,
                "said",
            ),
        ),
        (
            "A carer told us: “Nobody rang me back.” We checked the log.",
            (
                "Nobody rang me back.",
                "A carer",
                Speaker.CARERS,
                "told us",
            ),
        ),
        (
            "As one relative told us, “they lost her glasses twice”.",
            (
                "they lost her glasses twice",
                "one relative",
                Speaker.CARERS,
                "told us",
            ),
        ),
        (
            "According to the county council, “every bed was full by noon on the first day”.",
            (
                "every bed was full by noon on the first day",
                "the county council",
                Speaker.ORGANISATION,
                "According to",
            ),
        ),
        (
            'Care home managers said that "the letters came a week after the patients".',
            (
                "the letters came a week after the patients",
                "Care home managers",
                Speaker.PROVIDERS,
                "said",
            ),
        ),
        (
            "‘I keep my own list of numbers,’ a retired teacher told us.",
            (
                "I keep my own list of numbers,",
                "a retired teacher",
                Speaker.PEOPLE,
                "told us",
            ),
        ),
        (
            "The guidance states that “no person should be moved after eight in the evening”.",
            (
                "no person should be moved after eight in the evening",
                "The guidance",
                Speaker.DOCUMENT,
                "states",
            ),
        ),
        (
            "The chief executive of the trust said: “I would do it again.”",
            (
                "I would do it again.",
                "The chief executive of the trust",
                Speaker.LEADERS,
                "said",
            ),
        ),
        (
            "“Not again,” thought one woman who looks after her brother.",
            (
                "Not again,",
                "one woman who looks after her brother",
                Speaker.CARERS,
                "thought",
            ),
        ),
    ],
)
def test_words_and_speaker_are_found(
    extractor: Extractor, text: str, expected: tuple[str, str, Speaker, str]
) -> None:
    """The words stand without marks beside who said them, what kind of speaker that is, and what tells so."""
    quote = only(extractor, text)
    assert (quote.text, quote.speaker, quote.kind, quote.cue) == expected
    assert quote.speech is Speech.DIRECT


@pytest.mark.parametrize(
    "text",
    [
        "“We shared what we had,” said Dame Una Marr, Chief Executive of Northbridge Hospital.",
        "Dame Una Marr, Chief Executive of Northbridge Hospital, said: “We shared what we had.”",
        "Dame Una Marr, Chief Executive of Northbridge Hospital from May 2016, for example, said that "
        "“we shared what we had in that year”.",
    ],
)
def test_a_person_is_read_with_office_and_body(extractor: Extractor, text: str) -> None:
    """Name, office and body are told apart, before the words and after them."""
    quote = only(extractor, text)
    assert (quote.speaker, quote.kind) == ("Dame Una Marr", Speaker.PERSON)
    assert (quote.role, quote.organisation) == ("Chief Executive", "Northbridge Hospital")


def test_a_pronoun_means_whom_the_text_named_last(extractor: Extractor) -> None:
    """ "She said" is given to the woman named before, with the office she was introduced with."""
    quote = only(
        extractor,
        "Dr Ida Brandt, Medical Director of the hospital trust, put it down to chance. Mr Poole did not agree. "
        "“We simply asked the night staff,” she said.",
    )
    assert (quote.speaker, quote.role) == ("Dr Ida Brandt", "Medical Director")


def test_an_office_is_remembered_by_the_surname(extractor: Extractor) -> None:
    """Who was introduced with an office keeps it where only the surname follows."""
    *_, quote = quotes(
        extractor,
        "Professor Ada Lund, Chief Scientific Adviser to the Inquiry, was asked about beds. It was a long day.",
        "Professor Lund told us: “There were never enough of them.”",
    )
    assert (quote.speaker, quote.role) == ("Professor Lund", "Chief Scientific Adviser")


def test_one_of_them_takes_the_kind_of_those_named_before(extractor: Extractor) -> None:
    """The words stay as printed; the kind comes from the sentence before."""
    quote = only(extractor, "Care workers knew the plan. “I helped to write it myself,” one of them told us.")
    assert (quote.speaker, quote.kind) == ("one of them", Speaker.STAFF)


def test_an_interrupted_quotation_is_one(extractor: Extractor) -> None:
    """The words before and after "she said" make one quotation without the interruption."""
    quote = only(extractor, "“We tried,” said Mrs Hale, “and we failed.” The ward closed.")
    assert (quote.text, quote.speaker) == ("We tried, and we failed.", "Mrs Hale")


def test_paragraphs_that_each_open_make_one_quotation(extractor: Extractor) -> None:
    """Each paragraph opens and only the last closes; the line above names the speaker."""
    quote = only(
        extractor,
        "Professor Ada Lund, Chief Inspector of Hospitals, said:",
        "“We met people who were proud of their work.",
        "“But too many of them were tired.",
        "“We shall come back in the spring.”",
    )
    assert quote.text == (
        "We met people who were proud of their work. But too many of them were tired. "
        "We shall come back in the spring."
    )
    assert (quote.speaker, quote.role, quote.speech) == (
        "Professor Ada Lund",
        "Chief Inspector of Hospitals",
        Speech.BLOCK,
    )


def test_a_quotation_goes_on_after_a_page_break(extractor: Extractor) -> None:
    """A paragraph with the closing mark alone ends what the paragraph before left open."""
    quote = only(extractor, "A nurse told us: “The forms are long and", "nobody reads them.” We asked for them.")
    assert quote.text == "The forms are long and nobody reads them."


def test_a_paragraph_in_marks_is_signed_by_the_line_below(extractor: Extractor) -> None:
    """A short line after a dash names the speaker of the block above."""
    quote = only(extractor, "“I have one nurse and one number.”", "— a resident of Larkhill, aged 91")
    assert (quote.speech, quote.speaker, quote.kind) == (
        Speech.BLOCK,
        "a resident of Larkhill, aged 91",
        Speaker.PEOPLE,
    )


def test_a_paragraph_set_off_without_marks_is_a_quotation(extractor: Extractor) -> None:
    """What follows "X told us:" as a paragraph of its own is theirs."""
    quote = only(extractor, "Mr Tom Reed told us:", "We had more calls that night than in the whole of June.")
    assert (quote.speech, quote.speaker) == (Speech.BLOCK, "Mr Tom Reed")


def test_points_of_a_list_after_told_us_are_reported(extractor: Extractor) -> None:
    """Each point of the list is a clause of those who told."""
    found = quotes(
        extractor, "Carers told us that:", "- they were not asked about their own health;", "- it took months."
    )
    assert [(q.speech, q.speaker, q.text) for q in found] == [
        (Speech.REPORTED, "Carers", "they were not asked about their own health"),
        (Speech.REPORTED, "Carers", "it took months"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The strategy, ‘Closer to Hearth’, runs until 2021.",
        "The county council (“the council”) covers seven towns.",
        "By ‘the system’ we mean all of these bodies.",
        "Staff called the corridor the “long wait”.",
        "A so-called “virtual ward of the willing” opened in May.",
        "The leaflet is headed “How to ask for help at home”.",
        "The Inquiry considered Exercise “Winter Willow” and its report.",
        "They took a ‘whole system’ approach to winter.",
        "In our last report we said: “The trust should act by March.”",
        "The figures were “not final”.",
    ],
)
def test_what_is_no_speech_is_left_out(extractor: Extractor, text: str) -> None:
    """Titles, defined terms, scare quotes, short phrases and the report's own words are no quotations."""
    assert quotes(extractor, text) == ()


@pytest.mark.parametrize(
    ("text", "clause", "speaker", "kind"),
    [
        (
            "Leaders told us that they met each week, but we saw no minutes.",
            "they met each week",
            "Leaders",
            Speaker.LEADERS,
        ),
        (
            "Hospital staff said they felt listened to by the new team.",
            "they felt listened to by the new team",
            "Hospital staff",
            Speaker.STAFF,
        ),
        (
            "Professor Ada Lund told the Inquiry that beds had been closed too soon.",
            "beds had been closed too soon",
            "Professor Ada Lund",
            Speaker.PERSON,
        ),
        (
            "According to the Chief Medical Officer, the plan had never been tested.",
            "the plan had never been tested",
            "the Chief Medical Officer",
            Speaker.LEADERS,
        ),
        (
            "We heard from home care agencies that visits had been cut to ten minutes.",
            "visits had been cut to ten minutes",
            "home care agencies",
            Speaker.PROVIDERS,
        ),
        ("It was suggested to us that the wards were too hot.", "the wards were too hot", "", Speaker.UNKNOWN),
        (
            "The forms, two receptionists said, had changed three times.",
            "The forms, two receptionists said, had changed three times",
            "two receptionists",
            Speaker.STAFF,
        ),
        (
            "People who use services described how letters arrived too late.",
            "letters arrived too late",
            "People who use services",
            Speaker.PEOPLE,
        ),
    ],
)
def test_speech_without_marks_is_reported(
    extractor: Extractor, text: str, clause: str, speaker: str, kind: Speaker
) -> None:
    """The clause that gives what somebody said ends where the authors' own voice goes on."""
    quote = only(extractor, text)
    assert (quote.speech, quote.text, quote.speaker, quote.kind) == (Speech.REPORTED, clause, speaker, kind)


@pytest.mark.parametrize(
    "text",
    [
        "We found that visits had been cut to ten minutes.",
        "Services are planned according to the needs of each place and season.",
        "The Inquiry considers that the plan was never tested in earnest.",
        "It is clear that the plan was never tested in earnest.",
        "The reported delays had doubled and the agreed plan was late.",
    ],
)
def test_the_authors_own_statements_are_not_reported(extractor: Extractor, text: str) -> None:
    """What the report itself finds, and verbs that only look like speech, give nothing."""
    assert quotes(extractor, text) == ()


def test_two_speakers_of_a_sentence_are_kept_apart(extractor: Extractor) -> None:
    """Each of two clauses of speech has its own words and speaker."""
    found = quotes(
        extractor, "The trust told us that it had no beds, while the council said that it had no homes."
    )
    assert [(q.speaker, q.text) for q in found] == [
        ("The trust", "it had no beds"),
        ("the council", "it had no homes"),
    ]


def test_insertions_and_ellipses_stay_in_the_words(extractor: Extractor) -> None:
    """Square brackets and dots inside are part of the quotation."""
    quote = only(extractor, "Ms Vale said: “[T]hey were … kind to my father, ‘always’.”")
    assert quote.text == "[T]hey were … kind to my father, ‘always’."
