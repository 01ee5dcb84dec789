"""How well search answers questions by words, by meaning and by both; chosen on one half, reported on the other.

    python -m benchmarks.search_quality [--documents DIR]... [--workspace DIR] [--choose] [--misses]

The questions and what people were taken to answer them with stand in `corpus/labels/search`: the judgements say by
report, page and hash which sentence was judged, so that documents which are not part of this project are needed to
score all questions; without them the questions about the samples alone are scored. What nobody judged counts as no
answer.
"""

import argparse
import csv
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.retrieval_scores import ndcg, recall
from reportminer.records import Hit
from reportminer.search.hybrid import Ranking
from reportminer.settings import Settings, load_settings
from reportminer.store.connection import reading
from reportminer.store.matching import Filters
from reportminer.workflow.executor import SerialExecutor
from reportminer.workflow.run import run
from reportminer.workflow.searching import Searcher

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "corpus" / "labels" / "search"
SAMPLES = ROOT / "corpus" / "samples" / "reports"
SHARED = (ROOT.parent / "shared" / "real", ROOT.parent / "shared" / "real-text")
MODES = ("lexical", "semantic", "hybrid")
DEPTH = 20
_DRAWS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its judgements."""

    id: str
    """`q01` and so on."""
    text: str
    """As asked."""
    form: str
    """Question, phrase, statement or keywords."""
    half: str
    """`choose` or `report`."""
    grades: dict[str, int]
    """By hash of the sentence's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How well one way of searching answers each question."""

    ndcg: dict[str, float]
    """nDCG@10 by question."""
    recall: dict[str, float]
    """Recall@20 by question."""


