"""A server for each test."""

from collections.abc import Iterator

import pytest

from tests.fetch.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server on this machine without any path."""
    with serving() as running:
        yield running
