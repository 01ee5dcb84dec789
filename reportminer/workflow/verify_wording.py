"""Whether two wordings are the same, whatever line breaks and engines make of them, and how they differ."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_DASHES = "\\-\u2010-\u2015\u00ad\u2212\ufe63\uff0d"
_SIGN = re.compile(rf"(?<![\w.,)])[{_DASHES}](?=[£$€]?\d)")
_LOOSE = re.compile(rf"[\s{_DASHES}]+")
_STRAIGHT = str.maketrans("‘’‚‛′“”„‟″", "'''''\"\"\"\"\"")
MINUS = "~"
"""What stands in a key for a minus before a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A stretch of words of a passage as it was and as it is now."""

    was: str
    """Words that stood there, or empty."""
    now: str
    """Words that stand there now, or empty; the same as `was` where nothing was changed."""


def make_key(text: str) -> str:
    """Return what of a wording must not change: NFKD, straight quotation marks, no spaces and no hyphens.

    Spaces and hyphens go, since line breaks come and go with them; a minus before a figure stays as a sign.

    Example:
        >>> make_key("co-\\nordinated") == make_key("co-ordinated") == make_key("coordinated")
        True
        >>> make_key("fell by -5%") == make_key("fell by 5%")
        False
    """
    return _LOOSE.sub("", unicodedata.normalize("NFKD", _SIGN.sub(MINUS, text).translate(_STRAIGHT)))


def make_key_with_places(text: str) -> tuple[str, list[int]]:
    """Return the key of a text, and for each character of the key its place in the text."""
    parts: list[str] = []
    places: list[int] = []
    for at, char in enumerate(_SIGN.sub(MINUS, text)):
        kept = char if char.isascii() and char.isalnum() else _make_key_of_char(char)
        if kept:
            parts.append(kept)
            places += [at] * len(kept)
    return "".join(parts), places


@lru_cache(maxsize=4096)
def _make_key_of_char(char: str) -> str:
    return make_key(char)


def measure_likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two sequences of words are, 0 to 1: twice the words in common, in order, by all words.

    Source: J. W. Ratcliff and D. Metzener (1988), Pattern matching: the Gestalt approach; as in `difflib`.
    """
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def split_words(text: str) -> list[str]:
    """Return the words of a text for comparing, in order, in lower case with the signs that belong to them."""
    return [key.casefold() for word in text.split() if (key := make_key(word))]


def tell_changes(was: str, now: str) -> tuple[Change, ...]:
    """Return how a wording became another, word by word: unchanged and changed stretches in turn."""
    before, after = was.split(), now.split()
    old, new = ([make_key(word) for word in words] for words in (before, after))
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(
        Change(was=" ".join(before[i:j]), now=" ".join(before[i:j] if kind == "equal" else after[k:n]))
        for kind, i, j, k, n in opcodes
    )


def describe_changes(changes: Sequence[Change]) -> str:
    """Return changes as one line: what was replaced, left out and added stands in square brackets.

    Example:
        >>> describe_changes(tell_changes("Leaders had one clear vision.", "Leaders had no vision."))
        'Leaders had [one clear → no] vision.'
    """
    return " ".join(_describe(changes))


def _describe(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        if change.was == change.now:
            yield change.was
        elif not change.now:
            yield f"[left out: {change.was}]"
        elif not change.was:
            yield f"[added: {change.now}]"
        else:
            yield f"[{change.was} → {change.now}]"
