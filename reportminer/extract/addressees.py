"""To whom a recommendation is addressed: the subject of "should", or the object of "we urge ... to"."""

import re

from reportminer.records import Span

_CAP = (
    r"(?!(?:Alongside|Though|Although|While|Whilst|As|If|In|For|With|Given|Where|When|However|Under"
    r"|Overall|To|By|At|On|From|Within"
    r"|Following|Therefore|It|This|These|They|There|We|Having|After|Before|Since|Despite|Notwithstanding"
    r"|Each|Both|All|The)\b)"
    r"(?:[A-Z][\w’'&/.-]*[\w&]|[A-Z]&[A-Z]|[A-Z]{2,})"
)
_KIND = (
    r"(?:adjective|local|national|senior|executive|integrated|commissioning|devolved|police|public|health"
    r"|social|care|system|joint"
    r"|clinical|general|primary|acute|community|mental|regional|central|relevant|responsible|strategic"
    r"|voluntary|independent|NHS|UK"
    r"|home|housing|hospital|ambulance|delivery|wellbeing|safeguarding|adult|adults|children[’']s"
    r"|scrutiny|partnership|sector|other"
    r"|individual|three|two|four|ministerial|departmental|senior|chief|political|and|service|government|policy)"
)
_ACTOR = (
    r"(?:leaders?|leadership|council|councils|CCGs?|trusts?|boards?|commissioners?|partners?"
    r"|partnerships?|providers?|organisations?"
    r"|governments?|departments?|ministers?|authorit(?:y|ies)|forces|agenc(?:y|ies)|ICBs?|ICSs?|STPs?"
    r"|managers?|team|teams|committees?"
    r"|system|systems|bod(?:y|ies)|administrations?|executives?|directors?|chairs?|officers?|practices"
    r"|hospitals?|homes|charit(?:y|ies)"
    r"|regulators?|inspectorates?|commission|officials|Parliament|Home Office|Treasury|police|staff"
    r"|clinicians|practitioners|employers"
    r"|advisers?|secretary|minister|institutions?|services|legislatures|governors|constables|schools"
    r"|universities|inquiry|professionals"
    r"|group|groups|association|taskforce|federation|office|institute|bank|England|Improvement|Wales|Scotland)"
)
_JOIN = r"(?: (?:of|for|and|in|on|&|with) (?:the )?|, and (?:the )?| |, )"
_NAME = rf"{_CAP}(?:{_JOIN}{_CAP}){{0,14}}(?:(?: {_KIND}){{0,2}} {_ACTOR})?"
_COMMON = rf"(?:{_KIND} ){{0,5}}{_ACTOR}"
_PLACES = rf"(?:(?:, | and |, and )(?:the )?{_CAP}){{0,6}}"
_OF = rf"(?: (?:of|for|in|at|across) (?:the )?(?:{_CAP}|{_COMMON}){_PLACES}){{0,2}}"
_DETERMINER = (
    r"(?:(?:[Tt]he|[Bb]oth|[Aa]ll|[Ee]ach|[Ee]very|[Aa]ny|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ther)(?: of)?(?: the)? )"
)
_ONE = rf"{_DETERMINER}?(?:{_NAME}|(?i:{_COMMON})){_OF}"
_LIST = rf"(?P<who>{_ONE}(?:(?:, {_ONE}){{0,5}},? (?:and|or|&) {_ONE})?)"
_MODAL = r"(?:should|must|shall|ought to|needs? to|needed to|has to|have to)\b"
_ADVERBS = r"(?: (?:each|together|also|now|therefore|then|both|all|jointly|\w+ly|as a matter of urgency))*"
_APART = r"(?:,? \([^)]{1,120}\)|,[^,;.]{1,120},)?"
_SUBJECT = re.compile(rf"(?<![\w’'-]){_LIST}{_ADVERBS}{_APART}{_ADVERBS} {_MODAL}")
_ASKED = re.compile(
    r"\b(?:[Ww]e|I|[Oo]ur|(?:[Tt]he|[Tt]his) (?:[Ii]nquiry|[Cc]ommittee|[Rr]eview|[Rr]eport|[Pp]anel"
    r"|[Cc]ommission))\b"
    r"(?: \w+ly| further| therefore| also| would)*(?: [^.;:]{3,80}? and)?"
    r" (?:recommends?|urges?|encourages?|invites?|asks?|calls? (?:up)?on|advises?|suggests?|requests?)\b"
    r"(?: further| therefore| also| strongly)?,?(?: that\b)?"
    r"|\b[Ii]t is (?:therefore |also |\w+ly )?(?:essential|vital|crucial|imperative|important|critical|necessary)"
    r" (?:that|for)\b"
)
_OBJECT = re.compile(rf"(?<![\w’'-]){_LIST}(?=,? [a-z(]|[,:])")
_ACRONYM = re.compile(r"\b(?!UK\b|EU\b|IT\b|GP\b)[A-Z][A-Za-z]*[A-Z]{1,}s?\b")
_HAS_ACTOR = re.compile(rf"\b{_ACTOR}\b", re.IGNORECASE)
_NOT_WHO = re.compile(
    r"(?:[Tt]he |[Aa] |[Aa]n |[Aa]ny |[Aa]ll )?(?:(?:new|national|whole|core|current|data|public|health"
    r"|care|such|other|these|those|this) )*"
    r"(?:services|systems|data systems|staff homes|homes)$"
)
_FRONT = re.compile(
    r"\b(?:(?:[Tt]he|[Aa]n?|[Ee]very|[Ee]ach)(?: (?!of\b|to\b|and\b|for\b|in\b"
    r"|that\b)[\w’'-]+){1,3}|[Ee]ach of (?:these|the)) $"
)
"""The beginning of a name of which only the end was known ("the new cross-departmental group")."""
_DETERMINED = re.compile(r"(?:the|both|all|each|every|any|an?|its|their|other)\b")
_REACH = 400


