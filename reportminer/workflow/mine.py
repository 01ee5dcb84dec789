"""One report through all stages: a pure function of the source and the settings, with the models held ready."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import TracebackType
from typing import Self

from reportminer.classify.tagger import Tagger, load_tagger
from reportminer.codebook.load import load_codebook
from reportminer.codebook.model import Codebook
from reportminer.embed.load import load_encoder
from reportminer.gazetteer.load import load_gazetteer
from reportminer.gazetteer.register import load_register
from reportminer.ids import hash_file
from reportminer.ingest.misses import miss
from reportminer.ingest.passwords import NONE, Passwords
from reportminer.ingest.sandbox import Sandbox
from reportminer.records import (
    Coding,
    MinedDocument,
    Sentence,
    Skipped,
    Source,
    Stage,
    Status,
)
from reportminer.settings import Settings, find_config, find_model
from reportminer.workflow.encoders import stamp
from reportminer.workflow.stale import GAZETTEER, PIPELINE, register_file, shipped_config


class _Absent(MetaPathFinder):
    """Makes a library look absent."""

    def __init__(self, library: str) -> None:
        self._library = library

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Refuse the library, and leave all others to the next finder."""
        if fullname == self._library:
            raise ModuleNotFoundError(f"{fullname} is not needed here", name=fullname)


@contextmanager
def _hidden(library: str) -> Iterator[None]:
    finder = _Absent(library)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


# spaCy's thinc imports torch where it is installed: a second and 200 MiB a worker for what is never used here.
with _hidden("torch"):
    from reportminer.extract.extractor import Extractor


def load_extractor(codebook: Codebook, settings: Settings) -> Extractor:
    """Return the pipeline with the shipped gazetteer; loading it takes about a second."""
    return Extractor(
        codebook=codebook,
        gazetteer=load_gazetteer(shipped_config(GAZETTEER)),
        settings=settings.extract,
        pipeline=shipped_config(PIPELINE),
        register=load_register(register_file()),
    )


class Miner:
    """Holds what every report needs: the sandbox, the pipeline, the encoder and the tagger.

    Use it as a context manager.

    Args:
        settings: all settings.
        passwords: what opens encrypted reports.

    Raises:
        Missing: a model or a configuration file is not there.
        ConfigError: the codebook or the heads do not fit.
    """

    def __init__(self, settings: Settings, passwords: Passwords = NONE) -> None:
        codebook = load_codebook(find_config(settings.codebook))
        self._encoder = load_encoder(settings.encode)
        self._tagger: Tagger = load_tagger(
            find_model(settings.tag.model), codebook=codebook, encoder=self._encoder
        )
        self._extractor = load_extractor(codebook, settings)
        self._sandbox = Sandbox(settings.ingest)
        self._passwords = passwords
        self._stage = Stage.INGEST

    @property
    def stage(self) -> Stage:
        """What it does at this moment."""
        return self._stage

    def mine(self, source: Source) -> MinedDocument | Skipped:
        """Return all that is learned from a report, or why it could not be read."""
        self._stage = Stage.INGEST
        document = self._sandbox.read(source, passwords=self._passwords.for_file(source.file))
        if changed := find_change(source):
            return changed
        if isinstance(document, Skipped):
            return document
        self._stage = Stage.EXTRACT
        extraction = self._extractor.extract(document)
        texts = [sentence.text for sentence in extraction.sentences]
        self._stage = Stage.ENCODE
        encoded = self._tagger.encode(texts)
        self._stage = Stage.TAG
        sections = [sentence.section for sentence in extraction.sentences]
        tagging = self._tagger.tag_report(texts, encoded.vectors, tuned=encoded.tuned, sections=sections)
        mined = MinedDocument(
            document=document,
            facts=extraction.facts,
            sentences=extraction.sentences,
            entities=extraction.entities,
            themes=extraction.themes,
            quotes=extraction.quotes,
            statistics=extraction.statistics,
            recommendations=extraction.recommendations,
            answers=extraction.answers,
            codings=number_codings(tagging.codings, extraction.sentences),
            vectors=encoded.vectors.astype("<f4", copy=False).tobytes(),
            dim=self._encoder.dim,
            encoder=stamp(self._encoder),
            origin=self._tagger.origin,
            nearest=tagging.nearest,
        )
        check_whole(mined)
        return mined

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sandbox.close()


def find_change(source: Source) -> Skipped | None:
    """Return a record where the file is no longer the one that was found, so that ids would be wrong."""
    try:
        if hash_file(Path(source.path)) == source.sha256:
            return None
        reason = "the file was changed while it was read"
    except OSError as error:
        reason = f"the file went away while it was read: {error.strerror}"
    return miss(source, Status.DAMAGED, reason, remedy="run again when it stays as it is")


def number_codings(codings: Sequence[Coding], sentences: Sequence[Sentence]) -> tuple[Coding, ...]:
    """Return the codings with the numbers of the sentences they are of; both in the same order."""
    return tuple(
        replace(coding, sentence=sentence.number) for coding, sentence in zip(codings, sentences, strict=True)
    )


def check_whole(mined: MinedDocument) -> None:
    """Check what the store relies on, here where a mistake costs one report and not the run.

    Raises:
        ValueError: numbers are not in order, ids repeat, or the vectors do not fit the sentences.
    """
    numbers = [sentence.number for sentence in mined.sentences]
    if numbers != list(range(len(numbers))):
        raise ValueError("sentences are not numbered 0, 1, 2, ... in order")
    if len({sentence.finding_id for sentence in mined.sentences}) != len(numbers):
        raise ValueError("two sentences have the same id")
    if len({block.number for block in mined.document.blocks}) != len(mined.document.blocks):
        raise ValueError("two blocks have the same number")
    if [coding.sentence for coding in mined.codings] not in ([], numbers):
        raise ValueError("codings and sentences do not go together")
    if len(mined.vectors) != 4 * len(numbers) * mined.dim:
        raise ValueError("vectors and sentences do not go together")
