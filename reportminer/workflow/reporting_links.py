"""Where a thematic report finds the reports that it quotes."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from reportminer.records import SourceKind
from reportminer.store.views import FileRow, ReportRow

_READ = frozenset({"ok", "partial"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """Gives the address of a report and of its pages."""

    addresses: Mapping[str, str]
    """Address by report id."""

    def of(self, report: ReportRow, page: int = 0) -> str:
        """Return the address of a report, or of a page of it where its form has pages; from 1."""
        address = self.addresses.get(report.report_id, "")
        return f"{address}#page={page}" if address and page and report.kind == SourceKind.PDF else address


def find_links(files: tuple[FileRow, ...], *, out: Path, sources: str = "") -> PageLinks:
    """Return where the reports lie, as seen from the file that is written.

    Without `sources` a report is linked where it lies if that is below the folder beside which the new file's
    folder stands: so links work at once, and a report that is passed on tells nothing of other folders. All others
    are linked by name, as if they lay beside the new file.

    Args:
        files: every input file.
        out: the file that is written.
        sources: folder or web address where readers find the reports, as seen from the new file; or empty.
    """
    return PageLinks(
        addresses={
            file.report_id: _address(file, out.absolute().parent, sources)
            for file in reversed(files)
            if file.status in _READ
        }
    )


def _address(file: FileRow, folder: Path, sources: str) -> str:
    if sources:
        base = sources if urlsplit(sources).scheme in {"http", "https"} else quote(sources)
        return f"{base.rstrip('/')}/{quote(file.file)}"
    path = Path(file.path)
    if folder.parent != folder and path.is_relative_to(folder.parent) and folder.parent != Path(folder.anchor):
        return quote(Path(os.path.relpath(path, folder)).as_posix())
    return quote(file.file)
