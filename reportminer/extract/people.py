"""People with a title before their name, offices, and laws, by their form."""

import re
from collections.abc import Iterator

from reportminer.extract.mention import Mention
from reportminer.extract.wordlists import NOT_A_PERSON, NOT_A_SURNAME

_TITLE = (
    r"(?:(?:The )?(?:Rt|Right) Hon(?:ourable|\.)? )?"
    r"(?:(?:Deputy |Assistant )?Chief Constable|(?:Deputy |Assistant )Commissioner|Justice|Judge"
    r"|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Baron|Cllr|Councillor|Rev|Reverend)\b\.?"
)
_NAME = r"[A-ZÀ-Þ](?:[a-zà-ÿ'’]+(?:[A-ZÀ-Þ][a-zà-ÿ]+)?|['’][A-Z][a-z]+)(?:-[A-Z][a-z]+)?"
_LETTERS = r"(?:CBE|OBE|MBE|KBE|DBE|QC|KC|MP|FRS)"
_PERSON = re.compile(
    rf"\b{_TITLE}(?: (?:Sir|Dame|Lord|Lady|Dr|Professor|Justice))?"
    rf"(?: (?:{_NAME}|[A-Z]{{1,2}}\.?(?!\w))){{1,4}}(?: (?:of|van|von|de|der) {_NAME})?(?: {_LETTERS}\b)*"
)
_HONOURED = re.compile(rf"\b{_NAME} (?:[A-Z]\.? )?{_NAME}(?:-{_NAME})? {_LETTERS}\b")
_PLAIN_TITLE = re.compile(
    r"(?:(?:The )?(?:Rt|Right) Hon(?:ourable|\.)? )?"
    r"(?:(?:Deputy |Assistant )?Chief Constable|(?:Deputy |Assistant )Commissioner|Justice|Judge"
    r"|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Rev|Reverend)\.? (?=\S+ \S)"
)
_OFFICER = (
    r"(?:[Ll]ead|[Rr]eviewer|[Ee]xecutive|[Dd]irector|[Cc]hair(?:man|woman|person)?|[Mm]anager|[Oo]fficer|[Ii]nspector"
    r"|[Mm]atron|[Cc]oordinator|[Hh]ead|[Ll]eader|[Mm]inister|[Ss]ecretary|[Nn]urse|[Cc]onsultant|[Tt]reasurer)"
)
_FULL_NAME = rf"(?P<name>{_NAME} {_NAME}(?: {_NAME})?)"
_NEAR_OFFICE = (
    re.compile(rf"\b{_OFFICER}:\s+{_FULL_NAME}"),
    re.compile(
        rf"\b{_FULL_NAME}, (?:(?:the|our|its|a|then|former|interim) ){{0,2}}(?:[\w-]+ ){{0,3}}{_OFFICER}\b"
    ),
    re.compile(rf"\b{_OFFICER}(?: (?:of|for) [^,.;]{{3,60}})?, {_FULL_NAME},"),
    re.compile(rf"[”\"] (?:said|added|says|explained) {_FULL_NAME}\b"),
)
_OFFICE_HEAD = (
    r"(?:(?:Parliamentary )?Under[- ]Secretary of State|(?:Permanent )?Secretary of State|Minister(?: of State)?"
    r"|(?:(?:Executive|Managing|Interim|Deputy|Associate|Assistant|Corporate|Strategic|National|Regional"
    r"|Chief) ){0,3}"
    r"(?:Director|Head|Commissioner|Inspector|Executive)|Cabinet Member|Portfolio Holder|Chair)"
)
_FIELD = (
    rf"(?!{_OFFICE_HEAD}\b|Chief\b|Permanent Secretary\b|Professor\b|Dr\b|Sir\b|Dame\b|M[rs]s?\b)[A-Z][\w'’&-]+"
)
_OFFICE = re.compile(
    rf"\b(?<!Prime )(?<!First ){_OFFICE_HEAD} (?:of|for)(?: the)? {_FIELD}"
    rf"(?:(?:,? and|,(?= (?:{_FIELD} ){{0,3}}{_FIELD},? and [A-Z])| of| for| the| of the)? {_FIELD}){{0,7}}"
)
_LAW_NAME = r"(?:[A-Z][\w'’-]*,? (?:(?:and|of|the|in|for|at|etc\.?) )?(?:\([A-Z][\w ]+\) )?){1,9}"
_LAW = re.compile(
    r"\b(?:[Ss]ections? \d+\w{0,3}(?:\(\w+\)){0,3}(?:(?:,| and| to) \d+)? (?:of )?(?:the )?)?"
    rf"{_LAW_NAME}(?:Act|Regulations|Order|Bill) (?:19|20)\d\d\b(?: \([A-Z][\w ]+\) Regulations (?:19|20)\d\d\b)?"
    r"|\b[Ss]ection \d+\w? (?:agreements?|arrangements?)\b|\b[Ss]ection \d+ of the [A-Z][\w ]{2,50}? Act\b"
)
_BEFORE_LAW = re.compile(
    r"(?![Ss]ection)(?:(?:[A-Z][a-z]+,? ){1,2}the (?=[A-Z])"
    r"|(?:The|In|Under|By|For|A|An|Of|And|As|With|Since|To|Through|That|When) (?=[A-Z]))"
)


def find_people(text: str) -> Iterator[Mention]:
    """Give people by a title, by letters after their name ("Jane Doe CBE"), or by an office beside it.

    The title is left out where first name and surname follow: "Dr Jane Doe" is Jane Doe, but "Mr Doe" stays whole.
    """
    for match in _PERSON.finditer(text):
        name = match[0].split()
        if not any(word in NOT_A_SURNAME for word in name[1:]):
            title = _PLAIN_TITLE.match(match[0])
            yield Mention(match.start() + (title.end() if title else 0), match.end(), "PERSON")
    for match in _HONOURED.finditer(text):
        yield Mention(match.start(), match.end(), "PERSON")
    for form in _NEAR_OFFICE:
        for match in form.finditer(text):
            if not NOT_A_PERSON & set(match["name"].split()):
                yield Mention(match.start("name"), match.end("name"), "PERSON")


def find_offices(text: str) -> Iterator[Mention]:
    """Give offices with their field ("Director of Adult Social Services", "Minister for Care")."""
    for match in _OFFICE.finditer(text):
        yield Mention(match.start(), match.end(), "ROLE")


def find_laws(text: str) -> Iterator[Mention]:
    """Give acts and regulations with their year, with the section that stands before, and section agreements."""
    for match in _LAW.finditer(text):
        lead = _BEFORE_LAW.match(match[0])
        yield Mention(match.start() + (lead.end() if lead else 0), match.end(), "LAW")
