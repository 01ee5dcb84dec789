"""The figures of an evaluation in a few lines for people, the most telling first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_N_WEAKEST = 5
_N_CONFUSED = 5
_ENOUGH = 5
"""Sentences that must carry a pattern before it is named among the weakest."""
_VERDICTS = {
    "held": "holds",
    "missed": "does not hold",
    "open": "not settled by these labels",
    "nothing_accepted": "nothing was accepted",
}


def describe(figures: Mapping[str, Any], *, model: str) -> str:
    """Return the main figures, what limits them, and where the model is weakest.

    Args:
        figures: as `evaluate_codings` gives them.
        model: name and version of the heads.
    """
    rows = [*_main_rows(figures), *_coder_rows(figures["second_coder"])]
    width = max(len(name) for name, _ in rows)
    return "\n".join(
        [
            f"{figures['n_sentences']:,} sentences in {figures['n_groups']:,} groups, "
            f"{figures['n_without_pattern']:,} of them without a pattern; model {model}",
            *_remarks(figures["remarks"]),
            "",
            *(f"{name.ljust(width)}  {text}" for name, text in rows),
            "",
            *_weakest(figures["patterns"]),
            *_confused(figures["confusion"]["pairs"]),
            "In brackets: 95% intervals.",
        ]
    )


def format_figure(figures: Mapping[str, Any], name: str) -> str:
    """Return a figure with its interval, or `-` where it is not defined.

    Example:
        >>> format_figure({"f1": 0.5, "f1_interval": [0.25, 0.75]}, "f1")
        '0.50 (0.25 to 0.75)'
    """
    value, limits = figures[name], figures.get(f"{name}_interval")
    if value is None:
        return "-"
    return f"{value:.2f}" + (f" ({limits[0]:.2f} to {limits[1]:.2f})" if limits else "")


def _main_rows(figures: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    micro, macro, sides = figures["micro"], figures["macro"], figures["polarity"]
    yield (
        "Patterns",
        f"micro F1 {format_figure(micro, 'f1')}, precision {format_figure(micro, 'precision')}, "
        f"recall {format_figure(micro, 'recall')}",
    )
    yield "", f"macro F1 {format_figure(macro, 'f1')} over {macro['n_patterns']} patterns that are true or tagged"
    yield "Accepted tags", _accepted(figures)
    yield "Left alone", f"{format_figure(figures, 'left_alone')} of the sentences without a pattern"
    yield "Themes", f"micro F1 {format_figure(figures['themes']['micro'], 'f1')}"
    yield (
        "Side",
        f"right for {format_figure(sides, 'accuracy')}; good, bad or mixed: "
        f"F1 {format_figure(sides['evaluative'], 'f1')}",
    )
    yield "Recommendations", f"F1 {format_figure(figures['recommendation'], 'f1')}"
    if figures["calibration"]:
        yield "Probabilities", _calibration(figures["calibration"])


def _accepted(figures: Mapping[str, Any]) -> str:
    accepted, coverage = figures["accepted"], figures["coverage"]
    stated = ""
    if coverage["stated_precision"] is not None:
        stated = f" (stated {coverage['stated_precision']:.2f}: {_VERDICTS[coverage['verdict']]})"
    return (
        f"{accepted['n_tagged']:,}, precision {format_figure(accepted, 'precision')}{stated}; "
        f"{format_figure(accepted, 'recall')} of what is true is covered"
    )


def _calibration(calibration: Mapping[str, Any]) -> str:
    of_tags = calibration["expected_calibration_error_of_tags"]
    return (
        f"Brier score {calibration['brier']:.4f} ({calibration['brier_of_shares']:.4f} for stating each pattern's "
        f"share); calibration error {calibration['expected_calibration_error']:.3f}"
        + (f", of the tags given {of_tags:.3f}" if of_tags is not None else "")
    )


def _coder_rows(second: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    for name, part in (second or {}).items():
        if part is None:
            continue
        head = f"Two coders, {name}"
        if "model_f1" in part:
            yield (
                head,
                f"F1 {format_figure(part, 'f1')}, kappa {format_figure(part, 'kappa')}, "
                f"alpha {format_figure(part, 'alpha_masi')} (MASI); the model reaches "
                f"{format_figure(part, 'model_share')} of their F1",
            )
        else:
            yield (
                head,
                f"the same for {format_figure(part, 'same')}, kappa {format_figure(part, 'kappa')}, "
                f"alpha {format_figure(part, 'alpha')}",
            )


def _remarks(remarks: Sequence[Mapping[str, str]]) -> Iterator[str]:
    for remark in remarks:
        yield f"Note: {remark['remark']}."
        yield f"  What to do: {remark['remedy']}."


def _weakest(patterns: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    known = [(name, score) for name, score in patterns.items() if score["n_true"] >= _ENOUGH]
    if known:
        worst = sorted(known, key=lambda item: item[1]["f1"])[:_N_WEAKEST]
        yield "Weakest patterns: " + ", ".join(
            f"{name} (F1 {score['f1']:.2f}, {score['n_true']} true)" for name, score in worst
        )


def _confused(pairs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if pairs:
        yield "Most often confused: " + ", ".join(
            f"{pair['given']} given for {pair['true']} ({pair['n']})" for pair in pairs[:_N_CONFUSED]
        )
