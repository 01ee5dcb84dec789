"""The shipped extraction on small documents of a test's own."""

from functools import cache
from pathlib import Path

from reportminer.codebook import load_codebook
from reportminer.extract.extractor import Extraction, Extractor
from reportminer.gazetteer import load_gazetteer
from reportminer.gazetteer.register import Known
from reportminer.records import EntityMention
from reportminer.settings import ExtractSettings
from tests.extract.documents import make_document

ROOT = Path(__file__).parents[2]


@cache
def make_extractor(register: tuple[Known, ...] = ()) -> Extractor:
    """Make the shipped pipeline with the shipped names, once."""
    return Extractor(
        codebook=load_codebook(ROOT / "configs" / "codebook.toml"),
        gazetteer=load_gazetteer(ROOT / "configs" / "gazetteer"),
        settings=ExtractSettings(),
        pipeline=ROOT / "configs" / "pipeline.cfg",
        register=register,
    )


def read(*paragraphs: str, cover: tuple[str, ...] = ()) -> Extraction:
    """Extract from paragraphs on page 5, after a cover."""
    lines = [*((1, line) for line in cover), *((5, text) for text in paragraphs)]
    return make_extractor().extract(make_document(lines))


def find(text: str, extraction: Extraction) -> list[EntityMention]:
    """Return the mentions that read so, in order."""
    return [mention for mention in extraction.entities if mention.text == text]
