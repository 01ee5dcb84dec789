"""Exporting a workspace as a REFI-QDA project."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from reportminer.errors import StorageError
from reportminer.export.qdpx_guids import source_guid
from reportminer.export.qdpx_sources import Selections
from reportminer.export.refi_check import check_package
from reportminer.records import Document, SourceKind, Span
from reportminer.store.matching import Filters
from reportminer.workflow import refi_export, refi_gathering
from reportminer.workflow.refi_export import ProjectSummary, export_codebook_alone, export_project
from tests.export.refi_files import (
    NS,
    find_schema_errors,
    needs_schema,
    read_qde,
    read_source,
    read_xml,
    text_of,
)
from tests.ingest.made_pdfs import make_pdf, parse
from tests.refi_workspaces import NO_VISION, POOLED, SETTINGS, TEXTS, VISION, code, mine, store


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A PDF, a text whose name is like the PDF's, and what two people said of three sentences."""
    folder = tmp_path / "reports"
    pdf = mine(folder, "north.pdf", [*TEXTS, "A\x07 page ended \ufffehere."], tags={0: (VISION,), 4: (NO_VISION,)})
    text = mine(
        folder, "north.txt", ["Café 😀 budgets were pooled."], tags={0: (POOLED,)}, kind=SourceKind.TXT, area=""
    )
    made = store(tmp_path / "my study", [pdf, text])
    code(made, 1, "shared_vision", comment="Look again & <ask>.", themes=("finance",))
    code(made, 1, coder="Ben", polarity="failure", is_recommendation=True)
    code(made, 3, coder="Ben")
    return made


def export(workspace: Path, **options: object) -> ProjectSummary:
    """Export beside the workspace."""
    return export_project(workspace, workspace.parent / "qda", settings=SETTINGS, **options)  # type: ignore[arg-type]


def test_every_finding_is_a_passage_that_reads_as_it_stands(workspace: Path) -> None:
    """Characters that XML does not allow are left out before places are counted."""
    made = export(workspace).file
    passages = []
    for source in read_qde(made).iterfind("q:Sources/*", NS):
        text = text_of(made, source)
        for selection in source.iterfind(".//q:PlainTextSelection", NS):
            start, end = (int(selection.get(name, "")) for name in ("startPosition", "endPosition"))
            passages.append(text[start:end])
    assert "Café 😀 budgets were pooled." in passages
    assert "A page ended here." in passages
    assert TEXTS[0] in passages
    assert len(passages) == len(set(passages)) >= 4


@needs_schema
@pytest.mark.parametrize("selections", list(Selections))
@pytest.mark.parametrize("crlf", [False, True])
def test_projects_are_valid_by_the_schema(workspace: Path, selections: Selections, crlf: bool) -> None:
    """In every form, with people's codes, notes and both kinds of source."""
    made = export(workspace, selections=selections, crlf=crlf).file
    assert find_schema_errors(read_xml(made)) == []


def test_the_file_itself_is_in_the_project(workspace: Path) -> None:
    """The PDF with its bytes, called by its GUID; its text beside it without a byte order mark."""
    made = export(workspace).file
    [pdf] = read_qde(made).iterfind("q:Sources/q:PDFSource", NS)
    original = next((workspace.parent / "reports").glob("*.pdf")).read_bytes()
    assert read_source(made, pdf.get("path", "")) == original
    assert pdf.get("path") == f"internal://{pdf.get('guid')}.pdf"
    assert not text_of(made, pdf).startswith("\ufeff")
    assert "\r" not in text_of(made, pdf)


def test_a_pdf_that_is_gone_leaves_its_text(workspace: Path) -> None:
    """The report is a source of text then, and the person is told."""
    next((workspace.parent / "reports").glob("*.pdf")).unlink()
    made = export(workspace)
    assert read_qde(made.file).find("q:Sources/q:PDFSource", NS) is None
    assert any("north.pdf (its PDF is gone or changed)" in loss for loss in made.losses)
    assert made.n_pdfs == 0


def test_the_machine_and_each_person_are_users(workspace: Path) -> None:
    """Every coding names who gave it; a sentence that carries nothing is marked as read."""
    summary = export(workspace)
    root = read_qde(summary.file)
    users = {user.get("guid"): user.get("name") for user in root.iterfind("q:Users/q:User", NS)}
    names = {code.get("guid"): code.get("name") for code in root.iterfind(".//q:Code", NS)}
    given = sorted(
        (users[coding.get("creatingUser")] or "", names[coding.find("q:CodeRef", NS).get("targetGUID")] or "")  # type: ignore[union-attr]
        for coding in root.iterfind(".//q:Coding", NS)
    )
    people = [pair for pair in given if not pair[0].startswith("reportminer ")]
    assert people == [
        ("Ben", "Finding: failure"),
        ("Ben", "Read: no code applies"),
        ("Ben", "Read: no code applies"),
        ("Ben", "Recommendation"),
        ("anna", "Money"),
        ("anna", "Shared vision"),
    ]
    assert summary.codings == {"reportminer hand@0": 3, "Ben": 4, "anna": 2}
    [note] = [n for n in root.iterfind("q:Notes/q:Note", NS) if n.get("name") == "Comment of anna"]
    assert note.findtext("q:PlainTextContent", "", NS) == "Look again & <ask>."


