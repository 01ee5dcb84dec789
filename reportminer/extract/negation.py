"""Whether a negation or a hedge governs a phrase: only inside the clause in which it stands."""

import re

_CLAUSE_END = re.compile(
    r"[.;:!?]\s|\s[–—-]\s|[()]|\b(?:but|however|although|though|whereas|while|whilst|yet|except|despite"
    r"|nevertheless|because|which|who|where|when|if|so that|and (?:the|there|it|they|we|this|these|those|people"
    r"|staff|leaders|some|he|she|a|an|had|has|have|was|were|is|are|did)|, (?:and|or|so|with))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:not|no|never|without|lack|lacks|lacked|lacking|absence|absent|neither|nor|cannot|can't|unable|fail|fails"
    r"|failed|failing|failure|little|hardly|rarely|seldom|none|nobody)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT_NEGATING = re.compile(
    r"\b(?:not (?:only|just|merely|simply|least|ruled? out|to mention|uncommon|unusual)"
    r"|no (?:doubt|longer without)"
    r"|not without|never (?:better|stronger)|a few|no less|no exception|cannot be overstated)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^[\w\s'’,-]{0,40}?\b(?:(?:was|were|is|are|had|has|have|did|does|do|could|would|can|will)(?: \w+ly)?"
    r"(?: been| be)? (?:not\b|never\b|no\b|lacking\b|absent\b|missing\b|insufficient\b|non-existent\b)"
    r"|(?:was|were|is|are|had|has|have|did|does|do|could|would)n['’]t\b|cannot\b|failed to\b|lacked\b)",
    re.IGNORECASE,
)
_SUBORDINATES = frozenset(
    {"although", "though", "whereas", "while", "whilst", "despite", "because", "when", "where", "if"}
)
"""Words that begin a clause which a comma ends."""
_HEDGE = re.compile(
    r"\b(?:may|might|could|should|would|must|ought|perhaps|possibly|potential(?:ly)?|likely|appear(?:s|ed)?"
    r"|seem(?:s|ed)?|suggest(?:s|ed)?|hope[sd]?|aim(?:s|ed|ing)?|plan(?:s|ned|ning)? (?:to|for)|intend(?:s|ed)?"
    r"|propos(?:es|ed|al)"
    r"|will|need(?:s|ed)? to|want(?:s|ed)? to|in principle|if|whether)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\W*(?:if|whether|unless|were)\b", re.IGNORECASE)
_REACH = 100
"""Characters looked at on either side."""


def is_negated(text: str, start: int, end: int) -> bool:
    """Say whether a negation governs the stretch from `start` to `end` of a sentence.

    The clause ends at ";", ":", a dash, a bracket, and at words such as "but" and "however"; "not only" and
    "not ruled out" do not negate.

    Args:
        text: one sentence.
        start: first character of the stretch.
        end: one past its last.
    """
    before = text[max(0, start - _REACH) : start]
    clause = _NOT_NEGATING.sub(" ", _clause_before(before))
    if _BEFORE.search(clause):
        return True
    after = text[end : end + _REACH]
    stop = _CLAUSE_END.search(after)
    rest = _NOT_NEGATING.sub(" only ", after[: stop.start()] if stop else after)
    return bool(_AFTER.search(rest))


def is_hedged(text: str, start: int, end: int) -> bool:
    """Say whether the clause of a stretch tells of what may, should or is meant to be, and not of what is.

    Args:
        text: one sentence.
        start: first character of the stretch.
        end: one past its last.
    """
    if _CONDITION.match(text) and "," not in text[:start]:
        return True
    after = text[end : end + _REACH]
    stop = _CLAUSE_END.search(after)
    clause = f"{_clause_before(text[max(0, start - _REACH) : start])} {after[: stop.start()] if stop else after}"
    return bool(_HEDGE.search(clause))


def _clause_before(before: str) -> str:
    """The part of the clause that stands before the stretch."""
    ends = list(_CLAUSE_END.finditer(before))
    clause = before[ends[-1].end() :] if ends else before
    if ends and ends[-1][0].lower() in _SUBORDINATES and "," in clause:
        return clause[clause.rindex(",") :]
    return clause
