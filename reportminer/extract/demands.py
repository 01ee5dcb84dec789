"""Whether a sentence says what ought to be done: the reviewers' own demand, now, of somebody.

Not a demand: what should have been done, what others said should be done, what a law requires, a condition, a
question, an expectation ("should be ready in 2020"), advice to the reader ("it should be noted").
"""

import re

from reportminer.extract.demand_words import (
    ANCHOR,
    BEFORE_MODAL,
    CQC_NEED,
    DISBELIEF,
    EFFECT,
    EFFECTS,
    IMPORTANT,
    LAW,
    MARK,
    MODAL,
    NEED_OF,
    NEEDING,
    NO_DEMAND,
    NOT_ADVICE,
    OURS,
    OWN_PLAN,
    OWN_THAT,
    PAST_ADVICE,
    PERFECT,
    PERFORMED,
    QUOTED,
    RELATIVE,
    REPORTED,
    SUBJECTS,
    THAT,
    THING,
)


def hide_quotations(text: str) -> str:
    """Return a text of the same length in which dots stand for what is between quotation marks."""
    if not MARK.search(text):
        return text
    return QUOTED.sub(lambda match: match[0][0] + "·" * (len(match[0]) - 1), text)


def is_demand(sentence: str) -> bool:
    """Say whether a sentence says what ought to be done, in the reviewers' own words.

    Args:
        sentence: with quotations hidden (`hide_quotations`).
    """
    if not ANCHOR.search(sentence) or sentence.rstrip().endswith("?"):
        return False
    if is_instruction(sentence):
        return True
    if LAW.search(sentence):
        return False
    if CQC_NEED.search(sentence) and not _is_reported(sentence):
        return True
    found = IMPORTANT.search(sentence)
    before = sentence[: found.start()] if found else ""
    if found is not None and sentence[found.end() : found.end() + 4] == " we ":
        return False
    return found is not None and not _is_reported(before) and not BEFORE_MODAL.search(before)


def is_instruction(sentence: str) -> bool:
    """Say whether a sentence demands with "we recommend", "should", "must" or "needs to", not with "it is vital".

    Args:
        sentence: with quotations hidden (`hide_quotations`).
    """
    if is_performed(sentence):
        return True
    if LAW.search(sentence) or NO_DEMAND.match(sentence):
        return False
    return any(_is_asking(sentence, match) for match in MODAL.finditer(sentence))


def is_performed(sentence: str) -> bool:
    """Say whether the reviewers ask in so many words: "we recommend", "we urge", "the Inquiry recommends"."""
    found = PERFORMED.search(sentence)
    return bool(found) and not PAST_ADVICE.search(sentence)


def _is_asking(text: str, match: re.Match[str]) -> bool:
    """Say whether a modal verb asks something of somebody."""
    before = text[: match.start()]
    if _is_other(text, match) or _expects(before, match) or _is_dependent(before):
        return False
    if match["modal"].startswith("need") and not _needs(before, match):
        return False
    return not _is_reported(before)


def _is_other(text: str, match: re.Match[str]) -> bool:
    """ "Should have been", "should they wish", "should ESA become": of the past, or a condition."""
    following = match["next"] or ""
    if PERFECT.match(text, match.start("rest")):
        return True
    return following.lower() in SUBJECTS or following[:1].isupper()


def _expects(before: str, match: re.Match[str]) -> bool:
    """ "It should be noted", "this should help": told to the reader, or expected."""
    following = (match["next"] or "").lower()
    verb = (match["after"] or "").lower() if following in {"be", "not", "only"} else following
    if EFFECT.match(match["rest"]) or (verb in EFFECTS and THING.search(before)):
        return True
    to_reader = following in {"be", "not"} or re.search(r"\b(?:it|I|we|you)\s*$", before)
    return verb in NOT_ADVICE and bool(to_reader)


def _is_dependent(before: str) -> bool:
    """ "How leaders should", "we should", "I do not think that it should": no demand of the main clause."""
    return any(pattern.search(before) for pattern in (DISBELIEF, BEFORE_MODAL, OWN_PLAN))


def _needs(before: str, match: re.Match[str]) -> bool:
    """A need of a body, or of something to be done; people's own needs are no demand."""
    if RELATIVE.search(before) or not match["modal"].endswith(" to"):
        return False
    if match["modal"] == "need to" and NEED_OF.search(before):
        return False
    passive = match["next"] == "be" and re.search(r"(?:ed|en|ne|lt|ght|nt|de)$", match["after"] or "")
    return bool(passive) or bool(NEEDING.search(before.rstrip(" ,")))


def _is_reported(before: str) -> bool:
    """Say whether the words before lay what follows in another's mouth."""
    clause = re.split(r"[;:]\s|\s[–—]\s", before)[-1]
    if REPORTED.search(clause):
        own = OURS.search(clause)
        return not (own and not REPORTED.search(clause[own.end() :]))
    found = THAT.search(clause)
    if not found:
        return False
    if found["word"] == "clear" and not re.search(
        r"\b(?:it is|it’s|it seems) (?:\w+ )?clear,? that\b", clause, re.IGNORECASE
    ):
        return True
    return not OWN_THAT.fullmatch(found["word"]) and len(found["between"].split()) < 12
