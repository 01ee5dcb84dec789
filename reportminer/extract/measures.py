"""What is measured ("delayed transfers of care"), and numbers of things ("1,030 vacancies")."""

import re
from collections.abc import Iterator

from reportminer.extract.mention import Mention
from reportminer.extract.wordlists import NOT_COUNTED

_RATED = (
    r"(?:vacancy|turnover|mortality|death|admissions?|readmissions?|attendance|infection|occupancy"
    r"|bed occupancy|sickness"
    r"|absence|sickness absence|staff turnover|retention|attrition|obesity|smoking|employment"
    r"|unemployment|conviction"
    r"|charge|crime|response|recovery|uptake|vaccination|referral|diagnosis|dementia diagnosis|hospitali[sz]ation"
    r"|birth|survival|completion|compliance|infant mortality|case fatality|reproduction|prevalence|delay)"
)
_MEASURES = (
    r"delayed (?:transfers? of care|discharges?|days)(?: rates?)?",
    r"(?:(?:A&E )?(?:four|4|18|six|twelve|62|two)[- ](?:hour|week|day) (?:A&E "
    r"|waiting[- ]time |waiting )?"
    r"(?:standards?|targets?))",
    r"(?:average |median |mean )?lengths? of stay",
    r"(?:emergency |unplanned |avoidable |hospital |non-elective |elective |permanent ){0,2}(?:re-?)?admissions?"
    r"(?= (?:rates?|per |to (?:care|residential|nursing) homes|for people|of people (?:aged|over)|fell\b|rose\b"
    r"|had (?:risen|fallen)|were (?:higher|lower)))(?: rates?| to (?:care|residential|nursing) homes)?",
    r"(?:emergency|unplanned|avoidable|non-elective) (?:re-?)?admissions?(?: rates?)?",
    rf"{_RATED} rates?(?! of pay)",
    r"bed occupancy",
    r"(?:ambulance )?(?:response|handover|waiting|turnaround) times?|handover delays",
    r"waiting lists?",
    r"(?:healthy |disability-free )?life expectancy(?: at (?:birth|65|age 65))?",
    r"(?:carer|patient|user|staff|public|client)[- ](?:reported )?(?:satisfaction|quality of life"
    r"|experience scores?)",
    r"quality[- ]adjusted life years?|excess deaths?|infant mortality|case fatality (?:ratio|rate)",
    r"(?:A&E |emergency department |ED )attendances",
    r"referral to treatment|bed days|delayed days|social care-related quality of life",
    r"(?:super-?|super )?stranded patients|long[- ]stay patients",
    r"(?:reproduction number|R number|body mass index|gross domestic product|gross value added)",
    r"proportion of (?:older )?people (?:aged 65 and over |over 65 )?(?:who were )?still at home"
    r"(?: 91 days after (?:discharge|leaving hospital))?",
    r"(?:domestic )?(?:carbon|greenhouse gas) emissions|modal share|traffic volumes?|detection rate",
)
_MEASURE = re.compile(rf"\b(?=[a-uw1246])(?:{'|'.join(_MEASURES).lower()})\b")
_MEASURE_CLUE = re.compile(
    r"delay|standard|target|stay|admission| rates?\b|occupanc|times?\b|waiting|expectancy"
    r"|satisfaction|quality|deaths?\b"
    r"|mortality|attendances|referral|bed days|stranded|number\b|mass index|domestic product"
    r"|value added|still at home"
    r"|emissions|modal|traffic|fatality|experience score",
)
_UNITS = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|nights?|decades?|miles?|metres?|kilometres?|degrees?"
    r"|grams?|litres?|times|pounds|pence|points?|percent|per|thirds?|quarters?|halves|tonnes?"
    r"|calories|st|nd|rd|th)"
)
_FEW = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)"
)
_STOP = (
    r"(?:of|in|to|and|or|per|the|a|an|at|on|by|for|with|from|who|that|which|were|was|is|are|had|has"
    r"|have|as|but|than|not"
    r"|more|less|out|it|its|their|his|this|these|those|each|when|where|while|be|been|did|do|does|said"
    r"|could|would|may"
    r"|can|should|also|if|so|because|after|before|between|over|under|until|since|during|through|into)"
)
_NOUN = rf"(?!(?:{_UNITS}|{_STOP})\b)(?:[a-z][a-z’'-]+|GPs|CCGs|[A-Z]{{2,5}}s|NHS|GP|A&E|Black|UK|EU)"
_PLURAL = re.compile(
    r"\b(?:people|children|men|women|staff|police|households|patients|GPs|CCGs|[A-Z]{2,5}s"
    r"|[a-z’'-]*(?:[^su\W]|ou|se)s(?<!ous)(?<!eless)(?<!ways))\b"
)
_COUNT = re.compile(
    r"(?:(?<![\w£$€.,/–—-])(?P<digits>(?!(?:19|20)\d\d\b)\d{1,3}(?:,\d{3})+|(?!(?:19|20)\d\d\b)\d{1,6})"
    r"(?: (?:million|thousand|billion|hundred))?"
    rf"|\b(?=[TFSENtfsen])(?P<few>(?i:{_FEW})))(?P<nouns>(?: {_NOUN}){{1,4}})(?![\w-])"
)
_NOT_MANY = frozenset({"1", "999", "111", "101", "112"})
"""One is no number of things; the others are telephone numbers."""
_FEW_BEFORE = re.compile(
    r"\b(?:first|last|next|other|past|one (?:of|in)|(?:Module|Chapter|Figure|Table|Recommendation"
    r"|[Pp]aragraph|[Pp]ara"
    r"|Box|Annex|Section|section|[Pp]ages?|Phase|[Tt]ier|[Cc]ategory|[Cc]ategories|[Tt]ype|[Bb]and"
    r"|[Dd]ay|Volume|Article|Question|Stage|Level|No\.?|Q|aged|per"
    r"|Part|Appendix|[Ss]cope|[Bb]and|Step|[Gg]rade|Wave|Schedule|Goal|[Vv]ersion|[Ff]ootnote)) ?$"
)


def find_measures(text: str) -> Iterator[Mention]:
    """Give what is measured in words of the field ("bed occupancy", "vacancy rate")."""
    small = lower(text)
    if _MEASURE_CLUE.search(small):
        yield from (Mention(match.start(), match.end(), "MEASURE") for match in _MEASURE.finditer(small))


def find_counts(text: str) -> Iterator[Mention]:
    """Give numbers of things with what is counted; durations, shares and references are none."""
    for match in _COUNT.finditer(text):
        if _FEW_BEFORE.search(text, max(0, match.start() - 16), match.start()):
            continue
        plurals = list(_PLURAL.finditer(text, match.start("nouns"), match.end()))
        if match["digits"] in _NOT_MANY and match[0][1:9] != " million":
            continue
        if not plurals or plurals[0][0] in NOT_COUNTED or (match["few"] and plurals[-1][0] in NOT_COUNTED):
            continue
        yield Mention(match.start(), plurals[-1].end(), "COUNT")


def lower(text: str) -> str:
    """A text in small letters, character for character."""
    small = text.lower()
    return small if len(small) == len(text) else text
