"""The sample reports, their gold, and the build that makes both."""

import csv
import hashlib
import json
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from corpus.samples.build import build_report, hash_source
from corpus.samples.inline import parse_sentence
from corpus.samples.markup import SOURCES, read_source
from corpus.samples.model import SourceError

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
REPORTS: list[dict[str, Any]] = json.loads((SAMPLES / "gold.json").read_text(encoding="utf-8"))["reports"]
WITH_TEXT = [report for report in REPORTS if report["file"].endswith(".pdf") and report["status"] == "ok"]
CODEBOOK = tomllib.loads((SAMPLES.parents[1] / "configs" / "codebook.toml").read_text(encoding="utf-8"))


def named(reports: list[dict[str, Any]]) -> Any:
    """Give a test each report under its file name."""
    return pytest.mark.parametrize("report", reports, ids=[report["file"] for report in reports])


def letters(text: str) -> str:
    """Only the letters of a text, so that spaces, hyphens, marks and ligatures do not count."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalpha())


@cache
def page_letters(file: str) -> list[str]:
    """The letters of each page of a report, as pdfium reads them, and an empty page behind the last."""
    document = pypdfium2.PdfDocument(SAMPLES / "reports" / file)
    return [letters(page.get_textpage().get_text_bounded()) for page in document] + [""]


def stands(text: str, *, here: str, following: str) -> bool:
    """Tell whether a text stands on a page, or begins there and ends on the page that follows."""
    wanted = letters(text)
    length = len(wanted)
    while length and wanted[:length] not in here:
        length -= 1
    return length > 0 and wanted[length:] in following


def coded_sentences() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every sentence with patterns, with its report."""
    for report in REPORTS:
        for sentence in report["sentences"]:
            yield report, sentence


@named(REPORTS)
def test_gold_belongs_to_the_committed_files(report: dict[str, Any]) -> None:
    """The hashes in the gold are those of the report and of the source it was built from."""
    assert hashlib.sha256((SAMPLES / "reports" / report["file"]).read_bytes()).hexdigest() == report["sha256"]
    assert hash_source(SOURCES / report["source"]) == report["source_sha256"], "run `make samples`"


@pytest.mark.parametrize("name", ["averndale-progress-2019", "penmarrow-2018", "wendleborough-2018"])
def test_building_again_gives_the_same_bytes_and_the_same_gold(name: str, tmp_path: Path) -> None:
    """A second build, a PDF, a Word file or a web page, is the committed one to the last byte."""
    gold = build_report(SOURCES / f"{name}.txt", folder=tmp_path)
    committed = next(report for report in REPORTS if report["source"] == f"{name}.txt")
    assert (tmp_path / gold["file"]).read_bytes() == (SAMPLES / "reports" / gold["file"]).read_bytes()
    assert gold == committed


@named(WITH_TEXT)
def test_every_sentence_stands_on_its_page(report: dict[str, Any]) -> None:
    """Each sentence of the gold can be read on the page that the gold names."""
    pages = page_letters(report["file"])
    missing = [
        sentence["text"]
        for sentence in [*report["sentences"], *report["plain_sentences"]]
        if not stands(sentence["text"], here=pages[sentence["page"] - 1], following=pages[sentence["page"]])
    ]
    assert missing == []


@named(WITH_TEXT)
@pytest.mark.parametrize("kind", ["headings", "entities", "footnotes", "furniture", "recommendations"])
def test_everything_else_stands_on_its_page(report: dict[str, Any], kind: str) -> None:
    """Headings, names, footnotes, running heads and recommendations stand where the gold says."""
    pages = page_letters(report["file"])
    missing = [
        entry["text"]
        for entry in report[kind]
        if letters(entry["text"])
        and not stands(entry["text"], here=pages[entry["page"] - 1], following=pages[entry["page"]])
    ]
    assert missing == []


@named(WITH_TEXT)
def test_every_cell_of_a_table_stands_on_its_page(report: dict[str, Any]) -> None:
    """Tables stand whole on the page that the gold names."""
    pages = page_letters(report["file"])
    cells = [(table["page"], cell) for table in report["tables"] for row in table["rows"] for cell in row]
    assert [cell for page, cell in cells if letters(cell) not in pages[page - 1]] == []


@named(WITH_TEXT)
def test_page_count_and_labels_are_those_of_the_file(report: dict[str, Any]) -> None:
    """The file has as many pages as the gold says, and shows the same labels where it has any of its own."""
    document = pypdfium2.PdfDocument(SAMPLES / "reports" / report["file"])
    own = [document.get_page_label(index) for index in range(len(document))]
    assert len(document) == report["pages"]["count"]
    assert 6 <= len(document) <= 14
    assert not any(own) or own == report["pages"]["labels"]


def test_scanned_report_has_no_text_and_a_page_for_each() -> None:
    """The scanned report is images only."""
    (scanned,) = [report for report in REPORTS if report["status"] == "scanned"]
    pages = page_letters(scanned["file"])
    assert len(pages) - 1 == scanned["pages"]["count"]
    assert "".join(pages) == ""


def test_patterns_are_of_the_codebook_and_agree_with_the_polarity() -> None:
    """Each code exists, and a sentence takes the side of its patterns, or is mixed."""
    for _, sentence in coded_sentences():
        sides = {CODEBOOK["patterns"][pattern]["polarity"] for pattern in sentence["patterns"]}
        assert sentence["polarity"] == (sides.pop() if len(sides) == 1 else "mixed"), sentence["text"]
        assert len(set(sentence["patterns"])) == len(sentence["patterns"]), sentence["text"]


