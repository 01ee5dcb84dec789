"""Small operations on text that several layers share."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
"""A text cell that begins with one of these would run as a formula in a spreadsheet (OWASP, CSV injection)."""
_SIGNS = "=+@＝＋－＠-"  # with the full-width forms, which some spreadsheets take for the plain ones
_BLANKS = "".join(sorted({start for start in FORMULA_STARTS if not start.isprintable()} | {"\n"}))
_RISKY = re.compile(rf"'*(?:[{_BLANKS}]|\s*[{_SIGNS}])")


def normalise(text: str) -> str:
    """Return the text in NFKC with every run of white space as one space and none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def squash(text: str) -> str:
    """Return the text with every run of white space as one space; characters are not changed."""
    return _SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """Return a form for comparing names: NFKD without accents, case-folded, curly quotes straight, one space."""
    straight = text.replace("’", "'").replace("‘", "'")
    if straight.isascii():
        return squash(straight).casefold()
    flat = unicodedata.normalize("NFKD", straight)
    return squash("".join(c for c in flat if not unicodedata.combining(c))).casefold()


def words(text: str) -> list[str]:
    """Return the words (letters and digits, inner apostrophes kept), in order."""
    return _WORD.findall(text)


def expand_ligatures(text: str) -> str:
    """Replace typographic ligatures (ﬁ, ﬂ, ...) by their letters."""
    return "".join(_LIGATURES.get(c, c) for c in text) if any(c in _LIGATURES for c in text) else text


def clip(text: str, limit: int) -> str:
    """Shorten a text to at most `limit` characters, ending at a word with an ellipsis where it was cut."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def make_safe(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: one that would start one gets a leading apostrophe.

    A text that already begins with apostrophes before such a start gets one more, so that `undo_safe` always gives
    back the text.

    Source: OWASP, CSV Injection.

    Example:
        >>> make_safe("=1+1"), make_safe("- a point"), make_safe("plain")
        ("'=1+1", "'- a point", 'plain')
    """
    return f"'{text}" if _RISKY.match(text) else text


def undo_safe(cell: str) -> str:
    """Return the text from which `make_safe` made a cell."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell[1:]) else cell
