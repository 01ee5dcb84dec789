"""A limit in time for second opinions: pure Python parsers that a hostile file can keep busy for minutes."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTime(BaseException):
    """The time given was used up; no `Exception`, since parsers swallow those in the middle of their work."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` inside the block when the time is up.

    It works through the alarm signal and so only in the main thread, as in the parsing child; elsewhere, and where
    an alarm is already set, the block runs without a limit.

    Args:
        seconds: above 0.

    Raises:
        OutOfTime: the block took longer.
    """
    if threading.current_thread() is not threading.main_thread() or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise OutOfTime
