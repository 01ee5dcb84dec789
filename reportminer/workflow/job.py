"""Carries out a plan: mines, and stores each result at once in a transaction of its own."""

from collections.abc import Callable, Iterable
from contextlib import closing

from reportminer.records import MinedDocument, Skipped, Source, SourceKind
from reportminer.store.connection import Connection
from reportminer.store.writing import forget_files, rename_file, store_duplicate, store_mined, store_skipped
from reportminer.workflow.executor import Executor
from reportminer.workflow.messages import Outcome
from reportminer.workflow.plan import Plan, Sighting
from reportminer.workflow.stale import ResultKey
from reportminer.workflow.stopping import stop_on_signals
from reportminer.workflow.summary import Progress


class Job:
    """The writing side of a run.

    Args:
        connection: open for writing; the only writer.
        sighting: what was found, to know under which root a file lies.
        key: of results made now.
        progress: told of each report done.
    """

    def __init__(self, connection: Connection, *, sighting: Sighting, key: ResultKey, progress: Progress) -> None:
        self._connection = connection
        self._sighting = sighting
        self._key = key
        self._progress = progress
        self._kinds = {source.path: source.kind for source in sighting.sources}
        self.n_mined = 0
        """Reports stored since the beginning."""

    def carry_out(self, plan: Plan, *, executor: Executor, on_stop: Callable[[], None]) -> bool:
        """Do what is planned, and return whether all of it was done: not where a person asked to stop.

        Args:
            plan: what to do.
            executor: what mines.
            on_stop: called when a person asks to stop.
        """
        # Copies first: where a file was moved, its old place is still stored and gives its results on.
        left = self._store_copies(plan.copies)
        forget_files(self._connection, plan.gone)
        for found in plan.renamed:
            rename_file(self._connection, found.path, file=found.file, root=self._root(found))
        for skipped in plan.skipped:
            self._store(skipped)
        done = self._mine(_with_orphans(plan.to_mine, left), executor=executor, on_stop=on_stop)
        self._store_copies(left)
        return done

    def _mine(self, sources: list[Source], *, executor: Executor, on_stop: Callable[[], None]) -> bool:
        if not sources:
            return True
        self._progress.start(len(sources))
        try:
            with (
                stop_on_signals(on_stop) as stopping,
                closing(executor.mine(sources, stopping=stopping)) as outcomes,
            ):
                for outcome in outcomes:
                    self._store(outcome)
                    self.n_mined += 1
                    self._progress.advance(*_what(outcome))
                return not stopping()
        finally:
            self._progress.close()

    def _store(self, outcome: Outcome) -> None:
        match outcome:
            case MinedDocument(document=document):
                key = self._key.of(document.status, document.source.kind)
                store_mined(self._connection, outcome, key=key, root=self._root(document.source))
            case Skipped():
                kind = self._kinds.get(outcome.path, SourceKind.PDF)
                key = self._key.of(outcome.code, kind)
                store_skipped(self._connection, outcome, key=key, root=self._root(outcome))

    def _store_copies(self, copies: Iterable[Source | Skipped]) -> list[Source | Skipped]:
        """Store files with the same bytes as stored ones; return those for which there are none."""
        return [copy for copy in copies if not store_duplicate(self._connection, copy, root=self._root(copy))]

    def _root(self, found: Source | Skipped) -> str:
        return self._sighting.root_of(found.path)


def _with_orphans(to_mine: Iterable[Source], copies: Iterable[Source | Skipped]) -> list[Source]:
    """Add copies whose original went away meanwhile, one for each content, as where two files swapped names."""
    by_content = {source.sha256: source for source in to_mine}
    for copy in copies:
        if isinstance(copy, Source):
            by_content.setdefault(copy.sha256, copy)
    return list(by_content.values())


def _what(outcome: Outcome) -> tuple[str, str]:
    match outcome:
        case MinedDocument(document=document):
            return document.source.file, document.status
        case Skipped():
            return outcome.file, outcome.code
