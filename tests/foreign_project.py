"""A REFI-QDA project as other programs may write one; made up for tests, no program's real file.

GUIDs in lower case with braces, a folder `Sources`, an XML of the project's name that begins with a byte order
mark, texts with a byte order mark and lines that end with two characters which count as one, codes in other
letters, a code in a group of its own, a document coded as a whole, a picture, and a note.
"""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportminer.store.connection import reading
from reportminer.store.reading import read_reports, read_text

_USERS = {"dr example": 1, "student": 2}
_CODES = {"SHARED VISION": 11, "Pooled  budgets": 12, "Trust": 13, "Leadership, Vision and Strategy": 14}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A passage that somebody marked."""

    words: str
    """Its words, as they stand in the report."""
    code: str
    """One of the codes of the project."""
    user: str = "dr example"
    """Who gave it."""
    note: str = ""
    """What they noted."""


def make_guid(number: int) -> str:
    """A GUID as this program writes it."""
    return f"{{0a1b2c3d-0000-4000-8000-{number:012x}}}"


def write_foreign(
    path: Path,
    workspace: Path,
    marked: Sequence[Marked],
    *,
    name: str = "North",
    text: str | None = None,
    pdf: bytes | None = None,
    users: Mapping[str, int] = _USERS,
) -> Path:
    """Write a project with one document.

    Args:
        path: the file.
        workspace: its first report is the document.
        marked: passages of it.
        name: of the document.
        text: of the document; the report's own where not given.
        pdf: the document itself; none where not given.
        users: their numbers by name.
    """
    with reading(workspace) as connection:
        own = read_text(connection, read_reports(connection)[0].report_id)
    text = own if text is None else text
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as project:
        xml = _make_xml(text, marked, name=name, users=users, has_pdf=pdf is not None)
        project.writestr("My study.qde", b"\xef\xbb\xbf" + xml.encode())
        content = text.replace("\n", "\r\n").encode()
        project.writestr(f"Sources/{make_guid(21).strip('{}')}.txt", b"\xef\xbb\xbf" + content)
        if pdf is not None:
            project.writestr(f"Sources/{make_guid(20).strip('{}')}.pdf", pdf)
    return path


def _make_xml(text: str, marked: Sequence[Marked], *, name: str, users: Mapping[str, int], has_pdf: bool) -> str:
    selections = "".join(_make_selection(text, one, at, users) for at, one in enumerate(marked))
    notes = "".join(
        f'<Note guid="{make_guid(200 + at)}" name="Memo" creatingUser="{make_guid(users[one.user])}">'
        f"<PlainTextContent>{one.note}</PlainTextContent></Note>"
        for at, one in enumerate(marked)
        if one.note
    )
    holder = f'plainTextPath="internal://{make_guid(21).strip("{}")}.txt"'
    whole = (
        f'<Coding guid="{make_guid(90)}" creatingUser="{make_guid(1)}">'
        f'<CodeRef targetGUID="{make_guid(13)}"/></Coding>'
    )
    source = (
        f'<PDFSource guid="{make_guid(20)}" name="{name}" path="internal://{make_guid(20).strip("{}")}.pdf">'
        f'<Representation guid="{make_guid(21)}" {holder}>{selections}</Representation>{whole}</PDFSource>'
        if has_pdf
        else f'<TextSource guid="{make_guid(20)}" name="{name}" {holder}>{selections}{whole}</TextSource>'
    )
    return f"""<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="My study" origin="Example QDA 9.1"
creationDateTime="2026-02-01T10:00:00Z">
<Users>{"".join(f'<User guid="{make_guid(n)}" name="{user}" id="{n}"/>' for user, n in users.items())}</Users>
<CodeBook><Codes>
<Code guid="{make_guid(14)}" name="Leadership, Vision and Strategy" isCodable="true" color="#FF0000">
<Code guid="{make_guid(11)}" name="SHARED VISION" isCodable="true"/></Code>
<Code guid="{make_guid(12)}" name="Pooled  budgets" isCodable="true"/>
<Code guid="{make_guid(15)}" name="Culture" isCodable="true">
<Code guid="{make_guid(13)}" name="Trust" isCodable="true">
<Description>People trust each other.</Description></Code></Code></Codes></CodeBook>
<Sources>{source}
<PictureSource guid="{make_guid(30)}" name="photo"><PictureSelection guid="{make_guid(31)}" firstX="1" firstY="1"
secondX="9" secondY="9"><Coding guid="{make_guid(32)}" creatingUser="{make_guid(1)}">
<CodeRef targetGUID="{make_guid(11)}"/></Coding></PictureSelection></PictureSource></Sources>
{f"<Notes>{notes}</Notes>" if notes else ""}
</Project>
"""


def _make_selection(text: str, one: Marked, at: int, users: Mapping[str, int]) -> str:
    start = text.index(one.words)
    note = f'<NoteRef targetGUID="{make_guid(200 + at)}"/>' if one.note else ""
    return (
        f'<PlainTextSelection guid="{make_guid(100 + 2 * at)}" name="" startPosition="{start}" '
        f'endPosition="{start + len(one.words)}"><Coding guid="{make_guid(101 + 2 * at)}" '
        f'creatingUser="{make_guid(users[one.user])}" creationDateTime="2026-02-01T10:00:00Z">'
        f'<CodeRef targetGUID="{make_guid(_CODES[one.code])}"/></Coding>{note}</PlainTextSelection>'
    )
