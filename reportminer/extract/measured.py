"""What a figure measures, in words of its sentence."""

import re
from collections.abc import Sequence
from typing import Final

from reportminer.extract.figure import PERCENT, POINTS, POUNDS, SHARE, TIMES, Figure
from reportminer.extract.periods import Period

_LONGEST = 14
_REACH = 120
_STOP = re.compile(
    r"[;:()—“”\"]|,(?!\d)|\.(?!\d)| – |\s(?:but|while|whereas|although|which|compared|because|when|whose|where"
    r"|so that|in comparison|as against|against"
    r"|up from|down from|rather than)\b|\s(?:higher|lower|more|fewer|less|longer|shorter|above|below) than\b"
    r"|\sthan\b"
    r"|\sand (?:had|have|were|was|are|is|could|that|the remainder)\b|\s(?:above|below|short of|in line with) the\b"
)
_CLAUSE_END = re.compile(
    r"[;:()—]|(?<!\d),|,(?!\d)|\.(?!\d)| – |\s(?:but|while|whereas|although|which|and that|because|that)\s"
)
_VERB = re.compile(
    r"\b(?:(?:has|have|had|would|will|could|may|might|should|can|was|were|is|are|being|been|be|also|now|only"
    r"|just|already|again|still|not|yet|then|then|regularly"
    r"|currently)\s)*(?:was|were|is|are|be|been|being|stood|stands|fell|fallen|rose|risen|ris(?:es|ing)|falls?"
    r"|falling|dropp(?:ed|ing)|declined|decreas(?:ed|ing)"
    r"|increas(?:ed|es|ing)|grew|grown|reduced|averaged?|totall(?:ed|ing)|reached|amount(?:ed|s)|represent(?:s"
    r"|ed)?|account(?:s|ed)?|constitutes?|lengthened|shortened"
    r"|remain(?:s|ed)|stayed|improved|went|gone|lasted|took|cost|costs?|exceed(?:s|ed)?|ran|ranged?|ranging"
    r"|dropped|doubled|halved|comprises?|came|varied"
    r"|estimated|had|has|have)"
    r"(?:\s(?:up|down|by|to|at|from|for|only|just|about|on average|an average of|an estimated|a total of|a"
    r"|as low as|as high as|back|further|approximately|between"
    r"|nearly|around|of|out at|in|over))*\s*$"
)
_PRONOUN = re.compile(
    r"(?:some|about|nearly|and |but |that |which )?(?:it|they|this|these|those|that|which|who|he|she|we|i"
    r"|there|of which|of whom|what|you|whom|and|one)?\s*(?:also|now|only)?$",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"^(?:(?:since|while|with|and|but|so|that|which|when|while|although|as|because|where|for example"
    r"|for instance|however|overall|in total|only|just|some|about|data|showed|found|in fact"
    r"|therefore|also|said|reported|noted|told us|estimated|with|by then|in particular|indeed|nationally"
    r"|globally),?\s+)+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|a|an|its|their|our)\s+", re.IGNORECASE)
