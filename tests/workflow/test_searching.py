"""Questions to a whole workspace, with a fake encoder."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportminer.embed.protocol import Vectors
from reportminer.errors import UsageError
from reportminer.records import Polarity
from reportminer.search.hybrid import Ranking
from reportminer.search.query import parse_question
from reportminer.settings import Settings
from reportminer.store.connection import close_database, open_database
from reportminer.store.filtering import Filters
from reportminer.store.vectors import rebuild
from reportminer.store.writing import store_mined
from reportminer.workflow.searching import Answer, Searcher, read_sources
from tests.builders import DIM, make_mined, make_tag

BUDGET = "A pooled budget was in use across the two organisations."
VISION = "Leaders agreed on a vision, and nobody was accountable for it."
DELAY = "People waited in hospital for home care to start."
TEMPLATE = "{}: the review team met people who use services, and their carers, on two days in May."
LEXICAL = Ranking(mode="lexical")


class OneHot:
    """An encoder that sees budgets, waits and nothing else; it counts the texts it was given."""

    name = "one hot"
    digest = "0" * 64
    dim = DIM

    def __init__(self) -> None:
        self.n_texts = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One axis a subject."""
        self.n_texts += len(texts)
        rows = np.zeros((len(texts), DIM), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0 if "budget" in text.lower() else 1 if "wait" in text.lower() else 3] = 1
        return rows


def store(workspace: Path, name: str, texts: Sequence[str], area: str, **tags: str) -> None:
    """Add a report; a sentence whose number is named has that polarity."""
    connection = open_database(workspace, write=True)
    given = {int(number[1:]): (make_tag("p", "t", side),) for number, side in tags.items()}
    vectors = OneHot().encode(texts).tolist()
    store_mined(connection, make_mined(name, texts, area=area, tags=given, vectors=vectors), key="k")
    rebuild(connection, workspace)
    close_database(connection)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Two areas."""
    store(
        tmp_path,
        "a.pdf",
        [BUDGET, VISION, TEMPLATE.format("Alderby")],
        "Alderby",
        n0="good_practice",
        n1="failure",
    )
    store(tmp_path, "b.pdf", [DELAY, TEMPLATE.format("Birchford")], "Birchford", n0="failure")
    return tmp_path


@pytest.fixture
def searcher(workspace: Path) -> Searcher:
    """With the fake encoder."""
    return Searcher(workspace, settings=Settings(), encoder=OneHot())


def texts(answer: Answer) -> list[str]:
    """The sentences found."""
    return [hit.text for hit in answer.hits]


def test_words_and_meaning_find(searcher: Searcher) -> None:
    """A question finds by either."""
    answer = searcher.search("budgets")
    assert texts(answer)[0] == BUDGET
    assert answer.n_sentences == 5
    assert answer.remarks == answer.suggestions == ()


def test_near_duplicates_of_the_measure_are_folded(searcher: Searcher) -> None:
    """Sentences from one template are one result, and the others are given to be opened."""
    answer = searcher.search("review team", ranking=LEXICAL)
    assert len(answer.hits) == 1
    assert answer.hits[0].others == tuple(hit.finding_id for hit in answer.repeats)
    assert {answer.hits[0].area, answer.repeats[0].area} == {"Alderby", "Birchford"}


def test_a_changed_workspace_is_seen(workspace: Path, searcher: Searcher) -> None:
    """A report that was added between two questions is found, and counted."""
    searcher.search("budgets")
    store(workspace, "c.pdf", ["Budgets in Cedarham were separate."], "Cedarham")
    answer = searcher.search("budgets")
    assert answer.n_sentences == 6
    assert len(texts(answer)) > len({BUDGET})
    assert "Budgets in Cedarham were separate." in texts(answer)


def test_lexical_questions_need_no_encoder(workspace: Path) -> None:
    """Words alone are found without encoding anything."""
    encoder = OneHot()
    searcher = Searcher(workspace, settings=Settings(), encoder=encoder)
    assert texts(searcher.search("budgets", ranking=LEXICAL)) == [BUDGET]
    assert encoder.n_texts == 0


def test_many_threads_get_the_same_answers(searcher: Searcher) -> None:
    """Questions asked at once are answered as one after the other."""
    questions = ["budgets", "waiting in hospital", "review team", "vision"] * 6
    alone = [searcher.search(question) for question in questions]
    with ThreadPoolExecutor(max_workers=6) as pool:
        assert list(pool.map(searcher.search, questions)) == alone


def test_a_misspelt_question_gets_suggestions_that_find_something(searcher: Searcher) -> None:
    """The word is named, and each suggestion is a whole question with other words of this workspace."""
    answer = searcher.search('acountable for "pooled budget"', ranking=LEXICAL)
    assert answer.remarks == ("No sentence has “acountable”.",)
    assert answer.suggestions == ('accountable for "pooled budget"',)
    assert VISION in texts(searcher.search(answer.suggestions[0], ranking=LEXICAL))


def test_suggestions_come_as_well_where_nothing_is_found(searcher: Searcher) -> None:
    """The stem of the index becomes a word again that stands in a sentence."""
    answer = searcher.search("organistions", ranking=LEXICAL)
    assert answer.hits == ()
    assert answer.suggestions == ("organisations",)


def test_a_word_that_stands_elsewhere_is_not_suggested(searcher: Searcher) -> None:
    """Under filters only what passes them is suggested."""
    filters = Filters(area="Birchford")
    assert searcher.search("organistions", filters=filters, ranking=LEXICAL).suggestions == ()


def test_a_hyphen_is_suggested(workspace: Path, searcher: Searcher) -> None:
    """A word that the workspace writes in two is suggested with a hyphen."""
    store(workspace, "c.pdf", ["Services were co-produced here."], "Cedarham")
    assert searcher.search("coproduced", ranking=LEXICAL).suggestions == ("co-produced",)


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(section="nosuch"), "No sentence passes the filter on section (nosuch)."),
        (
            Filters(area="Birchford", polarity="good_practice"),
            "No sentence passes all the filters together; without the filter on area (Birchford), or without the "
            "filter on polarity (good_practice) there would be.",
        ),
    ],
)
def test_filters_that_leave_nothing_are_named(searcher: Searcher, filters: Filters, said: str) -> None:
    """Where filters exclude everything the answer says which."""
    assert searcher.search("budgets", filters=filters).remarks == (said,)


def test_words_outside_the_filters_are_told_from_unknown_words(searcher: Searcher) -> None:
    """A word that stands in another area only is no unknown word."""
    answer = searcher.search("budgets", filters=Filters(area="Birchford"), ranking=LEXICAL)
    assert answer.remarks == ("No sentence with a word of the question passes the filter on area (Birchford).",)


def test_a_question_without_words_is_refused(searcher: Searcher) -> None:
    """And says what to ask."""
    with pytest.raises(UsageError, match="holds no word"):
        searcher.search("?! …")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    query=st.text(max_size=60)
    | st.lists(st.sampled_from(["NEAR", "(", '"', "*", "risk", "\0", ","])).map(" ".join)
)
def test_any_text_is_answered_or_refused(searcher: Searcher, query: str) -> None:
    """Whatever is typed, there is an answer, or it is said that it holds no word."""
    if parse_question(query).terms:
        assert searcher.search(query).n_sentences == 5
    else:
        with pytest.raises(UsageError, match="holds no word"):
            searcher.search(query)


def test_an_unknown_side_is_refused(searcher: Searcher) -> None:
    """A slip is not taken for the opposite."""
    with pytest.raises(UsageError, match="'opposed' is no side"):
        searcher.similar(find(searcher, BUDGET), side="opposed")


def find(searcher: Searcher, text: str) -> str:
    """The id of a sentence."""
    hits = searcher.search(f'"{text}"', ranking=LEXICAL).hits
    return next(hit.finding_id for hit in hits if hit.text == text)


def test_similar_finds_the_opposite_side(searcher: Searcher) -> None:
    """Good practice for a failure, and failures for good practice."""
    good, bad = find(searcher, BUDGET), find(searcher, VISION)
    assert {hit.polarity for hit in searcher.similar(good, side="opposite").hits} == {"failure"}
    assert texts(searcher.similar(bad, side="opposite")) == [BUDGET]
    assert texts(searcher.similar(bad, side="same")) == [DELAY]


def test_similar_says_what_repeats_the_sentence(searcher: Searcher) -> None:
    """The template's other sentence is no hit of its own."""
    answer = searcher.similar(find(searcher, TEMPLATE.format("Alderby")))
    assert [hit.text for hit in answer.same] == [TEMPLATE.format("Birchford")]
    assert TEMPLATE.format("Birchford") not in texts(answer)


