"""Sentences that say what ought to be done: informal recommendations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportminer.extract.demand_words import ANCHOR
from reportminer.extract.demands import hide_quotations, is_demand
from reportminer.records import Span


@dataclass(frozen=True, slots=True)
class AdvicePassage:
    """A sentence that demands something."""

    span: Span
    """Where it stands in the block's text."""


def find_advice(text: str, sentences: Iterable[Span]) -> Iterator[AdvicePassage]:
    """Give the sentences of a block that say what ought to be done, in order.

    Args:
        text: the block's.
        sentences: where its sentences stand.
    """
    if not ANCHOR.search(text):
        return
    hidden = hide_quotations(text)
    for span in sentences:
        if is_demand(span.of(hidden)):
            yield AdvicePassage(span)
