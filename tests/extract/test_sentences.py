"""Where sentences begin and end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.extract.sentences import is_sentence, split_sentences


def split(text: str, max_chars: int = 2000) -> list[str]:
    """The sentences of a text."""
    return [span.of(text) for span in split_sentences(text, max_chars=max_chars)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Staff were proud.", "People waited."],
        ["We spoke to Dr. Smith, i.e. the lead.", "He agreed."],
        ["Costs rose by 2.4 per cent to £3.5 million.", "They fell later."],
        ["See para. 12 and p. 4 of No. 5.", "The rest is clear."],
        ["St. Helens and Jones et al. agreed with J. A. Smith of the U.K. Government."],
        ["“We are proud.”", "She left."],
        ["“Is it safe?” he asked."],
        ["They asked whether it was so (it was not).", "The answer came late."],
        ["There were delays, vacancies, etc.", "The board knew."],
        ["It had three aims: a) flow; b) safety; c) choice.", "None was met."],
        ["Was it safe?", "No."],
        ["It opened in 2018.", "12 people waited."],
    ],
)
def test_ends_of_sentences(sentences: list[str]) -> None:
    """Abbreviations, initials, numbers, quotations and lists do not end a sentence; stops do."""
    assert split(" ".join(sentences)) == sentences


def test_a_footnote_figure_is_left_out() -> None:
    """The figure that hangs on a full stop belongs to no sentence."""
    assert split("Flow improved in services.12 The next year it fell.") == [
        "Flow improved in services.",
        "The next year it fell.",
    ]


def test_glued_sentences_are_parted() -> None:
    """A lost space after a full stop still ends the sentence, but not inside a web address."""
    assert split("The plan was reviewed.The board agreed with www.Example.com now.") == [
        "The plan was reviewed.",
        "The board agreed with www.Example.com now.",
    ]


def test_a_paragraph_number_stays_with_its_sentence() -> None:
    """ "1." at the beginning is no sentence of its own."""
    assert split("1. The council led the work.") == ["1. The council led the work."]


def test_a_dotted_paragraph_number_is_left_out() -> None:
    """The number of a paragraph that ingest left in the text, also glued to it, belongs to no sentence."""
    assert split("4.11.There was disagreement. 4.12. It was settled.") == [
        "There was disagreement.",
        "It was settled.",
    ]


def test_bullets_inside_a_block_begin_sentences() -> None:
    """A bullet that ingest left inside a paragraph parts it, and is not in the text."""
    assert split("They wanted • better care • shorter stays") == ["They wanted", "better care", "shorter stays"]


@pytest.mark.parametrize(
    "text",
    [
        "12",
        "Table 2",
        "Figure 3.1",
        "Introduction ........ 5",
        "(Conclusion, Paragraph 47)",
        "Page 4 of 20",
        "—",
        "ISBN 1",
    ],
)
def test_labels_are_no_sentences(text: str) -> None:
    """Numbers, labels, references and lines of a contents list say nothing."""
    assert not is_sentence(text)


def test_long_stretches_are_cut_at_a_space() -> None:
    """Text without an end is cut below the limit, between words, and nothing is lost."""
    text = "people wait " * 100
    parts = split(text, max_chars=200)
    assert all(len(part) <= 200 for part in parts)
    assert " ".join(parts) == text.strip()


@given(st.text(alphabet="aB1.!?”“ ()•;\n", max_size=200))
def test_spans_are_in_order_and_do_not_overlap(text: str) -> None:
    """Whatever the text, sentences lie inside it one after the other."""
    spans = list(split_sentences(text, max_chars=50))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
