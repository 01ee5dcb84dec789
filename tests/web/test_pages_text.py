"""What of a report's text may stand in a page: no forbidden characters, no direction without an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.export.harmless import make_harmless
from reportminer.web.arranging import marked
from reportminer.web.links import ServedLinks
from reportminer.web.rendering import render
from tests.web.hostile import ALL
from tests.web.made_records import FINDING, PASSAGE, make_area, make_pattern, make_search
from tests.web.markup import find_faults, read_markup

OPENERS = {"\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"} | dict.fromkeys(
    "\u202a\u202b\u202d\u202e", "\u202c"
)
CLOSERS = {"\u2069", "\u202c"}
directed = st.text(st.sampled_from([*OPENERS, *CLOSERS, "a", "\u05e9", " "]))


def is_balanced(text: str) -> bool:
    """Whether each change of direction ends, in the order in which they nest."""
    expected: list[str] = []
    for character in text:
        if character in OPENERS:
            expected.append(OPENERS[character])
        elif character in CLOSERS:
            if character == "\u2069":
                while expected and expected[-1] != "\u2069":
                    expected.pop()
            if not expected or expected.pop() != character:
                return False
    return expected == []


@given(directed)
def test_every_change_of_direction_ends_with_its_text(text: str) -> None:
    """So no text turns the words after it, and none ends the isolation in which it stands."""
    assert is_balanced(make_harmless(text))


@given(directed)
def test_only_marks_of_direction_are_changed(text: str) -> None:
    """Letters and spaces stay as they are, and a second look changes nothing."""
    kept = str.maketrans("", "", "".join([*OPENERS, *CLOSERS]))
    harmless = make_harmless(text)
    assert harmless.translate(kept) == text.translate(kept)
    assert make_harmless(harmless) == harmless


@given(st.text())
def test_every_text_can_stand_in_a_page(text: str) -> None:
    """Nothing is left that HTML forbids or UTF-8 cannot carry."""
    harmless = make_harmless(text)
    harmless.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\t\n\r" for c in harmless)


@pytest.mark.parametrize("text", ["Plain words.", "مرحبا بالعالم", "a\nb\tc", "“quoted” – 5 £m"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    """In every script."""
    assert make_harmless(text) == text


@pytest.mark.parametrize("text", ALL)
def test_text_that_is_out_to_do_harm_stays_text(text: str) -> None:
    """It becomes no element and no attribute, and is shown as it stands."""
    bad = PASSAGE.__class__(
        finding=FINDING.__class__(**(_fields(FINDING) | {"text": text})), report=PASSAGE.report, citation=text
    )
    html = render("area", ServedLinks(), page=make_area(findings=(bad,)))
    assert find_faults(html) == []
    assert make_harmless(text) in read_markup(html).with_class("quotation")[0].text


@pytest.mark.parametrize("text", ALL)
def test_a_question_that_is_out_to_do_harm_stays_a_question(text: str) -> None:
    """In the form, in the title, in addresses."""
    html = render("search", ServedLinks(), page=make_search(query=text))
    assert find_faults(html) == []
    asked = next(e for e in read_markup(html).named("input") if e.attributes["id"] == "q")
    assert asked.attributes["value"] == make_harmless(text)


def test_words_of_reports_stand_apart_from_words_of_the_page() -> None:
    """Their direction is their own: each quotation is isolated."""
    quoted = read_markup(render("pattern", ServedLinks(), page=make_pattern())).named("blockquote")
    assert {element.attributes["dir"] for element in quoted} == {"auto"}


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_marking_words_changes_no_letter(text: str, words: list[str]) -> None:
    """The pieces together are the text."""
    assert "".join(piece for piece, _ in marked(text, words)) == text


def _fields(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__slots__}  # type: ignore[attr-defined]
