"""Reads XML files that may come from anywhere.

A document type declaration, the only way to entities, is refused before a tree is built, and so are files that are
larger or deeper than they ever are.
"""

from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

from reportminer.errors import UsageError

_LARGEST_MB = 20
_DEEPEST = 60
_CODEBOOK = "a REFI-QDA codebook (.qdc)"
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
    return parse_content(content, source=str(path), expected=_CODEBOOK, largest_mb=_LARGEST_MB)


def parse_content(content: bytes, *, source: str, expected: str, largest_mb: int) -> Element:
    """Return the root of an XML file that has been read.

    Args:
        content: its bytes.
        source: its name, for messages.
        expected: what it should be, for messages.
        largest_mb: the most that it may have, MiB.

    Raises:
        UsageError: it is too large, not well formed or too deep, or declares a document type.
    """
    if len(content) > largest_mb << 20:
        raise UsageError(f"{source} has {len(content) >> 20} MiB", expected=f"at most {largest_mb} MiB")
    try:
        _Guard(source, expected).check(content)
        return ElementTree.fromstring(content)
    except (expat.ExpatError, ElementTree.ParseError, LookupError, ValueError) as error:
        raise UsageError(
            f"{source} is not well-formed XML: {error}", expected=expected, remedy="export it again"
        ) from error


class _Guard:
    """Goes through a file once without building anything and refuses what no such file has."""

    def __init__(self, source: str, expected: str) -> None:
        self._source = source
        self._expected = expected
        self._depth = 0

    def check(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._descend
        parser.EndElementHandler = self._ascend
        parser.Parse(content, True)

    def _refuse_doctype(self, *_: object) -> NoReturn:
        raise UsageError(
            f"{self._source} declares a document type (<!DOCTYPE>)",
            expected=f"{self._expected}, which has none",
            remedy="export it again; do not trust this file",
        )

    def _descend(self, *_: object) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UsageError(f"{self._source} nests more than {_DEEPEST} levels", expected=self._expected)

    def _ascend(self, *_: object) -> None:
        self._depth -= 1
