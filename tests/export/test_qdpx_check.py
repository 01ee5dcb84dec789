"""The project's own checker of REFI-QDA: what is wrong is found, and never less than the schema finds."""

import io
import random
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reportminer.export.refi_check import check_package, check_project
from reportminer.export.refi_schema import RULES
from tests.export.refi_files import NS, SCHEMA, Element, find_schema_errors, needs_schema, rewrite

USER, CODE, LOCKED, VARIABLE, SOURCE, TEXT, SELECTION, CODING, NOTE, BOX, CASE, SET = (
    f"{number:08X}-0000-0000-0000-000000000000" for number in range(1, 13)
)
PROJECT = f"""\
<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="small">
<Users><User guid="{USER}" name="anna"/></Users>
<CodeBook><Codes>
<Code guid="{LOCKED}" name="Theme" isCodable="false" color="#abc"><Description>All.</Description>
<Code guid="{CODE}" name="Code" isCodable="true"/></Code>
</Codes></CodeBook>
<Variables><Variable guid="{VARIABLE}" name="Year" typeOfVariable="Integer"/></Variables>
<Cases><Case guid="{CASE}" name="Northbridge">
<VariableValue><VariableRef targetGUID="{VARIABLE}"/><IntegerValue>2018</IntegerValue></VariableValue>
<SourceRef targetGUID="{SOURCE}"/></Case></Cases>
<Sources><PDFSource guid="{SOURCE}" name="report" path="internal://{SOURCE}.pdf">
<PDFSelection guid="{BOX}" page="0" firstX="1" firstY="2" secondX="3" secondY="4"/>
<Representation guid="{TEXT}" plainTextPath="internal://{TEXT}.txt">
<PlainTextSelection guid="{SELECTION}" startPosition="0" endPosition="5"><Description>Here.</Description>
<Coding guid="{CODING}" creatingUser="{USER}" creationDateTime="2026-01-31T00:00:00Z">
<CodeRef targetGUID="{CODE}"/></Coding><NoteRef targetGUID="{NOTE}"/></PlainTextSelection>
</Representation></PDFSource></Sources>
<Notes><Note guid="{NOTE}" name="n"><PlainTextContent>Note.</PlainTextContent></Note></Notes>
<Sets><Set guid="{SET}" name="Side"><MemberCode targetGUID="{CODE}"/></Set></Sets>
<NoteRef targetGUID="{NOTE}"/>
</Project>
"""


def find_problems(project: str) -> tuple[str, ...]:
    """What the checker finds wrong with a project whose one text has five characters."""
    return check_project(io.BytesIO(project.encode()), lambda name: 5 if name == f"{TEXT}.txt" else None)


def package(path: Path, project: str = PROJECT, **files: bytes) -> Path:
    """Write a project with its PDF and text, and further files."""
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("project.qde", project)
        made.writestr(f"sources/{SOURCE}.pdf", b"%PDF")
        made.writestr(f"sources/{TEXT}.txt", b"Hello")
        for name, content in files.items():
            made.writestr(name, content)
    return path


def test_a_sound_project_has_no_problems(tmp_path: Path) -> None:
    """As XML and as a ZIP."""
    assert find_problems(PROJECT) == ()
    assert check_package(package(tmp_path / "sound.qdpx")) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (f'<User guid="{USER}" name="anna"/>', "", "holds nothing; expected: User+"),
        ('isCodable="true"', "", "lacks the attribute isCodable"),
        ('endPosition="5"', 'endPosition="6"', "goes from 0 to 6 in a text of 5 characters"),
        ('startPosition="0"', 'startPosition="5"', "goes from 5 to 5"),
        ('startPosition="0"', 'startPosition="-1"', "goes from -1 to 5"),
        ('firstX="1"', 'firstX="1.5"', "firstX is '1.5'"),
        ('firstX="1"', 'firstX="3"', "marks no area"),
        ('page="0"', 'page="-1"', "marks no area"),
        (f'<CodeRef targetGUID="{CODE}"/>', f'<CodeRef targetGUID="{NOTE}"/>', "points to a <Note>"),
        (f'<CodeRef targetGUID="{CODE}"/>', f'<CodeRef targetGUID="{LOCKED}"/>', "may not be given"),
        (f'<CodeRef targetGUID="{CODE}"/>', "", "holds nothing; expected: CodeRef NoteRef*"),
        (f'creatingUser="{USER}"', f'creatingUser="{CODE}"', "points to a <Code>"),
        (f'creatingUser="{USER}"', f'creatingUser="{USER[:-1]}F"', "nowhere in the project"),
        (f'guid="{NOTE}"', f'guid="{CODE}"', "the GUID is that of a <Code> too"),
        (f'guid="{NOTE}"', 'guid="x"', "guid is 'x'"),
        ("<IntegerValue>2018</IntegerValue>", "<TextValue>2018</TextValue>", "variable of the type Integer"),
        ("<IntegerValue>2018</IntegerValue>", "<IntegerValue>2018-02</IntegerValue>", "is '2018-02'"),
        ('color="#abc"', 'color="red"', "color is 'red'"),
        ('name="anna"', 'name="anna" age="4"', "attribute age, which it may not have"),
        ("<Codes>", "<Codes>loose", "holds the text 'loose'"),
        ("<Description>Here.</Description>", "", ""),
        ("<Notes>", "<Users/><Notes>", "expected: Users? CodeBook?"),
        ("<Sets>", "<Bags/><Sets>", "<Bags> is no element of REFI-QDA"),
        (f' plainTextPath="internal://{TEXT}.txt"', "", "has no text"),
        (f"internal://{TEXT}.txt", f"internal://sources/{TEXT}.txt", "has a folder in it"),
        ("2026-01-31T00", "2026-13-31T00", "creationDateTime is"),
        ("urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0", "is in the namespace"),
        ("</Project>", "", "not well-formed"),
    ],
)
def test_a_fault_is_told(old: str, new: str, told: str) -> None:
    """Each in words that name the element and what was expected."""
    assert old in PROJECT
    problems = find_problems(PROJECT.replace(old, new, 1))
    assert any(told in problem for problem in problems) if told else problems == ()


