"""Takes from a text what would harm the page around it: forbidden characters, and directions without an end.

Escaping is the templates' work; this is about characters that stay what they are when escaped.
"""

import re

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ISOLATES, _END_OF_ISOLATE = "\u2066\u2067\u2068", "\u2069"
_EMBEDDINGS, _END_OF_EMBEDDING = "\u202a\u202b\u202d\u202e", "\u202c"
_CONTROLS = re.compile(f"[{_ISOLATES}{_END_OF_ISOLATE}{_EMBEDDINGS}{_END_OF_EMBEDDING}]")


def make_harmless(text: str) -> str:
    """Return a text that may stand in a page.

    Characters that HTML does not allow become U+FFFD. Each change of direction that the text begins ends with it:
    one left open would turn the words after it, even those after `</bdi>`, which closes the innermost one alone.

    Source: Unicode Standard Annex 9, Unicode Bidirectional Algorithm, rules X1 to X8.

    Example:
        >>> make_harmless("bell\\x07"), ascii(make_harmless("\\u202eover"))
        ('bell\ufffd', "'\\\\u202eover\\\\u202c'")
    """
    text = _UNPRINTABLE.sub("\ufffd", text)
    return _close_directions(text) if _CONTROLS.search(text) else text


def _close_directions(text: str) -> str:
    kept: list[str] = []
    closers: list[str] = []
    for character in text:
        if character == _END_OF_ISOLATE:
            if _END_OF_ISOLATE not in closers:
                continue
            while closers.pop() != _END_OF_ISOLATE:
                pass  # the end of an isolate also ends the embeddings inside it
        elif character == _END_OF_EMBEDDING:
            if not closers or closers[-1] != _END_OF_EMBEDDING:
                continue
            closers.pop()
        elif character in _ISOLATES:
            closers.append(_END_OF_ISOLATE)
        elif character in _EMBEDDINGS:
            closers.append(_END_OF_EMBEDDING)
        kept.append(character)
    return "".join(kept) + "".join(reversed(closers))
