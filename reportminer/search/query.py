"""A person's words to the terms of a question, and to a legal FTS5 query.

What is understood: words (any of them may stand in a sentence), "phrases", word* for any ending, and words near
each other, as `NEAR("pooled budget" risk, 8)` or as `pooled NEAR/5 budget`. Anything else is words or nothing:
every token is quoted, so that any text can be asked.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from reportminer.search.stems import split_words, stem
from reportminer.search.stop_words import STOP_WORDS

MAX_CHARS = 5000
"""What is longer than some pages is cut there: a pasted report is no question."""
MAX_TERMS = 64
"""Most terms of a question, and most words of a phrase; a pasted page would otherwise match every sentence."""
NEAR_DISTANCE = 10
"""Most words between words that stand near each other, where nothing is said: as FTS5 has it."""

_WORD = r"[^\W_]+(?:(?:(?<=\d)/(?=\d)|[-‐‑'’.&])[^\W_]+)*"
_OPERAND = re.compile(rf'(?P<phrase>"[^"]*"|“[^“”"]*”)(?P<open>\*?)|(?P<word>{_WORD})(?P<any>\*?)')
_PIECE = re.compile(
    rf"(?<![^\W_])NEAR\s?\((?P<call>[^()]*)\)|(?P<near>(?<!\S)NEAR(?:/(?P<words>[0-9]{{1,3}}))?(?!\S))|{_OPERAND.pattern}"
)
_DISTANCE = re.compile(r",\s*([0-9]{1,3})\s*$")
_FRAMING = re.compile(
    r"\s*(?:(?:find|show|give|list)\s+(?:me\s+)?)?(?:(?:any|some|good|other)\s+)?"
    r"(?:examples?|instances?|mentions?|passages?|sentences?|evidence)\s+(?:of|where|when|that|in\s+which|about)\s+",
    re.IGNORECASE,
)
_CONTRACTED = {"s", "t", "d", "m", "ll", "re", "ve"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that stand in this order without a gap; a single word is a phrase of one."""

    words: tuple[str, ...]
    """As asked."""
    is_open: bool = False
    """Whether the last word may go on (`word*`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """Ways to write one thing, any of which may stand in a sentence: "co-production", "coproduction"."""

    phrases: tuple[Phrase, ...]
    """At least two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Phrases that stand near each other in any order."""

    phrases: tuple[Phrase, ...]
    """At least two."""
    distance: int
    """Most words between the end of each and the start of the last."""


Term = Phrase | Either | Near
"""What a sentence holds or does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked."""

    terms: tuple[Term, ...]
    """In their order, each once; words that stand in nearly every sentence only where there is nothing else."""
    text: str
    """As an encoder reads it: without the signs of the query language."""
    is_cut: bool = False
    """Whether it was too long to be used whole."""


def make_match_query(text: str) -> str:
    """Return an FTS5 query that finds sentences with any of the terms.

    Returns:
        The query, or an empty string if the text holds no letter or digit.

    Example:
        >>> make_match_query('pooled budget* "red bag" AND (')
        '"pooled" OR "budget" * OR "red bag"'
        >>> make_match_query("pooled NEAR/5 budget")
        'NEAR("pooled" "budget", 5)'
    """
    return " OR ".join(write_term(term) for term in parse_question(text).terms)


def write_term(term: Term) -> str:
    """Return a term as FTS5 reads it."""
    match term:
        case Phrase():
            return f'"{" ".join(term.words)}"' + (" *" if term.is_open else "")
        case Either():
            return " OR ".join(write_term(phrase) for phrase in term.phrases)
        case Near():
            return f"NEAR({' '.join(write_term(phrase) for phrase in term.phrases)}, {term.distance})"
        case _:
            assert_never(term)


def show_term(term: Term) -> str:
    """Return a term as a person would write it."""
    match term:
        case Phrase():
            words = " ".join(term.words) + "*" * term.is_open
            return f"“{words}”"
        case Either():
            return show_term(term.phrases[0])
        case Near():
            phrases = " and ".join(show_term(phrase) for phrase in term.phrases)
            return f"{phrases} with at most {term.distance} words between them"
        case _:
            assert_never(term)


def parse_question(text: str) -> Question:
    """Return the terms of a question; every text is one."""
    asked = _encodable(text)[:MAX_CHARS]
    asked = asked[framing.end() :] if (framing := _FRAMING.match(asked)) else asked
    found = list(_iter_terms(asked))
    kept = [term for term, is_common in found if not is_common] or [term for term, _ in found]
    distinct = list({_key(term): term for term in reversed(kept)}.values())[::-1]
    return Question(
        terms=tuple(distinct[:MAX_TERMS]),
        text=_plain(asked) or asked,
        is_cut=len(text) > MAX_CHARS or len(distinct) > MAX_TERMS,
    )


def list_words(terms: Iterable[Term]) -> list[str]:
    """Return the single words of a question that end as they should, in order: those that can be misspelt."""
    words = [term.words for term in terms if isinstance(term, Phrase) and not term.is_open]
    return [of[0] for of in words if len(of) == 1]


def _encodable(text: str) -> str:
    """Return the text without what no file and no database can hold (halves of characters)."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _plain(text: str) -> str:
    def strip(piece: re.Match[str]) -> str:
        if piece["near"]:
            return " "
        return f" {_DISTANCE.sub('', piece['call'])} " if piece["call"] is not None else piece[0]

    return re.sub(r'["“”*]', " ", _PIECE.sub(strip, text)).strip()


