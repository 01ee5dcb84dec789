"""The mark-up inside a sentence: names, bold and italic words, footnotes."""

import re
from collections.abc import Iterator, Mapping

from corpus.samples.model import Note, Run, Sentence, SourceError

LABELS = {
    "LA": "LOCAL_AUTHORITY",
    "TRUST": "NHS_TRUST",
    "CCG": "CCG",
    "ICS": "ICS",
    "HOSP": "HOSPITAL",
    "PROV": "PROVIDER",
    "REG": "REGULATOR",
    "GOV": "GOVERNMENT",
    "CHAR": "CHARITY",
    "ORG": "ORGANISATION",
    "PERSON": "PERSON",
    "ROLE": "ROLE",
    "PROG": "PROGRAMME",
}
"""Short name in the sources -> label of the design."""

MARK = re.compile(
    r"\[(?P<label>[A-Z]+)\|(?P<name>[^\]|]+)\]|\[fn: (?P<note>[^\]]+)\]|\*(?P<bold>[^*]+)\*|_(?P<italic>[^_]+)_"
)
"""`[LABEL|name]`, `[fn: text]`, `*bold*`, `_italic_`."""


def parse_sentence(source: str, *, number: int, first_note: int, names: Mapping[str, str]) -> Sentence:
    """Turn a line of mark-up into a sentence.

    Args:
        source: The line without its codes.
        number: Place of the sentence in the report, from 0.
        first_note: Number that the next footnote gets, from 1.
        names: Name -> label; every occurrence of a name becomes an entity.

    Returns:
        The sentence, its entities in order of the text.
    """
    text, marked, styles, notes = "", [], [], []
    position = 0
    for match in MARK.finditer(source):
        text += source[position : match.start()]
        position = match.end()
        start = len(text)
        if match["note"]:
            notes.append(Note(offset=start, number=first_note + len(notes), text=match["note"]))
            continue
        text += match["name"] or match["bold"] or match["italic"]
        if match["label"]:
            marked.append(Run(start=start, end=len(text), value=label_of(match["label"])))
        else:
            styles.append(Run(start=start, end=len(text), value="b" if match["bold"] else "i"))
    text += source[position:]
    entities = (*marked, *(run for run in find_names(text, names) if not overlaps(run, marked)))
    return Sentence(
        number=number,
        text=text,
        entities=tuple(sorted(entities, key=lambda run: run.start)),
        styles=tuple(styles),
        notes=tuple(notes),
    )


def label_of(short: str) -> str:
    """Return the label of the design for its short name in the sources."""
    if short not in LABELS:
        raise SourceError(f"unknown label {short}; known are {', '.join(LABELS)}")
    return LABELS[short]


def find_names(text: str, names: Mapping[str, str]) -> Iterator[Run]:
    """Find every occurrence of the names, the longest first where two begin together."""
    if not names:
        return
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
    for match in pattern.finditer(text):
        yield Run(start=match.start(), end=match.end(), value=names[match[0]])


def overlaps(run: Run, others: list[Run]) -> bool:
    """Tell whether a stretch shares a character with any of the others."""
    return any(run.start < other.end and other.start < run.end for other in others)
