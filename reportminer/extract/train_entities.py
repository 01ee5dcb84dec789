"""Trains the recogniser of names from labelled sentences: from nothing, in one thread, the same bytes each time.

Names change from pass to pass: one in four stays, one in four gives way to another of its label, the rest to
invented ones, so that the network learns how sentences speak of a care home, and not what care homes are called.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.lang.en import English
from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, fix_random_seed

from reportminer.extract.invented import Inventor
from reportminer.extract.labelled_names import LabelledNames
from reportminer.extract.mention import Mention
from reportminer.extract.network import make_recogniser

_WARM_UP = 2
_FULL_UNTIL = 0.3
_LEAST_RATE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesPlan:
    """How the recogniser is trained."""

    passes: int = 26
    """Times that the sentences are gone through."""
    changed: int = 2
    """Copies of each sentence with other names in it, in each pass."""
    plain_share: float = 1.0
    """Share of the sentences without a name that a pass takes."""
    rate: float = 0.003
    """Highest learning rate; it rises over two passes and falls after three tenths of all."""
    drop: float = 0.1
    """Share of the network's numbers left out at each step."""
    batch: int = 24
    """Sentences a step."""
    kept: float = 0.25
    """Share of the names in a changed copy that stay."""
    swapped: float = 0.25
    """Share that another name of the same label replaces; the rest are replaced by invented ones."""
    seed: int = 1
    """Where chance starts from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Where other names come from."""

    pool: Mapping[str, Sequence[str]]
    """Names of the labelled sentences, by label."""
    inventor: Inventor
    """Makes more."""

    def draw(self, mention: Mention, plan: NamesPlan, chance: random.Random) -> str:
        """Return a name to put in place of a mention; empty where it is to stay."""
        drawn = chance.random()
        if drawn < plan.kept:
            return ""
        if drawn < plan.kept + plan.swapped:
            return chance.choice(self.pool[mention.label])
        return self.inventor.invent(mention.label, chance)


def train_recogniser(
    labelled: Sequence[LabelledNames],
    inventor: Inventor,
    *,
    plan: NamesPlan,
    on_progress: Callable[[str], None] = lambda _: None,
) -> tuple[Language, Any]:
    """Return a pipeline of English words only, and the recogniser trained on it.

    Args:
        labelled: sentences with their names.
        inventor: makes names that are not in them.
        plan: how to train.
        on_progress: called with a line for people now and then.
    """
    fix_random_seed(plan.seed)
    chance = random.Random(plan.seed)
    nlp = English()
    recogniser = make_recogniser(nlp)
    whole = [_example(nlp, sentence.text, sentence.mentions) for sentence in labelled]
    recogniser.initialize(lambda: whole, nlp=nlp)
    optimiser = Adam(
        plan.rate, beta1=0.9, beta2=0.999, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True
    )
    names = Names(pool=_names_by_label(labelled), inventor=inventor)
    for number in range(plan.passes):
        optimiser.learn_rate = plan.rate * _share_of_rate(number, plan.passes)
        texts = choose_texts(labelled, names, plan, chance)
        lost = 0.0
        for batch in (texts[at : at + plan.batch] for at in range(0, len(texts), plan.batch)):
            examples = [_example(nlp, *found) for found in batch]
            lost += recogniser.update(examples, drop=plan.drop, sgd=optimiser)["ner"]
        on_progress(f"pass {number + 1} of {plan.passes}: loss {lost:.0f}")
    with recogniser.model.use_params(optimiser.averages):
        averaged = recogniser.to_bytes(exclude=["vocab"])
    return nlp, recogniser.from_bytes(averaged, exclude=["vocab"])


def change_names(
    sentence: LabelledNames, names: Names, plan: NamesPlan, chance: random.Random
) -> tuple[str, list[Mention]]:
    """Return a sentence with other names in it, and where they stand; common nouns stay."""
    text, at = "", 0
    mentions: list[Mention] = []
    for mention in sentence.mentions:
        text += sentence.text[at : mention.start]
        name = sentence.text[mention.start : mention.end]
        if name[0].isupper():
            name = names.draw(mention, plan, chance) or name
        mentions.append(Mention(len(text), len(text) + len(name), mention.label))
        text, at = text + name, mention.end
    return text + sentence.text[at:], mentions


def choose_texts(
    labelled: Sequence[LabelledNames], names: Names, plan: NamesPlan, chance: random.Random
) -> list[tuple[str, Sequence[Mention]]]:
    """Return what a pass reads, shuffled: all sentences with names, as they are and changed, and some without."""
    chosen: list[tuple[str, Sequence[Mention]]] = []
    for sentence in labelled:
        named = _is_named(sentence)
        if named or chance.random() < plan.plain_share:
            chosen.append((sentence.text, sentence.mentions))
        if named:
            chosen += [change_names(sentence, names, plan, chance) for _ in range(plan.changed)]
    chance.shuffle(chosen)
    return chosen


def _is_named(sentence: LabelledNames) -> bool:
    """Whether a sentence holds a name that is not an office alone."""
    return any(mention.label != "ROLE" for mention in sentence.names())


def _example(nlp: Language, text: str, mentions: Sequence[Mention]) -> Example:
    doc = nlp.make_doc(text)
    fitting = [tuple(mention) for mention in mentions if doc.char_span(mention.start, mention.end)]
    return Example.from_dict(doc, {"entities": fitting})


def _names_by_label(labelled: Sequence[LabelledNames]) -> Mapping[str, Sequence[str]]:
    pool: dict[str, list[str]] = defaultdict(list)
    for sentence in labelled:
        for mention in sentence.names():
            pool[mention.label].append(sentence.text[mention.start : mention.end])
    return pool


def _share_of_rate(number: int, passes: int) -> float:
    """Share of the highest rate in a pass: up, level, then down in a straight line."""
    done = (number / passes - _FULL_UNTIL) / (1 - _FULL_UNTIL)
    return min(1.0, (number + 1) / _WARM_UP) * (1 - (1 - _LEAST_RATE) * max(0.0, done))


def split_by_group(labelled: Sequence[LabelledNames], n_folds: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows to train on and those held out; whole groups, dealt out in order of their names."""
    groups = sorted({sentence.group for sentence in labelled})
    fold_of = {group: at % n_folds for at, group in enumerate(groups)}
    for fold in range(n_folds):
        held = [at for at, sentence in enumerate(labelled) if fold_of[sentence.group] == fold]
        rest = [at for at, sentence in enumerate(labelled) if fold_of[sentence.group] != fold]
        yield rest, held
