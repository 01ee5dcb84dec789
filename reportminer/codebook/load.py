"""A codebook from its TOML file; a bad one is answered with all its problems at once."""

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reportminer.codebook.model import SIDES, Codebook, Pattern, Theme
from reportminer.errors import ConfigError
from reportminer.ids import hash_bytes
from reportminer.records import Polarity
from reportminer.text import fold, squash

_ID = re.compile(r"[a-z0-9_]+")
_TOP = ("title", "version", "themes", "patterns")
_THEME = ("label", "phrases")
_LISTS = ("include", "exclude", "confused_with", "examples", "near_misses")
_PATTERN = ("theme", "polarity", "definition", *_LISTS)


def load_codebook(path: Path) -> Codebook:
    """Read and check a codebook.

    Raises:
        ConfigError: the file cannot be read, or has problems; each is named with its key.
    """
    content = read_content(path)
    problems = find_problems(content)
    if problems:
        raise ConfigError(
            f"{path} has {len(problems)} problem(s):\n  " + "\n  ".join(problems),
            expected="a codebook in the form described at the head of configs/codebook.toml",
            remedy="correct these entries",
        )
    return build_codebook(content)


def read_content(path: Path) -> dict[str, Any]:
    """Return what a codebook's TOML file says, unchecked.

    Raises:
        ConfigError: the file cannot be read, or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", remedy="check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path} is not valid TOML: {error}",
            expected="a text file in UTF-8 in which each id stands once",
            remedy="correct that line",
        ) from error


def find_problems(content: Mapping[str, Any]) -> list[str]:
    """Return why a content is no codebook, each problem with its key first; nothing if it is one."""
    return list(_problems(content))


def _problems(content: Mapping[str, Any]) -> Iterable[str]:
    yield from _unknown_keys(content, _TOP, "")
    yield from (f"{key}: expected a text" for key in ("title", "version") if not _is_text(content.get(key, "-")))
    themes, patterns = content.get("themes", {}), content.get("patterns", {})
    for name, table in (("themes", themes), ("patterns", patterns)):
        if not isinstance(table, dict) or not table:
            yield f"{name}: expected a table [{name}] with at least one entry"
            return
    for theme_id, value in themes.items():
        yield from _theme_problems(theme_id, value)
    for pattern_id, value in patterns.items():
        yield from _pattern_problems(pattern_id, value, themes=themes, patterns=patterns)
    yield from (f"patterns.{key}: duplicate id: a theme has it too" for key in patterns if key in themes)
    yield from _same_labels(themes)


def _theme_problems(theme_id: str, value: object) -> Iterable[str]:
    where = f"themes.{theme_id}"
    yield from _id_problems(where, theme_id)
    table = {"label": value} if isinstance(value, str) else value
    if not isinstance(table, dict):
        yield f"{where}: expected a label in quotes or a table with label and phrases, got {value!r}"
        return
    yield from _unknown_keys(table, _THEME, f"{where}.")
    if not _is_text(table.get("label")):
        yield f"{where}.label: expected a text"
    yield from _list_problems(table, ("phrases",), where)


def _pattern_problems(
    pattern_id: str, value: object, *, themes: Mapping[str, Any], patterns: Mapping[str, Any]
) -> Iterable[str]:
    where = f"patterns.{pattern_id}"
    yield from _id_problems(where, pattern_id)
    if not isinstance(value, dict):
        yield f"{where}: expected a table with {', '.join(_PATTERN[:3])}, got {value!r}"
        return
    yield from _unknown_keys(value, _PATTERN, f"{where}.")
    for key in ("theme", "polarity", "definition"):
        if not _is_text(value.get(key)):
            yield f"{where}.{key}: expected a text" + (", got nothing" if key not in value else "")
    yield from _list_problems(value, _LISTS, where)
    yield from _reference_problems(where, value, themes=themes, patterns=patterns)


def _reference_problems(
    where: str, value: Mapping[str, Any], *, themes: Mapping[str, Any], patterns: Mapping[str, Any]
) -> Iterable[str]:
    theme, polarity = value.get("theme"), value.get("polarity")
    if _is_text(theme) and theme not in themes:
        yield f"{where}.theme = {theme!r}: unknown theme{_did_you_mean(str(theme), themes)}"
    if _is_text(polarity) and polarity not in SIDES:
        yield f"{where}.polarity = {polarity!r}: expected one of {', '.join(SIDES)}"
    for other in _texts(value.get("confused_with", ())):
        if other not in patterns:
            yield f"{where}.confused_with = {other!r}: unknown pattern{_did_you_mean(other, patterns)}"


def _id_problems(where: str, key: str) -> Iterable[str]:
    if not _ID.fullmatch(key):
        yield f"{where}: an id has lower case letters a-z, digits and underscores only"


def _unknown_keys(table: Mapping[str, Any], known: tuple[str, ...], prefix: str) -> Iterable[str]:
    for key in table:
        if key not in known:
            yield f"{prefix}{key}: unknown key{_did_you_mean(key, known)}; known are {', '.join(known)}"


def _list_problems(table: Mapping[str, Any], keys: Iterable[str], where: str) -> Iterable[str]:
    for key in keys:
        value = table.get(key, [])
        if not isinstance(value, str) and not (isinstance(value, list) and all(map(_is_text, value))):
            yield f"{where}.{key}: expected a text or a list of texts, none of them empty"


def _same_labels(themes: Mapping[str, Any]) -> Iterable[str]:
    first: dict[str, str] = {}
    for theme_id, value in themes.items():
        label = value.get("label") if isinstance(value, dict) else value
        if _is_text(label) and first.setdefault(fold(str(label)), theme_id) != theme_id:
            yield f"themes.{theme_id}: label {label!r} is that of themes.{first[fold(str(label))]} too"


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(value: object) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    return tuple(squash(item) for item in given if isinstance(item, str) and item.strip())


def build_codebook(content: Mapping[str, Any]) -> Codebook:
    """Return the codebook of a content in which `find_problems` finds nothing."""
    return Codebook(
        title=squash(content.get("title", "")),
        version=squash(content.get("version", "")),
        themes=tuple(_build_theme(key, value) for key, value in content["themes"].items()),
        patterns=tuple(_build_pattern(key, value) for key, value in content["patterns"].items()),
        digest=hash_bytes(json.dumps(content, ensure_ascii=False).encode()),
    )


def _build_theme(theme_id: str, value: Any) -> Theme:
    table = {"label": value} if isinstance(value, str) else value
    return Theme(id=theme_id, label=squash(table["label"]), phrases=_texts(table.get("phrases")))


def _build_pattern(pattern_id: str, value: Mapping[str, Any]) -> Pattern:
    return Pattern(
        id=pattern_id,
        theme=value["theme"],
        polarity=Polarity(value["polarity"]),
        definition=squash(value["definition"]),
        **{key: _texts(value.get(key)) for key in _LISTS},
    )
