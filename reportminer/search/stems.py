"""Words and their stems as the full-text index sees them, so that a hit's words can be told without asking it.

The index cuts text as SQLite's `unicode61` tokeniser does (letters and digits, case and accents left aside) and
stems each word as its `porter` tokeniser does.

Source: M. F. Porter (1980), An algorithm for suffix stripping; `fts5_tokenize.c` of SQLite for the order of the
    steps and for words outside ASCII, whose bytes count as consonants.
"""

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+")
_LONGEST, _SHORTEST = 64, 3  # bytes; other words are left as they are

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "logi": "log", "bli": "ble",
    "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate",
    "alism": "al", "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive",
    "biliti": "ble",
}  # fmt: skip
_STEP_3 = {
    "ical": "ic", "ness": "", "icate": "ic", "iciti": "ic", "ful": "", "ative": "", "alize": "al",
}  # fmt: skip
_STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate",
    "iti", "ous", "ive", "ize",
)  # fmt: skip
_LONGEST_SUFFIX = 7


def split_words(text: str) -> list[str]:
    """Return the words of a text as they stand, in order."""
    return _TOKEN.findall(text)


def split_folded(text: str) -> list[str]:
    """Return the words of a text in lower case without accents, in order."""
    return _TOKEN.findall(fold_word(text))


def find_words(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text begin and end."""
    return [found.span() for found in _TOKEN.finditer(text)]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of one word in lower case, without accents.

    Example:
        >>> [stem(word) for word in ("Budgets", "organisations", "listening", "policy", "café")]
        ['budget', 'organis', 'listen', 'polici', 'cafe']
    """
    data = fold_word(word).encode()
    if not _SHORTEST <= len(data) <= _LONGEST:
        return data.decode()
    # One character a byte: SQLite counts bytes.
    return _strip(data.decode("latin-1")).encode("latin-1").decode(errors="replace")


def fold_word(text: str) -> str:
    """Return a word, or a text, in lower case without accents."""
    low = text.lower()
    if low.isascii():
        return low
    flat = unicodedata.normalize("NFD", low)
    return low if flat == low else "".join(c for c in flat if not unicodedata.combining(c))


def _strip(word: str) -> str:
    word = _strip_plural(word)
    word = _strip_ending(word)
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = _replace(word, _STEP_2)
    word = _replace(word, _STEP_3)
    word = _cut(word)
    if word.endswith("e") and _drops_e(word[:-1]):
        word = word[:-1]
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word


def _strip_plural(word: str) -> str:
    """Step 1a."""
    if not word.endswith("s") or word.endswith("ss"):
        return word
    if (word.endswith("sses") and len(word) > 4) or (word.endswith("ies") and len(word) > 3):
        return word[:-2]
    return word[:-1]


def _strip_ending(word: str) -> str:
    """Step 1b."""
    if word.endswith("eed") and len(word) > 3:
        return word[:-1] if _measure(word[:-3]) else word
    for ending in ("ed", "ing"):
        start = word.removesuffix(ending)
        if start not in {word, ""} and _has_vowel(start):
            return _mend(start)
    return word


def _mend(start: str) -> str:
    """Give back what a verb lost before its ending: "hop(p)ing", "hop(e)ing"."""
    if start.endswith(("at", "bl", "iz")) and len(start) > 2:
        return start + "e"
    last = start[-1]
    if last not in "aeioulsz" and start[-2:-1] == last:
        return start[:-1]
    return start + "e" if _measure(start) == 1 and _is_short(start) else start


def _replace(word: str, endings: dict[str, str]) -> str:
    for size in range(min(_LONGEST_SUFFIX, len(word) - 1), 2, -1):
        ending = word[-size:]
        if ending in endings:
            return word[:-size] + endings[ending] if _measure(word[:-size]) else word
    return word


def _cut(word: str) -> str:
    """Step 4."""
    for size in range(min(5, len(word) - 1), 1, -1):
        ending, start = word[-size:], word[:-size]
        if ending in _STEP_4:
            return start if _measure(start) > 1 and (ending != "ion" or start[-1] in "st") else word
    return word


def _drops_e(start: str) -> bool:
    """Step 5a."""
    measure = _measure(start)
    return measure > 1 or (measure == 1 and not _is_short(start))


def _measure(start: str) -> int:
    """Return how often consonants follow vowels (Porter's m), counted up to 2."""
    consonant, found, seen_vowel = False, 0, False
    for letter in start:
        consonant = not _is_vowel(letter, consonant)
        if consonant and seen_vowel:
            found, seen_vowel = found + 1, False
            if found > 1:
                break
        elif not consonant:
            seen_vowel = True
    return found


def _is_short(start: str) -> bool:
    """Say whether it ends in consonant, vowel, consonant, the last not w, x or y (Porter's *o)."""
    if start[-1] in "wxy":
        return False
    consonant, kinds = False, []
    for letter in start:
        consonant = not _is_vowel(letter, consonant)
        kinds.append(consonant)
    return [False, *kinds][-3:] == [True, False, True]


def _has_vowel(start: str) -> bool:
    return any(_is_vowel(letter, at > 0) for at, letter in enumerate(start))


def _is_vowel(letter: str, y_counts: bool) -> bool:
    return letter in "aeiou" or (y_counts and letter == "y")
