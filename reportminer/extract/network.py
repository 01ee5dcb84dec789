"""spaCy's recogniser as it is trained and used here: its size, and its names with how sure it is of each."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

NAMES: Final = "names"
"""Folder of the weights inside a model's folder, as spaCy writes them."""
WIDTH: Final = 96
"""Numbers a word becomes."""
DEPTH: Final = 4
"""Layers, each of which lets a word see one more neighbour on either side."""
ROWS: Final = 2000
"""Rows of the first hash table; words share rows, so that none is unknown."""
_HIDDEN: Final = 64
_CONFIG: Final = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": _HIDDEN,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "pretrained_vectors": None,
            "width": WIDTH,
            "depth": DEPTH,
            "embed_size": ROWS,
            "window_size": 1,
            "maxout_pieces": 3,
            "subword_features": True,
        },
    }
}
Scores = NDArray[np.float32]


class SureName(NamedTuple):
    """A name in a text, and how sure the recogniser is."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    label: str
    """Entity label."""
    sureness: float
    """Probability of the least sure of the steps that made the name, 0 to 1; more is surer."""

    def shifted(self, by: int) -> "SureName":
        """Return the name as it stands in a longer text that holds this one from a character on."""
        return self._replace(start=self.start + by, end=self.end + by)


def make_recogniser(nlp: Language) -> Any:
    """Return a recogniser without weights that shares the words of a pipeline."""
    return nlp.create_pipe("ner", config=_CONFIG)


def recognise(recogniser: Any, docs: Sequence[Doc]) -> list[list[SureName]]:
    """Return the names in each of some tokenised sentences.

    It takes the same steps as spaCy's own `predict`, one for each word, and keeps the scores.
    """
    steps = _walk(recogniser, docs)
    column = {recogniser.moves.get_class_name(at): at for at in range(recogniser.moves.n_moves)}
    return [list(_read_names(doc, taken, column)) for doc, taken in zip(docs, steps, strict=True)]


def _walk(recogniser: Any, docs: Sequence[Doc]) -> list[list[Scores]]:
    """Let the recogniser mark all docs at once; return the probability of each move at each word."""
    model = recogniser.model.predict(list(docs))
    states = recogniser.moves.init_batch(list(docs))
    steps: list[list[Scores]] = [[] for _ in docs]
    going = [(at, state) for at, state in enumerate(states) if not state.is_final()]
    while going:
        at_work = [state for _, state in going]
        scores = np.ascontiguousarray(model.predict(at_work))
        for (at, _), row in zip(going, _softmax(scores), strict=True):
            steps[at].append(row)
        recogniser.transition_states(at_work, scores)
        going = [(at, state) for at, state in going if not state.is_final()]
    recogniser.set_annotations(list(docs), states)
    return steps


def _softmax(scores: Scores) -> Scores:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Scores = raised / raised.sum(axis=1, keepdims=True)
    return found


def _read_names(doc: Doc, steps: list[Scores], column: dict[str, int]) -> Iterator[SureName]:
    for ent in doc.ents:
        inner = ["I"] * (len(ent) - 2)
        moves = ["U"] if len(ent) == 1 else ["B", *inner, "L"]
        sure = min(
            float(steps[at][column[f"{move}-{ent.label_}"]])
            for at, move in zip(range(ent.start, ent.end), moves, strict=True)
        )
        yield SureName(ent.start_char, ent.end_char, ent.label_, sure)
