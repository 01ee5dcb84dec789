"""Numbers that count nothing: marks, references, names, ages, times, telephone numbers, years."""

import re

from reportminer.extract.numerals import Numeral

_SIGNS = "£$€"
_UNIT_LETTERS = re.compile(r"(?:p|pp|pc|ppts?|kg|km|mg|ml|mm|cm|g|x|MW|GW|kWh|GB|TB)\b")
_HYPHENED = re.compile(r"[-‑][A-Za-z]")
_BEDDED = re.compile(r"[-‑](?:bed|bedded|place|strong|page)\b")
_STRUCTURE = (
    r"paragraphs?|paras?\.?|pages?|pp?\.|sections?|chapters?|figures?|figs?\.?|tables?|box(?:es)?|annex(?:es)?"
    r"|parts?"
    r"|appendi(?:x|ces)|recommendations?|recs?\.?|conclusions?|footnotes?|notes?|articles?|clauses?|schedules?"
    r"|regulations?|rules?|volumes?|vols?\.?|nos?\.?|numbers?|questions?|years?|versions?|types?|phases?|tiers?"
    r"|stages?|levels?|modules?|steps?|bands?|grades?|waves?|tranches?|rounds?|columns?|lines?|days?|weeks?|items?"
    r"|actions?|priorit(?:y|ies)|objectives?|categor(?:y|ies)|class(?:es)?|zones?|options?|scenarios?|q|qq|r|c"
    r"|cm|hc"
    r"|hl|cp|bc|ref\.?|reference|isbn|ext\.?|tel\.?|telephone|room|line|covid|sars-cov|cell|slide|sheet|goals?"
    r"|principles?|standards?|strands?|pillars?|workstreams?|themes?|lots?|exhibits?|horizon|agenda"
)
_NAMED = (
    r"Risk|Group|Area|Ward|Unit|Floor|Wing|Building|Suite|Gate|Block|Exercise|Session|Domain|Outcome|Indicator"
    r"|Target"
    r"|Measure|Cohort|Schedule|Protocol|Programme|Project|Plan|Report|Issue|Route|Road|Act|Order|Resolution"
    r"|Form|Key"
    r"|Windows|Health|Change|Channel|Radio|World|Agenda|Vision|Team|Gateway|Annexe|Document|Class|Fund"
    r"|Framework|Cat"
    r"|IFRS|IAS|ISO|BS|NG|HTM|GMS|CP|PB|Cm|HC|HL|No|TS|TR|PCN|Q|BC|INQ\d*"
)
_ITEM = r"(?:\d+(?:\.\d+)*|[A-Z]\d*|[ivx]+)(?:\([a-z0-9]+\))*"
_LABELLED = re.compile(
    rf"(?:\b(?i:{_STRUCTURE})|\b(?:{_NAMED}))[\s -]?\(?(?:{_ITEM}(?:,? and|,? or|,|–|-| to| &)\s?)*$"
)
_ALLOWS_COUNT = re.compile(
    r"\b(?:parts|lines|days|weeks|years|actions|areas|in (?:numbers?|part)|line)\s$", re.IGNORECASE
)
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b")
_CODE = re.compile(r"0\d.*|\d{7,}")
_SIGN_BEFORE = re.compile(
    r"(?:[^\W\d_]|[/_@#\\&=]|(?<=[^\W_])[.,:]|(?<=.)[;)\]”*?!’]|(?<=[^ ])[‘']|(?<=[^\s(%])[-–‑−])$"
)
_SIGN_AFTER = re.compile(r"[^\W\d_]|[:/_@][^\W_]|\.\d")
_CLOCK = re.compile(r"\s?(?:[ap]\.?m\b|o[’']clock|hrs\b|noon\b)|:\d", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"\b(?:at|until|after|before|from|by) $")
_ADDRESS = re.compile(
    r",? (?:[A-Z][\w'’-]+ ){1,3}(?:Street|Road|Lane|Avenue|Square|House|Close|Drive|Place|Way|Court|Gardens"
    r"|Terrace)\b"
)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|aged (?:over|under|between)|ages? of|(?:people|those|adults?|men|women|residents?"
    r"|patients?|persons?"
    r"|population|children|citizens|individuals|anyone|everyone|all|is|are|was|were|be)(?: who (?:are"
    r"|were))?(?: aged)?"
    r" (?:over|under|above|below)(?: the age of)?|aged \d+ (?:to|and|or|-)|(?:man|woman|person|boy|girl|child) of"
    r"|(?:over|under)[- ]the[- ]age[- ]of|(?:the|of|in|among|for|older) over|turn(?:ed|ing|s))\s$",
    re.IGNORECASE,
)
_AGE_PAIR = re.compile(r"\b(?:aged?|ages|between|age of)\s[a-z\d]+\s?(?:to|and|or|-|–)\s?$", re.IGNORECASE)
_AGE_AFTER = re.compile(
    r"\s?(?:\+|(?:years?|yrs?)?[ -](?:of age|olds?\b|or (?:over|older|above|under|younger)|and (?:over|older|above"
    r"|under|younger|upwards))|s\b)",
    re.IGNORECASE,
)
_NOT_AN_AGE = re.compile(r"[\s-]?(?:%|per ?cent|per\b|people|staff|patients|beds|deaths|cases|years (?!old)|days)")
_COPULA = re.compile(r"\b(?:is|are|was|were|be|all|children|the|of|in|for) (?:over|under|above|below)\s$")
_THINGS = re.compile(r" (?!(?:is|was|has|years|across)\b)(?:[a-z-]+ ){0,2}?(?:[a-z-]+(?<!s)s|people|staff)\b")
_IN_BRACKETS = re.compile(r"\s?[\])]")
_LIST_START = re.compile(r"(?:\.|\)|:)(?:\s|$)|\s+[A-Z][a-z]|\s*$")
_CAPITAL_COUNT = re.compile(r"\s+(?:GPs|NHS|MPs|CCGs|ICBs|PCNs|SMEs|Members|Police|UK|English|British)\b")
_LINK = re.compile(r"(?:https?:|www\.|\S@)\S*$")
_QUANTITY = re.compile(r"\s?(?:%|per ?cent\b|million|billion)")


