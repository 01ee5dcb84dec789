"""Text that a converter made of a PDF is read as paragraphs again."""

from reportminer.ingest.txt import read_pieces
from reportminer.ingest.txt_tidying import tidy_groups
from reportminer.records import BlockKind

HEAD = "**Annual report of the illustrative trust**"


def spread(*lines: str) -> str:
    """Lines with a blank line between each two."""
    return "\n\n".join(lines)


def make_converted() -> str:
    """Twelve paragraphs of three printed lines; in every other one a page number and a running head."""
    lines: list[str] = []
    for page in range(1, 13):
        lines += [
            f"The ward had been short of nurses for most of the year {2000 + page} and",
            f"the board was told so at all {page} of its meetings, although it did not",
        ]
        if page % 2:
            lines += [f"**{page}**", HEAD]
        lines.append(f"act on what it heard until the spring of {2001 + page}.")
    return spread(*lines)


def test_lines_that_a_blank_line_parts_are_joined() -> None:
    """A sentence over three spread lines is one, also across a page number and a running head."""
    pieces = read_pieces(make_converted())
    texts = [piece.text for piece in pieces if piece.kind is BlockKind.PARAGRAPH]
    assert len(texts) == 12
    assert texts[0] == (
        "The ward had been short of nurses for most of the year 2001 and the board was told so at all 1 of its "
        "meetings, although it did not act on what it heard until the spring of 2002."
    )
    assert not [text for text in texts if "illustrative trust" in text]


def test_marks_of_markdown_are_taken_away() -> None:
    """Emphasis and backslashes go, a bold line is a heading, a bold bullet a list item."""
    marked = spread(
        "**What we found**",
        "Care was **kind** and *prompt* \\(see page 4\\).",
        "**• **Staff were asked.",
        "**• **Families were told \\(late\\).",
        "**Next steps**",
        "A plan of £1\\.5 million was agreed by the whole board in May.",
    )
    found = [(piece.kind.value, piece.marker, piece.text) for piece in read_pieces(marked)]
    assert found == [
        ("heading", "", "What we found"),
        ("paragraph", "", "Care was kind and prompt (see page 4)."),
        ("list_item", "•", "Staff were asked."),
        ("list_item", "•", "Families were told (late)."),
        ("heading", "", "Next steps"),
        ("paragraph", "", "A plan of £1.5 million was agreed by the whole board in May."),
    ]


def test_a_bullet_on_a_line_of_its_own_belongs_to_the_next() -> None:
    """A converter may leave the bullet alone on its line."""
    lines = [
        line
        for n in range(8)
        for line in ("•", f"the {n}th team was not told of the change to its rota and", "left.")
    ]
    pieces = read_pieces(spread(*lines))
    assert [(piece.kind, piece.marker) for piece in pieces] == [(BlockKind.LIST_ITEM, "•")] * 8
    assert pieces[0].text == "the 0th team was not told of the change to its rota and left."


def test_ordinary_text_is_left_alone() -> None:
    """Paragraphs that end with a full stop, stars and lone numbers of a text that was not converted stay."""
    groups = [("2 * 3 = 6, and 4 * 5 = 20.",), ("A short line",), ("12",), ("The end of it all.",)]
    assert tidy_groups(groups) == groups


def test_a_line_that_recurs_is_kept_where_it_is_a_sentence() -> None:
    """Only short lines without the end of a sentence are taken for running heads."""
    groups = [("We do not know.",), ("Something else.",)] * 10
    assert tidy_groups(groups) == groups
