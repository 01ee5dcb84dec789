"""People by a title before their name, letters behind it, an office beside it, or a common first name."""

import re
from collections.abc import Iterator

from reportminer.extract.first_names import FIRST_NAMES
from reportminer.extract.mention import Mention
from reportminer.extract.wordlists import NOT_A_PERSON, NOT_A_SURNAME

_TITLE = (
    r"(?:(?:The )?(?:Rt|Right) Hon(?:ourable|\.)? )?"
    r"(?:(?:Deputy |Assistant )?Chief Constable|(?:Deputy |Assistant )Commissioner|Justice|Judge"
    r"|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Baron|Cllr|Councillor|Rev|Reverend)\b\.?"
)
_NAME = r"[A-ZÀ-Þ](?:(?:[a-zà-ÿ]|['’](?!s\b|\s))+(?:[A-ZÀ-Þ][a-zà-ÿ]+)?|['’][A-Z][a-z]+)(?:-[A-Z][a-z]+)?"
_LETTERS = r"(?:CBE|OBE|MBE|KBE|DBE|QC|KC|MP|FRS)"
_PERSON = re.compile(
    rf"\b(?=[ABCDJLMPRST]){_TITLE}(?: (?:Sir|Dame|Lord|Lady|Dr|Professor|Justice))?"
    rf"(?: (?:{_NAME}|[A-Z]{{1,2}}\.?(?!\w))){{1,4}}(?: (?:van|von|de|der) {_NAME}|, (?:Lord|Baroness) {_NAME})?"
    rf"(?: {_LETTERS}\b)*"
)
_HONOUR = re.compile(rf" {_LETTERS}\b")
_HONOURED = re.compile(rf"\b{_NAME} (?:[A-Z]\.? )?{_NAME}(?:-{_NAME})? {_LETTERS}\b")
_FIRST = re.compile(r"\b(?<![-’'&])[A-Z][a-z]{1,12}(?= [A-Z])")
_AFTER_FIRST = re.compile(rf"(?: [A-Z]\.)?(?: (?:van|von|de|der))? {_NAME}(?: {_NAME})?(?!\w|['’]s? [A-Z])")
_PLAIN_TITLE = re.compile(
    r"(?:(?:The )?(?:Rt|Right) Hon(?:ourable|\.)? )?"
    r"(?:(?:Deputy |Assistant )?Chief Constable|(?:Deputy |Assistant )Commissioner|Justice|Judge"
    r"|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Rev|Reverend)\.? (?=\S+ \S)"
)
_OFFICER = (
    r"(?:[Ll]ead|[Rr]eviewer|[Ee]xecutive|[Dd]irector|[Cc]hair(?:man|woman|person)?|[Mm]anager"
    r"|[Oo]fficer|[Ii]nspector"
    r"|[Mm]atron|[Cc]oordinator|[Hh]ead|[Ll]eader|[Mm]inister|[Ss]ecretary|[Nn]urse|[Cc]onsultant|[Tt]reasurer)"
)
_FULL_NAME = rf"(?P<name>{_NAME} {_NAME}(?: {_NAME})?)"
_NEAR_OFFICE = (
    (re.compile(rf"{_OFFICER}:\s"), re.compile(rf"\b{_OFFICER}:\s+{_FULL_NAME}")),
    (
        re.compile(rf"[a-z], [\w -]{{0,60}}{_OFFICER}\b"),
        re.compile(
            rf"\b{_FULL_NAME}, (?:(?:the|our|its|a|then|former|interim) ){{0,2}}(?:[\w-]+ ){{0,3}}{_OFFICER}\b"
        ),
    ),
    (
        re.compile(r", [A-Z][\w’'-]+ [A-Z][\w’' -]+,"),
        re.compile(rf"\b{_OFFICER}(?: (?:of|for) [^,.;]{{3,60}})?, {_FULL_NAME},"),
    ),
    (
        re.compile(r"[”\"] (?:said|added|says|explained) [A-Z]"),
        re.compile(rf"[”\"] (?:said|added|says|explained) {_FULL_NAME}\b"),
    ),
)
"""What must stand in a text, and the form of a name beside an office."""


def find_people(text: str) -> Iterator[Mention]:
    """Give people by a title, by letters after their name ("Jane Doe CBE"), or by an office beside it.

    The title is left out where first name and surname follow: "Dr Jane Doe" is Jane Doe, but "Mr Doe" stays whole.
    """
    for match in _PERSON.finditer(text):
        name = match[0].split()
        if not any(word in NOT_A_SURNAME for word in name[1:]):
            title = _PLAIN_TITLE.match(match[0])
            yield Mention(match.start() + (title.end() if title else 0), match.end(), "PERSON")
    for match in _HONOURED.finditer(text) if _HONOUR.search(text) else ():
        yield Mention(match.start(), match.end(), "PERSON")
    for clue, form in _NEAR_OFFICE:
        for match in form.finditer(text) if clue.search(text) else ():
            if not NOT_A_PERSON & set(match["name"].split()):
                yield Mention(match.start("name"), match.end("name"), "PERSON")


def find_by_first_name(text: str) -> Iterator[Mention]:
    """Give full names that begin with a common first name ("Bettina Crowe")."""
    for match in _FIRST.finditer(text):
        if match[0] in FIRST_NAMES and (rest := _AFTER_FIRST.match(text, match.end())):
            words = [word for word in rest[0].split() if word not in ("van", "von", "de", "der")]
            while len(words) > 1 and words[-1] in NOT_A_PERSON:
                words.pop()
            if not NOT_A_PERSON & set(words):
                end = match.end() + rest[0].index(words[-1]) + len(words[-1])
                yield Mention(match.start(), end, "PERSON")
