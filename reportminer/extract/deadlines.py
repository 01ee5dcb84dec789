"""By when something is to be done, as a text says it."""

import re

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:19|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?"
_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty[- ]four)"
_DATE = (
    rf"(?:(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}(?: \d{{1,2}},)? {_YEAR}|the (?:end|start"
    rf"|beginning|middle) of "
    rf"(?:the )?(?:{_MONTH} )?(?:{_YEAR}|(?:this|next|the (?:current|next)) (?:year|month|financial year"
    rf"|session|Parliament)"
    rf"|(?:spring|summer|autumn|winter)(?: of)? {_YEAR}|{_MONTH})|(?:the )?(?:early |late "
    rf"|mid-)?(?:spring|summer|autumn|winter)"
    rf"(?: of)? {_YEAR}|(?:early |late |mid-)?{_YEAR}|next (?:year|winter|summer|spring|autumn)|{_MONTH})"
)
_EVENT = (
    r"(?: of (?:the (?:publication|receipt|date|completion|conclusion|creation|end) of )?"
    r"(?:this|the|our|its|receiving|each)?[^,;.:()]{0,60})?"
)
_DEADLINE = re.compile(
    rf"\b(?:(?:[Bb]y|[Nn]o later than|[Nn]ot later than|[Bb]efore|[Uu]ntil) {_DATE}(?![\w%])"
    rf"|[Ww]ithin (?:the next |a period of |the first )?{_COUNT} (?:calendar |working )?(?:months?|years?){_EVENT}"
    rf"|[Ww]ithin (?:the next )?{_COUNT} (?:calendar |working )?(?:days?|weeks?) of (?:the publication of"
    rf" |receiving |publishing )?"
    rf"(?:this|the|our) [Rr]e(?:port|view)|(?:[Oo]ver|[Ii]n|[Dd]uring) the next {_COUNT} (?:months?|years?)"
    rf"|[Ww]ithin (?:this|the current|the next) (?:financial year|year|Parliament|session))"
)
_SOON = re.compile(
    r"\b(?:(?:[Aa]s soon as (?:is )?(?:reasonably )?(?:possible|practicable))|[Ii]mmediately|[Aa]t the"
    r" earliest opportunity"
    r"|[Ww]ithout (?:further )?delay|[Aa]s a matter of urgency|[Uu]rgently)\b"
)


def find_deadline(text: str) -> str:
    """Return the first deadline of a text as it stands; a plea for haste where it names none; else empty.

    A standard of performance ("decisions are made within 28 days") is no deadline.
    """
    found = _DEADLINE.search(text) or _SOON.search(text)
    return " ".join(found[0].split()) if found else ""
