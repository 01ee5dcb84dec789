"""All figures of an evaluation, on a case small enough to count by hand."""

import json
from typing import Any

import numpy as np
import pytest

from reportminer.classify.evaluate import Evaluation, evaluate_codings
from reportminer.classify.evaluation_labels import SecondCodes
from reportminer.classify.evaluation_remarks import Knowledge
from reportminer.classify.labels import LabelledSentence, hash_labels
from reportminer.records import Polarity
from tests.classify.builders import make_codebook
from tests.classify.evaluation_builders import make_case, make_coding, make_label

PROBABILITIES = np.tile([0.6, 0.3, 0.1], (12, 1))


def evaluate(**more: Any) -> dict[str, Any]:
    """The figures of the case."""
    labels, codings = make_case()
    return evaluate_codings(labels, codings, make_codebook(), **more)


def second_coder(labels: list[LabelledSentence], *, flip: int = 0, read: int = 12) -> dict[str, SecondCodes]:
    """A second coder who read the first sentences, and takes good for bad and bad for good on the first few."""
    swap = {("good_flow",): ("bad_flow",), ("bad_flow",): ("good_flow",), (): ("uses_data",)}
    return {
        label.id: SecondCodes(
            patterns=swap[label.patterns] if at < flip else label.patterns,
            themes=label.themes,
            polarity=Polarity.MIXED if at < flip else label.polarity,
            is_recommendation=label.is_recommendation,
        )
        for at, label in enumerate(labels[:read])
    }


def remarks(figures: dict[str, Any]) -> str:
    """All remarks with their remedies."""
    return " ".join(f"{each['remark']} {each['remedy']}" for each in figures["remarks"])


def test_counts_are_as_counted_by_hand() -> None:
    """Eight tags, five of them right, of eight findings; each figure has an interval around it."""
    figures = evaluate()
    micro = figures["micro"]
    assert (micro["n_true"], micro["n_tagged"], micro["n_right"]) == (8, 8, 5)
    assert micro["precision"] == micro["recall"] == micro["f1"] == 0.625
    low, high = micro["f1_interval"]
    assert 0 <= low < 0.625 < high <= 1
    assert (figures["n_sentences"], figures["n_without_pattern"], figures["n_groups"]) == (12, 4, 4)


def test_macro_and_absent_patterns() -> None:
    """The pattern that is neither true nor tagged is in no mean, and is named."""
    figures = evaluate()
    assert figures["macro"]["n_patterns"] == 2
    assert figures["macro"]["f1"] == pytest.approx((2 * 4 / 10 + 2 * 1 / 6) / 2, abs=1e-4)
    assert figures["without_positives"] == ["uses_data"]
    assert figures["patterns"]["uses_data"]["f1"] is None


def test_accepted_tags_stand_apart() -> None:
    """Two accepted tags, both right, cover two of eight findings."""
    figures = evaluate(knowledge=Knowledge(stated_precision=0.85))
    assert (figures["accepted"]["precision"], figures["accepted"]["recall"]) == (1.0, 0.25)
    assert figures["coverage"]["coverage"] == 0.25
    assert figures["patterns"]["good_flow"]["accepted"]["n_tagged"] == 2


@pytest.mark.parametrize(
    ("truth", "accepted", "n", "verdict"),
    [
        ("good_flow", "good_flow", 30, "held"),
        ("good_flow", "good_flow", 3, "open"),
        ("bad_flow", "good_flow", 4, "missed"),
        ("good_flow", "", 4, "nothing_accepted"),
    ],
)
def test_verdicts_on_the_stated_precision(truth: str, accepted: str, n: int, verdict: str) -> None:
    """Thirty right tags prove 0.85, three do not, four wrong ones disprove it, and none say nothing."""
    labels = [make_label(at, truth) for at in range(n)]
    codings = [make_coding(at, "good_flow", accepted=[accepted]) for at in range(n)]
    figures = evaluate_codings(labels, codings, make_codebook(), knowledge=Knowledge(stated_precision=0.85))
    assert figures["coverage"]["verdict"] == verdict


