"""Makes a codebook of codes that come from elsewhere, and says what could not be kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportminer.codebook.load import build_codebook, find_problems
from reportminer.codebook.model import SIDES, Codebook
from reportminer.codebook.naming import assign_ids
from reportminer.errors import ConfigError
from reportminer.records import Polarity
from reportminer.text import clip, fold, squash

LISTS = ("include", "exclude", "examples", "near_misses")
"""Fields of a pattern that hold texts."""
UNGROUPED = "Codes without a theme"
_SHOWN = 8
"""Names listed in a remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseTheme:
    """A group of codes as another program has it."""

    key: str
    """What its codes call it; unique."""
    label: str
    """Its name."""
    id: str = ""
    """The id that it had in a codebook of this form, or empty."""
    phrases: tuple[str, ...] = ()
    """As in `Theme`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoosePattern:
    """A code as another program has it."""

    name: str
    """Its name."""
    theme: str = ""
    """Key of its group; empty if it has none."""
    id: str = ""
    """The id that it had in a codebook of this form, or empty."""
    polarity: str = ""
    """In any spelling; empty if none is stated."""
    definition: str = ""
    """May be empty."""
    include: tuple[str, ...] = ()
    """As in `Pattern`."""
    exclude: tuple[str, ...] = ()
    """As in `Pattern`."""
    confused_with: tuple[str, ...] = ()
    """Ids or names of other codes."""
    examples: tuple[str, ...] = ()
    """As in `Pattern`."""
    near_misses: tuple[str, ...] = ()
    """As in `Pattern`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """What an import reads from a file."""

    themes: tuple[LooseTheme, ...]
    """In the order of the file; every key that a pattern names is there."""
    patterns: tuple[LoosePattern, ...]
    """In the order of the file."""
    title: str = ""
    """Of the codebook, where the file states one."""
    version: str = ""
    """Of the codebook, where the file states one."""
    remarks: tuple[str, ...] = ()
    """What the file holds that a codebook has no place for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A codebook made from what was read."""

    codebook: Codebook
    """As `load_codebook` would give it."""
    remarks: tuple[str, ...]
    """What could not be carried over, or was filled in; plain sentences."""


def settle(loose: Loose, *, source: str) -> Settled:
    """Return the codebook: ids kept or made from names, the polarity neutral where none is stated.

    Args:
        loose: what was read.
        source: name of the file, for messages.

    Raises:
        ConfigError: there is no code in it.
    """
    if not loose.patterns:
        raise ConfigError(f"{source} holds no codes", expected="at least one code", remedy="export it again")
    themes, patterns = _with_home(loose)
    wishes = [(theme.id, theme.label, "theme") for theme in themes]
    ids = assign_ids(wishes + [(pattern.id, pattern.name, "code") for pattern in patterns])
    theme_ids = dict(zip((theme.key for theme in themes), ids, strict=False))
    pattern_ids = ids[len(themes) :]
    labels, renamed = _distinct_labels(themes, theme_ids)
    links, lost = _resolve(patterns, pattern_ids)
    content: dict[str, Any] = {key: text for key in ("title", "version") if (text := squash(getattr(loose, key)))}
    content |= {
        "themes": {theme_ids[t.key]: {"label": labels[t.key], "phrases": list(t.phrases)} for t in themes},
        "patterns": {
            pattern_id: _make_pattern(pattern, theme_ids[pattern.theme], links[pattern_id])
            for pattern_id, pattern in zip(pattern_ids, patterns, strict=True)
        },
    }
    if problems := find_problems(content):
        raise ConfigError(f"{source} has codes that make no codebook:\n  " + "\n  ".join(problems))
    remarks = [*loose.remarks, *renamed, *_remark_gaps(patterns, pattern_ids), *lost]
    return Settled(codebook=build_codebook(content), remarks=tuple(remarks))


