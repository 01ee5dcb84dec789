"""A code as the text that other programs show beside it: a definition and labelled lines, and back again.

Programs for qualitative analysis know a code's name and description only. All else that a codebook says stands in
the description, a line a text, so that people can read it and an import finds it again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportminer.codebook.model import Codebook, Pattern, Theme
from reportminer.text import squash

_LABELS = {
    "include": "Include",
    "exclude": "Exclude",
    "confused_with": "Easily confused with",
    "examples": "Example",
    "near_misses": "Near miss",
    "polarity": "Polarity",
    "phrases": "Phrase",
    "kind": "Kind",
    "title": "Codebook",
    "version": "Version",
    "id": "Id",
}
_FIELDS = {label: name for name, label in _LABELS.items()}
THEME = "theme"
MARK = "mark"
"""Values of the line `Kind`; a mark is a code of a project that belongs to no codebook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """What a description says."""

    text: str
    """All that stands in no labelled line, on one line."""
    fields: Mapping[str, tuple[str, ...]]
    """Texts of the labelled lines by the name of their field in the codebook, and `kind`."""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a field; none if it has no line."""
        return self.fields.get(name, ())

    def one(self, name: str) -> str:
        """Return the first text of a field; empty if it has no line."""
        return next(iter(self.texts(name)), "")


def describe_pattern(pattern: Pattern) -> str:
    """Return the description: the definition as first line, the id as last."""
    lists = ("include", "exclude", "confused_with", "examples", "near_misses")
    labelled = [line for name in lists for line in _lines(name, getattr(pattern, name))]
    rest = [*_lines("polarity", [pattern.polarity]), *_lines("id", [pattern.id])]
    return "\n".join([squash(pattern.definition), *labelled, *rest])


def describe_theme(theme: Theme, codebook: Codebook) -> str:
    """Return the description of a theme: that it is one, of which codebook, its phrases and its id."""
    origin = [line for name in ("title", "version") for line in _lines(name, [getattr(codebook, name)])]
    return "\n".join(
        [*_lines("kind", [THEME]), *origin, *_lines("phrases", theme.phrases), *_lines("id", [theme.id])]
    )


def describe_mark(meaning: str) -> str:
    """Return the description of a code that belongs to no codebook: what it means, and that it is one."""
    return "\n".join([squash(meaning), *_lines("kind", [MARK])])


def read_memo(description: str, *, headed: bool) -> Memo:
    """Return what a description says, whoever wrote it.

    Args:
        description: lines end with a line feed; other white space counts as one space.
        headed: whether the first line is a definition, whatever it looks like.
    """
    free: list[str] = []
    fields: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(description.split("\n")):
        label, colon, text = squash(line).partition(":")
        name = _FIELDS.get(label) if colon and not (headed and number == 0) else None
        if name is None:
            free.append(line)
        elif text.strip():
            fields[name] = (*fields.get(name, ()), text.strip())
    return Memo(text=squash(" ".join(free)), fields=fields)


def _lines(name: str, texts: Iterable[str]) -> list[str]:
    return [f"{_LABELS[name]}: {text}" for text in map(squash, texts) if text]
