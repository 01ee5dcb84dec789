"""How far the figures can be trusted: what is known of the program's mistakes, in short and in full."""

from collections.abc import Iterator
from typing import Any

from reportminer.export import thematic_sources as at
from reportminer.export.thematic_facts import Facts, Share
from reportminer.export.thematic_model import (
    Block,
    Foreign,
    Heading,
    Inline,
    Line,
    Link,
    Manner,
    Number,
    Paragraph,
    Strong,
    Table,
    TableRow,
    line,
)
from reportminer.export.thematic_numbers import share, whole
from reportminer.export.thematic_words import NONE, percent, plural

CARD = "card.json"
"""The card of the model that gave the tags."""
REVIEW = "review-status.json"
"""What `reportminer review status --json` prints."""
_METHOD = Link("Method and limits", "#method")


def in_short(facts: Facts) -> Line:
    """Return in a sentence or two how far to trust the figures."""
    opening = line(Strong("How far to trust these figures. "), "They come from a program that tags sentences. ")
    closing = line(" Read the passages before you quote a figure; ", _METHOD, " says more.")
    review = facts.review
    if review and review.precision.value is not None:
        said = line(
            "People read ",
            _rows(facts),
            " of these sentences, drawn at random: ",
            *_reviewed(review.precision, "precision"),
            " of the tags given hold",
        )
        if review.recall.value is not None:
            said += line(", and ", *_reviewed(review.recall, "recall"), " of what people found was tagged")
        return line(opening, said, ".", closing)
    if facts.card:
        said = line(
            "On labelled sentences that it had not seen, ",
            _carded(facts, "micro", "precision"),
            " of its tags were right, and it found ",
            _carded(facts, "micro", "recall"),
            " of what the coder had found. Nobody has yet read a sample of the sentences counted here.",
        )
        return line(opening, said, closing)
    return line(opening, "How often it is wrong is not known here.", closing)


def tell_reliability(facts: Facts) -> Iterator[Block]:
    """Yield the sections on the program's mistakes, for the chapter on method."""
    yield Heading(level=3, line=line("How often the tags are right"), anchor="reliability")
    yield from _tell_card(facts)
    yield from _tell_review(facts)


def _tell_card(facts: Facts) -> Iterator[Block]:
    if not facts.card:
        yield Paragraph(
            line=line(
                "The model that gave these tags (",
                Foreign(facts.machine or "unknown"),
                ") is not at hand, so that its figures cannot be stated.",
            )
        )
        return
    n_labels: list[str | Inline] = [
        " It learned from ",
        whole(facts.n_labels, at.pointer(CARD, "labels", "n")),
        " sentences.",
    ]
    yield Paragraph(
        line=line(
            "The tags were given by the model ",
            Foreign(facts.machine),
            ".",
            *(n_labels if facts.n_labels else []),
            *_tell_labels(facts),
            " The table shows how well it agrees with labels of passages that were kept from it, weighted as in "
            "real reports, where most sentences carry no pattern. Other kinds of report may give other figures.",
        )
    )
    yield Table(
        caption="Agreement of the program with labels that it had not seen",
        header=("What was measured", "What it means", "Share"),
        rows=tuple(TableRow(cells=cells) for cells in _card_rows(facts)),
        numbers_from=2,
        origin=CARD,
    )


def _tell_labels(facts: Facts) -> Iterator[str]:
    if facts.is_coded_by_model:
        yield " Their labels were coded by a language model, not by people."
    if facts.has_learned_here:
        yield " Some of them stand in reports counted here."


def _card_rows(facts: Facts) -> Iterator[tuple[Line, Line, Line]]:
    told = (
        ("Precision of tags", ("micro", "precision"), "Of the tags given, so many agree with the coder."),
        ("Recall of tags", ("micro", "recall"), "Of the coder's patterns, so many were found."),
        (
            "Precision of accepted tags",
            ("accepted", "precision"),
            "The same of tags that the program is surest of.",
        ),
        ("Recall of accepted tags", ("accepted", "recall"), "Of the coder's patterns, so many have such a tag."),
        ("Sentences left alone", ("left_alone",), "Of the sentences without a pattern, so many got no tag."),
        ("Sides", ("polarity_accuracy",), "Of the sentences, so many got the right side."),
        ("Recommendations, precision", ("recommendation", "precision"), "Of those marked, so many are some."),
        ("Recommendations, recall", ("recommendation", "recall"), "Of those there are, so many were marked."),
    )
    for name, path, meaning in told:
        if _look_up(facts, path) is not None:
            yield line(name), line(meaning), line(_carded(facts, *path))


def _tell_review(facts: Facts) -> Iterator[Block]:
    review = facts.review
    if review is None:
        yield Paragraph(
            line=line(
                "Nobody has read a random sample of the sentences counted here, so that the counts are not "
                "corrected for the program's mistakes. Two commands change that: reportminer review sample, and "
                "reportminer review import."
            ),
            manner=Manner.NOTE,
        )
        return
    yield Paragraph(
        line=line(
            "People have read ",
            _rows(facts),
            plural(review.n_rows, "sentence"),
            " of these reports, drawn at random. What they found of the tags stands in the table; the range "
            "after a share is its interval.",
        )
    )
    yield Table(
        caption="Agreement of the program with people who read these reports",
        header=("What was measured", "Share and likely range"),
        rows=tuple(
            TableRow(cells=(line(name), _reviewed(figure, key)))
            for name, figure, key in (
                ("Precision of tags", review.precision, "precision"),
                ("Recall of tags", review.recall, "recall"),
                ("Precision of accepted tags", review.precision_accepted, "precision_accepted"),
            )
        ),
        origin=REVIEW,
    )


def _rows(facts: Facts) -> Number:
    return whole(facts.review.n_rows if facts.review else 0, at.pointer(REVIEW, "machine", "n_rows"))


def _reviewed(figure: Share, key: str) -> Line:
    if figure.value is None:
        return line(NONE)
    value, low, high = (
        Number(percent(end), at.pointer(REVIEW, "machine", key, name))
        for end, name in ((figure.value, "value"), (figure.low, "low"), (figure.high, "high"))
    )
    return line(value, " (", low, " to ", high, ")")


def _carded(facts: Facts, *path: str) -> Number:
    return share(float(_look_up(facts, path) or 0.0), at.pointer(CARD, "held_out", *path))


def _look_up(facts: Facts, path: tuple[str, ...]) -> float | None:
    value: Any = facts.card
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, int | float) else None
