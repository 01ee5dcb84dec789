"""Shares and multiples in words: "one in three", "two thirds", "four of the ten", "doubled", "twice the ..."."""

import re
from collections.abc import Iterator

from reportminer.extract.figure import SHARE, TIMES, Figure
from reportminer.extract.numerals import IN_DIGITS, IN_WORDS, value_of_words

MODIFIER = (
    r"(?:(?:just|well|slightly|far) )?(?:more than|less than|fewer than|over|under|nearly|almost|around|about"
    r"|approximately"
    r"|approx\.?|at least|at most|up to|as many as|as few as|as much as|as little as|close to|roughly|circa"
    r"|no more than"
    r"|no fewer than|no less than|an estimated|estimated) "
)
"""Words that bound a figure and belong to it."""
_BOUND = re.compile(rf"\b{MODIFIER}$", re.IGNORECASE)
_N = rf"(?:{IN_WORDS}|{IN_DIGITS})"
_PARTS = {
    "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10, "twentieth": 20,
}  # fmt: skip
_CLUE = re.compile(r"half|third|quarter|fifth|sixth|seventh|eighth|tenth|twentieth", re.IGNORECASE)
_MULTIPLE_CLUE = re.compile(r"double|trebl|tripl|quadrupl|halved|twice| times", re.IGNORECASE)
_FRACTION = re.compile(
    r"\b(?:(?P<many>two|three|four|five|six|seven|eight|nine)[- ]"
    r"(?P<parts>thirds|quarters|fifths|sixths|sevenths|eighths|tenths)"
    r"|(?:a|one)[- ](?P<part>third|quarter|fifth|sixth|seventh|eighth|tenth|twentieth)"
    r"|(?:(?:a|one) )?(?P<half>half))\b(?![-‑])",
    re.IGNORECASE,
)
_FIGURE_WORD = (
    r" (?:of|the|its|their|our|all|that|those|these|as many|as much|were|was|had|have|has|said|are|is|did|do"
    r"|felt|told"
    r"|reported|more|less|fewer|lower|higher|were|would|could|went|received|left|said)\b"
)
_AGAIN = re.compile(r" as (?:many|much|high|long) again\b")
_AFTER_HALF = re.compile(_FIGURE_WORD)
_BEFORE_PART = re.compile(
    r"\b(?:by|than|to|from|at|only|just|some|for|nearly|almost|about|over|under|around) $", re.IGNORECASE
)
_NOT_A_PART = re.compile(
    r"\b(?:first|second|latter|last|past|previous|next|other|final|each|every|per|better|this|that|the|and a"
    r"|and|or)[ -]$",
    re.IGNORECASE,
)
_TIME_OF = re.compile(
    r" of (?:the |a )?(?:day|week|month|year|term|century|decade|(?:19|20)\d\d)\b|(?: an| a)? hours?\b"
)
_IN = re.compile(
    rf"(?<![\w.,£$€/–‑-])(?P<part>{_N})"
    rf"(?P<noun>(?: (?!(?:{IN_WORDS})\b)[a-z][a-z-]+){{1,2}}(?<! in)(?<! out)(?<! of))?"
    rf" (?:in(?: every| each)?|out of(?: (?:the|every|these|those|its|our))?) (?P<whole>{_N})(?![\w%]"
    rf"|[.,/:-]\d| ?(?:per cent|%))",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"(?<![\w.,£$€/–‑-])(?P<part>{_N}) of (?:(?:the|its|their|our|his|her|these"
    rf"|those|all) )?"
    rf"(?P<whole>{_N})(?![\w%]|[.,/:-]\d| ?(?:per cent|%|million|billion))",
    re.IGNORECASE,
)
_DURATION_AFTER = re.compile(
    r"[- ](?:calendar |working |consecutive )?(?:minute|hour|day|week|month|year|night|decade)s?\b"
)
_PLURAL_AFTER = re.compile(r" (?!is\b|was\b|has\b|as\b|across\b)[a-z-]+s\b")
_CHANGE = re.compile(
    r"\b(?:(?P<double>double[d]?)|(?P<treble>(?:trebl|tripl)ed)"
    r"|(?P<quadruple>quadrupled)|(?P<halve>halved))\b",
    re.IGNORECASE,
)
_EACH = re.compile(r" in (?:every|each) ")
_DOUBLE_WORD = re.compile(r" (?:the |that |those |what |its |their )")
_TWICE = re.compile(
    rf"\b(?:(?P<twice>twice)|(?P<times>{_N}) times)"
    r"(?= (?:as|the|that|those|what|more|higher|greater|larger|longer|lower|less|its|their)\b)(?! the (?:year"
    r"|week|month|day))",
    re.IGNORECASE,
)


