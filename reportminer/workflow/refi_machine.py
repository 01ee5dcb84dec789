"""The machine's own codings in a project that comes back: which they are, and which are gone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from reportminer.analyse.selection import finding_passes, section_passes, select_reports
from reportminer.export.qdpx_codes import CodeTree
from reportminer.export.qdpx_guids import coding_guid, name_machine
from reportminer.export.qdpx_notes import hash_codes, read_state
from reportminer.export.qdpx_passages import machine_codes
from reportminer.export.qdpx_records import ProjectIn
from reportminer.store.connection import Connection
from reportminer.store.matching import Filters
from reportminer.store.reading import iter_findings
from reportminer.store.views import FindingRow, ReportRow

_NARROWED = re.compile(r"^Narrowed to: (\w+) = (.+)$", re.MULTILINE)

CodesBySentence = Mapping[str, frozenset[str]]
"""GUIDs of codes by id of the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineCodes:
    """What the machine says of the findings of a workspace."""

    codes: CodesBySentence
    """Its codes."""
    codings: frozenset[str]
    """GUIDs that its codings have in an export, in the text and on pages."""
    findings: Mapping[str, Sequence[FindingRow]]
    """The findings by id of the report."""


def read_machine_codes(connection: Connection, reports: Iterable[ReportRow], tree: CodeTree) -> MachineCodes:
    """Return what the machine says of all findings."""
    codes: dict[str, frozenset[str]] = {}
    codings: set[str] = set()
    findings: dict[str, list[FindingRow]] = {}
    for report in reports:
        coder = name_machine(report.coder, report.model)
        findings[report.report_id] = list(iter_findings(connection, report.report_id))
        for finding in findings[report.report_id]:
            given = machine_codes(finding, tree)
            codes[finding.finding_id] = frozenset(given)
            pages = {0, *(region.page for region in finding.regions)}
            codings |= {coding_guid(coder, finding.finding_id, code, page) for code in given for page in pages}
    return MachineCodes(codes=codes, codings=frozenset(codings), findings=findings)


def find_gone(
    project: ProjectIn, standing: Mapping[str, set[str]], machine: MachineCodes, reports: Iterable[ReportRow]
) -> CodesBySentence | None:
    """Return the machine's codes that were exported and are no longer in the project.

    That can be told where the project still has the note in which the export said what it held, and the machine
    has not coded anew since.

    Args:
        project: what was read.
        standing: the machine's codes in it, as GUIDs by id of the sentence.
        machine: its codes in the workspace.
        reports: those of the workspace.
    """
    note = next((note.text for note in project.notes.values() if read_state(note.text)), "")
    exported = _list_exported(_read_filters(note), machine, reports)
    pairs = [(finding_id, code) for finding_id, codes in exported.items() for code in codes]
    if not note or read_state(note) != hash_codes(pairs):
        return None
    gone = {key: codes - frozenset(standing.get(key, ())) for key, codes in exported.items()}
    return {key: codes for key, codes in gone.items() if codes}


def _list_exported(filters: Filters, machine: MachineCodes, reports: Iterable[ReportRow]) -> CodesBySentence:
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for report in select_reports(reports, filters):
        for finding in machine.findings[report.report_id]:
            if section_passes(finding, filters) and finding_passes(finding, filters):
                found[finding.finding_id] = machine.codes[finding.finding_id]
    return found


def _read_filters(note: str) -> Filters:
    known = {field.name for field in fields(Filters)}
    return Filters(**{name: value.strip() for name, value in _NARROWED.findall(note) if name in known})
