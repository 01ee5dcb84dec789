"""Rows are read back as they were stored, in orders that do not depend on when they were stored."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.records import MinedDocument, NoteLink, Polarity
from reportminer.store import reading
from reportminer.store.connection import Connection, close_database, open_database
from reportminer.store.writing import store_mined
from tests.builders import make_mined, make_tag
from tests.export.workspace import REPEATED, make_workspace, north, north_later, press_release

NORTH, LATER, NEWS = (mined.document.source.report_id for mined in (north(), north_later(), press_release()))


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Connection]:
    """The tiny workspace, open to read."""
    connection = open_database(make_workspace(tmp_path / "workspace"))
    yield connection
    connection.close()


def store(folder: Path, *mined: MinedDocument) -> Connection:
    """A workspace with these reports, open to read."""
    connection = open_database(folder, write=True)
    for document in mined:
        store_mined(connection, document, key="k")
    close_database(connection)
    return open_database(folder)


def test_reports_stand_by_date(stored: Connection) -> None:
    """Reports are ordered by publication, those without a date last."""
    reports = reading.read_reports(stored)
    assert [report.report_id for report in reports] == [NORTH, LATER, NEWS]
    assert reports[0].conflicts == ("the file's properties say 2019; the cover says 2018",)
    assert (reports[0].status, reports[0].n_pages, reports[0].n_pages_ok, reports[0].ocr) == (
        "partial",
        2,
        1,
        False,
    )


def test_reports_of_one_day_stand_by_file(tmp_path: Path) -> None:
    """Equal dates are ordered by file name."""
    connection = store(tmp_path, *(make_mined(f"{name}.pdf", ["A sentence."]) for name in "cab"))
    assert [report.file for report in reading.read_reports(connection)] == ["a.pdf", "b.pdf", "c.pdf"]


def test_every_file_is_read(stored: Connection) -> None:
    """Files that were read come in the order of their reports, the others by name."""
    files = [(file.file, file.status) for file in reading.read_files(stored)]
    assert files == [
        ("northbridge review.pdf", "partial"),
        ("northbridge progress.pdf", "ok"),
        ("news.html", "ok"),
        ("gone.pdf", "damaged"),
        ("scan.pdf", "scanned"),
        ("x/copy.pdf", "duplicate"),
    ]


def test_pages(stored: Connection) -> None:
    """Pages come in order with label, status and warnings."""
    pages = list(reading.iter_pages(stored, NORTH))
    assert [(page.page, page.label, page.status) for page in pages] == [(1, "i", "ok"), (2, "", "scanned")]
    assert pages[0].warnings == ("some letters have no Unicode map",)


def test_blocks_have_their_text(stored: Connection) -> None:
    """A block's text is its stretch of the report's text."""
    blocks = list(reading.iter_blocks(stored, NORTH))
    assert [block.text for block in blocks] == [sentence.text for sentence in north().sentences]
    assert blocks[0].regions == north().document.blocks[0].regions
    assert next(iter(list(reading.iter_blocks(stored, NEWS))[1:])).section == ("Money",)


def test_blocks_have_their_notes(tmp_path: Path) -> None:
    """The marks of footnotes come back with their place and the number of the note's block."""
    mined = make_mined("a.pdf", ["One.", "Two."])
    first, second = mined.document.blocks
    blocks = (replace(first, notes=(NoteLink(at=4, mark="1", block=1),)), second)
    connection = store(tmp_path, replace(mined, document=replace(mined.document, blocks=blocks)))
    found = [block.notes for block in reading.iter_blocks(connection, mined.document.source.report_id)]
    assert found == [((4, "1", 1),), ()]


def test_tables(stored: Connection) -> None:
    """A table's cells come back row by row."""
    (table,) = reading.iter_tables(stored, NORTH)
    assert table.cells == north().document.tables[0].rows


def test_findings_have_a_pattern_or_a_polarity(tmp_path: Path) -> None:
    """A sentence with neither is no finding; one with a polarity alone is."""
    mined = make_mined("a.pdf", ["One.", "Two.", "Three."], tags={0: (make_tag("gap", "leadership", "failure"),)})
    codings = (*mined.codings[:2], replace(mined.codings[2], polarity=Polarity.MIXED))
    connection = store(tmp_path, replace(mined, codings=codings))
    findings = list(reading.iter_findings(connection, mined.document.source.report_id))
    assert [(finding.text, finding.polarity) for finding in findings] == [("One.", "failure"), ("Three.", "mixed")]


