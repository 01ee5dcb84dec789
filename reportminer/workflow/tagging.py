"""Tag a table, train heads, and compare tags with people's codes: opens the models that these need."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from reportminer.classify.csv_tagging import CsvTagging, tag_csv
from reportminer.classify.tagger import load_tagger
from reportminer.codebook.load import load_codebook
from reportminer.embed.load import load_encoder
from reportminer.settings import Settings, find_config, find_model
from reportminer.store.files import write_atomically

if TYPE_CHECKING:
    from reportminer.classify.evaluate import Evaluation
    from reportminer.classify.train import TrainingReport


def tag_file(
    file: Path, *, text_column: str, out: Path, model: str, codebook: str, settings: Settings
) -> CsvTagging:
    """Tag each sentence of a CSV file.

    Args:
        file: the table.
        text_column: the column that holds the sentences.
        out: the table to write.
        model: name or folder of the heads; empty for those of the settings.
        codebook: name or file of the codebook; empty for that of the settings.
        settings: encoder, model and codebook.

    Raises:
        UsageError: the file lacks the column.
        ConfigError: heads, codebook and encoder do not fit each other.
    """
    encoder = load_encoder(settings.encode)
    book = load_codebook(find_config(codebook or settings.codebook, own=bool(codebook)))
    tagger = load_tagger(find_model(model or settings.tag.model, own=bool(model)), codebook=book, encoder=encoder)
    return tag_csv(file, text_column, tagger, out)


def train_from_file(
    labels: Path | Sequence[Path],
    *,
    out: Path,
    codebook: str,
    settings: Settings,
    documents: Sequence[Path] = (),
    epochs: int = 0,
    on_progress: Callable[[str], None] = lambda _: None,
) -> "TrainingReport":
    """Train heads from CSV files of labelled sentences and write their folder.

    Args:
        labels: tables with sentences, or with references into documents.
        out: folder to write.
        codebook: name or file; empty for that of the settings.
        settings: encoder, and how documents are read.
        documents: files and folders in which the documents of references may be.
        epochs: rounds of fine-tuning of the encoder's upper layers; 0 for none.
        on_progress: called with a line for people now and then.

    Raises:
        ConfigError: the labels or the codebook have problems; all are listed.
    """
    from reportminer.classify.finetune import TuningPlan
    from reportminer.classify.train import train_model
    from reportminer.workflow.label_documents import describe_followed, list_documents, read_label_files

    book = load_codebook(find_config(codebook or settings.codebook, own=bool(codebook)))
    paths = [labels] if isinstance(labels, Path) else labels
    taught, followed = read_label_files(paths, documents=documents, codebook=book, settings=settings, use="train")
    for line in describe_followed(followed):
        on_progress(line)
    plan = TuningPlan(epochs=epochs) if epochs else None
    encoder = load_encoder(settings.encode)
    return train_model(
        taught, book, encoder, out, plan=plan, on_progress=on_progress, documents=list_documents(followed)
    )


def evaluate_file(
    labels: Path, *, model: str, codebook: str, settings: Settings, documents: Sequence[Path] = (), use: str = ""
) -> "Evaluation":
    """Compare a model's tags with the codes of a CSV file of labelled sentences, and with a second coder's.

    Args:
        labels: a table with sentences, or with references into documents.
        model: name or folder of the heads; empty for those of the settings.
        codebook: name or file; empty for that of the settings.
        settings: encoder, and how documents are read.
        documents: files and folders in which the documents of references may be.
        use: only references for this use, `train` or `test`; empty for all.

    Raises:
        ConfigError: the labels have problems, or heads, codebook and encoder do not fit each other.
    """
    from reportminer.classify.evaluate import evaluate_model
    from reportminer.classify.evaluation_labels import read_second_coder, read_taught_texts
    from reportminer.workflow.label_documents import read_label_files

    book = load_codebook(find_config(codebook or settings.codebook, own=bool(codebook)))
    first, _ = read_label_files([labels], documents=documents, codebook=book, settings=settings, use=use)
    second = read_second_coder(labels, book)
    folder = find_model(model or settings.tag.model, own=bool(model))
    encoder = load_encoder(settings.encode)
    tagger = load_tagger(folder, codebook=book, encoder=encoder)
    return evaluate_model(tagger, first, second=second, taught=read_taught_texts(folder))


def write_evaluation_page(evaluation: "Evaluation", out: Path, *, labels: Path) -> None:
    """Write the figures of an evaluation as one HTML page; whole or not at all.

    Raises:
        StorageError: the page cannot be written.
    """
    from reportminer.export.evaluation_page import make_evaluation_page

    write_atomically(out, make_evaluation_page(asdict(evaluation), file=labels.name).encode())
