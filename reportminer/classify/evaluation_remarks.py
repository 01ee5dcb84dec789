"""What a reader should know before trusting the figures of an evaluation, and what these do not cover."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportminer.classify.evaluation_labels import SecondCodes
from reportminer.classify.labels import LabelledSentence, hash_labels

_FEW_GROUPS = 10
"""Below, intervals from drawing groups come out too narrow (Cameron, Gelbach, Miller 2008)."""
_FEW_POSITIVES = 10
"""Below, a pattern's interval spans most of the scale."""
_STEADY = "with 25 its recall is known to about ±0.20, with 100 to about ±0.10"
"""Half the 95 % interval of a share of one half: 0.98 / sqrt(n)."""
_SUSPICIOUS = 0.5
"""Share of a first coder's findings without any code of the second from which a mark may have been forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What is known of the model beside its tags."""

    stated_precision: float | None = None
    """The precision that it states for accepted tags, 0 to 1."""
    share_of_nothing: float | None = None
    """The share of a real report's sentences that carry no pattern, as its training took it, 0 to 1."""
    labels_sha256: str = ""
    """Hash of the labels that taught it."""
    taught: frozenset[str] = frozenset()
    """Folded texts that are known to have taught it."""


def list_remarks(
    figures: Mapping[str, Any],
    *,
    labels: Sequence[LabelledSentence],
    second: Mapping[str, SecondCodes],
    knowledge: Knowledge,
) -> list[dict[str, str]]:
    """Return what limits the figures, the gravest first, each with what to do about it.

    Args:
        figures: all that was measured.
        labels: what they were measured on.
        second: the second coder's codes, by the labels' ids.
        knowledge: of the model.
    """
    found = [
        *_taught(labels, knowledge),
        *_groups(figures, labels),
        *_few_positives(figures),
        *_usual_share(figures),
        *_lopsided(figures["macro"]),
        *_unread(labels, second),
    ]
    return [{"remark": remark, "remedy": remedy} for remark, remedy in found]


def list_unmeasured(figures: Mapping[str, Any], *, with_headings: bool) -> list[str]:
    """Return what the figures say nothing of, in plain sentences.

    Args:
        figures: all that was measured.
        with_headings: whether the labels say below which headings their sentences stand.
    """
    absent = list(figures["without_positives"])
    unmeasured = []
    if figures["second_coder"] is None:
        unmeasured.append(
            "Agreement between coders: the labels have no second coder (columns patterns_2, themes_2, polarity_2, "
            "is_recommendation_2). Without it nobody knows what figure could be reached at all."
        )
    if absent:
        unmeasured.append(f"Recall of {len(absent)} patterns that no sentence here carries: {', '.join(absent)}.")
    if not figures["recommendation"]["n_true"]:
        unmeasured.append("Recall of recommendations: no sentence here is marked as one.")
    if not with_headings:
        unmeasured.append(
            "The headings above a sentence: each was judged by itself, so text about the review's own method was "
            "not set aside as it is in a run."
        )
    return [
        *unmeasured,
        "Phrases of the codebook: compared are the themes that the model gives a sentence, not those it mentions.",
        "Strength and voice of a finding: labels hold no such columns.",
        "Whether sentences are read and cut rightly from a PDF: the sentences were given.",
        "Reports of another kind than those the labels were taken from: the intervals do not cover that step.",
    ]


def _taught(labels: Sequence[LabelledSentence], knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    remedy = "evaluate on sentences of reports that were kept out of training; train states held-out figures"
    n_taught = sum(label.text.casefold() in knowledge.taught for label in labels if label.patterns)
    n_full = sum(bool(label.patterns) for label in labels)
    if knowledge.labels_sha256 and knowledge.labels_sha256 == hash_labels(tuple(labels)):
        yield (
            "The heads were trained from these very labels: the figures say how well they were learned by heart, "
            "and nothing of sentences to come",
            remedy,
        )
    elif n_taught:
        yield (
            f"{n_taught:,} of the {n_full:,} sentences with a pattern taught the heads: the figures flatter",
            remedy,
        )


def _groups(figures: Mapping[str, Any], labels: Sequence[LabelledSentence]) -> Iterator[tuple[str, str]]:
    n_groups = figures["n_groups"]
    if not any(label.group for label in labels):
        yield (
            "No sentence has a group, so each was drawn by itself: where several are of one report, the intervals "
            "are too narrow",
            "name the report (or the writer) of each sentence in a column group",
        )
    elif n_groups == 1:
        yield "All sentences are of one group: there are no intervals", "add sentences of other reports"
    elif n_groups < _FEW_GROUPS:
        yield (
            f"There are only {n_groups} groups: intervals that draw groups are too narrow with so few",
            f"add sentences of other reports, until there are {_FEW_GROUPS} or more",
        )


def _few_positives(figures: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    few = [name for name, score in figures["patterns"].items() if 0 < score["n_true"] < _FEW_POSITIVES]
    if few:
        yield (
            f"{len(few)} of {len(figures['patterns'])} patterns have fewer than {_FEW_POSITIVES} sentences that "
            f"carry them, so their own figures are rough",
            f"label more sentences that carry a pattern (reportminer review sample proposes some): {_STEADY}",
        )


def _usual_share(figures: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    usual = figures["at_usual_share"]
    if usual is not None:
        share = figures["n_without_pattern"] / figures["n_sentences"]
        yield (
            f"{share:.0%} of these sentences carry no pattern; in real reports it is about "
            f"{usual['share_without_pattern']:.0%}, and there precision would be {usual['precision']:.2f} and F1 "
            f"{usual['f1']:.2f}",
            "label whole pages of real reports, ordinary sentences included",
        )


def _lopsided(macro: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    limits = macro["f1_interval"]
    if limits and not limits[0] <= macro["f1"] <= limits[1]:
        yield (
            "The interval of macro F1 does not hold the figure itself: many patterns stand in few groups, and "
            "draws that lose these groups score lower",
            "go by micro F1, or add sentences of other reports for these patterns",
        )


def _unread(labels: Sequence[LabelledSentence], second: Mapping[str, SecondCodes]) -> Iterator[tuple[str, str]]:
    both = [second[label.id].patterns for label in labels if label.patterns and label.id in second]
    given = [codes for codes in both if codes is not None]
    n_empty = sum(not codes for codes in given)
    if given and n_empty > _SUSPICIOUS * len(given):
        yield (
            f"patterns_2 is empty for {n_empty:,} of the {len(given):,} sentences to which the first coder gave a "
            "pattern, and an empty cell counts as read and without a pattern",
            "write ? into patterns_2 of each sentence that the second coder did not read",
        )
