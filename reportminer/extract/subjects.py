"""Where the subject of a verb of speech stands: before it, after it, or at the head of the sentence."""

import re
from typing import Final

from reportminer.extract.noun_groups import FARTHEST, FINITE, HEAD, kind_before, name_before
from reportminer.extract.person_names import PLAIN, TITLED, find_name, is_name
from reportminer.extract.speech_words import LEADERS, NOT_IN_GROUP, PROVIDERS, STAFF

_ADVERBS = re.compile(
    r"(?:\s+(?:also|then|both|all|later|has|have|had|further|subsequently|himself|herself|themselves|itself|did"
    r"|does|do|would|could|may|might|will|too|rightly|each|again|similarly|however|for example|for instance"
    r"|in turn|in contrast|in particular|therefore|nevertheless|often|sometimes|always|never|even|still|not"
    r"|once|who|now|just|(?:in|to|during) (?:oral |written )?evidence(?: to [\w ]{3,30})?|on the other hand"
    r"|in addition|in fact|[a-z]+ly(?<!family)),?)+$"
)
_ASIDE = re.compile(
    r",(?: (?:however|for example|for instance|too|in turn|in contrast|similarly|on the other hand|in evidence"
    r"|again|like [^,]{3,40}|in (?:[A-Z][a-z]+ )?\d{4}|on \d+ [A-Z][a-z]+(?: \d{4})?)),$"
)
_PRONOUN_LAST = re.compile(
    r"(?:^|(?<=[\s,(“\"‘]))(?:(?:he|she|they|it|we|I|you)|(?:one|some|many|most|several|both|two|three|each|all"
    r"|none|any|others) of (?:them|us|these|those)|others?|another|some|many|most|several|one|both)$",
    re.IGNORECASE,
)
_NAME_OF = re.compile(
    rf"(?<!\w)(?P<name>{TITLED}|{PLAIN}) (?:of|from|at|for|on behalf of) (?:the )?[A-Z][^,;:.“”]{{2,70}}$"
)
_NAMES = re.compile(rf"(?<!\w)(?:{TITLED}|{PLAIN})(?=,| \(| of | from | for )")
_AFTER_END = re.compile(r"[.;:“\"”!?()—–]|\s(?:when|because|but|as (?:they|he|she|we))\b|,(?! aged \d)")
_WHO = re.compile(r", who (?:is|was|has|had)?")
_OFFICE_BEFORE = re.compile(
    rf"(?<!\w)(?:[Tt]he|[Ii]ts|[Oo]ur|[Tt]heir|[Aa]n?) (?:[\w-]+ ){{0,3}}(?i:{LEADERS}|{STAFF}"
    rf"|{PROVIDERS})(?: (?:of|at|for) [^,.;:\d]{{3,60}})?, $"
)
_NAMED_HEAD = re.compile(rf", ({TITLED}|{PLAIN})(?=,)")
_ADVERBIAL = re.compile(
    r"(?:(?:However|Similarly|Moreover|Nevertheless|But|And|Yet|Also|Likewise|Equally|Indeed|Thus|Overall"
    r"|Further(?:more)?|So|Additionally|For example|In contrast|On the other hand|Meanwhile|Conversely),? "
    r"|(?:In|On|At|By|During|After|Before|When|While|Although|As|Following|With|Like|Despite|Since|From|For"
    r"|Under|Throughout|To|Because|If|Asked) [^,]{2,110}, )"
)
_PERSONAL = re.compile(r"(?:He|She|They|he|she|they)\b")
_PLACE_AFTER = re.compile(r" (?:of|at|in|from|for) (?:[^,;:. ]+ ?){1,6}(?=,)")
_APPOSITION = re.compile(
    r",? ?(?:,|of|at|from|\() ?(?!and |but |who |while |adding |although |which |when |that |in |on "
    r"|as )[^.;:“”\"]{3,140}"
)
_GOES_ON = re.compile(
    r", (?:and|but|while|adding|although|when|which|that|in|on|as|at|we|he|she|it|they|there|this|the [a-z])\b"
)
OWN_VOICE: Final = re.compile(
    r"(?:we|I|you|our [\w ]+|this (?:report|review|inquiry|committee|chapter))$", re.IGNORECASE
)
"""Subjects that are the report's own authors."""


