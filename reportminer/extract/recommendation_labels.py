"""Labels of recommendations: "Recommendation 3: Title", "Recommendation:", "(Recommendation, Paragraph 17)"."""

import re
from dataclasses import dataclass
from typing import Final

from reportminer.text import words

_NUMBER_WORDS: Final = words("one two three four five six seven eight nine ten eleven twelve")
_NUMBER = (
    r"\d{1,3}(?:\.\d{1,3})*(?:\s?\([a-z]\)|[a-z]\b)?|[A-Z]\d{0,2}\b(?!['’])|[IVX]{1,5}\b|(?:"
    + "|".join(_NUMBER_WORDS)
    + r")\b"
)
_LABEL = re.compile(
    rf"\s*(?:(?:key|main|priority|our|final|interim) )?(?:recommendation|rec\.?)\s*"
    rf"(?:(?:no|number|nr)\.?\s*)?(?P<number>{_NUMBER})?(?P<mark>\s*[:.)–—-]+(?=\s|$)|\s*$|\s+(?=[A-Z“‘]))\s*",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\s*R(?P<number>\d{1,3})(?P<mark>[:.)]\s+)")
_CASED = re.compile(r"\s*(?:[A-Z][\w]*\s+)?(?:R[Ee][Cc])")
_REFERENCE = re.compile(
    r"\s*[(\[](?P<kind>(?:conclusions?|recommendations?)?(?: and recommendations?)?),?\s*(?:see"
    r" )?(?:paragraphs?|paras?\.?)\s*"
    r"(?P<paragraph>\d+(?:\.\d+)*)[\d\s.,–-]*(?:and \d+(?:\.\d+)*)?[)\]](?P<stop>\.?)\s*$",
    re.IGNORECASE,
)
_LIST_TITLE = re.compile(
    r"(?:(?:chapter|section|part|annexe?|appendix)\s+\w+\s*[:.–—-]*\s*|\d+(?:\.\d+)*[.:]?\s+)?"
    r"(?:(?:list|summary|table) of (?:the |our |all )?|our |the |key |main |full list of |overall |priority )*"
    r"(?P<mixed>conclusions?(?: and|,| &)? |findings and )?(?:key |main )?recommendations?(?P<after> and"
    r" conclusions?)?"
    r"(?: (?:made|in|of|from|for|to)\b.{0,60}| at a glance)?\s*",
    re.IGNORECASE,
)
_FOCUS_TITLE = re.compile(
    r"(?:\d+(?:\.\d+)*[.:]?\s+)?(?:(?:key|main|our|suggested) )*areas? (?:for|of|requiring|needing) (?:further )?"
    r"(?:improvement|focus|development|action)s?\s*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:we|I|the (?:inquiry|committee|review|report|panel|commission)|this report|CQC)\b[^.:]{0,160}?\b(?:"
    r"(?:recommends?|suggests?|propose)(?: that)?(?: the following\b[^.:]*)?"
    r"|mak(?:e|es|ing) [^.:]{0,40}\brecommendations?\b[^.:]*)[:.]?\s*$"
    r"|\b(?:our|the|these|following) recommendations (?:are|is)(?: as follows| that)?\s*:\s*$",
    re.IGNORECASE,
)
_PAST_LEAD = re.compile(r"\b(?:recommended|suggested|made|asked|previous|earlier|first report)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before the text of a recommendation."""

    number: str
    """As printed, without the word; empty where there is none."""
    end: int
    """Where the text begins; the length of the line where the label stands alone."""


def read_label(text: str, *, titled: bool = False) -> Label | None:
    """Return the label that a block begins with; None where it has none.

    Prose that only speaks of a recommendation ("Recommendation 3 was accepted") has none.

    Args:
        text: the block's.
        titled: whether the block is a heading, whose title may follow the number without a mark.
    """
    found = _SHORT.match(text) or (_LABEL.match(text) if _CASED.match(text) else None)
    if found is None:
        return None
    number = (found["number"] or "").strip()
    if number.lower() in _NUMBER_WORDS:
        number = str(_NUMBER_WORDS.index(number.lower()) + 1)
    marked = bool(found["mark"].strip()) or found.end() == len(text)
    if not marked and not (titled and number):
        return None
    if not number and found.end() == len(text):
        return None
    return Label(number=number, end=found.end())


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a closing list says that a conclusion or recommendation comes from."""

    start: int
    """Where the reference begins."""
    kind: str
    """`conclusion`, `recommendation` or empty."""
    paragraph: str
    """Number of the paragraph."""


def read_reference(text: str) -> Reference | None:
    """Return the reference to a paragraph that a text ends with; None where it has none."""
    at = max(text.rfind("("), text.rfind("["))
    found = _REFERENCE.match(text, at) if at >= 0 else None
    if found is None:
        return None
    kind = found["kind"].lower()
    kind = "recommendation" if "recommendation" in kind else kind.rstrip("s")
    return Reference(start=at, kind=kind, paragraph=found["paragraph"])


def strip_reference(text: str) -> str:
    """Return a text without the reference that it ends with, but with its full stop."""
    reference = read_reference(text)
    if reference is None:
        return text
    bare = text[: reference.start].rstrip()
    return bare if bare.endswith((".", "!", "?", "”", ";", ":")) or not text.rstrip().endswith(".") else f"{bare}."


def lists_recommendations(heading: str) -> bool:
    """Say whether a heading stands above recommendations only ("Our recommendations")."""
    found = _LIST_TITLE.fullmatch(heading)
    return found is not None and not (found["mixed"] or found["after"])


def lists_conclusions(heading: str) -> bool:
    """Say whether a heading stands above conclusions and recommendations together."""
    found = _LIST_TITLE.fullmatch(heading)
    return bool(found and (found["mixed"] or found["after"]))


def lists_focus(heading: str) -> bool:
    """Say whether a heading stands above areas for improvement."""
    return bool(_FOCUS_TITLE.fullmatch(heading))


def leads_in(text: str) -> bool:
    """Say whether a paragraph announces recommendations of the report that follow it ("We recommend that:")."""
    last = text[-240:]
    return bool(_LEAD.search(last)) and not _PAST_LEAD.search(last)
