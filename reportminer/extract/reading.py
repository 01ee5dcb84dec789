"""A document with what the pipeline has found in it: what later finders read."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from reportminer.records import Document, EntityMention, ReportFacts, Sentence, Span, ThemeMention

QUOTATIONS: Final = "quotations"
"""Key of `doc.user_data`: passages between quotation marks and other speech, with what is near them."""
STATISTICS: Final = "statistics"
"""Key of `doc.user_data`: figures with their context."""
ADVICE: Final = "advice"
"""Key of `doc.user_data`: sentences that say what ought to be done."""
LAYERS: Final = (QUOTATIONS, STATISTICS, ADVICE)
"""What components hand on to the finders that look at the whole document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document, its sentences and the mentions in them."""

    document: Document
    """Text and blocks."""
    facts: ReportFacts
    """What the report says of itself."""
    sentences: tuple[Sentence, ...]
    """In reading order."""
    entities: tuple[EntityMention, ...]
    """In order of the text."""
    themes: tuple[ThemeMention, ...]
    """In order of the text."""
    layers: Mapping[str, Mapping[int, Any]] = field(default_factory=dict)
    """What components wrote for later (`LAYERS`), by key of `doc.user_data` and number of the block; offsets count
    in the block's text."""

    def sentence_at(self, at: int) -> Sentence | None:
        """Return the sentence that holds a character of the text; None where none does."""
        number = bisect_right(self.sentences, at, key=lambda sentence: sentence.span.start) - 1
        if number < 0 or at >= self.sentences[number].span.end:
            return None
        return self.sentences[number]

    def entities_in(self, span: Span) -> tuple[EntityMention, ...]:
        """Return the mentions that lie within a stretch of the text."""
        first = bisect_right(self.entities, span.start - 1, key=lambda mention: mention.span.start)
        found = []
        for mention in self.entities[first:]:
            if mention.span.start >= span.end:
                break
            if mention.span.end <= span.end:
                found.append(mention)
        return tuple(found)

    def themes_in(self, span: Span) -> tuple[str, ...]:
        """Return the ids of the themes whose phrases lie within a stretch of the text, ascending; none negated."""
        return tuple(
            sorted(
                {
                    mention.theme_id
                    for mention in self.themes
                    if span.start <= mention.span.start and mention.span.end <= span.end and not mention.negated
                }
            )
        )