def test_a_passage_says_what_the_form_has_no_place_for(workspace: Path) -> None:
    """Probability, threshold, decision, side, machine, page and id stand in words."""
    root = read_qde(export(workspace).file)
    texts = [found.text or "" for found in root.iterfind(".//q:PlainTextSelection/q:Description", NS)]
    [told] = [text for text in texts if text.startswith("No shared vision")]
    assert told.splitlines()[0] == ("No shared vision (failure): probability 0.72, threshold 0.50, needs review")
    assert "Side of the finding: failure" in told
    assert "Coded by reportminer hand@0" in told
    assert "Place: page 1 of the file; Findings" in told
    assert told.splitlines()[-1].startswith("Finding: R")


def test_areas_are_cases_and_variables_stand_on_both(workspace: Path) -> None:
    """A report without an area has its variables on the source alone."""
    root = read_qde(export(workspace).file)
    variables = {v.get("guid"): v.get("name") for v in root.iterfind("q:Variables/q:Variable", NS)}
    [case] = root.iterfind("q:Cases/q:Case", NS)

    def values(element: object) -> dict[str | None, str | None]:
        return {
            variables[value[0].get("targetGUID")]: value[1].text
            for value in element.iterfind("q:VariableValue", NS)  # type: ignore[attr-defined]
        }

    assert case.get("name") == "Northbridge"
    assert values(case)["Area code"] == "E06000001"
    assert values(case)["Reports"] == "1"
    [pdf] = root.iterfind("q:Sources/q:PDFSource", NS)
    assert values(pdf)["Year"] == "2018"
    assert case.find("q:SourceRef", NS).get("targetGUID") == pdf.get("guid")  # type: ignore[union-attr]
    [text] = root.iterfind("q:Sources/q:TextSource", NS)
    assert "Area" not in values(text)
    assert values(text)["Published"] == "2018-06-01"


def test_the_project_says_what_is_lost_and_whose_it_is(workspace: Path) -> None:
    """In a note on the project, which also has publishers and licences; the person is told the same."""
    summary = export(workspace)
    root = read_qde(summary.file)
    notes = {note.get("guid"): note for note in root.iterfind("q:Notes/q:Note", NS)}
    about, whose = (
        notes[ref.get("targetGUID")].findtext("q:PlainTextContent", "", NS)
        for ref in root.iterfind("q:NoteRef", NS)
    )
    for loss in summary.losses:
        assert f"- {loss}." in about
    assert any("Control characters" in loss for loss in summary.losses)
    assert any("U+FFFF" in loss for loss in summary.losses)
    assert any("drawn for reading" in loss for loss in summary.losses)
    assert "SHA-256" in about
    assert "Licence: not stated in the report" in whose


def test_the_same_workspace_is_the_same_bytes(workspace: Path) -> None:
    """On every run, in whatever folder."""
    first = export(workspace).file.read_bytes()
    again = export_project(workspace, workspace.parent / "other", settings=SETTINGS).file.read_bytes()
    assert first == again


def test_filters_narrow_the_project(workspace: Path) -> None:
    """Passages by theme, reports by area; the note says to what."""
    summary = export(workspace, filters=Filters(theme="finance"))
    assert summary.n_passages == 1
    assert any("2 sentences that people coded are outside" in loss for loss in summary.losses)
    narrowed = export(workspace, filters=Filters(area="Northbridge"))
    assert narrowed.n_reports == 1
    note = read_qde(narrowed.file).findtext("q:Notes/q:Note/q:PlainTextContent", "", NS)
    assert "Narrowed to: area = Northbridge" in note


def test_names_of_sources_differ(tmp_path: Path) -> None:
    """Two files of one name in two folders have their ids added; GUIDs come from the ids."""
    one = mine(tmp_path / "a", "review.pdf", content=b"%PDF a")
    other = mine(tmp_path / "b", "review.pdf", content=b"%PDF b")
    other = replace(
        other, document=replace(other.document, source=replace(other.document.source, file="b/review.pdf"))
    )
    root = read_qde(export(store(tmp_path / "w", [one, other])).file)
    names = [source.get("name") for source in root.iterfind("q:Sources/*", NS)]
    ids = [report.document.source.report_id for report in (one, other)]
    assert sorted(names) == sorted(f"review ({report_id})" for report_id in ids)
    assert {s.get("guid") for s in root.iterfind("q:Sources/*", NS)} == {source_guid(key) for key in ids}