def test_context_is_the_neighbours(stored: Connection) -> None:
    """Before and after a finding stand its neighbours, findings or not; at the ends nothing."""
    first, second, third = reading.iter_findings(stored, NORTH)
    assert (first.before, first.after) == ("", REPEATED)
    assert (second.before, second.after) == (first.text, "The council held £3m.")
    assert third.after == ""


def test_context_stays_below_the_heading(tmp_path: Path) -> None:
    """A neighbour below another heading is no context."""
    mined = make_mined("a.pdf", ["One.", "Two.", "Three."], tags={1: (make_tag("gap", "leadership", "failure"),)})
    first, second, third = mined.sentences
    sentences = (replace(first, section=("Other",)), second, replace(third, section=("Next",)))
    connection = store(tmp_path, replace(mined, sentences=sentences))
    (finding,) = reading.iter_findings(connection, mined.document.source.report_id)
    assert (finding.before, finding.after, finding.section) == ("", "", "Findings")


def test_findings_carry_tags_themes_and_names(stored: Connection) -> None:
    """Tags come by falling probability, themes once, names (and no amounts) in order, official where known."""
    last = list(reading.iter_findings(stored, NORTH))[-1]
    assert [(tag.pattern_id, tag.accepted) for tag in last.tags] == [
        ("pooled_budgets", True),
        ("shared_vision", False),
    ]
    assert last.mentioned == ("finance",)
    assert last.themes == ("finance", "leadership")
    assert last.entities == ("Budgets", "a;b")
    assert last.regions == north().sentences[3].regions


def test_findings_by_id_are_those_of_their_reports(stored: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order asked, each once, in batches or not; unknown ids are left out, sentences without a code not."""
    reports = reading.read_reports(stored)
    listed = [finding for report in reports for finding in reading.iter_findings(stored, report.report_id)]
    plain = next(row[0] for row in stored.execute("SELECT finding_id FROM sentences WHERE polarity = 'none'"))
    asked = [finding.finding_id for finding in reversed(listed)] + [plain, "unknown", plain]
    found = reading.read_findings(stored, asked)
    assert list(found) == asked[:-2]
    assert list(found.values())[:-1] == listed[::-1]
    assert found[plain] == reading.read_finding(stored, plain)
    monkeypatch.setattr(reading, "_BATCH", 2)
    assert reading.read_findings(stored, asked) == found


def test_findings_know_their_block_and_pages_their_size(stored: Connection) -> None:
    """The block tells which heading and which printed paragraph a sentence stands below."""
    first = reading.read_reports(stored)[0].report_id
    assert [finding.block for finding in reading.iter_findings(stored, first)] == [0, 1, 3]
    assert {(page.width, page.height) for page in reading.iter_pages(stored, first)} == {(595, 842)}


def test_mentions(stored: Connection) -> None:
    """Theme mentions and names come in order of the text, each with the id of its sentence."""
    themes = list(reading.iter_themes(stored, NORTH))
    assert [(theme.theme_id, theme.start, theme.negated) for theme in themes] == [
        ("leadership", 85, True),
        ("finance", 150, False),
    ]
    council = next(reading.iter_entities(stored, NORTH))
    assert (council.canonical, council.code, council.sentence_id) == (
        "Northbridge Council",
        "E06000001",
        north().sentences[2].finding_id,
    )


def test_nearest_sentence_of_each_pattern(stored: Connection) -> None:
    """The sentence that came nearest to a pattern is read with its id, and with why it was not tagged."""
    nearest = {(row.report_id, row.pattern_id): row for row in reading.read_nearest(stored)}
    found = nearest[LATER, "pooled_budgets"]
    assert (found.score, found.finding_id) == (0.31, north_later().sentences[2].finding_id)
    assert nearest[NEWS, "no_shared_vision"].not_tagged == "other_side"
    assert (NEWS, "shared_vision") not in nearest


def test_order_of_storing_does_not_matter(stored: Connection, tmp_path: Path) -> None:
    """The same reports stored the other way round give the same rows."""
    other = open_database(make_workspace(tmp_path / "other", reverse=True))
    assert reading.read_files(stored) == reading.read_files(other)
    assert reading.read_reports(stored) == reading.read_reports(other)
    assert reading.read_nearest(stored) == reading.read_nearest(other)
    assert list(reading.iter_findings(stored, NORTH)) == list(reading.iter_findings(other, NORTH))


def test_an_unknown_report_has_no_rows(stored: Connection) -> None:
    """Asking for a report that is not there gives nothing."""
    assert list(reading.iter_findings(stored, "R0")) == list(reading.iter_blocks(stored, "R0")) == []
