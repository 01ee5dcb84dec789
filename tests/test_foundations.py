"""Spans, text and ids."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.ids import hash_text, make_finding_id, make_report_id
from reportminer.records import Span, WordMap
from reportminer.spans import contains, index_at, longest_first, overlaps, shift
from reportminer.text import clip, expand_ligatures, fold, normalise, squash, words

spans = st.tuples(st.integers(0, 50), st.integers(0, 20)).map(lambda t: Span(start=t[0], end=t[0] + t[1]))


@given(spans, spans)
def test_overlap_is_symmetric_and_means_a_shared_character(one: Span, other: Span) -> None:
    """Two intervals overlap iff some character lies in both."""
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    if len(one) and len(other):
        assert overlaps(one, other) == overlaps(other, one) == bool(shared)


@given(st.lists(spans, max_size=8))
def test_longest_first_leaves_no_overlap(many: list[Span]) -> None:
    """What is kept does not overlap, and what is dropped overlaps something kept that is at least as long."""
    kept = longest_first(many)
    assert all(not overlaps(a, b) for i, a in enumerate(kept) for b in kept[i + 1 :])
    assert all(s in kept or any(overlaps(s, k) and len(k) >= len(s) for k in kept) for s in many)


def test_span_arithmetic() -> None:
    """Intervals slice, shift and contain as half-open intervals do."""
    span = Span(start=2, end=5)
    assert span.of("abcdefg") == "cde"
    assert shift(span, -2) == Span(start=0, end=3)
    assert contains(Span(start=0, end=5), span)
    assert not contains(span, Span(start=4, end=6))
    assert [index_at([0, 10, 20], p) for p in (-1, 0, 9, 10, 99)] == [-1, 0, 0, 1, 2]


def test_ids_are_stable() -> None:
    """Ids do not change over versions of the program: these values are published in users' files."""
    assert make_report_id("0123456789abcdef" * 4) == "R0123456789ab"
    assert make_finding_id("R0123456789ab", 7, "A sentence.") == "R0123456789ab-dcfc12df"
    assert make_finding_id("R1", 7, "A sentence.", 1) != make_finding_id("R1", 7, "A sentence.")


def test_text_hash_ignores_spacing_and_ligatures() -> None:
    """Sentences that differ only in spacing or compatibility characters hash alike."""
    assert hash_text("ofﬁce  work\n") == hash_text("office work")


@pytest.mark.parametrize(
    ("given_text", "result"), [("ﬁnd the oﬃce", "find the office"), ("plain", "plain"), ("ﬆ", "st")]
)
def test_ligatures_are_expanded(given_text: str, result: str) -> None:
    """Typographic ligatures become their letters."""
    assert expand_ligatures(given_text) == result


def test_small_text_operations() -> None:
    """Normalising, folding, counting words and clipping do what their names say."""
    assert normalise(" a\u00a0 b ") == "a b"
    assert squash("a \n b") == "a b"
    assert fold("L’Écluse  A") == "l'ecluse a"
    assert words("Carers' views — 12% don’t") == ["Carers", "views", "12", "don’t"]
    assert clip("one two three", 9) == "one two…"
    assert clip("short", 9) == "short"


def test_word_map_gives_one_region_a_line() -> None:
    """Words side by side become one rectangle; the next line and the next page are rectangles of their own."""
    boxes = [[10, 10, 30, 20], [35, 11, 60, 20], [10, 25, 40, 35], [10, 10, 20, 20]]
    word_map = WordMap(
        starts=np.array([0, 5, 10, 15], "<i4").tobytes(),
        ends=np.array([4, 9, 14, 19], "<i4").tobytes(),
        pages=np.array([1, 1, 1, 2], "<i4").tobytes(),
        boxes=np.array(boxes, "<f4").tobytes(),
    )
    regions = word_map.regions(Span(start=0, end=19))
    assert [(r.page, r.box.x0, r.box.x1) for r in regions] == [(1, 10, 60), (1, 10, 40), (2, 10, 20)]
    assert len(word_map.regions(Span(start=6, end=7))) == 1
    assert len(word_map) == 4
