"""Names, figures, quotations and advice in real reports, against gold that people can look up by reference.

    python -m benchmarks.extraction [--documents DIR]... [--misses]

The gold (`corpus/labels/extraction`) says where a sentence stands, by file, page and hash, and what is in it; the
reports themselves are not part of this project. Only sentences that the gold's coder read count, also for
precision.
A name counts as found where its place and label are right (`exact`), or where it shares words and has the right
label (`overlap`: "the Cabinet Office" for "Cabinet Office").
"""

import argparse
import csv
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportminer.codebook.load import load_codebook
from reportminer.extract.extractor import Extraction
from reportminer.ids import hash_text
from reportminer.ingest.find import find_sources
from reportminer.ingest.sandbox import Sandbox
from reportminer.records import Document, Sentence
from reportminer.settings import find_config, load_settings
from reportminer.text import fold, words
from reportminer.workflow.mine import load_extractor

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "corpus" / "labels" / "extraction"
SHARED = (ROOT.parent / "shared" / "real", ROOT.parent / "shared" / "real-text")
Row = dict[str, str]
Place = tuple[str, str]
"""Report id and hash of a sentence."""


@dataclass(slots=True)
class Count:
    """What was given, what the gold knows, and what of it was hit."""

    given: int = 0
    """Things that the program gave in the sentences of the gold."""
    known: int = 0
    """Things of the gold."""
    hit: int = 0
    """Things in both."""
    misses: list[str] = field(default_factory=list)
    """Of the gold, not given."""
    false: list[str] = field(default_factory=list)
    """Given, not of the gold."""

    def describe(self) -> str:
        """Return precision, recall and F1 with their counts."""
        precision = self.hit / self.given if self.given else 0.0
        recall = self.hit / self.known if self.known else 0.0
        f1 = 2 * self.hit / (self.given + self.known) if self.given + self.known else 0.0
        return (
            f"P {precision:.2f} ({self.hit}/{self.given})  R {recall:.2f} ({self.hit}/{self.known})  F1 {f1:.2f}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document and what was found in it."""

    document: Document
    """As ingested."""
    extraction: Extraction
    """As extracted."""
    by_hash: dict[str, Sentence]
    """Sentences by the first digits of their hash."""


def read_all(folders: Sequence[Path]) -> dict[str, Read]:
    """Read every document of the folders, by report id."""
    settings = load_settings(None)
    extractor = load_extractor(load_codebook(find_config(settings.codebook)), settings)
    read: dict[str, Read] = {}
    sandbox = Sandbox(settings.ingest)
    n_words, spent = 0, 0.0
    for source in find_sources(list(_files(folders)), max_file_mb=settings.ingest.max_file_mb).sources:
        document = sandbox.read(source)
        if not isinstance(document, Document):
            continue
        begin = time.process_time()
        extraction = extractor.extract(document)
        spent += time.process_time() - begin
        n_words += len(words(document.text))
        by_hash: dict[str, Sentence] = {}
        for sentence in extraction.sentences:
            by_hash.setdefault(hash_text(sentence.text)[:16], sentence)
        read[source.report_id] = Read(document=document, extraction=extraction, by_hash=by_hash)
    sandbox.close()
    print(
        f"{len(read)} documents, {n_words:,} words; extraction {n_words / spent:,.0f} words a second of one core"
    )
    return read


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted(folder.iterdir()) if path.is_file() and path.name != "README.md")


