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
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from reportminer.embed.names import IDS, MEAN, SHARED
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
        self.threads = threads
        """Threads of onnxruntime."""
        self._session = _open_session(model, threads=threads)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text; see `protocol.Encoder.encode`."""
        return self._encode(texts, None)[0]

    def encode_twice(self, texts: Sequence[str], top: "OnnxTop") -> tuple[Vectors, Vectors]:
        """Return the vectors of `encode`, and those of a top that goes on from the encoder's lower layers.

        The lower layers run once for both.

        Returns:
            Two float32 (n, dim) with rows of length 1.
        """
        return self._encode(texts, top)

    def share_states(self, texts: Sequence[str], *, max_tokens: int) -> list[npt.NDArray[np.float16]]:
        """Return the states after the shared layers, for training: one array (tokens, dim) a text.

        Args:
            texts: any number; all their states are held.
            max_tokens: of a text, both markers included; what is beyond is left out.
        """
        found: list[npt.NDArray[np.float16]] = [np.zeros((0, self.dim), np.float16)] * len(texts)
        encodings = self._tokenizer.encode_batch_fast(list(texts))
        windows = [_Window(at, _cut(encoding.ids, max_tokens)) for at, encoding in enumerate(encodings)]
        for batch in _iter_batches(sorted(windows, key=lambda window: len(window.ids)), self._batch_size):
            ids = np.array([window.ids for window in batch], np.int64)
            states = self._session.run([SHARED], {IDS: ids})[0].astype(np.float16)
            for window, state in zip(batch, states, strict=True):
                found[window.owner] = state
        return found

    def _encode(self, texts: Sequence[str], top: "OnnxTop | None") -> tuple[Vectors, Vectors]:
        chunks = [self._encode_chunk(texts[at : at + _CHUNK], top) for at in range(0, len(texts), _CHUNK)]
        empty = np.zeros((0, self.dim), np.float32)
        own, other = zip(*chunks, strict=True) if chunks else ((empty,), (empty,))
        return np.concatenate(own), np.concatenate(other)

    def count_tokens(self, text: str) -> int:
        """Return how many tokens a text has, the two markers included."""
        return len(self._tokenizer.encode(text).ids)

    def _encode_chunk(self, texts: Sequence[str], top: "OnnxTop | None") -> tuple[Vectors, Vectors]:
        windows = sorted(self._iter_windows(texts), key=lambda window: len(window.ids))
        means = np.empty((len(windows), self.dim), np.float32)
        others = np.empty_like(means) if top else means[:0]
        done = 0
        for batch in _iter_batches(windows, self._batch_size):
            feed = {IDS: np.array([window.ids for window in batch], np.int64)}
            rows = slice(done, done + len(batch))
            if top is None:
                means[rows] = self._session.run([MEAN], feed)[0]
            else:
                means[rows], states = self._session.run([MEAN, SHARED], feed)
                others[rows] = top.pool(states)
            done += len(batch)
        owners = [window.owner for window in windows]
        weights = [len(window.ids) for window in windows]
        own = join_windows(means, owners=owners, weights=weights, n_texts=len(texts))
        return own, join_windows(others, owners=owners, weights=weights, n_texts=len(texts)) if top else own[:0]

    def _iter_windows(self, texts: Sequence[str]) -> Iterator[_Window]:
        for owner, encoding in enumerate(self._tokenizer.encode_batch_fast(list(texts))):
            first, *inner, last = encoding.ids
            for start, end in split_evenly(len(inner), limit=self._window - 2):
                yield _Window(owner, (first, *inner[start:end], last))


class OnnxTop:
    """Upper layers trained for a task, which go on from the states that an `OnnxEncoder` shares.

    Args:
        model: the graph, as `graph.build_top` makes it.
        threads: threads of onnxruntime.
    """

    def __init__(self, model: bytes, *, threads: int = 1) -> None:
        self._session = _open_session(model, threads=threads)

    def pool(self, states: Vectors) -> Vectors:
        """Return the mean last state of each text, float32 (n, dim).

        Args:
            states: float32 (n, tokens, dim), as the encoder shares them.
        """
        pooled: Vectors = self._session.run([MEAN], {SHARED: states})[0]
        return pooled


def _cut(ids: Sequence[int], limit: int) -> tuple[int, ...]:
    return tuple(ids) if len(ids) <= limit else (*ids[: limit - 1], ids[-1])


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