_NOUN_OF = re.compile(
    r"(?:^|\s)(?P<noun>(?:(?!(?:was|were|is|are|had|has|have|to|with|and|that|of|in|on|for|by|at|from|a|an|the"
    r"|its|their|his|her|our)\b)[A-Za-z][\w’'-]*\s){1,4})of\s$"
)
_CHANGE_OF = re.compile(
    r"\b(?:increase|reduction|rise|fall|drop|decrease|decline|growth|improvement|cut)s? (?:in|to"
    r"|of) (?P<of>[^,.;:]{3,90}?) (?:of|by)\s$"
)
_TRANSITIVE = re.compile(
    r"\b(?:reduced?|reducing|cut|cutting|increased?|increasing|raised?|lowered|shortened|lengthened|improved"
    r"|saved|brought|doubled|halved)\s(?P<what>[^,.;:]{3,90}?)"
    r"(?:\s(?:up|down))?\s(?:by|to|from)(?: (?:just|only|about|around|an? average of))?\s$"
)
_VERB_BEFORE = re.compile(
    r"(?:^|\s)(?P<verb>(?:[a-z]+(?:ed|ing|ent|ade)|spend|cost|receive|invest|save|pay|provide|make|worth"
    r"|deliver))(?: (?:a|an|the|its|only|just|another|with|a further|further))?\s$"
)
_OF: Final = re.compile(r"\s(?:of|in)\s(?=\w)")
_NOUN_AFTER = re.compile(r"\s(?:[a-z]+|[A-Z]{2,})\b")
_FUNCTION = re.compile(
    r"(?:of|in|on|at|to|for|from|by|with|per|and|or|was|were|is|are|had|has|have|did|said|would|could|each"
    r"|more|less|fewer|higher|lower|said|respectively|short"
    r"|in|a|an|the|who|that|which|it|they|he|she|we|there|this|these|those|over|since|during|between|across"
    r"|among|up|down|also|only|as|if|felt|thought|disagreed|agreed"
    r"|intend|ed)\b"
)
_LOOSE_ENDS = frozenset({
    "the", "a", "an", "of", "in", "for", "to", "and", "or", "by", "with", "on", "their", "its", "total", "had",
    "has", "have", "at", "from", "(", "?", "…", ".", "that"
})  # fmt: skip
_ASIDE = re.compile(r"\([^()]*\)")
_OF_NUMBER = re.compile(r" of (?:the |its |their |our |all )?\d")
_COUNTED_RATE = re.compile(
    r"[\d\w] (?!days |people |cases )(?P<counted>[a-z][a-z’' -]*?"
    r" (?:per|in every|for every|for each|in each|out of every) [\d\w].*)"
)
_NOT_WHOLE = re.compile(r"(?:in|of) (?:England|the previous)\b")
_CHANGED = ("doubled", "trebled", "tripled", "halved", "quadrupled")
_EMPTY = re.compile(
    r"^(?:on average|longer|sooner|earlier|later|in all|in total|altogether|overall|quicker"
    r"|faster)\b(?: and\b.*)?\s*"
)
_AT = re.compile(r"(?:^|[.;:,] )(?P<what>[^,.;:]{3,90}), (?:which (?:was|is|stood) )?at (?:just |only |about )?$")
_RELATIVE = re.compile(r"\s*(?:were|was|are|is|had|have|has|could|can|will|would|do|did|does|[a-z]+ed)\b")
_OUTSIDE = re.compile(r"^\s*(?:in|of|for|on|by|and|to|at|with|from)?\s*$")


def measure_of(text: str, figure: Figure, periods: Sequence[Period], *, limit: int, begin: int = 0) -> str:
    """Return what a figure measures, at most 14 words; empty where the sentence does not say.

    Args:
        text: the sentence.
        figure: in it.
        periods: of the sentence, which are left out.
        limit: where the next figure begins.
        begin: where the figure before ends.
    """
    if figure.unit == SHARE and _OF_NUMBER.match(text, figure.end):
        limit = len(text)
    start = max(begin, figure.start - _REACH)
    lead = _without(text[start : figure.start], periods, start)
    told = _by_form(text, figure, lead)
    if told is not None:
        return told
    after = _EMPTY.sub("", _after(text, figure, periods, limit))
    if figure.unit.startswith("per_") and (inner := _COUNTED_RATE.search(text[figure.start : figure.end])):
        return _clip(f"{inner['counted']} {after}")
    before = _subject(text, figure, periods, begin)
    if figure.unit in (PERCENT, SHARE, POINTS, TIMES):
        return _measure_of_part(text, figure, before, after)
    if figure.unit in (POUNDS, "euros", "dollars"):
        return _measure_of_sum(lead, before, after)
    if figure.reach > figure.end:
        return _clip(f"{text[figure.end : figure.reach].strip()} {after}")
    return before or _clip(f"{_noun_of(lead)} {after}") or _last_words(lead)


def _by_form(text: str, figure: Figure, lead: str) -> str | None:
    """Read forms that name the measure before the figure: "turnover, at 12%", "delays: 9.2"."""
    if figure.unit == TIMES and text[figure.start : figure.end].endswith(_CHANGED):
        return _last_words(lead)
    if match := _AT.search(lead):
        return _tidy(match["what"])
    if figure.unit.startswith("per_") and lead.rstrip().endswith(":"):
        return _before_colon(lead)
    match = _CHANGE_OF.search(lead) or _TRANSITIVE.search(lead)
    return _tidy(match[1]) if match else None


def _without(said: str, periods: Sequence[Period], offset: int) -> str:
    """A stretch of a sentence without the periods in it."""
    for period in reversed(periods):
        start, end = period.start - offset, period.end - offset
        if start >= 0 and end <= len(said):
            said = said[:start] + said[end:].lstrip()
    return said


def _before_colon(lead: str) -> str:
    match = re.search(r"\b(?:more|fewer|higher|lower|less) (?P<what>[^,.;:]{3,90}?)(?: than [^,.;:]*)?:\s*$", lead)
    return _tidy(match["what"]) if match else _last_words(lead.rstrip(": "))


