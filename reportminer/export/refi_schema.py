"""The rules of a REFI-QDA project: which children an element has in which order, and which attributes.

Written from the project schema of REFI-QDA 1.5 (MIT licence, https://www.qdasoftware.org), so that files can be
checked without it. A type stands for every element that is built alike: a `Note` is a `TextSource`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern

ALIASES: Mapping[str, str] = {
    "Representation": "TextSource",
    "TextDescription": "TextSource",
    "Note": "TextSource",
    **dict.fromkeys(
        (
            "NoteRef",
            "CodeRef",
            "SourceRef",
            "SelectionRef",
            "VariableRef",
            "MemberCode",
            "MemberSource",
            "MemberNote",
        ),
        "Reference",
    ),
    **dict.fromkeys(
        (
            "Description",
            "PlainTextContent",
            "TextValue",
            "BooleanValue",
            "IntegerValue",
            "FloatValue",
            "DateValue",
            "DateTimeValue",
        ),
        "Text",
    ),
}
"""The type of elements that are not called after it."""

_GUID = r"\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?"
_INTEGER = r"[+-]?[0-9]+"
_DAY = r"-?[0-9]{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_ZONE = r"(Z|[+-][0-9]{2}:[0-9]{2})?"
_TIME = _DAY + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?" + _ZONE
_DATE = _DAY + _ZONE
_ANY = r"[\s\S]*"
_MADE = {
    "creatingUser": _GUID,
    "creationDateTime": _TIME,
    "modifyingUser": _GUID,
    "modifiedDateTime": _TIME,
}
_NAMED = {"guid!": _GUID, "name": _ANY}
_FILE = {**_NAMED, "path": _ANY, "currentPath": _ANY, **_MADE}
_BOX = dict.fromkeys(("firstX!", "firstY!", "secondX!", "secondY!"), _INTEGER)
_COLOUR = r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"
_END = "Coding* NoteRef* VariableValue*"
_DIRECTION = "Associative|OneWay|Bidirectional"
_SHAPES = "Person|Oval|Rectangle|RoundedRectangle|Star|LeftTriangle|RightTriangle|UpTriangle|DownTriangle|Note"

_VALUES: Mapping[str, tuple[str, str]] = {
    "Text": ("TextValue", _ANY),
    "Boolean": ("BooleanValue", "true|false|0|1"),
    "Integer": ("IntegerValue", _INTEGER),
    "Float": ("FloatValue", r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)"),
    "Date": ("DateValue", _DATE),
    "DateTime": ("DateTimeValue", _TIME),
}
VALUES: Mapping[str, tuple[str, Pattern[str]]] = {
    kind: (tag, re.compile(form)) for kind, (tag, form) in _VALUES.items()
}
"""Element and form of a value, by type of the variable."""

_RULES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "Project": (
        "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*",
        {
            "name!": _ANY,
            "origin": _ANY,
            "creatingUserGUID": _GUID,
            "creationDateTime": _TIME,
            "modifyingUserGUID": _GUID,
            "modifiedDateTime": _TIME,
            "basePath": _ANY,
        },
    ),
    "Users": ("User+", {}),
    "User": ("", {**_NAMED, "id": _ANY}),
    "CodeBook": ("Codes", {}),
    "Codes": ("Code+", {}),
    "Code": (
        "Description? NoteRef* Code*",
        {"guid!": _GUID, "name!": _ANY, "isCodable!": "true|false|0|1", "color": _COLOUR},
    ),
    "Variables": ("Variable+", {}),
    "Variable": ("Description?", {"guid!": _GUID, "name!": _ANY, "typeOfVariable!": "|".join(VALUES)}),
    "Cases": ("Case+", {}),
    "Case": ("Description? CodeRef* VariableValue* SourceRef* SelectionRef*", _NAMED),
    "VariableValue": (f"VariableRef ({'|'.join(tag for tag, _ in VALUES.values())})?", {}),
    "Sources": ("(TextSource|PictureSource|PDFSource|AudioSource|VideoSource)+", {}),
    "TextSource": (
        f"Description? PlainTextContent? PlainTextSelection* {_END}",
        {**_NAMED, "richTextPath": _ANY, "plainTextPath": _ANY, **_MADE},
    ),
    "PictureSource": (f"Description? TextDescription? PictureSelection* {_END}", _FILE),
    "PDFSource": (f"Description? PDFSelection* Representation? {_END}", _FILE),
    "AudioSource": (f"Description? Transcript* AudioSelection* {_END}", _FILE),
    "VideoSource": (f"Description? Transcript* VideoSelection* {_END}", _FILE),
    "PlainTextSelection": (
        "Description? Coding* NoteRef*",
        {**_NAMED, "startPosition!": _INTEGER, "endPosition!": _INTEGER, **_MADE},
    ),
    "PictureSelection": ("Description? Coding* NoteRef*", {**_NAMED, **_BOX, **_MADE}),
    "PDFSelection": (
        "Description? Representation? Coding* NoteRef*",
        {**_NAMED, "page!": _INTEGER, **_BOX, **_MADE},
    ),
    **dict.fromkeys(
        ("AudioSelection", "VideoSelection"),
        ("Description? Coding* NoteRef*", {**_NAMED, "begin!": _INTEGER, "end!": _INTEGER, **_MADE}),
    ),
    "Transcript": (
        "Description? PlainTextContent? SyncPoint* TranscriptSelection* NoteRef*",
        {**_NAMED, "richTextPath": _ANY, "plainTextPath": _ANY, **_MADE},
    ),
    "TranscriptSelection": (
        "Description? Coding* NoteRef*",
        {**_NAMED, "fromSyncPoint": _GUID, "toSyncPoint": _GUID, **_MADE},
    ),
    "SyncPoint": ("", {"guid!": _GUID, "timeStamp": _INTEGER, "position": _INTEGER}),
    "Coding": (
        "CodeRef NoteRef*",
        {"guid!": _GUID, "creatingUser": _GUID, "creationDateTime": _TIME},
    ),
    "Notes": ("Note+", {}),
    "Links": ("Link+", {}),
    "Link": (
        "NoteRef*",
        {**_NAMED, "direction": _DIRECTION, "color": _COLOUR, "originGUID": _GUID, "targetGUID": _GUID},
    ),
    "Sets": ("Set+", {}),
    "Set": ("Description? MemberCode* MemberSource* MemberNote*", {"guid!": _GUID, "name!": _ANY}),
    "Graphs": ("Graph+", {}),
    "Graph": ("Vertex* Edge*", _NAMED),
    "Vertex": (
        "",
        {
            **_NAMED,
            "representedGUID": _GUID,
            "firstX!": _INTEGER,
            "firstY!": _INTEGER,
            "secondX": _INTEGER,
            "secondY": _INTEGER,
            "shape": _SHAPES,
            "color": _COLOUR,
        },
    ),
    "Edge": (
        "",
        {
            **_NAMED,
            "representedGUID": _GUID,
            "sourceVertex!": _GUID,
            "targetVertex!": _GUID,
            "color": _COLOUR,
            "direction": _DIRECTION,
            "lineStyle": "dotted|dashed|solid",
        },
    ),
    "Reference": ("", {"targetGUID!": _GUID}),
    "Text": ("", {}),
}
"""Children in order, as in a regular expression; the form of each attribute, whose name ends in `!` if needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What an element may hold."""

    children: str
    """In words: names in order, with ? for at most one, * for any number and + for at least one."""
    order: Pattern[str]
    """Matches the names of all children, each with a space after it."""
    required: frozenset[str]
    """Attributes that must be there."""
    forms: Mapping[str, Pattern[str]]
    """What each attribute must look like; others may not be there."""


def _make_rule(children: str, attributes: Mapping[str, str]) -> Rule:
    # Each name becomes a group with the space after it, so that marks of number apply to the whole name.
    order = re.sub(r"\w+", lambda name: f"(?:{name[0]} )", children).replace(" (", "(")
    return Rule(
        children=children or "none",
        order=re.compile(re.sub(r"(?<=[)?*+])\s+", "", order)),
        required=frozenset(name[:-1] for name in attributes if name.endswith("!")),
        forms={name.rstrip("!"): re.compile(form) for name, form in attributes.items()},
    )


RULES: Mapping[str, Rule] = {name: _make_rule(*rule) for name, rule in _RULES.items()}
"""By type."""


def find_rule(tag: str) -> Rule | None:
    """Return what an element of a name may hold; None if the schema knows no such element."""
    return RULES.get(ALIASES.get(tag, tag))
