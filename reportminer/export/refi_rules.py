"""Goes through the XML of a REFI-QDA project and collects what is wrong with it; see `refi_check`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import IO
from xml.parsers import expat

from reportminer.export.qdpx_guids import read_guid
from reportminer.export.qdpx_project import NAMESPACE
from reportminer.export.qdpx_sources import INTERNAL
from reportminer.export.refi_schema import ALIASES, VALUES, Rule, find_rule
from reportminer.text import clip

_SOURCES = frozenset({"TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource"})
_SELECTIONS = frozenset(
    {
        "PlainTextSelection",
        "PictureSelection",
        "PDFSelection",
        "AudioSelection",
        "VideoSelection",
        "TranscriptSelection",
    }
)
_TARGETS: Mapping[str, frozenset[str]] = {
    "CodeRef": frozenset({"Code"}),
    "MemberCode": frozenset({"Code"}),
    "NoteRef": frozenset({"Note"}),
    "MemberNote": frozenset({"Note"}),
    "SourceRef": _SOURCES,
    "MemberSource": _SOURCES,
    "SelectionRef": _SELECTIONS,
    "VariableRef": frozenset({"Variable"}),
}
"""What an element may point to."""
_USERS = ("creatingUser", "modifyingUser", "creatingUserGUID", "modifyingUserGUID")
_LOOSE = ("originGUID", "representedGUID", "sourceVertex", "targetVertex", "fromSyncPoint", "toSyncPoint")
_PATHS = ("path", "plainTextPath", "richTextPath")
_VALUE_TAGS = dict(VALUES.values())


@dataclass(slots=True)
class _Open:
    """An element whose end has not come yet."""

    tag: str
    rule: Rule | None
    attributes: Mapping[str, str]
    line: int
    children: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    length: int | None = None
    """Characters of its text, where it is a text."""

    @property
    def name(self) -> str:
        """How it is called in messages."""
        guid = self.attributes.get("guid", "")
        return f"line {self.line}: <{self.tag}>" + (f" {guid}" if guid else "")


class ProjectCheck:
    """Goes through a project once and collects what is wrong.

    Args:
        measure: returns the number of characters of the text that an internal path leads to, or None where there
            is no such text.
    """

    def __init__(self, measure: Callable[[str], int | None]) -> None:
        self._measure = measure
        self._stack: list[_Open] = []
        self._kinds: dict[str, str] = {}
        self._codable: dict[str, bool] = {}
        self._variables: dict[str, str] = {}
        self._references: list[tuple[str, str, frozenset[str] | None]] = []
        self._given: list[tuple[str, str]] = []
        self._wanted = ""
        self.problems: list[str] = []
        """What is wrong, in plain sentences."""
        self.files: set[str] = set()
        """Names of the files that the project has inside."""

    def parse(self, file: IO[bytes]) -> None:
        """Read a project.qde."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, attributes: self._start(
            name, attributes, parser.CurrentLineNumber
        )
        parser.EndElementHandler = lambda _: self._end()
        parser.CharacterDataHandler = self._read_text
        parser.StartDoctypeDeclHandler = lambda *_: self._say("the file declares a document type")
        try:
            parser.ParseFile(file)
        except expat.ExpatError as error:
            self._say(f"not well-formed XML: {error}")
            return
        self._check_references()

    def _read_text(self, text: str) -> None:
        self._stack[-1].text.append(text)

    def _say(self, problem: str) -> None:
        self.problems.append(problem)

    def _start(self, name: str, attributes: dict[str, str], line: int) -> None:
        space, _, tag = name.rpartition(" ")
        opened = _Open(tag=tag, rule=find_rule(tag), attributes=attributes, line=line)
        if space != NAMESPACE:
            self._say(f"{opened.name} is in the namespace {space or '(none)'}, not in {NAMESPACE}")
        if not self._stack and tag != "Project":
            self._say(f"the root is <{tag}>, not <Project>")
        if self._stack:
            self._stack[-1].children.append(tag)
        self._stack.append(opened)
        self._check_attributes(opened)
        self._note(opened)

    def _check_attributes(self, opened: _Open) -> None:
        if opened.rule is None:
            self._say(f"{opened.name} is no element of REFI-QDA")
            return
        for name in sorted(opened.rule.required - opened.attributes.keys()):
            self._say(f"{opened.name} lacks the attribute {name}")
        for name, value in opened.attributes.items():
            form = opened.rule.forms.get(name)
            if form is None:
                self._say(f"{opened.name} has an attribute {name}, which it may not have")
            elif not form.fullmatch(value.strip()):
                self._say(f"{opened.name}: {name} is {clip(value, 60)!r}")

    def _note(self, opened: _Open) -> None:
        """Remember what the element defines and points to, and look at what it marks."""
        attributes = opened.attributes
        if "guid" in attributes:
            self._define(opened, read_guid(attributes["guid"]))
        for name in _USERS:
            if name in attributes:
                self._references.append((opened.name, read_guid(attributes[name]), frozenset({"User"})))
        for name in _LOOSE:
            if name in attributes:
                self._references.append((opened.name, read_guid(attributes[name]), None))
        if "targetGUID" in attributes:
            self._point(opened, read_guid(attributes["targetGUID"]))
        for name in _PATHS:
            self._note_path(opened, attributes.get(name, ""))
        match opened.tag:
            case "PlainTextSelection":
                self._check_stretch(opened)
            case "PDFSelection":
                self._check_box(opened)
            case "VariableRef":
                self._wanted = self._variables.get(read_guid(attributes.get("targetGUID")), "")

    def _define(self, opened: _Open, guid: str) -> None:
        if guid in self._kinds:
            self._say(f"{opened.name}: the GUID is that of a <{self._kinds[guid]}> too")
        self._kinds[guid] = opened.tag
        if opened.tag == "Code":
            self._codable[guid] = opened.attributes.get("isCodable", "").strip() in {"true", "1"}
        if opened.tag == "Variable":
            self._variables[guid] = opened.attributes.get("typeOfVariable", "").strip()

    def _point(self, opened: _Open, guid: str) -> None:
        self._references.append((opened.name, guid, _TARGETS.get(opened.tag)))
        parent = self._stack[-2].tag if len(self._stack) > 1 else ""
        if opened.tag == "CodeRef" and parent == "Coding":
            self._given.append((opened.name, guid))

    def _note_path(self, opened: _Open, path: str) -> None:
        if not path.startswith(INTERNAL):
            return
        name = path.removeprefix(INTERNAL)
        self.files.add(name)
        if "/" in name or "\\" in name:
            self._say(f"{opened.name}: the path {path} has a folder in it")
        if opened.attributes.get("plainTextPath") == path:
            opened.length = self._measure(name)
            if opened.length is None:
                self._say(f"{opened.name}: {path} leads to no text in UTF-8")

    def _check_stretch(self, opened: _Open) -> None:
        start, end = (_integer(opened.attributes.get(name, "")) for name in ("startPosition", "endPosition"))
        length = self._stack[-2].length if len(self._stack) > 1 else None
        if start is None or end is None:
            return
        if not 0 <= start < end or (length is not None and end > length):
            self._say(f"{opened.name} goes from {start} to {end} in a text of {length} characters")

    def _check_box(self, opened: _Open) -> None:
        page, *corners = (
            _integer(opened.attributes.get(name, ""))
            for name in ("page", "firstX", "firstY", "secondX", "secondY")
        )
        if page is None or None in corners:
            return
        x0, y0, x1, y1 = (corner or 0 for corner in corners)
        if page < 0 or not (x0 < x1 and y0 < y1):
            self._say(f"{opened.name} marks no area: page {page}, from {x0}, {y0} to {x1}, {y1}")

    def _end(self) -> None:
        closed = self._stack.pop()
        kind = ALIASES.get(closed.tag, closed.tag)
        if closed.rule is None:
            return
        if not closed.rule.order.fullmatch("".join(f"{child} " for child in closed.children)):
            found = " ".join(_shorten(closed.children)) or "nothing"
            self._say(f"{closed.name} holds {found}; expected: {closed.rule.children}")
        if kind != "Text" and "".join(closed.text).strip():
            self._say(f"{closed.name} holds the text {clip(''.join(closed.text).strip(), 40)!r}")
        if closed.tag == "PlainTextContent" and self._stack:
            self._stack[-1].length = len("".join(closed.text))
        if kind in {"TextSource", "Transcript"}:
            self._check_text(closed)
        self._check_value(closed)

    def _check_text(self, closed: _Open) -> None:
        has_path, has_content = "plainTextPath" in closed.attributes, "PlainTextContent" in closed.children
        if has_path and has_content:
            self._say(f"{closed.name} has a text of its own and one in a file")
        if not (has_path or has_content):
            self._say(f"{closed.name} has no text")

    def _check_value(self, closed: _Open) -> None:
        """Look whether a value has the form that its variable asks for."""
        if closed.tag not in _VALUE_TAGS:
            return
        text = "".join(closed.text)
        tag, form = VALUES.get(self._wanted, (closed.tag, _VALUE_TAGS[closed.tag]))
        if tag != closed.tag:
            self._say(f"{closed.name} is given to a variable of the type {self._wanted}")
        elif not (form.fullmatch(text.strip()) and _is_day(closed.tag, text)):
            self._say(f"{closed.name} is {clip(text, 40)!r}")

    def _check_references(self) -> None:
        for where, guid, kinds in self._references:
            kind = self._kinds.get(guid)
            if kind is None:
                self._say(f"{where} points to {guid or 'no GUID'}, which is nowhere in the project")
            elif kinds is not None and kind not in kinds:
                self._say(f"{where} points to a <{kind}>")
        for where, guid in self._given:
            if not self._codable.get(guid, True):
                self._say(f"{where} gives a code that may not be given")


def _integer(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _is_day(tag: str, text: str) -> bool:
    """Say whether a date is in the calendar; other values, and years that Python does not know, pass."""
    if tag != "DateValue" or len(text.strip()) != len("2000-01-01"):
        return True
    try:
        date.fromisoformat(text.strip())
    except ValueError:
        return False
    return True


def _shorten(tags: list[str]) -> Iterator[str]:
    """Yield names of elements, those that come several times in a row once with their number."""
    for tag, run in groupby(tags):
        n = sum(1 for _ in run)
        yield tag if n == 1 else f"{tag} ({n})"