def read_questions(documents: Iterable[str]) -> list[Question]:
    """Return the questions whose judged documents are all at hand, with their judgements.

    Args:
        documents: report ids at hand.
    """
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    needed: dict[str, set[str]] = defaultdict(set)
    for row in _rows("judgements.csv"):
        key = row["question"]
        grades[key][row["hash"]] = max(int(row["grade"]), grades[key].get(row["hash"], 0))
        if int(row["grade"]):
            needed[key].add(row["report_id"])
    held = set(documents)
    return [
        Question(id=row["id"], text=row["question"], form=row["form"], half=row["half"], grades=grades[row["id"]])
        for row in _rows("questions.csv")
        if needed[row["id"]] and needed[row["id"]] <= held
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class Asked:
    """Asks questions of a workspace and scores the answers."""

    def __init__(self, workspace: Path, settings: Settings) -> None:
        self._workspace = workspace
        self._settings = settings
        self._searcher = Searcher(workspace, settings=settings)
        with reading(workspace) as connection:
            rows = connection.execute("SELECT finding_id, substr(text_hash, 1, 16) FROM sentences").fetchall()
        self._hash_of = {row[0]: row[1] for row in rows}

    def hits(self, question: Question, mode: str) -> tuple[Hit, ...]:
        """Return the first hits."""
        ranking = Ranking(limit=DEPTH, mode=mode)
        return self._searcher.search(question.text, filters=Filters(), ranking=ranking).hits

    def score(self, questions: Sequence[Question], mode: str) -> Scores:
        """Return the scores of all questions."""
        gains, recalls = {}, {}
        for question in questions:
            hits = self.hits(question, mode)
            best = [self._grade(hit, question) for hit in hits]
            gains[question.id] = ndcg(best, list(question.grades.values()))
            found = [[self._hash_of[key] for key in (hit.finding_id, *hit.others)] for hit in hits]
            recalls[question.id] = recall(found, question.grades, depth=DEPTH)
        return Scores(ndcg=gains, recall=recalls)

    def _grade(self, hit: Hit, question: Question) -> int:
        return question.grades.get(self._hash_of[hit.finding_id], 0)


def describe(name: str, scores: Scores, questions: Sequence[Question], *, beside: Scores | None = None) -> str:
    """Return a row of the table: means with 95 % intervals over questions, and the difference to another way."""
    ids = [question.id for question in questions]
    cells = [f"{name:24} {len(ids):3} questions"]
    for label, figures in (("nDCG@10", scores.ndcg), ("recall@20", scores.recall)):
        values = [figures[key] for key in ids]
        low, high = _interval(values)
        cells.append(f"{label} {statistics.mean(values):.3f} ({low:.2f}-{high:.2f})")
    if beside:
        for label, one, other in (("nDCG", scores.ndcg, beside.ndcg), ("recall", scores.recall, beside.recall)):
            gaps = [one[key] - other[key] for key in ids]
            low, high = _interval(gaps)
            cells.append(f"{label} {statistics.mean(gaps):+.3f} ({low:+.3f} to {high:+.3f})")
    return "  ".join(cells)


def _interval(values: Sequence[float]) -> tuple[float, float]:
    draws = np.random.default_rng(1).integers(0, len(values), (_DRAWS, len(values)))
    low, high = np.quantile(np.array(values)[draws].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


def choose_weight(workspace: Path, settings: Settings, questions: Sequence[Question]) -> float:
    """Print nDCG@10 and recall@20 of the choosing half by lexical weight, and return the best weight."""
    best = (-1.0, 0.0)
    for weight in np.arange(0.0, 1.01, 0.1).round(2).tolist():
        changed = replace(settings, search=replace(settings.search, lexical_weight=weight))
        scores = Asked(workspace, changed).score(questions, "hybrid")
        print(describe(f"lexical weight {weight:.1f}", scores, questions), flush=True)
        best = max(best, (statistics.mean(scores.ndcg.values()) + statistics.mean(scores.recall.values()), weight))
    return best[1]


def mine(folders: Sequence[Path], workspace: Path, settings: Settings) -> None:
    """Mine the samples and what lies in the folders; Markdown is read where it is named."""
    named = [path for folder in folders for path in sorted(folder.glob("*.md")) if path.name != "README.md"]
    run([SAMPLES, *folders, *named], workspace=workspace, settings=settings, executor=SerialExecutor(settings))


def print_table(asked: Asked, questions: Sequence[Question]) -> None:
    """Print the three ways over both halves and over the reporting half, hybrid beside the other two."""
    by_mode = {mode: asked.score(questions, mode) for mode in MODES}
    for title, part in (
        ("all questions", questions),
        ("reporting half", [question for question in questions if question.half == "report"]),
    ):
        print(f"\n{title}")
        for mode in MODES:
            print(describe(mode, by_mode[mode], part))
        for mode in MODES[:2]:
            print(describe(f"hybrid less {mode}", by_mode["hybrid"], part, beside=by_mode[mode]))


def print_misses(asked: Asked, questions: Sequence[Question]) -> None:
    """Print for each question its scores and first hits with their grades."""
    for question in questions:
        hits = asked.hits(question, "hybrid")
        scores = asked.score([question], "hybrid")
        print(f"\n{question.id} {question.text!r} nDCG {scores.ndcg[question.id]:.2f}")
        for hit in hits[:10]:
            grade = question.grades.get(asked._hash_of[hit.finding_id], "-")
            print(f"  {grade} {hit.score:.2f} {hit.text[:150]}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, action="append", help="folders with the real documents")
    parser.add_argument("--workspace", type=Path, help="a workspace that already holds them")
    parser.add_argument("--choose", action="store_true", help="print the choosing half by lexical weight")
    parser.add_argument("--misses", action="store_true", help="print each question's first hits with their grades")
    given = parser.parse_args()
    settings = load_settings(None)
    with tempfile.TemporaryDirectory() as temporary:
        workspace = given.workspace or Path(temporary) / "workspace"
        if not given.workspace:
            mine([f for f in given.documents or SHARED if f.is_dir()], workspace, settings)
        with reading(workspace) as connection:
            at_hand = [row[0] for row in connection.execute("SELECT report_id FROM reports")]
        questions = read_questions(at_hand)
        print(f"{len(questions)} questions, {sum(len(question.grades) for question in questions)} judgements")
        if given.choose:
            half = [question for question in questions if question.half == "choose"]
            print(f"best weight on the choosing half: {choose_weight(workspace, settings, half):.1f}")
        asked = Asked(workspace, settings)
        print_table(asked, questions)
        if given.misses:
            print_misses(asked, questions)


if __name__ == "__main__":
    main()
