"""Tag a table, train heads, and compare tags with people's codes: opens the models that these need."""

from pathlib import Path
from typing import TYPE_CHECKING

from reportminer.classify.csv_tagging import CsvTagging, tag_csv
from reportminer.classify.labels import read_labels
from reportminer.classify.tagger import load_tagger
from reportminer.codebook.load import load_codebook
from reportminer.embed.load import load_encoder
from reportminer.settings import Settings, find_config, find_model

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
    return tag_csv(file, text_column, tagger, encoder, out)


def train_from_file(labels: Path, *, out: Path, codebook: str, settings: Settings) -> "TrainingReport":
    """Train heads from a CSV file of labelled sentences and write their folder.

    Raises:
        ConfigError: the labels or the codebook have problems; all are listed.
    """
    from reportminer.classify.train import train_model

    book = load_codebook(find_config(codebook or settings.codebook, own=bool(codebook)))
    return train_model(read_labels(labels, book), book, load_encoder(settings.encode), out)


def evaluate_file(labels: Path, *, model: str, codebook: str, settings: Settings) -> "Evaluation":
    """Compare a model's tags with the codes of a CSV file of labelled sentences.

    Raises:
        ConfigError: the labels have problems, or heads, codebook and encoder do not fit each other.
    """
    from reportminer.classify.evaluate import evaluate_model

    encoder = load_encoder(settings.encode)
    book = load_codebook(find_config(codebook or settings.codebook, own=bool(codebook)))
    tagger = load_tagger(find_model(model or settings.tag.model, own=bool(model)), codebook=book, encoder=encoder)
    return evaluate_model(tagger, encoder, read_labels(labels, book))
