"""Which way a figure goes, by the words beside it: "fell by 7%", "an increase of 10%", "remained at"."""

import re
from enum import StrEnum

from reportminer.extract.figure import TIMES, Figure


class Trend(StrEnum):
    """Which way a figure goes."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    HIGHER = "higher"
    LOWER = "lower"
    EQUAL = "equal"


_UP = (
    r"rose|ris(?:e|en|es|ing)|increas(?:e|ed|es|ing)|grew|grow(?:n|s|th|ing)?|climb(?:ed|ing)|lengthen(?:ed"
    r"|ing)|expand(?:ed|ing)"
    r"|gone up|went up|going up|jump(?:ed)?|up|surged?|doubled|trebled|tripled"
)
_DOWN = (
    r"fell|fall(?:en|s|ing)?|decreas(?:e|ed|es|ing)|declin(?:e|ed|es|ing)|drop(?:ped|s|ping)?|reduc(?:e|ed|es"
    r"|ing|tions?)|cut|cutting"
    r"|lower(?:ed|ing)|shorten(?:ed|ing)|shr[au]nk|gone down|went down|going down|down|halved|sav(?:ed|ing)"
)
_SAME = r"remain(?:s|ed|ing)?|stay(?:s|ed|ing)|unchanged|stable|steady|constant"
_MOVES = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<same>{_SAME}))\b")
_LINK = re.compile(
    r"^(?:(?:\s(?:significantly|slightly|sharply|steadily|further|again|only|just|back|nationally|year on year"
    r"|overall|an?|estimated|average|around|about|some"
    r"|still|constant|unchanged|at|by|to|of|high|low|record|total|the|current|consistently))*\s?"
    r"|\s(?:in|on|to|the|their|its|his|her|for)\b[^,.;:]{1,90}?\s(?:by|of|to|from)\s(?:an? |just |only "
    r"|around |about |between )?)$"
)
_OBJECT_LINK = re.compile(r"^\s[^,.;:]{1,90}?\sby\s(?:an? |just |only |around |about |between )?$")
_NOUN_AFTER = re.compile(
    r"^\s(?:(?:point|average|annual|further|overall|real[- ]terms?|net|year[- ]on[- ]year)\s){0,2}"
    r"(?:(?P<up>increase|rise|growth|uplift|jump|higher|longer)"
    r"|(?P<down>reduction|fall|drop|decrease|decline|cut|saving|lower|shorter|sooner|quicker|faster))\b"
)
_MORE_AFTER = re.compile(
    r"^\s(?:(?P<up>more|longer|later)|(?P<down>fewer|less|sooner|quicker|faster|shorter|earlier))\b"
)
_REACH = 110


def trend_of(text: str, figure: Figure) -> str:
    """Return `up`, `down` or `same` where the words next to a figure say so; for multiples also `higher`, `lower`.

    Args:
        text: the sentence.
        figure: in it.
    """
    if figure.unit == TIMES:
        return _trend_of_multiple(text, figure)
    after = text[figure.end : figure.end + 60]
    if match := _NOUN_AFTER.match(after):
        return Trend.UP if match["up"] else Trend.DOWN
    if match := _MORE_AFTER.match(after):
        return Trend.UP if match["up"] else Trend.DOWN
    return _trend_before(text[max(0, figure.start - _REACH) : figure.start])


def _trend_before(before: str) -> str:
    for last in _MOVES.finditer(before):
        link = before[last.end() :]
        if last.group() == "up" and link.strip() == "to":
            continue
        if _LINK.match(link) or (last.group() in _TRANSITIVE and _OBJECT_LINK.match(link)):
            if last["same"]:
                return (
                    Trend.SAME if re.match(r"\s(?:\w+\s){0,2}(?:at|on)\s", f"{link} ") or not link.strip() else ""
                )
            return Trend.UP if last["up"] else Trend.DOWN
    return ""


_TRANSITIVE = frozenset({
    "reduced", "reduce", "reducing", "cut", "cutting", "increased", "increase", "increasing", "raised",
    "lowered", "shortened", "lengthened", "decreased", "saved"
})  # fmt: skip


def _trend_of_multiple(text: str, figure: Figure) -> str:
    words = text[figure.start : figure.end].lower()
    if re.search(r"(?:doubled|trebled|tripled|quadrupled)$", words):
        return Trend.UP
    if words.endswith("halved"):
        return Trend.DOWN
    if words.endswith("times") and not re.match(
        r"\s(?:as|the|that|those|what|more|higher|greater|larger|longer|lower|less)\b", text[figure.end :]
    ):
        return ""
    return Trend.LOWER if re.match(r"\s(?:lower|less|fewer|smaller)", text[figure.end :]) else Trend.HIGHER
