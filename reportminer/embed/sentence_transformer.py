"""Any other sentence encoder, by name or path: the one door of sentence-transformers (torch)."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from reportminer.embed.protocol import Vectors
from reportminer.embed.windows import join_windows, split_evenly
from reportminer.errors import Missing

_MARKERS = 2
"""Tokens that a model adds at the ends of a text, kept free in every window."""
_NO_LIMIT = 512
"""Window of a model that states none."""


class SentenceTransformerEncoder:
    """A sentence-transformers model that is already on this machine; nothing is downloaded, no code of it is run.

    Args:
        name: a path, or the name of a model in the local cache.
        batch_size: texts a batch.
        threads: threads of torch; counts for the whole process.

    Raises:
        Missing: the library or the model is not there.
    """

    def __init__(self, name: str, *, batch_size: int = 32, threads: int = 1) -> None:
        self.name = name
        self._model = _load(name, threads=threads)
        self._batch_size = batch_size
        self._window = int(self._model.max_seq_length or _NO_LIMIT)
        self.dim: int = len(self._model.encode([""], show_progress_bar=False)[0])
        self.digest = _digest(self._model, self._window)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text; see `protocol.Encoder.encode`."""
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        pieces = [(owner, *piece) for owner, text in enumerate(texts) for piece in self._iter_pieces(text)]
        means = self._model.encode(
            [piece for _, piece, _ in pieces],
            batch_size=self._batch_size,
            normalize_embeddings=False,
            show_progress_bar=False,
        )
        return join_windows(
            np.asarray(means, np.float32),
            owners=[owner for owner, _, _ in pieces],
            weights=[weight for _, _, weight in pieces],
            n_texts=len(texts),
        )

    def _iter_pieces(self, text: str) -> Iterator[tuple[str, int]]:
        tokens = self._model.tokenizer(
            text, add_special_tokens=False, return_offsets_mapping=True, truncation=False, verbose=False
        )["offset_mapping"]
        if len(tokens) <= self._window - _MARKERS:
            yield text, len(tokens) + _MARKERS
            return
        for start, end in split_evenly(len(tokens), limit=self._window - _MARKERS):
            yield text[tokens[start][0] : tokens[end - 1][1]], end - start + _MARKERS


def _load(name: str, *, threads: int) -> Any:
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise Missing(
            f"the encoder {name!r} needs sentence-transformers, which is not installed",
            expected="the encoder minilm-l6-v2-int8, which needs nothing more, or the extra",
            remedy="pip install 'reportminer[sentence-transformers]'",
        ) from error
    torch.set_num_threads(threads)
    try:
        return SentenceTransformer(name, device="cpu", trust_remote_code=False, local_files_only=True)
    except (OSError, ValueError) as error:
        raise Missing(
            f"the encoder {name!r} is not on this machine: {str(error).splitlines()[0]}",
            expected="a folder in models/, a path of a sentence-transformers model, or a name in the local cache",
            remedy="check the name, or give the path of a folder that holds the model",
        ) from error


def _digest(model: Any, window: int) -> str:
    digest = hashlib.sha256(str(window).encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().float().numpy().tobytes())
    return digest.hexdigest()
