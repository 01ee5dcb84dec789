"""A progress bar on stderr; nothing where stderr is no terminal."""

import sys

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


class BarProgress:
    """Shows how many reports are done and which was the last.

    Args:
        doing: what is done with them, in one word.
    """

    def __init__(self, doing: str = "Mining") -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[last]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task(doing, total=None, last="")

    def start(self, total: int) -> None:
        """Begin with the number of reports to mine."""
        self._bar.update(self._task, total=total)
        self._bar.start()

    def advance(self, file: str, status: str) -> None:
        """Count one report as done."""
        self._bar.update(self._task, advance=1, last=f"{file}: {status}")

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()


class LineProgress:
    """Writes one line a report, for logs and for `--verbose`."""

    def __init__(self) -> None:
        self._total = 0
        self._done = 0

    def start(self, total: int) -> None:
        """Begin with the number of reports to mine."""
        self._total = total

    def advance(self, file: str, status: str) -> None:
        """Count one report as done."""
        self._done += 1
        print(f"[{self._done}/{self._total}] {file}: {status}", file=sys.stderr)

    def close(self) -> None:
        """Nothing is open."""


class NoProgress:
    """Says nothing."""

    def start(self, total: int) -> None:
        """Begin."""

    def advance(self, file: str, status: str) -> None:
        """Count one report as done."""

    def close(self) -> None:
        """Nothing is open."""


def choose_progress(
    *, quiet: bool, verbose: bool, doing: str = "Mining"
) -> BarProgress | LineProgress | NoProgress:
    """Return a bar on a terminal, lines with `--verbose`, and nothing else.

    Args:
        quiet: whether only what went wrong is said.
        verbose: whether each report is said.
        doing: what is done with the reports, in one word.
    """
    if verbose:
        return LineProgress()
    return BarProgress(doing) if sys.stderr.isatty() and not quiet else NoProgress()
