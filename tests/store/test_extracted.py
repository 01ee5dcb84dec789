"""Quotations, figures, recommendations and answers come back as they were stored."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportminer.store import extracted
from reportminer.store.connection import Connection, open_database
from tests.export.workspace import make_workspace, north, press_release

NORTH, NEWS = north(), press_release()
NORTH_ID, NEWS_ID = (mined.document.source.report_id for mined in (NORTH, NEWS))


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Connection]:
    """The tiny workspace, open to read."""
    connection = open_database(make_workspace(tmp_path / "workspace"))
    yield connection
    connection.close()


def test_quotations_come_back(stored: Connection) -> None:
    """A quotation keeps all fields and comes with its sentence."""
    (item,) = extracted.iter_quotes(stored, NORTH_ID)
    assert item.record == NORTH.quotes[0]
    assert (item.sentence_id, item.context) == (NORTH.sentences[0].finding_id, NORTH.sentences[0].text)


def test_figures_come_back(stored: Connection) -> None:
    """A figure keeps all fields; its page and place are those of its sentence."""
    (item,) = extracted.iter_statistics(stored, NORTH_ID)
    assert item.record == NORTH.statistics[0]
    assert (item.page, item.regions) == (NORTH.sentences[2].page, NORTH.sentences[2].regions)


def test_recommendations_come_back(stored: Connection) -> None:
    """A recommendation keeps all fields."""
    (item,) = extracted.iter_recommendations(stored, NORTH_ID)
    assert item.record == NORTH.recommendations[0]


def test_answers_come_back(stored: Connection) -> None:
    """The answers of a response keep all fields; a report that answers nothing has none."""
    assert tuple(extracted.iter_answers(stored, NEWS_ID)) == NEWS.answers
    assert not list(extracted.iter_answers(stored, NORTH_ID))
