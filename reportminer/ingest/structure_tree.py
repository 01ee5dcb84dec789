"""Reads a page's part of the file's structure tree through pdfium, and which words the file calls no text."""

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from reportminer.ingest.paths_pdfium import address_of, plain_call
from reportminer.ingest.words import ARTIFACT, NO_MARK, Tagged

_MAX_DEPTH, _MAX_ELEMENTS, _MAX_MARKS = 40, 20_000, 200_000
"""Beyond these a tree is broken or hostile; what is read until then is kept."""
_HEADINGS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6"))
_CONTEXTS = frozenset(("Note", "Caption", "TOC", "TOCI", "Figure", "Formula", "Table", "LI", "Artifact"))
"""A block inside one of these is of its kind; a heading in a list item or table stays a heading."""
_BLOCKS = _HEADINGS | _CONTEXTS | {"P", "BlockQuote", "Title", "LBody", "TD", "TH", "Index"}
_NAME_BYTES = 64


def read_tags(page: Any) -> tuple[Tagged, ...]:
    """Return what the structure tree says of a page, in the order of the tree; empty if there is no tree.

    Args:
        page: as pdfium loaded it.

    Source: ISO 32000-1, 14.7 and 14.8.
    """
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return ()
    try:
        return tuple(_read(tree))
    finally:
        raw.FPDF_StructTree_Close(tree)


_INT, _ADDRESS = ctypes.c_int, ctypes.c_void_p
_number_of = plain_call(raw.FPDFPageObj_GetMarkedContentID, _INT, _ADDRESS)
_root_at = plain_call(raw.FPDF_StructTree_GetChildAtIndex, _ADDRESS, _ADDRESS, _INT)
_child_at = plain_call(raw.FPDF_StructElement_GetChildAtIndex, _ADDRESS, _ADDRESS, _INT)
_count_children = plain_call(raw.FPDF_StructElement_CountChildren, _INT, _ADDRESS)
_count_marks = plain_call(raw.FPDF_StructElement_GetMarkedContentIdCount, _INT, _ADDRESS)
_mark_at = plain_call(raw.FPDF_StructElement_GetMarkedContentIdAtIndex, _INT, _ADDRESS, _INT)
_type_of = plain_call(raw.FPDF_StructElement_GetType, ctypes.c_ulong, _ADDRESS, _ADDRESS, ctypes.c_ulong)
_name = ctypes.create_string_buffer(_NAME_BYTES)
"""Where pdfium writes the name of an element: one place for all, since it may be used by one thread only."""
_NAME_AT = ctypes.addressof(_name)


def mark_of(address: int) -> int:
    """Return the marked-content number of an object; `ARTIFACT` if the file calls it one, else `NO_MARK`.

    Args:
        address: of the object in pdfium.
    """
    number = int(_number_of(address))
    if number >= 0:
        return number
    page_object = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
    count = raw.FPDFPageObj_CountMarks(page_object)
    return ARTIFACT if any(_mark_name(page_object, index) == "Artifact" for index in range(count)) else NO_MARK


def _mark_name(page_object: Any, index: int) -> str:
    buffer = (ctypes.c_ushort * (_NAME_BYTES // 2))()
    length = ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(raw.FPDFPageObj_GetMark(page_object, index), buffer, _NAME_BYTES, length)
    return bytes(buffer)[: min(length.value, _NAME_BYTES)].decode("utf-16-le", "replace").rstrip("\0")


def _read(tree: Any) -> Iterator[Tagged]:
    """Walk the tree from its first element on, without recursion; a block opens with each element of its kind."""
    address = address_of(tree)
    roots = [_root_at(address, i) for i in range(raw.FPDF_StructTree_CountChildren(tree))]
    stack = [(element, "", -1, 0) for element in reversed(roots) if element]
    n_blocks = n_marks = n_elements = 0
    while stack and n_elements < _MAX_ELEMENTS and n_marks < _MAX_MARKS:
        element, context, block, depth = stack.pop()
        n_elements += 1
        kind = _kind(element)
        if kind in _BLOCKS and not (kind == "LBody" and context == "LI"):
            context, block, n_blocks = _context(kind, context), n_blocks, n_blocks + 1
        count = _count_marks(element)
        n_marks += max(count, 0)
        if block >= 0:
            for index in range(min(count, _MAX_MARKS)):
                if (mark := _mark_at(element, index)) >= 0:
                    yield Tagged(mark, context, block)
        if depth < _MAX_DEPTH:
            stack += [(child, context, block, depth + 1) for child in _children(element)]


def _context(kind: str, context: str) -> str:
    if kind in _HEADINGS and context not in ("TOC", "TOCI", "Figure", "Artifact"):
        return kind
    if kind == "BlockQuote" and not context:
        return "P"
    inside = context in _CONTEXTS and kind not in ("Note", "Caption", "LI", "Figure", "Table", "TOCI")
    return context if inside else kind


def _kind(element: int) -> str:
    length = _type_of(element, _NAME_AT, _NAME_BYTES)
    return _name.raw[: max(length - 2, 0)].decode("utf-16-le", "replace") if 2 < length <= _NAME_BYTES else ""


def _children(element: int) -> list[int]:
    count = min(_count_children(element), _MAX_ELEMENTS)
    return [child for index in range(count - 1, -1, -1) if (child := _child_at(element, index))]
