"""Reading REFI-QDA projects from anywhere: what other programs write, and what is refused."""

import struct
import zipfile
from pathlib import Path

import pytest

from reportminer.errors import UsageError
from reportminer.export.qdpx_boxes import Corners
from reportminer.export.qdpx_reading import read_project
from reportminer.ids import hash_bytes
from tests.export.test_qdpx_check import BOX, CODE, NOTE, PROJECT, SOURCE, TEXT, USER, package


def write_zip(path: Path, files: dict[str, bytes | str]) -> Path:
    """Write a ZIP with these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def test_a_project_is_read_whole(tmp_path: Path) -> None:
    """Users, codes with those above them, sources with text and passages, notes."""
    project = read_project(package(tmp_path / "p.qdpx"), sizes={4})
    [source] = project.sources
    box, stretch = source.selections
    assert (project.name, project.users) == ("small", {USER: "anna"})
    assert (project.codes[CODE].name, project.codes[CODE].trail) == ("Code", ("Theme",))
    assert (source.text, source.pdf_sha256) == ("Hello", hash_bytes(b"%PDF"))
    assert (box.page, box.corners) == (0, Corners(x0=1, y0=2, x1=3, y1=4))
    assert (stretch.start, stretch.end, stretch.description, stretch.notes) == (0, 5, "Here.", (NOTE,))
    assert [(coding.user, coding.code) for coding in stretch.codings] == [(USER, CODE)]
    assert project.notes[NOTE].text == "Note."


def test_other_spellings_are_read_alike(tmp_path: Path) -> None:
    """GUIDs in lower case with braces, `Sources`, an XML of another name with a byte order mark."""
    spelled = PROJECT.replace("urn:QDA-XML:project:1.0", "urn:other").replace(
        f'targetGUID="{CODE}"', f'targetGUID="{{{CODE.lower()}}}"'
    )
    path = write_zip(
        tmp_path / "p.qdpx",
        {"My study.QDE": "\ufeff" + spelled, f"Sources\\{TEXT.lower()}.TXT": b"\xef\xbb\xbfHello"},
    )
    [source] = read_project(path).sources
    assert source.text == "\ufeffHello"
    assert [coding.code for coding in source.selections[1].codings] == [CODE]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Café 😀".encode(), "Café 😀"),
        ("Café".encode("utf-16"), "Café"),
        ("Café".encode("cp1252"), "Café"),
        (b"", ""),
    ],
)
def test_texts_are_read_in_their_encoding(tmp_path: Path, content: bytes, text: str) -> None:
    """UTF-8, UTF-16 with its mark, and western Windows where it is neither."""
    path = write_zip(tmp_path / "p.qdpx", {"project.qde": PROJECT, f"sources/{TEXT}.txt": content})
    assert read_project(path).sources[0].text == text


def test_what_lies_outside_is_never_opened(tmp_path: Path) -> None:
    """A path to a file of this machine is told, not followed; so is one that is not in the ZIP."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    for path, told in (
        (f"absolute://{secret}", "lies outside the project"),
        ("relative:///../secret.txt", "lies outside the project"),
        (f"file://{secret}", "lies outside the project"),
        ("internal://../../secret.txt", "does not hold"),
        ("internal://none.txt", "does not hold"),
    ):
        project = PROJECT.replace(f"internal://{TEXT}.txt", path)
        [source] = read_project(write_zip(tmp_path / "p.qdpx", {"project.qde": project})).sources
        assert source.text is None
        assert told in source.reason


def test_only_pdfs_of_a_known_size_are_looked_at(tmp_path: Path) -> None:
    """So that a project cannot make the program read what is of no use."""
    assert read_project(package(tmp_path / "p.qdpx"), sizes={5}).sources[0].pdf_sha256 == ""


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"a.txt": "x"}, "holds 0 files .qde"),
        ({"a.qde": PROJECT, "b.qde": PROJECT}, "holds 2 files .qde"),
        ({"project.qde": PROJECT, "../x.txt": "x"}, "leads out of it"),
        ({"project.qde": PROJECT, "/etc/x": "x"}, "leads out of it"),
        ({"project.qde": PROJECT, "C:\\x.txt": "x"}, "leads out of it"),
        ({"project.qde": PROJECT, "sources/a.txt": "x", "Sources/A.txt": "y"}, "holds two files named"),
        ({"project.qde": "<Project"}, "not well-formed"),
        ({"project.qde": "<CodeBook/>"}, "whose root is <CodeBook>"),
        ({"project.qde": '<!DOCTYPE p [<!ENTITY e "x">]><Project name="&e;"/>'}, "declares a document type"),
        ({"project.qde": "<a>" * 80 + "</a>" * 80}, "nests more than"),
    ],
)
def test_what_is_refused_is_said_plainly(files: dict[str, str], told: str, tmp_path: Path) -> None:
    """With what was found, what was expected and what to do; QDPX is named."""
    path = write_zip(tmp_path / "p.qdpx", dict(files))
    with pytest.raises(UsageError, match=told.replace("<", "<")) as raised:
        read_project(path)
    assert raised.value.expected


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """An XML of 201 MiB of nothing fits into a small ZIP, and is not unpacked."""
    path = tmp_path / "bomb.qdpx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
        made.open("project.qde", "w") as out,
    ):
        for _ in range(201):
            out.write(b" " * (1 << 20))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(UsageError, match="of 201 MiB"):
        read_project(path)


def test_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    """A file that says it is smaller than it is breaks off there, and is told as damaged."""
    path = package(tmp_path / "p.qdpx")
    content = bytearray(path.read_bytes())
    size = len(PROJECT.encode())
    while (at := content.find(struct.pack("<I", size))) >= 0:
        content[at : at + 4] = struct.pack("<I", 100)
    path.write_bytes(content)
    with pytest.raises(UsageError, match="QDPX"):
        read_project(path)


def test_a_password_is_told(tmp_path: Path) -> None:
    """With what to do."""
    path = package(tmp_path / "p.qdpx")
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(UsageError, match="protected by a password"):
        read_project(path)


def test_who_made_a_passage_gave_its_codes(tmp_path: Path) -> None:
    """Where the codings name nobody."""
    bare = PROJECT.replace(f' creatingUser="{USER}"', "").replace(
        'startPosition="0"', f'startPosition="0" creatingUser="{USER}"'
    )
    selection = read_project(package(tmp_path / "p.qdpx", bare)).sources[0].selections[1]
    assert [coding.user for coding in selection.codings] == [USER]


@pytest.mark.parametrize("cut", [0, 30, 400])
def test_a_damaged_file_is_said_plainly(cut: int, tmp_path: Path) -> None:
    """Cut short or empty, it is no QDPX; a file that is not there is told so."""
    path = package(tmp_path / "p.qdpx")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UsageError, match="QDPX"):
        read_project(path)
    with pytest.raises(UsageError, match="no such file"):
        read_project(tmp_path / "none.qdpx")


def test_numbers_with_decimals_and_turned_corners_are_read(tmp_path: Path) -> None:
    """As some programs write them."""
    odd = PROJECT.replace(
        'firstX="1" firstY="2" secondX="3" secondY="4"', 'firstX="3.0" firstY="4.4" secondX="1" secondY="2"'
    )
    found = read_project(package(tmp_path / "p.qdpx", odd)).sources[0].selections[0]
    assert found.guid == BOX
    assert found.corners == Corners(x0=1, y0=2, x1=3, y1=4)
    assert SOURCE
