"""The tables of an evaluation."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from reportminer.export.evaluation_markup import (
    DASH,
    Cell,
    Markup,
    make_grouped_table,
    make_table,
    show,
    show_interval,
)
from reportminer.export.evaluation_plot import draw_interval

N_CONFUSIONS = 20
"""Confusions shown; the JSON holds all."""
_RELATIONS = {"named": "named in the codebook", "same_theme": "same theme"}


def tabulate_patterns(figures: Mapping[str, Any]) -> str:
    """Return the table of the patterns that some sentence carries, by theme."""
    labels = {theme: each["label"] for theme, each in figures["themes"]["themes"].items()}
    shown = [(name, each) for name, each in figures["patterns"].items() if each["n_true"]]
    by_theme = sorted(shown, key=lambda item: list(labels).index(item[1]["theme"]))
    groups = [
        (labels[theme], [_pattern_row(name, each) for name, each in members])
        for theme, members in groupby(by_theme, key=lambda item: item[1]["theme"])
    ]
    header = ("Pattern", "Side", "True", "Tagged", "Right", "Precision", "Recall", "F1", "F1, 95%", "0 to 1")
    return make_grouped_table(
        "Patterns that at least one sentence carries",
        (*header, "Accepted", "Their precision", "Covered"),
        groups,
        numbers_from=2,
    )


def tabulate_absent(figures: Mapping[str, Any]) -> str:
    """Return the table of the patterns that no sentence carries; empty where there is none."""
    absent = [(name, figures["patterns"][name]) for name in figures["without_positives"]]
    if not absent:
        return ""
    return make_table(
        "Patterns that no sentence carries: nothing is known of their recall",
        ("Pattern", "Side", "Tagged, all wrongly"),
        [(name, _words(each["polarity"]), each["n_tagged"]) for name, each in absent],
        numbers_from=2,
    )


def tabulate_themes(themes: Mapping[str, Any]) -> str:
    """Return the table of themes."""
    rows: list[tuple[Cell, ...]] = [_score_row(each["label"], each) for each in themes["themes"].values()]
    rows.append(_score_row("All together (micro)", themes["micro"]))
    rows.append(_score_row("All together, only the themes of patterns", themes["of_patterns"]))
    return make_table(
        "Themes: those of a sentence's tags against those that the coder gave", ("Theme", *_SCORE_HEADER), rows
    )


def tabulate_sides(polarity: Mapping[str, Any]) -> str:
    """Return the table of sides, and which were taken for which."""
    rows = [_score_row(_words(side), each) for side, each in polarity["classes"].items()]
    rows.append(_score_row("good practice, failure or mixed", polarity["evaluative"]))
    counts = {(each["true"], each["given"]): each["n"] for each in polarity["table"]}
    sides = list(polarity["classes"])
    table = make_table(
        "Which side was given to sentences of which side",
        ("True side", *(f"given: {_words(side)}" for side in sides)),
        [(_words(true), *(counts.get((true, given), 0) for given in sides)) for true in sides],
    )
    return make_table("Sides of sentences", ("Side", *_SCORE_HEADER), rows) + "\n" + table


def tabulate_confusions(confusion: Mapping[str, Any]) -> str:
    """Return the table of the most frequent confusions of siblings; empty where there is none."""
    pairs = confusion["pairs"][:N_CONFUSIONS]
    if not pairs:
        return ""
    return make_table(
        f"Sibling patterns given in each other's place, the {len(pairs)} most frequent pairs",
        (
            "Carried, not given",
            "Given, not carried",
            "Why siblings",
            "Sides",
            "First sentences",
            "Sentences",
            "Of missed",
        ),
        [
            (
                pair["true"],
                pair["given"],
                _RELATIONS[pair["relation"]],
                "opposite" if pair["opposite_sides"] else "not opposite",
                ", ".join(pair["sentences"]),
                pair["n"],
                pair["n_missed"],
            )
            for pair in pairs
        ],
        numbers_from=5,
    )


def tabulate_reliability(calibration: Mapping[str, Any]) -> str:
    """Return the table behind the reliability plot."""
    return make_table(
        "Decisions by stated probability",
        ("Between", "Decisions", "Stated, mean", "Found true", "95%"),
        [
            (
                f"{each['low']:.1f} and {each['high']:.1f}",
                each["n"],
                show(each, "stated"),
                show(each, "found"),
                show_interval(each, "found"),
            )
            for each in calibration["bins"]
        ],
    )


def tabulate_coders(second: Mapping[str, Any]) -> str:
    """Return the tables of agreement between two coders."""
    tables = [_summary_of_coders(second)]
    if second["patterns"]:
        rows = [
            (
                name,
                each["n_first"],
                each["n_second"],
                each["n_both"],
                *(show(each, x) for x in ("f1", "kappa", "alpha")),
            )
            for name, each in second["patterns"]["codes"].items()
            if each["n_first"] + each["n_second"]
        ]
        header = ("Pattern", "First coder", "Second coder", "Both", "F1", "Kappa", "Alpha")
        tables.append(make_table("Two coders, pattern by pattern (those that either gave)", header, rows))
    return "\n".join(tables)


def _summary_of_coders(second: Mapping[str, Any]) -> str:
    rows = []
    for name, part in second.items():
        if part is None:
            continue
        of_sets = "alpha_masi" in part
        same, alpha = ("f1", "alpha_masi") if of_sets else ("same", "alpha")
        rows.append(
            (
                name,
                part["n_sentences"],
                f"{show(part, same)} ({show_interval(part, same)})",
                f"{show(part, 'kappa')} ({show_interval(part, 'kappa')})",
                show(part, alpha),
                f"{show(part, 'model_share')} ({show_interval(part, 'model_share')})" if of_sets else DASH,
            )
        )
    return make_table(
        "Two coders on the sentences that both read: F1 and alpha with MASI distance for patterns and themes, "
        "share of equal values and nominal alpha for sides and recommendations",
        (
            "Codes",
            "Sentences",
            "F1 or share (95%)",
            "Kappa (95%)",
            "Alpha",
            "Model's F1 as a share of theirs (95%)",
        ),
        rows,
    )


_SCORE_HEADER = ("True", "Tagged", "Right", "Precision", "Recall", "F1", "F1, 95%", "0 to 1")


def _score_row(name: str, score: Mapping[str, Any]) -> tuple[Cell, ...]:
    return (
        name,
        score["n_true"],
        score["n_tagged"],
        score["n_right"],
        show(score, "precision"),
        show(score, "recall"),
        show(score, "f1"),
        show_interval(score, "f1"),
        Markup(draw_interval(score["f1"], score["f1_interval"])),
    )


def _pattern_row(name: str, score: Mapping[str, Any]) -> tuple[Cell, ...]:
    named, *rest = _score_row(name, score)
    accepted = score["accepted"]
    return (
        named,
        _words(score["polarity"]),
        *rest,
        accepted["n_tagged"],
        show(accepted, "precision"),
        show(accepted, "recall"),
    )


def _words(side: str) -> str:
    return side.replace("_", " ")
