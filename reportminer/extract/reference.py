"""Reference inside a document: "the trust" where only one is meant, "Mr Marr" after "Edmund Marr"."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from reportminer.extract.reading import Reading
from reportminer.extract.report_type import LOCAL
from reportminer.records import Candidate, EntityMention, ReportFacts, ReportType, Sentence, Span

OWN_SCORE = 0.8
"""The body that the report is about or comes from."""
ONLY_SCORE = 0.7
"""The only one of its kind named so far."""
NEAR_SCORE = 0.6
"""One of several in the report, but the only one named in the paragraph."""
_CAPITALS = (
    "Council|Trust|CCG|Hospital|Inquiry|Committee|Board|Department|Government|Commission|Partnership|Agency"
    "|Secretariat|Charity|University|College|Constabulary|Fund|Programme|Scheme|Strategy|Plan|Framework|Act|Forum"
    "|Panel|Authority|Association|Foundation"
)
_SMALL = (
    "council|trust|hospital|inquiry|committee|board|department|government|charity|university|agency|commission"
)
_FORMS = "county council|city council|borough council|district council|clinical commissioning group|health board"
_FORMS_CAPITAL = "Select Committee|Advisory Board"
_DEFINITE = re.compile(
    rf"(?:\b(?:[Tt]he|[Tt]his(?= [A-Z])) |\b(?=Government\b))"
    rf"(?P<noun>{_FORMS}|(?:{_FORMS_CAPITAL})\b|(?:{_CAPITALS})\b"
    r"(?!['’]s [A-Z]| [A-Z]| (?:of|for|on)(?: the)? [A-Z]|-)"
    rf"|(?:{_SMALL})\b(?=['’]s|[.,;:?!)]| ?$| (?:is|was|has|had|have|will|would|should|could|can|may"
    rf"|might|must|did"
    r"|does|and|or|to|in|on|at|with|by|from|as|that|which|who|where|while|but|than|then|also|now|said|told|says"
    r"|itself|\w+ed|\w+ly|uses?|runs?|needs?|makes?|gives?|took|gave|made|set|ran|knew|found|held|sent|lost|kept"
    r"|spends?|plans|for|were|are|not|about|over|after|before|because|when|if|so|through)\b))"
)
_KIND_OF = {"Select Committee": "committee", "Advisory Board": "board"}
_GOVERNMENTS_OWN = re.compile(
    r"(?:^|[.!?:;•]\s*|\b(?!local |central |devolved |national |self-|good |previous |last |former "
    r"|next |coalition )[a-z][\w’'-]*,? )$"
)
"""What stands before "Government" without an article where that of the country is meant."""
_NO_BODY = re.compile(r"^(?:the |The )(?:trust (?:that|between|in|of|and|to)|board (?:and|of))")
_KINDS: dict[str, frozenset[str]] = {
    "council": frozenset({"LOCAL_AUTHORITY"}),
    "trust": frozenset({"NHS_TRUST"}),
    "ccg": frozenset({"CCG"}),
    "clinical commissioning group": frozenset({"CCG"}),
    "hospital": frozenset({"HOSPITAL"}),
    "charity": frozenset({"CHARITY"}),
    "act": frozenset({"LAW"}),
}
"""Nouns that stand for a kind of body; for the others the name itself has the noun."""
_WITH_NOUN = frozenset(
    {"ORGANISATION", "GOVERNMENT", "REGULATOR", "PROGRAMME", "DOCUMENT", "CHARITY", "NHS_TRUST", "ICS"}
)
_OF_AN_INQUIRY = (ReportType.INQUIRY_REPORT, ReportType.GOVERNMENT_RESPONSE)
_TITLED = re.compile(
    r"^(?:(?:The )?(?:Rt|Right) Hon(?:ourable|\.)?|(?:Deputy |Assistant )?Chief Constable"
    r"|(?:Deputy |Assistant )?Commissioner|Justice|Judge|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady"
    r"|Baroness|Baron|Cllr|Councillor|Rev|Reverend)\.? "
)
_LETTERS = re.compile(r"(?: (?:CBE|OBE|MBE|KBE|DBE|KCB|CB|QC|KC|MP|MSP|MS|MLA|FRS|FMedSci|QPM))+$")


class _Body(NamedTuple):
    """What a noun may stand for."""

    name: str
    """Official or full name, or as written."""
    label: str
    """Entity label."""
    code_system: str
    """Of the code, or empty."""
    code: str
    """Official code, or empty."""

    @property
    def key(self) -> str:
        """What tells it from others."""
        return self.code or self.name.removeprefix("The ").removeprefix("the ").lower()


def resolve_references(reading: Reading) -> tuple[EntityMention, ...]:
    """Return the entities with definite references among them and with full names for people named by surname.

    "The council" is the area's own in a local report. Elsewhere a noun stands for the only body of its kind named
    so far, or for the only one named in the same paragraph; where several are possible it is left alone.
    """
    named = list(name_people(reading.entities))
    found = list(_References(reading.facts, named).find(reading))
    return tuple(sorted((*named, *found), key=lambda mention: (mention.span.start, mention.span.end)))


class _References:
    """Looks through a report once, with the bodies named so far by noun."""

    def __init__(self, facts: ReportFacts, entities: Sequence[EntityMention]) -> None:
        self._entities = entities
        self._own = dict(own_bodies(facts, entities))
        self._named: dict[str, dict[str, _Body]] = {}
        self._near: dict[str, dict[str, _Body]] = {}
        self._block = -1
        self._next = 0

    def find(self, reading: Reading) -> Iterator[EntityMention]:
        """Give the references in order."""
        text, starts = reading.document.text, [mention.span.start for mention in self._entities]
        for sentence in reading.sentences:
            if sentence.block != self._block:
                self._block, self._near = sentence.block, {}
            for match in _DEFINITE.finditer(text, sentence.span.start, sentence.span.end):
                self._take_in(match.start())
                at = bisect_right(starts, match.end() - 1) - 1
                covered = at >= 0 and self._entities[at].span.end > match.start()
                if not covered and _may_refer(match, text):
                    yield from self._choose(match, sentence)
            self._take_in(sentence.span.end)

    def _take_in(self, until: int) -> None:
        """Count the bodies named before a place."""
        while self._next < len(self._entities) and self._entities[self._next].span.start < until:
            mention = self._entities[self._next]
            self._next += 1
            if mention.text[:4].lower() == "the " and mention.text[4:5].islower() and not mention.code:
                continue
            body = _body_of(mention)
            for noun in _nouns(mention, body):
                self._named.setdefault(noun, {})[body.key] = body
                self._near.setdefault(noun, {})[body.key] = body

    def _choose(self, match: re.Match[str], sentence: Sentence) -> Iterator[EntityMention]:
        noun = _KIND_OF.get(match["noun"], match["noun"].lower())
        named, near = self._named.get(noun, {}), self._near.get(noun, {})
        own = self._own.get(noun)
        if own is not None and not set(near) - {own.key}:
            best, score = own, OWN_SCORE
        elif own is not None:
            return
        elif len(named) == 1:
            best, score = next(iter(named.values())), ONLY_SCORE
        elif len(near) == 1:
            best, score = next(iter(near.values())), NEAR_SCORE
        else:
            return
        others = [body for key, body in named.items() if key != best.key] if score == NEAR_SCORE else []
        shares = [(body, (1 - score) / len(others)) for body in others[-3:]]
        yield EntityMention(
            sentence=sentence.number,
            span=Span(start=match.start(), end=match.end()),
            text=match[0],
            label=best.label,
            canonical=best.name,
            code_system=best.code_system,
            code=best.code,
            score=score,
            candidates=tuple(
                Candidate(key=body.code or body.name, score=round(share, 4))
                for body, share in ([(best, score), *shares] if shares else [])
            ),
        )


def _may_refer(match: re.Match[str], text: str) -> bool:
    if match[0] == match["noun"]:
        return _GOVERNMENTS_OWN.search(text, max(0, match.start() - 20), match.start()) is not None
    return not _NO_BODY.match(text[match.start() : match.end() + 9])


def own_bodies(facts: ReportFacts, entities: Iterable[EntityMention]) -> Iterator[tuple[str, _Body]]:
    """Give by noun the body that a report is about or comes from.

    A local report's council is the area's; an inquiry's report or a committee's speaks of itself; a response to a
    report, and a national report, say "the Government" of that of the country.
    """
    if facts.report_type in LOCAL and facts.area:
        council = _own_council(facts, entities)
        if council is not None:
            yield "council", council
        return
    for noun in ("inquiry", "committee", "commission"):
        for name in (facts.publisher, facts.title):
            if noun == "inquiry" and facts.report_type not in _OF_AN_INQUIRY:
                continue
            if match := re.search(
                rf"(?:[A-Z][\w-]+ (?:(?:and|of|the|on|with|for) )*)+{noun.capitalize()}\b", name
            ):
                body = re.sub(r"^(?:[Hh]ouse [Oo]f \w+|HOUSE OF \w+) ", "", match[0])
                yield noun, _Body(body, "ORGANISATION", "", "")
                break
    if facts.report_type in (ReportType.GOVERNMENT_RESPONSE, ReportType.NATIONAL_REPORT):
        yield "government", _Body("UK Government", "GOVERNMENT", "", "")


def _own_council(facts: ReportFacts, entities: Iterable[EntityMention]) -> _Body | None:
    if facts.area_code:
        return _Body(facts.area, "LOCAL_AUTHORITY", "GSS", facts.area_code)
    named = (m for m in entities if m.label == "LOCAL_AUTHORITY" and facts.area in (m.canonical or m.text))
    return next(map(_body_of, named), None)


def _body_of(mention: EntityMention) -> _Body:
    name = mention.canonical or re.sub(r"^[Tt]he ", "", " ".join(mention.text.split()))
    return _Body(name, mention.label, mention.code_system, mention.code)


def _nouns(mention: EntityMention, body: _Body) -> Iterator[str]:
    """The nouns that may stand for a body."""
    yield from (noun for noun, labels in _KINDS.items() if mention.label in labels)
    last = body.name.rsplit(" ", 1)[-1].lower()
    if mention.label == "LOCAL_AUTHORITY":
        form = " ".join(body.name.lower().split()[-2:])
        if form in _FORMS:
            yield form
    elif mention.label in _WITH_NOUN and last not in _KINDS:
        yield last
        first = body.name.split(" ", 1)[0].lower()
        if first in ("department", "university"):
            yield first


def name_people(entities: Iterable[EntityMention]) -> Iterator[EntityMention]:
    """Give the entities with full names for people: of "Sir Edmund Marr KC", and of "Mr Marr" after it.

    A surname that two people of the report share stays without.
    """
    full: dict[str, set[str]] = {}
    for mention in entities:
        if mention.label != "PERSON":
            yield mention
            continue
        words = strip_titles(mention.text).split()
        if len(words) > 1:
            full.setdefault(words[-1], set()).add(" ".join(words))
            yield replace(mention, canonical=" ".join(words))
        elif words and len(known := full.get(words[0], set())) == 1:
            yield replace(mention, canonical=next(iter(known)), score=ONLY_SCORE)
        else:
            yield mention


def strip_titles(name: str) -> str:
    """Return a person's name without titles and letters."""
    while (shorter := _TITLED.sub("", name)) != name:
        name = shorter
    return _LETTERS.sub("", name)
