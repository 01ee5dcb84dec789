"""The names that lists and rules find in a sentence by itself, without the trained component."""

from pathlib import Path
from typing import Final

from reportminer.codebook import Codebook
from reportminer.extract.components import AREA, TEXT, exact_mention
from reportminer.extract.mention import Mention
from reportminer.extract.pipeline import load_pipeline
from reportminer.gazetteer import Gazetteer

TRAINED: Final = "trained_entities"
"""Name of the trained component."""
_LONGEST = 2000


class RuleNames:
    """Reads single sentences; loading it takes about a second.

    Args:
        pipeline: its configuration file.
        codebook: as the pipeline needs it; no part of names.
        gazetteer: lists of names.
    """

    def __init__(self, pipeline: Path, *, codebook: Codebook, gazetteer: Gazetteer) -> None:
        self._nlp = load_pipeline(
            pipeline,
            codebook=codebook,
            gazetteer=gazetteer,
            max_sentence_chars=_LONGEST,
            without=frozenset({TRAINED}),
        )

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in order."""
        doc = self._nlp.make_doc(text)
        doc.user_data[TEXT] = text
        doc.user_data[AREA] = ""
        return tuple(exact_mention(doc, ent) for ent in next(self._nlp.pipe([doc])).ents)
