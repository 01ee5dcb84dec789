"""What a gazetteer holds: bodies, areas and other names with official codes and the time they were in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A body, an area, a programme, a law, a role: one row of a list."""

    label: str
    """Entity label (LOCAL_AUTHORITY, NHS_TRUST, ...)."""
    kind: str
    """Finer: `county`, `district`, `unitary_authority`, `trust`, `ccg`, ..."""
    code_system: str
    """`GSS`, `ODS` or empty."""
    code: str
    """Official code, or empty."""
    name: str
    """Official name."""
    start: date | None
    """First day, where known."""
    end: date | None
    """Last day; None while it exists or where not known."""
    places: tuple[str, ...] = ()
    """Names of its area, the usual one first; empty for bodies without one."""

    def active_on(self, day: date | None) -> bool:
        """Say whether it existed on a day; an unknown day or bound counts as yes."""
        return day is None or ((self.start is None or self.start <= day) and (self.end is None or day <= self.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One way to write the name of an entry."""

    entry: Entry
    """Whose name it is."""
    official: str
    """The official name that this form stands for: the entry's own, or a former one."""
    until: date | None = None
    """Last day of a former name, where known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The entry that a name in a text stands for."""

    entry: Entry
    """The likeliest."""
    canonical: str
    """Its official name at the time."""
    score: float
    """0 to 1: 1 where only one entry bears the name and existed then."""
    others: tuple[tuple[str, float], ...] = ()
    """Code (or name) and score of the other entries that it may stand for, the likeliest first."""


@dataclass(frozen=True, kw_only=True)
class Gazetteer:
    """Names to look for, and what they stand for."""

    entries: tuple[Entry, ...]
    """In the order of the files."""
    names: Mapping[str, tuple[Name, ...]]
    """By the name as written in a text: all that bear it."""
    areas: Mapping[str, tuple[Entry, ...]]
    """By the bare name of a place ("Halton"): the authorities for it, and places without one."""
    ambiguous: frozenset[str]
    """Bare names of places that are often something else ("Reading", "Bath")."""
    digest: str
    """SHA-256 of the files, 64 hex digits."""

    def link(self, name: str, *, on: date | None = None) -> Link | None:
        """Return what a body's name stands for on a day, or None if no list holds it.

        Args:
            name: as written.
            on: date of the report; None if not known.
        """
        candidates = self.names.get(name, ())
        if not candidates:
            return None
        active = [c for c in candidates if c.entry.active_on(on)]
        if on is None:
            active = [c for c in active if c.entry.end is None] or active
        ranked = sorted(active or candidates, key=lambda c: _distance(c.entry, on))
        best = ranked[0]
        held = best.official == best.entry.name or best.until is None or on is None or on <= best.until
        canonical = best.official if held else best.entry.name
        rivals = list(dict.fromkeys(key for c in ranked[1:] if (key := _key(c.entry)) != _key(best.entry)))
        score = (1.0 if active else _OUT_OF_TIME) / (1 + len(rivals))
        return Link(entry=best.entry, canonical=canonical, score=score, others=_share(rivals, score))

    def link_area(self, place: str, *, on: date | None = None) -> Link | None:
        """Return the authority for the area of a bare place name on a day, widest tier first, or None.

        Args:
            place: as written, without words such as "Council".
            on: date of the report; None if not known.
        """
        candidates = self.areas.get(place, ())
        if not candidates:
            return None
        active = [c for c in candidates if c.active_on(on)]
        ranked = sorted(active or candidates, key=lambda entry: (_tier(entry), _distance(entry, on)))
        best = ranked[0]
        if best.label == "PLACE":
            return Link(entry=best, canonical=best.name, score=1.0)
        score = 0.7 if not active else 0.9 if [_tier(c) for c in active].count(_tier(best)) == 1 else 0.5
        rivals = list(dict.fromkeys(_key(c) for c in ranked[1:] if _key(c) != _key(best)))
        return Link(entry=best, canonical=best.name, score=score, others=_share(rivals, score))


def _key(entry: Entry) -> str:
    return entry.code or entry.name


def _share(keys: list[str], score: float) -> tuple[tuple[str, float], ...]:
    """What the best leaves, in equal parts."""
    return tuple((key, round(min(score, (1 - score) / len(keys)), 4)) for key in keys)


_OUT_OF_TIME = 0.8
"""A body that was abolished, renamed or not yet founded then: reports speak of such bodies by their names too."""


def _distance(entry: Entry, on: date | None) -> int:
    """Days between a day and the time an entry existed; without a day the latest entry is nearest."""
    if on is None:
        return (date.max - (entry.end or date.max)).days
    before = (entry.start - on).days if entry.start and on < entry.start else 0
    after = (on - entry.end).days if entry.end and on > entry.end else 0
    return before + after


_TIERS = {"county": 0, "unitary_authority": 0, "metropolitan_district": 0, "london_borough": 0, "place": 3}


def _tier(entry: Entry) -> int:
    return _TIERS.get(entry.kind, 2 if "combined" in entry.kind else 1)
