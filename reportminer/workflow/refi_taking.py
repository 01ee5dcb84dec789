"""Goes through the codings of a project: whose each is, which sentences it is on, which code it gives."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportminer.export.qdpx_guids import selection_guid
from reportminer.export.qdpx_passages import FINDING_LABEL
from reportminer.export.qdpx_records import CodeIn, CodingIn, ProjectIn, SelectionIn, SourceIn
from reportminer.text import clip, squash
from reportminer.workflow.refi_codes import CodeFinder, name_code
from reportminer.workflow.refi_lists import NotMatched, describe_place
from reportminer.workflow.refi_machine import MachineCodes
from reportminer.workflow.refi_places import Found, SourcePlaces
from reportminer.workflow.refi_reports import Library
from reportminer.workflow.refi_said import Taken
from reportminer.workflow.refi_users import Attribution

_SHOWN = 200
"""Characters of a passage that a list shows."""
_OUR_ID = re.compile(rf"^{FINDING_LABEL}: (R[0-9a-f]{{12}}-[0-9a-f]{{8}})\s*$", re.MULTILINE)
_OUR_LINES = re.compile(
    rf"^(?:.+ \(.+\): probability [01]\.\d\d, threshold [01]\.\d\d, (?:accepted|needs review)"
    rf"|Side of the finding: .*|Coded by reportminer .*|Place: .*|{FINDING_LABEL}: R.*)$",
    re.MULTILINE,
)
"""Lines of a description that this program wrote."""
_OURS = "Coded by reportminer "


def take(
    project: ProjectIn, whose: Attribution, finder: CodeFinder, library: Library, machine: MachineCodes
) -> Taken:
    """Return what a project says, coding by coding.

    Args:
        project: what was read.
        whose: whose codings are taken.
        finder: knows the codes.
        library: the reports of the workspace.
        machine: what the machine says of them.
    """
    taking = _Taking(project, whose, finder, library, machine)
    for source in project.sources:
        taking.add(source)
    return taking.taken


class _Taking:
    """Takes one source after the other."""

    def __init__(
        self,
        project: ProjectIn,
        whose: Attribution,
        finder: CodeFinder,
        library: Library,
        machine: MachineCodes,
    ) -> None:
        self._project = project
        self._whose = whose
        self._library = library
        self._machine = machine
        self._known = {guid: finder.find(code) for guid, code in project.codes.items()}
        self._guids = {guid: finder.own_guid(code) for guid, code in self._known.items() if code is not None}
        self._names_machine = not whose.machines.isdisjoint(project.users)
        self._from_top = project.origin.casefold().startswith("qualcoder")
        self.taken = Taken()

    def add(self, source: SourceIn) -> None:
        """Take the codings of a source."""
        for coding in source.codings:
            if coding.user in self._whose.coder:
                self.taken.n_codings += 1
                reason = "the code is given to the whole document, not to a passage"
                self._lose(source, None, coding, reason)
        marked = [selection for selection in source.selections if selection.codings]
        if not marked:
            return
        places = SourcePlaces(source, self._library, from_top=self._from_top)
        if places.counted:
            self.taken.counted[places.counted] += 1
        for selection in marked:
            self._add_selection(source, selection, places.find(_with_own_id(selection, self._library)))

    def _add_selection(self, source: SourceIn, selection: SelectionIn, found: Found) -> None:
        has_own = False
        for coding in selection.codings:
            if self._is_machines(coding, selection, found):
                self.taken.n_machine += 1
                for finding_id in found.finding_ids:
                    self.taken.standing[finding_id].add(self._guids.get(coding.code, coding.code))
            elif coding.user in self._whose.coder:
                self.taken.n_codings += 1
                has_own = self._add_own(source, selection, coding, found) or has_own
        if has_own:
            self._add_comments(selection, found)

    def _is_machines(self, coding: CodingIn, selection: SelectionIn, found: Found) -> bool:
        """Say whether the machine gave a code, also where the program lost who gave which."""
        if coding.user in self._whose.machines or coding.guid in self._machine.codings:
            return True
        is_ours = self._library.find_selection(selection.guid) or _OUR_ID.search(selection.description)
        if self._names_machine or not is_ours:
            return False
        given = self._guids.get(coding.code)
        return any(given in self._machine.codes.get(key, frozenset()) for key in found.finding_ids)

    def _add_own(self, source: SourceIn, selection: SelectionIn, coding: CodingIn, found: Found) -> bool:
        """Take a code of the coder; say whether its passage was found."""
        if not found.finding_ids:
            self._lose(source, selection, coding, found.reason)
            return False
        if coding.code not in self._project.codes:
            self._lose(source, selection, coding, "the file has no code with the GUID that it names")
            return False
        self.taken.n_wide += len(found.finding_ids) > 1
        code = self._known[coding.code]
        for finding_id in found.finding_ids:
            if code is not None:
                self.taken.own[finding_id].add(code)
            elif finding_id not in self.taken.unknown[coding.code]:
                self.taken.unknown[coding.code].append(finding_id)
        if code is not None:
            self.taken.how[found.how] += 1
        return code is not None

    def _add_comments(self, selection: SelectionIn, found: Found) -> None:
        notes = [*selection.notes, *(key for coding in selection.codings for key in coding.notes)]
        texts = [
            note.text
            for key in notes
            if (note := self._project.notes.get(key)) and note.user in {"", *self._whose.coder}
        ]
        for text in map(squash, [*texts, _own_words(selection.description)]):
            for finding_id in found.finding_ids:
                if text and text not in self.taken.comments[finding_id]:
                    self.taken.comments[finding_id].append(text)

    def _lose(self, source: SourceIn, selection: SelectionIn | None, coding: CodingIn, reason: str) -> None:
        code = self._project.codes.get(coding.code)
        text = "" if selection is None else selection.wording or selection.name
        self.taken.not_matched.append(
            NotMatched(
                source=source.name,
                code=name_code(code) if code else "(not in the file)",
                place="" if selection is None else describe_place(selection),
                text=clip(squash(text), _SHOWN),
                reason=reason,
            )
        )


def iter_unknown(taken: Taken, codes: Mapping[str, CodeIn]) -> Iterator[CodeIn]:
    """Yield the codes that the coder gave and the workspace does not know, in the order of the file."""
    yield from (code for guid, code in codes.items() if guid in taken.unknown)


def _with_own_id(selection: SelectionIn, library: Library) -> SelectionIn:
    """Return a selection with the GUID that this program gave it, where only the id in its description is left."""
    if library.find_selection(selection.guid):
        return selection
    found = _OUR_ID.search(selection.description)
    return replace(selection, guid=selection_guid(found[1])) if found else selection


def _own_words(description: str) -> str:
    """Return what somebody wrote beside a passage: all of a description but the lines of this program."""
    return _OUR_LINES.sub("", description) if _OURS in description else description
