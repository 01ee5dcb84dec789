"""Which sentence of a report comes nearest to each pattern."""

from collections.abc import Sequence

from reportminer.classify.heads import Floats
from reportminer.classify.thresholds import Flags
from reportminer.records import Coding, Nearest, NotTagged


def find_nearest(
    probabilities: Floats,
    codings: Sequence[Coding],
    *,
    pattern_ids: Sequence[str],
    thresholds: Sequence[float],
    method: Flags,
) -> tuple[Nearest, ...]:
    """Return for each pattern the sentence with the highest probability, the first of several.

    Args:
        probabilities: of each sentence and pattern, (n, patterns).
        codings: what the sentences were given, in order.
        pattern_ids: in the order of the columns.
        thresholds: from which a pattern is given, in that order.
        method: (n,): whether a sentence stands where the report tells how it was made.

    Returns:
        One a pattern, in the order given; empty where there is no sentence.
    """
    if not len(codings):
        return ()
    return tuple(
        Nearest(
            pattern_id=pattern_id,
            sentence=at,
            probability=round(float(probabilities[at, column]), 4),
            not_tagged=_why_not(
                codings[at],
                pattern_id,
                reached=bool(probabilities[at, column] >= thresholds[column]),
                is_method=bool(method[at]),
            ),
        )
        for column, (pattern_id, at) in enumerate(
            zip(pattern_ids, probabilities.argmax(axis=0).tolist(), strict=True)
        )
    )


def _why_not(coding: Coding, pattern_id: str, *, reached: bool, is_method: bool) -> NotTagged | None:
    if not reached or any(tag.pattern_id == pattern_id for tag in coding.tags):
        return None
    return NotTagged.ABOUT_THE_REVIEW if is_method else NotTagged.OTHER_SIDE
