"""Short names that a report introduces: "Plymouth City Council (the council)", "... Group (CCG)".

From there on the short name stands for the long one, through the whole report.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from reportminer.extract.mention import Mention
from reportminer.extract.titles import find_explained

_BRACKET = re.compile(
    r"\((?:(?:also |better |now )?known as |hereafter |hereinafter |referred to (?:here )?as |or |called )?"
    r"[‘“\"']?(?P<the>[Tt]he )?[‘“\"']?(?P<form>[A-Za-z0-9][\w&/’'.-]*(?: [\w&/’'-]+){0,3}?)[’”\"']?\)"
)
_ACRONYM = re.compile(r"(?=(?:[a-z]?[A-Z]){1}.*[A-Z])[A-Za-z][\w&/-]{1,11}")
_NOT_SHORT = re.compile(r"(?:19|20)\d\d$|Conservative|Labour|\d+$|see |for example|such as|including|part ")
_CALLED_BY_FIRST_WORD = frozenset({"PROVIDER", "CHARITY", "ORGANISATION"})
"""Bodies that a report may call by the first word of their name; that of others is a place."""
_REACH = 150
_PROGRAMME_WORD = re.compile(r"[’”\"]? (?:programme|scheme|initiative|pilot|campaign|project)\b")
_WORD = re.compile(r"[A-Za-z][\w’'&]*")


class Introduction(NamedTuple):
    """A short name and what it stands for."""

    form: str
    """The short name, with "the" where it was introduced so."""
    long: str
    """The name it stands for, as written."""
    label: str
    """Entity label."""
    block: int
    """Number of the block where it was introduced."""
    at: int
    """Where in that block it is known from on: where it is introduced."""


Namer = Callable[[str], Mention | None]
"""Gives the name that ends with a text."""


def find_introductions(text: str, block: int, name_at_end: Namer) -> Iterator[Introduction]:
    """Give the short names that a block introduces, and names whose kind it explains.

    Args:
        text: the block.
        block: its number.
        name_at_end: gives the name that ends with a text.
    """
    for match in _BRACKET.finditer(text) if "(" in text else ():
        form = match["form"]
        if _NOT_SHORT.match(form):
            continue
        before = text[max(0, match.start() - _REACH) : match.start()].rstrip()
        name = name_at_end(before)
        long = _long_form(form, before, name, the=bool(match["the"]))
        if name is not None and long:
            yield Introduction(f"the {form}" if match["the"] else form, long, name.label, block, match.start())
    for mention in find_explained(text):
        said = text[mention.start : mention.end]
        known = name_at_end(said)
        if known is None or known.start > 0:
            yield Introduction(said, said, mention.label, block, mention.start)


def _long_form(form: str, before: str, name: Mention | None, *, the: bool) -> str:
    """The name that a short form stands for, or empty where it is none."""
    if name is None:
        return ""
    named = before[name.start :]
    if _ACRONYM.fullmatch(form):
        return named if the or spells(form, named) else ""
    if the:
        return named
    words = named.split()
    if " " in form:
        return named if form.split(maxsplit=1)[0] in words and form != named else ""
    return named if len(words) > 1 and words[0] == form and name.label in _CALLED_BY_FIRST_WORD else ""


def spells(form: str, long: str) -> bool:
    """Say whether the capitals of an abbreviation are initials of words of a name, in order, the first included.

    A small word may be left out, and so may a word at most; a letter may also come from within a word.

    Source: Schwartz and Hearst (2003), A simple algorithm for identifying abbreviation definitions.
    """
    letters = [c.lower() for c in form.removesuffix("s") if c.isalnum()]
    at = len(long)
    for number, letter in enumerate(reversed(letters)):
        first = number == len(letters) - 1
        at = long.lower().rfind(letter, 0, at)
        while first and at > 0 and long[at - 1].isalnum():
            at = long.lower().rfind(letter, 0, at)
        if at < 0:
            return False
    return len(_WORD.findall(long[at:])) <= 2 * len(letters) + 2


class ShortNames:
    """The short names of a report, and which of them are known at a place."""

    def __init__(self, introductions: Iterable[Introduction]) -> None:
        self._by_form: dict[str, list[Introduction]] = {}
        for found in introductions:
            self._by_form.setdefault(found.form, []).append(found)
        forms = sorted(self._by_form, key=len, reverse=True)
        self._regex = re.compile("|".join(map(_pattern, forms))) if forms else None

    def find(self, text: str, block: int) -> Iterator[tuple[int, int, Introduction]]:
        """Give the short names in a block that were introduced before, with what they stand for."""
        for match in self._regex.finditer(text) if self._regex else ():
            known = self._known(match[0], block, match.start())
            if known is not None:
                more = _PROGRAMME_WORD.match(text, match.end()) if known.label == "PROGRAMME" else None
                yield match.start(), more.end() if more else match.end(), known

    def _known(self, written: str, block: int, at: int) -> Introduction | None:
        plain = " ".join(written.split())
        plain = "the " + plain[4:] if plain.startswith("The ") and plain not in self._by_form else plain
        for form in (plain, plain.removesuffix("s"), f"{plain}s", f"the {plain}"):
            earlier = [i for i in self._by_form.get(form, ()) if (i.block, i.at) <= (block, at)]
            if earlier:
                return earlier[-1]
        return None


def _pattern(form: str) -> str:
    """A regular expression for a short name: "the" also with a capital, an abbreviation also as a plural."""
    noun = form.removeprefix("the ")
    plain = re.escape(noun)
    if _ACRONYM.fullmatch(noun):
        plain = re.escape(noun.removesuffix("s")) + "s?"
        article = "(?:[Tt]he )?" if noun != form else ""
    else:
        article = "[Tt]he " if noun != form else ""
    return rf"(?<![\w-]){article}{plain}(?![\w-]| [A-Z][a-z])" if noun != form else rf"(?<![\w-]){plain}(?!\w)"
