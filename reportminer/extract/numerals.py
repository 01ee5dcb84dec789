"""Numbers as they stand in a text, in digits ("1,030", "2.4 million") and in words ("twenty-five")."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_UNITS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_SMALL: Final = {
    **{word: value for value, word in enumerate((*_UNITS, *_TEENS), start=1)},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
}
_SCALES: Final = {
    **{"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12},
    **{"m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "k": 1_000, "dozen": 12},
}
_U = "|".join(_UNITS)
_WORD_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_U}))?|{'|'.join(_TEENS)}|{_U})"
_BELOW_THOUSAND = rf"{_WORD_SMALL}(?: hundred(?: and {_WORD_SMALL})?)?"
IN_WORDS: Final = (
    rf"(?:{_BELOW_THOUSAND}(?: (?:thousand|million|billion|dozen)(?:,? (?:and )?{_BELOW_THOUSAND})?)?"
    r"|an? (?:hundred|thousand|million|billion|dozen)\b(?! or so))"
)
"""A number in words, as a pattern without anchors."""
IN_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
"""A number in digits, as a pattern without anchors."""
_NUMERAL = re.compile(
    rf"(?P<digits>{IN_DIGITS})(?P<scale> ?(?:thousand|hundred|million|billion|trillion)\b|(?:bn|mn|tn|[mk])\b"
    rf"| bn\b)?"
    rf"|\b(?P<words>{IN_WORDS})\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+")
ANCHOR: Final = re.compile(
    rf"\d|\b(?:{_U}|{'|'.join(_TEENS)}|{'|'.join(_TENS)}|hundred|thousand|million|dozen|half|third|quarter|fifth"
    r"|thirds|quarters|fifths|tenths?|twice|double[ds]?|doubling|tripled?|trebled?|halved|halving)\b",
    re.IGNORECASE,
)
"""What any figure has in it: a text without it needs no closer look."""


class Numeral(NamedTuple):
    """A number and where it stands."""

    start: int
    """First character."""
    end: int
    """One past the last, its scale ("million") included."""
    value: float
    """As a number."""
    in_words: bool
    """Whether it is written in words."""


def find_numerals(text: str) -> Iterator[Numeral]:
    """Give the numbers of a text in order, whatever they are for."""
    for match in _NUMERAL.finditer(text):
        if match["words"]:
            yield Numeral(match.start(), match.end(), float(value_of_words(match["words"])), True)
        else:
            scale = _SCALES[match["scale"].strip().lower()] if match["scale"] else 1
            value = scaled(match["digits"], scale)
            yield Numeral(match.start(), match.end(), value, False)


def scaled(digits: str, scale: int) -> float:
    """Return the value of a number in digits times a scale, rounded so that "2.3 million" is 2300000.

    Args:
        digits: with or without commas between thousands.
        scale: 1 or more.
    """
    return round(float(digits.replace(",", "")) * scale, 6)


def scale_of(word: str) -> int:
    """Return what a word or letter for a scale stands for ("million", "bn"); 1 for an empty one."""
    return _SCALES[word.strip().lower()] if word.strip() else 1


def value_of_words(words: str) -> int:
    """Return the value of a number in words.

    Example:
        >>> value_of_words("two hundred and twenty-five"), value_of_words("a million")
        (225, 1000000)
    """
    total = current = 0
    for word in _WORD.findall(words.lower()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word in ("a", "an"):
            current += 1
        elif word == "hundred":
            current *= 100
        elif word in _SCALES:
            total += current * _SCALES[word]
            current = 0
    return total + current
