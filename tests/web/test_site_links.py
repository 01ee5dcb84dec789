"""Addresses within the static site: relative, safe as names of files, the same protocol as the server's."""

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.web.links import Links, ServedLinks
from reportminer.web.site_links import SiteLinks, page_file, safe_name, table_file


def test_addresses_are_relative_to_the_page() -> None:
    """From a page in a folder the way leads up first; from the first page it does not."""
    assert SiteLinks("index.html").finding("R0123456789ab-0a1b2c3d") == "findings/R0123456789ab-0a1b2c3d.html"
    assert SiteLinks("areas/e06000001.html").pattern("no_shared_vision") == "../patterns/no_shared_vision.html"
    assert SiteLinks("areas/e06000001.html").overview() == "../index.html"


def test_every_address_of_the_protocol_is_made() -> None:
    """The site knows what the server knows, with the same arguments."""
    for name, wanted in inspect.getmembers(Links, inspect.isfunction):
        if not name.startswith("_"):
            assert inspect.signature(getattr(SiteLinks, name)) == inspect.signature(wanted)
            assert inspect.signature(getattr(ServedLinks, name)) == inspect.signature(wanted)
    assert not SiteLinks("index.html").is_live


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ({"pattern": "shared_vision"}, "../patterns/shared_vision.html"),
        ({"theme": "finance", "area": ""}, "../themes/finance.html"),
        ({"pattern": "shared_vision", "area": "Northbridge"}, "../index.html"),
        ({"q": "budgets"}, "../index.html"),
        ({}, "../index.html"),
    ],
)
def test_a_search_leads_to_the_list_that_comes_nearest(asked: dict[str, str], leads_to: str) -> None:
    """Where nothing can be asked, one pattern or theme has a page of its own; all else begins at the overview."""
    assert SiteLinks("findings/x.html").search(**asked) == leads_to


def test_only_pictures_that_were_drawn_have_an_address() -> None:
    """A template can tell by the empty address that there is no picture."""
    links = SiteLinks("reports/R0123456789ab.html", drawn={("R0123456789ab", 3)})
    assert links.page_image("R0123456789ab", 3) == "../images/R0123456789ab/3.png"
    assert links.thumbnail("R0123456789ab", 3) == "../thumbnails/R0123456789ab/3.png"
    assert links.page_image("R0123456789ab", 4) == links.thumbnail("R0123456789ac", 3) == ""


@pytest.mark.parametrize(
    "key", ["no_shared_vision", "e06000001", "R0123456789ab", "R0123456789ab-0a1b2c3d", "a-b-2"]
)
def test_ids_are_their_own_names(key: str) -> None:
    """What people read in the address is the id."""
    assert safe_name(key) == key


@pytest.mark.parametrize(
    "key",
    ["", ".", "..", "../up", "a/b", "a\\b", "CON", "con", "nul", "com1", "Vision", "a.b", "ü", "a" * 300, "x-1"],
)
def test_other_keys_become_names_that_no_disk_misreads(key: str) -> None:
    """Ways out of the folder, names of devices, capitals and long names never reach the disk."""
    assert safe_name(key).startswith("x-")
    assert safe_name(key)[2:].isalnum()


@given(st.lists(st.text(max_size=30), unique=True, max_size=20))
def test_no_two_keys_share_a_file(keys: list[str]) -> None:
    """Also on a disk to which capitals and small letters are the same."""
    assert len({page_file("areas", key).lower() for key in keys}) == len(keys)


@given(st.text())
def test_tables_stay_in_their_folder(name: str) -> None:
    """Whatever a table is called, its file lies below `tables/` and nowhere else."""
    parts = table_file(name).split("/")
    assert parts[0] == "tables"
    assert len(parts) in {2, 3}
    assert not {"", ".", ".."} & set(parts)
