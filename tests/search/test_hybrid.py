"""Ranking over a small workspace of hand-made reports."""

import itertools
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from reportminer.records import Hit, Polarity
from reportminer.search.hybrid import Ranked, Ranking, rank
from reportminer.search.lexical import weigh
from reportminer.search.query import make_match_query, parse_question, write_term
from reportminer.settings import SearchSettings
from reportminer.store.bm25 import count_sentences
from reportminer.store.candidates import Candidate
from reportminer.store.connection import open_database
from reportminer.store.matching import Filters, filtered_ids, match_text
from reportminer.store.vectors import VectorTable, open_vectors, rebuild
from reportminer.store.writing import store_mined
from tests.builders import make_mined, make_tag

BUDGET = "A pooled budget was in use across the two organisations."
DELAY = "People waited in hospital for home care to start."
STAFF = "Vacancies among nurses limited what the ward could do."
REPEATED = "The review team met people who use services."


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Two areas, one sentence that both share, vectors along the axes."""
    connection = open_database(tmp_path, write=True)
    first = make_mined(
        "alder.pdf",
        [BUDGET, DELAY, REPEATED],
        area="Alderby",
        published="2017-11-10",
        tags={
            0: (make_tag("pooled_budget", "shared_budgets", "good_practice"),),
            1: (make_tag("delayed_discharge", "hospital_flow", "failure"),),
        },
        vectors=[[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]],
    )
    second = make_mined(
        "birch.pdf",
        [STAFF, REPEATED],
        area="Birchford",
        published="2018-06-14",
        tags={0: (make_tag("staff_shortages", "workforce", "failure"),)},
        vectors=[[0, 0.6, 0.8, 0], [0, 0, 0, 1]],
    )
    for mined in (first, second):
        store_mined(connection, mined, key="k")
    connection.close()
    return tmp_path


@pytest.fixture
def opened(workspace: Path) -> Iterator[tuple[sqlite3.Connection, VectorTable]]:
    """The workspace opened for reading, with its vectors."""
    connection = open_database(workspace)
    yield connection, open_vectors(connection, workspace)
    connection.close()


def same_words(candidates: Sequence[Candidate]) -> Mapping[str, str]:
    """A measure of likeness: sentences with the same words but for the first."""
    return {c.finding_id: c.text.partition(" ")[2] for c in candidates}


def ask(
    opened: tuple[sqlite3.Connection, VectorTable],
    text: str,
    vector: list[float] | None = None,
    *,
    filters: Filters | None = None,
    ranking: Ranking | None = None,
    settings: SearchSettings | None = None,
) -> list[Hit]:
    """Rank with default settings."""
    return list(rank_all(opened, text, vector, filters=filters, ranking=ranking, settings=settings).hits)


def rank_all(
    opened: tuple[sqlite3.Connection, VectorTable],
    text: str,
    vector: list[float] | None = None,
    *,
    filters: Filters | None = None,
    ranking: Ranking | None = None,
    settings: SearchSettings | None = None,
) -> Ranked:
    """Rank with default settings; terms that stand nowhere are left out, as `Searcher` does."""
    connection, table = opened
    terms = parse_question(text).terms
    counts = count_sentences(connection, [write_term(term) for term in terms])
    known = {term: n for term, n in zip(terms, counts, strict=True) if n}
    return rank(
        connection,
        question=weigh(list(known), list(known.values()), len(table.ids)),
        vector=None if vector is None else np.array(vector, np.float32),
        table=table,
        filters=filters or Filters(),
        settings=settings or SearchSettings(),
        ranking=ranking or Ranking(limit=5),
        group=same_words,
    )


def test_words_find_their_sentence_after_stemming(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """`budgets` finds `budget`, and the matched word is shown as it stands in the text."""
    hits = ask(opened, "budgets")
    assert [h.text for h in hits] == [BUDGET]
    assert hits[0].matched == ("budget",)
    assert hits[0].area == "Alderby"
    assert hits[0].page == 1


def test_meaning_finds_a_sentence_without_a_shared_word(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """The nearest vector comes first when no word matches."""
    hits = ask(opened, "zzz", [0, 1, 0, 0])
    assert hits[0].text == DELAY
    assert hits[0].score_semantic == pytest.approx(1.0)
    assert hits[0].score_lexical == 0


def test_the_split_adds_up_to_the_score(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """The score is the weighted sum of what words and meaning gave."""
    hits = ask(opened, "vacancies", [0, 1, 0, 0], settings=SearchSettings(lexical_weight=0.25, normalise="none"))
    staff = next(h for h in hits if h.text == STAFF)
    assert staff.score_semantic == pytest.approx(0.6)
    assert staff.score == pytest.approx(0.25 * staff.score_lexical + 0.75 * 0.6, abs=1e-3)


def test_what_meaning_alone_brought_still_shows_its_words(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """A sentence beyond the candidates of the full-text index has its true lexical score and words."""
    wanted = SearchSettings(candidates=10)
    hits = ask(opened, "people", [0, 1, 0, 0], ranking=Ranking(limit=1, mode="semantic"), settings=wanted)
    assert hits[0].text == DELAY
    assert hits[0].matched == ("people",)
    assert hits[0].score_lexical > 0


def test_a_scrap_of_a_sentence_comes_after_a_whole_one(tmp_path: Path) -> None:
    """Few words lose some of their score, as the settings say."""
    connection = open_database(tmp_path, write=True)
    whole, scrap = "The two boards had one pooled budget for older people.", "Pooled budget"
    store_mined(connection, make_mined("a.pdf", [scrap, whole], vectors=[[1, 0, 0, 0], [1, 0, 0, 0]]), key="k")
    opened = connection, open_vectors(connection, tmp_path)
    assert ask(opened, "pooled budget", [1, 0, 0, 0])[0].text == whole
    kept = SearchSettings(short_loss=0.0, length_norm=0.0, proximity_weight=0.0)
    assert len({hit.score for hit in ask(opened, "pooled budget", [1, 0, 0, 0], settings=kept)}) == 1
    connection.close()


def test_more_candidates_are_taken_where_folding_leaves_too_few(tmp_path: Path) -> None:
    """A boilerplate sentence of many reports does not crowd out what else there is."""
    connection = open_database(tmp_path, write=True)
    for number in range(12):
        other = f"{number} people told us about budgets."
        mined = make_mined(f"{number}.pdf", [REPEATED, other], vectors=[[0, 0, 0, 1], [0, 0, number + 1, 9]])
        store_mined(connection, mined, key="k")
    opened = connection, open_vectors(connection, tmp_path)
    hits = ask(opened, "review", [0, 0, 0, 1], settings=SearchSettings(candidates=10), ranking=Ranking(limit=2))
    assert [len(hit.others) for hit in hits] == [11, 11]
    connection.close()


@pytest.mark.parametrize(
    ("filters", "texts"),
    [
        (Filters(area="birchford"), {STAFF, REPEATED}),
        (Filters(theme="workforce"), {STAFF}),
        (Filters(pattern="pooled_budget"), {BUDGET}),
        (Filters(polarity="failure"), {STAFF, DELAY}),
        (Filters(since="2018"), {STAFF, REPEATED}),
        (Filters(until="2017"), {BUDGET, DELAY, REPEATED}),
        (Filters(since="2017-11-11"), {STAFF, REPEATED}),
        (Filters(since="2017-11", until="2017-11"), {BUDGET, DELAY, REPEATED}),
        (Filters(section="find"), {BUDGET, DELAY, REPEATED, STAFF}),
        (Filters(area="100%"), set()),
    ],
)
def test_filters_narrow_both_sides(
    opened: tuple[sqlite3.Connection, VectorTable], filters: Filters, texts: set[str]
) -> None:
    """Every filter holds for words and for meaning."""
    hits = ask(opened, "people nurses budget review", [0.5, 0.5, 0.5, 0.5], filters=filters)
    assert {h.text for h in hits} == texts


def test_equal_sentences_are_folded(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """A sentence that stands in two reports is one result that names the other."""
    hits = ask(opened, "review team", [0, 0, 0, 1])
    repeated = [h for h in hits if h.text == REPEATED]
    assert len(repeated) == 1
    assert len(repeated[0].others) == 1


def test_near_duplicates_are_folded_and_can_be_opened(tmp_path: Path) -> None:
    """What the measure calls nearly the same is one result; the others come with their own place and scores."""
    connection = open_database(tmp_path, write=True)
    for name, text in (("a.pdf", "Alderby met people often."), ("b.pdf", "Birchford met people often.")):
        store_mined(connection, make_mined(name, [text], area=name, vectors=[[0, 1, 0, 0]]), key="k")
    opened = connection, open_vectors(connection, tmp_path)
    ranked = rank_all(opened, "people", [0, 1, 0, 0])
    assert len(ranked.hits) == 1
    assert ranked.hits[0].others == tuple(hit.finding_id for hit in ranked.repeats)
    assert ranked.repeats[0].area != ranked.hits[0].area
    assert ranked.repeats[0].matched == ("people",)
    connection.close()


def test_results_differ_when_asked(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """With difference the second result is not the one nearest to the first."""
    vector = [0.0, 0.9, 0.4, 0.1]
    plain = ask(opened, "zzz", vector, ranking=Ranking(limit=2))
    spread = ask(
        opened, "zzz", vector, ranking=Ranking(limit=2, diverse=True), settings=SearchSettings(diversity=0.1)
    )
    assert [hit.text for hit in plain] == [DELAY, STAFF]
    assert [hit.text for hit in spread] == [DELAY, REPEATED]


def test_one_per_area_gives_breadth(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """No area appears twice."""
    hits = ask(opened, "people", [0.5, 0.5, 0.5, 0.5], ranking=Ranking(limit=5, one_per_area=True))
    assert len({h.area for h in hits}) == len(hits) == 2


def test_one_per_area_keeps_reports_without_an_area_apart(tmp_path: Path) -> None:
    """Two reports whose area is not known are not one area."""
    connection = open_database(tmp_path, write=True)
    for name, text in (("a.pdf", BUDGET), ("b.pdf", DELAY)):
        store_mined(connection, make_mined(name, [text], vectors=[[0, 1, 0, 0]]), key="k")
    hits = ask(
        (connection, open_vectors(connection, tmp_path)), "zzz", [0, 1, 0, 0], ranking=Ranking(one_per_area=True)
    )
    assert {h.text for h in hits} == {BUDGET, DELAY}
    connection.close()


def test_what_is_mixed_is_found_on_both_sides(tmp_path: Path) -> None:
    """A mixed sentence passes the filter on either side, one of the other side does not."""
    connection = open_database(tmp_path, write=True)
    good, bad = make_tag("g", "t", "good_practice"), make_tag("b", "t", "failure")
    mined = make_mined("a.pdf", ["Both at once.", "Only bad."], tags={0: (good, bad), 1: (bad,)})
    codings = (replace(mined.codings[0], polarity=Polarity.MIXED), mined.codings[1])
    store_mined(connection, replace(mined, codings=codings), key="k")
    found = {
        side: len(filtered_ids(connection, Filters(polarity=side)))
        for side in ("good_practice", "failure", "mixed")
    }
    assert found == {"good_practice": 1, "failure": 2, "mixed": 1}
    connection.close()


def test_lexical_mode_ignores_meaning(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """Only sentences with the words come back."""
    hits = ask(opened, "nurses", [1, 0, 0, 0], ranking=Ranking(mode="lexical"))
    assert [h.text for h in hits] == [STAFF]


def test_stale_array_is_not_used(workspace: Path) -> None:
    """After a report is stored anew, vectors come from the database until the array is rebuilt."""
    connection = open_database(workspace, write=True)
    rebuild(connection, workspace)
    store_mined(connection, make_mined("cedar.pdf", ["A third report."]), key="k")
    table = open_vectors(connection, workspace)
    assert len(table.ids) == 6
    rebuilt = rebuild(connection, workspace)
    assert isinstance(rebuilt.rows, np.memmap)
    assert np.array_equal(rebuilt.rows, table.rows)
    assert len(list((workspace / "vectors").glob("*.npy"))) == 2
    connection.close()


def test_damaged_array_is_read_from_the_database(workspace: Path) -> None:
    """A cut array file is noticed and the database answers."""
    connection = open_database(workspace, write=True)
    whole = np.array(rebuild(connection, workspace).rows)
    for file in (workspace / "vectors").glob("rows-*.npy"):
        file.write_bytes(file.read_bytes()[:100])
    assert np.array_equal(open_vectors(connection, workspace).rows, whole)
    connection.close()


def test_matches_are_ranked_by_bm25(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """A sentence with both words comes before one with a single word."""
    connection, _ = opened
    matches = match_text(connection, make_match_query("pooled people"), filters=Filters(), limit=9)
    assert all(one.bm25 >= other.bm25 for one, other in itertools.pairwise(matches))
    assert len(filtered_ids(connection, Filters())) == 5
