"""Writes a thematic report: one file in each form that is asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportminer.codebook.load import load_codebook
from reportminer.errors import UsageError
from reportminer.export.thematic_document import make_document
from reportminer.export.thematic_docx import make_docx
from reportminer.export.thematic_facts import Facts
from reportminer.export.thematic_markdown import make_markdown
from reportminer.export.thematic_model import Document, Quotations
from reportminer.export.thematic_page import make_page
from reportminer.settings import Settings, find_config
from reportminer.store.connection import reading, snapshot
from reportminer.store.files import write_atomically
from reportminer.store.matching import Filters
from reportminer.store.views import FileRow
from reportminer.workflow.browsing.state import gather_state
from reportminer.workflow.known_words import check_filters
from reportminer.workflow.reporting_facts import gather_facts
from reportminer.workflow.reporting_links import find_links


def _page(document: Document) -> bytes:
    return make_page(document).encode("utf-8", errors="replace")


def _markdown(document: Document) -> bytes:
    return make_markdown(document).encode("utf-8", errors="replace")


WRITERS: Mapping[str, Callable[[Document], bytes]] = {"html": _page, "md": _markdown, "docx": make_docx}
"""Gives the bytes of a report by the name of the form, which is also the ending of the file's name."""
NAME = "report"
"""Of the file, without its ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """What was written."""

    files: tuple[Path, ...]
    """In the order asked for."""
    n_bytes: tuple[int, ...]
    """Of each."""
    n_reports: int
    """Reports that count."""
    n_themes: int
    """Chapters on themes."""
    n_quotations: int
    """Passages quoted."""


def write_report(
    workspace: Path,
    files: Sequence[Path],
    *,
    settings: Settings,
    theme: str = "",
    title: str = "",
    sources: str = "",
) -> ReportSummary:
    """Write a thematic report, in place of earlier files of these names.

    Args:
        workspace: its folder; only read.
        files: what to write, all in one folder; the ending of a name says in which form (see `WRITERS`).
        settings: which codebook explains the patterns, and which model gave the tags.
        theme: id of the one theme to tell of; empty for all.
        title: of the report; empty for that of the codebook, or the theme's.
        sources: folder or web address where readers find the reports; empty for where they lie now.

    Raises:
        UsageError: there is no workspace, it does not know the theme, or a file would take a report's place.
        StorageError: the disk is full or the folder cannot be written; an earlier file stays as it was.
    """
    with reading(workspace) as connection, snapshot(connection):
        check_filters(connection, Filters(theme=theme), settings=settings)
        state = gather_state(connection, load_codebook(find_config(settings.codebook)))
        _spare_reports(files, state.evidence.files)
        links = find_links(state.evidence.files, out=files[0], sources=sources)
        facts = gather_facts(connection, settings=settings, state=state, links=links, theme=theme, title=title)
    document = make_document(facts)
    contents = [WRITERS[file.suffix.lstrip(".").lower()](document) for file in files]
    for file, content in zip(files, contents, strict=True):
        write_atomically(file, content)
    return _summarise(files, contents, facts, document)


def choose_files(out: Path | None, formats: Sequence[str], *, workspace: Path) -> tuple[Path, ...]:
    """Return the files to write.

    Args:
        out: a file, where its name ends as one of the forms does; else a folder; None for the workspace.
        formats: names of forms; empty for that of the file, or HTML.
        workspace: its folder.

    Raises:
        UsageError: a form is not known, or there are several for one file.

    Example:
        >>> choose_files(Path("out/a.docx"), [], workspace=Path("w"))
        (PosixPath('out/a.docx'),)
    """
    ending = out.suffix.lstrip(".").lower() if out is not None else ""
    names = tuple(dict.fromkeys(formats)) or ((ending,) if ending in WRITERS else ("html",))
    if unknown := [name for name in names if name not in WRITERS]:
        raise UsageError(
            f"no report can be written as {', '.join(unknown)}",
            expected=f"one or more of: {', '.join(WRITERS)}, joined by commas",
            remedy="write html and print it to a file from your web browser"
            if "pdf" in unknown
            else "correct the names, or leave the option out for html",
        )
    if out is None or ending not in WRITERS or out.is_dir():
        folder = workspace if out is None else out
        return tuple(folder / f"{NAME}.{name}" for name in names)
    if names != (ending,):
        raise UsageError(
            f"{out} cannot hold a report written as {', '.join(names)}",
            expected="a file whose name ends as its form does, or a folder",
            remedy=f"name a folder with --out, or leave --format out for {ending}",
        )
    return (out,)


def _spare_reports(files: Sequence[Path], inputs: Sequence[FileRow]) -> None:
    """Refuse to write over a report that was read."""
    taken = {Path(row.path).resolve() for row in inputs}
    for file in files:
        if file.resolve() in taken:
            raise UsageError(
                f"{file} is one of the reports that were read",
                expected="a file that is none of them",
                remedy="name another one with --out",
            )


def _summarise(
    files: Sequence[Path], contents: Sequence[bytes], facts: Facts, document: Document
) -> ReportSummary:
    return ReportSummary(
        files=tuple(files),
        n_bytes=tuple(map(len, contents)),
        n_reports=len(facts.counted),
        n_themes=sum(theme.is_told for theme in facts.themes),
        n_quotations=sum(len(block.items) for block in document.blocks if isinstance(block, Quotations)),
    )
