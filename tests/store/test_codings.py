"""Codes of people: kept beside the machine's tags, whatever becomes of the reports."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.ids import hash_text
from reportminer.store.codings import CodingRow, note_training, read_codings, read_codings_of, store_codings
from reportminer.store.connection import Connection, close_database, open_database, open_scratch
from reportminer.store.passages import PassageIndex, read_passages
from reportminer.store.writing import forget_files, store_mined
from tests.builders import make_mined, make_tag
from tests.review_rows import make_passage
from tests.store.older import take_back

SENTENCES = ("Budgets were pooled.", "Nothing of note.")
TAGS = {0: (make_tag("pooled_budget", "finance", "good_practice"),)}


@pytest.fixture
def connection() -> Iterator[Connection]:
    """A store of one report."""
    opened = open_scratch()
    opened.execute("PRAGMA foreign_keys = ON")
    store_mined(opened, make_mined("a.pdf", SENTENCES, tags=TAGS), key="k")
    yield opened
    opened.close()


def coding(
    connection: Connection, coder: str = "anna", patterns: tuple[str, ...] = ("risk_sharing",)
) -> CodingRow:
    """What a person says of the report's first sentence."""
    passage = next(p for p in read_passages(connection) if p.text == SENTENCES[0])
    return CodingRow(
        coder=coder,
        finding_id=passage.finding_id,
        report_id=passage.report_id,
        text=passage.text,
        text_hash=passage.text_hash,
        patterns=patterns,
        is_recommendation=False,
        stratum="random",
        weight=2.5,
        drawn_from=5,
        machine=passage.machine,
        imported="2026-01-31",
    )


def test_what_is_stored_is_read_back(connection: Connection) -> None:
    """Every field comes back as it was; what was not stated stays unstated."""
    rows = [coding(connection), replace(coding(connection, "ben"), is_recommendation=None, weight=None)]
    store_codings(connection, rows)
    assert read_codings(connection) == tuple(rows)


def test_a_coder_replaces_only_their_own_codes(connection: Connection) -> None:
    """The same coder's codes of the same sentence are replaced; another's and the machine's tags stay."""
    store_codings(connection, [coding(connection), coding(connection, "ben")])
    store_codings(connection, [coding(connection, patterns=("staff_engaged",))])
    assert [(c.coder, c.patterns) for c in read_codings(connection)] == [
        ("anna", ("staff_engaged",)),
        ("ben", ("risk_sharing",)),
    ]
    assert {tag.pattern_id for p in read_passages(connection) for tag in p.tags} == {"pooled_budget"}


def test_codes_outlive_a_new_run(connection: Connection) -> None:
    """A report that is stored again, and one that is dropped, leaves what people said of it."""
    store_codings(connection, [coding(connection)])
    before = read_codings(connection)
    store_mined(connection, make_mined("a.pdf", SENTENCES), key="other")
    assert read_codings(connection) == before
    forget_files(connection, ["/reports/a.pdf"])
    assert read_passages(connection) == ()
    assert read_codings(connection) == before


def test_a_part_in_a_training_is_not_forgotten(connection: Connection) -> None:
    """Heads that learned from a sentence stay noted, each once, also where the coder changes their mind."""
    row = coding(connection)
    store_codings(connection, [row])
    for version in ("v2", "v1", "v2"):
        note_training(connection, [(row.coder, row.finding_id), ("nobody", "x")], version=version)
    store_codings(connection, [replace(row, patterns=())])
    assert [c.trained for c in read_codings(connection)] == [("v1", "v2")]


def test_an_older_workspace_gets_the_table(tmp_path: Path) -> None:
    """A workspace of the third version gets the same table that a new one has, empty."""
    connection = open_database(tmp_path, write=True)
    columns = [tuple(row) for row in connection.execute("PRAGMA table_info(codings)")]
    take_back(connection, 3)
    close_database(connection)
    raised = open_database(tmp_path)
    assert [tuple(row) for row in raised.execute("PRAGMA table_info(codings)")] == columns
    assert read_codings(raised) == ()
    raised.close()


def test_passages_come_with_tags_in_an_order_of_their_own(connection: Connection) -> None:
    """Sentences stand by their ids, each with the machine's tags and its name."""
    store_mined(connection, make_mined("b.pdf", ["Another."]), key="k")
    passages = read_passages(connection)
    assert [p.finding_id for p in passages] == sorted(p.finding_id for p in passages)
    tagged = next(p for p in passages if p.tags)
    assert (tagged.text, tagged.patterns, tagged.accepted) == (SENTENCES[0], {"pooled_budget"}, {"pooled_budget"})
    assert (tagged.machine, tagged.section) == ("hand@0", ("Findings",))


@pytest.mark.parametrize(
    ("finding_id", "text", "found"),
    [
        ("R1-00001", "", "R1-00001"),
        ("R1-gone", "Once.", "R1-00001"),
        ("R2-gone", "Once.", "R1-00001"),
        ("R1-gone", "Twice.", "R1-00002"),
        ("R3-gone", "Twice.", None),
        ("R1-gone", "", None),
        ("R1-gone", "Never.", None),
    ],
)
def test_a_sentence_is_found_by_its_text_where_its_id_is_gone(
    finding_id: str, text: str, found: str | None
) -> None:
    """By id first; else the only one with the text in its report; else the only one anywhere; never a guess."""
    index = PassageIndex(
        [
            make_passage(1, text="Once."),
            make_passage(2, text="Twice."),
            make_passage(3, text="Twice.", report_id="R2"),
        ]
    )
    passage = index.find(finding_id, text=text)
    assert (passage.finding_id if passage else None) == found
    assert index.find(finding_id, text_hash=hash_text(text) if text else "") == passage


def test_what_is_said_of_one_sentence_is_found_as_the_index_has_it(connection: Connection) -> None:
    """By its id; by its text where the id has gone, unless the text stands twice; never for another sentence."""
    here = coding(connection)
    gone = replace(coding(connection, "ben"), finding_id=f"{here.report_id}-00000000")
    elsewhere = replace(coding(connection, "carl"), finding_id="R000000000000-00000000", report_id="R000000000000")
    store_codings(connection, [here, gone, elsewhere])

    def found_of(text: str) -> list[str]:
        passage = next(p for p in read_passages(connection) if (p.text, p.report_id) == (text, here.report_id))
        rows = read_codings_of(
            connection, passage.finding_id, report_id=passage.report_id, text_hash=passage.text_hash
        )
        index = PassageIndex(read_passages(connection))
        expected = [
            c.coder for c in read_codings(connection) if index.find(c.finding_id, text_hash=c.text_hash) == passage
        ]
        assert [row.coder for row in rows] == expected
        return expected

    assert found_of(SENTENCES[0]) == ["anna", "ben", "carl"]
    assert found_of(SENTENCES[1]) == []
    store_mined(connection, make_mined("b.pdf", SENTENCES, tags=TAGS), key="k")
    assert found_of(SENTENCES[0]) == ["anna", "ben"]