def _with_home(loose: Loose) -> tuple[list[LooseTheme], list[LoosePattern]]:
    """Return themes and patterns, with a theme more where patterns have none; nameless ones get a name."""
    themes = [replace(t, label=squash(t.label) or f"Theme {at}") for at, t in enumerate(loose.themes, start=1)]
    if any(not pattern.theme for pattern in loose.patterns):
        themes.append(LooseTheme(key="", label=UNGROUPED))
    return themes, [
        replace(p, name=squash(p.name) or f"Code {at}") for at, p in enumerate(loose.patterns, start=1)
    ]


def _distinct_labels(themes: Sequence[LooseTheme], ids: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    labels: dict[str, str] = {}
    taken: set[str] = set()
    remarks = []
    for theme in themes:
        label = theme.label
        while fold(label) in taken:
            label = f"{label} ({ids[theme.key]})"
        if label != theme.label:
            remarks.append(f"Two themes are called “{theme.label}”; the second one is “{label}” now.")
        taken.add(fold(label))
        labels[theme.key] = label
    return labels, remarks


def _resolve(patterns: Sequence[LoosePattern], ids: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Return the codes that each code is confused with, by their new ids, and what names no code."""
    by_name = {fold(pattern.name): new for pattern, new in zip(patterns, ids, strict=True)}
    by_name |= {fold(pattern.id): new for pattern, new in zip(patterns, ids, strict=True) if pattern.id}
    links: dict[str, list[str]] = {}
    strangers: list[str] = []
    for pattern, new in zip(patterns, ids, strict=True):
        found = [(name, by_name.get(fold(name), "")) for name in pattern.confused_with]
        links[new] = list(dict.fromkeys(other for _, other in found if other))
        strangers += [name for name, other in found if not other]
    if not strangers:
        return links, []
    return links, [f"What no code is called was left out of confused_with: {list_some(dict.fromkeys(strangers))}."]


def _make_pattern(pattern: LoosePattern, theme_id: str, confused_with: list[str]) -> dict[str, Any]:
    lists = {name: [text for text in map(squash, getattr(pattern, name)) if text] for name in LISTS}
    return {
        "theme": theme_id,
        "polarity": str(read_side(pattern.polarity) or Polarity.NEUTRAL),
        "definition": squash(pattern.definition) or squash(pattern.name),
        **{name: texts for name, texts in lists.items() if texts},
        **({"confused_with": confused_with} if confused_with else {}),
    }


def read_side(text: str) -> Polarity | None:
    """Return the side that a text names in any spelling; None if it names none.

    Example:
        >>> read_side("Good practice"), read_side("other")
        (<Polarity.GOOD_PRACTICE: 'good_practice'>, None)
    """
    name = fold(text).replace(" ", "_").replace("-", "_")
    return next((side for side in SIDES if side == name), None)


def _remark_gaps(patterns: Sequence[LoosePattern], ids: Sequence[str]) -> Iterable[str]:
    pairs = list(zip(patterns, ids, strict=True))
    unsided = [new for pattern, new in pairs if not squash(pattern.polarity)]
    strange = [
        f"{new} ({pattern.polarity})"
        for pattern, new in pairs
        if squash(pattern.polarity) and not read_side(pattern.polarity)
    ]
    undefined = [new for pattern, new in pairs if not squash(pattern.definition)]
    changed = [f"{pattern.id} (now {new})" for pattern, new in pairs if pattern.id and pattern.id != new]
    homeless = [new for pattern, new in pairs if not pattern.theme]
    if changed:
        yield f"Ids that could not be kept: {list_some(changed)}."
    if homeless:
        yield f"No theme is stated; they are under “{UNGROUPED}”: {list_some(homeless)}."
    if unsided:
        yield f"No polarity is stated; neutral was written: {list_some(unsided)}."
    if strange:
        yield f"The polarity is not known here; neutral was written: {list_some(strange)}."
    if undefined:
        yield f"No definition is stated; the name stands in its place: {list_some(undefined)}."


def list_some(names: Iterable[str]) -> str:
    """Return the first names, and how many more there are."""
    listed = [clip(name, 60) for name in names]
    more = len(listed) - _SHOWN
    return ", ".join(listed[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
