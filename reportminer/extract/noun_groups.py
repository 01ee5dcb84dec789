"""Noun groups that end just before a verb: "some of the care home managers we met", "the Home Secretary"."""

import re
from typing import Final

from reportminer.extract.person_names import PLAIN, TITLED, is_name
from reportminer.extract.speech_words import (
    BODIES,
    CARERS,
    DETERMINERS,
    DOCUMENTS,
    LEADERS,
    NO_SPEAKER,
    NOT_IN_GROUP,
    OTHERS,
    PEOPLE,
    PROVIDERS,
    STAFF,
)
from reportminer.extract.wordlists import NOT_IN_NAME

_HEADS = f"{PROVIDERS}|{LEADERS}|{STAFF}|{CARERS}|{PEOPLE}|{BODIES}|{DOCUMENTS}|{OTHERS}"
HEAD: Final = re.compile(rf"(?<![\w’'-])(?:{_HEADS})(?![\w’'-])", re.IGNORECASE)
"""Nouns for who may speak."""
_ITEM = rf"(?: (?:the|their|some|other|many|our|its))?(?: [\w’'-]+){{0,3}}? (?:{_HEADS})"
_LISTED = rf"(?:(?:,{_ITEM}){{0,4}}(?:(?<=,)| (?:and|or)){_ITEM}|(?:,{_ITEM}){{1,4}},? (?:and|or){_ITEM})"
_MORE = re.compile(
    rf"(?:{_LISTED})?"
    r"(?:,? (?:who|whom|whose|that we|we|of|at|in|from|for|with|within|on|by|into|across|working|living|using"
    r"|caring|aged|looking|supporting|providing|delivering|involved|responsible|attending|receiving|interviewed"
    r"|running|leading|representing|like|such as|produced|published|issued|written|commissioned|prepared"
    r"|carried out)\b(?:[^,;:.()“”\"]|(?<=\d),(?=\d)|\([A-Z][\w&]+\))*)?(?:, aged \d+)?\s*",
    re.IGNORECASE,
)
FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|do|does|will|would|could|can|should|may|might|must|and (?:he|she|it"
    r"|they|we|this|there)|but|while|whereas|although|because|if|told|said|reported|felt)\b"
)
"""Words that show a clause of its own."""
_RELATIVE = re.compile(r"\s*,? ?(?:and [\w ]+ )?\b(?:who|whom|whose|that we|we)\b", re.IGNORECASE)
_WHICH = re.compile(r",? (?:which|that|who)$")
_PART_OF = re.compile(
    r"(?<!\w)(?:(?:a|the|an) )?(?:[\w-]+ )?(?:one|two|three|four|five|six|some|many|most|several|all|both|few"
    r"|none|any|each|half|number|majority|group|range|couple|handful|members?|managers?|leaders?|\d+%?) of $",
    re.IGNORECASE,
)
_CAP = r"(?:[A-Z][\w’'&.-]*|\d{2,4}(?:[/–-]\d{2,4})?)"
_CAPITALS = re.compile(
    rf"(?<![\w’'&-])(?:[Tt]he |[Aa]n? |[Ii]ts )?{_CAP}(?: (?:(?:of|for|and|the|in|on|at|to"
    rf"|&) ){{0,2}}{_CAP})*(?:’s? [a-z]+)?$"
)
_TITLED_LAST = re.compile(rf"(?<!\w)(?:{TITLED}|{PLAIN})$")
_JOINED = re.compile(rf"(?<!\w)(?P<first>{TITLED}|{PLAIN})(?:, (?:{TITLED}|{PLAIN}))* and $")
_DATED = re.compile(r"(?:In|On|By|Since) (?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}(?:[/–-]\d+)? ")
_CALENDAR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|[A-Z][a-z]+day"
    r"|\d{4})$"
)
_WORDS = re.compile(r"[\w’'&%£.-]+,?")
_AFTER_PREPOSITION = re.compile(
    r"\b(?:of|in|at|to|by|from|for|on|about|into|than|between|during|since|until) (?:the )?$"
)
_PREPOSITIONS = frozenset(
    {"In", "At", "On", "By", "From", "With", "For", "Of", "To", "Since", "After", "Before", "During", "Under"}
)
FARTHEST: Final = 400
"""Characters before a verb in which the subject is looked for."""


def kind_before(text: str, low: int, end: int) -> tuple[int, int] | None:
    """Find a group with a noun for who may speak that ends at a place ("staff at the hospital")."""
    for match in HEAD.finditer(text, max(low, end - FARTHEST), end):
        more = _MORE.fullmatch(text, match.end(), end)
        between = text[match.end() : end]
        if more is None or (not _RELATIVE.match(between) and FINITE.search(between)):
            continue
        start = _expand(text, low, match.start())
        if start is not None:
            which = _WHICH.search(text, start, end)
            return start, which.start() if which else end
    return None


def name_before(text: str, low: int, end: int) -> tuple[int, int] | None:
    """Find a name, of a person or a body, that ends at a place."""
    low = max(low, end - 160)
    match = _TITLED_LAST.search(text, low, end)
    if match and is_name(match[0]):
        joined = _JOINED.search(text, low, match.start())
        return joined.start() if joined and is_name(joined["first"]) else match.start(), end
    match = _CAPITALS.search(text, low, end)
    if match is None:
        return None
    start = match.start()
    if dated := _DATED.match(text, start, end):
        start = dated.end()
    while (word := text[start:end].split(" ", 1))[0] in NOT_IN_NAME - {"The", "A", "An"} and len(word) > 1:
        if word[0] in _PREPOSITIONS:
            return None
        start += len(word[0]) + 1
    if text[start:end] in NOT_IN_NAME | NO_SPEAKER or _CALENDAR.search(text[start:end]):
        return None
    if _AFTER_PREPOSITION.search(text, max(low, start - 12), start):
        return None
    return start, end


def _expand(text: str, low: int, head: int) -> int | None:
    """Where a noun group begins: over adjectives and names to its determiner, and over "some of"."""
    at, seen = head, 0
    for match in reversed(list(_WORDS.finditer(text, max(low, head - 90), head))):
        word = match[0].lower()
        if text[match.end() : at].strip() or word.endswith((",", ".")) or seen >= 6:
            break
        if word in DETERMINERS or word.isdigit():
            at = match.start()
            if word.isdigit() and seen < 6:
                continue
            break
        if word in NOT_IN_GROUP:
            break
        at, seen = match.start(), seen + 1
    while (first := text[at:head].split(" ", 1))[0].lower() in ("and", "or", "but"):
        at += len(first[0]) + 1
    before = _PART_OF.search(text, max(low, at - 40), at)
    if before:
        at = before.start()
    elif _AFTER_PREPOSITION.search(text, max(low, at - 12), at):
        return None
    return at
