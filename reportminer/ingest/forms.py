"""Tells from a file's first bytes, then from its name, in which form a report was published."""

import re
from dataclasses import dataclass
from typing import Final

from reportminer.records import SourceKind, Status

HEAD_BYTES: Final = 8192
"""How much of the beginning is looked at."""

_PDF_WITHIN: Final = 1024
"""The header may stand anywhere in the first 1024 bytes (PDF Reference 1.7, appendix H, note 13)."""

_UTF_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,4000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_OTHER_FORMS: Final = (
    (b"{\\rtf", "is a rich text file (RTF)"),
    (b"\x89PNG", "is a picture (PNG)"),
    (b"\xff\xd8\xff", "is a picture (JPEG)"),
    (b"GIF8", "is a picture (GIF)"),
    (b"II*\x00", "is a picture (TIFF)"),
    (b"MM\x00*", "is a picture (TIFF)"),
    (b"%!PS", "is a PostScript file"),
    (b"\x1f\x8b", "is a compressed archive (gzip)"),
    (b"7z\xbc\xaf", "is a compressed archive (7z)"),
    (b"Rar!", "is a compressed archive (RAR)"),
)
_KINDS_BY_SUFFIX: Final = {
    ".pdf": SourceKind.PDF,
    ".html": SourceKind.HTML,
    ".htm": SourceKind.HTML,
    ".docx": SourceKind.DOCX,
    ".txt": SourceKind.TXT,
    ".md": SourceKind.TXT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a file is in none of the forms that can be read."""

    code: Status
    """`unsupported` or `encrypted`."""
    reason: str
    """In plain words."""
    remedy: str = ""
    """What the user can do; empty for the usual advice."""


def tell_kind(head: bytes, suffix: str) -> SourceKind | Refusal:
    """Tell the form of a file.

    What the bytes say counts more than the name. Only a web page under the name of a PDF or Word file is refused:
    that is nearly always an error page which a server sent in place of the report.

    Args:
        head: the first `HEAD_BYTES` bytes, not empty.
        suffix: end of the name with its dot, in lower case; may be empty.
    """
    if _is_pdf(head, suffix):
        return SourceKind.PDF
    if _is_html(head):
        return _tell_web_page(suffix)
    if head.startswith(_OLE):
        return _tell_old_office(head, suffix)
    if head.startswith(b"PK\x03\x04"):
        return _tell_archive(head, suffix)
    for start, reason in _OTHER_FORMS:
        if head.startswith(start):
            return Refusal(code=Status.UNSUPPORTED, reason=reason)
    return _tell_by_name(head, suffix)


def is_text(data: bytes) -> bool:
    """Say whether bytes look like text: a byte order mark, or no NUL and hardly any control character."""
    if data.startswith(_UTF_BOMS):
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in data)
    return b"\0" not in data and controls <= len(data) / 100


def _is_pdf(head: bytes, suffix: str) -> bool:
    may_speak_of_pdf = suffix in (".txt", ".md", ".html", ".htm") or _is_html(head)
    return head.startswith(b"%PDF-") or (b"%PDF-" in head[:_PDF_WITHIN] and not may_speak_of_pdf)


def _is_html(head: bytes) -> bool:
    for bom, encoding in zip(_UTF_BOMS, ("utf-8-sig", "utf-16", "utf-16"), strict=True):
        if head.startswith(bom):
            head = head.decode(encoding, "ignore").encode()
            break
    return _HTML.match(head) is not None


def _tell_web_page(suffix: str) -> SourceKind | Refusal:
    if suffix not in (".pdf", ".docx"):
        return SourceKind.HTML
    name = "PDF" if suffix == ".pdf" else "Word file"
    return Refusal(
        code=Status.UNSUPPORTED,
        reason=f"is a web page, not a {name}: probably an error page that was saved in its place",
        remedy="download the report again; if the page is what you want, rename it to end in .html",
    )


def _tell_old_office(head: bytes, suffix: str) -> Refusal:
    if suffix == ".docx" or _ENCRYPTED_PACKAGE in head:
        return Refusal(code=Status.ENCRYPTED, reason="is a Word file locked with a password, or in the old format")
    return Refusal(
        code=Status.UNSUPPORTED,
        reason="is an old binary Office file (.doc)",
        remedy="open it in Word or LibreOffice and save it as DOCX or PDF",
    )


def _tell_archive(head: bytes, suffix: str) -> SourceKind | Refusal:
    if suffix == ".docx" or b"[Content_Types].xml" in head or b"word/" in head:
        return SourceKind.DOCX
    return Refusal(
        code=Status.UNSUPPORTED,
        reason="is a compressed archive (ZIP)",
        remedy="unpack it and give the folder",
    )


def _tell_by_name(head: bytes, suffix: str) -> SourceKind | Refusal:
    kind = _KINDS_BY_SUFFIX.get(suffix)
    if kind in (SourceKind.PDF, SourceKind.DOCX):
        return kind
    if not is_text(head):
        return Refusal(code=Status.UNSUPPORTED, reason="is in a binary format that is not known here")
    if kind is not None:
        return kind
    return Refusal(
        code=Status.UNSUPPORTED, reason=f"has a name ending in {suffix or 'nothing'} and unknown content"
    )
