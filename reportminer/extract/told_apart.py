"""Speech told apart from other words in quotation marks: titles, terms, names of schemes, single words."""

import re

from reportminer.extract.quote_marks import Marked
from reportminer.extract.speech_cues import Cue
from reportminer.text import words

_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|am|has|have|had|do|does|did|will|would|can|could|should|must|may|might|need"
    r"|needs|went|came|get|gets|got|know|knew|think|want|wanted|felt|feel|made|make|makes|take|took|left|saw"
    r"|see|said|say|tell|told|lost|died|keep|kept|help|helped|work|works|worked|let|put|gave|give|seem|seems"
    r"|brought|found|find|cannot|\w+n['’]t|\w+['’](?:s|re|ve|ll|m))\b",
    re.IGNORECASE,
)
_PERSON_WORD = re.compile(r"\b(?:I|we|you|my|our|me|us|your|they|he|she|it)\b")
_SMALL = re.compile(
    r"\b(?:the|a|an|of|to|in|and|that|for|with|on|not|this|by|from|as|at|or|but|than|which)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?:\b(?:called|named|entitled|titled|termed|known(?: \w+)? as|so-called|nicknamed|labelled|headed|branded"
    r"|dubbed|words?|phrases?|terms?|concept(?: of)?|slogan|strapline|title|campaign|motto|heading"
    r"|definition of|meaning of|acronym|referred to(?: \w+){0,6}? as|described(?: \w+){0,3} as|refers? to"
    r"|references? to|booklet|report|strategy|scheme|exercise|programme|document|website|paper|leaflet"
    r"|publication|speech|section|chapter|theme|themes|question|category|status|notions? of|ideas? of"
    r"|approach(?:es)? (?:of|to)|culture of|label(?:led)?(?: as)?)\b,?|[(:;/]|\bBy) ?$",
    re.IGNORECASE,
)
_NAMED_FOR_SURE = re.compile(
    r"\b(?:called|entitled|titled|known(?: \w+)? as|so-called|nicknamed|headed|branded|dubbed|slogan|strapline"
    r"|motto|title|term|word|words|phrase|campaign|acronym|booklet) ?$",
    re.IGNORECASE,
)
_THING_AFTER = re.compile(
    r" (?:report|strategy|scheme|exercise|programme|campaign|act|model|approach|initiative|project|pathway|fund"
    r"|principle|rule|policy|document|section|label|plan|agenda|team|unit|platform|effort|status|culture|event"
    r"|events|list|question|tool)s?\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r" [a-z]")
_CODE = re.compile(r"[A-Z]{2,5}\d{4,}")
_ENDS_LIKE_SPEECH = re.compile(r"[.,!?…;—–-]\s*[’'\")\]]*$")
_NOT_CAPITAL = frozenset(
    ["of", "and", "the", "for", "in", "on", "to", "a", "an", "at", "by", "from", "with", "or", "vs", "our"]
)


def is_speech(text: str, marked: Marked, cue: Cue | None, *, shared: bool, alone: bool) -> bool:
    """Say whether a passage in quotation marks repeats somebody's words.

    Args:
        text: a block.
        marked: the passage.
        cue: what tells of speech beside it, if anything.
        shared: whether the cue belongs to an earlier passage of the same sentence.
        alone: whether the passage fills its paragraph or its sentence.

    Example:
        >>> t = "She said: “No.”"
        >>> is_speech(t, Marked(11, 14, 15, True, True), Cue("said", "She", True, 0, 8), shared=False, alone=False)
        True
    """
    inside = text[marked.start : marked.end]
    said = words(inside)
    if not said or (cue is not None and cue.own) or _CODE.match(inside):
        return False
    near = cue is not None and cue.near and not shared
    if near and cue is not None and (verdict := _beside_cue(text, marked, cue, said)) is not None:
        return verdict
    verbal = bool(_VERB.search(inside)) or bool(_PERSON_WORD.search(inside))
    described = cue is not None and cue.words.startswith("describ") and bool(cue.who) and len(said) > 3
    named = not (alone or described) and _is_named(text, marked, said, spoken=verbal and near)
    if named or _is_title(said):
        return False
    if cue is not None:
        return _with_cue(said, inside, verbal=verbal, double=marked.double, near=near)
    return _without_cue(said, inside, verbal=verbal, alone=alone, double=marked.double)


def _beside_cue(text: str, marked: Marked, cue: Cue, said: list[str]) -> bool | None:
    """Decide on what stands right after "she said:" or right before ", she said"; else None."""
    inside = text[marked.start : marked.end]
    before = text[max(0, marked.outer_start - 3) : marked.outer_start].rstrip()
    if cue.start < marked.outer_end and not before.endswith((":", ",")):
        return None
    if len(said) < 5 and before.endswith(",") and _GOES_ON.match(text, marked.outer_end):
        return False
    ends = bool(_ENDS_LIKE_SPEECH.search(inside))
    if len(said) == 1 and not ends:
        return None
    return ends or len(said) > 6 or not _is_title(said)


def _is_named(text: str, marked: Marked, said: list[str], *, spoken: bool) -> bool:
    """Say whether the passage is what something is called: "known as ...", "the ... scheme"."""
    before = text[max(0, marked.outer_start - 60) : marked.outer_start]
    if len(said) < 12 and _NAMED_FOR_SURE.search(before):
        return True
    if len(said) >= 9 or spoken:
        return False
    return bool(_NAMED.search(before) or _THING_AFTER.match(text, marked.outer_end))


def _with_cue(said: list[str], inside: str, *, verbal: bool, double: bool, near: bool) -> bool:
    n = len(said)
    if n >= (5 if double else 7):
        return True
    return (n >= (3 if near else 4) and verbal) or (n >= 4 and bool(_SMALL.search(inside)) and double)


def _without_cue(said: list[str], inside: str, *, verbal: bool, alone: bool, double: bool) -> bool:
    n = len(said)
    if alone and n >= 4:
        return verbal or n >= 8
    small = len(_SMALL.findall(inside))
    return (double and ((n >= 12 and small >= 3) or (n >= 7 and verbal and small >= 1))) or (n >= 12 and verbal)


def _is_title(said: list[str]) -> bool:
    """Say whether the words are capitalised as in a title ("Closer to Home")."""
    heavy = [word for word in said if word.lower() not in _NOT_CAPITAL]
    if len(heavy) < 2:
        return False
    capital = sum(word[0].isupper() or word[0].isdigit() for word in heavy)
    return capital >= 0.75 * len(heavy) and heavy[0] != "I"
