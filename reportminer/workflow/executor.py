"""Ways to mine many reports. All give the same results; order and place of the work are theirs to choose."""

from collections.abc import Callable, Generator, Sequence
from typing import Protocol

from reportminer.ingest.passwords import NONE, Passwords
from reportminer.records import Source
from reportminer.settings import Settings
from reportminer.workflow.messages import FrameReader, Outcome, unpack_outcome
from reportminer.workflow.worker import answer, load_factory

MINER = "reportminer.workflow.mine:Miner"
"""Import path of the real miner."""


class Executor(Protocol):
    """Mines sources."""

    def mine(self, sources: Sequence[Source], *, stopping: Callable[[], bool]) -> Generator[Outcome, None, None]:
        """Yield one result for each source, in the order in which they are done.

        At most one source a worker is under way, so that nothing piles up where results are taken slowly.
        Closing the iterator ends all work at once.

        Args:
            sources: what to mine.
            stopping: asked again and again; once it says yes no more sources are begun, and the iterator ends
                when those under way are done.

        Raises:
            ReportminerError: no report can be mined here, as with a missing model.
        """


class SerialExecutor:
    """Mines one source after the other in this process; for tests and for finding faults.

    Args:
        settings: for the miner.
        factory: `package.module:function` that makes the miner.
        passwords: what opens encrypted reports.
    """

    def __init__(self, settings: Settings, *, factory: str = MINER, passwords: Passwords = NONE) -> None:
        self._settings = settings
        self._factory = factory
        self._passwords = passwords

    def mine(self, sources: Sequence[Source], *, stopping: Callable[[], bool]) -> Generator[Outcome, None, None]:
        """Yield one result for each source, in order; see `Executor`."""
        if not sources:
            return
        with load_factory(self._factory)(self._settings, self._passwords) as miner:
            for source in sources:
                if stopping():
                    return
                # Through the same frames as in a worker, so that both fail on the same things.
                for kind, body in FrameReader().feed(answer(miner, source)):
                    yield unpack_outcome(kind, body)