def find_shares(text: str) -> Iterator[Figure]:
    """Give shares of a whole, with values from 0 to 1."""
    if _CLUE.search(text):
        yield from _find_fractions(text)
    for pattern, clues in ((_IN, (" in ", " out of ")), (_OF, (" of ",))):
        if not any(clue in text for clue in clues):
            continue
        for match in pattern.finditer(text):
            part, whole = _value(match["part"]), _value(match["whole"])
            if _is_share(text, match, part, whole):
                yield _figure(text, match, round(part / whole, 4), SHARE)


def find_multiples(text: str) -> Iterator[Figure]:
    """Give how many times as much something is or was, in the unit `times`: "doubled" is 2, "halved" 0.5."""
    if not _MULTIPLE_CLUE.search(text):
        return
    for match in _CHANGE.finditer(text):
        verb = match.group().split()[-1].lower()
        if verb == "double" and not _DOUBLE_WORD.match(text, match.end()):
            continue
        value = 2.0 if match["double"] else 3.0 if match["treble"] else 4.0 if match["quadruple"] else 0.5
        yield _figure(text, match, value, TIMES)
    for match in _TWICE.finditer(text):
        yield _figure(text, match, 2.0 if match["twice"] else _value(match["times"]), TIMES)


def _figure(text: str, match: re.Match[str], value: float, unit: str) -> Figure:
    return Figure(_begin(text, match.start()), match.end(), value, unit, reach=match.end())


def _begin(text: str, start: int) -> int:
    """Where a figure begins together with the words that bound it."""
    bound = _BOUND.search(text, max(0, start - 40), start)
    return bound.start() if bound else start


def _find_fractions(text: str) -> Iterator[Figure]:
    for match in _FRACTION.finditer(text):
        before, after = text[max(0, match.start() - 16) : match.start()], text[match.end() : match.end() + 40]
        if _NOT_A_PART.search(before) or _TIME_OF.match(after):
            continue
        if match["half"] and (again := _AGAIN.match(text, match.end())):
            yield Figure(match.start(), again.end(), 1.5, TIMES, reach=again.end())
            continue
        bounded = _begin(text, match.start()) < match.start()
        if _is_half(after, bounded=bounded) if match["half"] else _is_part(match, before, after):
            yield _figure(text, match, _value_of_fraction(match), SHARE)


def _is_half(after: str, *, bounded: bool) -> bool:
    return bool(_AFTER_HALF.match(after)) or (bounded and not after.startswith((" a", "-")))


def _is_part(match: re.Match[str], before: str, after: str) -> bool:
    """Say whether "a third" is a share and not the third of a row."""
    if match["many"] or _BOUND.search(before) or _BEFORE_PART.search(before):
        return True
    return after.startswith(" of")


def _value_of_fraction(match: re.Match[str]) -> float:
    if match["half"]:
        return 0.5
    parts = _PARTS[(match["parts"] or match["part"]).lower().removesuffix("s")]
    return round((_value(match["many"]) if match["many"] else 1) / parts, 4)


def _value(number: str) -> float:
    return float(number.replace(",", "")) if number[0].isdigit() else float(value_of_words(number))


def _is_share(text: str, match: re.Match[str], part: float, whole: float) -> bool:
    if not 0 < part < whole or 1900 <= whole < 2100 or whole in (1_000, 10_000, 100_000):
        return False
    if match.re is _OF:
        return part > 1 or match["part"].lower() != "one"
    if "out of" in match.group():
        return True
    if _DURATION_AFTER.match(text, match.end()):
        return False
    return bool(_EACH.search(match.group())) or _is_one_in(text, match, part, whole)


def _is_one_in(text: str, match: re.Match[str], part: float, whole: float) -> bool:
    """Say whether "in" joins two numbers of one share: not in "five pilots in ten areas"."""
    same_form = match["part"][0].isdigit() == match["whole"][0].isdigit()
    if match["noun"]:
        return same_form and whole <= 20 and not _PLURAL_AFTER.match(text, match.end())
    return (same_form or whole in (10, 100)) and (part == 1 or whole <= 100)
