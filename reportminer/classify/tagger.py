"""Gives patterns, a side, strength and voice to sentences: numpy only, no sklearn."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from reportminer.classify.features import Row, iter_features
from reportminer.classify.heads import Floats, judge, make_layout, make_rows, make_signs
from reportminer.classify.labels import join_sides
from reportminer.classify.lines import Lines, drop_other_side, judge_sides, pick_side
from reportminer.classify.method import tells_of_method
from reportminer.classify.model_files import TOP, hash_model, read_arrays, read_card, read_lines
from reportminer.classify.nearness import find_nearest
from reportminer.classify.strength import find_strength
from reportminer.classify.thresholds import Flags
from reportminer.classify.voice import find_voice
from reportminer.codebook.model import Codebook
from reportminer.embed.onnx import OnnxEncoder, OnnxTop
from reportminer.embed.protocol import Encoder, Vectors
from reportminer.errors import ConfigError
from reportminer.records import Coding, Nearest, Origin, Polarity, Tag
from reportminer.text import clip

_N_TERMS = 3
_LEAST_FINDING = 0.5
"""A tag is accepted only where it is more likely than not that the sentence states a finding at all."""
_EXAMPLE_CHARS = 120
_CHUNK = 1000
"""Sentences judged at a time; bounds memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """What the tagger says of the sentences of one report."""

    codings: tuple[Coding, ...]
    """One a sentence, in order."""
    nearest: tuple[Nearest, ...]
    """The likeliest sentence of each pattern, in the order of the codebook; empty without sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """The vectors of some sentences."""

    vectors: Vectors
    """float32 (n, dim) of the encoder: for search, and for the heads."""
    tuned: Vectors | None
    """float32 (n, dim) of the upper layers that were tuned for tagging; None where the model has none."""


class Tagger:
    """Trained heads for one codebook and one encoder; make it with `load_tagger`."""

    def __init__(self, folder: Path, *, card: dict[str, Any], codebook: Codebook, encoder: Encoder) -> None:
        self.codebook = codebook
        """What is looked for."""
        self._layout = make_layout(codebook)
        self._lines: Lines = read_lines(card)
        self._space, self._heads, self._examples, self._example_texts = read_arrays(folder)
        self._encoder = encoder
        self._top = None
        if self._heads.tuned is not None and isinstance(encoder, OnnxEncoder):
            self._top = OnnxTop((folder / TOP).read_bytes(), threads=encoder.threads)
        self.card = card
        """What the heads were trained from, and how well they did on held-out sentences."""
        self.digest = hash_model(folder)
        """Hash of all that decides a tag, 64 hex digits."""
        self.origin = Origin(kind="model", name=card["name"], version=self.digest[:12])
        """Who says so, in results."""

    def encode(self, texts: Sequence[str]) -> "Encoded":
        """Return all vectors that tagging needs, with the lower layers run once."""
        if self._top is None or not isinstance(self._encoder, OnnxEncoder):
            return Encoded(vectors=self._encoder.encode(texts), tuned=None)
        vectors, tuned = self._encoder.encode_twice(texts, self._top)
        return Encoded(vectors=vectors, tuned=tuned)

    def tag(
        self,
        texts: Sequence[str],
        vectors: Vectors,
        *,
        tuned: Vectors | None = None,
        sections: Sequence[tuple[str, ...]] | None = None,
    ) -> tuple[Coding, ...]:
        """Return one coding a sentence; `Coding.sentence` is its position.

        Args:
            texts: the sentences.
            vectors: float32 (n, dim) from the encoder that the heads were trained with.
            tuned: those of the tuned layers, from `encode`; made anew where they are not given.
            sections: the headings above each sentence. Below one that tells how the review was done a sentence
                gets no pattern and no side.
        """
        return self.tag_report(texts, vectors, tuned=tuned, sections=sections).codings

    def tag_report(
        self,
        texts: Sequence[str],
        vectors: Vectors,
        *,
        tuned: Vectors | None = None,
        sections: Sequence[tuple[str, ...]] | None = None,
    ) -> Tagging:
        """Return what `tag` returns, and the sentence that comes nearest to each pattern; arguments as there."""
        tuned = self._complete(texts, tuned)
        method = np.array([tells_of_method(section) for section in sections or [()] * len(texts)], bool)
        codings: list[Coding] = []
        found = np.empty((len(texts), len(self.codebook.patterns)))
        for at in range(0, len(texts), _CHUNK):
            chunk = slice(at, at + _CHUNK)
            codings += self._tag_chunk(
                texts[chunk],
                vectors[chunk],
                None if tuned is None else tuned[chunk],
                method=method[chunk],
                out=found[chunk],
                first=at,
            )
        nearest = find_nearest(
            found,
            codings,
            pattern_ids=self.codebook.pattern_ids,
            thresholds=self._lines.balanced,
            method=method,
        )
        return Tagging(codings=tuple(codings), nearest=nearest)

    def probabilities(self, texts: Sequence[str], vectors: Vectors, tuned: Vectors | None = None) -> Floats:
        """Return the calibrated probability of each pattern of the codebook, float64 (n, patterns)."""
        rows = make_rows(texts, self._space)
        return self._judge(self._heads.scores(rows, vectors, self._complete(texts, tuned)), vectors)

    def _complete(self, texts: Sequence[str], tuned: Vectors | None) -> Vectors | None:
        return self.encode(texts).tuned if tuned is None and self._top is not None else tuned

    def _judge(self, scores: Floats, vectors: Vectors) -> Floats:
        signs = make_signs(scores, self._examples.closeness(vectors), self._layout)
        return judge(signs, np.array(self._lines.judge), np.array(self._lines.rivalry), self._layout)

    def _tag_chunk(
        self,
        texts: Sequence[str],
        vectors: Vectors,
        tuned: Vectors | None,
        *,
        method: Flags,
        out: Floats,
        first: int,
    ) -> list[Coding]:
        """Return the codings; the probabilities are written to `out`."""
        rows = make_rows(texts, self._space)
        scores = self._heads.scores(rows, vectors, tuned)
        out[:] = probabilities = self._judge(scores, vectors)
        sides = judge_sides(scores, self._lines.finding, self._layout)
        above = probabilities >= np.array(self._lines.balanced)
        tagged = drop_other_side(above, probabilities, sides.side, self._layout) & ~method[:, None]
        advised = self._lines.recommendation.apply(scores[:, self._layout.recommendation])
        about = self._themes(scores) & ~method[:, None]
        return [
            self._code(
                text,
                vectors[at],
                row=rows[at],
                number=first + at,
                probabilities=probabilities[at],
                patterns=np.flatnonzero(tagged[at]).tolist(),
                themes=np.flatnonzero(about[at]).tolist(),
                side=sides.side[at],
                finding=float(sides.finding[at]),
                is_recommendation=bool(advised[at] >= self._lines.recommendation_threshold),
                is_method=bool(method[at]),
            )
            for at, text in enumerate(texts)
        ]

    def _themes(self, scores: Floats) -> Flags:
        """Return which sentences are about which themes, (n, themes)."""
        columns = self._layout.themes
        if not self._lines.themes:
            return np.zeros((len(scores), self._layout.n_themes), np.bool_)
        return np.asarray(self._lines.theme.apply(scores[:, columns]) >= np.array(self._lines.themes), np.bool_)

    def _code(
        self,
        text: str,
        vector: Vectors,
        *,
        row: Row,
        number: int,
        probabilities: Floats,
        patterns: Sequence[int],
        themes: Sequence[int],
        side: Floats,
        finding: float,
        is_recommendation: bool,
        is_method: bool,
    ) -> Coding:
        made = [
            self._make_tag(at, float(probabilities[at]), finding=finding, why=self._explain(text, vector, row, at))
            for at in patterns
        ]
        tags = tuple(sorted(made, key=lambda tag: (-tag.probability, tag.pattern_id)))
        polarity, probability = pick_side(side, self._lines.side_threshold)
        if tags:
            polarity, probability = join_sides(tag.polarity for tag in tags), tags[0].probability
        if is_method:
            polarity, probability = Polarity.NONE, 1.0
        best = int(probabilities.argmax())
        return Coding(
            sentence=number,
            polarity=polarity,
            polarity_probability=round(probability, 4),
            strength=find_strength(text) if polarity is not Polarity.NONE else "",
            voice=find_voice(text) if polarity is not Polarity.NONE else "",
            is_recommendation=is_recommendation and not is_method,
            tags=tags,
            themes=tuple(sorted({self.codebook.theme_ids[at] for at in themes} | {tag.theme_id for tag in tags})),
            best_pattern=self.codebook.patterns[best].id,
            best_score=round(float(probabilities[best]), 4),
        )

    def _make_tag(self, at: int, probability: float, *, finding: float, why: str) -> Tag:
        pattern, accept = self.codebook.patterns[at], self._lines.accept[at]
        return Tag(
            pattern_id=pattern.id,
            theme_id=pattern.theme,
            polarity=pattern.polarity,
            probability=round(probability, 4),
            threshold=round(self._lines.balanced[at], 4),
            accepted=accept is not None and probability >= accept and finding >= _LEAST_FINDING,
            why=why,
        )

    def _explain(self, text: str, vector: Vectors, row: Row, pattern: int) -> str:
        terms = self._strongest_terms(text, row, pattern)
        words = "words: " + ", ".join(f"“{term}”" for term in terms) if terms else ""
        carriers = np.flatnonzero(self._examples.carries[:, pattern])
        if not len(carriers):
            return words
        cosines = self._examples.vectors[carriers] @ vector
        nearest = int(cosines.argmax())
        example = clip(self._example_texts[carriers[nearest]], _EXAMPLE_CHARS)
        like = f"like (cosine {cosines[nearest]:.2f}): “{example}”"
        return f"{words}; {like}" if words else like

    def _strongest_terms(self, text: str, row: Row, pattern: int) -> list[str]:
        shown: dict[int, str] = {}
        for feature, words in iter_features(text):
            if feature in self._space.columns:
                shown.setdefault(self._space.columns[feature], words)
        shares = row.values * self._heads.lexical[row.columns, pattern]
        order = np.argsort(-shares, kind="stable")[:_N_TERMS]
        return [shown[int(row.columns[at])] for at in order if shares[at] > 0]


def load_tagger(folder: Path, *, codebook: Codebook, encoder: Encoder) -> Tagger:
    """Load trained heads, if they fit codebook and encoder.

    Raises:
        Missing: the folder is not there or lacks a file.
        StorageError: a file was changed.
        ConfigError: the heads were trained for another codebook or with another encoder.
    """
    card = read_card(folder)
    problems = []
    stated = (card["codebook"]["patterns"], card["codebook"]["themes"])
    if stated != (_describe(codebook), list(codebook.theme_ids)):
        problems.append("another codebook: ids, themes or polarities differ")
    if card["encoder"]["digest"] != encoder.digest:
        problems.append(f"the encoder {card['encoder']['name']}, not {encoder.name}")
    if problems:
        raise ConfigError(
            f"the heads in {folder} were trained for {' and '.join(problems)}",
            expected="heads, codebook and encoder that belong together",
            remedy="train heads for this codebook (reportminer train LABELS.csv --codebook FILE --out DIR), "
            "or name codebook, encoder and model that belong together in the settings",
        )
    return Tagger(folder, card=card, codebook=codebook, encoder=encoder)


def _describe(codebook: Codebook) -> list[list[str]]:
    return [[pattern.id, pattern.theme, str(pattern.polarity)] for pattern in codebook.patterns]
