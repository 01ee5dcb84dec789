"""Ids from names, names from ids, and identifiers of codes that other programs keep."""

import re
from collections.abc import Container, Iterable
from uuid import UUID, uuid5

from reportminer.codebook.model import Codebook
from reportminer.text import fold

_NOT_ID = re.compile(r"[^a-z0-9]+")
_ID = re.compile(r"[a-z0-9_]+")
_LONGEST = 60
_SPACE = UUID("6f0e6a0c-6f3b-5d7e-9c53-0a4b1a3f2e71")
"""Made once for this program; every identifier below depends on it."""


def make_slug(name: str) -> str:
    """Return an id made of a name's letters a-z and digits; empty if it has none of them.

    Example:
        >>> make_slug("Café culture (new!)")
        'cafe_culture_new'
    """
    slug = _NOT_ID.sub("_", fold(name)).strip("_")
    return slug if len(slug) <= _LONGEST else slug[:_LONGEST].rpartition("_")[0] or slug[:_LONGEST]


def make_name(pattern_id: str) -> str:
    """Return an id as a name for people, from which `make_slug` makes the id again.

    Example:
        >>> make_name("no_shared_vision"), make_name("a__b")
        ('No shared vision', 'a__b')
    """
    name = pattern_id.replace("_", " ").strip()
    return name[:1].upper() + name[1:] if make_slug(name) == pattern_id else pattern_id


def assign_ids(wishes: Iterable[tuple[str, str, str]]) -> list[str]:
    """Return an id for each thing, no two alike.

    Args:
        wishes: the id it had, the name it has, and what to call it if neither can be used. An id that is one is
            kept by the first that has it; after that come the names, and numbers where two would be alike.
    """
    given = list(wishes)
    assigned: list[str] = [""] * len(given)
    taken: set[str] = set()
    for at, (wish, _, _) in enumerate(given):
        if _ID.fullmatch(wish) and wish not in taken:
            assigned[at] = wish
            taken.add(wish)
    for at, (wish, name, fallback) in enumerate(given):
        if not assigned[at]:
            assigned[at] = _number(make_slug(wish) or make_slug(name) or fallback, taken)
            taken.add(assigned[at])
    return assigned


def _number(base: str, taken: Container[str]) -> str:
    number, made = 1, base
    while made in taken:
        number += 1
        made = f"{base}_{number}"
    return made


def make_uuid(codebook: Codebook, kind: str, key: str) -> UUID:
    """Return the identifier of a part of a codebook: the same as long as the codebook's title and the id stay.

    Args:
        codebook: its title sets apart codes of other codebooks that have the same id.
        kind: `codebook`, `theme`, `pattern` or `side`.
        key: the id; empty for the codebook itself.

    Source: RFC 4122, version 5.
    """
    return uuid5(_SPACE, f"{fold(codebook.title)}\n{kind}\n{key}")
