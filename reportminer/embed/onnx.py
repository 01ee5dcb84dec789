"""The shipped encoder, run by onnxruntime: the one door of onnxruntime and tokenizers.

A batch holds only windows of the same number of tokens, so nothing is padded and a text's vector does not depend
on its batch mates beyond float noise (measured: below 1e-7); the same list of texts gives the same bytes.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from reportminer.embed.protocol import Vectors
from reportminer.embed.windows import join_windows, split_evenly
from reportminer.errors import Missing, StorageError
from reportminer.ids import hash_bytes

MODEL, TOKENIZER, CARD = "model.onnx", "tokenizer.json", "card.json"
"""The files of an encoder's folder."""
_CHUNK = 4096
"""Texts whose windows are held at a time; bounds memory for any number of texts."""


@dataclass(frozen=True, slots=True)
class _Window:
    owner: int
    ids: tuple[int, ...]


class OnnxEncoder:
    """A sentence encoder in a folder of `model.onnx`, `tokenizer.json` and `card.json`.

    Args:
        folder: holds the three files.
        batch_size: most windows a batch.
        threads: threads of onnxruntime.

    Raises:
        Missing: a file is not there.
        StorageError: a file is not the one that the card describes.
    """

    def __init__(self, folder: Path, *, batch_size: int = 32, threads: int = 1) -> None:
        model, tokenizer, card = (_read(folder / name) for name in (MODEL, TOKENIZER, CARD))
        stated = json.loads(card)
        _verify(folder / MODEL, model, stated["sha256"][MODEL])
        _verify(folder / TOKENIZER, tokenizer, stated["sha256"][TOKENIZER])
        self.name: str = stated["name"]
        self.digest: str = hash_bytes(model + tokenizer + str(stated["window"]).encode())
        self.dim: int = stated["dim"]
        self._window: int = stated["window"]
        self._batch_size = batch_size
        # A pool of tokenizer threads beside worker processes only gets in their way, and warns after a fork.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        self._tokenizer = Tokenizer.from_str(tokenizer.decode("utf-8"))
        self._session = _open_session(model, threads=threads)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text; see `protocol.Encoder.encode`."""
        chunks = [self._encode_chunk(texts[at : at + _CHUNK]) for at in range(0, len(texts), _CHUNK)]
        return np.concatenate(chunks) if chunks else np.zeros((0, self.dim), np.float32)

    def count_tokens(self, text: str) -> int:
        """Return how many tokens a text has, the two markers included."""
        return len(self._tokenizer.encode(text).ids)

    def _encode_chunk(self, texts: Sequence[str]) -> Vectors:
        windows = sorted(self._iter_windows(texts), key=lambda window: len(window.ids))
        means = np.empty((len(windows), self.dim), np.float32)
        done = 0
        for batch in _iter_batches(windows, self._batch_size):
            ids = np.array([window.ids for window in batch], np.int64)
            means[done : done + len(batch)] = self._session.run(["mean"], {"ids": ids})[0]
            done += len(batch)
        return join_windows(
            means,
            owners=[window.owner for window in windows],
            weights=[len(window.ids) for window in windows],
            n_texts=len(texts),
        )

    def _iter_windows(self, texts: Sequence[str]) -> Iterator[_Window]:
        for owner, encoding in enumerate(self._tokenizer.encode_batch_fast(list(texts))):
            first, *inner, last = encoding.ids
            for start, end in split_evenly(len(inner), limit=self._window - 2):
                yield _Window(owner, (first, *inner[start:end], last))


def _iter_batches(windows: Sequence[_Window], size: int) -> Iterator[list[_Window]]:
    for _, group in groupby(windows, key=lambda window: len(window.ids)):
        alike = list(group)
        yield from (alike[at : at + size] for at in range(0, len(alike), size))


def _open_session(model: bytes, *, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Idle threads that spin would take the cores of the other workers.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Missing(
            f"{path} cannot be read: {error.strerror}",
            expected=f"an encoder's folder with {MODEL}, {TOKENIZER} and {CARD}",
            remedy="install the program again, or make the encoder anew: make encoder",
        ) from error


def _verify(path: Path, content: bytes, stated: str) -> None:
    if hash_bytes(content) != stated:
        raise StorageError(
            f"{path} has changed since it was made",
            expected=f"SHA-256 {stated}",
            remedy="install the program again, or make the encoder anew: make encoder",
        )