ADDED_SINCE = {"staff_burnout"}
"""Patterns that real reports called for after the samples had been written and coded."""


def test_every_theme_and_pattern_occurs_in_at_least_two_reports() -> None:
    """The samples show all of the codebook, so that a recurrence can be counted for each pattern."""
    reports = defaultdict(set)
    for report, sentence in coded_sentences():
        for pattern in sentence["patterns"]:
            reports[pattern].add(report["file"])
    assert {pattern for pattern in CODEBOOK["patterns"] if len(reports[pattern]) < 2} == ADDED_SINCE
    assert {CODEBOOK["patterns"][pattern]["theme"] for pattern in reports} == set(CODEBOOK["themes"])


def test_most_sentences_carry_nothing() -> None:
    """As in real reports, ordinary sentences are the majority."""
    n_coded = sum(len(report["sentences"]) for report in REPORTS)
    n_plain = sum(len(report["plain_sentences"]) for report in REPORTS)
    assert n_coded > 400
    assert 0.58 < n_plain / (n_coded + n_plain) < 0.75


def test_findings_are_not_written_from_slots() -> None:
    """No finding occurs twice; only background and scope are repeated."""
    counts = Counter(sentence["text"] for _, sentence in coded_sentences())
    assert [text for text, count in counts.items() if count > 1] == []


@named(REPORTS)
def test_every_report_says_that_it_is_invented(report: dict[str, Any]) -> None:
    """The notice stands among the sentences of each report, and at the foot of each page."""
    assert any("written to demonstrate reportminer" in sentence["text"] for sentence in report["plain_sentences"])
    noted = {line["page"] for line in report["furniture"] if "invented" in line["text"]}
    assert len(noted) == report["pages"]["count"]


def test_statistics_stand_in_their_sentences() -> None:
    """Each part of a statistic can be found in the sentence it is taken from."""
    figures = [figure for report in REPORTS for figure in report["statistics"]]
    parts = ("value", "comparator", "comparator_value", "period")
    assert len(figures) > 100
    assert [figure for figure in figures for part in parts if figure[part] not in figure["text"]] == []


def test_a_quotation_of_several_paragraphs_is_one() -> None:
    """Paragraphs that each open a quotation which only the last one closes have one speaker."""
    (release,) = [report for report in REPORTS if report["report_type"] == "press_release"]
    first = release["quotations"][0]
    assert first["speaker"] == "Professor Julian Strake"
    assert first["text"].startswith("We found people in Wendleborough")
    assert first["text"].endswith("follow their progress with interest.")
    assert "“" not in first["text"]


def test_areas_and_bodies_are_no_real_ones(shared_dir: Path) -> None:
    """No invented council, trust or group bears the name of a real one."""
    real = set()
    for name in ("local_authorities", "nhs_trusts", "ccg_2017_2019", "ccg_2022"):
        with (shared_dir / "gazetteer" / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                real |= {value.casefold() for value in row.values() if isinstance(value, str)}
    invented = {report["area"] for report in REPORTS} - {"England"}
    invented |= {
        entity["text"]
        for report in REPORTS
        for entity in report["entities"]
        if entity["label"] in {"LOCAL_AUTHORITY", "NHS_TRUST", "CCG", "HOSPITAL"}
    }
    assert len(invented) > 40
    assert {name for name in invented if name.casefold() in real} == set()


def test_mark_up_gives_names_styles_and_notes_their_places() -> None:
    """Marks vanish from the text and leave intervals behind."""
    sentence = parse_sentence(
        "*Red* kites by [PERSON|Ann Other] of NHS X CCG.[fn: A note.]",
        number=0,
        first_note=3,
        names={"NHS X CCG": "CCG"},
    )
    assert sentence.text == "Red kites by Ann Other of NHS X CCG."
    found = [(sentence.text[run.start : run.end], run.value) for run in sentence.entities]
    assert found == [("Ann Other", "PERSON"), ("NHS X CCG", "CCG")]
    assert [(note.offset, note.number, note.text) for note in sentence.notes] == [(36, 3, "A note.")]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("It fell. {no_such_pattern}", "not in the codebook"),
        ("It fell by 3%.\n^ stat 4% | of falls", "not in the sentence"),
        ("“It fell,” she said.", "nobody is said to speak"),
        ("“It fell, she said.\n^ said she", "says nothing"),
        ("!nonsense", "unknown command"),
        ("| a | b\n| c", "unequal length"),
    ],
)
def test_broken_mark_up_is_refused(body: str, problem: str, tmp_path: Path) -> None:
    """A source that contradicts itself stops the build with the reason."""
    source = tmp_path / "broken.txt"
    facts = "file: broken.html\nform: html\ntemplate: 2017\ntitle: T\nday: 1 May 2018\npublisher: P"
    source.write_text(f"{facts}\n---\n{body}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=problem):
        build_report(source, folder=tmp_path)


def test_a_source_knows_its_headings_above(tmp_path: Path) -> None:
    """A block's section is the path of the headings above it, a heading of the same level taking its place."""
    source = tmp_path / "small.txt"
    source.write_text("file: a.pdf\n---\n# One\n\n## Two\n\nText.\n\n# Three\n\nMore.\n", encoding="utf-8")
    paragraphs = [block for block in read_source(source).blocks if block.kind == "paragraph"]
    assert [block.section for block in paragraphs] == [("One", "Two"), ("Three",)]
