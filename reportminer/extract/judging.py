"""Whether a figure is better or worse news, where measure or text leaves no doubt."""

import re
from typing import Final

BETTER: Final = "better"
WORSE: Final = "worse"

_LOW_IS_GOOD = re.compile(
    r"\b(?:delay(?:s|ed)?|emergency (?:hospital )?admissions?|readmi(?:ssions?|tted)|re-admissions?"
    r"|unplanned admissions?"
    r"|admissions? (?:to|from) (?:hospital|care homes?|residential|nursing)|attendances? at A&E"
    r"|A&E attendances?|emergency department attendances?"
    r"|wait(?:s|ed|ing)?|vacanc(?:y|ies)|vacant|turnover|sickness(?: absence)?|absence|deaths?|died|mortality"
    r"|fatalit(?:y|ies)|injur(?:y|ies|ed)|infections?|deficits?"
    r"|overspends?|backlogs?|complaints?|pressure (?:ulcers|sores)|cancell?(?:ed|ations?)|breaches"
    r"|hand(?:ed)? back|assaults?|assaulted|reoffending|homeless(?:ness)?"
    r"|suicides?|lengths? of stay|emissions|obes(?:e|ity)|knife crime|crimes?|violence|inadequate"
    r"|requires improvement|handovers?|unmet need|poverty|fraud|errors?|back in hospital"
    r"|(?:injuries from|injurious|fewer|number of|rate of) falls|falls on|stranded)\b",
    re.IGNORECASE,
)
_HIGH_IS_GOOD = re.compile(
    r"\b(?:satisf(?:ied|action)|(?:still )?at home (?:91 days|after 91|a week later)|still at home|(?:seen"
    r"|admitted|assessed|made|completed|answered|treated|started|processed|responded|decided|decisions|offered"
    r"|discharged|transferred)\b.{0,50}"
    r"\bwithin (?:\d+|\w+) (?:days|hours|weeks|minutes)"
    r"|(?:rated|rating)\b.{0,20}\b(?:good|outstanding)|vaccinat(?:ed|ion)s?|immunis(?:ed|ation)|uptake"
    r"|recovery rate|would recommend|quality of life|life expectancy"
    r"|extended access|survival|employment rate|compliance|on time|surplus|recycling|registered with a GP"
    r"|registration with a GP|direct payments?|diagnosis rate"
    r"|dementia diagnosis|needing no further (?:help|support|care)|flu vaccination|productivity|retention"
    r"|A-rated)\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:avoid(?:ed|ing)?|prevent(?:ed|ing)?|without|no longer|sav(?:ed|ing)|un(?:satisfied|vaccinated)"
    r"|dissatisf\w+|not satisfied|plan(?:s|ned)? to"
    r"|not (?:seen|met|able)|funding|grants?|spen[dt]\w*|invest\w*|cost\w*|programme|fund|budget|reports? of"
    r"|refusing|declin(?:ed|ing) (?:a|the)|no delays)\b",
    re.IGNORECASE,
)
_SAYS_BETTER = re.compile(
    r"\b(?:(?:has|have|had|was|were|greatly|much|significantly|slightly) improved|improved (?:from|to|by|since"
    r"|in|over|on|at)\b|improving (?:from|to|by)"
    r"|improvement (?:from|of|on|in)|better than|fared better|performed better|outperform\w+)"
)
_SAYS_WORSE = re.compile(
    r"\b(?:worse(?:ned|ning)?(?: than| from| to)?|deteriorat\w+|poorer than|fared worse|performed worse"
    r"|underperform\w+)\b"
)
_FAILED = re.compile(
    r"\b(?:short of|missed|missing|failed to (?:meet|reach)|not (?:met|meeting)|below) (?:the|its|their|a"
    r"|this)?\s?(?:\w+ ){0,3}(?:target|standard|expectation)"
)
_MET = re.compile(
    r"\b(?:exceed(?:s|ed|ing)|better than|met|meeting|achiev\w+) (?:the|its|their|a"
    r"|this)?\s?(?:\w+ ){0,3}(?:target|standard|expectation)"
)
_RISES: Final = frozenset({"up", "higher"})
_FALLS: Final = frozenset({"down", "lower"})


def judge(measure: str, clause: str, direction: str, comparator: str) -> str:
    """Return `better`, `worse`, or nothing where either could be meant.

    Args:
        measure: what is measured.
        clause: the words around the figure.
        direction: as in `Statistic.direction`.
        comparator: as in `Statistic.comparator`.
    """
    if direction in ("", "same", "equal"):
        return ""
    said_better, said_worse = bool(_SAYS_BETTER.search(clause)), bool(_SAYS_WORSE.search(clause))
    if said_better != said_worse:
        return BETTER if said_better else WORSE
    if re.search(r"\b(?:target|standard|expectation)\b", f"{clause} {comparator}"):
        failed, met = bool(_FAILED.search(clause)), bool(_MET.search(clause))
        if failed != met:
            return WORSE if failed else BETTER
    polarity = _polarity(measure) or (0 if measure else _polarity(clause))
    if polarity == 0:
        return ""
    rises = direction in _RISES
    return BETTER if rises == (polarity > 0) else WORSE


def _polarity(words: str) -> int:
    """1 where more is better, -1 where less is better, 0 where that is not plain."""
    if _UNSURE.search(words):
        return 0
    low, high = bool(_LOW_IS_GOOD.search(words)), bool(_HIGH_IS_GOOD.search(words))
    return 0 if low == high else 1 if high else -1
