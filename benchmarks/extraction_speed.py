"""Words a second of the extraction pipeline, in one process and in two at once, over reports at hand.

    python -m benchmarks.extraction_speed [--documents DIR]...

Reading the files is not counted. CPU time and wall time are given: on a machine with other work they differ.
"""

import argparse
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

from reportminer.codebook.load import load_codebook
from reportminer.ingest.find import find_sources
from reportminer.ingest.sandbox import Sandbox
from reportminer.records import Document
from reportminer.settings import find_config, load_settings
from reportminer.text import words
from reportminer.workflow.mine import load_extractor

ROOT = Path(__file__).parents[1]
DEFAULT = (ROOT.parent / "shared" / "real", ROOT / "corpus" / "samples" / "reports")
ROUNDS = 3


def read(folders: Sequence[Path]) -> list[Document]:
    """Return the documents of the folders that can be read."""
    settings = load_settings(None)
    sandbox = Sandbox(settings.ingest)
    sources = find_sources(list(folders), max_file_mb=settings.ingest.max_file_mb).sources
    documents = [document for source in sources if isinstance(document := sandbox.read(source), Document)]
    sandbox.close()
    return documents


def extract(documents: list[Document]) -> tuple[float, float]:
    """Extract everything `ROUNDS` times, after once to warm up; return CPU and wall seconds of a round."""
    settings = load_settings(None)
    extractor = load_extractor(load_codebook(find_config(settings.codebook)), settings)
    extractor.extract(documents[0])
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(ROUNDS):
        for document in documents:
            extractor.extract(document)
    return (time.process_time() - cpu) / ROUNDS, (time.perf_counter() - wall) / ROUNDS


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, action="append", help="folder of documents; may be repeated")
    folders = parser.parse_args().documents or [folder for folder in DEFAULT if folder.is_dir()]
    documents = read(folders)
    n_words = sum(len(words(document.text)) for document in documents)
    print(f"{len(documents)} documents, {n_words:,} words")
    cpu, wall = extract(documents)
    print(f"one process: {n_words / cpu:,.0f} words a second of CPU, {n_words / wall:,.0f} of wall time")
    with get_context("spawn").Pool(2) as pool:
        times = pool.map(extract, [documents, documents])
    print(
        f"two processes: {sum(n_words / cpu for cpu, _ in times):,.0f} words a second of CPU, "
        f"{sum(n_words / wall for _, wall in times):,.0f} of wall time"
    )


if __name__ == "__main__":
    main()
