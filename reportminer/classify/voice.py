"""Who is said to say so: people, carers, staff, leaders, providers, data or the reviewers themselves."""

import re

_MATTER = (
    r"(?:that\b|how\b|with us\b|to us\b|(?:[\w'’-]+ ){0,3}(?:concerns?|issues?|questions?|worr(?:y|ies)|fears?"
    r"|doubts?|complaints?|objections?|problems?|matters?|challenges?|barriers?|gaps?|needs?|lack|shortages?|weakness(?:es)?"
    r"|strengths?|difficult(?:y|ies)|differences?|improvements?|benefits?|importance|value)\b)"
)
"""What follows a verb that says something only of a matter: managers raise concerns, but they raise wages too."""
_SAY = (
    r"(?:(?:had |have |has |also |consistently |often |repeatedly |frequently )*"
    r"(?:told|said|say|says|described|describe|felt|feel|expressed|commented|explained|stated"
    r"|complained|praised|acknowledged|highlighted|believed|believe|confirmed"
    r"|report(?:ed)?\b(?! (?:\w+ly )?(?:in)?to (?!us\b))"
    r"|spoke (?:\w+ly |highly )?(?:of|about|to us|with us)"
    rf"|(?:raised|noted|identified|recognised|agreed) {_MATTER}"
    r"|were (?:positive|clear|concerned|aware|frustrated|proud|critical|unhappy|happy|worried)))"
)
_WHO = (
    ("carers", r"(?:unpaid |family |young )?carers?|relatives|famil(?:y|ies)(?: members?)?|parents"),
    (
        "people",
        r"(?:older |disabled |young )?people(?: (?:who use|using|receiving|living|with|we)[^,;.]{0,60})?|patients?"
        r"|residents?|service users?|tenants|victims|survivors|the public|members of the public|local people"
        r"|pupils|women|men|children",
    ),
    (
        "leaders",
        r"(?:system |senior |local |clinical |political )?leaders|chief executives?|directors?|chief officers?"
        r"|(?:senior )?managers?|executives?|councillors?|elected members|ministers?|commissioners?|trustees"
        r"|board members|the board",
    ),
    (
        "providers",
        r"providers?|(?:care )?home (?:managers?|owners?)|domiciliary care (?:agencies|providers)|agencies"
        r"|voluntary (?:sector )?organisations|charities|contractors?|suppliers?",
    ),
    (
        "staff",
        r"(?:front-?line |ward |nursing |clinical |hospital )?staff|nurses?|doctors?|gps?|social workers?"
        r"|clinicians?|therapists?|paramedics?|consultants?|officers?|(?:care |support |key )?workers?|teams?"
        r"|practitioners?|professionals|matrons?|employees|pharmacists?|midwives|teachers",
    ),
)
_REVIEWERS = re.compile(
    r"\b(?:we|the (?:review|inspection|inquiry) team|(?:our )?inspectors|the inquiry|this inquiry|the committee"
    r"|(?:our|this|the) review|our (?:analysis|case tracking))\s+(?:also |have |had |has |were |was )*"
    r"(?:found|saw|heard of|observed|noted|identified|concluded|concludes?|considers?|finds?|reviewed|conclude"
    r"|consider|told|noticed|believe|seen|established|recognised|satisfied|struck)\b",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"\b(?:data|figures|statistics|(?:an? |our |the )?(?:\w+ )?survey|(?:the )?results|indicators?|analysis|audit"
    r"|performance (?:figures|measures?)|(?:the )?rate(?: of [^,;.]{0,60})?)\s+(?:also |clearly )?"
    r"(?:show(?:s|ed|n)?|indicate[sd]?|suggest(?:s|ed)?|reveal(?:s|ed)?|demonstrate[sd]?|confirm(?:s|ed)?"
    r"|found|was (?:higher|lower|above|below)|were (?:higher|lower|above|below))\b"
    r"|\b\d[\d,.]*\s?(?:%|per cent|percent)|\bper 100,?000\b|\bcompared (?:with|to) (?:the |an )?"
    r"(?:england|national|comparator)\b",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"\bwe (?:were told by|heard from|spoke (?:with|to)) "
    r"(?P<who>[^,;.]{0,60})",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion) of|feedback from) (?P<who>[^,;.]{0,60})", re.I
)
_BETWEEN = r"(?: (?:who|that|we|across|in|at|from|on|of|working) [^,;.]{0,50})?"
_SPEAKERS = tuple(
    (
        name,
        re.compile(
            rf"\b(?:{who})\b(?:,[^,;.]{{0,60}},)?{_BETWEEN}\s+{_SAY}\b",
            re.I,
        ),
    )
    for name, who in _WHO
)
_NAMES = tuple((name, re.compile(rf"\b(?:{who})\b", re.IGNORECASE)) for name, who in _WHO)


def find_voice(text: str) -> str:
    """Return whose statement a sentence is, by its own words.

    The first speaker with a verb of saying counts; else whom the reviewers heard or quote; else figures; else the
    reviewers' own "we found".

    Returns:
        `people`, `carers`, `staff`, `leaders`, `providers`, `data`, `reviewers`, or empty.
    """
    if spoken := _first(_SPEAKERS, text):
        return spoken
    for cue in (_HEARD, _ACCORDING):
        if (found := cue.search(text)) and (named := _first(_NAMES, found["who"])):
            return named
    if _DATA.search(text):
        return "data"
    return "reviewers" if _REVIEWERS.search(text) else ""


def _first(rules: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str:
    found = [
        (match.start(), order, name) for order, (name, rule) in enumerate(rules) if (match := rule.search(text))
    ]
    return min(found)[2] if found else ""
