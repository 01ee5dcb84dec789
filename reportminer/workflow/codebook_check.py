"""Check a codebook: opens the encoder and the trained heads that this needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportminer.codebook.load import read_content
from reportminer.codebook.model import Codebook
from reportminer.codebook.problems import Problem, Severity, count_problems, rank_problems
from reportminer.errors import ConfigError, Missing
from reportminer.settings import Settings, find_model
from reportminer.workflow.codebooks import find_codebook

if TYPE_CHECKING:
    from reportminer.classify.tagger import Tagger
    from reportminer.embed.protocol import Encoder

FOUND_PROBLEMS = 3
"""Exit code of a check that found errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookCheck:
    """What a check found."""

    file: str
    """The codebook."""
    n_themes: int
    """Themes that could be read."""
    n_patterns: int
    """Patterns that could be read."""
    model: str
    """The trained heads with which its sentences were compared; empty if they were not."""
    model_note: str
    """Why not, where they were not."""
    n_errors: int
    """Problems that are errors."""
    n_warnings: int
    """Problems that are warnings."""
    n_notes: int
    """Problems that are notes."""
    problems: tuple[Problem, ...]
    """Code by code, the worst first."""

    def exit_code(self, *, strict: bool) -> int:
        """Return 3 where there are errors, or warnings and `strict`; else 0."""
        return FOUND_PROBLEMS if self.n_errors or (strict and self.n_warnings) else 0


def check_codebook(codebook: str, *, model: str, settings: Settings) -> CodebookCheck:
    """Check a codebook's wording, how near its examples lie, and what trained heads make of its sentences.

    Args:
        codebook: name or file; empty for that of the settings.
        model: name or folder of the heads; empty for those of the settings, which are passed over if they do not
            belong to this codebook.
        settings: encoder, model and codebook.

    Raises:
        ConfigError: the file is not TOML, or the heads that were named do not fit it.
    """
    from reportminer.codebook.closeness import check_closeness, list_examples
    from reportminer.codebook.lenient import read_leniently
    from reportminer.codebook.lint import check_wording

    path = find_codebook(codebook, settings)
    book, errors = read_leniently(read_content(path))
    problems = list(errors)
    used, note = "", "no code could be read"
    if book is not None:
        from reportminer.embed.load import load_encoder

        encoder = load_encoder(settings.encode)
        examples = list_examples(book)
        problems += check_wording(book)
        problems += check_closeness(book, examples, encoder.encode([example.text for example in examples]))
        tagger, note = _choose_tagger(book, encoder, model=model, settings=settings, whole=not errors)
        if tagger is not None:
            used = tagger.origin.name
            problems += compare_with_heads(book, tagger)
    return _make_check(path, book, problems, model=used, note=note)


def _make_check(
    path: Path, book: Codebook | None, problems: list[Problem], *, model: str, note: str
) -> CodebookCheck:
    order = (*book.theme_ids, *book.pattern_ids) if book else ()
    return CodebookCheck(
        file=str(path),
        n_themes=len(book.themes) if book else 0,
        n_patterns=len(book.patterns) if book else 0,
        model=model,
        model_note=note,
        n_errors=count_problems(problems, Severity.ERROR),
        n_warnings=count_problems(problems, Severity.WARNING),
        n_notes=count_problems(problems, Severity.NOTE),
        problems=rank_problems(problems, order),
    )


def _choose_tagger(
    book: Codebook, encoder: "Encoder", *, model: str, settings: Settings, whole: bool
) -> "tuple[Tagger | None, str]":
    """Return the heads, or None and why there are none to compare with."""
    from reportminer.classify.tagger import load_tagger

    if not whole:
        return None, "codes that cannot be read were left out; correct them first"
    try:
        folder = find_model(model or settings.tag.model, own=bool(model))
        return load_tagger(folder, codebook=book, encoder=encoder), ""
    except (ConfigError, Missing) as error:
        if model:
            raise
        return None, error.found


def compare_with_heads(book: Codebook, tagger: "Tagger") -> Iterator[Problem]:
    """Yield the examples that trained heads miss, and the near misses that they fall for.

    Args:
        book: whose sentences are tagged.
        tagger: heads for this codebook.
    """
    from reportminer.codebook.closeness import list_examples, list_near_misses
    from reportminer.codebook.contradictions import check_examples, check_near_misses

    for sentences, check in ((list_examples(book), check_examples), (list_near_misses(book), check_near_misses)):
        if sentences:
            texts = [sentence.text for sentence in sentences]
            encoded = tagger.encode(texts)
            columns = [book.pattern_ids.index(sentence.code) for sentence in sentences]
            given = tagger.probabilities(texts, encoded.vectors, encoded.tuned)[range(len(texts)), columns]
            codings = tagger.tag(texts, encoded.vectors, tuned=encoded.tuned)
            yield from check(sentences, codings, given.tolist())