def test_tags_of_another_codebook_are_kept(tmp_path: Path) -> None:
    """A pattern that the codebook does not have is a code of its own."""
    stray = replace(VISION, pattern_id="old_pattern", theme_id="old_theme")
    made = export(store(tmp_path / "w", [mine(tmp_path, "a.pdf", tags={0: (stray,)})]))
    assert check_package(made.file) == ()
    names = [code.get("name") for code in read_qde(made.file).iterfind(".//q:Code", NS)]
    assert {"Not in the codebook", "Old pattern", "Old theme"} <= set(names)


def test_an_empty_workspace_is_a_valid_project(tmp_path: Path) -> None:
    """With the codebook and no empty list."""
    made = export(store(tmp_path / "w", []))
    assert made.n_reports == 0
    assert check_package(made.file) == ()


LINES = ("Leaders held one clear vision for people.", "Budgets had been pooled since the spring.")


def draw(path: Path, *, turn: int, origin: int, cut: int) -> Path:
    """Draw two lines on a page that is turned and cut, whose media box begins at minus `origin`."""
    make_pdf(path, [lambda sheet: [sheet.line(line, step=40) for line in LINES]])
    writer = PdfWriter(clone_from=PdfReader(path))
    page = writer.pages[0]
    page.rotation = turn
    page.mediabox = RectangleObject((-origin, -origin, 595, 842))
    page.cropbox = RectangleObject((cut, cut, 595 - cut, 842 - cut))
    with path.open("wb") as file:
        writer.write(file)
    return path


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize(("origin", "cut"), [(0, 0), (30, 20)])
def test_regions_stand_where_the_words_are(tmp_path: Path, turn: int, origin: int, cut: int) -> None:
    """A PDF read by the program, and its rectangles taken back by the engine in the file's own coordinates."""
    path = draw(tmp_path / "drawn.pdf", turn=turn, origin=origin, cut=cut)
    document = parse(path)
    assert isinstance(document, Document)
    report = mine(tmp_path, "drawn.pdf", LINES, tags={0: (VISION,), 1: (POOLED,)}, content=path.read_bytes())
    spans = [Span(start=at, end=at + len(line)) for line in LINES if (at := document.text.find(line)) >= 0]
    regions = [document.words.regions(span) for span in spans]
    sentences = [replace(s, regions=r) for s, r in zip(report.sentences, regions, strict=True)]
    made = export(
        store(tmp_path / "w", [replace(report, sentences=tuple(sentences))]), selections=Selections.REGION
    )
    boxes = list(read_qde(made.file).iterfind(".//q:PDFSelection", NS))
    text_page = pdfium.PdfDocument(path)[0].get_textpage()
    for box, line in zip(boxes, LINES, strict=True):
        corners = [int(box.get(name, "")) - origin for name in ("firstX", "firstY", "secondX", "secondY")]
        assert box.get("page") == "0"
        assert text_page.get_text_bounded(*corners).strip() == line
        assert box.findtext("q:Representation/q:PlainTextContent", "", NS) == line


def test_a_project_that_is_not_valid_does_not_take_its_place(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that was there stays, and the fault is told."""
    before = export(workspace).file.read_bytes()
    monkeypatch.setattr(refi_export, "check_package", lambda path: ("something is wrong",))
    with pytest.raises(StorageError, match="something is wrong"):
        export(workspace)
    assert (workspace.parent / "qda" / "my study.qdpx").read_bytes() == before
    assert [path.name for path in (workspace.parent / "qda").iterdir()] == ["my study.qdpx"]


def test_a_project_above_two_gibibytes_is_told(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """REFI-QDA allows no more; a PDF of that size is not put in at all."""
    monkeypatch.setattr(refi_export, "LARGEST", 10)
    monkeypatch.setattr(refi_gathering, "LARGEST", 10)
    summary = export(workspace)
    assert any("allows 2 GiB" in loss for loss in summary.losses)
    assert any("its PDF has more than 2 GiB" in loss for loss in summary.losses)


def test_the_codebook_alone_has_the_same_guids(workspace: Path) -> None:
    """So that a program that has the one knows the codes of the other."""
    alone = ElementTree.fromstring(
        export_codebook_alone(workspace.parent / "qda", settings=SETTINGS).file.read_bytes()
    )
    own = {code.get("guid") for code in alone.iter("{urn:QDA-XML:codebook:1.0}Code")}
    project = {code.get("guid") for code in read_qde(export(workspace).file).iterfind(".//q:Code", NS)}
    assert own < project
