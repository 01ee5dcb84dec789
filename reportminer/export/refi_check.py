"""Checks a REFI-QDA project without its schema: order, attributes, GUIDs, references, offsets and files.

It asks for more than the schema: that every GUID is unique and every reference leads to a thing of the right kind,
that passages lie within their texts, that codes which were given may be given, and that the ZIP holds exactly the
files that the project names.
"""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from reportminer.export.qdpx_guids import read_guid
from reportminer.export.qdpx_package import FOLDER, PROJECT
from reportminer.export.qdpx_sources import INTERNAL
from reportminer.export.refi_rules import ProjectCheck

_MOST = 50
"""Problems that are told."""
_BOM = b"\xef\xbb\xbf"


def check_package(path: Path) -> tuple[str, ...]:
    """Return what is wrong with a `.qdpx` file, in plain sentences; empty where all is well."""
    try:
        with zipfile.ZipFile(path) as package:
            return tuple(_check_package(package))[:_MOST]
    except (zipfile.BadZipFile, OSError) as error:
        return (f"the file cannot be read as a ZIP: {error}",)


def check_project(file: IO[bytes], measure: Callable[[str], int | None]) -> tuple[str, ...]:
    """Return what is wrong with a project.qde, in plain sentences; empty where all is well.

    Args:
        file: the XML.
        measure: returns the number of characters of the text that an internal path leads to, or None where there
            is no such text.
    """
    check = ProjectCheck(measure)
    check.parse(file)
    return tuple(check.problems)[:_MOST]


def _check_package(package: zipfile.ZipFile) -> Iterator[str]:
    names = package.namelist()
    yield from (f"{name} is in the ZIP twice" for name in sorted({n for n in names if names.count(n) > 1}))
    if PROJECT not in names:
        yield f"there is no {PROJECT} at the top of the ZIP"
        return
    with package.open(PROJECT) as file:
        if file.read(len(_BOM)) == _BOM:
            yield f"{PROJECT} begins with a byte order mark"
    check = ProjectCheck(lambda name: _measure(package, name))
    with package.open(PROJECT) as file:
        check.parse(file)
    yield from check.problems
    inside = {name.removeprefix(f"{FOLDER}/") for name in names if name.startswith(f"{FOLDER}/")} - {""}
    outside = [name for name in names if not name.startswith(f"{FOLDER}/") and name != PROJECT]
    yield from (f"{name} lies outside {FOLDER}/" for name in outside)
    yield from (f"{FOLDER}/{name} is named nowhere in {PROJECT}" for name in sorted(inside - check.files))
    yield from (f"{INTERNAL}{name} leads to no file of the ZIP" for name in sorted(check.files - inside))
    for name in sorted(inside):
        if not read_guid(name.rpartition(".")[0]):
            yield f"{FOLDER}/{name} is not called after a GUID"


def _measure(package: zipfile.ZipFile, name: str) -> int | None:
    try:
        content = package.read(f"{FOLDER}/{name}")
        return len(content.decode("utf-8"))
    except (KeyError, UnicodeDecodeError):
        return None
