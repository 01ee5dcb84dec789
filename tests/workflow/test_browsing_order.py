"""Order, shades and names in the evidence browser, by themselves."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.workflow.browsing.balancing import balance
from reportminer.workflow.browsing.heat_page import N_SHADES, choose_steps
from reportminer.workflow.browsing.names import make_key, name_code, name_polarity

ITEMS = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 9)), max_size=30)


@given(ITEMS)
def test_balancing_loses_nothing(items: list[tuple[str, int]]) -> None:
    """Every item is there, and those of one area keep their order."""
    balanced = balance(items, lambda item: item[0])
    for area in "abcd":
        assert [i for i in balanced if i[0] == area] == [i for i in items if i[0] == area]


@given(ITEMS)
def test_no_area_speaks_twice_in_a_round(items: list[tuple[str, int]]) -> None:
    """Before an area speaks for the n-th time, every area that has as many has spoken n - 1 times."""
    spoken = dict.fromkeys("abcd", 0)
    rounds = []
    for area, _ in balance(items, lambda item: item[0]):
        rounds.append(spoken[area])
        spoken[area] += 1
    assert all(earlier <= later for earlier, later in pairwise(rounds))


@given(st.integers(0, 100_000))
def test_shades_cover_every_count(most: int) -> None:
    """They begin at 1, ascend, and are few."""
    steps = choose_steps(most)
    assert steps[0] == 1
    assert list(steps) == sorted(set(steps))
    assert len(steps) <= N_SHADES
    assert steps[-1] <= max(1, most)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("no_shared_vision", "No shared vision"),
        ("good_gp_access", "Good GP access"),
        ("nhs_and_ics", "NHS and ICS"),
        ("a_and_e_waits", "A&E waits"),
        ("long_a_e_waits", "Long A&E waits"),
        ("gps", "GPs"),
        ("a_plan", "A plan"),
        ("x", "X"),
        ("", ""),
    ],
)
def test_codes_become_names(code: str, name: str) -> None:
    """Underscores are spaces, the first letter is a capital, and known abbreviations keep their form."""
    assert name_code(code) == name


def test_no_polarity_has_a_name() -> None:
    """ "None" would read as if something were missing."""
    assert name_polarity("none") == "No side"


@given(st.text(max_size=300))
def test_keys_are_safe_in_addresses_and_file_names(name: str) -> None:
    """Whatever an area is called, its key is short and made of lower case letters, digits and hyphens."""
    key = make_key(name)
    assert 0 < len(key) <= 60
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert key.strip("-") == key
