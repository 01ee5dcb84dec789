"""The figures of an evaluation as one HTML page that needs nothing else: no script, no asset, fit for print."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from reportminer import __version__
from reportminer.export.evaluation_markup import make_table, show, show_interval
from reportminer.export.evaluation_plot import draw_reliability
from reportminer.export.evaluation_style import STYLE
from reportminer.export.evaluation_tables import (
    tabulate_absent,
    tabulate_coders,
    tabulate_confusions,
    tabulate_patterns,
    tabulate_reliability,
    tabulate_sides,
    tabulate_themes,
)

_N_WEAKEST = 5
_ENOUGH = 5
"""Sentences that must carry a pattern before it is named among the weakest."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing may be loaded or run."""


def make_evaluation_page(evaluation: Mapping[str, Any], *, file: str) -> str:
    """Return the page. It is also well-formed XML.

    Args:
        evaluation: what `evaluate --out` writes: `model`, `codebook`, `labels` and `figures`.
        file: name of the file of labels.
    """
    figures = evaluation["figures"]
    title = f"How well {evaluation['model']} codes {file}"
    body = "\n".join(part for part in _iter_parts(evaluation, figures, file) if part)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _iter_parts(evaluation: Mapping[str, Any], figures: Mapping[str, Any], file: str) -> Iterator[str]:
    yield _lead(figures)
    yield _remarks(figures)
    yield _headline(figures)
    yield "<h2>Patterns</h2>"
    yield _pattern_notes(figures)
    yield tabulate_patterns(figures)
    yield tabulate_absent(figures)
    yield "<h2>What is taken for what</h2>"
    yield _confusion_notes(figures["confusion"])
    yield tabulate_confusions(figures["confusion"])
    yield from _probabilities(figures["calibration"])
    yield "<h2>Themes</h2>"
    yield tabulate_themes(figures["themes"])
    yield "<h2>Sides</h2>"
    yield tabulate_sides(figures["polarity"])
    if figures["second_coder"]:
        yield "<h2>Two coders</h2>"
        yield tabulate_coders(figures["second_coder"])
    yield "<h2>What was not measured</h2>"
    yield "<ul>" + "".join(f"<li>{escape(each)}</li>" for each in figures["not_measured"]) + "</ul>"
    yield _provenance(evaluation, figures, file)


def _lead(figures: Mapping[str, Any]) -> str:
    sentences = (
        f"{figures['n_sentences']:,} sentences in {figures['n_groups']:,} groups, "
        f"{figures['n_without_pattern']:,} of them without a pattern."
    )
    return f'<p class="hint">{escape(sentences)}</p>\n<p class="lead">{escape(_in_words(figures))}</p>'


def _in_words(figures: Mapping[str, Any]) -> str:
    """Return the main figures as two sentences."""
    micro, accepted = figures["micro"], figures["accepted"]
    given = "No tag was given"
    if micro["n_tagged"]:
        given = f"Of the {micro['n_tagged']:,} tags given, {micro['precision']:.0%} are right"
    found = "no sentence carries a pattern"
    if micro["n_true"]:
        found = f"of the {micro['n_true']:,} findings coded by people, {micro['recall']:.0%} were found"
    sure = "No tag was accepted without review."
    if accepted["n_tagged"]:
        sure = (
            f"{accepted['n_tagged']:,} tags were accepted without review, and {accepted['precision']:.0%} of "
            "these are right."
        )
    return f"{given}; {found}. {sure}"


def _remarks(figures: Mapping[str, Any]) -> str:
    if not figures["remarks"]:
        return ""
    items = "".join(
        f"<li>{escape(each['remark'])}. <strong>What to do:</strong> {escape(each['remedy'])}.</li>"
        for each in figures["remarks"]
    )
    return f'<section class="remarks">\n<h2>Before you rely on these figures</h2>\n<ul>{items}</ul>\n</section>'


