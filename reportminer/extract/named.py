"""The name that ends a stretch of text, by list and by form: what a bracket behind it explains."""

import re
from itertools import chain

from reportminer.extract.bodies import find_fronted
from reportminer.extract.heads import find_headed
from reportminer.extract.laws import find_laws
from reportminer.extract.mention import Mention
from reportminer.extract.roles import find_roles
from reportminer.extract.titles import find_exercises
from reportminer.gazetteer import Gazetteer

_WORD = re.compile(r"\S+")
_MOST_WORDS = 14
_FORMS = (find_headed, find_fronted, find_laws, find_exercises, find_roles)


def find_name_at_end(text: str, gazetteer: Gazetteer) -> Mention | None:
    """Return the longest name of a list, or else by form, that ends with the text; None if there is none."""
    starts = [match.start() for match in _WORD.finditer(text)][-_MOST_WORDS:]
    for start in starts:
        if found := gazetteer.names.get(text[start:]):
            return Mention(start, len(text), found[0].entry.label)
    ending = [m for m in chain.from_iterable(form(text) for form in _FORMS) if m.end == len(text)]
    return min(ending, default=None)
