"""What a workspace holds, as far as the import of a REFI-QDA project asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportminer.codebook.load import load_codebook
from reportminer.codebook.model import Codebook
from reportminer.errors import UsageError
from reportminer.export.qdpx_boxes import PageFrame, plain_frame
from reportminer.settings import Settings, find_config
from reportminer.store.codings import CodingRow, read_codings
from reportminer.store.connection import Connection, reading, snapshot
from reportminer.store.passages import PassageRow, read_passages
from reportminer.store.reading import iter_pages, read_files, read_reports, read_text
from reportminer.store.stretches import iter_sentence_places
from reportminer.store.views import FileRow, ReportRow
from reportminer.workflow.refi_codes import CodeFinder
from reportminer.workflow.refi_gathering import make_tree, place_codings, read_frames
from reportminer.workflow.refi_machine import MachineCodes, read_machine_codes
from reportminer.workflow.refi_reports import Library, ReportPlaces
from reportminer.workflow.review_import import settle_name
from reportminer.workflow.showing import find_unchanged_pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What a workspace holds, as far as an import asks."""

    coder: str
    """The coder's name as it is known already."""
    codebook: Codebook
    """The codebook."""
    codings: tuple[CodingRow, ...]
    """All that people said."""
    earlier: Mapping[str, CodingRow]
    """The coder's codings by the id that their sentences have now."""
    passages: Mapping[str, PassageRow]
    """All sentences by id."""
    files: Sequence[FileRow]
    """Every input file."""
    reports: Sequence[ReportRow]
    """Every report that was read."""
    library: Library
    """The reports with their texts and sentences."""
    finder: CodeFinder
    """Knows the codes."""
    machine: MachineCodes
    """What the machine says."""
    pages: Mapping[str, int]
    """Page of each sentence by its id; 0 where there is none."""


def read_stock(workspace: Path, *, coder: str, settings: Settings) -> Stock:
    """Return what a workspace holds.

    Args:
        workspace: its folder.
        coder: name of the person.
        settings: which codebook, and limits of ingest.

    Raises:
        UsageError: there is no workspace, or the name is no person's.
    """
    with reading(workspace) as connection, snapshot(connection):
        passages, codings = read_passages(connection), read_codings(connection)
        name = settle_name(coder, passages, codings)
        codebook = load_codebook(find_config(settings.codebook))
        placed, _ = place_codings(connection, codings)
        files, reports = read_files(connection), read_reports(connection)
        tree = make_tree(connection, codebook, codings)
        places = [_read_places(connection, report, files, settings=settings) for report in reports]
        return Stock(
            coder=name,
            codebook=codebook,
            codings=codings,
            earlier={key: row for key, rows in placed.items() for row in rows if row.coder == name},
            passages={passage.finding_id: passage for passage in passages},
            files=files,
            reports=reports,
            library=Library(places, {file.sha256: file.duplicate_of or file.report_id for file in files}),
            finder=CodeFinder(tree),
            machine=read_machine_codes(connection, reports, tree),
            pages={place.finding_id: place.page for report in places for place in report.places},
        )


def _read_places(
    connection: Connection, report: ReportRow, files: Sequence[FileRow], *, settings: Settings
) -> ReportPlaces:
    pages = list(iter_pages(connection, report.report_id))
    own = tuple(file for file in files if report.report_id in {file.report_id, file.duplicate_of})

    def find_frames() -> Mapping[int, PageFrame]:
        plain = {page.page: plain_frame(page.width, page.height) for page in pages}
        try:
            return plain | read_frames(find_unchanged_pdf(report, own), settings=settings)
        except UsageError:
            return plain  # the file is gone: most pages are neither turned nor cut

    return ReportPlaces(
        report,
        read_text(connection, report.report_id),
        list(iter_sentence_places(connection, report.report_id)),
        find_frames,
    )
