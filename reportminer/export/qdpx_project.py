"""The text of project.qde, piece by piece in the order of the schema.

Source: REFI-QDA 1.5, project exchange; namespace `urn:QDA-XML:project:1.0`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from reportminer.export.qdpx_codes import CodeTree
from reportminer.export.qdpx_guids import is_machine, user_guid
from reportminer.export.qdpx_notes import (
    ABOUT_GUID,
    ATTRIBUTION_GUID,
    About,
    hash_codes,
    list_always_lost,
    make_about,
    make_remarks,
    make_sources_note,
)
from reportminer.export.qdpx_passages import Passage
from reportminer.export.qdpx_sources import Selections, SourceOut, count_unplaced, make_source
from reportminer.export.qdpx_text import strip_illegal
from reportminer.export.qdpx_variables import make_cases, make_variables
from reportminer.export.qdpx_xml import Element, make_element, write_out
from reportminer.store.views import ReportRow
from reportminer.text import squash

NAMESPACE = "urn:QDA-XML:project:1.0"
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectOut:
    """A project on its way out; its sources are given beside it, as they come."""

    name: str
    """Under which other programs show it."""
    reports: Sequence[ReportRow]
    """Its reports, in order."""
    coders: Sequence[str]
    """Names of all users: machines first, then people."""
    tree: CodeTree
    """Its codes."""
    selections: Selections
    """Where passages are marked."""
    about: About
    """What it is made from."""
    losses: Sequence[str]
    """What it cannot hold, as far as known before its sources are written; without a full stop."""


@dataclass(slots=True)
class Tally:
    """What was written, counted while the sources go by."""

    codings: Counter[str] = field(default_factory=Counter)
    """Codes given to sentences, by name of the coder; one in the text and on pages counts once."""
    machine_codes: set[tuple[str, str]] = field(default_factory=set)
    """Sentences and GUIDs of codes that the machine gave them."""
    n_selections: int = 0
    """Sentences that are marked."""
    n_pdfs: int = 0
    """Sources with their PDF."""
    stripped: list[str] = field(default_factory=list)
    """Names of sources from whose text characters were left out."""
    astral: list[str] = field(default_factory=list)
    """Names of sources with characters above U+FFFF."""
    n_outside: int = 0
    """Sentences that people coded and the filters leave out."""
    n_unplaced: int = 0
    """Sentences of PDFs that were to be marked on pages and have no place there."""

    def add(self, source: SourceOut, selections: Selections) -> None:
        """Count a source."""
        self.n_pdfs += source.pdf is not None
        self.n_outside += source.n_outside
        self.stripped += [source.name] if source.text.dropped else []
        self.astral += [source.name] if source.text.has_astral else []
        if source.pdf and selections is not Selections.TEXT:
            self.n_unplaced += count_unplaced(source.passages, source.frames)
        for passage in source.passages:
            self._add_passage(passage)

    def _add_passage(self, passage: Passage) -> None:
        self.n_selections += 1
        for given in passage.given:
            self.codings[given.coder] += 1
            if is_machine(given.coder):
                self.machine_codes.add((passage.finding.finding_id, given.code))

    def list_losses(self) -> list[str]:
        """Return what could not be carried over, or may count otherwise elsewhere; without a full stop."""
        said = (
            ("Control characters, which XML does not allow, were left out of the texts of", self.stripped),
            (
                "Some programs count characters above U+FFFF as two, so that passages may be off in the texts of",
                self.astral,
            ),
        )
        losses = [f"{what} {list_names(names)}" for what, names in said if names]
        if self.n_unplaced:
            losses.append(f"{self.n_unplaced} passages have no place on a page and are marked in the text alone")
        if self.n_outside:
            losses.append(
                f"{self.n_outside} sentences that people coded are outside what the project is narrowed to"
            )
        return losses


def iter_project(project: ProjectOut, sources: Iterable[SourceOut], tally: Tally) -> Iterator[str]:
    """Yield the text of project.qde.

    Args:
        project: all but the sources.
        sources: those of its reports, in the same order; each is asked for when the one before has been written.
        tally: counts what goes by.
    """
    origin = f"reportminer {project.about.program}"
    attributes = {"xmlns": NAMESPACE, "name": project.name, "origin": origin}
    root = " ".join(f"{key}={quoteattr(squash(strip_illegal(value)))}" for key, value in attributes.items())
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<Project {root}>\n'
    for element in _iter_before(project):
        yield write_out(element)
    remarks: list[Element] = []
    if project.reports:
        yield "<Sources>\n"
        for source in sources:
            tally.add(source, project.selections)
            remarks += make_remarks(source.passages)
            yield write_out(make_source(source, project.selections))
        yield "</Sources>\n"
    for element in _iter_after(project, remarks, tally):
        yield write_out(element)
    yield "</Project>\n"


def _iter_before(project: ProjectOut) -> Iterator[Element]:
    if project.coders:
        users = make_element("Users")
        users.extend(make_element("User", guid=user_guid(name), name=name) for name in project.coders)
        yield users
    yield project.tree.make_codebook()
    for element in (make_variables(project.reports), make_cases(project.reports)):
        if element is not None:
            yield element


def _iter_after(project: ProjectOut, remarks: Iterable[Element], tally: Tally) -> Iterator[Element]:
    notes = make_element("Notes")
    losses = [*list_always_lost(), *project.losses, *tally.list_losses()]
    notes.append(make_about(project.about, state=hash_codes(tally.machine_codes), losses=losses))
    notes.append(make_sources_note(project.reports))
    notes.extend(remarks)
    yield notes
    if sets := project.tree.make_sets():
        element = make_element("Sets")
        element.extend(sets)
        yield element
    for guid in (ABOUT_GUID, ATTRIBUTION_GUID):
        yield make_element("NoteRef", targetGUID=guid)


def list_names(names: Sequence[str]) -> str:
    """Return the first names and how many more there are."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
