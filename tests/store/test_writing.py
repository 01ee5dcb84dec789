"""Storing reports: whole or not at all, and the same rows whatever the order."""

import itertools
import json
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from reportminer.errors import StorageError
from reportminer.ids import hash_bytes, make_report_id
from reportminer.records import EntityMention, MinedDocument, Skipped, Span, Stage, Status, ThemeMention
from reportminer.store.connection import Connection, open_scratch
from reportminer.store.inventory import (
    content_state,
    count_all,
    count_statuses,
    read_inventory,
    read_meta,
    write_meta,
)
from reportminer.store.writing import forget_files, rename_file, store_duplicate, store_mined, store_skipped
from tests.builders import make_mined, make_tag


@pytest.fixture
def connection() -> Iterator[Connection]:
    """An empty store in memory."""
    opened = open_scratch()
    opened.execute("PRAGMA foreign_keys = ON")
    yield opened
    opened.close()


def mined(
    name: str, *, content: str = "", sentences: tuple[str, ...] = ("One good thing.", "Another.")
) -> MinedDocument:
    """A report whose bytes are its content, else its name."""
    made = make_mined(
        content or name, sentences, tags={0: (make_tag("shared_vision", "leadership", "good_practice"),)}
    )
    source = replace(made.document.source, path=f"/reports/{name}", file=name)
    return replace(made, document=replace(made.document, source=source), encoder="e@1")


def skipped(name: str, *, content: str = "") -> Skipped:
    """A file that could not be read."""
    sha256 = hash_bytes((content or name).encode())
    return Skipped(
        report_id=make_report_id(sha256),
        file=name,
        path=f"/reports/{name}",
        sha256=sha256,
        stage=Stage.INGEST,
        code=Status.TIMEOUT,
        reason="too slow",
        remedy="wait",
    )


def counts(connection: Connection) -> dict[str, int]:
    """Rows by table."""
    tables = ("files", "reports", "pages", "blocks", "sentences", "tags", "entities", "themes", "vectors")
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def statuses(connection: Connection) -> dict[str, str]:
    """Status by shown name."""
    return {row.file: row.status for row in read_inventory(connection).values()}


def test_every_part_of_a_report_is_stored(connection: Connection) -> None:
    """Pages, blocks, sentences, tags, entities, themes and vectors can be read back."""
    report = mined("a.pdf")
    span = Span(start=0, end=3)
    report = replace(
        report,
        entities=(EntityMention(sentence=0, span=span, text="One", label="PLACE"),),
        themes=(ThemeMention(sentence=0, span=span, text="One", theme_id="leadership", rule="one"),),
    )
    store_mined(connection, report, key="k", root="/reports")
    assert counts(connection) == dict.fromkeys(
        ("files", "reports", "pages", "entities", "themes", "tags", "vectors"), 1
    ) | {
        "blocks": 2,
        "sentences": 2,
    }
    sentence = connection.execute("SELECT * FROM sentences ORDER BY number").fetchone()
    assert (sentence["text"], sentence["section"], sentence["polarity"]) == (
        "One good thing.",
        "Findings",
        "good_practice",
    )
    assert sentence["regions"] == "[[1,72,72,500,84]]"
    vectors = connection.execute("SELECT * FROM vectors").fetchone()
    assert np.frombuffer(vectors["data"], "<f4").shape == (vectors["n"] * vectors["dim"],)
    assert vectors["encoder"] == "e@1"


def test_a_report_without_sentences_is_stored(connection: Connection) -> None:
    """A report in which nothing was found still has its row and its page."""
    store_mined(connection, mined("a.pdf", sentences=()), key="k")
    assert counts(connection)["reports"] == 1
    assert count_all(connection).pages == 1


def test_storing_again_replaces_all_rows(connection: Connection) -> None:
    """The rows of the first time are gone, from the full-text index too."""
    store_mined(connection, mined("a.pdf", sentences=("Apples.", "Pears.", "Plums.")), key="k")
    store_mined(connection, replace(mined("a.pdf", sentences=("Cherries.",))), key="l")
    assert counts(connection)["sentences"] == 1
    found = connection.execute("SELECT count(*) FROM sentences_fts WHERE sentences_fts MATCH 'apples'").fetchone()
    assert found[0] == 0
    connection.execute("INSERT INTO sentences_fts (sentences_fts, rank) VALUES ('integrity-check', 1)")


