"""Workspaces of any size from the project's own written sentences, for measuring how search grows.

A made sentence is a written one in which some content words give way to others of the same theme, and a few to
made names, of which there are more the larger the corpus: so words keep their company, common ones are about as
common as in real reports, and new ones keep coming. Its vector is that of the written sentence, as the shipped
encoder sees it, moved by chance: so vectors lie in clusters. Each report comes from its own seed.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reportminer.embed.load import load_encoder
from reportminer.records import MinedDocument, Tag
from reportminer.search.stop_words import STOP_WORDS
from reportminer.settings import EncodeSettings
from reportminer.store.connection import close_database, open_database
from reportminer.store.vectors import rebuild
from reportminer.store.writing import store_mined
from reportminer.workflow.encoders import stamp
from tests.builders import make_mined, make_tag

WRITTEN = Path(__file__).parents[1] / "corpus" / "labels" / "written.csv"
PER_REPORT = 300
_SENTENCES_A_PAGE = 12
_SIDES = ("good_practice", "failure")
_N_AREAS = 150
_THEMES_A_REPORT = 6
_REPLACED, _NAMED, _JOINED, _REPEATED, _TAGGED = 0.35, 0.03, 0.25, 0.02, 0.2
_SPREAD = 0.6  # length of the chance part of a vector beside the unit vector of the written sentence
_N_NAMES = 2_000_000
_SYLLABLES = [
    first + vowel + last for first in "bdfghklmnprstvw" for vowel in "aeiou" for last in ("", "l", "n", "r", "s")
]

Rows = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What sentences are made from."""

    texts: tuple[tuple[str, ...], ...]
    """Words of each written sentence."""
    content: tuple[npt.NDArray[np.int64], ...]
    """Of each text the positions of the words that may give way."""
    themes: tuple[str, ...]
    """Ids, ascending."""
    by_theme: tuple[npt.NDArray[np.int64], ...]
    """Of each theme the numbers of its texts."""
    words: tuple[npt.NDArray[np.str_], ...]
    """Of each theme its content words, each as often as it stands there: a draw follows their frequencies."""
    patterns: tuple[tuple[str, str, str], ...]
    """Pattern id, theme id and polarity."""
    vectors: Rows
    """(texts, dim): unit rows."""
    encoder: str
    """What made them."""


def load_material() -> Material:
    """Read the written sentences and encode them (a quarter of a minute)."""
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        found = list({row["text"]: row for row in csv.DictReader(file)}.values())
    texts = tuple(tuple(row["text"].split()) for row in found)
    content = tuple(np.array([i for i, word in enumerate(text) if _is_content(word)], np.int64) for text in texts)
    owner = [row["themes"].split(";")[0] or "none" for row in found]
    themes = tuple(sorted(set(owner)))
    by_theme = tuple(np.array([i for i, theme in enumerate(owner) if theme == name], np.int64) for name in themes)
    words = tuple(np.array([texts[i][at] for i in numbers for at in content[i]]) for numbers in by_theme)
    patterns = {
        (pattern, row["themes"].split(";")[0], row["polarity"])
        for row in found
        for pattern in row["patterns"].split(";")[:1]
        if pattern and row["themes"] and row["polarity"] in _SIDES
    }
    encoder = load_encoder(EncodeSettings(threads=2))
    return Material(
        texts=texts,
        content=content,
        themes=themes,
        by_theme=by_theme,
        words=words,
        patterns=tuple(sorted(patterns)),
        vectors=encoder.encode([row["text"] for row in found]),
        encoder=stamp(encoder),
    )


