"""The schema of REFI-QDA where it is beside this checkout, and projects taken apart for tests."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

SCHEMA = Path(__file__).parents[3] / "shared" / "schemas" / "refi-qda-project.xsd"
NS = {"q": "urn:QDA-XML:project:1.0"}
needs_schema = pytest.mark.skipif(
    not SCHEMA.is_file(), reason="the schema of REFI-QDA is not beside this checkout"
)
Element = ElementTree.Element


def find_schema_errors(project: bytes) -> list[str]:
    """What the schema finds wrong with a project.qde."""
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    try:
        root = etree.fromstring(project)
    except etree.XMLSyntaxError as error:
        return [str(error)]
    schema.validate(root)
    return [str(entry.message) for entry in schema.error_log]


def read_xml(path: Path) -> bytes:
    """The XML of a project."""
    with zipfile.ZipFile(path) as package:
        return package.read("project.qde")


def read_qde(path: Path) -> Element:
    """The root of a project."""
    return ElementTree.fromstring(read_xml(path))


def read_source(path: Path, internal: str) -> bytes:
    """A file of a project, by its path there."""
    with zipfile.ZipFile(path) as package:
        return package.read(f"sources/{internal.removeprefix('internal://')}")


def rewrite(path: Path, target: Path, edit: Callable[[str], str] = str, **renamed: str) -> Path:
    """Write a project again with another project.qde.

    Args:
        path: the project.
        target: the one to write.
        edit: changes the XML.
        renamed: nothing but `folder`, the new name of the folder of sources, and `qde`, that of the XML.
    """
    folder, qde = renamed.get("folder", "sources"), renamed.get("qde", "project.qde")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name == "project.qde":
                new.writestr(qde, edit(old.read(name).decode()))
            else:
                new.writestr(f"{folder}/{name.partition('/')[2]}", old.read(name))
    return target


def text_of(path: Path, source: Element) -> str:
    """The text of a source as its file holds it, line ends untouched."""
    holder = source.find("q:Representation", NS)
    holder = source if holder is None else holder
    return read_source(path, holder.get("plainTextPath", "")).decode("utf-8")
