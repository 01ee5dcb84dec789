"""Which sentences discovery looks at: no pattern, enough words to say something, and not said before."""

from collections.abc import Iterable, Sequence

from reportminer.analyse.discovery_records import Uncovered
from reportminer.analyse.discovery_terms import content_words
from reportminer.analyse.duplicates import Passage, group_duplicates
from reportminer.records import Hit, Polarity

MIN_WORDS = 4
"""Words that carry meaning. Shorter sentences ("There were two reasons.") are alike without a common subject."""
_SIDES = {Polarity.MIXED: (Polarity.GOOD_PRACTICE, Polarity.FAILURE)}


def sides_of(polarity: str) -> tuple[Polarity, ...]:
    """Return the sides that a sentence takes: what is mixed takes both, as in a search."""
    return _SIDES.get(Polarity(polarity), (Polarity(polarity),))


def select_uncovered(sentences: Iterable[tuple[Hit, str]], sides: Sequence[Polarity]) -> tuple[Uncovered, ...]:
    """Return the sentences to be clustered, in the order given.

    Args:
        sentences: each with the hash of its text; of those that repeat each other, word for word or nearly so, the
            first stands for all.
        sides: a sentence must take one of these.
    """
    kept: dict[str, Hit] = {}
    for hit, text_hash in sentences:
        if not hit.patterns and any(side in sides for side in sides_of(hit.polarity)):
            kept.setdefault(text_hash, hit)
    long_enough = [hit for hit in kept.values() if len(content_words(hit.text)) >= MIN_WORDS]
    groups = group_duplicates(
        [Passage(id=h.finding_id, text=h.text, report_id=h.report_id, side=h.polarity) for h in long_enough]
    )
    return tuple(_make_uncovered(hit) for hit in long_enough if groups[hit.finding_id] == hit.finding_id)


def _make_uncovered(hit: Hit) -> Uncovered:
    return Uncovered(
        finding_id=hit.finding_id,
        report_id=hit.report_id,
        title=hit.title,
        area=hit.area,
        published=hit.published,
        page=hit.page,
        page_label=hit.page_label,
        section=hit.section,
        text=hit.text,
        polarity=hit.polarity,
    )
