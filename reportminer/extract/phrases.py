"""The phrase language of the codebook: compiling phrases, and finding them in a block's words.

Words in order, in any case; `*` ends a word for any ending; hyphenated, spaced and joined spellings are equal,
-ise and -ize too; `…` stands for up to three words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_IZE = re.compile(r"iz(?=(?:e|ed|es|er|ers|ing|ation|ations|ational|able)?$)")
_GAP = "…"
MAX_GAP = 3
"""Words that `…` may stand for at most."""
_PREFIXES = frozenset({"co", "inter", "multi", "non", "pre", "re", "over", "under", "self", "tele", "cross"})
"""First parts that a word joined in the codebook may have apart from the rest in the text ("co production")."""


class Word(NamedTuple):
    """A word of a text in the form that is compared."""

    key: str
    """Lower case, straight apostrophes, -ise."""
    start: int
    """First character."""
    end: int
    """One past the last."""
    hyphen: bool
    """Whether only a hyphen or slash separates it from the word before."""


class Phrase(NamedTuple):
    """A compiled phrase."""

    theme_id: str
    """Its theme."""
    rule: str
    """As the codebook has it."""
    parts: tuple[str, ...]
    """Words to match, `*` at the end of those that take any ending, `…` for a gap."""


class Found(NamedTuple):
    """A phrase found in a text."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    theme_id: str
    """Theme of the phrase."""
    rule: str
    """The phrase as the codebook has it."""


@lru_cache(maxsize=1 << 16)
def normal_word(word: str) -> str:
    """Return a word in the form that is compared: lower case, straight apostrophe, -ise for -ize."""
    low = word.lower().replace("’", "'")
    return _IZE.sub("is", low) if "iz" in low and len(low) > 5 else low


def iter_words(text: str) -> Iterator[Word]:
    """Give the words of a text; the parts of a hyphenated word one by one."""
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        gap = text[last:start]
        yield Word(normal_word(match[0]), start, end, hyphen=gap in ("-", "‐", "‑", "/", "­"))
        last = end


def compile_phrase(theme_id: str, rule: str) -> Phrase | None:
    """Return a phrase ready to match, or None where it has no word."""
    parts = [*_parts(rule.replace("...", _GAP))]
    while parts and parts[0] == _GAP:
        parts.pop(0)
    while parts and parts[-1] == _GAP:
        parts.pop()
    return Phrase(theme_id=theme_id, rule=rule, parts=tuple(parts)) if parts else None


def _parts(rule: str) -> Iterator[str]:
    for match in re.finditer(r"([^\W_]+(?:['’][^\W_]+)*)(\*)?|…", rule):
        yield _GAP if match[0] == _GAP else normal_word(match[1]) + (match[2] or "")


class PhraseIndex:
    """All phrases, by the letter that their first word begins with."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_letter: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            self._by_letter[phrase.parts[0][0]].append(phrase)
        self._starts: dict[str, _Starts] = {}

    def find(self, text: str) -> list[Found]:
        """Return the phrases found in a text, by start; of one theme the longest where several overlap."""
        words = list(iter_words(text))
        found = [
            Found(words[at].start, words[end - 1].end, phrase.theme_id, phrase.rule)
            for at in range(len(words))
            for phrase in self._candidates(words, at)
            if (end := match_at(phrase.parts, words, at))
        ]
        return _longest_of_each_theme(found)

    def _candidates(self, words: list[Word], at: int) -> Iterator[Phrase]:
        key = words[at].key
        starts = self._starts.get(key)
        if starts is None:
            starts = self._starts[key] = _sort_starts(key, self._by_letter.get(key[0], ()))
        if not starts.any:
            return
        following = words[at + 1].key[0] if at + 1 < len(words) else ""
        yield from starts.by_next.get("", ())
        yield from starts.by_next.get(following, ()) if following else ()
        if starts.split and following and (words[at + 1].hyphen or key in _PREFIXES):
            yield from starts.split


class _Starts(NamedTuple):
    """The phrases that may begin with one word of a text."""

    by_next: dict[str, list[Phrase]]
    """By the letter that the next word must begin with; empty where it may be any."""
    split: list[Phrase]
    """Those whose first word stands in two parts in the text."""
    any: bool
    """Whether there are any."""


def _sort_starts(key: str, phrases: Iterable[Phrase]) -> _Starts:
    by_next: dict[str, list[Phrase]] = defaultdict(list)
    split: list[Phrase] = []
    for phrase in phrases:
        first, second = phrase.parts[0], phrase.parts[1] if len(phrase.parts) > 1 else _GAP
        if _equal(first, key):
            by_next["" if second == _GAP else second[0]].append(phrase)
        elif second != _GAP and _equal(first.rstrip("*") + second, key):
            by_next[""].append(phrase)
        elif first.rstrip("*").startswith(key):
            split.append(phrase)
    return _Starts(by_next, split, bool(by_next or split))


def match_at(parts: tuple[str, ...], words: list[Word], at: int) -> int:
    """Return the index past the last word that the parts match from word `at`, or 0."""
    if not parts:
        return at
    if at >= len(words):
        return 0
    if parts[0] == _GAP:
        tries = (match_at(parts[1:], words, at + skip) for skip in range(MAX_GAP + 1))
        return next((end for end in tries if end), 0)
    for n_parts, n_words in _steps(parts, words, at):
        if end := match_at(parts[n_parts:], words, at + n_words):
            return end
    return 0


def _steps(parts: tuple[str, ...], words: list[Word], at: int) -> Iterator[tuple[int, int]]:
    """Ways to go on: a word for a word, two words of the phrase joined in the text, or the other way round."""
    key = words[at].key
    if _equal(parts[0], key):
        yield 1, 1
    if len(parts) > 1 and parts[1] != _GAP and not parts[0].endswith("*") and _equal(parts[0] + parts[1], key):
        yield 2, 1
    if (
        at + 1 < len(words)
        and (words[at + 1].hyphen or key in _PREFIXES)
        and _equal(parts[0], key + words[at + 1].key)
    ):
        yield 1, 2


def _equal(part: str, key: str) -> bool:
    return key.startswith(part[:-1]) if part.endswith("*") else part == key


def _longest_of_each_theme(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for item in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if all(item.theme_id != o.theme_id or item.end <= o.start or o.end <= item.start for o in kept):
            kept.append(item)
    return sorted(kept)