def _iter_terms(text: str) -> Iterator[tuple[Term, bool]]:
    """Yield each term, and whether it stands in nearly every sentence."""
    pieces = list(_PIECE.finditer(text))
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        chain, distance = _read_chain(pieces[at:])
        if len(chain) > 1:
            yield from _join(chain, distance)
        elif piece["call"] is not None:
            yield from _read_call(piece["call"])
        elif piece["near"]:
            yield Phrase(words=("near",)), False
        else:
            yield from _read_operand(piece)
        at += 2 * len(chain) - 1


def _read_chain(pieces: Sequence[re.Match[str]]) -> tuple[list[re.Match[str]], int]:
    """Return what is joined by NEAR from the first piece on, itself at least, and the largest distance named."""
    chain, distance = [pieces[0]], 0
    for near, operand in zip(pieces[1::2], pieces[2::2], strict=False):
        if not (near["near"] and _is_operand(operand) and _is_operand(pieces[0])):
            break
        distance = max(distance, int(near["words"] or NEAR_DISTANCE))
        chain.append(operand)
    return chain, distance


def _is_operand(piece: re.Match[str]) -> bool:
    return bool(piece["phrase"] or piece["word"])


def _read_call(inside: str) -> Iterator[tuple[Term, bool]]:
    stated = _DISTANCE.search(inside)
    operands = list(_OPERAND.finditer(_DISTANCE.sub("", inside)))
    yield from _join(operands, int(stated[1]) if stated else NEAR_DISTANCE)


def _join(operands: Iterable[re.Match[str]], distance: int) -> Iterator[tuple[Term, bool]]:
    phrases = tuple(phrase for operand in operands if (phrase := _read_phrase(operand)))[:MAX_TERMS]
    if len(phrases) > 1:
        yield Near(phrases=phrases, distance=distance), False
    else:
        yield from ((phrase, False) for phrase in phrases)


def _read_operand(piece: re.Match[str]) -> Iterator[tuple[Term, bool]]:
    phrase = _read_phrase(piece)
    if phrase is None:
        return
    word = piece["word"] or ""
    if re.search(r"[-‐‑]", word) and word.replace("-", "").isalpha():
        yield Either(phrases=(phrase, Phrase(words=("".join(phrase.words),), is_open=phrase.is_open))), False
        return
    is_negated = re.search(r"n['’]t$", word, re.IGNORECASE) is not None
    is_common = len(phrase.words) == 1 and phrase.words[0].lower() in STOP_WORDS
    yield phrase, bool(word) and (is_negated or is_common)


def _read_phrase(piece: re.Match[str]) -> Phrase | None:
    if piece["phrase"]:
        inside = piece["phrase"][1:-1]
        words = tuple(split_words(inside)[:MAX_TERMS])
        is_open = bool(piece["open"]) or inside.rstrip().endswith("*")
        return Phrase(words=words, is_open=is_open) if words else None
    words = tuple(split_words(piece["word"])[:MAX_TERMS])
    if len(words) > 1 and words[-1].lower() in _CONTRACTED and piece["word"][-len(words[-1]) - 1] in "'’":
        words = words[:-1]
    return Phrase(words=words, is_open=bool(piece["any"]))


def _key(term: Term) -> object:
    match term:
        case Phrase():
            return (*(stem(word) for word in term.words), term.is_open)
        case Either():
            return frozenset(_key(phrase) for phrase in term.phrases)
        case Near():
            return frozenset(_key(phrase) for phrase in term.phrases), term.distance
        case _:
            assert_never(term)
