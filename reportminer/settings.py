"""Every setting, its unit and range: read from `configs/reportminer.toml`, changed by a user's own file.

The sections are frozen dataclasses. A number's allowed range stands in its field's metadata (`bounds`), so that
one loop checks all of them and a bad file is answered with all its problems at once.
"""

import json
import os
import tomllib
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from reportminer.errors import ConfigError, Missing

T = TypeVar("T")

_NAMES = (("", "codebook"), ("encode", "encoder"), ("tag", "model"))
"""Section and key of the settings that name a file or folder."""


def ranged(default: float, low: float, high: float) -> Any:
    """Declare a number with its default and its inclusive range."""
    return field(default=default, metadata={"bounds": (low, high)})


def among(default: str, *allowed: str) -> Any:
    """Declare a word with its default and the words allowed."""
    return field(default=default, metadata={"allowed": allowed})


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSettings:
    """How files are read."""

    engine: str = among("pdfium", "pdfium", "pdfplumber")
    """Which engine reads PDF text first."""
    use_tags: bool = True
    """Whether a trustworthy structure tree of a tagged PDF is used."""
    use_outline: bool = True
    """Whether a trustworthy outline (bookmarks) is used."""
    memory_limit_mb: int = ranged(1500, 256, 65536)
    """Address space of the child that parses one report, MiB."""
    page_timeout_s: float = ranged(20.0, 0.5, 3600.0)
    """Longest silence between two pages, seconds."""
    report_timeout_s: float = ranged(300.0, 1.0, 86400.0)
    """Longest time for one report, seconds."""
    max_file_mb: int = ranged(200, 1, 100000)
    """Larger files are not opened, MiB."""
    max_pages: int = ranged(3000, 1, 1000000)
    """Reports with more pages are not read."""
    max_chars_per_page: int = ranged(100000, 1000, 10000000)
    """A page with more characters is cut there and marked partial."""
    max_answer_mb: int = ranged(256, 1, 4096)
    """Largest document that the parsing child may hand over, MiB."""
    ocr: str = among("auto", "auto", "always", "never")
    """Which pages are read from their pictures: those that need it, all, or none."""
    ocr_languages: str = "eng"
    """Names of Tesseract's language files, joined by `+`."""
    ocr_dpi: int = ranged(300, 100, 600)
    """How finely a page is drawn for that, dots an inch."""
    ocr_timeout_s: float = ranged(60.0, 1.0, 3600.0)
    """Longest time to read one page's picture, seconds."""
    ocr_report_timeout_s: float = ranged(3000.0, 1.0, 86400.0)
    """Longest time to read the pictures of one report, seconds, on top of `report_timeout_s`."""
    recycle_after: int = ranged(50, 1, 100000)
    """Reports after which the parsing child is replaced, so that leaks of the engines end with it."""
    max_bad_pages: int = ranged(5, 0, 1000)
    """Pages of a report on which reading may fail; from the last of them on the rest is left out. With 0 one
    failure loses the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractSettings:
    """How sentences, entities and themes are found."""

    max_sentence_chars: int = ranged(2000, 200, 100000)
    """A longer stretch without an end is cut at a space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeSettings:
    """How sentences become vectors."""

    encoder: str = "minilm-l6-v2-int8"
    """A folder under `models/`, or a name or path for sentence-transformers."""
    batch_size: int = ranged(32, 1, 4096)
    """Sentences a batch."""
    threads: int = ranged(1, 1, 256)
    """Threads of the encoder in each process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagSettings:
    """How patterns are given."""

    model: str = "patterns"
    """A folder under `models/`, or a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSettings:
    """How hits are ranked; see `search.lexical`, `search.fusion` and `search.choosing`."""

    fusion: str = among("sum", "sum", "ranks")
    """How the scores of words and of meaning become one: their weighted sum, or reciprocal ranks."""
    normalise: str = among("none", "none", "best", "range", "spread")
    """How each of the two is brought to 0 to 1 before the sum."""
    lexical_weight: float = ranged(0.4, 0.0, 1.0)
    """Share of the words in the fused score; the rest is meaning."""
    rank_constant: float = ranged(60.0, 1.0, 1000.0)
    """With reciprocal ranks: how slowly a rank loses weight."""
    candidates: int = ranged(200, 10, 100000)
    """How many sentences each of the two searches brings before they are fused."""
    section_weight: float = ranged(0.3, 0.0, 1.0)
    """What a word in the headings above a sentence counts beside one in the sentence."""
    saturation: float = ranged(0.4, 0.0, 3.0)
    """How much a second and third occurrence of a word adds (BM25's k1)."""
    length_norm: float = ranged(0.3, 0.0, 1.0)
    """How far words count less in long sentences (BM25's b)."""
    proximity_weight: float = ranged(0.1, 0.0, 1.0)
    """Share of the lexical score that goes to words which are neighbours in the question and in the sentence."""
    short_words: int = ranged(8, 0, 100)
    """Sentences of fewer words lose some of their score; 0: none does."""
    short_loss: float = ranged(0.3, 0.0, 1.0)
    """What a sentence without any word would lose; one of half of `short_words` loses half of it."""
    diversity: float = ranged(0.6, 0.0, 1.0)
    """Where results shall differ: what a result's score counts; the rest is its difference from earlier ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """How a run is carried out."""

    workers: int = ranged(2, 1, 256)
    """Reports mined at the same time."""
    mine_timeout_s: float = ranged(3600.0, 1.0, 604800.0)
    """Longest time for one report from opening to tags, seconds; then its worker is ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings."""

    ingest: IngestSettings = IngestSettings()
    extract: ExtractSettings = ExtractSettings()
    encode: EncodeSettings = EncodeSettings()
    tag: TagSettings = TagSettings()
    search: SearchSettings = SearchSettings()
    run: RunSettings = RunSettings()
    codebook: str = "codebook.toml"
    """A file under `configs/`, or a path; from a user's file, seen from that file's folder."""


@cache
def data_folder() -> Path:
    """Return the folder that holds `configs/` and `models/`: in the wheel, or the root of a checkout.

    Raises:
        Missing: neither is there.
    """
    package = Path(__file__).parent
    candidates = [package / "_data", package.parent]
    if stated := os.environ.get("REPORTMINER_DATA"):
        candidates.insert(0, Path(stated))
    for candidate in candidates:
        if (candidate / "configs" / "reportminer.toml").is_file():
            return candidate
    raise Missing(
        f"configs/reportminer.toml is in none of {', '.join(map(str, candidates))}",
        expected="the folder configs/ that comes with the program",
        remedy="install the program again",
    )


def find_config(name: str, *, own: bool = False) -> Path:
    """Return a file or folder by its name under `configs/`, or by path.

    A plain name means the shipped one, so that a file that happens to be called so in the current folder does not
    shadow it; but with `own`, where a user typed the name on the command line, the user's file wins.
    """
    return _find(name, "configs", own=own)


def find_model(name: str, *, own: bool = False) -> Path:
    """Return a model's folder by its name under `models/`, or by path; `own` as in `find_config`."""
    return _find(name, "models", own=own)


