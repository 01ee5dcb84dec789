"""Time a page: pdfplumber's words, our fast words, our whole ingestion, side by side on the same real reports.

`python -m benchmarks.ingest_speed [--pages N]`; needs `../shared/real`. CPU time is measured, so that other work
on the machine counts little.
"""

import argparse
import sys
import time
from pathlib import Path

import pdfplumber

from benchmarks.structure import read_source
from reportminer.ingest.glyphs_pdfium import PdfiumFile
from reportminer.ingest.pdf import parse_pdf
from reportminer.settings import IngestSettings

REAL = Path(__file__).parents[2] / "shared" / "real"


def time_pdfplumber(path: Path, limit: int) -> float:
    """Return CPU milliseconds a page for `extract_words`, over at most `limit` pages spread over the report."""
    with pdfplumber.open(path) as pdf:
        numbers = range(0, len(pdf.pages), max(1, len(pdf.pages) // limit))
        begin = time.process_time()
        for number in numbers:
            pdf.pages[number].extract_words(extra_attrs=["fontname", "size"])
            pdf.pages[number].close()
        return 1000 * (time.process_time() - begin) / len(numbers)


def time_pdfium(path: Path) -> float:
    """Return CPU milliseconds a page for our words."""
    with PdfiumFile(str(path)) as file:
        begin = time.process_time()
        for number in range(1, len(file) + 1):
            file.read_page(number, max_chars=100000)
        return 1000 * (time.process_time() - begin) / len(file)


def time_parse(path: Path) -> float:
    """Return CPU milliseconds a page from file to `Document`."""
    source = read_source(path)
    pages: list[int] = []
    begin = time.process_time()
    parse_pdf(source, IngestSettings(ocr="never"), lambda page, *_: pages.append(page))
    return 1000 * (time.process_time() - begin) / max(pages)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=15, help="pages of each report that pdfplumber reads")
    given = parser.parse_args()
    if not REAL.is_dir():
        sys.exit(f"{REAL} is not here: this benchmark needs the folder of real inputs beside the checkout")
    print(f"{'report':46}{'pdfplumber':>11}{'words':>8}{'whole':>8}   ms a page; times faster")
    for path in sorted(REAL.glob("*.pdf")):
        if "scanned" in path.stem:
            continue
        slow, words, whole = time_pdfplumber(path, given.pages), time_pdfium(path), time_parse(path)
        print(f"{path.stem[:45]:46}{slow:11.1f}{words:8.1f}{whole:8.1f}   {slow / words:.1f} {slow / whole:.1f}")


if __name__ == "__main__":
    main()
