"""Numbers of hours, days or weeks that are a result ("waited nine days"), not a time limit or a period."""

import re

_MEASURED_AFTER = re.compile(
    r"(?: (?:each|a day|a week|a month|a year))?(?:,? on average| longer| sooner| quicker| faster| slower"
    r"| shorter| less\b| fewer"
    r"| more than| earlier(?! (?:in|this))(?=[^,.;]* than|[^,.;]* and\b)| of (?:care|delay|home care|support"
    r"|training|backlog)| of delays?| lost\b| old\b(?!er)| in length"
    r"| behind| late\b| overdue| to (?:complete|process|decide|issue|reach|answer|arrange|resolve|respond)\b)"
)
_MEASURED_BEFORE = re.compile(
    r"\b(?:average|mean|median|typically|took|takes|take|taking|taken|lasted|lasts|lasting|waited|waits? of"
    r"|waiting times?|waits?|wait"
    r"|waiting|delays? (?:of|was|were)|delayed (?:by|for)|stay(?:s|ed)? (?:of|was|were)|length of stay"
    r"|stays? there|stay(?:s|ed) at|remain(?:s|ed) at"
    r"|lengthened|shortened|back(?:log)? of|gap|exceed(?:ed|s|ing)?|handovers?)"
    r"(?! (?:place|part))(?:[^.,;:]{0,50}?)(?: (?:of|was|were|is|at|took|for|from|to|than|about|around|up to"
    r"|over|nearly|almost|just|only|by|stood at))*\s$"
)
_CUT_BEFORE = re.compile(
    r"\b(?:fell|fallen|falling|rose|risen|rising|reduced?|reducing|cut|increased?|shortened|lengthened|dropped"
    r"|extended|grew|grown|improved"
    r"|down|up)\b[^.;:]{0,70}\bby\s$"
)
_LIMIT_BEFORE = re.compile(
    r"\b(?:every|within|under|for (?:more than|longer than|less than|over|up to|at least)) $"
)
_THRESHOLD_BEFORE = re.compile(r"\bfor (?:more than|longer than|less than|over|up to|at least) $")
_PERIOD_AFTER = re.compile(
    r" (?:before|after|ago|later|earlier|previously|from|a (?:day|week)|of (?:the|its|their|a|our|publication))\b"
)
_PERIOD_BEFORE = re.compile(
    r"\b(?:within|after|in|over|during|every|next|last|past|previous|following|first|until|before)"
    r"(?: (?:the|a|next|last|past|first))* $"
)
_REACH = 110


def is_measured(text: str, start: int, end: int) -> bool:
    """Say whether a stretch of time is itself what was found.

    Args:
        text: the sentence.
        start: first character of the stretch ("nine days").
        end: one past its last.
    """
    before = text[max(0, start - _REACH) : start]
    if _MEASURED_AFTER.match(text, end) and not _LIMIT_BEFORE.search(before):
        return True
    if _THRESHOLD_BEFORE.search(before) or _PERIOD_AFTER.match(text, end):
        return False
    waited = _MEASURED_BEFORE.search(before) and not _PERIOD_BEFORE.search(before)
    return bool(_CUT_BEFORE.search(before) or waited)