def is_no_figure(text: str, numeral: Numeral) -> bool:
    """Say whether a number only names, orders, dates or refers.

    Args:
        text: the sentence it stands in.
        numeral: the number.
    """
    if numeral.in_words:
        return _is_name_in_words(text, numeral)
    return _is_attached(text, numeral) or _is_label(text, numeral) or _is_age(text, numeral)


def is_attached(text: str, numeral: Numeral) -> bool:
    """Say whether a number is part of a longer sign ("COVID-19", "16:49", "3.1.2", "1st") or a footnote's mark."""
    return not numeral.in_words and _is_attached(text, numeral)


def _is_name_in_words(text: str, numeral: Numeral) -> bool:
    before, after = text[max(0, numeral.start - 40) : numeral.start], text[numeral.end : numeral.end + 24]
    if before[-1:] in ("-", "‑", "’", "'") and before[-2:-1].isalpha():
        return True
    if _HYPHENED.match(after) and not _BEDDED.match(after):
        return True
    labelled = _LABELLED.search(before)
    return bool(labelled and not _ALLOWS_COUNT.search(before)) or _is_age(text, numeral)


def _is_attached(text: str, numeral: Numeral) -> bool:
    start, end = numeral.start, numeral.end
    before, after = text[max(0, start - 60) : start], text[end : end + 12]
    begins = _SIGN_BEFORE.search(before[-2:]) or _LINK.search(before)
    return bool(begins or _continues(after))


def _continues(after: str) -> bool:
    """Say whether a longer sign goes on after the digits ("16:49", "1st", "30-day")."""
    if _HYPHENED.match(after):
        return not _BEDDED.match(after)
    return bool(_SIGN_AFTER.match(after)) and not _UNIT_LETTERS.match(after)


def _is_label(text: str, numeral: Numeral) -> bool:
    start, end = numeral.start, numeral.end
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    if _QUANTITY.match(after) or before[-1:] in _SIGNS:
        return False
    labelled = _LABELLED.search(before) and not _ALLOWS_COUNT.search(before)
    placed = _CLOCK.match(after) or _ADDRESS.match(after) or _CODE.fullmatch(text, start, end)
    return bool(labelled or placed) or _is_list_mark(before, after, numeral.value)


def _is_list_mark(before: str, after: str, value: float) -> bool:
    """Say whether a number begins the text as a list's mark does, or stands alone in brackets."""
    if not before.strip(" \"“‘('") and _LIST_START.match(after):
        return not _CAPITAL_COUNT.match(after)
    opened = before.rstrip()[-1:]
    return opened in ("(", "[") and bool(_IN_BRACKETS.match(after)) and (opened == "[" or value < 32)


def _is_age(text: str, numeral: Numeral) -> bool:
    if not 1 <= numeral.value <= 110 or numeral.value != int(numeral.value):
        return False
    before, after = text[max(0, numeral.start - 48) : numeral.start], text[numeral.end : numeral.end + 30]
    if _NOT_AN_AGE.match(after) or (_COPULA.search(before) and _THINGS.match(after)):
        return False
    return bool(_AGE_BEFORE.search(before) or _AGE_PAIR.search(before) or _AGE_AFTER.match(after))


def is_year(text: str, numeral: Numeral) -> bool:
    """Say whether four digits are more likely a year than a number of things."""
    digits = text[numeral.start : numeral.end]
    return len(digits) == 4 and digits.isdigit() and 1900 <= numeral.value < 2100
