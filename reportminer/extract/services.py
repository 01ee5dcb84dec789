"""Services, teams and units that are named by what they do ("rapid response team")."""

import re
from collections.abc import Iterator

from reportminer.extract.measures import lower
from reportminer.extract.mention import Mention

_TEAMS = re.compile(
    r"(?<![\w/-])(?=[acdefghilmnoprstuw])(?:(?:community|integrated|multi-?disciplinary|multi-agency"
    r"|hospital|rapid|urgent|crisis|intermediate|acute|early"
    r"|supported|mental|health|social|care|nursing|district|discharge|response|frailty|falls|stroke|reablement"
    r"|rehabilitation|enablement|therapy|palliative|end[- ]of[- ]life|out[- ]of[- ]hours|emergency"
    r"|duty|liaison|dementia"
    r"|memory|admission|admissions|avoidance|assessment|transfer|home|homecare|domiciliary|stop|smoking|cessation"
    r"|telecare|telehealth|sitting|befriending|wheelchair|equipment|ambulance|triage|night|respite"
    r"|bed-based|step-down"
    r"|step-up|in-reach|outreach|medicines|pharmacy|safeguarding|continuing|healthcare|older|adult|locality"
    r"|neighbourhood|psychiatric|psychiatry|ambulatory|observation|decision|meals|carers['’]?|gp|nhs"
    r"|a&e)[ -]){1,5}"
    r"(?:services?|teams?|units?|clinics?|hubs?|wards?)\b(?!['’]s? |[-/])"
)
_SPECIAL = re.compile(
    r"\b(?:hospital at home|virtual wards?|out-of-hours gp|single point of (?:access|contact)"
    r"|day hospital|day centre"
    r"|minor injuries unit|urgent (?:care|treatment) centres?|social prescribing|front door team"
    r"|extra care housing)\b"
)
_SERVICE_CLUE = re.compile(
    r"(?:service|team|unit|clinic|hub|ward)s?\b|at home|out-of-hours gp|single point|day hosp"
    r"|day cent|treatment cent"
    r"|care cent|prescribing|care housing"
)
_ALWAYS = (
    r"frailty|falls|stroke|reablement|rehabilitation|enablement|intermediate|rapid|crisis|discharge"
    r"|liaison|palliative"
    r"|end[- ]of[- ]life|out[- ]of[- ]hours|dementia|memory|cessation|telecare|sitting|befriending"
    r"|respite|nursing|therapy"
    r"|in-reach|outreach|step-|homecare|domiciliary|home care|equipment|ambulatory|social work|meals|wheelchair"
    r"|multi-?disciplinary|continuing|psychiatr|medicines"
)
_TELLING_ALL = re.compile(_ALWAYS)
"""Words that tell a service also where several are spoken of."""
_TELLING = re.compile(
    rf"{_ALWAYS}|response|triage|assessment|admission|transfer|mental health|duty|ambulance"
    rf"|integrated care|locality"
    r"|neighbourhood|urgent|pharmacy|night|decision|observation"
)


def find_services(text: str) -> Iterator[Mention]:
    """Give services, teams and units that are named by what they do ("rapid response team")."""
    small = lower(text)
    if _SERVICE_CLUE.search(small):
        for match in _TEAMS.finditer(small):
            if (_TELLING_ALL if match[0].endswith("services") else _TELLING).search(match[0]):
                yield Mention(match.start(), match.end(), "SERVICE")
        for match in _SPECIAL.finditer(small):
            yield Mention(match.start(), match.end(), "SERVICE")
