"""Reads small XML files that may come from anywhere.

A document type declaration, the only way to entities, is refused before a tree is built, and so are files that are
larger or deeper than any codebook.
"""

from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

from reportminer.errors import UsageError

_LARGEST_MB = 20
_DEEPEST = 60
Element = ElementTree.Element


def parse_xml(path: Path) -> Element:
    """Return the root of an XML file.

    Raises:
        UsageError: the file cannot be read, too large, not well formed or too deep, or declares a document type.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", remedy="check the path") from error
    if len(content) > _LARGEST_MB << 20:
        raise UsageError(f"{path} has {len(content) >> 20} MiB", expected=f"at most {_LARGEST_MB} MiB")
    try:
        _Guard(path).check(content)
        return ElementTree.fromstring(content)
    except (expat.ExpatError, ElementTree.ParseError, LookupError, ValueError) as error:
        raise UsageError(
            f"{path} is not well-formed XML: {error}",
            expected="a REFI-QDA codebook (.qdc)",
            remedy="export it again",
        ) from error


class _Guard:
    """Goes through a file once without building anything and refuses what no codebook has."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._depth = 0

    def check(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._descend
        parser.EndElementHandler = self._ascend
        parser.Parse(content, True)

    def _refuse_doctype(self, *_: object) -> NoReturn:
        raise UsageError(
            f"{self._path} declares a document type (<!DOCTYPE>)",
            expected="a REFI-QDA codebook, which has none",
            remedy="export it again; do not trust this file",
        )

    def _descend(self, *_: object) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UsageError(f"{self._path} nests more than {_DEEPEST} levels", expected="a codebook")

    def _ascend(self, *_: object) -> None:
        self._depth -= 1
