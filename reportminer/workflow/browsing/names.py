"""Ids as people read them, and names as addresses carry them."""

import re

from reportminer.text import fold

_CAPITALS = {
    "ae": "A&E",
    "ccg": "CCG",
    "chc": "CHC",
    "cqc": "CQC",
    "gp": "GP",
    "gps": "GPs",
    "icb": "ICB",
    "ics": "ICS",
    "mdt": "MDT",
    "nhs": "NHS",
    "stp": "STP",
    "uk": "UK",
    "vcse": "VCSE",
}
_EMERGENCY = re.compile(r"\ba (?:and )?e\b")
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY = 60
_POLARITIES = {"none": "No side"}


def name_code(code: str) -> str:
    """Return an id of lower case words and underscores as people write it.

    Example:
        >>> name_code("no_shared_vision"), name_code("good_gp_access"), name_code("a_and_e_waits")
        ('No shared vision', 'Good GP access', 'A&E waits')
    """
    words = _EMERGENCY.sub("ae", code.replace("_", " ").strip()).split()
    named = " ".join(_CAPITALS.get(word, word) for word in words)
    return named[:1].upper() + named[1:]


def name_polarity(polarity: str) -> str:
    """Return a `Polarity` as people write it.

    Example:
        >>> name_polarity("good_practice"), name_polarity("none")
        ('Good practice', 'No side')
    """
    return _POLARITIES.get(polarity) or name_code(polarity)


def make_key(name: str) -> str:
    """Return a name in lower case letters, digits and hyphens, for addresses and file names; never empty.

    Example:
        >>> make_key("Bath & North East Somerset"), make_key("…")
        ('bath-north-east-somerset', 'area')
    """
    return _NOT_IN_A_KEY.sub("-", fold(name)).strip("-")[:_LONGEST_KEY].strip("-") or "area"
