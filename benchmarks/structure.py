"""Scores the structure found in real reports: `python benchmarks/structure.py [--used] [--show] [NAME...]`.

Needs `../shared/real` and `../shared/structure`, whose scorer is run by path as a program of its own.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from reportminer.ids import hash_file, make_report_id
from reportminer.ingest.pdf import parse_pdf
from reportminer.records import Block, Document, Source, SourceKind, Span, WordMap
from reportminer.settings import IngestSettings
from reportminer.text import normalise

SHARED = Path(__file__).parents[2] / "shared"
SCORER = SHARED / "structure" / "score_structure.py"


def read_source(path: Path) -> Source:
    sha256 = hash_file(path)
    return Source(
        path=str(path),
        file=path.name,
        report_id=make_report_id(sha256),
        sha256=sha256,
        size=path.stat().st_size,
        kind=SourceKind.PDF,
    )


def dump_blocks(document: Document) -> list[dict[str, Any]]:
    """One row for each block and page that it stands on: the scorer compares page by page.

    What a block keeps as a field and not in its text is put where it is printed, as the truth has it: the marker
    of a list item, the marks of footnotes.
    """
    rows = []
    for block in document.blocks:
        for index, (page, text) in enumerate(_pieces(document.words, document.text, block)):
            lead = f"{block.marker} " if block.marker and index == 0 else ""
            rows.append({"page": page, "kind": block.kind.value, "level": block.level, "text": lead + text})
    return rows


def _pieces(words: WordMap, text: str, block: Block) -> list[tuple[int, str]]:
    starts, ends = np.frombuffer(words.starts, "<i4"), np.frombuffer(words.ends, "<i4")
    pages = np.frombuffer(words.pages, "<i4")
    first = int(np.searchsorted(ends, block.span.start, side="right"))
    last = int(np.searchsorted(starts, block.span.end))
    cuts = [first, *(i for i in range(first + 1, last) if pages[i] != pages[i - 1]), last]
    pieces = []
    for begin, stop in pairwise(cuts):
        span = Span(start=int(starts[begin]), end=int(starts[stop]) if stop < last else block.span.end)
        pieces.append((int(pages[begin]), _with_marks(text, span, block).strip()))
    return pieces


def _with_marks(text: str, span: Span, block: Block) -> str:
    parts, at = [], span.start
    for note in block.notes:
        if span.start < note.at <= span.end:
            parts += [text[at : note.at], note.mark]
            at = note.at
    return "".join([*parts, text[at : span.end]])


def score(path: Path, settings: IngestSettings, *, show: bool) -> dict[str, Any]:
    begin = time.perf_counter()
    document = parse_pdf(read_source(path), settings, lambda *_: None)
    seconds = time.perf_counter() - begin
    assert isinstance(document, Document), document
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "blocks.jsonl"
        dump.write_text("".join(json.dumps(row) + "\n" for row in dump_blocks(document)), encoding="utf-8")
        command = [sys.executable, str(SCORER), str(dump), path.stem]
        if show:
            subprocess.run([*command, "--show"], check=True)
        done = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    found = {**json.loads(done.stdout), "ms": 1000 * seconds / len(document.pages)}
    return {**found, "letters": _recall_of_letters(document, path.stem)}


def _recall_of_letters(document: Document, name: str) -> float:
    """Return the word recall without figures: the truth holds the marks of footnotes, our sentences do not."""
    truth = json.loads((SCORER.parent / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    wanted = Counter(word for line in truth["lines"] for word in _letters(line["text"]))
    return (wanted & Counter(_letters(document.text))).total() / max(1, wanted.total())


def _letters(text: str) -> list[str]:
    flat = normalise(text.replace("\u00ad", "-").replace("\u2019", "'")).lower()
    return re.findall(r"[a-z]+", re.sub(r"['\-\u2010\u2011]", "", flat))


def print_table(rows: list[dict[str, Any]]) -> None:
    names = "heading:P R F1 step, leak, words:R letters P error, blocks:R P found, lists, tables, notes, ms a page"
    print(f"{'report':45}{names}")
    for row in rows:
        h, t, o = row["heading"], row["text"], row["order"]
        values = [h["precision"], h["recall"], h["f1"], h.get("level_step"), row["furniture"]["leak"]]
        values += [
            t["doc_recall"],
            row["letters"],
            t["doc_precision"],
            t["word_error"],
            o["block_recall"],
            o["block_precision"],
        ]
        values += [o["found"], o["list_items"], row["table"]["recall"], row["footnote"]["recall"]]
        cells = " ".join("  -  " if v is None else f"{v:5.3f}" for v in values)
        print(f"{row['doc'][:44]:45}{cells} {row['ms']:6.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="names of reports, without .pdf; all that have a truth if none")
    parser.add_argument("--used", action="store_true", help="use tags and outline (a second, easier row)")
    parser.add_argument("--show", action="store_true", help="list misses and false hits")
    given = parser.parse_args()
    if not SCORER.is_file():
        sys.exit(f"{SCORER} is not here: this benchmark needs the folder of real inputs beside the checkout")
    names = given.names or sorted(path.stem for path in (SHARED / "structure" / "truth").glob("*.json"))
    settings = IngestSettings(use_tags=given.used, use_outline=given.used)
    print_table([score(SHARED / "real" / f"{name}.pdf", settings, show=given.show) for name in names])


if __name__ == "__main__":
    main()
