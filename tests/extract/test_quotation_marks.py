"""What stands between quotation marks, and what is no mark."""

import pytest

from reportminer.extract.quote_marks import find_marked


def marked(text: str) -> list[str]:
    """The passages between outer marks."""
    return [text[m.start : m.end] for m in find_marked(text)]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("She said “it rained” and left.", ["it rained"]),
        ('She said "it rained" and left.', ["it rained"]),
        ("She said ‘it rained’ and left.", ["it rained"]),
        ("She said 'it rained' and left.", ["it rained"]),
        ("“He asked ‘why me?’ twice,” she said.", ["He asked ‘why me?’ twice,"]),
        ("‘He asked “why me?” twice,’ she said.", ["He asked “why me?” twice,"]),
        ("“One,” she said, “and two.”", ["One,", "and two."]),
    ],
)
def test_marks_of_every_form_nest(text: str, passages: list[str]) -> None:
    """Straight and typographic, single and double marks enclose passages; inner ones are part of the outer."""
    assert marked(text) == passages


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("It wasn’t the carers’ fault or the residents’ choice.", []),
        ("‘the carers’ view was not heard’ they wrote", ["the carers’ view was not heard"]),
        ("A ‘refresh’ of the carers’ hub", ["refresh"]),
        ("in the ’90s and the ‘80s", []),
        ("the patients' forum and the carers' hub", []),
    ],
)
def test_an_apostrophe_is_no_mark(text: str, passages: list[str]) -> None:
    """Apostrophes, possessives of plurals and clipped years neither open nor close a passage."""
    assert marked(text) == passages


def test_inches_and_feet_are_no_marks() -> None:
    """A mark after a figure closes nothing where another follows that can."""
    assert marked('He is 5\'10" and said "a 6" pipe will do" to us.') == ['a 6" pipe will do']


def test_a_double_mark_that_nothing_closes_runs_to_the_end() -> None:
    """The next paragraph may go on with the quotation, so the passage is kept and said to be open."""
    text = "She wrote: “We waited all night. "
    (found,) = find_marked(text)
    assert (found.closed, text[found.start : found.end]) == (False, "We waited all night.")


def test_a_single_mark_that_nothing_closes_hides_nothing() -> None:
    """A stray opening mark leaves the passages behind it."""
    assert marked("the ‘ole man said “go home” to us") == ["go home"]


def test_a_single_mark_closes_a_double_one_that_ocr_misread() -> None:
    """The passage ends there, and not at the end of the block."""
    assert marked("the “full and fair’ scheme was “not ready”") == ["full and fair", "not ready"]


def test_many_stray_marks_are_read_in_reasonable_time() -> None:
    """A block of nothing but opening marks gives nothing and ends."""
    assert marked("‘we tried " * 3000) == []
