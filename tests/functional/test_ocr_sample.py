"""The scanned sample through the real command line, where Tesseract is there."""

import csv
import json
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from benchmarks.gold import read_gold
from tests.functional.conftest import Run

SCAN = "stannerleigh-2018-scanned.pdf"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="the program tesseract is not here")
def test_the_scanned_sample_is_read(reportminer: Run, samples: Path, tmp_path: Path) -> None:
    """Of the sentences of the gold 95 in 100 are found, each on its page, and the report says that it is OCR."""
    done = reportminer("run", samples / SCAN, "-w", tmp_path / "w", "--ocr", "auto")
    assert done.returncode == 0, done.stderr
    exports = tmp_path / "w" / "exports"
    with (exports / "reports.csv").open(encoding="utf-8", newline="") as file:
        (report,) = csv.DictReader(file)
    assert (report["status"], report["ocr"]) == ("ok", "true")
    pages = texts_by_page(exports / "blocks.jsonl")
    entry = next(entry for entry in read_gold() if entry["file"] == SCAN)
    gold = [*entry["sentences"], *entry["plain_sentences"]]
    missed = [sentence["text"] for sentence in gold if not is_found(sentence["text"], sentence["page"], pages)]
    assert len(gold) > 50
    assert len(missed) <= 0.05 * len(gold), missed


def texts_by_page(path: Path) -> dict[int, list[str]]:
    """Return the texts of the blocks that begin on each page."""
    pages: dict[int, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        block = json.loads(line)
        pages[block["page"]].append(block["text"])
    return pages


def is_found(text: str, page: int, pages: dict[int, list[str]]) -> bool:
    """Say whether a sentence stands in a block of its page or of the one before, but for a few letters."""
    here = [block for block in (*pages[page - 1], *pages[page]) if len(block) >= 0.95 * len(text)]
    return any(fuzz.partial_ratio(text, block) >= 95 for block in here)
