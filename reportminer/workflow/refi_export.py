"""Writes a workspace as one REFI-QDA project (.qdpx), and its codebook alone (.qdc)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportminer.codebook.load import load_codebook
from reportminer.errors import StorageError
from reportminer.export.qdpx_guids import is_machine
from reportminer.export.qdpx_notes import list_always_lost
from reportminer.export.qdpx_package import LARGEST, Package
from reportminer.export.qdpx_project import Tally, iter_project
from reportminer.export.qdpx_sources import Selections
from reportminer.export.refi_check import check_package
from reportminer.settings import Settings, find_config
from reportminer.store.connection import reading, snapshot
from reportminer.store.files import opened_atomically, write_atomically
from reportminer.store.matching import Filters
from reportminer.workflow.known_words import check_filters
from reportminer.workflow.refi_gathering import Gathering, place_codings

__all__ = [
    "CODEBOOK",
    "SUFFIX",
    "ProjectSummary",
    "QdcSummary",
    "export_codebook_alone",
    "export_project",
    "place_codings",
]

SUFFIX = ".qdpx"
CODEBOOK = "codebook.qdc"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSummary:
    """What a project holds."""

    file: Path
    """The project."""
    n_bytes: int
    """Its size."""
    n_reports: int
    """Sources."""
    n_pdfs: int
    """Of these, sources with their PDF."""
    n_passages: int
    """Sentences that are marked."""
    n_codings: int
    """Codes given to sentences by the machine and by people."""
    codings: Mapping[str, int]
    """Of these by name of the coder."""
    losses: tuple[str, ...]
    """What it cannot hold, in plain sentences without a full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QdcSummary:
    """What was written of a codebook."""

    file: Path
    """The codebook."""
    n_themes: int
    """Its themes."""
    n_patterns: int
    """Its patterns."""
    losses: tuple[str, ...]
    """What the form has no place for."""


def export_project(
    workspace: Path,
    folder: Path,
    *,
    settings: Settings,
    filters: Filters | None = None,
    selections: Selections = Selections.TEXT,
    crlf: bool = False,
) -> ProjectSummary:
    """Write the workspace as one project, named after its folder; it takes its place once it has been checked.

    Args:
        workspace: its folder; only read.
        folder: where to write; made if it is not there.
        settings: which codebook, and limits of ingest.
        filters: what to narrow it to; see `analyse.selection`.
        selections: where passages are marked.
        crlf: end the lines of texts with two characters, and count them so.

    Raises:
        UsageError: there is no workspace, or it does not know a filter.
        StorageError: the folder cannot be written; an earlier project stays as it was.
    """
    filters = filters or Filters()
    name = workspace.resolve().name or "reports"
    target = folder / f"{name}{SUFFIX}"
    tally = Tally()
    with reading(workspace) as connection, snapshot(connection):
        check_filters(connection, filters, settings=settings)
        gathering = Gathering(connection, settings=settings, filters=filters, selections=selections, crlf=crlf)
        project = gathering.make_project(name)
        with opened_atomically(target) as file:
            with Package(file) as package:
                package.write_project(iter_project(project, gathering.iter_sources(), tally))
                gathering.write_files(package)
            file.flush()
            _check(Path(file.name), target)
    losses = (*list_always_lost(), *project.losses, *tally.list_losses())
    n_bytes = target.stat().st_size
    return ProjectSummary(
        file=target,
        n_bytes=n_bytes,
        n_reports=len(project.reports),
        n_pdfs=tally.n_pdfs,
        n_passages=tally.n_selections,
        n_codings=tally.codings.total(),
        codings=dict(sorted(tally.codings.items(), key=lambda item: (not is_machine(item[0]), item[0]))),
        losses=(*losses, *_list_too_large(n_bytes)),
    )


def export_codebook_alone(folder: Path, *, settings: Settings) -> QdcSummary:
    """Write the codebook of the settings as `codebook.qdc`.

    Raises:
        StorageError: the folder cannot be written.
    """
    from reportminer.export.qdc import list_qdc_losses, make_qdc

    codebook = load_codebook(find_config(settings.codebook))
    write_atomically(folder / CODEBOOK, make_qdc(codebook).encode())
    return QdcSummary(
        file=folder / CODEBOOK,
        n_themes=len(codebook.themes),
        n_patterns=len(codebook.patterns),
        losses=list_qdc_losses(codebook),
    )


def _check(made: Path, target: Path) -> None:
    if problems := check_package(made):
        raise StorageError(
            f"{target} was not written: the project that was made is not valid REFI-QDA:\n  "
            + "\n  ".join(problems),
            expected="a project that other programs can read",
            remedy="run `reportminer run` again, then export; if that does not help, please report this message",
        )


def _list_too_large(n_bytes: int) -> Iterator[str]:
    if n_bytes > LARGEST:
        yield (
            f"The project has {n_bytes / (1 << 30):.1f} GiB, and REFI-QDA allows 2 GiB a file: other programs may "
            "refuse it; narrow it down, for example with --area or --since"
        )
