"""Ctrl-C in two steps: the first asks to stop, the second stops."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StopFlag:
    """Whether somebody asked to stop."""

    def __init__(self) -> None:
        self._set = False

    def __call__(self) -> bool:
        """Say whether somebody asked to stop."""
        return self._set

    def set(self) -> None:
        """Ask to stop."""
        self._set = True


@contextmanager
def stop_on_signals(on_stop: Callable[[], None]) -> Iterator[StopFlag]:
    """Set a flag at the first SIGINT or SIGTERM, and raise `KeyboardInterrupt` at the second.

    Outside the main thread, where signals cannot be taken, the flag stays unset.

    Args:
        on_stop: called once at the first signal, to tell the person; must be quick.
    """
    flag = StopFlag()
    if threading.current_thread() is not threading.main_thread():
        yield flag
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if flag():
            raise KeyboardInterrupt
        flag.set()
        on_stop()

    before = {number: signal.signal(number, stop) for number in _SIGNALS}
    try:
        yield flag
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
