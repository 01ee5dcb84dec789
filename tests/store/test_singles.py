"""What belongs to one report or sentence is the same as in the readings of everything."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reportminer.records import EntityMention, MinedDocument
from reportminer.store.connection import Connection, open_scratch
from reportminer.store.reading import iter_blocks, iter_entities, read_files, read_reports
from reportminer.store.singles import iter_blocks_back, iter_texts, read_entities_of, read_files_of, read_report
from reportminer.store.writing import store_duplicate, store_mined
from tests.builders import make_mined

TEXTS = ("Budgets were pooled in 2017.", "Élan — and “quotes” — before 2018.", "Nothing of note.")


def make_report(name: str) -> MinedDocument:
    """A report with a name in each of its first two sentences."""
    mined = make_mined(name, TEXTS)
    entities = tuple(
        EntityMention(sentence=number, span=mined.sentences[number].span, text=year, label="DATE", canonical=year)
        for number, year in enumerate(("2017", "2018"))
    )
    return replace(mined, entities=entities)


@pytest.fixture
def connection() -> Iterator[Connection]:
    """Two reports, of one of which there is a copy."""
    opened = open_scratch()
    for name in ("a.pdf", "b.pdf"):
        store_mined(opened, make_report(name), key="k")
    source = make_report("a.pdf").document.source
    store_duplicate(opened, replace(source, path="/reports/copy of a.pdf", file="copy of a.pdf"))
    yield opened
    opened.close()


def test_a_report_and_its_files(connection: Connection) -> None:
    """The row is that of the list; the file that was read stands before its copy."""
    for report in read_reports(connection):
        assert read_report(connection, report.report_id) == report
        files = read_files_of(connection, report.report_id)
        assert set(files) == {
            f for f in read_files(connection) if report.report_id in {f.report_id, f.duplicate_of}
        }
        assert files[0].file == report.file
    assert read_report(connection, "R000000000000") is None


def test_the_names_of_a_sentence(connection: Connection) -> None:
    """Those of the sentence, and of no other of its report or of another report."""
    for report in read_reports(connection):
        every = list(iter_entities(connection, report.report_id))
        for entity in every:
            assert read_entities_of(connection, entity.sentence_id) == (entity,)
        assert len(every) == 2


def test_blocks_are_given_back_from_one(connection: Connection) -> None:
    """The block itself first, then those before it, as many as asked for, each with its text."""
    report = read_reports(connection)[0]
    blocks = list(iter_blocks(connection, report.report_id))
    assert list(iter_blocks_back(connection, report.report_id, 2, at_most=9)) == blocks[::-1]
    assert list(iter_blocks_back(connection, report.report_id, 1, at_most=1)) == [blocks[1]]
    assert list(iter_blocks_back(connection, report.report_id, -1, at_most=9)) == []


def test_the_sentences_of_a_report(connection: Connection) -> None:
    """In reading order."""
    report = read_reports(connection)[0]
    assert tuple(iter_texts(connection, report.report_id)) == TEXTS
