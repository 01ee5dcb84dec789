"""Which of the places named in a sentence a figure is about."""

import re
from collections.abc import Sequence

from reportminer.extract.figure import Figure

Stretch = tuple[int, int]
"""First character and one past the last."""
_IN = r"(?:[Ii]n|[Aa]cross|[Ww]ithin|[Tt]hroughout|[Aa]t)"
_JOINED_BEFORE = re.compile(rf"\b{_IN} (?:the )?$")
_JOINED_AFTER = re.compile(rf"\b(?:{_IN}|for|from) (?:the )?$")
_LIST = re.compile(r"(?:, | and |, and | or |, as well as | as well as )(?:the )?")
_BREAK = re.compile(
    r"[;:]|, (?!in |across |at |for )[a-z]|\. |\b(?:but|while|which|whereas|than|compared|who|that|to)\b"
)
_MODIFIES = re.compile(
    r"[’']?s? (?!(?:and|or|in|on|at|by|for|from|to|of|with|who|which|that|had|has|have|was|were|is|are|did|do"
    r"|does|could|would|will|as|between|during"
    r"|since|over|compared|against|but|than|when|where|while|after|before|under|up|down|said"
    r"|last|this|each|every|next|alone|itself"
    r"|per)\b)[a-z]|[’']s|[-–][A-Za-z]"
)
_LONGEST = 110


def choose_place(
    text: str,
    figures: Sequence[Figure],
    at: int,
    places: Sequence[Stretch],
    barred: Sequence[Stretch],
    *,
    is_other: bool,
) -> Stretch | None:
    """Return where the place is named that a figure is about; several in a row as one stretch; None for none.

    A place counts where "in", "across" and the like join it to the figure, after it or in its clause before it,
    or where it is the possessor ("Scotland's 12 partnerships") or the sentence's first word.

    Args:
        text: the sentence.
        figures: all of the sentence.
        at: which of them.
        places: where places are named, by start.
        barred: stretches that say with what the figure is compared.
        is_other: whether the figure belongs to the comparator; the place may then stand anywhere before it.
    """
    figure = figures[at]
    limit = figures[at + 1].start if at + 1 < len(figures) else len(text)
    floor = figures[at - 1].end if at else 0
    before = None
    for start, end in _joined(text, places):
        if any(a < end and start < b for a, b in barred):
            continue
        if figure.end <= start < limit:
            if (
                _JOINED_AFTER.search(text, max(0, start - 16), start)
                and not _MODIFIES.match(text, end)
                and not _breaks(text, figure.end, start)
            ):
                return start, end
        elif floor <= start and end <= figure.start:
            owns = text[end : figure.start] in ("’s ", "'s ")
            stands = _JOINED_BEFORE.search(text, max(0, start - 16), start) and not _MODIFIES.match(text, end)
            if owns or (
                _near(text, end, figure.start)
                and (stands or is_other or (not text[:start].strip() and not _MODIFIES.match(text, end)))
            ):
                before = (start, end)
    return before


def _joined(text: str, places: Sequence[Stretch]) -> list[Stretch]:
    """Join the places of a list ("England and Wales") to one stretch."""
    joined: list[Stretch] = []
    for start, end in places:
        if joined and _LIST.fullmatch(text, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _breaks(text: str, start: int, end: int) -> bool:
    return end - start > _LONGEST or bool(_BREAK.search(text, start, end))


def _near(text: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST and not re.search(
        r"[;:]|\. |\b(?:but|while|whereas|than|compared)\b|, and ", text[start:end]
    )
