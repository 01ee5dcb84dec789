"""Reads a REFI-QDA project (`.qdpx`), whichever program wrote it.

Namespaces and the order of elements are not asked for, since programs differ; what is not understood is left out.

Source: REFI-QDA 1.5, project exchange.
"""

from collections.abc import Container, Iterator
from pathlib import Path

from reportminer.codebook.xml_files import Element
from reportminer.errors import UsageError
from reportminer.export.qdpx_archive import Archive
from reportminer.export.qdpx_boxes import Corners
from reportminer.export.qdpx_guids import read_guid
from reportminer.export.qdpx_records import CodeIn, CodingIn, NoteIn, ProjectIn, SelectionIn, SourceIn
from reportminer.text import squash

_KINDS = ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource")
_MARKED = (
    "PlainTextSelection",
    "PDFSelection",
    "PictureSelection",
    "AudioSelection",
    "VideoSelection",
    "TranscriptSelection",
)


def read_project(path: Path, *, sizes: Container[int] = ()) -> ProjectIn:
    """Return what a project holds.

    Args:
        path: a `.qdpx` file.
        sizes: bytes of the files that may be meant; PDFs of other sizes are not looked at.

    Raises:
        UsageError: it cannot be read, is no project, or holds what is refused; see `qdpx_archive`.
    """
    with Archive(path) as archive:
        root = archive.read_project()
        if _tag(root) != "Project":
            raise UsageError(
                f"{path} holds XML whose root is <{_tag(root)}>",
                expected="a REFI-QDA project (QDPX): <Project>",
                remedy="export the project, not the codebook alone",
            )
        return ProjectIn(
            name=squash(root.get("name", "")),
            origin=squash(root.get("origin", "")),
            users={
                read_guid(user.get("guid")): squash(user.get("name", ""))
                for user in root.iterfind("{*}Users/{*}User")
            },
            codes={code.guid: code for code in _iter_codes(root)},
            sources=tuple(_read_source(source, archive, sizes) for source in _iter_sources(root)),
            notes={
                read_guid(note.get("guid")): _read_note(note, archive)
                for note in root.iterfind("{*}Notes/{*}Note")
            },
        )


def read_codebook_root(path: Path) -> Element:
    """Return the root of a project's XML, for its codes alone.

    Raises:
        UsageError: as for `read_project`.
    """
    with Archive(path) as archive:
        return archive.read_project()


def _iter_codes(root: Element) -> Iterator[CodeIn]:
    for top in root.iterfind("{*}CodeBook/{*}Codes/{*}Code"):
        yield from _walk_codes(top, ())


def _walk_codes(code: Element, trail: tuple[str, ...]) -> Iterator[CodeIn]:
    name = squash(code.get("name", ""))
    yield CodeIn(guid=read_guid(code.get("guid")), name=name, trail=trail, description=_description(code))
    for child in _children(code, "Code"):
        yield from _walk_codes(child, (*trail, name))


def _iter_sources(root: Element) -> Iterator[Element]:
    for sources in _children(root, "Sources"):
        yield from (child for child in sources if _tag(child) in _KINDS)


def _read_source(source: Element, archive: Archive, sizes: Container[int]) -> SourceIn:
    is_pdf = _tag(source) == "PDFSource"
    holder = next(iter(_children(source, "Representation")), None) if is_pdf else source
    text, reason = (None, "the project has no text of it") if holder is None else _read_text(holder, archive)
    marked = [element for element in source if _tag(element) in _MARKED]
    if is_pdf and holder is not None:
        marked += [element for element in holder if _tag(element) in _MARKED]
    for transcript in _children(source, "Transcript"):
        marked += [element for element in transcript if _tag(element) in _MARKED]
    guid = read_guid(source.get("guid"))
    return SourceIn(
        guid=guid,
        text_guid=guid if holder is None else read_guid(holder.get("guid")),
        name=squash(source.get("name", "")),
        kind=_tag(source),
        text=text,
        reason=reason,
        pdf_sha256=archive.hash_file(source.get("path", ""), sizes=sizes) if is_pdf else "",
        selections=tuple(map(_read_selection, marked)),
        codings=tuple(_iter_codings(source, "")),
    )


def _read_text(holder: Element, archive: Archive) -> tuple[str | None, str]:
    content = next(iter(_children(holder, "PlainTextContent")), None)
    if content is not None:
        return "".join(content.itertext()), ""
    return archive.read_text(holder.get("plainTextPath", ""))


def _read_selection(element: Element) -> SelectionIn:
    is_page = _tag(element) == "PDFSelection"
    wording = [
        "".join(content.itertext())
        for inner in _children(element, "Representation")
        for content in _children(inner, "PlainTextContent")
    ]
    corners = (
        [_integer(element.get(name)) for name in ("firstX", "firstY", "secondX", "secondY")] if is_page else []
    )
    return SelectionIn(
        guid=read_guid(element.get("guid")),
        name=squash(element.get("name", "")),
        description=_description(element),
        codings=tuple(_iter_codings(element, read_guid(element.get("creatingUser")))),
        notes=tuple(_iter_notes(element)),
        start=_integer(element.get("startPosition")),
        end=_integer(element.get("endPosition")),
        page=_integer(element.get("page")) if is_page else None,
        corners=_make_corners(corners),
        wording=" ".join(wording),
    )


def _make_corners(numbers: list[int | None]) -> Corners | None:
    """Return a rectangle, whichever of its corners were named first."""
    known = [number for number in numbers if number is not None]
    if len(known) != 4:
        return None
    (x0, x1), (y0, y1) = sorted(known[0::2]), sorted(known[1::2])
    return Corners(x0=x0, y0=y0, x1=x1, y1=y1)


def _iter_codings(element: Element, owner: str) -> Iterator[CodingIn]:
    """Yield the codes given to a thing; whoever made it gave those that name nobody."""
    for coding in _children(element, "Coding"):
        for reference in _children(coding, "CodeRef"):
            yield CodingIn(
                guid=read_guid(coding.get("guid")),
                user=read_guid(coding.get("creatingUser")) or owner,
                code=read_guid(reference.get("targetGUID")),
                notes=tuple(_iter_notes(coding)),
            )


def _iter_notes(element: Element) -> Iterator[str]:
    for reference in _children(element, "NoteRef"):
        yield read_guid(reference.get("targetGUID"))


def _read_note(note: Element, archive: Archive) -> NoteIn:
    text, _ = _read_text(note, archive)
    return NoteIn(name=squash(note.get("name", "")), text=text or "", user=read_guid(note.get("creatingUser")))


def _description(element: Element) -> str:
    found = next(iter(_children(element, "Description")), None)
    return "" if found is None else "".join(found.itertext())


def _children(element: Element, tag: str) -> list[Element]:
    return [child for child in element if _tag(child) == tag]


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _integer(text: str | None) -> int | None:
    """Return a whole number, also one that a program wrote with decimals."""
    try:
        return round(float(text or ""))
    except (ValueError, OverflowError):
        return None