def subject_before(text: str, low: int, verb: int) -> tuple[int, int] | None:
    """Find the subject that stands before a verb.

    Args:
        text: a block.
        low: where the sentence (or what is left of it) begins.
        verb: where the verb begins.

    Returns:
        The stretch of the subject with its apposition ("Jane Doe, Chief Executive of the trust"), or None.
    """
    end, aside = _strip_adverbs(text, low, verb)
    if aside and (found := _before_comma(text, low, end + 1, named=True)):
        return found
    if end > low and text[end - 1] == ",":
        return _before_comma(text, low, end)
    if text[end - 1 : end] == ")":
        opened = text.rfind("(", low, end)
        end = len(text[:opened].rstrip()) if opened > low else end
        if aside and (found := _before_comma(text, low, end + 1, named=True)):
            return found
    if match := _PRONOUN_LAST.search(text, low, end):
        return match.start(), end
    for match in _NAME_OF.finditer(text, max(low, end - FARTHEST), end):
        if is_name(match["name"]) and not FINITE.search(text[match.end("name") : end]):
            return match.start(), end
    return kind_before(text, low, end) or name_before(text, low, end)


def subject_after(text: str, at: int, limit: int) -> tuple[int, int] | None:
    """Find the subject that follows a verb or "according to"; None where nothing stands there."""
    while at < limit and text[at].isspace():
        at += 1
    name = find_name(text, at)
    if name and name.end() <= limit:
        return at, _apposition_end(text, name.end(), limit)
    match = _AFTER_END.search(text, at, limit)
    end = match.start() if match else limit
    return (at, end) if end > at else None


def subject_of_sentence(text: str, low: int, high: int) -> tuple[int, int] | None:
    """Find the subject with which a sentence opens, after an adverbial; None where it is not plain."""
    at = low
    for _ in range(2):
        opening = _ADVERBIAL.match(text, at, high)
        at = opening.end() if opening else at
    name = find_name(text, at)
    if name and name.end() <= high:
        return at, _apposition_end(text, name.end(), high)
    if match := _PERSONAL.match(text, at, high):
        return match.span()
    for match in HEAD.finditer(text, at, min(high, at + 90)):
        before = text[at : match.start()].split()
        if naming := _NAMED_HEAD.match(text, match.end(), high):
            return (at, naming.end()) if is_name(naming[1]) else None
        if (
            not any(word.lower().strip(",") in NOT_IN_GROUP - {"of", "and"} for word in before)
            and "," not in text[at : match.end()]
        ):
            more = _PLACE_AFTER.match(text, match.end(), high)
            return at, more.end() if more else match.end()
    return None


def _strip_adverbs(text: str, low: int, end: int) -> tuple[int, bool]:
    """End of what stands before a verb without adverbs, and whether an aside between commas stood there too."""
    end, aside = low + len(text[low:end].rstrip()), False
    while match := _ASIDE.search(text, low, end) or _ADVERBS.search(text, low, end):
        aside = aside or match[0].startswith(",")
        end = low + len(text[low : match.start()].rstrip())
    return end, aside


def _before_comma(text: str, low: int, end: int, *, named: bool = False) -> tuple[int, int] | None:
    """A subject with an apposition between commas; `named`: only a person with one."""
    for match in _NAMES.finditer(text, low, end):
        apposition = text[match.end() : end - 1].lstrip(" ,")
        if (
            is_name(match[0])
            and not FINITE.search(_WHO.sub("", text[match.end() : end]))
            and not _names_another(apposition)
        ):
            return _with_office(text, low, (match.start(), end - 1))
    return None if named else kind_before(text, low, end - 1)


def _names_another(apposition: str) -> bool:
    """Say whether what follows a name is another name, not an office ("Company Dietician for ...")."""
    found = find_name(apposition)
    return found is not None and not re.match(r" (?:of|for|at|to|in)\b", apposition[found.end() :])


def _with_office(text: str, low: int, found: tuple[int, int]) -> tuple[int, int]:
    """ "Its chief executive, Jane Doe,": the office before the name belongs to the subject."""
    office = _OFFICE_BEFORE.search(text, max(low, found[0] - 120), found[0])
    return (office.start(), found[1]) if office else found


def _apposition_end(text: str, at: int, limit: int) -> int:
    """End of a name with what describes it: ", Director of ... Services" but not ", and we agreed"."""
    match = _APPOSITION.match(text, at, limit)
    if match is None:
        return at
    cut = _GOES_ON.search(match[0])
    return match.start() + cut.start() if cut else match.end()
