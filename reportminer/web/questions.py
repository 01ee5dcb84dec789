"""What an address asks of the search page."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportminer.export.harmless import make_harmless
from reportminer.store.matching import Filters

LONGEST_QUESTION = 500
"""Characters; what is longer is cut, as the form itself takes no more."""
_LONGEST_FILTER = 200
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its filters."""

    query: str
    """Words; may be empty."""
    filters: Filters
    """What to narrow to."""
    mode: str
    """How to search; not checked here."""
    one_per_area: bool
    """Whether each area appears once."""
    page: int
    """From 1."""


def read_asked(given: Mapping[str, str]) -> Asked:
    """Return what is asked; an unknown name is passed over, and what is no number of a page means the first."""
    return Asked(
        query=_text(given, "q", LONGEST_QUESTION),
        filters=Filters(
            area=_text(given, "area"),
            report_type=_text(given, "report_type"),
            theme=_text(given, "theme"),
            pattern=_text(given, "pattern"),
            polarity=_text(given, "polarity"),
            section=_text(given, "section"),
            since=_text(given, "since"),
            until=_text(given, "until"),
        ),
        mode=_text(given, "mode") or "hybrid",
        one_per_area=bool(_text(given, "one_per_area")),
        page=_number(given.get("page", "")),
    )


def _text(given: Mapping[str, str], name: str, longest: int = _LONGEST_FILTER) -> str:
    return make_harmless(given.get(name, "")).strip()[:longest]


def _number(given: str) -> int:
    is_number = given.isascii() and given.isdecimal() and len(given) <= _MOST_DIGITS
    return max(1, int(given)) if is_number else 1
