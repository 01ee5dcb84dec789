"""When a report was published and when the review took place; who published it, under which licence."""

import re
from collections.abc import Iterator

from reportminer.extract.bodies import find_bodies
from reportminer.extract.dates import parse_day, parse_period, show_period
from reportminer.extract.opening import Opening
from reportminer.extract.values import MONTH
from reportminer.gazetteer import Gazetteer
from reportminer.records import BlockKind, DateRange, Document
from reportminer.text import squash

_DATE_TEXT = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:of )?{MONTH}\b\.?,? (?:\d{{1,2}}, )?(?:19|20)\d\d"
    r"|\d{1,2}/\d{1,2}/\d{4}"
)
_PUBLISHED = re.compile(
    r"(?:^|\n|\. |(?:[Ii]t|[Tt]his (?:[Rr]eport|review|document|page)) was |printed[^.\n]{0,30} and )"
    r"(?:[Pp]ublished|[Pp]ublication(?: date)?|[Dd]ate (?:of publication|published|of issue)|[Ii]ssued)"
    rf"(?: on| in)?\s*:?\s*(?P<date>{_DATE_TEXT})"
)
_LONE_DATE = re.compile(rf"^(?:{_DATE_TEXT})$", re.MULTILINE)
_HEAD_DATE = re.compile(rf"\((?P<date>{MONTH} (?:19|20)\d\d)\)")
_PRINTED = re.compile(rf"[Oo]rdered[^.\n]{{0,60}} to be printed(?: on)? (?P<date>{_DATE_TEXT})")
_COPYRIGHT_YEAR = re.compile(
    r"© ?(?:Crown |Parliamentary )?[Cc]opyright(?: House of \w+)? (?P<year>(?:19|20)\d\d)"
)
_REVIEW_LABEL = re.compile(
    r"(?:^|\n)\s*(?:[Dd]ates? of (?:the )?(?:local system |progress |on-?site |site )?"
    r"(?:review|inspection|visit|fieldwork)s?|(?:[Rr]eview|[Ii]nspection|[Ff]ieldwork|[Vv]isit) (?:dates?|period))"
    r"\s*:?\s*(?P<date>[^\n]{4,60}(?:\n[^\n]{4,40})?)"
)
_REVIEW_SAID = re.compile(
    r"\b(?:review|reviewers|review team|fieldwork|inspection|inspectors|visits?|on[- ]site)\b[^.]{0,90}?"
    r"\b(?:between|from|during|in|on|over)\s+(?:the week (?:of|beginning) )?"
    rf"(?P<date>(?:\d{{1,2}}[^.]{{0,40}}?|{MONTH} [^.]{{0,25}}?)(?:19|20)\d\d)"
)
_ABOUT_OTHERS = re.compile(r"\b(?:published|previous|last|earlier|first review|since|response|announced|asked)\b")
_RANGE_LINE = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?\b.{{0,22}}?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}\b,? (?:19|20)\d\d"
)
_PROSE_SOURCE = "the text"
"""Sentences count where nothing else states the time: they may tell of other visits."""
_LICENCES = (
    (
        re.compile(r"Open Government Licence(?:,? ?(?:v|version ?)(?P<v>\d(?:\.\d)?))?", re.IGNORECASE),
        "Open Government Licence",
    ),
    (re.compile(r"Open Parliament Licence(?: ?v(?P<v>\d(?:\.\d)?))?", re.IGNORECASE), "Open Parliament Licence"),
    (re.compile(r"CC[ -]BY(?P<v>(?:-[A-Z]{2})*(?: \d\.\d)?)"), "CC BY"),
    (re.compile(r"Creative Commons Attribution(?P<v>[\w -]*?\d\.\d)?"), "Creative Commons Attribution"),
    (
        re.compile(r"may be reproduced in whole or in part|may be reproduced .{0,80}free of charge"),
        "Reproduction permitted as stated",
    ),
    (re.compile(r"© ?Crown copyright", re.IGNORECASE), "Crown copyright"),
)
_PUBLISHED_BY = re.compile(
    r"\b(?:[Pp]ublished by|by)(?: the)? [Aa]uthority of the (?P<a>House of (?:Lords|Commons))"
    r"|\b[Pp]ublished by (?:the )?(?P<b>[A-Z][^.,\n]{3,60})"
)
_COPYRIGHT_OF = re.compile(r"© ?(?P<b>[A-Z][A-Za-z ]{5,60}?)(?:,? (?:19|20)\d\d|\n|$)")
NOT_STATED = "not stated in the text"
"""Part of the remark that a date is only the file's own."""
_FRONT_LINE = 160
"""Longer lines are prose: a body named there need not be the publisher."""
_ADDRESSEES = frozenset({"House of Lords", "House of Commons", "UK Parliament"})
"""Publishers only where the report says so: responses name them in their titles."""
_PUBLISHERS = ("REGULATOR", "GOVERNMENT", "ORGANISATION", "CHARITY")