def test_a_skipped_file_drops_what_its_bytes_gave_before(connection: Connection) -> None:
    """Where the same bytes can no longer be read, no report is left that no file stands for."""
    store_mined(connection, mined("a.pdf"), key="k")
    store_skipped(connection, skipped("a.pdf"), key="l")
    assert statuses(connection) == {"a.pdf": "timeout"}
    assert counts(connection)["reports"] == counts(connection)["sentences"] == 0


def test_of_files_with_the_same_bytes_the_first_by_name_counts(connection: Connection) -> None:
    """A copy that comes later but sorts first takes the place of the report; the result stays."""
    store_mined(connection, mined("b.pdf", content="x"), key="k")
    assert store_duplicate(connection, mined("a.pdf", content="x").document.source)
    assert statuses(connection) == {"a.pdf": "ok", "b.pdf": "duplicate"}
    assert counts(connection)["reports"] == 1


def test_a_copy_of_nothing_is_not_stored(connection: Connection) -> None:
    """Without a stored original a copy is refused."""
    assert not store_duplicate(connection, mined("a.pdf").document.source)
    assert statuses(connection) == {}


def test_a_copy_takes_over_when_the_original_goes(connection: Connection) -> None:
    """The report stays as long as one file has its bytes, and goes with the last."""
    store_mined(connection, mined("a.pdf", content="x"), key="k")
    store_duplicate(connection, mined("b.pdf", content="x").document.source)
    forget_files(connection, ["/reports/a.pdf"])
    assert statuses(connection) == {"b.pdf": "ok"}
    assert counts(connection)["reports"] == 1
    forget_files(connection, ["/reports/b.pdf", "/reports/never.pdf"])
    assert set(counts(connection).values()) == {0}


def test_a_changed_original_leaves_its_result_to_its_copy(connection: Connection) -> None:
    """Where the first of two equal files gets other bytes, the second stands for the old ones."""
    store_mined(connection, mined("a.pdf", content="x"), key="k")
    store_duplicate(connection, mined("b.pdf", content="x").document.source)
    store_mined(connection, mined("a.pdf", content="y"), key="k")
    assert statuses(connection) == {"a.pdf": "ok", "b.pdf": "ok"}
    assert counts(connection)["reports"] == 2


def test_a_renamed_file_keeps_its_result(connection: Connection) -> None:
    """The shown name changes, and with it which of two copies comes first."""
    store_mined(connection, mined("a.pdf", content="x"), key="k")
    store_duplicate(connection, mined("b.pdf", content="x").document.source)
    rename_file(connection, "/reports/a.pdf", file="z.pdf", root="/reports")
    assert statuses(connection) == {"b.pdf": "ok", "z.pdf": "duplicate"}


def test_files_that_could_not_be_hashed_are_not_copies_of_each_other(connection: Connection) -> None:
    """Two unreadable files are two misses."""
    for name in ("a.pdf", "b.pdf"):
        store_skipped(connection, replace(skipped(name), sha256="", report_id=""), key="k")
    assert count_statuses(connection) == {"timeout": 2}


def rows(connection: Connection) -> list[tuple[object, ...]]:
    """All rows but ids of sentences, in one order."""
    files = connection.execute("SELECT * FROM files ORDER BY path").fetchall()
    sentences = connection.execute("SELECT finding_id, text FROM sentences ORDER BY 1").fetchall()
    reports = connection.execute("SELECT report_id FROM reports ORDER BY 1").fetchall()
    return [tuple(row) for row in (*files, *sentences, *reports)]


def test_rows_do_not_depend_on_the_order_of_storing() -> None:
    """Whatever the order in which reports, copies and misses come in, the rows are the same."""
    names = {"a.pdf": "x", "b.pdf": "y", "c.pdf": "x", "d.pdf": "z", "e.pdf": "y"}
    seen = set()
    for seed in range(12):
        order = random.Random(seed).sample(sorted(names), len(names))
        store = open_scratch()
        for name in order:
            if names[name] == "z":
                store_skipped(store, skipped(name, content="z"), key="k")
            elif not store_duplicate(store, mined(name, content=names[name]).document.source):
                store_mined(store, mined(name, content=names[name]), key="k")
        seen.add((content_state(store), str(rows(store))))
    assert len(seen) == 1


