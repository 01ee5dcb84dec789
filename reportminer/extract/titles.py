"""Exercises, operations, documents in quotation marks, and names that the words beside them explain.

"Lantern Walk, a charity run by ..." and "the scheme called Silver Lanes" tell what a name stands for; later in the
report the name stands alone, so such names are also handed on (`find_explained`).
"""

import re
from collections.abc import Iterator

from reportminer.extract.mention import Mention
from reportminer.extract.wordlists import NOT_IN_NAME

_WORD = r"(?!(?:The|This|These|If|In|As|For|And|But|We|It|They|Module|Chapter)\b)[A-Z][\w'’&-]*"
_NAME = rf"(?P<name>(?:The )?{_WORD}(?: (?:(?:of|the|and|for) )?{_WORD}){{0,4}})"
_EXERCISE = re.compile(
    r"\b(?:Exercise|Operation) (?!Cell|Room|Centre|Programme|Director|Team|Officer|Planning|Report|Series)"
    r"[A-Z][a-z]+(?: [A-Z][a-z]+(?! ?(?:and|in|was|Report)\b))?"
)
_CALLED = r"(?:,? (?:that is |which is |was |is )?(?:called|named|known as|entitled|titled) )"
_EXPLAINED: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (label, re.compile(clue), re.compile(form.replace("NAME", _NAME)))
    for label, clue, form in (
        (
            "CHARITY",
            r"charity\b|voluntary organi",
            r"\bNAME, (?:an?|the|our|another) (?:[\w-]+ ){0,3}(?:charity|voluntary organi[sz]ation)\b",
        ),
        (
            "CHARITY",
            r"charit|voluntary organi",
            r"\b(?:charity|charities|voluntary organi[sz]ation)(?: called| named|,)? NAME",
        ),
        (
            "CHARITY",
            r"represents ",
            r"\bNAME,? (?:which )?represents (?:the )?(?:voluntary|third|charitable) sector",
        ),
        (
            "PROVIDER",
            r", (?:an?|the|which is an?) .{0,60}(?:home|agency|provider)\b",
            r"\bNAME, (?:an?|the|which is an?) (?:[\w-]+ ){0,3}(?:home|agency|care provider|home care provider)"
            r"(?: of \d+| for \d+| with \d+|,| in | that| which)",
        ),
        ("PROVIDER", r"which ha[sd] \d", r"\bNAME, which (?:has|had) \d+ (?:beds|places|residents)\b"),
        ("PROVIDER", r"home(?: called| named|,)", r"\b(?:care|nursing|residential) home(?: called| named|,) NAME"),
        (
            "PROVIDER",
            r"provide[sd] ",
            r"\bNAME (?:provides|provided) (?:[\w-]+ ){0,3}(?:home care|homecare|reablement) ",
        ),
        (
            "PROGRAMME",
            r"called|named|known as|titled|[‘“\"]",
            r"\b(?:scheme|programme|initiative|project|model|campaign|strategy|pilot|partnership|approach)"
            rf"(?:{_CALLED}|,? (?=[‘“\"]))[‘“\"]?NAME",
        ),
        (
            "PROGRAMME",
            r"programme|scheme|initiative",
            r"\b(?:[Tt]he|[Aa]|[Ii]ts|[Tt]heir) [‘“\"]?NAME[’”\"]? (?:programme|scheme|initiative)\b",
        ),
        (
            "SERVICE",
            r"called|named|known as",
            rf"\b(?:service|team|clinic|helpline|unit|ward)(?:{_CALLED})[‘“\"]?NAME",
        ),
    )
)
_DOCUMENT_WORD = (
    r"(?:reports?|papers?|strateg(?:y|ies)|plans?|guidance|reviews?|publications?|documents?|study"
    r"|studies|framework"
    r"|statement|briefing|handbook|toolkit|policy|memorandum|inquiry report|White Paper|Green Paper|bulletin)"
)
_QUOTED_TITLE = re.compile(
    rf"\b{_DOCUMENT_WORD}(?: on [a-z ]{{3,40}})?(?: (?:called|entitled|titled|named|of \w+)|,|:)? "
    r"(?:[‘“\"](?P<a>[A-Z][^‘’“”\"\n]{8,140}?)[’”\"](?!\w)"
    r"|(?<=titled )(?P<b>[A-Z][\w’'-]+(?: [\w’'-]+){1,9}?)(?=[,.;(]))"
)
_PUBLISHED_TITLE = re.compile(
    r"\b(?:published|produced|issued|launched|in) (?:its |the |their |our )?"
    r"[‘“\"](?P<a>[A-Z][^‘’“”\"\n]{8,140}?)[’”\"](?!\w)"
)
_TITLE_SHAPE = re.compile(r"(?:[\w’'&:,-]+ ){1,22}[\w’'&?-]+")
_GENERIC = frozenset(
    {"Better", "Health", "Social", "Care", "Government", "Horizon", "National", "Local", "Integrated", "Safer"}
    | {"NHS", "UK", "CQC", "Research", "Pilot", "Training", "Public", "Community"}
)


def find_exercises(text: str) -> Iterator[Mention]:
    """Give exercises and operations by name ("Exercise Winter Willow")."""
    if "Exercise " in text or "Operation " in text:
        yield from (Mention(match.start(), match.end(), "PROGRAMME") for match in _EXERCISE.finditer(text))


def find_explained(text: str) -> Iterator[Mention]:
    """Give names of no known form whose kind the words beside them tell."""
    for label, clue, form in _EXPLAINED:
        for match in form.finditer(text) if clue.search(text) else ():
            start = match.start("name")
            name = match["name"].rstrip("’'")
            while (first := name.split(" ", 1))[0] in NOT_IN_NAME - {"The"} and len(first) == 2:
                start, name = start + len(first[0]) + 1, first[1]
            if name not in _GENERIC | NOT_IN_NAME and not name.isupper():
                yield Mention(start, start + len(name), label)


def find_quoted_titles(text: str) -> Iterator[Mention]:
    """Give titles of documents in quotation marks, by the word before them ("the report ‘...’")."""
    if "‘" not in text and "“" not in text and '"' not in text and "titled" not in text:
        return
    for form in (_QUOTED_TITLE, _PUBLISHED_TITLE):
        for match in form.finditer(text):
            name = "a" if match["a"] else "b"
            if _is_title(match[name]):
                yield Mention(match.start(name), match.end(name), "DOCUMENT")


def _is_title(said: str) -> bool:
    """A title has no sentence in it: no end within, not many small words."""
    return bool(_TITLE_SHAPE.fullmatch(said)) and sum(word[0].isupper() for word in said.split()) >= 2
