"""A small codebook, labels and an encoder for tests: real code, no trained network."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from reportminer.classify.labels import LabelledSentence
from reportminer.codebook.model import Codebook, Pattern, Theme
from reportminer.embed.protocol import Vectors
from reportminer.records import Polarity


class BagEncoder:
    """Adds up a fixed random direction for each word: texts that share words are near."""

    name = "bag"
    dim = 16

    def __init__(self, salt: str = "") -> None:
        self.digest = hashlib.sha256(f"bag{salt}".encode()).hexdigest()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text."""
        rows = np.zeros((len(texts), self.dim), np.float32)
        for at, text in enumerate(texts):
            for word in ["", *re.findall(r"\w+", text.lower())]:
                seed = int(hashlib.sha256(word.encode()).hexdigest()[:8], 16)
                rows[at] += np.random.default_rng(seed).normal(size=self.dim)
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def make_codebook(*, digest: str = "c" * 64, extra: bool = False) -> Codebook:
    """Two themes, a good and a bad pattern in one, a neutral one in the other."""
    patterns = [
        Pattern(id="good_flow", theme="flow", polarity=Polarity.GOOD_PRACTICE, definition="Discharge is prompt."),
        Pattern(id="bad_flow", theme="flow", polarity=Polarity.FAILURE, definition="Discharge is slow."),
        Pattern(id="uses_data", theme="data", polarity=Polarity.NEUTRAL, definition="Data are mentioned."),
    ]
    if extra:
        patterns.append(Pattern(id="new", theme="data", polarity=Polarity.FAILURE, definition="New."))
    themes = (Theme(id="flow", label="Flow"), Theme(id="data", label="Data"))
    return Codebook(title="Small", version="1", themes=themes, patterns=tuple(patterns), digest=digest)


_PLACES = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple", "Oak", "Pine", "Rowan", "Willow")
_KINDS = (
    ("Patients in {} went home promptly and without any wait.", ("good_flow",), Polarity.GOOD_PRACTICE, False),
    ("Patients in {} were stuck in hospital by long delays.", ("bad_flow",), Polarity.FAILURE, False),
    ("The figures of {} were drawn from the shared dataset.", ("uses_data",), Polarity.NEUTRAL, False),
    ("The town of {} has a market on the first day of spring.", (), Polarity.NONE, False),
    ("The council of {} should publish a plan by next summer.", (), Polarity.NONE, True),
)


def make_labels() -> tuple[LabelledSentence, ...]:
    """Sixty sentences of five kinds in three groups; each group has all kinds."""
    return tuple(
        LabelledSentence(
            id=f"{place}{at}",
            text=text.format(place),
            patterns=patterns,
            themes=(),
            polarity=polarity,
            is_recommendation=advised,
            group=f"g{number % 3}",
        )
        for number, place in enumerate(_PLACES)
        for at, (text, patterns, polarity, advised) in enumerate(_KINDS)
    )
