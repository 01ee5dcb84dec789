"""Passages of a project: who gave which code to a sentence, and its selections in the text and on pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportminer.export.qdpx_boxes import PageFrame, box_by_page, place_out
from reportminer.export.qdpx_codes import ADVICE, NO_ADVICE, NO_CODE, CodeTree
from reportminer.export.qdpx_guids import coding_guid, make_guid, name_machine, selection_guid, user_guid
from reportminer.export.qdpx_text import PlainText
from reportminer.export.qdpx_xml import Element, add_description, add_reference, add_text, make_element
from reportminer.records import Polarity, Span
from reportminer.store.codings import CodingRow
from reportminer.store.views import FindingRow, ReportRow, TagRow
from reportminer.text import clip

FINDING_LABEL = "Finding"
"""Label of the line of a description that has the id of the sentence."""
_NAME_LENGTH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenCode:
    """A code that somebody gave to a sentence."""

    coder: str
    """Name among the users."""
    code: str
    """GUID of the code."""
    day: str = ""
    """ISO date, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody noted on a sentence."""

    coder: str
    """Name among the users."""
    text: str
    """What they noted."""
    guid: str
    """Of the note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence that is part of a project."""

    finding: FindingRow
    """The sentence."""
    span: Span
    """Its stretch of the report's text."""
    description: str
    """What other programs show beside it."""
    given: tuple[GivenCode, ...]
    """The machine's codes first, then people's by name."""
    remarks: tuple[Remark, ...] = ()
    """By name of the coder."""


def make_passage(
    finding: FindingRow, report: ReportRow, *, span: Span, codings: tuple[CodingRow, ...], tree: CodeTree
) -> Passage:
    """Return a sentence with all that was said of it.

    Args:
        finding: the sentence.
        report: its report.
        span: its stretch of the report's text.
        codings: what people said of it, by coder.
        tree: where the codes stand.
    """
    machine = name_machine(report.coder, report.model)
    given = [GivenCode(coder=machine, code=code) for code in machine_codes(finding, tree)]
    for coding in codings:
        given += [
            GivenCode(coder=coding.coder, code=code, day=coding.imported) for code in person_codes(coding, tree)
        ]
    remarks = tuple(
        Remark(
            coder=coding.coder,
            text=coding.comment,
            guid=make_guid("remark", user_guid(coding.coder), finding.finding_id),
        )
        for coding in codings
        if coding.comment.strip()
    )
    return Passage(
        finding=finding,
        span=span,
        description=_describe(finding, machine, tree),
        given=tuple(given),
        remarks=remarks,
    )


def machine_codes(finding: FindingRow, tree: CodeTree) -> list[str]:
    """Return the codes of the machine: patterns; of a finding without one the side that it takes, and themes."""
    if finding.tags:
        return [tree.patterns[tag.pattern_id] for tag in finding.tags]
    if finding.polarity == Polarity.NONE:
        return []
    return [tree.marks[finding.polarity], *(tree.themes[theme] for theme in finding.about)]


def person_codes(coding: CodingRow, tree: CodeTree) -> list[str]:
    """Return the codes that say what a person said; at least one, so that what was read stays read."""
    marks = [tree.marks[coding.polarity]] if coding.polarity else []
    if coding.is_recommendation is not None:
        marks.append(tree.marks[ADVICE if coding.is_recommendation else NO_ADVICE])
    if not (coding.patterns or coding.themes):
        marks.append(tree.marks[NO_CODE])
    return [*map(tree.patterns.__getitem__, coding.patterns), *map(tree.themes.__getitem__, coding.themes), *marks]


def make_text_selection(passage: Passage, text: PlainText) -> Element | None:
    """Return the sentence as a selection of its source's text; None if nothing of it is left there."""
    span = text.outward(passage.span)
    if not len(span):
        return None
    selection = make_element(
        "PlainTextSelection",
        guid=selection_guid(passage.finding.finding_id),
        name=clip(passage.finding.text, _NAME_LENGTH),
        startPosition=str(span.start),
        endPosition=str(span.end),
    )
    add_description(selection, passage.description)
    _add_codings(selection, passage, page=0)
    return selection


def make_page_selections(passage: Passage, frames: Mapping[int, PageFrame]) -> Iterator[Element]:
    """Yield the sentence as a selection on each page that it stands on.

    Args:
        passage: the sentence.
        frames: of pages, from 1; parts on other pages are left out.
    """
    for page, box in box_by_page(passage.finding.regions).items():
        if page not in frames:
            continue
        corners = place_out(box, frames[page])
        selection = make_element(
            "PDFSelection",
            guid=selection_guid(passage.finding.finding_id, page),
            name=clip(passage.finding.text, _NAME_LENGTH),
            page=str(page - 1),
            firstX=str(corners.x0),
            firstY=str(corners.y0),
            secondX=str(corners.x1),
            secondY=str(corners.y1),
        )
        add_description(selection, passage.description)
        wording = make_element("Representation", guid=make_guid("wording", passage.finding.finding_id, page))
        add_text(wording, "PlainTextContent", passage.finding.text)
        selection.append(wording)
        _add_codings(selection, passage, page=page)
        yield selection


def _add_codings(selection: Element, passage: Passage, *, page: int) -> None:
    for given in passage.given:
        coding = make_element(
            "Coding",
            guid=coding_guid(given.coder, passage.finding.finding_id, given.code, page),
            creatingUser=user_guid(given.coder),
            creationDateTime=f"{given.day}T00:00:00Z" if given.day else None,
        )
        add_reference(coding, "CodeRef", given.code)
        selection.append(coding)
    for remark in passage.remarks:
        add_reference(selection, "NoteRef", remark.guid)


def make_note(guid: str, name: str, text: str, *, user: str | None = None) -> Element:
    """Return a note.

    Args:
        guid: its own.
        name: its title.
        text: what it says.
        user: GUID of who wrote it.
    """
    note = make_element("Note", guid=guid, name=name, creatingUser=user)
    add_text(note, "PlainTextContent", text)
    return note


def _describe(finding: FindingRow, machine: str, tree: CodeTree) -> str:
    lines = [_describe_tag(tag, tree) for tag in finding.tags]
    said = [f"Side of the finding: {finding.polarity.replace('_', ' ')}"]
    said += [
        f"{name}: {value}" for name, value in (("how many", finding.strength), ("voice", finding.voice)) if value
    ]
    said += ["a recommendation"] if finding.is_recommendation else []
    lines.append("; ".join(said))
    lines.append(f"Coded by {machine}")
    lines += [f"Place: {where}"] if (where := _describe_place(finding)) else []
    return "\n".join([*lines, f"{FINDING_LABEL}: {finding.finding_id}"])


def _describe_tag(tag: TagRow, tree: CodeTree) -> str:
    decision = "accepted" if tag.accepted else "needs review"
    return (
        f"{tree.names[tree.patterns[tag.pattern_id]]} ({tag.polarity.replace('_', ' ')}): "
        f"probability {tag.probability:.2f}, threshold {tag.threshold:.2f}, {decision}"
    )


def _describe_place(finding: FindingRow) -> str:
    label = finding.page_label
    printed = f", printed {label}" if label and label != str(finding.page) else ""
    page = [f"page {finding.page} of the file{printed}"] if finding.page else []
    return "; ".join([*page, *([finding.section] if finding.section else [])])