def test_coverage_within_reach_of_one_line() -> None:
    """Five findings lie above every wrong tag: a line there covers five of six."""
    labels = [make_label(at, "good_flow") for at in range(6)] + [make_label(at) for at in range(6, 12)]
    codings = [make_coding(at) for at in range(12)]
    probabilities = np.zeros((12, 3))
    probabilities[:, 0] = [0.9, 0.9, 0.9, 0.9, 0.9, 0.2, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
    figures = evaluate_codings(
        labels,
        codings,
        make_codebook(),
        probabilities=probabilities,
        knowledge=Knowledge(stated_precision=0.85),
    )
    assert figures["coverage"]["coverage_at_single_line"] == pytest.approx(5 / 6, abs=1e-4)
    assert 0.5 < figures["coverage"]["single_line"] < 0.9


def test_ordinary_sentences_left_alone() -> None:
    """Three of the four empty sentences got no tag, and all four no accepted one."""
    figures = evaluate()
    assert (figures["left_alone"], figures["left_alone_by_accepted"]) == (0.75, 1.0)


def test_sides_and_recommendations() -> None:
    """The side is right for eight of twelve; of the sides that judge five of eight are."""
    figures = evaluate()
    sides = figures["polarity"]
    assert sides["accuracy"] == pytest.approx(8 / 12, abs=1e-4)
    assert sides["evaluative"]["f1"] == 0.625
    assert {"true": "failure", "given": "good_practice", "n": 2} in sides["table"]
    assert sum(cell["n"] for cell in sides["table"]) == 12
    assert figures["recommendation"]["f1"] == 1.0


def test_themes_are_those_of_the_tags() -> None:
    """A theme that the coder stated beside the patterns counts as missed; among those of patterns it does not."""
    labels, codings = make_case()
    labels[2] = make_label(2, group="g0", themes=["data"])
    themes = evaluate_codings(labels, codings, make_codebook())["themes"]
    assert (themes["micro"]["n_true"], themes["of_patterns"]["n_true"]) == (9, 8)
    assert themes["themes"]["flow"]["n_right"] == 7
    assert themes["themes"]["data"]["recall"] == 0.0


def test_confusions_of_siblings() -> None:
    """Bad was taken for good twice."""
    pairs = evaluate()["confusion"]["pairs"]
    assert [(pair["true"], pair["given"], pair["n"]) for pair in pairs] == [("bad_flow", "good_flow", 2)]


def test_two_coders_and_the_model_between_them() -> None:
    """Of eight codes each six are shared: F1 0.75; the model's 0.625 is a share of that."""
    labels, codings = make_case()
    figures = evaluate_codings(labels, codings, make_codebook(), second=second_coder(labels, flip=2))
    found = figures["second_coder"]["patterns"]
    assert (found["n_sentences"], found["n_groups"]) == (12, 4)
    assert (found["f1"], found["model_f1"]) == (0.75, 0.625)
    assert found["model_share"] == pytest.approx(0.625 / 0.75, abs=1e-4)
    assert found["model_f1_second"] == 0.625
    assert found["codes"]["bad_flow"] == {
        "n_first": 4, "n_second": 4, "n_both": 3, "f1": 0.75, "kappa": 0.625, "alpha": 0.6406,
    }  # fmt: skip
    assert figures["second_coder"]["themes"]["f1"] == 1.0
    assert figures["second_coder"]["polarity"]["same"] == pytest.approx(10 / 12, abs=1e-4)
    assert figures["second_coder"]["recommendation"]["kappa"] == 1.0


def test_kappa_over_all_decisions() -> None:
    """36 decisions, 32 of them alike, 8 given by each: kappa is (8/9 - 53/81) / (1 - 53/81)."""
    labels, codings = make_case()
    found = evaluate_codings(labels, codings, make_codebook(), second=second_coder(labels, flip=2))
    kappa = found["second_coder"]["patterns"]["kappa"]
    assert kappa == pytest.approx((8 / 9 - 53 / 81) / (28 / 81), abs=1e-4)
    low, high = found["second_coder"]["patterns"]["kappa_interval"]
    assert low <= kappa <= high


def test_coders_are_compared_on_what_both_read() -> None:
    """Six sentences of two groups were read twice: the model is judged on these too."""
    labels, codings = make_case()
    found = evaluate_codings(labels, codings, make_codebook(), second=second_coder(labels, read=6))
    assert found["second_coder"]["patterns"]["n_sentences"] == 6
    assert found["second_coder"]["patterns"]["model_f1"] == pytest.approx(2 * 2 / 9, abs=1e-4)


def test_labels_that_taught_the_model_are_told() -> None:
    """The very labels of the training, and some of its sentences, are both remarked on, first of all."""
    labels, _ = make_case()
    same = evaluate(knowledge=Knowledge(labels_sha256=hash_labels(tuple(labels))))
    assert "trained from these very labels" in same["remarks"][0]["remark"]
    some = evaluate(knowledge=Knowledge(taught=frozenset({"sentence 0.", "sentence 2."})))
    assert "1 of the 8 sentences with a pattern" in some["remarks"][0]["remark"]


def test_few_labels_are_told_with_a_remedy() -> None:
    """Four groups, and four sentences a pattern, are few; how many more help is said."""
    found = remarks(evaluate())
    assert "only 4 groups" in found
    assert "fewer than 10 sentences" in found
    assert "±0.10" in found


def test_labels_without_groups_are_told() -> None:
    """Each sentence is then drawn by itself, and the column that would mend it is named."""
    labels, codings = make_case()
    alone = [make_label(at, *label.patterns) for at, label in enumerate(labels)]
    figures = evaluate_codings(alone, codings, make_codebook())
    assert figures["n_groups"] == 12
    assert "column group" in remarks(figures)


def test_a_share_of_nothing_that_is_not_the_usual_one_is_told() -> None:
    """With four times as many empty sentences as findings, one wrong tag in four empties costs precision."""
    figures = evaluate(knowledge=Knowledge(share_of_nothing=0.8))
    usual = figures["at_usual_share"]
    # Eight full sentences need 32 empty ones: each of the four stands for eight, so the one wrong tag counts 8.
    assert usual["precision"] == pytest.approx(5 / (7 + 8), abs=1e-4)
    assert usual["recall"] == 0.625
    assert "in real reports it is about 80%" in remarks(figures)
    assert evaluate(knowledge=Knowledge(share_of_nothing=0.34))["at_usual_share"] is None


def test_a_second_coder_who_seems_not_to_have_read_is_told() -> None:
    """Empty cells in place of marks make agreement look bad, so they are remarked on."""
    labels, codings = make_case()
    empty = {
        label.id: SecondCodes(patterns=(), themes=None, polarity=None, is_recommendation=None) for label in labels
    }
    assert "write ? into patterns_2" in remarks(evaluate_codings(labels, codings, make_codebook(), second=empty))


def test_what_was_not_measured_is_listed() -> None:
    """No second coder, a pattern without positives, and what no label holds."""
    listed = " ".join(evaluate()["not_measured"])
    assert "second coder" in listed
    assert "uses_data" in listed
    assert "Strength" in listed


def test_figures_are_json_and_the_same_every_time() -> None:
    """No time, no chance: the same labels give the same text."""
    labels, _ = make_case()
    one, other = (
        json.dumps(evaluate(probabilities=PROBABILITIES, second=second_coder(labels, flip=2)), allow_nan=False)
        for _ in range(2)
    )
    assert one == other


def test_the_text_says_the_most_telling_first() -> None:
    """Sentences, warnings with what to do, then patterns, accepted tags, coders, the weakest and the confused."""
    labels, _ = make_case()
    figures = evaluate(
        probabilities=PROBABILITIES,
        second=second_coder(labels, flip=2),
        knowledge=Knowledge(stated_precision=0.85),
    )
    text = Evaluation(model="small 1", codebook="c", figures=figures).describe()
    parts = (
        "12 sentences in 4 groups",
        "What to do:",
        "micro F1 0.62",
        "macro F1",
        "stated 0.85: not settled",
        "Brier",
        "Two coders, patterns",
        "Most often confused: good_flow given for bad_flow (2)",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_nothing_true_and_nothing_tagged_is_no_error() -> None:
    """Labels without any finding, and a silent model, leave figures undefined."""
    labels, codings = [make_label(0), make_label(1)], [make_coding(0), make_coding(1)]
    figures = evaluate_codings(labels, codings, make_codebook(), probabilities=np.zeros((2, 3)))
    assert figures["micro"]["f1"] is None
    assert figures["macro"]["f1"] is None
    assert figures["left_alone"] == 1.0
    assert "micro F1 -" in Evaluation(model="m", codebook="c", figures=figures).describe()
