"""Names of bodies that no list holds, by their form: "... Council", "University of ...", "Department for ..."."""

import re
from collections.abc import Iterable, Iterator

from reportminer.extract.heads import find_headed
from reportminer.extract.mention import Mention
from reportminer.extract.wordlists import MONTHS, NOT_IN_NAME

BODIES = frozenset(
    {"LOCAL_AUTHORITY", "NHS_TRUST", "CCG", "ICS", "HOSPITAL", "PROVIDER", "REGULATOR", "GOVERNMENT", "CHARITY"}
    | {"ORGANISATION"}
)
"""Labels of bodies, apart from programmes, documents and other things with names."""
_CAPITAL = r"(?!(?:The|This|These|If|In|As|For|And)\b)[A-Z](?:[\w&-]|['’](?!s?\b))*"
_FRONT = re.compile(
    rf"\b(?P<before>(?:{_CAPITAL} ){{0,3}}?)"
    r"(?P<head>Department|Ministry|Office|Institute|Centre|School|College|Academy|Society|Association|Federation"
    r"|Confederation|Committee|Commission|Council|Agency|Faculty|Organi[sz]ation|Directorate|Group|Observatory"
    r"|Foundation|Network|Alliance|Partnership|Chamber|Board|Panel) "
    rf"(?:of|for|on)(?: the)? {_CAPITAL}"
    rf"(?:(?:,(?= {_CAPITAL}(?: {_CAPITAL})?,? and )| and| &| of| for)? {_CAPITAL}){{0,6}}"
)
_UNIVERSITY = re.compile(
    rf"\b(?:University|Royal College|Diocese) of (?:(?:East|West|South|North|New|Central|St|The) )?{_CAPITAL}"
)
_GENERIC = re.compile(
    r"(?:Board|Council|Committee|Group) of (?:the )?(?:Directors|Governors|Trustees|Members|Chairs)$"
)
_APART = NOT_IN_NAME | MONTHS | {"Chief", "Professor", "Director", "Chair", "Head"}
_POSSESSED = re.compile(r"['’]s?$")
_JOIN = re.compile(r" and |, ")
_NEW_NAME = re.compile(
    r"(?:Department|Ministry|Office|University|Institute|Royal|NHS|Professor|Dr|Mr|Ms|Sir|Chair|Director|Head"
    r"|Minister|Secretary|Public Health|UK|Local Government|National|Care Quality|Cabinet|[A-Z]{2,})\b"
)


def find_bodies(text: str) -> Iterator[Mention]:
    """Give the bodies named in a text by their last word, in order; a form without a name of its own is none."""
    return only_bodies(find_headed(text))


def only_bodies(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Leave out what is no body."""
    return (mention for mention in mentions if mention.label in BODIES)


def find_fronted(text: str) -> Iterator[Mention]:
    """Give bodies that are named by their first word ("Department for ...", "London School of ...")."""
    for match in _FRONT.finditer(text):
        words = match["before"].split()
        last = max(
            (at for at, word in enumerate(words, start=1) if word in _APART or _POSSESSED.search(word)), default=0
        )
        start = match.start("head") - sum(len(word) + 1 for word in words[last:])
        end = _first_of_two(text, match)
        if _GENERIC.match(text[start:end]):
            continue
        yield Mention(start, end, "GOVERNMENT" if match["head"] in ("Department", "Ministry") else "ORGANISATION")
    for match in _UNIVERSITY.finditer(text):
        yield Mention(match.start(), match.end(), "ORGANISATION")


def _first_of_two(text: str, match: re.Match[str]) -> int:
    """End of the first of two bodies joined by "and" or a comma."""
    for join in _JOIN.finditer(text, match.end("head"), match.end()):
        if _NEW_NAME.match(text, join.end()):
            return join.start()
    return match.end()