def find_addressee(text: str) -> Span | None:
    """Return where a text names who is to act; None where it names nobody.

    A passive ("therapy should be provided") names nobody, and so does "it" or "this".
    """
    head = text[:1500]
    asked = _ASKED.search(head)
    for found in (_find_object(head, asked) if asked else None, _find_subject(head)):
        if found is not None:
            return found
    return None


def _find_subject(text: str) -> Span | None:
    for match in _SUBJECT.finditer(text):
        if _is_who(match["who"]):
            return _trim(text, match)
    return None


def _find_object(text: str, asked: re.Match[str]) -> Span | None:
    """Who is named after "we recommend that", before the next verb; a subject of "should" there goes first."""
    stop = re.search(r"[.;:]\s|$", text[asked.end() :])
    limit = min(asked.end() + (stop.start() if stop else _REACH) + 1, asked.end() + _REACH)
    clause = text[: max(limit, asked.end())]
    at = asked.end()
    passive = re.compile(_MODAL).search(clause, at)
    for match in _OBJECT.finditer(clause, at):
        if match.start("who") - at > 120 or (passive and match.start() > passive.start()):
            return None
        if _is_who(match["who"]) and not re.search(
            r"\b(?:of|in|for|by|with|to|from|and|or|about|on)\s$", clause[at : match.start("who")]
        ):
            return _trim(text, match)
    return None


def _is_who(name: str) -> bool:
    return bool(_HAS_ACTOR.search(name) or _ACRONYM.search(name)) and not _NOT_WHO.match(name)


def _trim(text: str, match: re.Match[str]) -> Span:
    start, end = match.span("who")
    if text[start].islower() and not _DETERMINED.match(match["who"]) and (front := _FRONT.search(text[:start])):
        start = front.start()
    while text[end - 1] in ",. ":
        end -= 1
    return Span(start=start, end=end)
