"""Acts, regulations, directives and section agreements by their form."""

import re
from collections.abc import Iterator

from reportminer.extract.mention import Mention

_LAW_NAME = r"(?:[A-Z][\w'’-]*,? (?:(?:and|of|the|in|for|at|etc\.?) )?(?:\([A-Z][\w ]+\) )?){1,9}"
_LAW = re.compile(
    r"\b(?:[Ss]ections? \d+\w{0,3}(?:\(\w+\)){0,3}(?:(?:,| and| to) \d+)? (?:of )?(?:the )?)?"
    rf"{_LAW_NAME}(?:Act|Regulations|Order|Bill) (?:19|20)\d\d\b(?: \([A-Z][\w ]+\) Regulations (?:19|20)\d\d\b)?"
    r"|\b(?:EU )?(?:Directive|Regulation) (?:\([A-Z]{2,3}\) )?(?:No\.? )?\d+/\d+(?:/[A-Z]{2,3})?\b"
    r"|\bArticles? \d+(?:\(\d+\))?(?: (?:and|to) \d+)? of the [A-Z][\w ]{3,60}?(?:Treaty|Convention"
    r"|Act|Rights|Charter)\b"
    r"|\b[Ss]ection \d+\w? (?:agreements?|arrangements?)\b|\b[Ss]ection \d+ of the [A-Z][\w ]{2,50}? Act\b"
)
_BEFORE_LAW = re.compile(
    r"(?![Ss]ection)(?:(?:[A-Z][a-z]+,? ){1,2}the (?=[A-Z])"
    r"|(?:The|In|Under|By|For|A|An|Of|And|As|With|Since|To|Through|That|When) (?=[A-Z]))"
)


def find_laws(text: str) -> Iterator[Mention]:
    """Give acts and regulations with their year, with the section that stands before, and section agreements."""
    for match in _LAW.finditer(text):
        lead = _BEFORE_LAW.match(match[0])
        yield Mention(match.start() + (lead.end() if lead else 0), match.end(), "LAW")