def _find(name: str, folder: str, *, own: bool) -> Path:
    shipped = data_folder() / folder / name
    given = Path(name).expanduser()
    if own and given.exists():
        return given.resolve()
    if given.name == name and shipped.exists():
        return shipped
    if given.exists():
        return given.resolve()
    raise Missing(
        f"{name!r} is neither a path nor in {shipped.parent}",
        expected=f"one of: {', '.join(sorted(p.name for p in shipped.parent.glob('*')))}",
        remedy="check the name in your settings or give a path",
    )


def load_settings(path: Path | None = None) -> Settings:
    """Return the shipped settings, changed by a user's TOML file where one is given.

    A codebook, model or encoder that the user's file names and that lies beside that file is meant, whatever comes
    with the program under the same name.

    Raises:
        ConfigError: the file cannot be read as TOML, or has unknown keys or values outside their range;
            every problem is named with file and key.
    """
    settings = Settings()
    for file in [data_folder() / "configs" / "reportminer.toml", *([path] if path else [])]:
        problems: list[str] = []
        given = _read_toml(file)
        settings = _merge(settings, _place(given, file.parent) if file is path else given, "", problems)
        if problems:
            raise ConfigError(
                f"{file} has {len(problems)} problem(s):\n  " + "\n  ".join(problems),
                expected="the keys and ranges described in configs/reportminer.toml",
                remedy="correct or remove these lines",
            )
    return settings


def dump_settings(settings: Settings) -> str:
    """Return all settings as JSON, for `restore_settings`."""
    return json.dumps(asdict(settings), sort_keys=True)


def restore_settings(dumped: str) -> Settings:
    """Return settings from their JSON; what this version does not know or allow has the shipped value."""
    return _merge(load_settings(), json.loads(dumped), "", [])


def _place(given: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return a user's settings with the names that lie beside their file as whole paths."""
    placed = dict(given)
    for section, key in _NAMES:
        inside = placed.get(section) if section else placed
        if isinstance(inside, dict) and isinstance(name := inside.get(key), str):
            changed = inside | {key: _seen_from(name, folder)}
            placed = placed | {section: changed} if section else changed
    return placed


def _seen_from(name: str, folder: Path) -> str:
    path = folder / Path(name).expanduser()
    return str(path.resolve()) if name and path.exists() else name


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}", remedy="check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} is not valid TOML: {error}", remedy="correct that line") from error


def _merge(section: T, given: dict[str, Any], prefix: str, problems: list[str]) -> T:
    known = {f.name: f for f in fields(section)}  # type: ignore[arg-type]
    changes: dict[str, Any] = {}
    for key, value in given.items():
        name = f"{prefix}{key}"
        if key not in known:
            problems.append(f"{name}: unknown; known are {', '.join(known)}")
        elif is_dataclass(getattr(section, key)) != isinstance(value, dict):
            found, expected = ("a table", "a value") if isinstance(value, dict) else ("a value", "a table")
            problems.append(f"{name}: expected {expected}, got {found}")
        elif isinstance(value, dict):
            changes[key] = _merge(getattr(section, key), value, f"{name}.", problems)
        elif problem := _check(getattr(section, key), value, known[key].metadata):
            problems.append(f"{name} = {value!r}: {problem}")
        else:
            changes[key] = type(getattr(section, key))(value)
    return replace(section, **changes)  # type: ignore[type-var]


def _check(default: object, value: object, rules: Any) -> str:
    wanted = (int, float) if isinstance(default, float) else (type(default),)
    if not isinstance(value, wanted) or (isinstance(value, bool) and not isinstance(default, bool)):
        return f"expected {type(default).__name__}, got {type(value).__name__}"
    if bounds := rules.get("bounds"):
        low, high = bounds
        return "" if low <= value <= high else f"expected {low:g} to {high:g}"
    if allowed := rules.get("allowed"):
        return "" if value in allowed else f"expected one of {', '.join(allowed)}"
    return ""
