"""Small codebooks for tests, by hand and at random."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from reportminer.codebook.load import build_codebook, find_problems
from reportminer.codebook.model import Codebook, Pattern, Theme
from reportminer.records import Polarity
from reportminer.text import fold, squash

FULL: dict[str, Any] = {
    "include": ("What is agreed in writing.",),
    "exclude": ("Plans.",),
    "examples": tuple(f"Example sentence number {number} of it." for number in range(5)),
    "near_misses": tuple(f"Near miss number {number} of it." for number in range(3)),
}
"""Notes that leave nothing to wish for."""


def make_pattern(pattern_id: str, **changes: Any) -> Pattern:
    """A failure in the theme `flow`."""
    fields = {"theme": "flow", "polarity": Polarity.FAILURE, "definition": f"What {pattern_id} says.", **changes}
    return Pattern(id=pattern_id, **fields)


def make_codebook(*patterns: Pattern, themes: tuple[Theme, ...] = (), title: str = "Small") -> Codebook:
    """The patterns in their themes; the theme `flow` is always there."""
    known = {"flow": Theme(id="flow", label="Hospital flow"), **{theme.id: theme for theme in themes}}
    return Codebook(title=title, version="1", themes=tuple(known.values()), patterns=patterns, digest="")


def without_digest(codebook: Codebook) -> Codebook:
    """The codebook for comparing what it says; layout decides the digest too."""
    return replace(codebook, digest="")


ANY = st.characters(codec="utf-8")
"""Characters that may stand in a file."""


def texts(alphabet: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts as a codebook holds them: not empty, with single spaces."""
    return st.text(alphabet, min_size=1, max_size=20).map(squash).filter(bool)


LEGAL_IN_XML = st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"])
"""Characters that may stand in XML."""
_IDS = st.from_regex(r"[a-z0-9_]{1,12}", fullmatch=True)


@st.composite
def codebooks(draw: st.DrawFn, alphabet: st.SearchStrategy[str] = ANY) -> Codebook:
    """Codebooks that `load_codebook` accepts, patterns theme by theme."""
    said = texts(alphabet)
    ids = draw(st.lists(_IDS, min_size=2, max_size=7, unique=True))
    n_themes = draw(st.integers(1, len(ids) - 1))
    labels = draw(st.lists(said, min_size=n_themes, max_size=n_themes, unique_by=fold))
    few = st.lists(said, max_size=3)
    themes = {key: {"label": label, "phrases": draw(few)} for key, label in zip(ids, labels, strict=False)}
    patterns = {
        key: {
            "theme": draw(st.sampled_from(ids[:n_themes])),
            "polarity": draw(st.sampled_from(["good_practice", "failure", "neutral"])),
            "definition": draw(said),
            "confused_with": draw(st.lists(st.sampled_from(ids[n_themes:]), max_size=2, unique=True)),
            **{name: draw(few) for name in ("include", "exclude", "examples", "near_misses")},
        }
        for key in ids[n_themes:]
    }
    ordered = dict(sorted(patterns.items(), key=lambda item: ids.index(item[1]["theme"])))
    content = {"title": draw(said), "version": draw(said), "themes": themes, "patterns": ordered}
    assert find_problems(content) == []
    return build_codebook(content)
