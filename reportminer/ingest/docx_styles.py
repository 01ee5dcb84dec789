"""What a Word file's styles and numbering say: heading levels, list levels and the markers that Word prints."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from reportminer.ingest.trees import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_BASES: Final = 20
_HEADING: Final = re.compile(r"heading (\d)", re.IGNORECASE)
_DEEPER_LIST: Final = re.compile(r"list (?:bullet |number |continue )?([2-9])", re.IGNORECASE)
_PLACE: Final = re.compile(r"%(\d)")
_ROMAN: Final = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a paragraph style means, with what it inherits."""

    name: str
    """In lower case."""
    level: int | None
    """Heading level from 1, or None."""
    number_id: str
    """Its list, or empty."""
    depth: int
    """Level in its list, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True, kw_only=True)
class Numbering:
    """Counts the paragraphs of each list as Word does while it lays out the text."""

    levels: dict[str, dict[int, _Level]]
    """By list and depth."""
    counter_of: dict[str, str]
    """Lists that count on together share a name."""
    counts: defaultdict[str, dict[int, int]]
    """How far each has counted, by depth."""

    def next_marker(self, number_id: str, depth: int) -> tuple[str, bool]:
        """Count one paragraph further.

        Returns:
            What Word prints before it ("•", "3.14"), and whether that is a number of several parts.
        """
        levels = self.levels.get(number_id, {})
        level = levels.get(depth, _Level(form="bullet", text="", start=1))
        if level.form in ("bullet", "none"):
            return ("•" if level.form == "bullet" else "", False)
        counts = self.counts[self.counter_of.get(number_id, number_id)]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = levels.get(place, level)
            return _write_number(counts.get(place, form.start), form.form)

        return _PLACE.sub(number, level.text), len(_PLACE.findall(level.text)) > 1


def read_styles(tree: Element | None) -> dict[str, Style]:
    """Return the paragraph styles by their id; the default style also under the empty id."""
    if tree is None:
        return {}
    elements = {e.get(f"{W}styleId") or "": e for e in tree.findall(f"{W}style")}
    styles = {style_id: _read_style(style_id, elements) for style_id in elements}
    for style_id, element in elements.items():
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
            styles[""] = styles[style_id]
    return styles


def read_numbering(tree: Element | None) -> Numbering:
    """Return the lists of a file."""
    numbering = Numbering(levels={}, counter_of={}, counts=defaultdict(dict))
    if tree is None:
        return numbering
    abstract = {e.get(f"{W}abstractNumId"): _read_levels(e) for e in tree.findall(f"{W}abstractNum")}
    for number in tree.findall(f"{W}num"):
        number_id = number.get(f"{W}numId") or ""
        base = value_of(number, "abstractNumId")
        numbering.levels[number_id] = abstract.get(base, {})
        restarts = number.find(f"{W}lvlOverride/{W}startOverride") is not None
        numbering.counter_of[number_id] = number_id if restarts else f"of {base}"
    return numbering


def value_of(element: Element | None, path: str) -> str:
    """Return the `w:val` of the element at a path of names below, or empty."""
    if element is None:
        return ""
    found = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    return "" if found is None else found.get(f"{W}val") or ""


def to_int(text: str, default: int) -> int:
    """Return a small number that a file states, or the default where it states none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


def _read_style(style_id: str, elements: dict[str, Element]) -> Style:
    """Follow a style to its bases until each property is found."""
    name, levels, numbers, depths = "", [], [], []
    here = style_id
    for _ in range(_MAX_BASES):
        element = elements.get(here)
        if element is None:
            break
        own = value_of(element, "name").lower()
        name = name or own
        levels += [value_of(element, "pPr/outlineLvl"), _level_by_name(own)]
        numbers.append(value_of(element, "pPr/numPr/numId"))
        depths.append(value_of(element, "pPr/numPr/ilvl"))
        here = value_of(element, "basedOn")
    level = to_int(next(filter(None, levels), ""), 9)
    named = _DEEPER_LIST.fullmatch(name)
    depths.append(str(int(named[1]) - 1) if named else "")
    return Style(
        name=name,
        level=level + 1 if level < 9 else None,
        number_id=next(filter(None, numbers), ""),
        depth=to_int(next(filter(None, depths), ""), 0),
    )


def _level_by_name(name: str) -> str:
    if name == "title":
        return "0"
    match = _HEADING.fullmatch(name)
    return str(int(match[1]) - 1) if match and match[1] != "0" else ""


def _read_levels(abstract: Element) -> dict[int, _Level]:
    return {
        to_int(e.get(f"{W}ilvl") or "", 0): _Level(
            form=value_of(e, "numFmt") or "decimal",
            text=value_of(e, "lvlText"),
            start=to_int(value_of(e, "start"), 1),
        )
        for e in abstract.findall(f"{W}lvl")
    }


def _write_number(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 5 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number < 90:
        roman = _write_roman(number)
        return roman.upper() if form == "upperRoman" else roman
    return str(number)


def _write_roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written, number = written + letters, number - value
    return written
