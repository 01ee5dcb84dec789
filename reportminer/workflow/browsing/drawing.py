"""Whether the pages of a report can be drawn: whether an unchanged PDF is at hand."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from reportminer.ids import hash_file
from reportminer.records import SourceKind
from reportminer.store.views import FileRow, ReportRow

_Stamp = tuple[int, int, int]


class Drawings:
    """Looks whether files still hold what was read; a file is read again only when its size or time has changed.

    Whoever draws looks at the bytes once more, so a wrong guess here shows a message in place of a picture.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, tuple[_Stamp, str]] = {}

    def why_not(self, report: ReportRow, files: Sequence[FileRow]) -> str:
        """Return in plain words why no page of a report can be drawn; empty if one can. No folder is named."""
        if report.kind != SourceKind.PDF:
            return f"The report is a file of type {report.kind.upper()}, which has no pages to draw."
        states = [self._look(file) for file in files]
        if "" in states:
            return ""
        found = "; ".join(f"{file.file} {state}" for file, state in zip(files, states, strict=True))
        return f"No page can be drawn: {found or 'no file of the report is known'}."

    def _look(self, file: FileRow) -> str:
        """Return what is wrong with a file, or nothing."""
        path = Path(file.path)
        try:
            stat = path.stat()
            stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
            with self._lock:
                known = self._known.get(file.path)
            if known is None or known[0] != stamp:
                known = (stamp, hash_file(path))
                with self._lock:
                    self._known[file.path] = known
        except FileNotFoundError:
            return "is gone"
        except OSError as error:
            return f"cannot be read ({error.strerror or error})"
        return "" if known[1] == file.sha256 else "has changed since it was read"
