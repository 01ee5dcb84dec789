"""The area that a report is about: by title, cover, running heads, headings, and the bodies named."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from reportminer.extract.bodies import find_bodies
from reportminer.extract.opening import Opening
from reportminer.gazetteer import Gazetteer, Link
from reportminer.records import BlockKind, Document, Part
from reportminer.text import squash

_CAPITAL = r"[A-Z][\w'’&-]*"
_NAME = rf"(?P<area>{_CAPITAL}(?:,? (?:(?:and|of|upon|on|the|&|with) )?{_CAPITAL}){{0,4}})"
_REVIEW = (
    r"(?:[Ll]ocal (?:health and (?:social )?care )?[Ss]ystem (?:[Pp]rogress |[Ff]ollow[- ]up )?[Rr]eview"
    r"|[Pp]rogress [Rr]eview|[Pp]rovider [Cc]ollaboration [Rr]eview|[Aa]rea [Rr]eview)(?: [Rr]eport)?"
)
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_REVIEW}\s*(?:[–—:|-]|of|for|in)\s*{_NAME}",
        rf"{_NAME}(?:['’]s)?\s*(?:[–—:|,-]\s*)?(?:{_REVIEW}|LOCAL SYSTEM REVIEW)",
        r"\b(?:care|people|services|system|experiences?|review|inspection)\b[^.?\n]{0,60}? (?:in|of|across|for) "
        rf"{_NAME}(?=[?:.,’']|$| \()",
        rf"^{_NAME}: (?=[a-z])",
        rf"{_NAME} (?:health and (?:social )?care system|Health and Wellbeing Board)",
    )
)
_BODY_WORDS = re.compile(
    r"^(?:The |NHS |London Borough of |Royal Borough of |City of |County of )+|"
    r" (?:(?:City|County|Borough|District|Metropolitan|Unitary|Town) )*(?:Council|Health and Wellbeing Board|CCG"
    r"|Clinical Commissioning Group|Safeguarding Adults Board|Combined Authority)$|['’]s$"
)
_NOT_AN_AREA = re.compile(
    r"\b(?:Review|Report|Local|System|Health|Care|Wellbeing|Board|Quality|Commission|Inquiry|Government|Committee"
    r"|Department|Council|Summary|Introduction|Contents|Page|Published|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|England|Social|NHS|Hospital|Trust|Section|Act|Ministers?|State"
    r"|Illustrative|Progress|Annex|Older|People|What|How|Is|Are|Key|Background|Findings|Foreword|Chapter|Part)\b"
)
_WEIGHTS = {"title": 6.0, "cover": 5.0, "running": 4.0, "heading": 2.0}
_MOST_FROM_BODIES = 6.0
_ENOUGH = 3.0
"""A title, cover or running head alone suffices; bodies do where three of them or more bear the name."""


class AreaVotes:
    """Names of places with the weight of what speaks for each."""

    def __init__(self, gazetteer: Gazetteer, on: date | None) -> None:
        self._gazetteer, self._on = gazetteer, on
        self.weights: dict[str, float] = defaultdict(float)
        self.sources: dict[str, set[str]] = defaultdict(set)

    def add(self, name: str, weight: float, source: str) -> None:
        """Count a name for its place: "Plymouth City Council" speaks for Plymouth."""
        place = self.place_of(name)
        if place and not _NOT_AN_AREA.search(place):
            self.weights[place] += weight
            self.sources[place].add(source)

    def place_of(self, name: str) -> str:
        """Return the place in a name: without "Council" and the like; by the lists for a body they hold."""
        clean = squash(name).strip(" ,.:–-")
        link = self._gazetteer.link(clean, on=self._on)
        if link and link.entry.label == "LOCAL_AUTHORITY" and link.entry.places:
            return link.entry.places[0]
        while (shorter := _BODY_WORDS.sub("", clean).strip()) != clean:
            clean = shorter
        return clean

    def link(self, place: str) -> Link | None:
        """Return the authority for a place, or None where no list holds it."""
        return self._gazetteer.link_area(place, on=self._on)


def find_area(
    document: Document, opening: Opening, *, title: str, gazetteer: Gazetteer, on: date | None
) -> tuple[str, str, tuple[str, ...]]:
    """Return name, GSS code and conflicts of the area that a local report is about.

    The name is the authority's official one, or as printed where no list holds it.

    Args:
        document: the report.
        opening: of it.
        title: as printed.
        gazetteer: the lists.
        on: day that tells which authorities were in force, or None.
    """
    votes = AreaVotes(gazetteer, on)
    _vote_by_opening(votes, opening, title, gazetteer)
    for heading in _headings(document):
        _vote_by_forms(votes, heading, _WEIGHTS["heading"], "headings")
    _vote_by_bodies(votes, document)
    ranked = sorted(votes.weights.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < _ENOUGH:
        return "", "", ()
    best = ranked[0][0]
    link = votes.link(best)
    name, code = (link.canonical, link.entry.code) if link else (best, "")
    return name, code, tuple(_conflicts(votes, ranked))


def _vote_by_opening(votes: AreaVotes, opening: Opening, title: str, gazetteer: Gazetteer) -> None:
    for source, lines in (
        ("title", [title]),
        ("cover", [text for text, _ in opening.cover]),
        ("running", opening.running),
        ("cover", opening.lines[:10]),
    ):
        said = {line for line in lines if line}
        for line in said:
            _vote_by_forms(votes, line, _WEIGHTS[source] / max(1, len(said) // 3), source)
            if line in gazetteer.areas and line not in ("England", "London"):
                votes.add(line, _WEIGHTS[source], source)
    reviewed = any(re.search(_REVIEW, text) for text, _ in opening.cover)
    for text, _ in opening.cover[:3] if reviewed else ():
        if re.fullmatch(_NAME, text):
            votes.add(text, _WEIGHTS["cover"], "cover")


def _vote_by_forms(votes: AreaVotes, text: str, weight: float, source: str) -> None:
    for form in _FORMS:
        for match in form.finditer(text):
            votes.add(match["area"], weight, source)


def _headings(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.part is not Part.REFERENCES:
            yield squash(block.span.of(document.text))


def _vote_by_bodies(votes: AreaVotes, document: Document) -> None:
    """Councils, boards and commissioners named in the text: the area has most of them."""
    counts: dict[str, int] = defaultdict(int)
    for block in document.blocks:
        text = block.span.of(document.text)
        for mention in find_bodies(text):
            name = text[mention.start : mention.end]
            if mention.label in ("LOCAL_AUTHORITY", "CCG") or name.endswith("Health and Wellbeing Board"):
                counts[name] += 1
    total = sum(counts.values())
    for name, count in counts.items():
        votes.add(name, _MOST_FROM_BODIES * count / max(total, 6), "bodies named")


def _conflicts(votes: AreaVotes, ranked: list[tuple[str, float]]) -> Iterator[str]:
    """Another place that title, cover or running heads name too."""
    best, most = ranked[0]
    for place, weight in ranked[1:3]:
        printed = votes.sources[place] & {"title", "cover", "running"}
        if printed and weight >= 0.6 * most and place not in best and best not in place:
            yield f"area: {' and '.join(sorted(printed))} also name {place}; taken as {best}"


def find_country(document: Document, gazetteer: Gazetteer) -> tuple[str, str]:
    """Return name and GSS code of the country that a national report names most, thrice at least; or empty."""
    countries = [entry for entry in gazetteer.entries if entry.kind == "country"]
    counts = {
        entry.name: sum(len(re.findall(rf"\b{re.escape(place)}\b", document.text)) for place in entry.places)
        for entry in countries
    }
    best = max(countries, key=lambda entry: counts[entry.name], default=None)
    return (best.name, best.code) if best and counts[best.name] >= 3 else ("", "")
