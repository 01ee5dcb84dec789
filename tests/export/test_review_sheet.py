"""The sheet that a coder fills in: what filled rows say, and all that is wrong with them at once."""

from collections.abc import Mapping

import pytest

from reportminer.export.review_sheet import SHEET, FilledSheet, read_sheet
from reportminer.store.passages import PassageIndex
from tests.classify.builders import make_codebook
from tests.review_rows import make_passage

PASSAGES = [make_passage(1, text="The café’s patients waited."), make_passage(2), make_passage(3)]
BOOK = make_codebook()


def read(*rows: Mapping[str, str]) -> FilledSheet:
    """What rows say; cells that are not given are empty."""
    index = PassageIndex(PASSAGES)
    empty = dict.fromkeys(SHEET.names, "")
    return read_sheet(
        [empty | row for row in rows],
        find=lambda finding_id, text: index.find(finding_id, text=text),
        codebook=BOOK,
        strata=("random", "uncertain", "random:bad_flow"),
    )


def row(number: int = 1, **cells: str) -> dict[str, str]:
    """A row of the sheet."""
    return {"finding_id": f"R1-{number:05d}", **cells}


def test_codes_may_be_separated_as_people_do() -> None:
    """Semicolons, commas, line breaks and capitals are all taken; each code once, in order."""
    sheet = read(row(patterns="Uses_data;bad_flow, bad_flow\nuses_data", themes=" flow ", polarity="Mixed"))
    (filled,) = sheet.rows
    assert (filled.patterns, filled.themes, filled.polarity) == (("bad_flow", "uses_data"), ("flow",), "mixed")
    assert sheet.problems == ()


@pytest.mark.parametrize(
    ("cells", "is_read"),
    [
        ({}, False),
        ({"comment": "hm", "stratum": "random", "weight": "2"}, False),
        ({"done": "1"}, True),
        ({"done": "x"}, True),
        ({"done": "0"}, False),
        ({"patterns": "bad_flow"}, True),
        ({"patterns": "bad_flow", "done": "0"}, False),
        ({"polarity": "none"}, True),
        ({"is_recommendation": "0"}, True),
    ],
)
def test_a_row_is_read_where_a_code_or_done_says_so(cells: dict[str, str], is_read: bool) -> None:
    """An empty row is not a row without patterns; what says that it is not done waits."""
    cells = cells if "stratum" not in cells else cells | {"drawn_from": "4"}
    sheet = read(row(**cells))
    assert (len(sheet.rows), sheet.n_unread, sheet.problems) == (int(is_read), int(not is_read), ())


def test_blank_lines_are_no_rows() -> None:
    """A spreadsheet's empty lines are not counted as unread."""
    assert read({}).n_unread == 0


def test_all_problems_are_told_at_once() -> None:
    """Each with its row as a spreadsheet counts, its id, and close names."""
    sheet = read(
        row(1, patterns="good_flo;nonsense", themes="flows", polarity="bad"),
        row(2, is_recommendation="perhaps", done="perhaps", stratum="odd"),
        row(9, patterns="bad_flow"),
        {"patterns": "bad_flow"},
        row(3, done="1", stratum="random", weight="", drawn_from="4"),
        row(3, done="1"),
    )
    told = "\n".join(sheet.problems)
    assert sheet.rows == ()
    for part in (
        "row 2 (R1-00001): unknown pattern 'good_flo'; did you mean good_flow",
        "row 2 (R1-00001): unknown pattern 'nonsense'",
        "row 2 (R1-00001): unknown theme 'flows'; did you mean flow?",
        "row 2 (R1-00001): unknown polarity 'bad'",
        "row 3 (R1-00002): is_recommendation 'perhaps' is neither 1 nor 0",
        "row 3 (R1-00002): done 'perhaps' is neither 1 nor 0",
        "row 3 (R1-00002): unknown stratum 'odd'",
        "row 4 (R1-00009): no sentence of this workspace has this id",
        "row 5 (no id): finding_id is empty",
        "row 6 (R1-00003): weight or drawn_from of a random row is no longer the number",
        "row 7 (R1-00003): the same sentence as in row 6",
    ):
        assert part in told


def test_a_column_sorted_alone_is_noticed() -> None:
    """Codes beside the text of another sentence are refused, not stored with the wrong one."""
    assert "was one column sorted alone?" in read(row(2, text="Sentence 3.", done="1")).problems[0]


@pytest.mark.parametrize(
    "text", ["The café’s patients  waited.", "The cafÃ©â€™s patients waited.", "'Sentence 2."]
)
def test_what_spreadsheets_do_to_a_text_is_forgiven(text: str) -> None:
    """Another encoding, spaces and a leading apostrophe do not make it another text."""
    number = 2 if "2" in text else 1
    assert read(row(number, text=text, done="1")).problems == ()


def test_a_sentence_with_a_new_id_is_found_by_its_text() -> None:
    """A sheet drawn before a new run, which gave the sentence another id, can still be read in."""
    (filled,) = read({"finding_id": "R1-old", "text": "Sentence 2.", "done": "1"}).rows
    assert filled.passage.finding_id == "R1-00002"


def test_numbers_come_back_from_any_spreadsheet() -> None:
    """A decimal comma is taken; weights of rows that were not drawn at random are not."""
    first, second = read(
        row(1, done="1", stratum="random:bad_flow", weight="2,6667", drawn_from="16"),
        row(2, done="1", stratum="uncertain", weight="7", drawn_from="9"),
    ).rows
    assert (first.weight, first.drawn_from) == (2.6667, 16)
    assert (second.weight, second.drawn_from) == (None, None)
    assert read(row(1, done="1", stratum="random", weight="nan", drawn_from="16")).problems
    assert read(row(1, done="1", stratum="random", weight="2", drawn_from="1e999")).problems
