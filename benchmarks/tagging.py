"""Tags on real prose: the shipped model beside simpler designs, each ingredient with and without.

`python -m benchmarks.tagging --documents FOLDER [--documents FOLDER]`; needs the documents that
`corpus/labels/real.csv` refers to. Every design learns from the same labels less those kept back, takes one
threshold for all patterns from the labels kept back, and is measured on the development test set, three documents
that taught nothing. Intervals draw passages of twenty sentences, since there are three documents only.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from reportminer.classify.fitting import Fitted, Material, fit
from reportminer.classify.heads import Floats, judge, make_rows
from reportminer.classify.labels import LabelledSentence
from reportminer.classify.material import make_material, weigh
from reportminer.classify.tagger import load_tagger
from reportminer.classify.thresholds import best_threshold
from reportminer.classify.tuning_rows import choose_kept_back
from reportminer.codebook.load import load_codebook
from reportminer.embed.load import load_encoder
from reportminer.settings import data_folder, find_config, find_model, load_settings
from reportminer.workflow.label_documents import read_label_files

LABELS = data_folder() / "corpus" / "labels"
_RUN = 20
_DRAWS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """Everything that the designs share."""

    material: Material
    labels: tuple[LabelledSentence, ...]
    kept: np.ndarray
    test: Material
    truth: np.ndarray


def f1_of(truth: np.ndarray, given: np.ndarray) -> tuple[float, float, float]:
    """Return F1, precision and recall over all decisions."""
    hits = float((truth & given).sum())
    precision, recall = hits / max(1, given.sum()), hits / max(1, truth.sum())
    return 2 * hits / max(1, truth.sum() + given.sum()), precision, recall


def interval(truth: np.ndarray, given: np.ndarray) -> tuple[float, float]:
    """Return the 95 % interval of F1 over draws of runs of sentences."""
    runs = np.arange(len(truth)) // _RUN
    n_runs = runs.max() + 1
    sums = np.zeros((n_runs, 3))
    for column, counts in enumerate(((truth & given).sum(1), truth.sum(1), given.sum(1))):
        np.add.at(sums[:, column], runs, counts)
    picks = np.random.default_rng(1).integers(0, n_runs, (_DRAWS, n_runs))
    hits, known, told = np.moveaxis(sums[picks].sum(axis=1), 1, 0)
    low, high = np.quantile(2 * hits / np.maximum(known + told, 1), (0.025, 0.975))
    return float(low), float(high)


def show(name: str, data: Data, back: Floats, test: Floats) -> None:
    """Print a design's figures, with one threshold for all patterns that is best on the labels kept back."""
    held = data.material.truth[np.flatnonzero(data.kept), : test.shape[1]]
    labels = [label for label, kept in zip(data.labels, data.kept, strict=True) if kept]
    weights = np.repeat(weigh(labels), test.shape[1])
    line = best_threshold(back.ravel(), held.ravel(), weights)
    given = test >= line
    f1, precision, recall = f1_of(data.truth, given)
    low, high = interval(data.truth, given)
    empty = ~data.truth.any(axis=1)
    alone = 1 - given[empty].any(axis=1).mean()
    figures = f"{f1:.3f} ({low:.2f}-{high:.2f})  {precision:.2f}  {recall:.2f}  left alone {alone:.3f}"
    print(f"{name:44} {figures}", flush=True)


def by_definitions(data: Data, encoder: object, definitions: Sequence[str]) -> tuple[Floats, Floats]:
    vectors = encoder.encode(definitions)  # type: ignore[attr-defined]
    back = data.material.vectors[np.flatnonzero(data.kept)] @ vectors.T
    return back.astype(np.float64), (data.test.vectors @ vectors.T).astype(np.float64)


