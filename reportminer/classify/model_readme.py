"""The README of a folder of trained heads."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportminer.classify.figures import HeldOut

if TYPE_CHECKING:
    from reportminer.classify.train import TrainingReport


def write_readme(out: Path, report: "TrainingReport") -> None:
    """Write what the heads were trained from and how far to trust them."""
    card = report.card
    title, n_patterns = card["codebook"]["title"], len(card["codebook"]["patterns"])
    parts = [
        f"# {card['name']}\n",
        f"Heads for the codebook “{title}” ({n_patterns} patterns), trained from {report.n_labels} labelled",
        f"sentences, {report.n_without_pattern} of them without a pattern; encoder {card['encoder']['name']}.",
        "Arrays and JSON only. The same labels, codebook and encoder give the same bytes.\n",
        f"Sentences without a pattern were weighed up to {card['share_of_nothing']:.0%} of all, their share in",
        f"real reports. Tags are accepted where precision reached {card['stated_precision']:.0%} on held-out",
        "labels, for the pattern and for all patterns together;",
        f"{len(report.without_accept)} patterns reach it nowhere, and all their tags go to review.\n",
        *_describe_sources(card),
        "## Held-out figures\n",
        _table([report.held_out, *([report.by_group] if report.by_group else [])]),
        *([_TUNED] if card["finetuning"] else [_BY_WRITER]),
    ]
    (out / "README.md").write_text("\n".join(parts), encoding="utf-8")


_BY_WRITER = "\n".join(
    [
        "Held out by group, a writer's sentences are judged by heads that saw none of them; where a writer",
        "wrote most positives of a pattern, little was left to learn it from, so that row is a lower bound.",
        "Sentences of real reports differ from labelled ones written for the purpose: expect less than the",
        "row by sentence. The row by group uses the final thresholds, the row by sentence such as were set",
        "without the sentences judged. Accepted tags are few, so the figures on them are uncertain.\n",
    ]
)
_TUNED = "\n".join(
    [
        "One label in eight taught nothing: small documents whole, other sentences by the hash of their words.",
        "The figures are of these, with thresholds that were set without the group judged; sentences written for",
        "the purpose count a quarter. Real prose of another kind is harder: benchmarks/README.md has the figures",
        "on whole documents that were used for nothing else.\n",
    ]
)


def _describe_sources(card: dict[str, Any]) -> list[str]:
    """Return which documents taught, and that the encoder's upper layers were tuned, where either holds."""
    documents, plan = card["documents"], card["finetuning"]
    lines = []
    if documents.get("used"):
        lines.append(
            f"Labels refer to sentences of {len(documents['used'])} documents: {', '.join(documents['used'])}.\n"
            "The model holds their words, word pairs and vectors, and of their sentences the first four words.\n"
        )
    if documents.get("missing"):
        lines.append(
            f"Labels of these documents are not in it, as they were not at hand: {documents['missing']}.\n"
        )
    if plan:
        lines.append(
            f"`top.onnx` holds the encoder's upper layers, tuned for {plan['epochs']} rounds (rate "
            f"{plan['rate']}, batch {plan['batch']}, seed {plan['seed']}, {plan['threads']} threads).\n"
        )
    return lines


def _table(rows: list[HeldOut]) -> str:
    head = (
        "| held out by | micro F1 | precision | recall | macro F1 | accepted: precision | accepted: recall "
        "| left alone | right side |\n|---|---|---|---|---|---|---|---|---|\n"
    )
    return (
        head
        + "\n".join(
            f"| {row.split} | {row.micro.f1:.2f} | {row.micro.precision:.2f} | {row.micro.recall:.2f} "
            f"| {row.macro_f1:.2f} | {row.accepted.precision:.2f} | {row.accepted.recall:.2f} "
            f"| {row.left_alone:.2f} | {row.polarity_accuracy:.2f} |"
            for row in rows
        )
        + "\n"
    )
