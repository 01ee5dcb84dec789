"""Follows the numbers of a thematic report to their rows, and finds numbers that come from nowhere."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from reportminer.export.thematic_words import date_in_words

XHTML = "{http://www.w3.org/2000/svg}"
Rows = list[dict[str, str]]

FOREIGN = {"bdi", "blockquote", "cite", "style", "code", "title", "desc"}
"""Elements whose words are not the program's own figures."""
LABELS = {"number", "tick"}
"""Classes of numbers that count figures and tables, and of marks on axes."""
SAID = ("95%",)
"""Numbers of the method itself."""


class Tables:
    """The tables of an export set, and the JSON files that a report quotes."""

    def __init__(self, folder: Path, **documents: Any) -> None:
        self._folder = folder
        self._read: dict[str, Rows] = {}
        self._documents: Mapping[str, Any] = {name.replace("_", "-") + ".json": d for name, d in documents.items()}

    def look_up(self, source: str) -> str:
        """Return what stands at the address of a number."""
        file, _, address = source.partition("#")
        if file.endswith(".json"):
            return str(_follow(self._documents[file], address))
        *conditions, taken = address.split("&")
        rows = [row for row in self._rows(file) if all(map(_condition(row), conditions))]
        how, _, column = taken.partition("=")
        values = [row[unquote(column)] for row in rows] if column else []
        known = [value for value in values if value]
        assert how != "column" or len(values) == 1, f"{source}: {len(values)} rows"
        taken_by: dict[str, Callable[[], object]] = {
            "column": lambda: values[0],
            "rows": lambda: len(rows),
            "sum": lambda: sum(map(int, values)),
            "distinct": lambda: len(set(known)),
            "first": lambda: min(known),
            "last": lambda: max(known),
        }
        return str(taken_by[how]())

    def _rows(self, file: str) -> Rows:
        if file not in self._read:
            with (self._folder / file).open(encoding="utf-8", newline="") as opened:
                self._read[file] = list(csv.DictReader(opened))
        return self._read[file]


def _condition(row: Mapping[str, str]) -> Any:
    def holds(condition: str) -> bool:
        name, is_not, value = condition.partition("!=")
        if not is_not:
            name, _, value = condition.partition("=")
        return (row[unquote(name)] == unquote(value)) != bool(is_not)

    return holds


def _follow(document: Any, pointer: str) -> Any:
    for step in pointer.strip("/").split("/"):
        document = document[int(step) if isinstance(document, list) else step]
    return document


def parse(page: str) -> ET.Element:
    """Return a page as a tree: it is well-formed XML."""
    return ET.fromstring(page.removeprefix("<!DOCTYPE html>\n"))


def iter_sourced(tree: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield each number as shown, with its address."""
    for element in tree.iter():
        if source := element.get("data-source"):
            yield "".join(element.itertext()), source


def agrees(shown: str, found: str) -> bool:
    """Say whether a number as shown is the one that stands in a table."""
    if shown.endswith("%"):
        return abs(float(shown[:-1]) - 100 * float(found)) <= 0.51
    plain = shown.replace(",", "")
    if re.fullmatch(r"\d+", plain):
        return plain == found
    if re.fullmatch(r"-?\d+\.\d+", plain):
        digits = len(plain.partition(".")[2])
        return abs(float(plain) - float(found)) <= 0.51 * 10**-digits
    return shown == date_in_words(found)


def iter_unsourced(tree: ET.Element) -> Iterator[str]:
    """Yield the texts with digits that neither have an address nor are words of others."""
    for text in _iter_own_texts(tree):
        rest = text
        for said in SAID:
            rest = rest.replace(said, "")
        if re.search(r"\d", rest):
            yield text


def _iter_own_texts(element: ET.Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    if name not in FOREIGN and not element.get("data-source") and not _is_label(element):
        yield element.text or ""
        for child in element:
            yield from _iter_own_texts(child)
            yield child.tail or ""


def _is_label(element: ET.Element) -> bool:
    return bool(LABELS & set(element.get("class", "").split()))


def read_json(path: Path) -> Any:
    """Return a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))
