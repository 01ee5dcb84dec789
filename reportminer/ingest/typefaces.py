"""What a font's name and flags say of its weight and slant."""

import re

from reportminer.ingest.words import Typeface

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!b?regular)|extrabd|[-,]bd\b|medium(?=ital|$)", re.I)
_MEDIUM = re.compile(r"medium", re.I)
_ITALIC = re.compile(r"italic|oblique|[-,]it\b|slanted|kursiv", re.I)
_FLAG_ITALIC, _FLAG_BOLD = 1 << 6, 1 << 18


def read_typeface(name: str, *, flags: int = 0) -> Typeface:
    """Return a font's typeface from its base name and the flags of its descriptor.

    Args:
        name: as the file has it, with or without a subset prefix ("ABCDEF+Arial-BoldMT").
        flags: of the font descriptor; 0 if there is none.

    Source: ISO 32000-1, table 123 (bit 7 italic, bit 19 force bold).
    """
    base = _SUBSET.sub("", name)
    bold = bool(flags & _FLAG_BOLD) or (bool(_BOLD.search(base)) and not _MEDIUM.search(base))
    return Typeface(base, bold, bool(flags & _FLAG_ITALIC) or bool(_ITALIC.search(base)))
