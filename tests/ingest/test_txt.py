from pathlib import Path

import pytest

from reportminer.ingest.txt import parse_txt, read_pieces
from reportminer.records import SourceKind, Status
from tests.ingest.forms_builders import miss_file, outline, read_file

REPORT = """\
Local system review: Northmarch

This report is illustrative. It was written for a test and
describes no real place; co-
operation is spelt cooperation.

What worked well
----------------
Staff worked well together.

1.2 Are services effective?

The review found:
• trusted assessors were in place and
  were used at weekends
• plans were shared
    ◦ with people's families

Next steps

a) agree a plan
b) report on it

John Smith
Chief Inspector
"""


def test_a_report_in_plain_text(tmp_path: Path) -> None:
    """Headings, wrapped paragraphs, list items with depth and numbers come out as a reader sees them."""
    path = tmp_path / "a.txt"
    path.write_text(REPORT, encoding="utf-8")
    document = read_file(parse_txt, path, SourceKind.TXT)
    assert outline(document) == [
        ("heading", 1, "", "Local system review: Northmarch"),
        (
            "paragraph",
            None,
            "",
            "This report is illustrative. It was written for a test and describes no real place; "
            "cooperation is spelt cooperation.",
        ),
        ("heading", 2, "", "What worked well"),
        ("paragraph", None, "", "Staff worked well together."),
        ("heading", 2, "1.2", "Are services effective?"),
        ("paragraph", None, "", "The review found:"),
        ("list_item", 1, "•", "trusted assessors were in place and were used at weekends"),
        ("list_item", 1, "•", "plans were shared"),
        ("list_item", 2, "◦", "with people's families"),
        ("heading", 2, "", "Next steps"),
        ("list_item", 1, "a)", "agree a plan"),
        ("list_item", 1, "b)", "report on it"),
        ("paragraph", None, "", "John Smith Chief Inspector"),
    ]
    assert document.title == "Local system review: Northmarch"


def test_lines_that_are_not_wrapped_are_paragraphs() -> None:
    """Text saved with a paragraph a line is not joined into one."""
    long = (
        "The local authority and its partners had agreed a plan for the winter, and people told us of its effect. "
    )
    pieces = read_pieces(f"{long * 2}\n{long}\n{long * 3}")
    assert [piece.text.count("winter") for piece in pieces] == [2, 1, 3]


def test_a_split_word_is_mended_only_on_evidence() -> None:
    """A hyphen at a line's end stays unless the text has the word whole elsewhere."""
    (piece,) = read_pieces("Care was person-\ncentred and the dis-\ncharge was late; discharge matters.")
    assert piece.text == "Care was person-centred and the discharge was late; discharge matters."


@pytest.mark.parametrize(
    "line", ["Yes.", "The plan was agreed in March,", "and then they left", "- a list item", "2018", "See page 4;"]
)
def test_a_short_line_is_no_heading_without_good_reason(line: str) -> None:
    """Ends of sentences, clauses, list items and bare numbers are not headings."""
    pieces = read_pieces(
        f"Title\n\n{line}\n\nA paragraph that is long enough to stand under a heading in a report."
    )
    assert pieces[1].kind.value != "heading"


def test_the_last_line_is_no_heading() -> None:
    """Nothing stands under the last line of a file."""
    assert read_pieces("A first paragraph of some length.\n\nSigned")[-1].kind.value == "paragraph"


def test_markdown_headings_have_their_level() -> None:
    """Number signs give the level, also without a blank line after them."""
    pieces = read_pieces("# One\n## Two ##\nText here.\n\n---\n\nMore text.")
    assert [(p.kind.value, p.level, p.text) for p in pieces if p.text] == [
        ("heading", 1, "One"),
        ("heading", 2, "Two"),
        ("paragraph", None, "Text here."),
        ("paragraph", None, "More text."),
    ]


def test_an_old_encoding_is_remarked(tmp_path: Path) -> None:
    """A file that is not UTF-8 is read as Windows-1252, and the document says so."""
    path = tmp_path / "a.txt"
    path.write_bytes("The café – closed.".encode("cp1252"))
    document = read_file(parse_txt, path, SourceKind.TXT)
    assert document.text == "The café – closed."
    assert document.warnings == ("read as cp1252",)


def test_blank_text_is_empty(tmp_path: Path) -> None:
    """White space is no report."""
    path = tmp_path / "a.txt"
    path.write_text(" \n\n\t\n")
    assert miss_file(parse_txt, path, SourceKind.TXT).code is Status.EMPTY
