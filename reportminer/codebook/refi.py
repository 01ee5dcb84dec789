"""Reads the codebook that programs for qualitative analysis exchange (REFI-QDA, `.qdc`).

Source: REFI-QDA 1.5, codebook exchange; namespace `urn:QDA-XML:codebook:1.0`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportminer.codebook.memo import MARK, THEME, Memo, read_memo
from reportminer.codebook.settle import Loose, LoosePattern, LooseTheme, list_some, read_side
from reportminer.codebook.xml_files import Element, parse_xml
from reportminer.errors import UsageError
from reportminer.text import squash

MAKER = "reportminer"
"""First word of `origin` in files that this program wrote."""


def read_qdc(path: Path) -> Loose:
    """Read the codes of a `.qdc` file.

    A code with codes below it is a theme, all below it are its patterns; a code that stands alone has no theme.
    What a description written by this program says in labelled lines is found again.

    Raises:
        UsageError: the file cannot be read, is no codebook of this form, or declares a document type.
    """
    return read_code_tree(parse_xml(path), source=str(path))


def read_code_tree(root: Element, *, source: str) -> Loose:
    """Read the codes of a codebook, or of a project, that has been parsed; see `read_qdc`.

    Args:
        root: `CodeBook`, or `Project` with one in it.
        source: name of the file, for messages.

    Raises:
        UsageError: it is neither, or has no codes.
    """
    book = next((child for child in root if _tag(child) == "CodeBook"), None) if _tag(root) == "Project" else root
    codes = None if book is None else next((child for child in book if _tag(child) == "Codes"), None)
    if book is None or _tag(book) != "CodeBook" or codes is None:
        raise UsageError(
            f"{source} is XML, but its root is <{_tag(root)}>, with no codes",
            expected="a REFI-QDA codebook or project: <CodeBook> with <Codes>",
            remedy="export the codebook (.qdc) or the project (.qdpx) again",
        )
    return _Reading(root).read(codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a code stands."""

    theme: str = ""
    side: str = ""
    trail: tuple[str, ...] = ()
    """Names of the codes between its theme and itself."""


class _Reading:
    """Goes through the tree of codes and remembers what has no place."""

    def __init__(self, root: Element) -> None:
        self._own = root.get("origin", "").startswith(MAKER)
        self._sides, self._sets = _read_sets(root)
        self._themes: list[LooseTheme] = []
        self._patterns: list[LoosePattern] = []
        self._coded: list[str] = []
        self._described: list[str] = []
        self._nested: list[str] = []
        self._colours = False
        self._origin = {"title": "", "version": ""}

    def read(self, codes: Element) -> Loose:
        for at, code in enumerate(_codes(codes)):
            self._read_top(code, key=str(at))
        return Loose(
            themes=tuple(self._themes),
            patterns=tuple(self._patterns),
            remarks=tuple(self._remarks()),
            **self._origin,
        )

    def _read_top(self, code: Element, *, key: str) -> None:
        self._note_colour(code)
        memo = read_memo(_description(code), headed=False)
        if memo.one("kind") == MARK:
            return
        is_theme = memo.one("kind") == THEME
        if not is_theme and not _codes(code):
            self._read_pattern(code, _Place())
            return
        label = _name(code)
        self._origin = {name: text or memo.one(name) for name, text in self._origin.items()}
        self._themes.append(LooseTheme(key=key, label=label, id=memo.one("id"), phrases=memo.texts("phrases")))
        if memo.text:
            self._described.append(label)
        if not is_theme and _is_codable(code):
            self._coded.append(label)
        for child in _codes(code):
            self._read_below(child, _Place(theme=key))

    def _read_below(self, code: Element, place: _Place) -> None:
        self._note_colour(code)
        name, side = _name(code), read_side(_name(code))
        children = _codes(code)
        if children and side:
            below = _Place(theme=place.theme, side=side, trail=place.trail)
        else:
            below = _Place(theme=place.theme, side=place.side, trail=(*place.trail, name))
            if _is_codable(code) or not children:
                self._read_pattern(code, place)
        for child in children:
            self._read_below(child, below)

    def _read_pattern(self, code: Element, place: _Place) -> None:
        memo = read_memo(_description(code), headed=True)
        name = _name(code)
        if place.trail:
            self._nested.append(f"{name} (under {' > '.join(place.trail)})")
        side = memo.one("polarity") or self._sides.get(code.get("guid", ""), "") or place.side
        self._patterns.append(_make_pattern(name, memo, theme=place.theme, side=side))

    def _note_colour(self, code: Element) -> None:
        self._colours = self._colours or (bool(code.get("color")) and not self._own)

    def _remarks(self) -> Iterator[str]:
        said = (
            ("Codes with codes below them became themes; passages coded with them have no pattern", self._coded),
            ("Descriptions of themes have no place in a codebook of this form and were left out", self._described),
            ("A codebook has two levels; these stood deeper", self._nested),
            ("Sets of codes were left out", self._sets),
        )
        for what, names in said:
            if names:
                yield f"{what}: {list_some(names)}."
        if self._colours:
            yield "Colours of codes were left out."


def _make_pattern(name: str, memo: Memo, *, theme: str, side: str) -> LoosePattern:
    return LoosePattern(
        name=name,
        theme=theme,
        id=memo.one("id"),
        polarity=side,
        definition=memo.text,
        include=memo.texts("include"),
        exclude=memo.texts("exclude"),
        confused_with=memo.texts("confused_with"),
        examples=memo.texts("examples"),
        near_misses=memo.texts("near_misses"),
    )


def _read_sets(root: Element) -> tuple[Mapping[str, str], list[str]]:
    """Return the side of codes (by guid) that a set named after a side holds, and the names of other sets."""
    sides: dict[str, str] = {}
    others = []
    for found in (element for element in root.iter() if _tag(element) == "Set"):
        name = squash(found.get("name", ""))
        side = read_side(name)
        if side is None:
            others.append(name)
            continue
        # A set in a codebook names its members by `guid`, one in a project by `targetGUID`.
        members = (m.get("guid") or m.get("targetGUID") for m in found if _tag(m) == "MemberCode")
        sides |= {guid: side for guid in members if guid}
    return sides, others


def _codes(parent: Element) -> list[Element]:
    return [child for child in parent if _tag(child) == "Code"]


def _description(code: Element) -> str:
    found = next((child for child in code if _tag(child) == "Description"), None)
    return "" if found is None else "".join(found.itertext())


def _name(code: Element) -> str:
    return squash(code.get("name", ""))


def _is_codable(code: Element) -> bool:
    return code.get("isCodable", "true").strip() in {"true", "1"}


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
