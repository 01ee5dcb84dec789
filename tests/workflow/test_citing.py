"""How a passage is cited, and which number is that of its paragraph."""

from dataclasses import replace

import pytest

from reportminer.records import BlockKind
from reportminer.store.views import BlockRow, ReportRow
from reportminer.workflow.citing import cite, find_paragraph

REPORT = ReportRow(
    report_id="R0123456789ab",
    file="folder/northbridge.pdf",
    status="ok",
    kind="pdf",
    title="Northbridge: Local system review",
    report_type="local_system_review",
    area="Northbridge",
    area_code="",
    publisher="Care Quality Commission",
    published="2018-04-19",
    review_start="",
    review_end="",
    licence="Open Government Licence v3.0",
    source_url="",
    conflicts=(),
    n_pages=20,
    n_pages_ok=20,
    n_words=100,
    n_sentences=10,
    ocr=False,
    language="en",
    coder="patterns",
    model="1",
)


def make_block(
    marker: str,
    kind: BlockKind = BlockKind.PARAGRAPH,
    *,
    text: str = "Text",
    section: tuple[str, ...] = ("Leadership",),
) -> BlockRow:
    """A block with a marker."""
    return BlockRow(
        report_id=REPORT.report_id,
        number=3,
        page=12,
        kind=kind,
        part="body",
        level=None,
        marker=marker,
        start=0,
        end=4,
        text=text,
        regions=(),
        section=section,
    )


def test_a_passage_is_cited_with_all_that_is_known() -> None:
    """Publisher, year, title, printed page with the file's own, paragraph, licence."""
    assert cite(REPORT, page=12, page_label="8", paragraph="3.14") == (
        "Care Quality Commission (2018) Northbridge: Local system review, p. 8 (page 12 of the file), para. 3.14. "
        "Open Government Licence v3.0."
    )


def test_a_page_is_named_once_where_print_and_file_agree() -> None:
    """The file's own count is told only where it is another."""
    for label in ("", "12"):
        assert cite(replace(REPORT, licence=""), page=12, page_label=label).endswith("review, p. 12.")


@pytest.mark.parametrize(
    ("unknown", "cited"),
    [
        ({"published": ""}, "Care Quality Commission (no date) Northbridge: Local system review, p. 2."),
        ({"publisher": ""}, "Northbridge: Local system review (2018), p. 2."),
        ({"title": ""}, "Care Quality Commission (2018) northbridge.pdf, p. 2."),
        ({"title": "", "publisher": "", "published": ""}, "northbridge.pdf (no date), p. 2."),
        ({"title": " Staying\nwell. "}, "Care Quality Commission (2018) Staying well, p. 2."),
    ],
    ids=["date", "publisher", "title", "nothing known", "line breaks and stops"],
)
def test_what_is_unknown_leaves_no_junk(unknown: dict[str, str], cited: str) -> None:
    """No empty brackets, doubled stops or hanging commas, whatever is missing."""
    assert cite(replace(REPORT, licence="", **unknown), page=2, page_label="") == cited


def test_a_web_page_is_cited_without_a_page() -> None:
    """Where the form has no pages none is named, and a title's own question mark ends the sentence."""
    report = replace(REPORT, title="Who waits?", licence="", kind="html")
    assert cite(report, page=0, page_label="") == "Care Quality Commission (2018) Who waits?"


@pytest.mark.parametrize("marker", ["3.14", "3.14.", "3.14)", "[3.14]"])
def test_a_number_with_a_point_is_a_paragraph_number(marker: str) -> None:
    """The brackets and stops around it are left aside."""
    assert find_paragraph(make_block(marker)) == "3.14"


def test_plain_numbers_count_before_paragraphs_alone() -> None:
    """ "14." before a paragraph is its number; before an item of a list it counts within the list only."""
    assert find_paragraph(make_block("14.")) == "14"
    assert find_paragraph(make_block("14.", BlockKind.LIST_ITEM)) == ""
    assert find_paragraph(make_block("3.14", BlockKind.LIST_ITEM)) == "3.14"


@pytest.mark.parametrize("marker", ["", "•", "a)", "conclusion", "iv"])
def test_other_markers_are_no_paragraph_numbers(marker: str) -> None:
    """Bullets, letters and labels say nothing of where a passage stands in the report."""
    assert find_paragraph(make_block(marker)) == ""
    assert find_paragraph(None) == ""


def test_marks_of_notes_and_headings_are_no_paragraph_numbers() -> None:
    """A note's or a heading's number numbers no paragraph."""
    assert find_paragraph(make_block("3", BlockKind.FOOTNOTE)) == ""
    assert find_paragraph(make_block("3.1", BlockKind.HEADING)) == ""


def test_a_number_glued_to_the_first_word_is_seen() -> None:
    """Some reports set the number so near that both are read as one word; a decimal is none."""
    assert find_paragraph(make_block("", text="4.13.In relation to funding")) == "4.13"
    assert find_paragraph(make_block("", text="4.5 million people")) == ""


def test_a_list_belongs_to_the_paragraph_above_it() -> None:
    """Its items are cited by that paragraph's number, dotted or plain, past notes and other items."""
    item = make_block("•", BlockKind.LIST_ITEM)
    note = make_block("3", BlockKind.FOOTNOTE)
    assert find_paragraph(item, [item, note, make_block("14.")]) == "14"
    assert find_paragraph(item, [item, make_block("3.14")]) == "3.14"


def test_what_follows_a_dotted_number_belongs_to_it() -> None:
    """A passage quoted at length has no number of its own; after a plain number that is not sure."""
    quoted = make_block("")
    assert find_paragraph(quoted, [quoted, make_block("3.14"), make_block("3.13")]) == "3.14"
    assert find_paragraph(quoted, [make_block("14.")]) == ""


def test_no_number_is_taken_over_a_heading() -> None:
    """Below another heading nothing above counts."""
    item = make_block("•", BlockKind.LIST_ITEM)
    assert find_paragraph(item, [make_block("3.14", section=("Staff",))]) == ""
    assert find_paragraph(item, [make_block("", BlockKind.HEADING), make_block("3.14")]) == ""
