"""The shelf: each thing is made once, and the least used make room."""

import pytest

from reportminer.workflow.browsing.shelf import Shelf


def fill(shelf: Shelf[str, int], *keys: str) -> None:
    """Claim keys and put a thing of ten bytes under each."""
    for key in keys:
        _, free = shelf.claim(key)
        assert free == [key]
        shelf.put(key, len(key), n_bytes=10)


def test_what_is_claimed_is_not_claimed_again() -> None:
    """The second to ask waits for what the first is making, and makes the rest."""
    shelf = Shelf[str, int](100)
    first, mine = shelf.claim("a", ["b"])
    second, theirs = shelf.claim("b", ["a", "c", "c"])
    assert (list(mine), list(theirs)) == (["a", "b"], ["c"])
    assert not first.done()
    shelf.put("b", 7, n_bytes=1)
    assert second.result() == 7
    assert shelf.find("a") is first
    assert shelf.find("d") is None


def test_what_was_used_least_lately_makes_room() -> None:
    """Asking for a thing keeps it; the new one stays."""
    shelf = Shelf[str, int](30)
    fill(shelf, "a", "b", "c")
    shelf.find("a")
    fill(shelf, "d")
    assert [key for key in "abcd" if shelf.find(key)] == ["a", "c", "d"]


def test_what_is_larger_than_the_shelf_is_handed_over() -> None:
    """A thing that takes all the room is still given to those who asked for it."""
    shelf = Shelf[str, int](30)
    fill(shelf, "a", "b")
    made, _ = shelf.claim("large")
    shelf.put("large", 1, n_bytes=1000)
    assert made.result() == 1
    assert shelf.find("a") is None


def test_what_is_under_way_does_not_make_room() -> None:
    """Claims stay while their things are being made."""
    shelf = Shelf[str, int](10)
    waiting, _ = shelf.claim("slow")
    fill(shelf, "a", "b", "c")
    assert shelf.find("slow") is waiting


def test_a_claim_that_is_given_up_can_be_made_again() -> None:
    """Those who waited get the error, the next to ask starts anew."""
    shelf = Shelf[str, int](10)
    waiting, free = shelf.claim("a", ["b"])
    shelf.give_up(free, OSError("no"))
    with pytest.raises(OSError, match="no"):
        waiting.result()
    fill(shelf, "a")