def _headline(figures: Mapping[str, Any]) -> str:
    micro, macro, themes, sides = (figures[x] for x in ("micro", "macro", "themes", "polarity"))
    rows = [
        ("Patterns, micro F1", micro, "f1", "All decisions together; frequent patterns weigh more"),
        ("Patterns, precision", micro, "precision", "Share of the tags given that are right"),
        ("Patterns, recall", micro, "recall", "Share of the findings coded by people that were tagged"),
        ("Patterns, macro F1", macro, "f1", f"Mean over the {macro['n_patterns']} patterns true or tagged here"),
        ("Accepted tags, precision", figures["accepted"], "precision", _stated(figures["coverage"])),
        ("Accepted tags, coverage", figures["accepted"], "recall", "Share of the findings that need no review"),
        ("Left alone", figures, "left_alone", "Share of the sentences without a pattern that got none"),
        ("Themes, micro F1", themes["micro"], "f1", "Themes of tags against those that the coder gave"),
        ("Side, accuracy", sides, "accuracy", "Share of sentences with the right side"),
        ("Side, F1", sides["evaluative"], "f1", "Good practice, failure and mixed together"),
        ("Recommendations, F1", figures["recommendation"], "f1", "Sentences that say what ought to be done"),
    ]
    return "<h2>Headline</h2>\n" + make_table(
        "Main figures, 0 to 1, more is better",
        ("Figure", "Meaning", "Value", "95%"),
        [(name, meaning, show(part, key), show_interval(part, key)) for name, part, key, meaning in rows],
        numbers_from=2,
    )


def _stated(coverage: Mapping[str, Any]) -> str:
    stated = coverage["stated_precision"]
    said = {
        "held": "holds",
        "missed": "does not hold",
        "open": "not settled by these labels",
        "nothing_accepted": "nothing was accepted",
    }
    if stated is None:
        return "Share of the accepted tags that are right"
    return f"The model states {stated:.2f}: {said[coverage['verdict']]}"


def _pattern_notes(figures: Mapping[str, Any]) -> str:
    coverage = figures["coverage"]
    weakest = sorted(
        ((name, each) for name, each in figures["patterns"].items() if each["n_true"] >= _ENOUGH),
        key=lambda item: float(item[1]["f1"]),
    )[:_N_WEAKEST]
    named = ", ".join(f"{name} ({each['f1']:.2f})" for name, each in weakest)
    notes = [f"Weakest by F1: {named}."] if named else []
    notes += ["Accepted: tags that need no review. Covered: share of the true ones that were accepted."]
    if coverage["coverage_at_single_line"] is not None:
        notes.append(
            f"One line for all patterns, at probability {coverage['single_line']:.2f}, would reach the stated "
            f"precision here with {coverage['coverage_at_single_line']:.0%} covered; it was drawn on these "
            "labels, so it flatters."
        )
    return _paragraph(" ".join(notes))


def _confusion_notes(confusion: Mapping[str, Any]) -> str:
    return _paragraph(
        "Siblings share a theme, or the codebook names one as confused with the other. A sentence counts where it "
        "carries the one, was not given it, and was given the other without carrying it. So counted, "
        f"{confusion['n_siblings']:,} times a sibling was given in another's place, and {confusion['n_others']:,} "
        "times a pattern that is no sibling."
    )


def _probabilities(calibration: Mapping[str, Any] | None) -> Iterator[str]:
    if calibration is None:
        return
    of_tags = calibration["expected_calibration_error_of_tags"]
    yield "<h2>Whether probabilities hold</h2>"
    yield _paragraph(
        f"Brier score {calibration['brier']:.4f}, where 0 is best and always stating each pattern's share would "
        f"give {calibration['brier_of_shares']:.4f}. Expected calibration error "
        f"{calibration['expected_calibration_error']:.3f} over all {calibration['n_decisions']:,} decisions"
        + (f", {of_tags:.3f} over the tags given." if of_tags is not None else ".")
    )
    plot, table = draw_reliability(calibration["bins"]), tabulate_reliability(calibration)
    yield f'<div class="pair">\n{plot}\n{table}\n</div>'


def _provenance(evaluation: Mapping[str, Any], figures: Mapping[str, Any], file: str) -> str:
    facts = {
        "Labels": f"{file}, SHA-256 of their content {evaluation['labels']}",
        "Model": evaluation["model"],
        "Codebook": f"SHA-256 of its content {evaluation['codebook']}",
        "Program": f"reportminer {__version__}",
    }
    listed = "".join(f"<li>{escape(name)}: <code>{escape(fact)}</code></li>" for name, fact in facts.items())
    how = (
        f"Intervals are 95% percentiles of {figures['n_draws']:,} bootstrap draws of whole groups, always the "
        "same draws. A dash stands where a figure is not defined, such as the precision of a pattern that was "
        "never given."
    )
    return f"<h2>How this was made</h2>\n{_paragraph(how)}\n<ul>{listed}</ul>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
