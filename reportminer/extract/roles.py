"""Offices by their form: "Director of Adult Social Services", "Deputy Chief Medical Officer"."""

import re
from collections.abc import Iterator

from reportminer.extract.mention import Mention
from reportminer.extract.wordlists import MONTHS

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
_RANK = (
    r"(?!(?:The|This|If|In|As|For|And|But|When|While|Where|Since|Under|By|At|On|To|Each|All|Former|Both|No|Then"
    rf"|{'|'.join(sorted(MONTHS))})\b)[A-Z][\w&-]+"
)
_RANKED_OFFICE = re.compile(
    rf"\b(?:{_RANK} ){{1,4}}?(?:(?:Ministers?|Secretary|Secretaries|Advis[eo]rs?|Scientists?"
    rf"|Commissioners?|Officers?"
    r"|Directors?|Commander|Inspectors?|Ombudsman|Treasurer|Registrar|Constables?|Prosecutor|Matron"
    r"|Leads?|Nurses?)\b"
    r"(?! (?:General|for|of)\b| [A-Z][a-z])"
    rf"|Directors?[ -]General(?: (?:for|of)(?: the)? {_RANK}(?: (?:and {_RANK}|{_RANK}))*)?)"
    r"|\b(?:Attorney|Solicitor|Paymaster|Advocate|Comptroller) General\b"
    rf"|\bProfessor of {_RANK}(?: (?:and |& )?{_RANK}){{0,3}}"
    rf"|\bDirectors?[ -]General(?: (?:for|of)(?: the)? {_RANK}(?:(?: and)? {_RANK})*)?"
)


def find_roles(text: str) -> Iterator[Mention]:
    """Give offices with their field ("Director of Adult Social Services") and with their rank ("Chief",
    "Scientist")."""
    for form in (_OFFICE, _RANKED_OFFICE):
        for match in form.finditer(text):
            yield Mention(match.start(), match.start() + len(match[0].rstrip("’'")), "ROLE")
