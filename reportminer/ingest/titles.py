"""The title of a report: what its first pages show, or what the file states if that is borne out."""

import re

from reportminer.text import fold, squash

_TOOL = re.compile(
    r"^(?:microsoft (?:word|powerpoint)\b|untitled|document\d*$|draft\b)|\.(?:docx?|indd|pdf|rtf|pptx?)$",
    re.I,
)
_OPENING = 4000
_MAX_CHARS = 300


def choose_title(*, stated: str, printed: str, cover: str) -> str:
    """Return the title of a report.

    The file's own title is taken if the cover says it too, word for word; else what the first pages show in the
    biggest type; else the file's own, unless it is the name of a file or template.

    Args:
        stated: the title in the file's properties; may be empty or the name of a template.
        printed: the biggest type on the first pages; may be empty.
        cover: all text of the first page.
    """
    stated, printed = squash(stated), squash(printed)[:_MAX_CHARS]
    if stated and not _TOOL.search(stated) and _says(cover[:_OPENING], stated):
        return stated[:_MAX_CHARS]
    if printed:
        return printed
    return "" if _TOOL.search(stated) else stated[:_MAX_CHARS]


def _says(cover: str, title: str) -> bool:
    """Say whether all words of the title stand on the cover, in its order."""
    wanted = re.findall(r"\w+", fold(title))
    found = iter(re.findall(r"\w+", fold(cover)))
    return len(wanted) >= 2 and all(word in found for word in wanted)
