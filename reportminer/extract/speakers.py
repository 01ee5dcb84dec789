"""Who speaks: the words that name or describe a speaker, read as name, office, body and kind."""

import re
from dataclasses import dataclass
from typing import Final

from reportminer.extract.offices import OFFICE_WORD, find_body, split_office
from reportminer.extract.person_names import PLAIN, TITLED, find_name, is_name
from reportminer.extract.speech_words import DOCUMENTS, KIND_WORDS, PROVIDERS
from reportminer.records import Speaker

PRONOUN: Final = r"(?:he|she|they|it)\b"
_NAME_LAST = re.compile(rf"(?<!\w)(?P<name>{TITLED}|{PLAIN})$")
_RANK = re.compile(
    r"(?:(?:Deputy |Assistant )?(?:Chief Constable|Commissioner)|Chief Superintendent|Councillor)\b"
)
_SECOND_NAME = re.compile(rf"(?:, {TITLED})*,? and (?P<name>{TITLED}|{PLAIN})(?!\w)")
_PRONOUN = re.compile(
    rf"(?:{PRONOUN}$|(?:one|some|many|most|several|both|others?|another|all|two|three|four|five|six|seven|eight"
    rf"|nine|ten|eleven|twelve|few|each|none)(?: of (?:them|us|those|these))?$)",
    re.I,
)
_CORE_END = re.compile(
    r",|\s(?:of|at|in|from|for|with|within|on|by|into|across|who|whom|whose|that|which|we|and|or|aged|working"
    r"|living|using|caring|looking|supporting|providing|involved|receiving)\b"
)
_PART = re.compile(
    r"(?:\b(?:one|two|three|four|five|six|some|many|most|several|all|both|few|none|any|each|half|number"
    r"|majority|group|range|couple|handful|panel|members?|managers?|owners?|leaders?|head|users?|all"
    r"|thirds?|quarter)|\d+%?)$",
    re.IGNORECASE,
)
_CARING = re.compile(r"\b(?:looks?|looked|looking) after\b|\b(?:cares|cared|caring) for\b")
_SPECIAL = re.compile(
    rf"(?P<providers>\b(?:{PROVIDERS})\b)|(?P<leaders>\bmembers? of the [\w ]{{0,30}}(?:board|council"
    rf"|cabinet)\b)",
    re.I,
)
_DOCUMENT = re.compile(rf"\b(?:{DOCUMENTS})$", re.IGNORECASE)
_KINDS = tuple((Speaker(kind), re.compile(rf"(?:{words})", re.IGNORECASE)) for kind, words in KIND_WORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Whose words they are, and what says so."""

    speaker: str = ""
    """As named or described."""
    kind: Speaker = Speaker.UNKNOWN
    """What kind of speaker."""
    role: str = ""
    """Office or occupation."""
    organisation: str = ""
    """The body that the speaker belongs to."""
    cue: str = ""
    """The words that tell of the speech."""
    pronoun: bool = False
    """Whether the speaker is only referred to ("she", "one of them")."""


def read_speaker(phrase: str) -> Attribution | None:
    """Read a noun phrase as a speaker; None where it names nobody who could speak.

    Example:
        >>> read_speaker("Jane Doe, Chief Executive of Northbridge Hospital").organisation
        'Northbridge Hospital'
    """
    phrase = " ".join(phrase.split()).strip(" ,;:–—-")
    if not phrase:
        return None
    if _PRONOUN.match(phrase):
        return Attribution(speaker=phrase, pronoun=True)
    return _read_name(phrase) or _read_office_and_name(phrase) or _read_kind(phrase)


def _read_name(phrase: str) -> Attribution | None:
    match = find_name(phrase)
    if match is None:
        return None
    second = _SECOND_NAME.match(phrase, match.end())
    if second and is_name(second["name"]):
        return Attribution(speaker=match[0] + second[0], kind=Speaker.PERSON)
    rest = phrase[match.end() :].lstrip(" ,(").rstrip(" )")
    if rest.startswith("and ") or (rest and phrase[match.end()] not in " ,("):
        rest = ""
    role, body = split_office(rest) if rest else ("", "")
    if not OFFICE_WORD.search(role):
        role, body = "", find_body(rest) or body
    rank = _RANK.match(match[0])
    return Attribution(
        speaker=match[0],
        kind=Speaker.PERSON,
        role=role or (rank[0] if rank else ""),
        organisation=body,
    )


def _read_office_and_name(phrase: str) -> Attribution | None:
    """ "Its chief executive, Jane Doe": the office stands before the name."""
    match = _NAME_LAST.search(phrase)
    if match is None or not is_name(match["name"]):
        return None
    before = phrase[: match.start()].strip(" ,")
    if not OFFICE_WORD.search(before):
        return None
    role, body = split_office(before)
    return Attribution(speaker=match["name"], kind=Speaker.PERSON, role=role, organisation=body)


def _read_kind(phrase: str) -> Attribution | None:
    kind = _kind_of(phrase)
    if kind is None:
        return None
    if kind in (Speaker.PEOPLE, Speaker.STAFF) and _CARING.search(phrase):
        kind = Speaker.CARERS
    office, body = split_office(phrase) if kind not in (Speaker.DOCUMENT, Speaker.ORGANISATION) else ("", "")
    plain = bool(re.search(r"s$", office)) and not office.endswith("ss")
    return Attribution(
        speaker=phrase,
        kind=kind,
        role=office if kind is Speaker.LEADERS and not plain and " and " not in office else "",
        organisation=body,
    )


def _kind_of(phrase: str) -> Speaker | None:
    if special := _SPECIAL.search(phrase):
        before = phrase[: special.start()]
        if not _CORE_END.search(before) or _PART.search(_CORE_END.split(before)[0].strip()):
            return Speaker(special.lastgroup or "")
    core, rest = _core(phrase)
    kind = _last_kind(core)
    if rest.startswith("of ") and _PART.search(core) and kind is not Speaker.LEADERS:
        inner = _kind_of(re.sub(r"^(?:the|these|those|our|its|their) ", "", rest[3:]))
        if inner is not None:
            return inner
    if kind is None and re.fullmatch(r"(?:[Tt]he )?[A-Z0-9][\w’'&.-]*(?: (?:[a-z]+ )?[A-Z0-9][\w’'&.-]*)*", core):
        return Speaker.DOCUMENT if _DOCUMENT.search(phrase) else Speaker.ORGANISATION
    return kind


def _core(phrase: str) -> tuple[str, str]:
    match = _CORE_END.search(phrase)
    if match is None:
        return phrase, ""
    return phrase[: match.start()].strip(), phrase[match.start() :].strip(" ,")


def _last_kind(core: str) -> Speaker | None:
    """Kind of a noun group by its last words; of several readings the one with more words counts."""
    words = core.split()
    for n in (3, 2, 1):
        tail = " ".join(words[-n:]) if len(words) >= n else ""
        for kind, form in _KINDS:
            if tail and form.fullmatch(tail):
                return kind
    return None
