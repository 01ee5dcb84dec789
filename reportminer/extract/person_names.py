"""Names of people as reports print them, with a title or without."""

import re
from typing import Final

from reportminer.extract.offices import OFFICE_WORD
from reportminer.extract.speech_words import BODIES, DOCUMENTS
from reportminer.extract.wordlists import NOT_A_PERSON, NOT_IN_NAME

TITLE: Final = (
    r"(?:(?:The )?(?:Rt|Right) Hon(?:ourable|\.)? )?"
    r"(?:(?:Deputy |Assistant )?Chief Constable|(?:Deputy |Assistant )?Commissioner|(?:Chief )?Superintendent"
    r"|Justice|Judge|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Baron|Cllr|Councillor|Rev"
    r"|Reverend|Sergeant|General|Admiral)\b\.?"
)
"""What stands before a name."""
_WORD = r"[A-ZÀ-Þ](?:[a-zà-ÿ]+(?:[A-ZÀ-Þ][a-zà-ÿ]+)?|['’][A-Z][a-z]+)(?:-[A-ZÀ-Þ][a-zà-ÿ]+)*"
_INITIAL = r"[A-Z]{1,2}\.?(?!\w)"
LETTERS: Final = r"(?:,? (?:CBE|OBE|MBE|KBE|DBE|QC|KC|MP|MEP|FRS|CB|QPM)\b)*"
"""What stands after one."""
TITLED: Final = (
    rf"{TITLE}(?: (?:Sir|Dame|Lord|Lady|Dr|Professor|Justice))*(?: (?:{_WORD}|{_INITIAL})){{1,4}}"
    rf"(?: (?:van|von|de|der) {_WORD})?{LETTERS}"
)
"""A name with a title ("Dr Doe")."""
_NO_FIRST_NAME = "|".join(sorted(NOT_IN_NAME | {"So", "Yet", "Also", "Similarly", "Professor", "Department"}))
PLAIN: Final = rf"(?!(?:{_NO_FIRST_NAME})\b){_WORD}(?: {_INITIAL})?(?: {_WORD}){{1,2}}{LETTERS}"
"""A name without one ("Jane Doe"), as far as its form tells: see `is_name`."""
_NAME = re.compile(rf"(?:{TITLED}|{PLAIN})(?![\w’'-])")
_THING = re.compile(
    r"(?!\b(?:Clement|Prudence|Clarence|Lawrence|Florence|Constance|Felicity|Charity|Laurence|Terence"
    r"|Spence)\b)\b[A-Z]\w*(?:tion|ment|ness|ships?|ance|ence|ity|ology|ism|ics|als?)\b|^[A-Z]\w+ing\b"
    r"|\b(?:England|Scotland|Wales|Ireland|Britain|UK|Kingdom|Update|Affairs|Street|Road|Valley|Well|Life"
    r"|Watchers|Change|Paper|Plan|Framework|Party|Bank|Times|News|Telegraph|Guardian|Register|Model|Index|Fund"
    r"|Prime|First|Home|White|Green) *$|^(?:Prime|First|Home|Policing|Government|Cabinet|Civil|Exercise"
    r"|Operation|Module|Public|Global|Hospital|Healthwatch|Age|Deputy|Senior|Finance|Lead|Ward|Weight|Chief"
    r"|Front-?line|Action|Mental|Primary|Emergency|Rapid|Sport|Crown)\b"
)
_BODY = re.compile(rf"\b(?:{BODIES}|{DOCUMENTS})$", re.IGNORECASE)


def is_name(text: str) -> bool:
    """Say whether words of the form of a name are the name of a person, not of a thing, an office or a body."""
    if re.match(TITLE + " ", text):
        return True
    words = re.sub(LETTERS + "$", "", text).split()
    if OFFICE_WORD.fullmatch(words[-1]) or _THING.search(text) or _BODY.search(text):
        return False
    return not any(word.strip(".,") in NOT_A_PERSON for word in words)


def find_name(text: str, at: int = 0) -> re.Match[str] | None:
    """Match the name of a person that begins at a place of the text."""
    match = _NAME.match(text, at)
    return match if match and is_name(match[0]) else None