def by_words(data: Data, rows: np.ndarray) -> tuple[Floats, Floats]:
    """TF-IDF of words and word pairs with a linear SVM a pattern."""
    space = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    inputs = space.fit_transform([data.material.texts[row] for row in rows])
    back = space.transform([data.material.texts[row] for row in np.flatnonzero(data.kept)])
    test = space.transform(data.test.texts)
    n = data.truth.shape[1]
    found = [np.full((len(texts), n), -9.0) for texts in (back.toarray()[:, :1], data.truth)]
    for column in range(n):
        known = data.material.known[rows, column]
        truth = data.material.truth[rows, column]
        if truth.sum() > 1:
            head = LinearSVC(C=1.0).fit(inputs[known], truth[known])
            found[0][:, column], found[1][:, column] = head.decision_function(back), head.decision_function(test)
    return found[0], found[1]


def by_heads(data: Data, fitted: Fitted) -> tuple[Floats, Floats]:
    n = data.truth.shape[1]
    parts = (data.material.take(np.flatnonzero(data.kept)), data.test)
    back, test = (fitted.scores(part.texts, part.vectors, part.tuned)[:, :n] for part in parts)
    return back, test


def without_words(material: Material) -> Material:
    """Return the material with texts that hold no word, so that vectors alone teach."""
    return replace(material, texts=tuple("" for _ in material.texts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, action="append", required=True)
    given = parser.parse_args()
    settings = load_settings(None)
    codebook, encoder = load_codebook(find_config(settings.codebook)), load_encoder(settings.encode)
    read = lambda paths, use: read_label_files(  # noqa: E731
        paths, documents=given.documents, codebook=codebook, settings=settings, use=use
    )[0]
    labels = read([LABELS / "written.csv", LABELS / "real.csv"], "train")
    tested = read([LABELS / "real.csv"], "test")
    material, test = make_material(labels, codebook, encoder), make_material(tested, codebook, encoder)
    test = test.take(np.arange(len(tested)))
    kept = choose_kept_back(labels)
    data = Data(
        material=material, labels=labels, kept=kept, test=test, truth=test.truth[:, : len(codebook.patterns)]
    )
    teach = np.flatnonzero(~np.append(kept, np.zeros(len(material.texts) - len(labels), bool)))
    real = np.array([bool(x.section) for x in labels] + [False] * (len(material.texts) - len(labels)))
    print(f"{len(teach):,} rows teach, {kept.sum():,} kept back; {len(tested):,} tested, {data.truth.sum()} codes")
    print(f"{'design':44} micro F1 (interval)  precision  recall")
    definitions = [pattern.definition for pattern in codebook.patterns]
    show("likeness to the definitions", data, *by_definitions(data, encoder, definitions))
    show("words: TF-IDF and linear SVM", data, *by_words(data, teach))
    bare = replace(data, material=without_words(material), test=without_words(test))
    show("vectors alone", bare, *by_heads(bare, fit(bare.material, teach)))
    show("words and vectors, written labels alone", data, *by_heads(data, fit(material, teach[~real[teach]])))
    show("words and vectors, real labels alone", data, *by_heads(data, fit(material, teach[real[teach]])))
    both = fit(material, teach)
    show("words and vectors, both", data, *by_heads(data, both))
    tagger = load_tagger(find_model(settings.tag.model), codebook=codebook, encoder=encoder)
    show_shipped(data, tagger, both)


def show_shipped(data: Data, tagger: object, both: Fitted) -> None:
    """Print the shipped model's steps: tuned layers alone, blended with words and vectors, judged by all signs."""
    heads, lines = tagger._heads, tagger._lines  # type: ignore[attr-defined]
    back = data.material.take(np.flatnonzero(data.kept))
    n = data.truth.shape[1]
    tuned = [tagger.encode(part.texts).tuned for part in (back, data.test)]  # type: ignore[attr-defined]
    show("tuned layers alone", data, *(heads.tuned.scores(one)[:, :n] for one in tuned))
    blended = [
        heads.scores(make_rows(part.texts, both.space), part.vectors, one)
        for part, one in zip((back, data.test), tuned, strict=True)
    ]
    show("tuned layers, words and vectors", data, *(scores[:, :n] for scores in blended))
    judged = [
        judge(both.signs(scores, part.vectors), np.array(lines.judge), np.array(lines.rivalry), data.test.layout)
        for part, scores in zip((back, data.test), blended, strict=True)
    ]
    show("the same, judged from all signs", data, *judged)


if __name__ == "__main__":
    main()
