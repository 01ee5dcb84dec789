"""What changed from one codebook to another, and what that means for tags, labels and trained heads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportminer.codebook.lint import word_key
from reportminer.codebook.model import Codebook, Pattern, Theme


class ChangeKind(StrEnum):
    """What happened to a part of a codebook."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Part(StrEnum):
    """What changed."""

    CODEBOOK = "codebook"
    THEME = "theme"
    PATTERN = "pattern"


Value = str | tuple[str, ...]
"""Text of a field, or its texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference."""

    part: Part
    """What changed."""
    id: str
    """Id of the theme or pattern; empty for the codebook."""
    kind: ChangeKind
    """What happened to it."""
    field: str = ""
    """Which of its fields, where it changed: `definition`, `order of patterns`; else empty."""
    old: Value = ""
    """Before; for what was removed its label or definition; empty for what was added."""
    new: Value = ""
    """After; for what was added its label or definition; empty for what was removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """A pattern that is gone and a new one that says the same: perhaps one under two ids."""

    old: str
    """Id in the old codebook."""
    new: str
    """Id in the new one."""
    why: str
    """What they share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookDiff:
    """All differences and what follows from them."""

    changes: tuple[Change, ...]
    """Of the codebook, then themes, then patterns; removed ones where they stood in the old codebook, last."""
    tag_again: tuple[str, ...]
    """Patterns whose old tags say nothing certain about the new codebook, in its order."""
    read_again: tuple[str, ...]
    """Those of them whose meaning changed, so that labels given by hand must be read again."""
    no_longer_given: tuple[str, ...]
    """Patterns that are gone."""
    renames: tuple[Rename, ...]
    """Patterns that are perhaps only called otherwise."""
    themes_found_again: tuple[str, ...]
    """Themes whose mentions change, in the order of the new codebook."""
    heads_fit: bool
    """Whether heads trained for the old codebook can be used with the new one."""


_TEXTS = ("definition", "polarity", "theme")
_LISTS = ("include", "exclude", "confused_with", "examples", "near_misses")
_MEANING = {"definition", "polarity", "include", "exclude"}
"""Fields by which a person decides whether a sentence carries a pattern."""
_SILENT = {"confused_with"}
"""Fields that decide no tag."""


def compare_codebooks(old: Codebook, new: Codebook) -> CodebookDiff:
    """Return what changed; ids are what makes two patterns the same."""
    changes = (
        *_compare_tops(old, new),
        *_compare_themes(old.themes, new.themes),
        *_compare_patterns(old.patterns, new.patterns),
    )
    gone = tuple(key for key in old.pattern_ids if key not in new.pattern_ids)
    added = [key for key in new.pattern_ids if key not in old.pattern_ids]
    touched = {c.id for c in changes if c.part is Part.PATTERN and c.field not in _SILENT} - set(gone)
    reread = {c.id for c in changes if c.part is Part.PATTERN and c.field in _MEANING} | set(added)
    found_again = {c.id for c in changes if c.part is Part.THEME and (c.field == "phrases" or not c.field)}
    return CodebookDiff(
        changes=changes,
        tag_again=tuple(key for key in new.pattern_ids if key in touched),
        read_again=tuple(key for key in new.pattern_ids if key in reread),
        no_longer_given=gone,
        renames=tuple(_find_renames([old.pattern(key) for key in gone], [new.pattern(key) for key in added])),
        themes_found_again=tuple(key for key in new.theme_ids if key in found_again),
        heads_fit=_layout(old) == _layout(new),
    )


def _layout(codebook: Codebook) -> tuple[object, ...]:
    """Return what heads are trained for; the order counts, as their columns have no other name."""
    return ([(p.id, p.theme, p.polarity) for p in codebook.patterns], codebook.theme_ids)


def _compare_tops(old: Codebook, new: Codebook) -> Iterator[Change]:
    for field in ("title", "version"):
        yield from _changed(Part.CODEBOOK, "", field, getattr(old, field), getattr(new, field))
    for field, before, after in (
        ("order of themes", old.theme_ids, new.theme_ids),
        ("order of patterns", old.pattern_ids, new.pattern_ids),
    ):
        kept = [tuple(key for key in ids if key in before and key in after) for ids in (before, after)]
        yield from _changed(Part.CODEBOOK, "", field, *kept)


def _compare_themes(old: Sequence[Theme], new: Sequence[Theme]) -> Iterator[Change]:
    before = {theme.id: theme for theme in old}
    for theme in new:
        if theme.id not in before:
            yield Change(part=Part.THEME, id=theme.id, kind=ChangeKind.ADDED, new=theme.label)
            continue
        yield from _changed(Part.THEME, theme.id, "label", before[theme.id].label, theme.label)
        yield from _changed(Part.THEME, theme.id, "phrases", before[theme.id].phrases, theme.phrases)
    after = {theme.id for theme in new}
    for theme in old:
        if theme.id not in after:
            yield Change(part=Part.THEME, id=theme.id, kind=ChangeKind.REMOVED, old=theme.label)


def _compare_patterns(old: Sequence[Pattern], new: Sequence[Pattern]) -> Iterator[Change]:
    before = {pattern.id: pattern for pattern in old}
    for pattern in new:
        if pattern.id not in before:
            yield Change(part=Part.PATTERN, id=pattern.id, kind=ChangeKind.ADDED, new=pattern.definition)
            continue
        for field in _TEXTS + _LISTS:
            values = (getattr(before[pattern.id], field), getattr(pattern, field))
            yield from _changed(Part.PATTERN, pattern.id, field, *values)
    after = {pattern.id for pattern in new}
    for pattern in old:
        if pattern.id not in after:
            yield Change(part=Part.PATTERN, id=pattern.id, kind=ChangeKind.REMOVED, old=pattern.definition)


def _changed(part: Part, key: str, field: str, old: Value, new: Value) -> Iterator[Change]:
    if old != new:
        yield Change(part=part, id=key, kind=ChangeKind.CHANGED, field=field, old=old, new=new)


def _find_renames(gone: Iterable[Pattern], added: Sequence[Pattern]) -> Iterator[Rename]:
    for old in gone:
        for new in added:
            if why := _what_they_share(old, new):
                yield Rename(old=old.id, new=new.id, why=why)
                break


def _what_they_share(old: Pattern, new: Pattern) -> str:
    if word_key(old.definition) == word_key(new.definition):
        return "the definition"
    shared = set(map(word_key, old.examples)) & set(map(word_key, new.examples))
    least = min(len(old.examples), len(new.examples))
    return f"{len(shared)} example(s)" if shared and 2 * len(shared) >= least else ""
