"""Full-text matches under filters, and the order of equal ones."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.records import Polarity, Tag
from reportminer.store.connection import Connection, open_database
from reportminer.store.filtering import Filters, filtered_ids, published_between
from reportminer.store.matching import match_text
from reportminer.store.words import write_words
from reportminer.store.writing import store_mined
from tests.builders import make_mined, make_tag

AREAS = ("Alderby", "Alderby Vale", "Birchford", "")
DATES = ("2017-11-10", "2018", "2018-06-14", "")
GOOD, BAD = make_tag("pooled_budget", "shared_budgets", "good_practice"), make_tag("gaps", "workforce", "failure")


def tags_of(number: int) -> tuple[Tag, ...]:
    """Nothing, one side, the other, or both."""
    return ((), (GOOD,), (BAD,), (GOOD, BAD))[number % 4]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A workspace of reports in several areas and years, some of whose sentences are tagged or mixed."""
    connection = open_database(tmp_path, write=True)
    for number, area in enumerate(AREAS * 2):
        texts = [f"Sentence {i} on care in report {number}." for i in range(6)]
        mined = make_mined(
            f"{number}.pdf",
            texts,
            area=area,
            published=DATES[number % 4 - number // 4],
            tags={i: tags_of(number + i) for i in range(6)},
        )
        codings = tuple(
            replace(coding, polarity=Polarity.MIXED) if len(coding.tags) == 2 else coding
            for coding in mined.codings
        )
        store_mined(connection, replace(mined, codings=codings), key="k")
    yield connection
    connection.close()


def passes(connection: Connection, sentence: int, filters: Filters) -> bool:
    """Whether a sentence passes, asked of it alone."""
    row = connection.execute(
        "SELECT * FROM sentences JOIN reports USING (report_id) WHERE id = ?", (sentence,)
    ).fetchone()
    tags = connection.execute(
        "SELECT * FROM tags WHERE report_id = ? AND sentence = ?", (row["report_id"], row["number"])
    ).fetchall()
    area = row["area"].lower()
    wanted = filters.area.lower()
    return (
        (not wanted or area == wanted or area.startswith(wanted + " "))
        and filters.report_type in ("", row["report_type"])
        and (not filters.theme or any(tag["theme_id"] == filters.theme for tag in tags))
        and (not filters.pattern or any(tag["pattern_id"] == filters.pattern for tag in tags))
        and (
            not filters.polarity
            or row["polarity"] in filters.polarities
            or any(tag["polarity"] == filters.polarity for tag in tags)
        )
        and filters.section.lower() in row["section"].lower()
        and published_between(row["published"], filters.since, filters.until)
    )


FILTERS = [
    Filters(),
    Filters(area="alderby"),
    Filters(area="Nowhere"),
    Filters(theme="workforce"),
    Filters(pattern="pooled_budget"),
    Filters(pattern="absent"),
    Filters(polarity="failure"),
    Filters(polarity="mixed"),
    Filters(polarity="none"),
    Filters(section="FIND"),
    Filters(section="100%"),
    Filters(since="2018"),
    Filters(until="2018-01"),
    Filters(report_type="local_system_review"),
    Filters(area="Birchford", polarity="good_practice", since="2017", section="ings", theme="shared_budgets"),
]


@pytest.mark.parametrize("filters", FILTERS)
def test_what_passes_is_what_passes_one_by_one(connection: Connection, filters: Filters) -> None:
    """Asked of all sentences at once, the filters let the same through as asked of each."""
    everything = [row[0] for row in connection.execute("SELECT id FROM sentences ORDER BY id")]
    assert filtered_ids(connection, filters).tolist() == [i for i in everything if passes(connection, i, filters)]


@pytest.mark.parametrize("filters", FILTERS)
def test_filters_narrow_the_matches(connection: Connection, filters: Filters) -> None:
    """Matches are narrowed to what passes, whether that is known already or not."""
    found = match_text(connection, '"care"', filters=filters, limit=100)
    assert sorted(match.id for match in found) == filtered_ids(connection, filters).tolist()
    assert found == match_text(
        connection, '"care"', filters=filters, limit=100, allowed=filtered_ids(connection, filters)
    )


def test_a_report_without_sentences_passes_with_none(connection: Connection) -> None:
    """An empty report of the area asked for adds nothing."""
    empty = replace(make_mined("empty.pdf", ["Gone."], area="Alderby"), sentences=(), codings=(), vectors=b"")
    store_mined(connection, empty, key="k")
    assert len(filtered_ids(connection, Filters(area="Alderby"))) == 24


@pytest.mark.parametrize("with_table", [False, True])
def test_equal_matches_come_by_finding_id(connection: Connection, tmp_path: Path, with_table: bool) -> None:
    """Sentences of equal score are ordered, and cut, by an id that does not depend on the order of mining."""
    if with_table:
        write_words(connection, tmp_path, least=0)
    names = {row[0]: row[1] for row in connection.execute("SELECT id, finding_id FROM sentences")}
    found = match_text(connection, '"care"', filters=Filters(), limit=10)
    assert len({match.bm25 for match in found}) == 1
    assert [names[match.id] for match in found] == sorted(names.values())[:10]


@pytest.mark.parametrize("with_table", [False, True])
def test_better_matches_come_first(connection: Connection, tmp_path: Path, with_table: bool) -> None:
    """A sentence with more of the words, or with rarer ones, stands before others, also among few."""
    if with_table:
        write_words(connection, tmp_path, least=0)
    query = '"care" OR "3" OR "report 5"'
    found = match_text(connection, query, filters=Filters(), limit=1000)
    assert [match.bm25 for match in found] == sorted((match.bm25 for match in found), reverse=True)
    texts = dict(connection.execute("SELECT id, text FROM sentences").fetchall())
    assert texts[found[0].id] == "Sentence 3 on care in report 5."
    for limit in random.Random(0).sample(range(1, 48), 8):
        assert match_text(connection, query, filters=Filters(), limit=limit) == found[:limit]
