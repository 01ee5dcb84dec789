"""Chooses the encoder that the settings name."""

from pathlib import Path

from reportminer.embed.protocol import Encoder
from reportminer.errors import Missing
from reportminer.settings import EncodeSettings, find_model


def load_encoder(settings: EncodeSettings) -> Encoder:
    """Load the encoder: a folder with `model.onnx` runs without torch, anything else is for sentence-transformers.

    Raises:
        Missing: the model, or the library it needs, is not on this machine.
        StorageError: the model's files are damaged.
    """
    folder = _find(settings.encoder)
    if folder is not None and (folder / "model.onnx").is_file():
        from reportminer.embed.onnx import OnnxEncoder

        return OnnxEncoder(folder, batch_size=settings.batch_size, threads=settings.threads)
    from reportminer.embed.sentence_transformer import SentenceTransformerEncoder

    name = str(folder) if folder is not None else settings.encoder
    return SentenceTransformerEncoder(name, batch_size=settings.batch_size, threads=settings.threads)


def _find(name: str) -> Path | None:
    try:
        return find_model(name)
    except Missing:
        return None
