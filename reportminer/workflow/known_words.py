"""Words of filters that the workspace does not know: a slip of the pen must not look like "nothing found"."""

import difflib
from collections.abc import Iterable

from reportminer.codebook.load import load_codebook
from reportminer.errors import UsageError
from reportminer.settings import Settings, find_config
from reportminer.store.connection import Connection
from reportminer.store.matching import Filters, knows_area, list_areas, list_patterns, list_themes

_MOST_SHOWN = 60
"""More names than the codebook has; beyond them only the close ones help."""


def check_filters(connection: Connection, filters: Filters, *, settings: Settings) -> None:
    """Check that area, theme and pattern are in the workspace or in the codebook.

    The codebook is opened only for an id that no sentence carries, so that a search stays fast.

    Raises:
        UsageError: one is not; the message has close names and all known ones.
    """
    if filters.area and not knows_area(connection, filters.area):
        raise _unknown("area", filters.area, list_areas(connection))
    if filters.theme and filters.theme not in (themes := list_themes(connection)):
        _check("theme", filters.theme, {*themes, *load_codebook(find_config(settings.codebook)).theme_ids})
    if filters.pattern and filters.pattern not in (patterns := list_patterns(connection)):
        _check("pattern", filters.pattern, {*patterns, *load_codebook(find_config(settings.codebook)).pattern_ids})


def _check(name: str, word: str, known: Iterable[str]) -> None:
    if word not in known:
        raise _unknown(name, word, sorted(known))


def _unknown(name: str, word: str, known: list[str]) -> UsageError:
    by_folded = {entry.casefold(): entry for entry in known}
    close = [by_folded[near] for near in difflib.get_close_matches(word.casefold(), by_folded, n=3, cutoff=0.6)]
    shown = ", ".join(known[:_MOST_SHOWN]) + (
        f" and {len(known) - _MOST_SHOWN} more" if len(known) > _MOST_SHOWN else ""
    )
    return UsageError(
        f"no {name} {word!r} in this workspace"
        + (f"; did you mean {' or '.join(map(repr, close))}?" if close else ""),
        expected=f"one of {shown}" if known else f"a workspace in which at least one {name} is known",
        remedy=f"write the {name} as it stands in this list, or leave --{name} out",
    )
