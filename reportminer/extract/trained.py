"""The trained component: names that no list and no rule holds, where a sentence has a capital that none explains.

Finding, choosing and writing stay apart: spaCy's recogniser marks names (`network.py`), `choose_names` keeps those
that are sure enough for their label and that the rules left room for, `TrainedEntities` writes them.
Rules have precedence: a name that overlaps what a rule found is dropped, unless it holds no more of it than bare
places and dates ("Ambershire Village Agents").
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from reportminer.errors import StorageError
from reportminer.extract.components import FOUND, text_of, write_mentions
from reportminer.extract.mention import Mention
from reportminer.extract.network import NAMES, SureName, make_recogniser, recognise
from reportminer.settings import find_model

CARD = "card.json"
"""File with what the model is, and with the labels that it may give and how sure it has to be."""
_GIVES_WAY = frozenset({"PLACE", "DATE"})
"""Labels of rules that a longer name may swallow."""
_NAME = re.compile(r"[A-Z](?=[^a-z]*[a-z]).*[^\W_]\)?", re.DOTALL)
"""What may be a name: from a capital on, with a small letter; what capitals alone stand for is not to be seen."""
_NEVER = 2.0
_CAPITAL = re.compile(r"(?<![\w’'&-])(?=[^a-z\s]*[a-z])[A-Z][\w’'&-]*")
_ORDINARY_WORDS = """
I A The This These In It We NHS GP GPs A&E CCG CCGs ICB ICS STP Trust Board Council Committee Government
Inquiry Department Agency Commission Minister Ministers Parliament Group Panel Report Chapter Annex Appendix
Table Figure Recommendation Module Part Section Box Act Bill House Covid-19 COVID-19 COVID Covid IT HR PPE UK
Cabinet Strategy Government’s Government's Inquiry’s Inquiry's Committee’s Committee's Trust’s Trust's Welsh
Scottish English British European Westminster MP MPs AI Service
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
"""Words whose capital alone calls for no second look."""


@Language.factory("trained_entities", default_config={"model": "entities"})
class TrainedEntities:
    """Adds names that a network trained for the project finds and no rule did.

    Args:
        nlp: the pipeline; its words are shared.
        name: of the component.
        model: a folder under `models/`, or a path.

    Raises:
        Missing: the model is not there.
        StorageError: its files are damaged.
    """

    def __init__(self, nlp: Language, name: str, model: str) -> None:
        folder = find_model(model)
        self.name = name
        self.thresholds = read_thresholds(folder)
        self.recogniser = load_recogniser(folder, nlp)

    def __call__(self, doc: Doc) -> Doc:
        """Write the names of one block."""
        self._write([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Write the names of many blocks: the network reads the sentences of a batch in one go."""
        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            self._write(docs)
            yield from docs

    def _write(self, docs: Sequence[Doc]) -> None:
        asked = [(doc, sentence) for doc in docs for sentence in doc.sents if has_unexplained(doc, sentence)]
        if not asked:
            return
        found = recognise(self.recogniser, [sentence.as_doc() for _, sentence in asked])
        for (doc, sentence), names in zip(asked, found, strict=True):
            placed = [name.shifted(sentence.start_char) for name in names]
            taken = [Mention(s.start_char, s.end_char, s.label_) for s in doc.spans.get(FOUND, ())]
            write_mentions(doc, choose_names(text_of(doc), placed, taken, self.thresholds))


def choose_names(
    text: str, names: Iterable[SureName], taken: Sequence[Mention], thresholds: Mapping[str, float]
) -> Iterator[Mention]:
    """Give the names that are sure enough for their label and overlap nothing taken but bare places and dates.

    Args:
        text: where they stand.
        names: what the network found.
        taken: what lists and rules found, in the same text.
        thresholds: least sureness by label; other labels are not given.
    """
    for name in names:
        if name.sureness < thresholds.get(name.label, _NEVER) or not _NAME.fullmatch(text, name.start, name.end):
            continue
        met = [other for other in taken if other.start < name.end and name.start < other.end]
        if all(_swallows(name, other) for other in met):
            yield Mention(name.start, name.end, name.label)


def _swallows(name: SureName, other: Mention) -> bool:
    within = name.start <= other.start and other.end <= name.end
    return within and other.label in _GIVES_WAY and other.end - other.start < name.end - name.start


def has_unexplained(doc: Doc, sentence: Span) -> bool:
    """Say whether a sentence has a capital that is not its first, not an ordinary one and in no mention."""
    text, start = sentence.text, sentence.start_char
    covered = [(s.start_char, s.end_char) for s in doc.spans.get(FOUND, ()) if s.label_ not in _GIVES_WAY]
    for match in _CAPITAL.finditer(text):
        if match[0] in _ORDINARY or (not match.start() and not _CAPITAL.match(text, match.end() + 1)):
            continue
        if not any(a <= start + match.start() < b for a, b in covered):
            return True
    return False


def read_thresholds(folder: Path) -> Mapping[str, float]:
    """Return from a model's card how sure it has to be of a name, by label.

    Raises:
        StorageError: the card cannot be read.
    """
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        return {str(label): float(least) for label, least in card["thresholds"].items()}
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise _damaged(folder, error) from error


def load_recogniser(folder: Path, nlp: Language) -> Any:
    """Return spaCy's recogniser with a model's weights.

    Raises:
        StorageError: they cannot be read.
    """
    recogniser = make_recogniser(nlp)
    try:
        recogniser.from_disk(folder / NAMES, exclude=["vocab"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, error) from error
    return recogniser


def _damaged(folder: Path, error: Exception) -> StorageError:
    return StorageError(
        f"the model in {folder} cannot be read: {error}",
        expected=f"{CARD} and the folder {NAMES}/ as training writes them",
        remedy="install the program again, or run `make entities` in a checkout",
    )
