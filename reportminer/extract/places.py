"""Bare names of places ("Halton"), told apart from words ("Reading the plan"), longer names and surnames.

A bare name is a PLACE, not the council: what is said of Halton is said of people and services there, whoever runs
them. It becomes the council only where a word such as "council" follows ("Halton council").
"""

import re
from collections.abc import Iterable, Iterator

from reportminer.extract.mention import Mention
from reportminer.extract.wordlists import AFTER_PLACE, BEFORE_PLACE, NOT_IN_NAME

_AFTER = re.compile(r"(?P<apostrophe>['’]s\b)?\s?(?P<word>[\w&-]+)?")
_COUNCIL = re.compile(r" (?:(?:city|county|borough|district|metropolitan|town|unitary) )*council\b")


def choose_places(
    text: str, found: Iterable[tuple[int, int]], *, ambiguous: frozenset[str], own: str = ""
) -> Iterator[Mention]:
    """Give those of the names found in a text that stand for places, with "council" where it follows.

    Args:
        text: a block.
        found: stretches that spell the name of a place, without overlap.
        ambiguous: names that are often something else.
        own: name of the area that the report is about; there the ambiguous name is most likely the place.
    """
    for start, end in found:
        before = text[max(0, start - 40) : start]
        if _is_part_of_longer_name(before, text[end : end + 40]):
            continue
        name = text[start:end]
        if council := _COUNCIL.match(text, end):
            yield Mention(start, council.end(), "LOCAL_AUTHORITY")
        elif name not in ambiguous or _is_place_here(before, text[end : end + 40], own=name == own):
            yield Mention(start, end, "PLACE")


def _is_part_of_longer_name(before: str, after: str) -> bool:
    """A capitalised neighbour in the same phrase makes a longer name ("Greater Manchester", "Halton Hospital")."""
    if re.match(r"[-–](?!based|wide|led|style)\w| (?!CCG|GP|STP|A&E|NHS|MP)[A-Z][\w'’]*[a-z]|&|\.\w|@", after):
        return True
    if re.search(
        r"\b(?:Duchy|Duke|Earl|Lord|Lady|Baroness|(?:Arch)?[Bb]ishop|University|College|Bank|Port)\b.* of $",
        before,
    ):
        return True
    word = re.search(r"(?:^|\s|[\"“‘(])([A-Z][\w'’-]*) $", before)
    starts = word is not None and re.search(r"(?:^|[.!?:;]\s|[\"“‘(•]\s?)$", before[: word.start(1)]) is not None
    return bool(re.search(r"[-/@.]$", before)) or (
        word is not None and word[1] not in NOT_IN_NAME and not (starts and word[1].endswith("ly"))
    )


def _is_place_here(before: str, after: str, *, own: bool) -> bool:
    word = re.search(r"([\w'’-]+),? $", before)
    if word is None or re.search(r"[.!?:;•]\s+$", before):
        follows = _AFTER.match(after)
        return bool(follows and (follows["apostrophe"] or follows["word"] in AFTER_PLACE))
    return own or word[1].lower() in BEFORE_PLACE
