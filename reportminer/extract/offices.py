"""Offices and the bodies that people hold them in."""

import re
from typing import Final

from reportminer.extract.speech_words import LEADERS, PROVIDERS, STAFF

OFFICE_WORD: Final = re.compile(
    rf"\b(?:{LEADERS}|{STAFF}|{PROVIDERS}|professor|fellow|lead|commander|expert|member|founder|partner|lecturer"
    r"|reader|economist|barrister|resident members?|postmaster|epidemiologist|editor|spokes\w+|chancellor|counsel"
    r"|historian)\b",
    re.IGNORECASE,
)
"""Nouns of offices and occupations."""
_BODY_WORD = (
    r"(?:council|trust|CCGs?|hospital|board|government|department|ministry|office|charity|healthwatch|committee"
    r"|police|university|association|union|authority|partnership|commission|administration|institute|federation"
    r"|agency|college|society|foundation|alliance|forum|constabulary|school|centre|inquiry|company|group"
    r"|inspectorate|faculty|secretariat|directorate|executive|home|surgery|practice|bank|service|confederation"
    r"|academy|taskforce|network|laboratory|bureau|charity)"
)
_BODY = re.compile(
    rf"(?:the |its |our |their |an? )?(?:[\w’'&.-]+,? ){{0,9}}?"
    rf"(?:(?i:{_BODY_WORD})|[A-Z]{{3,}}s?|NHS|CQC|Defra|\w+watch)"
    r"(?: (?:of|for|and|in) [A-Z][\w’'& -]+|(?<=of) [A-Z].*)?"
)
_FIELD_OFFICE = re.compile(
    r"\b(?:Minister|Secretary of State|Chancellor|Cabinet Member|Portfolio Holder)\b", re.IGNORECASE
)
_LEAD_IN = re.compile(
    r"^(?:(?:and|but|while|the|then|an?|its|our|their|his|her|who is|who was|currently|formerly|now)\s+)+",
    re.IGNORECASE,
)
_OF_A_BODY = re.compile(
    r"((?:[\w-]+ )?(?:Chief Executive|Chair(?:man|woman)?|Founder|Managing Director|Leader)) (?:of|at) "
    r"((?:the )?[A-Z].*)"
)
_OWNER = re.compile(r"((?:[A-Z][\w&-]*|[A-Z]{2,})(?: [A-Z][\w&-]*)*)[’']s (?=[A-Z])")
_TENURE = re.compile(
    r"\s+(?:from|until|since|between|for the period)\s+(?:[A-Z][a-z]+ )?\d{4}.*|\s+in (?:[A-Z][a-z]+ )?\d{4}$"
    r"|\s*[(,].*",
    re.DOTALL,
)
_LINKS = (" at ", " of ", " for ", " to ", " with ", " in ", " from ")
_BEFORE_BODY = re.compile(r"^(?:of|from|at|for) |^who \w+ (?:the )?")


def split_office(phrase: str) -> tuple[str, str]:
    """Part an office from the body that it is of ("Chief Executive", "Northbridge Hospital")."""
    phrase = _TENURE.sub("", _LEAD_IN.sub("", phrase.strip())).strip(" ,")
    if owner := _OWNER.match(phrase):
        return phrase[owner.end() :], owner[1]
    if whole := _OF_A_BODY.fullmatch(phrase):
        return whole[1], whole[2]
    for link in _LINKS[:1] if _FIELD_OFFICE.search(phrase) else _LINKS:
        at = phrase.find(link)
        if at > 0 and _BODY.fullmatch(phrase, at + len(link)):
            return phrase[:at], phrase[at + len(link) :]
    return phrase, ""


def find_body(phrase: str) -> str:
    """Return a phrase that is the name of a body, without the small words before it; else nothing."""
    found = _BODY.fullmatch(_BEFORE_BODY.sub("", phrase))
    return found[0] if found else ""