def gold_rows(name: str) -> list[Row]:
    """Return the rows of a gold table."""
    with (GOLD / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_sentence(rows: Iterable[Row]) -> dict[Place, list[Row]]:
    """Return the rows of each sentence; one without findings has a row without a label."""
    grouped: dict[Place, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["report_id"], row["hash"]].append(row)
    return grouped


def compare_entities(read: dict[str, Read], *, exact: bool) -> dict[str, Count]:
    """Compare names by label, in the sentences of the gold."""
    counts: dict[str, Count] = defaultdict(Count)
    for (report_id, key), rows in by_sentence(gold_rows("entities")).items():
        found = _sentence(read, report_id, key)
        if found is None:
            continue
        report, sentence = found
        given = [
            (mention.span.start - sentence.span.start, mention.span.end - sentence.span.start, mention.label)
            for mention in report.extraction.entities
            if mention.sentence == sentence.number
        ]
        known = [(int(row["start"]), int(row["end"]), row["label"]) for row in rows if row["label"]]
        _match(counts, known, given, sentence.text, exact=exact)
    return counts


def _match(
    counts: dict[str, Count],
    known: list[tuple[int, int, str]],
    given: list[tuple[int, int, str]],
    text: str,
    *,
    exact: bool,
) -> None:
    left = list(given)
    for start, end, label in known:
        counts[label].known += 1
        same = next(
            (
                g
                for g in left
                if g[2] == label and (g[:2] == (start, end) if exact else g[0] < end and start < g[1])
            ),
            None,
        )
        if same:
            left.remove(same)
            counts[label].hit += 1
        else:
            counts[label].misses.append(f"{text[start:end]} | {text[:100]}")
    for _, _, label in given:
        counts[label].given += 1
    for start, end, label in left:
        counts[label].false.append(f"{text[start:end]} | {text[:100]}")


def compare_statistics(read: dict[str, Read]) -> dict[str, Count]:
    """Compare figures: place and value, and of those found what is said of them."""
    counts: dict[str, Count] = defaultdict(Count)
    for (report_id, key), rows in by_sentence(gold_rows("statistics")).items():
        found = _sentence(read, report_id, key)
        if found is None:
            continue
        report, sentence = found
        given = [figure for figure in report.extraction.statistics if figure.sentence == sentence.number]
        counts["figure"].given += len(given)
        for row in (row for row in rows if row["value"]):
            counts["figure"].known += 1
            start, end = int(row["start"]) + sentence.span.start, int(row["end"]) + sentence.span.start
            same = next((f for f in given if f.span.start < end and start < f.span.end), None)
            if same is None:
                counts["figure"].misses.append(
                    f"{sentence.text[int(row['start']) : int(row['end'])]} | {sentence.text[:140]}"
                )
                continue
            given.remove(same)
            counts["figure"].hit += 1
            pairs = {
                "value": (f"{float(row['value']):g}", f"{same.value:g}"),
                "unit": (_stem(row["unit"]), _stem(same.unit)),
                "period": (_key(row["period"]), _key(same.period)),
                "direction": (row["direction"], same.direction),
            }
            for name, (wanted, got) in pairs.items():
                _tell(counts[name], wanted, got, sentence.text)
        counts["figure"].false += [f"{f.text} | {sentence.text[:140]}" for f in given]
    return counts


def _tell(count: Count, wanted: str, got: str, text: str) -> None:
    count.known += bool(wanted)
    count.given += bool(got)
    count.hit += bool(wanted) and (wanted == got or (bool(got) and (wanted in got or got in wanted)))
    if wanted and not got:
        count.misses.append(f"{wanted} | {text[:120]}")
    elif got and wanted != got:
        count.false.append(f"{got}, not {wanted or 'anything'} | {text[:120]}")


def compare_quotations(read: dict[str, Read]) -> dict[str, Count]:
    """Compare quotations by the sentence in which they begin, and of those found kind of speech and speaker."""
    counts: dict[str, Count] = defaultdict(Count)
    gold = by_sentence(gold_rows("quotations"))
    for place in by_sentence(gold_rows("quotations_read")):
        found = _sentence(read, *place)
        if found is None:
            continue
        report, sentence = found
        given = [quote for quote in report.extraction.quotes if quote.sentence == sentence.number]
        for speech in ("direct", "reported"):
            mine = [quote for quote in given if (quote.speech == "reported") == (speech == "reported")]
            known = [row for row in gold.get(place, []) if (row["speech"] == "reported") == (speech == "reported")]
            count = counts[speech if speech == "reported" else "direct, block"]
            count.given, count.known = count.given + len(mine), count.known + len(known)
            both = min(len(mine), len(known))
            count.hit += both
            count.misses += [f"{row['first_words']} | {sentence.text[:120]}" for row in known[both:]]
            count.false += [f"{quote.text[:60]} | {sentence.text[:120]}" for quote in mine[both:]]
            for quote, wanted in zip(mine, known, strict=False):
                _tell(counts["kind of speaker"], wanted["kind"], str(quote.kind), sentence.text)
                _tell(counts["speaker"], _key(wanted["speaker"]), _key(quote.speaker), sentence.text)
    return counts


def compare_advice(read: dict[str, Read]) -> dict[str, Count]:
    """Compare whether a sentence is part of a recommendation, and of what form."""
    counts: dict[str, Count] = defaultdict(Count)
    for row in gold_rows("advice"):
        found = _sentence(read, row["report_id"], row["hash"])
        if found is None:
            continue
        report, sentence = found
        middle = (sentence.span.start + sentence.span.end) // 2
        inside = [r for r in report.extraction.recommendations if r.span.start <= middle < r.span.end]
        repeated = any(_key(sentence.text) in _key(answer.recommendation) for answer in report.extraction.answers)
        form = str(inside[0].advice) if inside else "formal" if repeated else "none"
        for name in ("formal", "informal"):
            count = counts[name]
            count.known += row["form"] == name
            count.given += form == name
            count.hit += row["form"] == form == name
        if form != row["form"]:
            target = counts[row["form"]].misses if form == "none" else counts[form].false
            target.append(f"{row['form']} given {form} | {sentence.text[:150]}")
    counts.pop("none", None)
    return counts


def compare_themes(read: dict[str, Read]) -> dict[str, Count]:
    """Compare the themes whose phrases stand in a sentence with those that the coders of the labels gave it."""
    counts: dict[str, Count] = defaultdict(Count)
    with (GOLD.parent / "real.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    mentioned: dict[str, dict[int, set[str]]] = {}
    for report_id, report in read.items():
        by_number = mentioned.setdefault(report_id, defaultdict(set))
        for mention in report.extraction.themes:
            by_number[mention.sentence].add(mention.theme_id)
    for row in rows:
        found = _sentence(read, row["report_id"], row["hash"])
        if found is None:
            continue
        given, known = mentioned[row["report_id"]][found[1].number], set(filter(None, row["themes"].split(";")))
        for theme in given | known:
            count = counts[theme]
            count.given, count.known = count.given + (theme in given), count.known + (theme in known)
            count.hit += theme in given and theme in known
    return counts


def _sentence(read: dict[str, Read], report_id: str, key: str) -> tuple[Read, Sentence] | None:
    report = read.get(report_id)
    sentence = report.by_hash.get(key) if report else None
    return (report, sentence) if report and sentence else None


def _key(text: str) -> str:
    return " ".join(words(fold(text)))


def _stem(unit: str) -> str:
    return _key(unit).removesuffix("s")


def _show(title: str, counts: dict[str, Count], *, misses: bool) -> None:
    print(f"\n{title}")
    for name, count in sorted(counts.items(), key=lambda item: (-item[1].known, item[0])):
        print(f"  {name:18} {count.describe()}")
        if misses:
            for kind, lines in (("missed", count.misses), ("wrong", count.false)):
                for line in lines[:40]:
                    print(f"      {kind}: {line}")
    together = Counter[str]()
    for count in counts.values():
        together.update(given=count.given, known=count.known, hit=count.hit)
    whole = Count(given=together["given"], known=together["known"], hit=together["hit"])
    print(f"  {'together':18} {whole.describe()}")


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, action="append", help="folder of the documents; may be repeated")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was wrong")
    arguments = parser.parse_args()
    read = read_all(arguments.documents or [folder for folder in SHARED if folder.is_dir()])
    _show("Names, place and label right", compare_entities(read, exact=True), misses=False)
    _show("Names, sharing words, label right", compare_entities(read, exact=False), misses=arguments.misses)
    _show("Figures", compare_statistics(read), misses=arguments.misses)
    _show("Quotations, by the sentence in which they begin", compare_quotations(read), misses=arguments.misses)
    _show("Themes by phrase, against the labels' themes", compare_themes(read), misses=False)
    _show("Advice, by sentence", compare_advice(read), misses=arguments.misses)


if __name__ == "__main__":
    main()
