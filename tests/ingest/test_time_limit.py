"""Second opinions have a limit in time."""

import time
from collections.abc import Callable

import pytest

from reportminer.ingest.time_limit import OutOfTime, within


def swallow(seconds: float) -> None:
    """Stand for a parser that swallows every `Exception` and goes on."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            time.sleep(0.01)
        except Exception:  # noqa: BLE001 - this is what the parser does
            continue


def give(limit: float, task: Callable[[], None]) -> None:
    """Run a task within a limit."""
    with within(limit):
        task()


def test_a_block_that_takes_too_long_is_left() -> None:
    """The block ends with `OutOfTime`, also where it swallows every `Exception`."""
    begin = time.monotonic()
    with pytest.raises(OutOfTime):
        give(0.05, lambda: swallow(5))
    assert time.monotonic() - begin < 2


def test_a_block_in_time_is_not_disturbed() -> None:
    """No alarm rings after the block."""
    with within(0.05):
        pass
    time.sleep(0.1)
