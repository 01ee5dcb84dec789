"""The title of a report: what its first pages show, or what the file states if that is borne out."""

import re

from reportminer.text import fold, squash

_TOOL = re.compile(
    r"^(?:microsoft (?:word|powerpoint)\b|untitled|document\d*$|draft\b|\w+\.(?:docx?|indd|pdf|rtf|pptx?)$)|\.(?:docx?|indd|pdf|rtf)$",
    re.I,
)
_OPENING = 4000
_MAX_CHARS = 300


def choose_title(*, stated: str, printed: str, text: str) -> str:
    """Return the title of a report.

    The file's own title is taken if the first pages say it too: it is whole and in upper and lower case; else what
    the first page shows in the biggest type.

    Args:
        stated: the title in the file's properties; may be empty or the name of a template.
        printed: the biggest type on the first pages; may be empty.
        text: of the report.
    """
    stated, printed = squash(stated), squash(printed)[:_MAX_CHARS]
    if stated and not _TOOL.search(stated) and _says(text[:_OPENING], stated):
        return stated[:_MAX_CHARS]
    if printed:
        return printed
    return "" if _TOOL.search(stated) else stated[:_MAX_CHARS]


def _says(opening: str, title: str) -> bool:
    wanted = re.findall(r"\w+", fold(title))
    found = set(re.findall(r"\w+", fold(opening)))
    return len(wanted) >= 2 and sum(word in found for word in wanted) >= 0.8 * len(wanted)