def find_published(opening: Opening) -> tuple[str, tuple[str, ...]]:
    """Return the date of publication in ISO form to its precision, and conflicts.

    A stated date counts most, then a date alone on a line of the first pages, the running head's, the order to
    print.
    The file's own date of creation is the last resort, to the month, and is said to be so among the conflicts.
    """
    found = [(source, iso) for source, text in _dated(opening) if (iso := parse_day(text))]
    if found:
        source, best = found[0]
        best = max((iso for _, iso in found if iso.startswith(best)), key=len)
        others = {f"{other} says {iso}" for other, iso in found[1:] if not _agree(best, iso)}
        return best, tuple(f"published: {source} says {best}, {other}" for other in sorted(others))
    created = opening.metadata.get("created", "")[:7]
    if len(created) == 7:
        return created, (f"published: {NOT_STATED}; {created} is when the file was made",)
    return "", ()


def _dated(opening: Opening) -> Iterator[tuple[str, str]]:
    text = opening.text
    yield from (("the statement of publication", m["date"]) for m in _PUBLISHED.finditer(text))
    yield from (("a line of the first pages", m[0]) for m in _LONE_DATE.finditer(text))
    yield from (("the running head", m["date"]) for m in _HEAD_DATE.finditer("\n".join(opening.running)))
    yield from (("the page's own data", iso) for iso in [opening.metadata.get("published", "")] if iso)
    yield from (("the order to print", m["date"]) for m in _PRINTED.finditer(text))


def _agree(one: str, other: str) -> bool:
    """Dates to different precision agree where one begins the other; an order to print may be weeks before."""
    if one.startswith(other) or other.startswith(one):
        return True
    months = [int(d[:4]) * 12 + int(d[5:7] or 1) for d in (one, other)]
    return abs(months[0] - months[1]) <= 1


def find_review_period(document: Document, opening: Opening) -> tuple[DateRange | None, tuple[str, ...]]:
    """Return when the review took place, and conflicts: by label, a line of its own, or a sentence on it."""
    found = [
        (source, period) for source, text in _review_texts(document, opening) if (period := parse_period(text))
    ]
    if not found:
        return None, ()
    source, best = found[0]
    others = {
        f"{other} says {show_period(period)}"
        for other, period in found[1:]
        if other != _PROSE_SOURCE
        if period.end < best.start or best.end < period.start
    }
    return best, tuple(f"review: {source} says {show_period(best)}, {other}" for other in sorted(others))


def _review_texts(document: Document, opening: Opening) -> Iterator[tuple[str, str]]:
    yield from (("the line on the date of review", m["date"]) for m in _REVIEW_LABEL.finditer(opening.text))
    for line in (*opening.lines, *opening.running):
        if _RANGE_LINE.fullmatch(line.strip()):
            yield "a line of the first pages", line
    for block in document.blocks[:80]:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            for match in _REVIEW_SAID.finditer(squash(block.span.of(document.text))):
                if not _ABOUT_OTHERS.search(match[0]):
                    yield _PROSE_SOURCE, match["date"]


def find_licence(document: Document) -> str:
    """Return the licence that the text states, the most open first, with its version where given; or empty."""
    for pattern, name in _LICENCES:
        match = pattern.search(document.text)
        if match:
            version = squash(match.groupdict().get("v") or "")
            return f"{name} v{version}" if version and "Open" in name else f"{name} {version}".strip()
    return ""


def find_publisher(opening: Opening, gazetteer: Gazetteer) -> str:
    """Return who published the report: as stated, else the file's author, else a body named at the front."""
    text = opening.text
    if match := _PUBLISHED_BY.search(text):
        return _known(match["a"] or match["b"], gazetteer)
    author = opening.metadata.get("author", "")
    if author in gazetteer.names or any(find_bodies(author)):
        return _known(author, gazetteer)
    if match := _COPYRIGHT_OF.search(text):
        owner = _known(match["b"], gazetteer)
        if owner in gazetteer.names:
            return owner
    front = "\n".join(line for line in (*opening.running, *opening.lines) if len(line) <= _FRONT_LINE)
    return _first_named(front, _PUBLISHERS, gazetteer) or _first_named(text, ("REGULATOR",), gazetteer)


def _first_named(text: str, labels: tuple[str, ...], gazetteer: Gazetteer) -> str:
    named = [
        (text.find(name), -len(name), name)
        for name, candidates in gazetteer.names.items()
        if len(name) > 4 and candidates[0].entry.label in labels and name in text and name not in _ADDRESSEES
    ]
    return _known(min(named)[2], gazetteer) if named else ""


def _known(name: str, gazetteer: Gazetteer) -> str:
    link = gazetteer.link(squash(name))
    return link.canonical if link else squash(name)