def _measure_of_part(text: str, figure: Figure, before: str, after: str) -> str:
    if figure.unit == TIMES and re.match(r"(?:the|that|those|as|its)\b", after):
        return before
    if _OF.match(text, figure.end) and after and not _NOT_WHOLE.match(after):
        return _clip(after.removeprefix("of "))
    if after and _NOUN_AFTER.match(text, figure.end) and not _FUNCTION.match(after):
        return _clip(after)
    match = _NOUN_OF.search(text[max(0, figure.start - 60) : figure.start])
    lead = match["noun"].strip() if match else ""
    return (
        before
        or (_clip(f"{lead} {after}") if match or not _OUTSIDE.match(after) else "")
        or _last_words(text[max(0, figure.start - 100) : figure.start])
    )


def _measure_of_sum(lead: str, before: str, after: str) -> str:
    if noun := _noun_of(lead):
        return _clip(f"{noun} {after}")
    if before:
        return before
    verb = _VERB_BEFORE.search(lead)
    if after and not _OUTSIDE.match(after) and not after.startswith("per "):
        return _clip(f"{verb['verb']} {after}" if verb else after)
    return _last_words(lead)


def _noun_of(lead: str) -> str:
    match = _NOUN_OF.search(lead)
    noun = match["noun"].strip() if match else ""
    return (
        ""
        if noun.lower()
        in ("average", "total", "had", "has", "have", "number", "rate", "an average", "record high", "score")
        else noun
    )


def _after(text: str, figure: Figure, periods: Sequence[Period], limit: int) -> str:
    """The words after a figure up to the end of its phrase, periods left out."""
    start, end = figure.reach, min(len(text), limit, figure.reach + 160)
    if stop := _STOP.search(text, start, end):
        end = stop.start()
    said = text[start:end]
    for period in reversed(periods):
        if start <= period.start < end:
            said = said[: period.start - start] + said[min(period.end, end) - start :]
    said = re.sub(
        r"\s(?:and|or|with|of|in|the|an?|to|for|at|from|by|on|over|about|only|just|was|were|is|had|a further"
        r"|between|of those|of them)*\s*$",
        "",
        said.rstrip(),
    )
    said = " ".join(said.split()).strip(" ,(?…-–")
    return "" if said == "respectively" else said


def _subject(text: str, figure: Figure, periods: Sequence[Period], begin: int) -> str:
    """The words before the verb that a figure follows: "admissions" of "admissions fell by"."""
    start = max(0, figure.start - 220)
    lead = _ASIDE.sub(lambda aside: " " * len(aside.group()), text[start : figure.start])
    verb = _VERB.search(lead)
    if verb is None:
        return ""
    cut = 0
    head = lead[: verb.start()].rstrip()
    for stop in _CLAUSE_END.finditer(head):
        rest = head[stop.end() :]
        if _RELATIVE.match(rest) and stop.group().strip() in ("which", "that"):
            continue
        if rest.strip() and not _PRONOUN.fullmatch(rest.strip()):
            cut = stop.end()
    if start + cut < begin < start + verb.start():
        joined = re.match(r"\s*(?:,? and|,? or|,)\s", text[begin : begin + 8])
        cut = begin - start + (joined.end() if joined else 0)
    said = head[cut:]
    for period in reversed(periods):
        if start + cut <= period.start < start + verb.start():
            a, b = period.start - start - cut, period.end - start - cut
            said = said[:a] + said[b:]
    said = said.strip(" ,:")
    return "" if _PRONOUN.fullmatch(said) else _tidy(said)


def _last_words(lead: str) -> str:
    """What stands before a figure, back to the last clause mark."""
    cut = 0
    for stop in _CLAUSE_END.finditer(lead):
        if lead[stop.end() :].strip():
            cut = stop.end()
    said = re.sub(
        r"(?:\s(?:of|by|to|at|from|a|an|the|with|only|just|in|for|was|were|is|about))+\s*$",
        "",
        " " + lead[cut:].rstrip(),
    )
    words = said.split()
    return _tidy(" ".join(words[-10:])) if words and not _PRONOUN.fullmatch(said.strip()) else ""


def _tidy(said: str) -> str:
    said = _FRONT.sub("", said.strip(" ,:–-(?…"))
    said = _ARTICLE.sub("", said)
    words = said.split()
    words = words[:_LONGEST]
    while words and words[-1].lower() in _LOOSE_ENDS:
        words.pop()
    return " ".join(words)


def _clip(said: str) -> str:
    words = _ARTICLE.sub("", said.strip(" ,:–-")).split()[:_LONGEST]
    while words and words[-1].lower() in _LOOSE_ENDS:
        words.pop()
    return " ".join(words)
