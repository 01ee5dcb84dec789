"""Filters that the workspace does not know."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportminer.errors import UsageError
from reportminer.store.connection import Connection, open_database
from reportminer.store.matching import Filters
from reportminer.workflow.exporting import export_workspace
from reportminer.workflow.known_words import check_filters
from tests.export.workspace import make_settings, make_workspace


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """The tiny workspace."""
    opened = open_database(make_workspace(tmp_path / "w"))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(area="northbridge"),
        Filters(area="e06000001"),
        Filters(theme="leadership"),
        Filters(pattern="pooled_budgets"),
    ],
)
def test_known_words_pass(filters: Filters, connection: Connection) -> None:
    """An area by name or code in any case, and ids that sentences carry, are known."""
    check_filters(connection, filters, settings=make_settings())


def test_what_the_codebook_names_is_known(tmp_path: Path) -> None:
    """A theme or pattern that no sentence carries is still something that was looked for."""
    empty = open_database(tmp_path / "empty", write=True)
    check_filters(empty, Filters(theme="finance", pattern="shared_vision"), settings=make_settings())
    empty.close()


@pytest.mark.parametrize(
    ("filters", "close"),
    [
        (Filters(area="Northbrige"), "did you mean 'Northbridge'?"),
        (Filters(theme="leadershp"), "did you mean 'leadership'?"),
        (Filters(pattern="shared_visoin"), "did you mean 'shared_vision'"),
    ],
)
def test_a_slip_is_refused_with_what_was_meant(filters: Filters, close: str, connection: Connection) -> None:
    """A mistyped name is an error that names close ones."""
    with pytest.raises(UsageError) as caught:
        check_filters(connection, filters, settings=make_settings())
    assert close in str(caught.value)


def test_an_export_of_nothing_known_writes_nothing(tmp_path: Path) -> None:
    """A mistyped area does not make an empty set."""
    workspace = make_workspace(tmp_path / "w")
    with pytest.raises(UsageError, match="no area"):
        export_workspace(workspace, tmp_path / "set", settings=make_settings(), filters=Filters(area="Nowhere"))
    assert not (tmp_path / "set").exists()
