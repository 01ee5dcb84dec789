"""Which sentences pass a filter."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.store.connection import Connection, close_database, open_database
from reportminer.store.filtering import Filters, filtered_ids
from reportminer.store.writing import store_mined
from tests.builders import make_mined, make_tag

TEXTS = ["Budgets were pooled.", "Staff were proud.", "The trust opened in 2004."]


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    """A report: one sentence with a tag, one that the coder says is about a theme, one with neither."""
    connection = open_database(tmp_path, write=True)
    mined = make_mined("a.pdf", TEXTS, tags={0: (make_tag("pooled_budget", "finance", "good_practice"),)})
    codings = tuple(replace(c, themes=("workforce",) if c.sentence == 1 else c.themes) for c in mined.codings)
    store_mined(connection, replace(mined, codings=codings), key="k")
    yield connection
    close_database(connection)


def passing(connection: Connection, filters: Filters) -> list[str]:
    """The texts that pass."""
    ids = filtered_ids(connection, filters).tolist()
    marks = ",".join("?" * len(ids))
    return [r[0] for r in connection.execute(f"SELECT text FROM sentences WHERE id IN ({marks}) ORDER BY id", ids)]


def test_a_theme_is_tagged_or_said_to_be_the_subject(connection: Connection) -> None:
    """Both the theme of a tag and one that the coder alone gives pass; part of a theme's name does not."""
    assert passing(connection, Filters(theme="finance")) == TEXTS[:1]
    assert passing(connection, Filters(theme="workforce")) == TEXTS[1:2]
    assert passing(connection, Filters(theme="work")) == []


def test_a_tag_of_a_report_without_sentences_names_none(connection: Connection) -> None:
    """What lost its sentences is passed over."""
    connection.execute("DELETE FROM sentences")
    assert passing(connection, Filters(pattern="pooled_budget")) == []