def build_workspace(folder: Path, n_sentences: int, material: Material) -> None:
    """Make a workspace as a run does: report by report, then the arrays.

    Args:
        folder: new or empty.
        n_sentences: rounded down to whole reports of `PER_REPORT`, at least one.
        material: see `load_material`.
    """
    connection = open_database(folder, write=True)
    connection.execute("PRAGMA synchronous = OFF")
    for number in range(max(n_sentences // PER_REPORT, 1)):
        store_mined(connection, make_report(number, material), key="made")
    rebuild(connection, folder)
    close_database(connection)


def make_report(number: int, material: Material) -> MinedDocument:
    """Make the report of a number, always the same."""
    draw = np.random.default_rng(number)
    themes = draw.integers(len(material.themes), size=_THEMES_A_REPORT)
    made = list(_iter_sentences(draw, themes, material))
    rows = move_by_chance(material.vectors[[source for _, source, _ in made]], draw)
    mined = make_mined(
        f"{number:06}.pdf",
        [text for _, _, text in made],
        area=f"Madeshire {number % _N_AREAS}",
        area_code=f"E{number % _N_AREAS:08}",
        published=f"{2010 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02}",
        tags={
            at: (_draw_tag(draw, material),) for at in np.flatnonzero(draw.random(len(made)) < _TAGGED).tolist()
        },
        vectors=np.ones((len(made), 1)).tolist(),
    )
    sentences = tuple(
        replace(sentence, page=1 + at // _SENTENCES_A_PAGE, section=_make_section(theme, material))
        for at, (sentence, (theme, _, _)) in enumerate(zip(mined.sentences, made, strict=True))
    )
    vectors = rows.astype("<f4").tobytes()
    return replace(mined, sentences=sentences, vectors=vectors, dim=rows.shape[1], encoder=material.encoder)


def _draw_tag(draw: np.random.Generator, material: Material) -> Tag:
    return make_tag(*material.patterns[draw.integers(len(material.patterns))])


def _make_section(theme: int, material: Material) -> tuple[str, str]:
    return material.themes[theme].replace("_", " "), " ".join(material.texts[material.by_theme[theme][0]][:6])


def _iter_sentences(
    draw: np.random.Generator, themes: npt.NDArray[np.int64], material: Material
) -> Iterator[tuple[int, int, str]]:
    """Give theme, number of the written sentence, and text."""
    for theme in draw.choice(themes, size=PER_REPORT):
        if draw.random() < _REPEATED:
            source = int(material.by_theme[theme][0])
            yield int(theme), source, " ".join(material.texts[source])
            continue
        source = int(draw.choice(material.by_theme[theme]))
        words = _vary(draw, source, theme, material)
        if draw.random() < _JOINED:
            words += _vary(draw, int(draw.choice(material.by_theme[theme])), theme, material)
        yield int(theme), source, " ".join(words)


def _vary(draw: np.random.Generator, source: int, theme: int, material: Material) -> list[str]:
    words, content = list(material.texts[source]), material.content[source]
    chance = draw.random(len(content))
    for at, word in zip(
        content[chance < _REPLACED],
        draw.choice(material.words[theme], size=(chance < _REPLACED).sum()),
        strict=True,
    ):
        words[at] = str(word)
    for at in content[chance > 1 - _NAMED]:
        words[at] = _name(draw)
    return words


def _name(draw: np.random.Generator) -> str:
    """Draw a made name; the chance of each falls with its rank, as of words in a language."""
    rank = int(_N_NAMES ** draw.random())
    parts = []
    while rank:
        rank, part = divmod(rank, len(_SYLLABLES))
        parts.append(_SYLLABLES[part])
    return "".join(parts).capitalize() + "ton"


def move_by_chance(rows: Rows, draw: np.random.Generator) -> Rows:
    """Return unit rows near the given ones."""
    moved = rows + draw.standard_normal(rows.shape, np.float32) * (_SPREAD / np.sqrt(rows.shape[1]))
    moved = moved.astype(np.float32)
    return moved / np.linalg.norm(moved, axis=1, keepdims=True)


def _is_content(word: str) -> bool:
    return len(word) > 3 and re.sub(r"\W", "", word).lower() not in STOP_WORDS