def test_a_fault_at_any_point_leaves_the_old_state_or_the_new_one() -> None:
    """Interrupted after any number of SQLite's steps, a report is stored wholly or not at all."""
    old, new = mined("a.pdf", content="x"), mined("a.pdf", content="y")
    outcomes = []
    for n_steps in itertools.count(20, 37):
        store = open_scratch()
        store_mined(store, old, key="k")
        before = rows(store)
        steps = itertools.count()
        store.set_progress_handler(lambda last=n_steps, steps=steps: next(steps) == last, 1)
        try:
            store_mined(store, new, key="k")
        except StorageError:
            store.set_progress_handler(None, 1)
            assert rows(store) == before
            outcomes.append("old")
        else:
            outcomes.append("new")
        store.set_progress_handler(None, 1)
        store.execute("INSERT INTO sentences_fts (sentences_fts, rank) VALUES ('integrity-check', 1)")
        store.close()
        if next(steps) < n_steps:
            break  # the report was stored before the fault's turn came
    assert outcomes.count("old") > 20


def test_broken_references_are_refused(connection: Connection) -> None:
    """Two sentences with one id are refused and nothing of their report is stored."""
    report = mined("a.pdf")
    first, second = report.sentences
    broken = replace(report, sentences=(first, replace(second, finding_id=first.finding_id)))
    with pytest.raises(StorageError):
        store_mined(connection, broken, key="k")
    assert set(counts(connection).values()) == {0}


def test_the_state_changes_with_what_is_stored(connection: Connection) -> None:
    """The hash of the content is the same for the same content, and another after a change."""
    store_mined(connection, mined("a.pdf"), key="k")
    first = content_state(connection)
    store_mined(connection, mined("a.pdf"), key="k")
    assert content_state(connection) == first
    store_mined(connection, mined("a.pdf"), key="l")
    assert content_state(connection) != first


def test_remarks_are_kept_by_name(connection: Connection) -> None:
    """A remark can be written, replaced and read; one that is not there is empty."""
    write_meta(connection, {"a": "1"})
    write_meta(connection, {"a": "2", "b": "3"})
    assert [read_meta(connection, name) for name in "abc"] == ["2", "3", ""]


def test_text_of_any_script_and_odd_characters_is_kept(connection: Connection) -> None:
    """Characters outside the basic plane, NUL and line ends come back as they went in."""
    text = "Ünïcode 😀 \x00 \u2028 end."
    store_mined(connection, mined("ä😀.pdf", sentences=(text,)), key="k")
    assert connection.execute("SELECT text FROM sentences").fetchone()[0] == text


def test_sqlite_is_new_enough_for_full_text() -> None:
    """The SQLite of this Python has FTS5."""
    assert "ENABLE_FTS5" in {row[0] for row in sqlite3.connect(":memory:").execute("PRAGMA compile_options")}


def test_paths_are_absolute_in_the_inventory(connection: Connection) -> None:
    """The inventory is keyed by path and ordered by shown name."""
    for name in ("b.pdf", "a.pdf"):
        store_mined(connection, mined(name), key="k", root="/reports")
    stored = read_inventory(connection)
    assert list(stored) == ["/reports/a.pdf", "/reports/b.pdf"]
    assert all(Path(row.path).is_absolute() and row.root == "/reports" for row in stored.values())


def test_remarks_on_a_form_without_pages_are_kept(connection: Connection) -> None:
    """They stand among the metadata of the report, which counts no page."""
    made = make_mined("a.txt", ["One."])
    document = replace(made.document, pages=(), warnings=("read as cp1252",))
    store_mined(connection, replace(made, document=document), key="k")
    metadata, n_pages = connection.execute("SELECT metadata, n_pages FROM reports").fetchone()
    assert (json.loads(metadata)["warnings"], n_pages) == (["read as cp1252"], 0)
