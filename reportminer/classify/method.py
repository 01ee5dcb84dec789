"""Where a report tells how it was made: what stands there is no finding about what was reviewed."""

import re
from collections.abc import Sequence

_WORK = r"(?:review|report|inspection|inquiry|investigation|study)s?"
_MAKERS = r"(?:review|inspection|inquiry|investigation)(?:['’]s)?"
_THIS = rf"(?:the|this|our|these|an?) (?:[\w'’-]+ ){{0,4}}{_WORK}"
_DONE = (
    r"(?:carr(?:y|ied|ies) out|conduct(?:ed)?|undert(?:ake|ook)|d(?:o|id)|approach(?:ed)?|work(?:ed)?|was|were)"
)
_PURPOSE = (
    r"(?:background|context|introduction|scope|purpose|aims?|objectives?|remit|approach|conduct"
    r"|method(?:s|ology)?)"
)
_METHOD = re.compile(
    r"(?:(?:chapter|section|part|annex|appendix)? ?(?:\d+(?:\.\d+)*|[a-z]\b|[ivx]+\b)[.:)]? ?[-–—:]? ?)?"
    r"(?:"
    rf"(?:the |our )?(?:local system |independent |expert )?{_MAKERS} (?:team|panel|method(?:s|ology)?)"
    r"|(?:the |our )?(?:review|inquiry) process"
    rf"|(?:our|this) {_WORK}"
    r"|(?:background|context) and (?:scope|methods?|methodology|approach|terms of reference)(?: (?:of|to|for) .*)?"
    rf"|(?:the )?{_PURPOSE}(?: and {_PURPOSE})? (?:of|to|for) {_THIS}"
    rf"|(?:how|why|what) (?:we|the (?:team|panel|inspectors)) {_DONE}(?: (?:in|during|for|as part of))? {_THIS}"
    rf"|(?:how|why) {_THIS} (?:was|were) .*"
    rf"|about {_THIS}(?: and .*)?"
    r"|(?:(?:the |our |research |scope and |approach and |data and |note on |notes on )*(?:methods|methodology))"
    r"|method(?:s|ology)? and (?:scope|approach|data|sources|limitations|evidence|terms of reference)"
    r"|(?:the |our )?terms of reference(?: (?:of|for|and) .*)?"
    r"|scope(?: and (?:approach|terms of reference|limitations))?"
    r")",
    re.IGNORECASE,
)
"""Whole headings only: "Background" or "Our approach" alone may stand above findings."""


def tells_of_method(section: Sequence[str]) -> bool:
    """Say whether a passage stands below a heading of how the review was done.

    Args:
        section: the headings above it.
    """
    return any(_METHOD.fullmatch(" ".join(heading.split()).rstrip(" .:")) for heading in section)
