"""The whole line against the gold of the sample corpus: what was found of what is known, as precision and recall.

    python -m benchmarks.gold [WORKSPACE] [--misses]

Without a workspace the samples are mined into a temporary one. Reads the export set alone, as a user would.
"""

import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportminer.text import fold, words

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
FACTS = ("area", "report_type", "review_start", "review_end", "published", "publisher")
_TITLE = re.compile(r"^(the |mr |mrs |ms |miss |dr |professor |prof |sir |dame |cllr |councillor |lord |lady )+")
_REFERENCE = re.compile(r"[Tt]he (?:[a-z ]+|[A-Z]+)$")
""""The council", "the CCG": the gold of names does not hold references to them."""
_TABLES = ("findings", "tags", "entities", "quotations", "statistics", "recommendations")
Json = dict[str, Any]


@dataclass(slots=True)
class Score:
    """Counts of one kind of thing over all reports."""

    found: int = 0
    """Things that the program gave and the gold knows."""
    given: int = 0
    """Things that the program gave."""
    known: int = 0
    """Things that the gold knows."""
    hit: int = 0
    """Things of the gold that the program gave."""
    misses: list[str] = field(default_factory=list)
    """Gold things not given."""
    false: list[str] = field(default_factory=list)
    """Given things that the gold does not know."""

    @property
    def precision(self) -> float:
        """Share of what was given that the gold knows; 1 if nothing was given."""
        return self.found / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was given; 1 if the gold knows nothing."""
        return self.hit / self.known if self.known else 1.0

    def add(self, given: Iterable[str], known: Iterable[str], place: str) -> None:
        """Compare two sets of keys of one report."""
        given_set, known_set = set(given), set(known)
        both = given_set & known_set
        self.found += len(both)
        self.given += len(given_set)
        self.known += len(known_set)
        self.hit += len(both)
        self.misses += [f"{place}: {key}" for key in sorted(known_set - both)]
        self.false += [f"{place}: {key}" for key in sorted(given_set - both)]


def key_of(text: str) -> str:
    """Return letters and digits alone, so that the choice of dashes and quotes does not count."""
    return " ".join(words(fold(text)))


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of an exported table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def compare(exports: Path, gold: list[Json]) -> dict[str, Score]:
    """Compare an export set with the gold.

    Args:
        exports: folder of the set.
        gold: one entry a report, as `corpus.samples.gold` makes them.

    Returns:
        Scores by kind.
    """
    names = (
        "status",
        *FACTS,
        "headings",
        "sentences",
        "furniture",
        "patterns",
        "accepted",
        "polarity",
        "entities",
        "other names",
        "quotations",
        "speakers",
        "figures",
        "advice",
        "addressees",
    )
    scores = {name: Score() for name in names}
    reports = {row["file"]: row for row in read_csv(exports / "reports.csv")}
    tables = {name: read_csv(exports / f"{name}.csv") for name in _TABLES}
    blocks = [json.loads(line) for line in (exports / "blocks.jsonl").read_text(encoding="utf-8").splitlines()]
    for entry in gold:
        row = reports[entry["file"]]
        scores["status"].add([row["status"]], [entry["status"]], entry["file"])
        if entry["status"] != "ok":
            continue
        for fact in FACTS:
            scores[fact].add(filter(None, [row[fact]]), filter(None, [str(entry[fact])]), entry["file"])
        _compare_text(scores, entry, [b for b in blocks if b["report_id"] == row["report_id"]])
        own = {name: [r for r in rows if r["report_id"] == row["report_id"]] for name, rows in tables.items()}
        _compare_codes(scores, entry, own)
        _compare_entities(scores, entry, own["entities"])
        _compare_passages(scores, entry, own)
    return scores


def _compare_text(scores: dict[str, Score], entry: Json, blocks: list[Json]) -> None:
    name = entry["file"]
    neutral = {key_of(text) for text in (*entry["title_block"], *entry["box_titles"], entry["title"])} | {""}
    scores["headings"].add(
        (
            f"p{b['page'] or 0} {key_of(b['text'])}"
            for b in blocks
            if b["kind"] == "heading" and key_of(b["text"]) not in neutral
        ),
        (f"p{h['page'] or 0} {key_of(h['text'])}" for h in entry["headings"]),
        name,
    )
    text = " " + " ".join(key_of(b["text"]) for b in blocks if b["kind"] in ("paragraph", "list_item")) + " "
    known = {key_of(s["text"]) for s in [*entry["sentences"], *entry["plain_sentences"]]}
    scores["sentences"].add((k for k in known if f" {k} " in text), known, name)
    lines = {key_of(line["text"]) for line in entry["furniture"]} - {""}
    all_text = {key_of(b["text"]) for b in blocks if b["kind"] != "heading"}
    leaked = {line for line in lines if line in all_text}
    scores["furniture"].add(lines - leaked, lines, name)


def _compare_codes(scores: dict[str, Score], entry: Json, own: dict[str, list[dict[str, str]]]) -> None:
    text_of = {row["finding_id"]: key_of(row["text"]) for row in own["findings"]}
    known = {f"{key_of(s['text'])} = {p}" for s in entry["sentences"] for p in s["patterns"]}
    for name, decisions in (("patterns", ("accepted", "review")), ("accepted", ("accepted",))):
        given = {
            f"{text_of[t['finding_id']]} = {t['pattern_id']}" for t in own["tags"] if t["decision"] in decisions
        }
        scores[name].add(given, known, entry["file"])
    scores["polarity"].add(
        (f"{key_of(r['text'])} = {r['polarity']}" for r in own["findings"]),
        (f"{key_of(s['text'])} = {s['polarity']}" for s in entry["sentences"]),
        entry["file"],
    )


def _compare_entities(scores: dict[str, Score], entry: Json, rows: list[dict[str, str]]) -> None:
    """Compare names: `entities` are labels that the gold holds whole, `other names` give recall alone."""
    known = [(e["label"], e["page"] or 0, _name(e["text"])) for e in entry["entities"]]
    given = {(r["label"], int(r["page"] or 0), _name(r["text"])) for r in rows if not _REFERENCE.match(r["text"])}
    complete = set(entry["complete_labels"])
    for name, labels in (("entities", complete), ("other names", {label for label, _, _ in known} - complete)):
        expected = {key for key in known if key[0] in labels}
        mine = {key for key in given if key[0] in labels and (name == "entities" or key in expected)}
        scores[name].add(map(str, mine), map(str, expected), entry["file"])


def _compare_passages(scores: dict[str, Score], entry: Json, own: dict[str, list[dict[str, str]]]) -> None:
    """Compare quotations, figures and formal recommendations.

    The gold holds set-off and marked speech, not reported speech; of figures not all, so theirs is recall alone.
    """
    name = entry["file"]
    spoken = [row for row in own["quotations"] if row["speech"] != "reported"]
    scores["quotations"].add(
        (key_of(row["text"]) for row in spoken), (key_of(quote["text"]) for quote in entry["quotations"]), name
    )
    words_of = {key_of(quote["text"]) for quote in entry["quotations"]}
    scores["speakers"].add(
        (f"{key_of(row['text'])} = {_name(row['speaker'])}" for row in spoken if key_of(row["text"]) in words_of),
        (f"{key_of(quote['text'])} = {_name(quote['speaker'])}" for quote in entry["quotations"]),
        name,
    )
    known = {(key_of(figure["text"]), key_of(figure["value"])) for figure in entry["statistics"]}
    figures = [(key_of(row["text"]), key_of(row["figure"])) for row in own["statistics"]]
    hit = [
        (text, value) for text, value in known if any(said == text and _alike(value, got) for said, got in figures)
    ]
    scores["figures"].add(map(" = ".join, hit), map(" = ".join, known), name)
    formal = [row for row in own["recommendations"] if row["form"] == "formal"]
    wanted = entry["recommendations"]
    scores["advice"].add(
        (f"{row['number']} p{row['page'] or 0} {key_of(row['text'])}" for row in formal),
        (f"{row['number']} p{row['page'] or 0} {key_of(row['text'])}" for row in wanted),
        name,
    )
    scores["addressees"].add(
        (f"{key_of(row['text'])} = {_name(row['addressee'])}" for row in formal),
        (f"{key_of(row['text'])} = {_name(row['addressee'])}" for row in wanted),
        name,
    )


def _alike(one: str, other: str) -> bool:
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _name(text: str) -> str:
    return _TITLE.sub("", key_of(text))


def mine_samples(workspace: Path) -> None:
    """Mine the sample corpus as `make run` does."""
    command = [sys.executable, "-m", "reportminer", "run", str(SAMPLES / "reports"), "-w", str(workspace), "-q"]
    command += ["--ocr", "never"]  # the gold says what is known without Tesseract, which not every machine has
    done = subprocess.run(command, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"the run ended with {done.returncode}")


def read_gold() -> list[Json]:
    """Return the gold entries of all reports, each with the labels for which its entities are complete."""
    content = json.loads((SAMPLES / "gold.json").read_text(encoding="utf-8"))
    return [{"complete_labels": content["complete_labels"], **entry} for entry in content["reports"]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="The whole line against the gold of the samples.")
    parser.add_argument(
        "workspace", nargs="?", type=Path, help="a workspace of the samples; made anew if left out"
    )
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was false")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = options.workspace or Path(folder) / "workspace"
        if not options.workspace:
            mine_samples(workspace)
        scores = compare(workspace / "exports", read_gold())
    print(f"{'kind':<14}{'known':>7}{'given':>7}{'precision':>11}{'recall':>8}")
    for name, score in scores.items():
        print(f"{name:<14}{score.known:>7}{score.given:>7}{score.precision:>11.3f}{score.recall:>8.3f}")
    if options.misses:
        for name, score in scores.items():
            print(f"\n{name}: missed {len(score.misses)}, false {len(score.false)}")
            print("\n".join(f"  - {m}" for m in score.misses[:40]))
            print("\n".join(f"  + {m}" for m in score.false[:40]))


if __name__ == "__main__":
    main()
