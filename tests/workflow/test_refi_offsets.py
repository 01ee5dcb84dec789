"""How a program counted places in a text, found out from the passages."""

from itertools import product

import pytest

from reportminer.export.qdpx_records import SelectionIn
from reportminer.records import Span
from reportminer.workflow.refi_offsets import Counting, count_text

PARAGRAPHS = [f"People waited {n} days 😀 for a plan, and nobody told them why they did." for n in range(20)]
TEXT = "\n\n".join(PARAGRAPHS)
SPANS = [Span(start=TEXT.index(p), end=TEXT.index(p) + len(p)) for p in PARAGRAPHS]


def count(raw: str, at: int, counting: Counting) -> int:
    """Count, character by character, up to a place of the text without mark and with line feeds."""
    places = int(counting.mark)
    end = {"as it stands": 2 if "\r\n" in raw else 1, "one": 1, "two": 2}[counting.line_end]
    for char in TEXT[:at]:
        places += end if char == "\n" else 2 if counting.wide and char > "\uffff" else 1
    return places


def mark(raw: str, counting: Counting, name: str = "") -> list[SelectionIn]:
    """The passages as a program that counts so would write them."""
    return [
        SelectionIn(
            guid="",
            name=name,
            description="",
            codings=(),
            start=count(raw, span.start, counting),
            end=count(raw, span.end, counting) - counting.last,
        )
        for span in SPANS
    ]


@pytest.mark.parametrize(
    ("line_end", "counted", "has_mark", "mark_counts", "wide", "last"),
    [
        (end, counted, has_mark, mark_counts, wide, last)
        for (end, counted), (has_mark, mark_counts), wide, last in product(
            [("\n", "as it stands"), ("\n", "two"), ("\r\n", "as it stands"), ("\r\n", "one")],
            [(False, False), (True, False), (True, True)],
            [False, True],
            [False, True],
        )
    ],
)
def test_every_known_way_to_count_is_found_out(
    *, line_end: str, counted: str, has_mark: bool, mark_counts: bool, wide: bool, last: bool
) -> None:
    """Ends of lines, byte order marks, characters above U+FFFF, and ends that are the last character."""
    raw = ("\ufeff" if has_mark else "") + TEXT.replace("\n", line_end)
    counting = Counting(line_end=counted, mark=mark_counts, wide=wide, last=last)
    selections = mark(raw, counting)
    found = count_text(raw, selections)
    assert found.counting == counting
    assert [found.find(s.start, s.end) for s in selections] == SPANS


def test_the_standard_is_taken_where_nothing_tells() -> None:
    """Without passages, and where two ways do as well."""
    assert count_text(TEXT, []).counting == Counting()
    inside = [SelectionIn(guid="", name="", description="", codings=(), start=2, end=5)]
    assert count_text("abcdefgh\nijk", inside).counting == Counting()


def test_a_name_outweighs_the_edges_of_words() -> None:
    """A program that names passages by their beginning tells how it counts even inside words."""
    raw = "abcd efgh\r\nijkl mnop qrst"
    selection = SelectionIn(guid="", name="kl mnop…", description="", codings=(), start=12, end=19)
    assert count_text(raw, [selection]).counting.line_end == "one"


@pytest.mark.parametrize(("start", "end"), [(None, 3), (-1, 3), (3, 3), (4, 3), (0, 99)])
def test_a_place_outside_the_text_is_none(start: int | None, end: int) -> None:
    """Also one that is empty or turned round."""
    assert count_text("A text.", []).find(start, end) is None


def test_the_way_is_told_in_plain_words() -> None:
    """What differs from the standard, and nothing else."""
    assert Counting(mark=True).is_standard
    assert Counting(line_end="one", wide=True).describe() == (
        "the end of a line as one character, characters above U+FFFF as two"
    )
