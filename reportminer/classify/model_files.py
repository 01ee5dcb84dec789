"""The folder of trained heads: arrays (npz), words and examples (JSON) and a card. Never a pickle.

heads.npz        arrays, read with allow_pickle=False
features.json    the lexical features, in the order of their columns
examples.json    the labelled positives, in the order of their vectors; of documents only where and how they begin
top.onnx         tuned upper layers of the encoder, where the model has any
card.json        what it was trained from and with, thresholds, held-out figures, hashes of the other files
README.md        the same for people
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from reportminer.classify.features import LexicalSpace, read_space, write_space
from reportminer.classify.heads import Examples, Heads, TunedHeads
from reportminer.classify.lines import Lines, Scale
from reportminer.errors import Missing, StorageError
from reportminer.ids import hash_bytes

CARD, ARRAYS, FEATURES, EXAMPLES = "card.json", "heads.npz", "features.json", "examples.json"
TOP = "top.onnx"
FORM = 2
"""Of the folder; raised when its meaning changes."""
_FILES = (ARRAYS, EXAMPLES, FEATURES)
_REMEDY = "train the heads anew: reportminer train LABELS.csv --codebook FILE --out DIR"


def write_model(
    out: Path,
    *,
    space: LexicalSpace,
    heads: Heads,
    examples: Examples,
    example_texts: Sequence[str],
    lines: Lines,
    card: dict[str, Any],
    top: bytes = b"",
) -> None:
    """Write the folder; the card last, so that a folder with a card is whole.

    Raises:
        StorageError: the folder cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / CARD).unlink(missing_ok=True)
        np.savez_compressed(
            out / ARRAYS,
            lexical=heads.lexical.astype(np.float16),
            dense=heads.dense,
            bias=heads.bias,
            rarity=space.rarity,
            example_vectors=examples.vectors.astype(np.float16),
            example_carries=examples.carries,
            **_tuned_arrays(heads),  # type: ignore[arg-type]  # the stub takes every name for allow_pickle
        )
        (out / TOP).unlink(missing_ok=True)
        if top:
            (out / TOP).write_bytes(top)
        write_space(space, out / FEATURES)
        (out / EXAMPLES).write_text(_dump(list(example_texts)), encoding="utf-8")
        hashes = {name: hash_bytes((out / name).read_bytes()) for name in (*_FILES, *([TOP] if top else []))}
        full = {"form": FORM, **card, "lines": asdict(lines), "sha256": hashes}
        (out / CARD).write_text(_dump(full), encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{out} cannot be written: {error.strerror}", remedy="check the folder") from error


def _tuned_arrays(heads: Heads) -> dict[str, np.ndarray[Any, Any]]:
    if heads.tuned is None:
        return {}
    blend = np.array(heads.blend, np.float64)
    return {"tuned_weights": heads.tuned.weights, "tuned_bias": heads.tuned.bias, "blend": blend}


def read_card(folder: Path) -> dict[str, Any]:
    """Read the card, and check that the other files are those it describes.

    Raises:
        Missing: the folder or a file of it is not there.
        StorageError: a file was changed, or the folder is of a newer form.
    """
    card: dict[str, Any] = json.loads(_read(folder / CARD))
    if card.get("form") != FORM:
        raise StorageError(f"{folder / CARD} is of form {card.get('form')}", expected=str(FORM), remedy=_REMEDY)
    for name, stated in card["sha256"].items():
        if hash_bytes(_read(folder / name)) != stated:
            raise StorageError(
                f"{folder / name} has changed since it was written", expected=f"SHA-256 {stated}", remedy=_REMEDY
            )
    return card


def hash_model(folder: Path) -> str:
    """Return the hash of a folder, 64 hex digits: of its card, which holds the hashes of the other files."""
    return hash_bytes(_read(folder / CARD))


def read_arrays(folder: Path) -> tuple[LexicalSpace, Heads, Examples, tuple[str, ...]]:
    """Read what `write_model` wrote: features, heads, examples and the examples' texts."""
    with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
        has_top = "tuned_weights" in arrays
        heads = Heads(
            lexical=arrays["lexical"].astype(np.float32),
            dense=arrays["dense"],
            bias=arrays["bias"],
            tuned=TunedHeads(weights=arrays["tuned_weights"], bias=arrays["tuned_bias"]) if has_top else None,
            blend=float(arrays["blend"]) if has_top else 0.0,
        )
        examples = Examples(
            vectors=arrays["example_vectors"].astype(np.float32),
            carries=arrays["example_carries"].astype(np.bool_),
        )
        space = read_space(folder / FEATURES, arrays["rarity"])
    return space, heads, examples, tuple(json.loads(_read(folder / EXAMPLES)))


def read_lines(card: dict[str, Any]) -> Lines:
    """Return calibration and thresholds from the card."""
    stated = dict(card["lines"])
    for name in ("finding", "recommendation", "theme"):
        if name in stated:
            stated[name] = Scale(**stated[name])
    for name in ("judge", "rivalry", "balanced", "accept", "themes"):
        stated[name] = tuple(stated.get(name, ()))
    return Lines(**stated)


def _dump(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Missing(
            f"{path} cannot be read: {error.strerror}",
            expected=f"a folder of trained heads with {CARD}, {', '.join(_FILES)}",
            remedy=f"check the path, or {_REMEDY}",
        ) from error
