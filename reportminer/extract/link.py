"""What a name stands for: official name and code, by the lists in force on the report's date."""

import re
from dataclasses import dataclass
from datetime import date

from reportminer.extract.abbreviations import Introduction
from reportminer.extract.dates import parse_day, parse_period
from reportminer.extract.mention import Mention
from reportminer.gazetteer import Gazetteer, Link
from reportminer.records import Candidate, EntityMention, Span
from reportminer.text import squash

_FRONT = re.compile(r"^(?:[Tt]he|NHS) (?=[A-Z])")
_SECTION = re.compile(r"^[Ss]ections? .*?\bof (?:the )?")
_FISCAL = re.compile(r"(?P<first>(?:19|20)\d\d)\s?[/–-]\s?(?:20)?(?P<last>\d\d)")
_FIGURES = frozenset({"DATE", "MONEY", "PERCENT", "COUNT"})
_SAID = 0.9
"""A name of no list that the report itself explains."""
_BY_FORM = 0.6
"""A name of no list that its form alone tells."""
_END = re.compile(r"(?:['’]s?)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the report says of itself that helps to link its names."""

    on: date | None
    """Day that tells which bodies were in force; None if not known."""
    area: str
    """Official name of the area reviewed, or as printed; may be empty."""
    place: str
    """Bare name of that area ("Halton"); may be empty."""
    area_code: str
    """GSS code, or empty."""


def link_mention(
    text: str,
    mention: Mention,
    *,
    sentence: int,
    offset: int,
    gazetteer: Gazetteer,
    context: Context,
    known: Introduction | None = None,
) -> EntityMention:
    """Return the record of a mention, linked where a list holds it.

    Args:
        text: the block's text.
        mention: where in it.
        sentence: number of the sentence.
        offset: where the block begins in the document.
        gazetteer: the lists.
        context: of the report.
        known: what the report itself said that the name stands for; None where it is no short name.
    """
    start, end = mention.start, mention.end - len(_possessive(text[mention.start : mention.end]))
    written = text[start:end]
    named = squash(known.long if known else written)
    link = _link(named, mention.label, gazetteer, context)
    canonical = _canonical(named, mention.label, link, context)
    return EntityMention(
        sentence=sentence,
        span=Span(start=offset + start, end=offset + end),
        text=written,
        label=link.entry.label if link and mention.label != "PLACE" else mention.label,
        canonical=canonical or (_FRONT.sub("", named) if known and known.long != known.form else ""),
        code_system=link.entry.code_system if link else "",
        code=link.entry.code if link else "",
        score=link.score if link else 1.0 if mention.label in _FIGURES else _SAID if known else _BY_FORM,
        candidates=_candidates(link),
    )


def _candidates(link: Link | None) -> tuple[Candidate, ...]:
    """What the name may stand for, the entry taken first; none where there is but one."""
    if link is None or not link.others:
        return ()
    best = Candidate(key=link.entry.code or link.entry.name, score=link.score)
    return (best, *(Candidate(key=key, score=score) for key, score in link.others))


def _possessive(written: str) -> str:
    found = _END.search(written)
    return found[0] if found and found[0] not in ("'", "’") else ""


def _link(written: str, label: str, gazetteer: Gazetteer, context: Context) -> Link | None:
    if label == "PLACE":
        return _link_place(written, gazetteer, context)
    if label in _FIGURES or label == "PERSON":
        return None
    for form in (written, _FRONT.sub("", written), _council_form(written), _SECTION.sub("", written)):
        if link := gazetteer.link(form, on=context.on):
            return link
    return None


def _link_place(written: str, gazetteer: Gazetteer, context: Context) -> Link | None:
    link = gazetteer.link_area(written, on=context.on)
    if written == context.place and context.area_code:
        same = [e for e in gazetteer.areas.get(written, ()) if e.code == context.area_code]
        return Link(entry=same[0], canonical=written, score=1.0) if same else link
    return link


def _council_form(written: str) -> str:
    """ "Halton borough council" is Halton Borough Council."""
    return re.sub(r"\b(city|county|borough|district|metropolitan|council)\b", lambda m: m[0].capitalize(), written)


def _canonical(written: str, label: str, link: Link | None, context: Context) -> str:
    if label == "DATE":
        return _iso_period(written)
    if label == "PLACE":
        return (
            (link.entry.places or (link.entry.name,))[0] if link else written if written == context.place else ""
        )
    return link.canonical if link else ""


def _iso_period(written: str) -> str:
    period = parse_period(written)
    if fiscal := _FISCAL.fullmatch(written):
        return _financial_year(int(fiscal["first"]), int(fiscal["last"]))
    if period is None:
        return written if re.fullmatch(r"(?:19|20)\d\d", written) else ""
    stated = parse_day(written)
    whole = len(stated) == 7 and period.start.isoformat()[:7] == period.end.isoformat()[:7] == stated
    if whole or period.start == period.end:
        return stated
    return f"{period.start.isoformat()}/{period.end.isoformat()}"


def _financial_year(first: int, last: int) -> str:
    """A year from April to March, as public bodies in the United Kingdom count; empty for other pairs of years."""
    return f"{first}-04-01/{first + 1}-03-31" if (first + 1) % 100 == last else ""
