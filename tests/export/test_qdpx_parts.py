"""The parts of a REFI-QDA project: text and offsets, GUIDs, boxes, codes, variables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.codebook.load import load_codebook
from reportminer.export.qdpx_boxes import Corners, PageFrame, box_by_page, place_in, place_out
from reportminer.export.qdpx_codes import MARKS, CodeTree
from reportminer.export.qdpx_guids import coding_guid, is_machine, read_guid, selection_guid, user_guid
from reportminer.export.qdpx_text import make_plain
from reportminer.records import BBox, Region, Span
from tests.export.workspace import GOLDEN

TEXTS = st.text(st.sampled_from("ab \n\r\x00\x07\x0b\ufeff\ufffe😀é\ud800"), max_size=30)


@given(text=TEXTS, crlf=st.booleans())
def test_a_kept_character_stands_where_its_offset_says(text: str, crlf: bool) -> None:
    """Every stretch of the report reads the same in the file, but for what was left out; and leads back."""
    plain = make_plain(text, crlf=crlf)
    kept = [at for at in range(len(text)) if at not in set(plain.dropped)]
    assert not set(plain.content) & set("\x00\x07\x0b\ufffe\ud800")
    assert not plain.content.startswith("\ufeff")
    for at in kept:
        out = plain.outward(Span(start=at, end=at + 1))
        wanted = text[at].replace("\r", "\n")
        assert out.of(plain.content).replace("\r\n", "\n") == wanted
    if kept:
        whole = plain.outward(Span(start=0, end=len(text)))
        assert whole == Span(start=0, end=len(plain.content))
        assert plain.inward(Span(start=0, end=len(plain.text))) == Span(start=kept[0], end=kept[-1] + 1)


@given(text=TEXTS)
def test_stretches_of_the_plain_text_lead_back(text: str) -> None:
    """From the report to the text and back is the same stretch, less characters left out at its edges."""
    plain = make_plain(text)
    for start in range(len(plain.text)):
        for end in range(start + 1, len(plain.text) + 1):
            assert plain.outward(plain.inward(Span(start=start, end=end))) == Span(start=start, end=end)


def test_an_end_of_a_line_counts_as_it_is_written() -> None:
    """One character with a line feed, two with both."""
    text = "One.\n\nTwo 😀."
    assert make_plain(text).outward(Span(start=6, end=12)) == Span(start=6, end=12)
    crlf = make_plain(text, crlf=True)
    assert crlf.content == "One.\r\n\r\nTwo 😀."
    assert crlf.outward(Span(start=6, end=12)) == Span(start=8, end=14)
    assert crlf.has_astral
    assert not make_plain("é").has_astral


def test_a_report_of_windows_has_plain_ends_of_lines() -> None:
    """Both characters are one end of a line, and a return alone is one too."""
    plain = make_plain("One.\r\nTwo.\rThree.")
    assert plain.content == "One.\nTwo.\nThree."
    assert plain.outward(Span(start=6, end=10)).of(plain.content) == "Two."


def test_guids_are_stable_in_capitals_and_apart() -> None:
    """The same key gives the same GUID; coder names in another case are one coder."""
    guids = [
        selection_guid("R1-1"),
        selection_guid("R1-1", 2),
        coding_guid("anna", "R1-1", "X"),
        user_guid("anna"),
    ]
    assert len(set(guids)) == len(guids)
    assert guids == [guid.upper() for guid in guids]
    assert user_guid("Anna") == user_guid("anna")
    assert selection_guid("R1-1") == "5502E068-6B16-53F6-A302-BE3BBCE8060F"


@pytest.mark.parametrize(
    ("given_", "read"),
    [
        ("{0a1b2c3d-0000-1111-2222-333344445555}", "0A1B2C3D-0000-1111-2222-333344445555"),
        (" 0A1B2C3D-0000-1111-2222-333344445555\n", "0A1B2C3D-0000-1111-2222-333344445555"),
        ("0A1B2C3D", ""),
        (None, ""),
    ],
)
def test_guids_are_read_in_any_spelling(given_: str | None, read: str) -> None:
    """With braces or without, in either case; what is none is empty."""
    assert read_guid(given_) == read


def test_a_machine_is_known_by_its_name() -> None:
    """A person who is called like the program is none."""
    assert is_machine("reportminer patterns@21d1")
    assert not is_machine("reportminer team")


BOX = BBox(x0=72.2, top=100.4, x1=300.0, bottom=112.7)


def test_boxes_are_measured_from_the_bottom_left_in_whole_points() -> None:
    """Rounded outward, so that no letter is cut."""
    frame = PageFrame(x0=0, y0=0, x1=595, y1=842)
    assert place_out(BOX, frame) == Corners(x0=72, y0=729, x1=300, y1=742)


def test_a_cut_page_is_measured_from_its_media_box() -> None:
    """The visible part begins at 50, 60 of a page whose own origin is 10, 20."""
    frame = PageFrame(x0=50, y0=60, x1=545, y1=782, media_x0=10, media_y0=20)
    assert place_out(BBox(x0=0, top=0, x1=5, bottom=2), frame) == Corners(x0=40, y0=760, x1=45, y1=762)


@pytest.mark.parametrize("turn", range(4))
def test_a_turned_page_is_measured_unturned(turn: int) -> None:
    """What is drawn at the top left of the page as shown stands at another corner of the page in the file."""
    frame = PageFrame(x0=0, y0=0, x1=595, y1=842, turn=turn)
    corners = place_out(BBox(x0=0, top=0, x1=10, bottom=20), frame)
    assert (
        corners
        == (
            Corners(x0=0, y0=822, x1=10, y1=842),
            Corners(x0=0, y0=0, x1=20, y1=10),
            Corners(x0=585, y0=0, x1=595, y1=20),
            Corners(x0=575, y0=832, x1=595, y1=842),
        )[turn]
    )


@given(
    turn=st.integers(0, 3),
    media=st.tuples(st.integers(-50, 50), st.integers(-50, 50)),
    corner=st.tuples(st.floats(0, 400), st.floats(0, 600)),
)
def test_boxes_come_back(turn: int, media: tuple[int, int], corner: tuple[float, float]) -> None:
    """There and back a box is at most a point larger on each side, and never smaller."""
    frame = PageFrame(x0=20, y0=30, x1=615, y1=872, turn=turn, media_x0=media[0], media_y0=media[1])
    box = BBox(x0=corner[0], top=corner[1], x1=corner[0] + 33.3, bottom=corner[1] + 11.1)
    back = place_in(place_out(box, frame), frame)
    for low, high in ((back.x0, box.x0), (back.top, box.top), (box.x1, back.x1), (box.bottom, back.bottom)):
        assert -0.01 <= high - low <= 1.01


def test_a_passage_has_one_rectangle_a_page() -> None:
    """Its lines are put together page by page."""
    lines = [Region(page=2, box=BOX), Region(page=2, box=BBox(x0=10, top=113, x1=50, bottom=120))]
    found = box_by_page([*lines, Region(page=3, box=BOX)])
    assert found == {2: BBox(x0=10, top=100.4, x1=300.0, bottom=120), 3: BOX}


def test_strays_and_marks_have_codes_of_their_own() -> None:
    """Codes that the codebook does not have stand apart, and no two codes share a GUID."""
    tree = CodeTree(
        load_codebook(GOLDEN / "codebook.toml"), stray_patterns=["shared_vision", "old"], stray_themes=["gone"]
    )
    element = tree.make_codebook()
    codes = list(element.iter("Code"))
    guids = [code.get("guid") for code in codes]
    assert len(set(guids)) == len(guids) == 2 + 3 + 1 + 2 + 1 + len(MARKS)
    names = [code.get("name") for code in element.iter("Code") if code.get("guid") in tree.names]
    assert {"Old", "Gone", "Shared vision", "Read: no code applies"} <= set(names)
    assert [code.get("name") for code in codes if code.get("isCodable") == "false"] == [
        "Not in the codebook",
        "Marks of a review",
    ]
