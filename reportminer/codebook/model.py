"""What a codebook holds: themes, and patterns with a polarity."""

from dataclasses import dataclass
from functools import cached_property

from reportminer.records import Polarity

SIDES = (Polarity.GOOD_PRACTICE, Polarity.FAILURE, Polarity.NEUTRAL)
"""The polarities that a pattern may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a passage is about."""

    id: str
    """Lower case letters, digits and underscores."""
    label: str
    """For people."""
    phrases: tuple[str, ...] = ()
    """Rules that find mentions of it; see the head of `configs/codebook.toml` for their language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A recurring finding."""

    id: str
    """Lower case letters, digits and underscores."""
    theme: str
    """Id of its theme."""
    polarity: Polarity
    """`good_practice`, `failure` or `neutral`."""
    definition: str
    """What must be so for the pattern to hold."""
    include: tuple[str, ...] = ()
    """What counts, where one may doubt."""
    exclude: tuple[str, ...] = ()
    """What does not count."""
    confused_with: tuple[str, ...] = ()
    """Ids of patterns that are easily taken for it."""
    examples: tuple[str, ...] = ()
    """Sentences that carry it."""
    near_misses: tuple[str, ...] = ()
    """Sentences that look like it and do not carry it."""


@dataclass(frozen=True, kw_only=True)
class Codebook:
    """All that is looked for."""

    title: str
    """May be empty."""
    version: str
    """As its author counts; may be empty."""
    themes: tuple[Theme, ...]
    """In the order of the file."""
    patterns: tuple[Pattern, ...]
    """In the order of the file."""
    digest: str
    """SHA-256 of the content, 64 hex digits; comments and layout of the file do not change it."""

    def theme(self, theme_id: str) -> Theme:
        """Return the theme with this id.

        Raises:
            KeyError: the codebook has none.
        """
        return self._themes[theme_id]

    def pattern(self, pattern_id: str) -> Pattern:
        """Return the pattern with this id.

        Raises:
            KeyError: the codebook has none.
        """
        return self._patterns[pattern_id]

    @property
    def pattern_ids(self) -> tuple[str, ...]:
        """The ids of all patterns, in order."""
        return tuple(self._patterns)

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """The ids of all themes, in order."""
        return tuple(self._themes)

    @cached_property
    def _themes(self) -> dict[str, Theme]:
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def _patterns(self) -> dict[str, Pattern]:
        return {pattern.id: pattern for pattern in self.patterns}
