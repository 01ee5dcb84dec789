"""Builds the sample reports and their gold from the sources: `python -m corpus.samples.build`."""

import argparse
import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from corpus.samples.design import make_design
from corpus.samples.gold import COMPLETE_LABELS, make_gold
from corpus.samples.markup import SOURCES, read_source
from corpus.samples.model import Report, SourceError
from corpus.samples.pages import PlacedPage, place_report, write_pdf
from corpus.samples.scan import write_scan
from corpus.samples.webpage import write_html
from corpus.samples.wordfile import write_docx

SAMPLES = Path(__file__).parent


def build_report(source: Path, *, folder: Path) -> dict[str, Any]:
    """Build one report into a folder and return its gold.

    Args:
        source: A file of `sources/`.
        folder: Where the report goes; its name is in the source.
    """
    report = read_source(source)
    path = folder / report.facts["file"]
    form = report.facts.get("form", "pdf")
    pages: list[PlacedPage] | None = None
    if form == "html":
        write_html(path, report)
    elif form == "docx":
        write_docx(path, report)
    else:
        pages = _write_pages(path, report, scanned=form == "scanned")
    gold = make_gold(report, pages=pages, status="scanned" if form == "scanned" else "ok")
    hashes = {"sha256": _hash(path), "source": source.name, "source_sha256": hash_source(source)}
    return {"file": path.name, **hashes, **gold}


def _write_pages(path: Path, report: Report, *, scanned: bool) -> list[PlacedPage]:
    design = make_design(report.facts)
    pages = place_report(report, design)
    if not scanned:
        write_pdf(path, report=report, design=design, pages=pages)
        return pages
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "built.pdf"
        write_pdf(built, report=report, design=design, pages=pages)
        write_scan(path, built=built)
    return pages


def hash_source(source: Path) -> str:
    """Return one hash of a source and of everything shared that its report is made from."""
    shared = sorted(path for path in (SOURCES / "shared").iterdir() if path.is_file())
    digests = "".join(_hash(path) for path in (source, *shared))
    return hashlib.sha256(digests.encode()).hexdigest()


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build_all(folder: Path, *, only: str = "") -> list[dict[str, Any]]:
    """Build every report, or those whose source's name begins so, in order of their names."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = sorted(path for path in SOURCES.glob("*.txt") if path.name.startswith(only))
    return [build_report(source, folder=folder) for source in sources]


def main() -> int:
    """Build into corpus/samples, or into another folder; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SAMPLES, help="folder for reports/ and gold.json")
    parser.add_argument("--only", default="", help="build only sources whose name begins so, and no gold")
    given = parser.parse_args()
    try:
        gold = build_all(given.out / "reports", only=given.only)
    except SourceError as error:
        print(f"A source breaks the mark-up: {error}", file=sys.stderr)
        return 1
    if not given.only:
        text = json.dumps({"complete_labels": COMPLETE_LABELS, "reports": gold}, ensure_ascii=False, indent=1)
        (given.out / "gold.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    for entry in gold:
        coded, plain = len(entry["sentences"]), len(entry["plain_sentences"])
        print(f"{entry['file']}: {entry['pages']['count']} pages, {coded} coded and {plain} plain sentences")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
