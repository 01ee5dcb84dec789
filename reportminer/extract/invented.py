"""Invented names for training: they take the place of names in labelled sentences, so that forms are learned."""

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from reportminer.errors import ConfigError

_SLOT = re.compile(r"\{(\w+)\}")


class Inventor:
    """Makes names that nobody has.

    Args:
        words: lists of words by name.
        forms: forms of names by label (or by the name of a part): text with slots `{name}`, each for a word of
            that list or for another form.

    Raises:
        ValueError: a slot has neither words nor forms.
    """

    def __init__(self, words: Mapping[str, Sequence[str]], forms: Mapping[str, Sequence[str]]) -> None:
        self._choices = {**forms, **words}
        self._labels = frozenset(forms)
        slots = {slot for texts in forms.values() for text in texts for slot in _SLOT.findall(text)}
        if unknown := sorted(slots - {name for name, choices in self._choices.items() if choices}):
            raise ValueError(f"nothing to put for: {', '.join(unknown)}")

    def invent(self, label: str, chance: random.Random) -> str:
        """Return a name of this label; empty where the label has no forms. The same chance gives the same name."""
        if label not in self._labels:
            return ""
        name = chance.choice(self._choices[label])
        while _SLOT.search(name):
            name = _SLOT.sub(lambda slot: chance.choice(self._choices[slot[1]]), name)
        return name


def load_inventor(path: Path) -> Inventor:
    """Read words and forms from a TOML file with the tables `words` and `forms`.

    Raises:
        ConfigError: the file cannot be read, or a slot has nothing to stand for it.
    """
    try:
        lists = tomllib.loads(path.read_text(encoding="utf-8"))
        return Inventor(lists["words"], lists["forms"])
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(
            f"{path} holds no words and forms of names: {error}",
            expected="the tables [words] and [forms], with words or forms for each slot",
            remedy="compare it with corpus/labels/invented_names.toml",
        ) from error
