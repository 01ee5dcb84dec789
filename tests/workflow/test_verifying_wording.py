"""What counts as the same wording, and how a difference is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.workflow.verify_pages import follows
from reportminer.workflow.verify_wording import (
    describe_changes,
    make_key,
    make_key_with_places,
    tell_changes,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("co-\nordinated", "coordinated"),
        ("the eﬃcient oﬃce", "the efficient office"),
        ("“people’s”", '"people\'s"'),
        ("2016–17", "2016-17"),
        ("soft\u00adhyphen", "softhyphen"),
        ("re\u0301sume\u0301", "résumé"),
        ("a  wide\tgap", "a wide gap"),
    ],
    ids=["hyphen", "ligature", "quotes", "dash", "soft hyphen", "accents", "spaces"],
)
def test_what_print_does_to_words_changes_nothing(one: str, other: str) -> None:
    """Line breaks, ligatures, kinds of quotation marks and of dashes are no other wording."""
    assert make_key(one) == make_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("-5%", "5%"),
        ("(–£3m)", "(£3m)"),
        ("3.5", "35"),
        ("Not all", "not all"),
        ("pooled.", "pooled"),
        ("5%", "5"),
    ],
    ids=["minus", "minus before money", "decimal point", "case", "full stop", "per cent"],
)
def test_what_may_change_the_sense_changes_the_key(one: str, other: str) -> None:
    """Signs, points and capitals count."""
    assert make_key(one) != make_key(other)


@given(st.text(max_size=60))
def test_a_key_with_places_is_the_key(text: str) -> None:
    """Letter by letter as all at once, the order of marks on one letter left aside; places rise with the text."""
    key, places = make_key_with_places(text)
    assert sorted(key) == sorted(make_key(text))
    assert len(places) == len(key)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(st.lists(st.sampled_from(["a", "b", "c", "not"]), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_changes_hold_both_wordings(before: list[str], after: list[str]) -> None:
    """Either wording can be read off the changes."""
    changes = tell_changes(" ".join(before), " ".join(after))
    assert " ".join(change.was for change in changes if change.was) == " ".join(before)
    assert " ".join(change.now for change in changes if change.now) == " ".join(after)


def test_a_difference_is_told_in_one_line() -> None:
    """What was replaced, left out and added stands in brackets."""
    told = describe_changes(tell_changes("All partners had one clear vision.", "Partners had one vision of care."))
    assert told == "[All partners → Partners] had one [clear vision. → vision of care.]"
    assert describe_changes(tell_changes("a b c", "a c d")) == "a [left out: b] c [added: d]"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Money", "was", "pooled."], True),
        (["Money", "was", "not", "pooled."], False),
        (["Money", "pooled."], False),
        (["was", "Money", "pooled."], False),
        (["Money", "was", "pooled.The"], True),
        (["4.13.Money", "was", "pooled."], True),
        (["Money", "was"], False),
        ([], False),
    ],
    ids=["same", "one more", "one less", "order", "glued behind", "glued before", "cut", "nothing"],
)
def test_words_in_a_box_spell_a_quotation(words: list[str], expected: bool) -> None:
    """All of its words in order and no others; what is glued to its ends belongs to its neighbours."""
    assert follows("Moneywaspooled.", [(word, False, False) for word in words]) is expected


def test_marks_and_numbers_may_stand_among_the_words() -> None:
    """The mark of a footnote anywhere, the number of a paragraph before the first word."""
    assert follows(
        "Moneywaspooled.",
        [("4.13.", False, True), ("Moneywas", False, False), ("12", True, False), ("pooled.", False, False)],
    )
    assert not follows(
        "Moneywaspooled.", [("Money", False, False), ("4.13.", False, True), ("waspooled.", False, False)]
    )
    assert follows("km2ofland", [("km", False, False), ("2", True, False), ("ofland", False, False)])