def test_a_sentence_without_a_side_has_no_opposite(searcher: Searcher) -> None:
    """It is refused with its polarity."""
    with pytest.raises(UsageError, match="has no opposite side: its polarity is none"):
        searcher.similar(find(searcher, TEMPLATE.format("Alderby")), side="opposite")


def test_a_side_and_another_polarity_contradict(searcher: Searcher) -> None:
    """The two filters are not silently joined."""
    with pytest.raises(UsageError, match=r"the opposite side .* is failure"):
        searcher.similar(find(searcher, BUDGET), side="opposite", filters=Filters(polarity="good_practice"))


def test_what_is_mixed_has_a_same_side_only(tmp_path: Path) -> None:
    """A mixed sentence finds mixed ones, and has no opposite."""
    connection = open_database(tmp_path, write=True)
    for name in ("a.pdf", "b.pdf"):
        mined = make_mined(name, [f"Both at once in {name} here."], area=name, vectors=[[1, 0, 0, 0]])
        codings = (replace(mined.codings[0], polarity=Polarity.MIXED),)
        store_mined(connection, replace(mined, codings=codings), key="k")
    close_database(connection)
    searcher = Searcher(tmp_path, settings=Settings(), encoder=OneHot())
    asked = searcher.search("both", ranking=LEXICAL).hits[0].finding_id
    assert len(searcher.similar(asked, side="same").hits) == 1
    with pytest.raises(UsageError, match="has no opposite side"):
        searcher.similar(asked, side="opposite")


def test_an_unknown_id_is_refused(searcher: Searcher) -> None:
    """With where to take one from."""
    with pytest.raises(UsageError, match="no sentence has the id 'x'"):
        searcher.similar("x")


def test_sources_are_read_by_id(workspace: Path) -> None:
    """A table of hits can say more of each report."""
    assert {report.area for report in read_sources(workspace).values()} == {"Alderby", "Birchford"}
