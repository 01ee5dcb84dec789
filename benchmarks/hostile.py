"""Reads every file of a folder in the sandbox and says how each ended, how long it took and what memory it held.

Run: `python -m benchmarks.hostile [FOLDER] [--page-timeout S] [--report-timeout S]`; the folder is
../shared/hostile unless another is given. What ends as `ok` or `partial` is compared with pdfinfo and pdftotext
where they are installed: pages, and the share of their words that the document has.
"""

import argparse
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from reportminer.ingest.find import find_sources
from reportminer.ingest.sandbox import Sandbox
from reportminer.records import Document, Skipped, Source, SourceKind
from reportminer.settings import IngestSettings
from reportminer.text import fold, words

ROOT = Path(__file__).parents[1]
_POPPLER_S = 10


@dataclass(frozen=True, slots=True)
class Row:
    """How one file ended."""

    file: str
    status: str
    seconds: float
    peak_mb: float
    note: str


def main() -> None:
    options = _read_options()
    settings = replace(
        IngestSettings(),
        page_timeout_s=options.page_timeout,
        report_timeout_s=options.report_timeout,
        recycle_after=1,
    )
    found = find_sources([options.folder], max_file_mb=settings.max_file_mb)
    begin = time.monotonic()
    rows = [_row_of_miss(skipped, seconds=0.0, peak_mb=0.0) for skipped in found.skipped]
    with Sandbox(settings) as sandbox:
        rows += [_read(sandbox, source) for source in found.sources]
    _print_table(sorted(rows, key=lambda row: row.file))
    counts = Counter(row.status for row in rows)
    print(f"\n{len(rows)} files in {time.monotonic() - begin:.0f} s: {dict(sorted(counts.items()))}")
    over = [row.file for row in rows if row.seconds > options.report_timeout + 5]
    print(f"over the limit of time: {over or 'none'}")
    sys.exit(1 if over else 0)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "hostile")
    parser.add_argument("--page-timeout", type=float, default=5.0, help="seconds")
    parser.add_argument("--report-timeout", type=float, default=15.0, help="seconds")
    return parser.parse_args()


def _read(sandbox: Sandbox, source: Source) -> Row:
    begin = time.monotonic()
    result = sandbox.read(source)
    seconds = time.monotonic() - begin
    if isinstance(result, Skipped):
        return _row_of_miss(result, seconds=seconds, peak_mb=sandbox.peak_mb)
    return Row(source.file, result.status, seconds, sandbox.peak_mb, _compare(result))


def _row_of_miss(skipped: Skipped, *, seconds: float, peak_mb: float) -> Row:
    return Row(skipped.file, skipped.code, seconds, peak_mb, skipped.reason)


def _compare(document: Document) -> str:
    own = Counter(words(fold(document.text + " " + document.front_text)))
    remarks = sorted({remark for page in document.pages for remark in page.warnings})
    said = "; ".join(filter(None, [document.reason, *remarks]))
    note = f"{len(document.pages)} pages, {len(words(document.text))} words {said}".strip()
    if document.source.kind is not SourceKind.PDF or not shutil.which("pdftotext"):
        return note
    n_pages = re.search(r"Pages:\s+(\d+)", _run("pdfinfo", document.source.path))
    theirs = Counter(words(fold(_run("pdftotext", document.source.path, "-"))))
    shared = sum((own & theirs).values())
    recall = shared / sum(theirs.values()) if theirs else 1.0
    pages = n_pages[1] if n_pages else "?"
    return f"{note} (poppler: {pages} pages, {sum(theirs.values())} words, {recall:.0%} of them here)"


def _run(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_POPPLER_S, check=False)
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace")


def _print_table(rows: list[Row]) -> None:
    width = max(len(row.file) for row in rows)
    print(f"{'file':{width}}  status       s      MB  note")
    for row in rows:
        print(f"{row.file:{width}}  {row.status:11} {row.seconds:4.1f}  {row.peak_mb:5.0f}  {row.note}")


if __name__ == "__main__":
    main()