def test_selections_come_before_the_text_of_a_pdf() -> None:
    """The other way round other programs refuse the project."""
    box = PROJECT[PROJECT.index("<PDFSelection") : PROJECT.index("<Representation")]
    turned = PROJECT.replace(box, "").replace("</Representation>", f"</Representation>{box}")
    assert "PDFSelection* Representation?" in find_problems(turned)[0]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda p: package(p, **{"sources/x.txt": b""}), "is named nowhere"),
        (lambda p: package(p, **{"sources/x.txt": b""}), "is not called after a GUID"),
        (lambda p: package(p, **{"readme.txt": b""}), "lies outside sources/"),
        (lambda p: package(p, "\ufeff" + PROJECT), "byte order mark"),
        (lambda p: package(p, PROJECT.replace(f"{SOURCE}.pdf", f"{NOTE}.pdf")), "leads to no file"),
        (lambda p: rewrite(package(p.with_name("a")), p, folder="Sources"), "lies outside sources/"),
        (lambda p: rewrite(package(p.with_name("a")), p, qde="small.qde"), "no project.qde at the top"),
        (lambda p: p.write_bytes(b"PK no"), "cannot be read as a ZIP"),
    ],
)
def test_a_fault_of_the_package_is_told(make: Callable[[Path], object], told: str, tmp_path: Path) -> None:
    """Files that are missing, too many, misnamed or misplaced."""
    path = tmp_path / "broken.qdpx"
    make(path)
    assert any(told in problem for problem in check_package(path))


def break_something(root: Element, rng: random.Random) -> None:
    """Change one thing at random: an attribute, an element's place, or whether it is there."""
    parents = [(parent, child) for parent in root.iter() for child in parent]
    parent, child = rng.choice(parents)
    match rng.randrange(5):
        case 0:
            parent.remove(child)
        case 1:
            parent.remove(child)
            parent.insert(rng.randrange(len(parent) + 1), child)
        case 2 if child.attrib:
            del child.attrib[rng.choice(sorted(child.attrib))]
        case 3 if child.attrib:
            child.set(rng.choice(sorted(child.attrib)), rng.choice(["", "1.5", "x", "true", "#12345"]))
        case _:
            other, taken = rng.choice(parents)
            other.append(deepcopy(taken))


@needs_schema
def test_what_the_schema_refuses_the_checker_refuses() -> None:
    """Over many projects with something broken at random."""
    refused = 0
    for seed in range(300):
        root = ElementTree.fromstring(PROJECT)
        break_something(root, random.Random(seed))
        ElementTree.register_namespace("", NS["q"])
        project = ElementTree.tostring(root, encoding="unicode")
        if errors := find_schema_errors(project.encode()):
            refused += 1
            assert find_problems(project), errors
    assert refused > 100


@needs_schema
def test_the_rules_have_every_attribute_of_the_schema() -> None:
    """Each type's attributes, and which of them must be there."""
    from lxml import etree

    xsd = {"x": "http://www.w3.org/2001/XMLSchema"}
    tree = etree.parse(str(SCHEMA))
    for kind in tree.iterfind("x:complexType", xsd):
        name = kind.get("name").removesuffix("Type")
        rule = RULES.get(name) or RULES["Reference"]
        attributes = list(kind.iterfind("x:attribute", xsd))
        assert {a.get("name") for a in attributes} == set(rule.forms), name
        assert {a.get("name") for a in attributes if a.get("use") == "required"} == rule.required, name
