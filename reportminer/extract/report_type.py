"""What kind of document a report is, and its title."""

import re
from collections.abc import Iterable

from reportminer.extract.opening import Opening
from reportminer.records import ReportType, SourceKind
from reportminer.text import fold, words

_RULES: tuple[tuple[ReportType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (ReportType.PRESS_RELEASE, r"\b(?:press|news|media) (?:release|notice|statement)\b"),
        (
            ReportType.GOVERNMENT_RESPONSE,
            r"\bgovernment(?:['’]s)? response\b|\bresponse (?:of|from|by) (?:the )?\w* ?government",
        ),
        (ReportType.PROVIDER_COLLABORATION_REVIEW, r"\bprovider collaboration review"),
        (
            ReportType.PROGRESS_REVIEW,
            r"\b(?:progress|follow[- ]up) (?:review|report|monitoring)\b|\breview of progress\b",
        ),
        (
            ReportType.LOCAL_SYSTEM_REVIEW,
            r"\blocal (?:health and (?:social )?care )?system review(?!s)|\barea review\b",
        ),
        (ReportType.INQUIRY_REPORT, r"\binquiry\b"),
        (ReportType.INSPECTION, r"\binspection report\b|\b(?:an? |joint )inspection of\b|\binspection of\b"),
        (
            ReportType.NATIONAL_REPORT,
            r"\bnational (?:report|review|study)\b|\blocal system reviews\b|\bbeyond barriers\b"
            r"|\bstate of (?:health )?care\b",
        ),
        (ReportType.NATIONAL_REPORT, r"\breport of session\b|\bselect committee\b|\bnational audit office\b"),
    )
)
LOCAL = frozenset(
    {
        ReportType.LOCAL_SYSTEM_REVIEW,
        ReportType.PROGRESS_REVIEW,
        ReportType.PROVIDER_COLLABORATION_REVIEW,
        ReportType.INSPECTION,
        ReportType.PRESS_RELEASE,
    }
)
"""Kinds of document that are about one area."""


def tell_type(opening: Opening, *, title: str, kind: SourceKind) -> ReportType:
    """Return the kind of document that title, cover, running heads and first lines state, in this order."""
    first_lines = "\n".join(opening.lines[:12])
    if _RULES[0][1].search(first_lines):
        return ReportType.PRESS_RELEASE
    cover = "\n".join(text for text, _ in opening.cover)
    for text in (title, cover, "\n".join(opening.running), "\n".join(opening.headings)):
        for report_type, pattern in _RULES:
            if pattern.search(text):
                return _as_published(report_type, text, kind)
    for report_type, pattern in (_RULES[4], _RULES[-1]):
        if pattern.search(first_lines):
            return _as_published(report_type, first_lines, kind)
    return ReportType.OTHER


def _as_published(report_type: ReportType, text: str, kind: SourceKind) -> ReportType:
    """A web page that tells of a review ("CQC publishes its review of ...") is news of it."""
    news = re.search(r"\b(?:publish(?:es|ed)|finds?|says?|announces?|calls? for)\b", text)
    return ReportType.PRESS_RELEASE if kind is SourceKind.HTML and news and report_type in LOCAL else report_type


def choose_title(opening: Opening) -> str:
    """Return the title as printed: the highest headings of the cover, or the file's own where the cover has it.

    A name alone ("Plymouth") is completed by the cover's line that says what the document is.
    """
    printed = _cover_title(opening)
    told = set(words(fold(" ".join(text for text, _ in opening.cover))))
    for stated in (opening.title, opening.metadata.get("title", "")):
        covered = [word in told for word in words(fold(stated))]
        if covered and sum(covered) >= 0.9 * len(covered) and len(covered) > len(words(printed)):
            return stated
    return printed or opening.title


def _cover_title(opening: Opening) -> str:
    if not opening.cover:
        return ""
    highest = min(level for _, level in opening.cover)
    at = next(i for i, (_, level) in enumerate(opening.cover) if level == highest)
    lines = [opening.cover[at][0]]
    if len(words(lines[0])) <= 4 and not _names_type(lines[0]):
        types = [text for text, _ in opening.cover[at + 1 :] if _names_type(text)] or _types_named(opening.running)
        if types:
            return f"{lines[0]}: {types[0]}"
    for text, level in opening.cover[at + 1 : at + 3]:
        if level != highest:
            break
        lines.append(text)
    return " ".join(lines)


def _types_named(lines: Iterable[str]) -> list[str]:
    found = (pattern.search(line) for line in lines for kind, pattern in _RULES if kind in LOCAL)
    return [match[0] for match in found if match]


def _names_type(text: str) -> bool:
    return any(pattern.search(text) for kind, pattern in _RULES if kind in LOCAL)
