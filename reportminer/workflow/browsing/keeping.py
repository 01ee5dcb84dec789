"""Keeps the state of a workspace until the workspace changes; several threads may ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from reportminer.codebook.load import load_codebook
from reportminer.ids import hash_file
from reportminer.settings import Settings, find_config
from reportminer.store.connection import Connection, reading, snapshot
from reportminer.store.inventory import content_state, read_inventory
from reportminer.store.vocabulary import read_generation
from reportminer.workflow.browsing.state import State, gather_state


class StateKeeper:
    """Gathers a state when it is first asked for, and anew when workspace or codebook have changed.

    Args:
        workspace: its folder; only read.
        settings: which codebook explains the patterns.
    """

    def __init__(self, workspace: Path, *, settings: Settings) -> None:
        self._workspace = workspace
        self._codebook = find_config(settings.codebook)
        self._gathering = Lock()
        self._kept: tuple[str, State] | None = None

    @contextmanager
    def look(self) -> Iterator[tuple[Connection, State]]:
        """Open the workspace with its state; both tell of the same moment, whatever a run writes meanwhile.

        Raises:
            UsageError: there is no workspace.
            StorageError: it is damaged.
            ConfigError: the codebook cannot be read.
        """
        with reading(self._workspace) as connection, snapshot(connection):
            yield connection, self._find(connection)

    def _find(self, connection: Connection) -> State:
        mark = self._mark(connection)
        # While one thread gathers the others wait for its result: each would only do the same work.
        with self._gathering:
            if self._kept is None or self._kept[0] != mark:
                self._kept = (mark, gather_state(connection, load_codebook(self._codebook)))
            return self._kept[1]

    def _mark(self, connection: Connection) -> str:
        """Return what changes when the state does.

        A report coded anew may keep its file and its status, and changes its vectors; a file may move.
        """
        changes, paths = read_generation(connection), read_inventory(connection)
        return "\n".join((content_state(connection), str(changes), hash_file(self._codebook), *paths))
