"""Labels and codings by hand, for tests of evaluation."""

from collections.abc import Sequence

from reportminer.classify.labels import LabelledSentence, join_sides
from reportminer.codebook.model import Codebook
from reportminer.records import Coding, Tag
from tests.classify.builders import make_codebook


def make_label(
    number: int, *patterns: str, group: str = "", themes: Sequence[str] = (), advice: bool = False
) -> LabelledSentence:
    """A sentence with these patterns and their side."""
    codebook = make_codebook()
    return LabelledSentence(
        id=f"s{number}",
        text=f"Sentence {number}.",
        patterns=tuple(sorted(patterns)),
        themes=tuple(sorted({*themes, *(codebook.pattern(pattern).theme for pattern in patterns)})),
        polarity=join_sides(codebook.pattern(pattern).polarity for pattern in patterns),
        is_recommendation=advice,
        group=group,
    )


def make_coding(number: int, *patterns: str, accepted: Sequence[str] = (), advice: bool = False) -> Coding:
    """What a model says: these patterns, some of them accepted, and their side."""
    codebook = make_codebook()
    return Coding(
        sentence=number,
        polarity=join_sides(codebook.pattern(pattern).polarity for pattern in patterns),
        polarity_probability=0.9,
        is_recommendation=advice,
        tags=tuple(make_tag(codebook, pattern, accepted=pattern in accepted) for pattern in patterns),
    )


def make_tag(codebook: Codebook, pattern: str, *, accepted: bool) -> Tag:
    """A tag of this pattern."""
    found = codebook.pattern(pattern)
    return Tag(
        pattern_id=pattern,
        theme_id=found.theme,
        polarity=found.polarity,
        probability=0.9 if accepted else 0.6,
        threshold=0.5,
        accepted=accepted,
        why="",
    )


def make_case() -> tuple[list[LabelledSentence], list[Coding]]:
    """Twelve sentences in four groups of three, and what a model makes of them.

    In each group one good, one bad and one empty sentence. The model is right on the good ones and accepts two of
    them; it takes two of the bad ones for good, leaves one out, and is right on one; it tags one empty sentence.
    """
    labels = [
        label
        for at in range(4)
        for label in (
            make_label(3 * at, "good_flow", group=f"g{at}"),
            make_label(3 * at + 1, "bad_flow", group=f"g{at}"),
            make_label(3 * at + 2, group=f"g{at}", advice=at < 2),
        )
    ]
    said = {
        0: ("good_flow",), 3: ("good_flow",), 6: ("good_flow",), 9: ("good_flow",),
        1: ("good_flow",), 4: ("good_flow",), 7: ("bad_flow",),
        2: ("bad_flow",),
    }  # fmt: skip
    codings = [
        make_coding(at, *said.get(at, ()), accepted=("good_flow",) if at in (0, 3) else (), advice=at in (2, 5))
        for at in range(12)
    ]
    return labels, codings
