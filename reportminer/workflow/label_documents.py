"""Reads the documents that labels refer to, so that references become labelled sentences again."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from reportminer.classify.labels import LabelledSentence, read_labels
from reportminer.classify.references import Resolved, has_references, read_references, resolve
from reportminer.codebook.model import Codebook
from reportminer.errors import ConfigError
from reportminer.ids import hash_file, make_report_id
from reportminer.ingest.find import find_sources
from reportminer.ingest.sandbox import Sandbox
from reportminer.records import Document, Sentence
from reportminer.settings import Settings


def read_label_files(
    paths: Sequence[Path], *, documents: Sequence[Path], codebook: Codebook, settings: Settings, use: str = ""
) -> tuple[tuple[LabelledSentence, ...], tuple[Resolved, ...]]:
    """Return the labels of several files, and how far their references could be followed.

    Args:
        paths: tables of labelled sentences, or of references into documents.
        documents: files and folders in which the documents may be.
        codebook: the labels must fit it.
        settings: how documents are read.
        use: only references for this use (`train`, `test`); empty for all.

    Raises:
        ConfigError: a table has problems; or it holds references alone and none of their documents is at hand.
    """
    labels: list[LabelledSentence] = []
    followed: list[Resolved] = []
    for path in paths:
        if not has_references(path):
            labels += read_labels(path, codebook)
            continue
        wanted = [x for x in read_references(path, codebook) if not use or x.use == use]
        found = read_documents(documents, {x.report_id for x in wanted}, codebook=codebook, settings=settings)
        resolved = resolve(wanted, found, codebook)
        labels += resolved.labels
        followed.append(resolved)
    if not labels:
        raise ConfigError(
            "none of the documents that the labels refer to is at hand",
            expected=f"documents {', '.join(followed[0].missing[:5]) if followed else ''}",
            remedy="name the folder that holds them with --documents",
        )
    return tuple(labels), tuple(followed)


def describe_followed(followed: Sequence[Resolved]) -> Iterator[str]:
    """Yield in plain words what of the references was found and what was not."""
    for resolved in followed:
        yield f"{len(resolved.labels):,} labelled sentences found in documents"
        if resolved.n_lost:
            yield f"{resolved.n_lost} sentences are not found in their documents any more and are left out"
        if resolved.missing:
            yield f"documents that are not at hand: {', '.join(resolved.missing)} (see --documents)"


def list_documents(followed: Sequence[Resolved]) -> dict[str, list[str]]:
    """Return the ids of the documents that were used and of those that were missing, for the model's card."""
    used = {label.group for resolved in followed for label in resolved.labels}
    return {"used": sorted(used), "missing": sorted({x for resolved in followed for x in resolved.missing})}


def read_documents(
    folders: Sequence[Path], wanted: Collection[str], *, codebook: Codebook, settings: Settings
) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentences of each wanted document that lies in the folders, by report id.

    A document is known by the hash of its bytes, whatever its name; one that cannot be read is left out.
    """
    paths = {
        report_id: path
        for path in _iter_files(folders)
        if (report_id := make_report_id(hash_file(path))) in wanted
    }
    if not paths:
        return {}
    from reportminer.workflow.mine import load_extractor  # spaCy is on its way

    extractor = load_extractor(codebook, settings)
    sources = find_sources(sorted(paths.values()), max_file_mb=settings.ingest.max_file_mb).sources
    with Sandbox(settings.ingest) as sandbox:
        read = [(source.report_id, sandbox.read(source)) for source in sources]
    return {
        report_id: extractor.extract(document).sentences
        for report_id, document in read
        if isinstance(document, Document)
    }


def _iter_files(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the files given and those in the folders given, in order of their paths; links are passed over."""
    for folder in folders:
        inside = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
        yield from (path for path in inside if path.is_file() and not path.is_symlink())
