"""Decodes text files and web pages of unknown encoding."""

import codecs
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_USED: Final = ("iso8859-1", "ascii", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined")
_NOT_WITHOUT_MARK: Final = ("utf-7", "utf-16", "utf-32")


def decode(data: bytes, *, declared: str = "") -> tuple[str, str]:
    """Decode by byte order mark, else as UTF-8, else as declared, else as Windows-1252.

    UTF-8 comes before what is declared: bytes beyond ASCII that are valid UTF-8 are hardly ever anything else.

    Args:
        data: the file's bytes.
        declared: the encoding the file names, which may be wrong or unknown.

    Returns:
        The text without its mark, and the name of the encoding.

    Source: WHATWG Encoding Standard: "iso-8859-1" and "ascii" mean Windows-1252.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    for encoding in ("utf-8", _look_up(declared)):
        try:
            if encoding:
                return data.decode(encoding), encoding
        except UnicodeError:
            continue
    return data.decode("cp1252", "replace"), "cp1252"


def _look_up(name: str) -> str:
    """Return Python's name of an encoding of 8-bit text; empty if it is none or means Windows-1252."""
    try:
        found = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return ""
    is_text = getattr(found, "_is_text_encoding", True)
    usable = is_text and found.name not in _NOT_USED and not found.name.startswith(_NOT_WITHOUT_MARK)
    return found.name if usable else ""
