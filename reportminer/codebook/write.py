"""Writes a codebook as the TOML file that `load_codebook` reads: equal codebooks as equal bytes."""

import json
from collections.abc import Sequence

from reportminer.codebook.model import Codebook, Pattern, Theme
from reportminer.text import squash

_HEAD = """\
# A codebook: themes, and patterns with a polarity (good_practice, failure or neutral). Ids are fixed once labels
# use them. A pattern needs theme, polarity and definition; the lists may be left out, and a list of one text may
# be that text.
"""
_WIDTH = 115
_INDENT = "    "
_NOTES = ("include", "exclude")


def format_codebook(codebook: Codebook) -> str:
    """Return the file's content: title, themes and patterns in order, empty entries left out."""
    top = [_pair(key, _text(value)) for key in ("title", "version") if (value := getattr(codebook, key))]
    tables = [_format_theme(theme) for theme in codebook.themes]
    tables += [format_pattern(pattern) for pattern in codebook.patterns]
    head = _HEAD + "\n" + "".join(top) + ("\n" if top else "")
    return head + "\n".join(tables)


def _format_theme(theme: Theme) -> str:
    lines = [f"[themes.{theme.id}]\n", _pair("label", _text(theme.label))]
    if theme.phrases:
        lines.append(_pair("phrases", _words(theme.phrases)))
    return "".join(lines)


def format_pattern(pattern: Pattern) -> str:
    """Return a pattern's table, as it may be appended to a codebook that has its theme."""
    lines = [
        f"[patterns.{pattern.id}]\n",
        *(_pair(key, _text(getattr(pattern, key))) for key in ("theme", "polarity", "definition")),
        *(_pair(key, _note(items)) for key in _NOTES if (items := getattr(pattern, key))),
    ]
    if pattern.confused_with:
        lines.append(_pair("confused_with", _words(pattern.confused_with)))
    lines += [
        _pair(key, _sentences(items)) for key in ("examples", "near_misses") if (items := getattr(pattern, key))
    ]
    return "".join(lines)


def _pair(key: str, value: str) -> str:
    return f"{key} = {value}\n"


def _note(items: Sequence[str]) -> str:
    return _text(items[0]) if len(items) == 1 else _sentences(items)


def _sentences(items: Sequence[str]) -> str:
    return "[\n" + "".join(f"{_INDENT}{_text(item)},\n" for item in items) + "]"


def _words(items: Sequence[str]) -> str:
    """Return short texts side by side, as many on a line as fit."""
    texts = [_text(item) for item in items]
    if len(line := ", ".join(texts)) < _WIDTH - 20:
        return f"[{line}]"
    lines = [_INDENT + texts[0] + ","]
    for text in texts[1:]:
        if len(lines[-1]) + len(text) + 2 > _WIDTH:
            lines.append(_INDENT + text + ",")
        else:
            lines[-1] += f" {text},"
    return "[\n" + "\n".join(lines) + "\n]"


def _text(text: str) -> str:
    """Return a basic string; JSON escapes all that TOML asks to be escaped but U+007F.

    Source: TOML 1.0.0, String.
    """
    return json.dumps(squash(text), ensure_ascii=False).replace("\x7f", "\\u007f")
