"""The sample reports read as their gold says: an end-to-end check of structure on committed PDFs."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reportminer.records import BlockKind, Document, Part, Skipped, Status
from reportminer.text import fold
from tests.ingest.made_pdfs import blocks, parse, texts

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
GOLD = SAMPLES / "gold.json"


def _reports() -> list[dict[str, Any]]:
    if not GOLD.is_file():
        return []
    found = json.loads(GOLD.read_text(encoding="utf-8"))["reports"]
    return [r for r in found if r["file"].endswith(".pdf") and (SAMPLES / "reports" / r["file"]).is_file()]


READABLE = [pytest.param(r, id=r["file"]) for r in _reports() if r["status"] == "ok"]
SCANNED = [pytest.param(r, id=r["file"]) for r in _reports() if r["status"] == "scanned"]


@cache
def _document(name: str) -> Document:
    document = parse(SAMPLES / "reports" / name, use_tags=False, use_outline=False)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("gold", READABLE)
def test_headings_are_found_with_page(gold: dict[str, Any]) -> None:
    """At least 95 of 100 headings are found on their page, and as many of those found are headings."""
    document = _document(gold["file"])
    found = {
        (fold(b.span.of(document.text)), b.page)
        for b in blocks(document, BlockKind.HEADING)
        if b.part not in (Part.FRONT, Part.CONTENTS)
    }
    true = {(fold(h["text"]), h["page"]) for h in gold["headings"]}
    neutral = {fold(box if isinstance(box, str) else box["text"]) for box in gold["box_titles"]}
    false = {item for item in found - true if item[0] not in neutral}
    assert len(found & true) >= 0.95 * len(true), true - found
    assert len(false) <= 0.05 * len(true), false


@pytest.mark.parametrize("gold", READABLE)
def test_no_sentence_is_lost_or_mixed(gold: dict[str, Any]) -> None:
    """Every sentence of the gold stands whole in the text."""
    text = fold(_document(gold["file"]).text)
    missing = [s["text"] for s in (*gold["sentences"], *gold["plain_sentences"]) if fold(s["text"]) not in text]
    assert missing == []


@pytest.mark.parametrize("gold", READABLE)
def test_furniture_stays_out(gold: dict[str, Any]) -> None:
    """No block is a running head, a footer or a page number."""
    document = _document(gold["file"])
    furniture = {fold(item["text"]) for item in gold["furniture"]}
    assert [text for text in texts(document) if fold(text) in furniture] == []


@pytest.mark.parametrize("gold", READABLE)
def test_page_labels_are_those_printed(gold: dict[str, Any]) -> None:
    """Each page has the number that is printed on it."""
    assert [page.label for page in _document(gold["file"]).pages] == gold["pages"]["labels"]


@pytest.mark.parametrize("gold", READABLE)
def test_tables_have_their_cells(gold: dict[str, Any]) -> None:
    """Every table of the gold is found with all its cells."""
    found = [table.rows for table in _document(gold["file"]).tables]
    assert [t["caption"] for t in gold["tables"] if tuple(map(tuple, t["rows"])) not in found] == []


@pytest.mark.parametrize("gold", READABLE)
def test_footnotes_are_blocks(gold: dict[str, Any]) -> None:
    """Every footnote of the gold is a block of its own."""
    found = {fold(text) for text in texts(_document(gold["file"]), BlockKind.FOOTNOTE)}
    assert {fold(note["text"]) for note in gold["footnotes"]} <= found


@pytest.mark.parametrize("gold", SCANNED)
def test_a_scanned_sample_is_said_to_be_scanned(gold: dict[str, Any]) -> None:
    """A report of pictures ends as scanned."""
    skipped = parse(SAMPLES / "reports" / gold["file"], ocr="never")
    assert isinstance(skipped, Skipped)
    assert skipped.code == Status.SCANNED


@pytest.mark.parametrize(
    ("name", "n_pages"),
    [("summer-2024-disorder-report.pdf", 46), ("space-economy-government-response.pdf", 36)],
)
def test_a_real_report_reads_whole(shared_dir: Path, name: str, n_pages: int) -> None:
    """A real report has all its pages, headings, and no page without a reading."""
    document = parse(shared_dir / "real" / name)
    assert isinstance(document, Document)
    assert len(document.pages) == n_pages
    assert document.status == Status.OK
    assert len(blocks(document, BlockKind.HEADING)) > 20


def test_a_real_scanned_report_is_said_to_be_scanned(shared_dir: Path) -> None:
    """The scanned real report ends as scanned with its page count."""
    skipped = parse(shared_dir / "real" / "post-office-government-response-scanned.pdf", ocr="never")
    assert isinstance(skipped, Skipped)
    assert (skipped.code, skipped.n_pages) == (Status.SCANNED, 16)
