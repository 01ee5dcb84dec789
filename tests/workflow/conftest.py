"""Fixtures of the tests of runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportminer.settings import data_folder
from tests.workflow.fixtures import write_data


@pytest.fixture
def small_data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of a few bytes, so that runs with the fake miner are fast and depend on no real model."""
    folder = write_data(tmp_path_factory.mktemp("data"))
    monkeypatch.setenv("REPORTMINER_DATA", str(folder))
    data_folder.cache_clear()
    yield folder
    data_folder.cache_clear()
