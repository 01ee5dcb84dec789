"""Names of bodies that no list holds, found by their last word: "... Council", "... NHS Trust", "... Hospital".

From the head word the matcher walks to the left over capitalised words and the small words that join them.
"""

import re
from collections.abc import Iterator

from reportminer.extract.mention import Mention
from reportminer.extract.wordlists import JOINERS, NOT_IN_NAME, OF_AFTER, ORDINARY, WEAK_HEADS

_HEADS: tuple[tuple[str, str], ...] = (
    ("NHS_TRUST", r"NHS (?:Foundation )?Trust|Foundation Trust|Ambulance Service"),
    ("CCG", r"CCGs?|Clinical Commissioning Groups?"),
    (
        "ICS",
        r"STPs?|ICSs?|ICBs?|Integrated Care (?:Board|System|Partnership)"
        r"|Health and (?:Social )?Care Partnership|Sustainability and Transformation \w+",
    ),
    ("LOCAL_AUTHORITY", r"Council|Combined Authority"),
    ("HOSPITAL", r"Hospitals?|Infirmary|Hospital Centre"),
    ("PROVIDER", r"Care Home|Nursing Home|Residential Home|Surgery|Medical (?:Centre|Practice)|Hospice|Homecare"),
    ("PROVIDER", r"Ltd|Limited|LLP|plc|PLC|CIC"),
    (
        "ORGANISATION",
        r"Board|Committee|Partnership|Forum|Alliance|Federation|University|College|Constabulary|Police",
    ),
    ("ORGANISATION", r"Inquiry|Commission|Association|Fire and Rescue Service|Taskforce|Task Force"),
    ("CHARITY", r"Foundation|Charity|Society"),
)
_HEAD = re.compile("|".join(f"(?P<h{at}>\\b(?:{words})\\b)" for at, (_, words) in enumerate(_HEADS)))
_LISTED = frozenset({"LOCAL_AUTHORITY", "NHS_TRUST", "CCG", "ICS"})
"""Kinds of bodies that have lists of places in their names ("Bournemouth, Christchurch and Poole Council")."""
_REACH = 120
"""Characters looked at before a head word."""
_WORD = re.compile(r"\S+")
_NAME_WORD = re.compile(r"[\"'‘“(]?[A-Z][\w'’&.-]*")
_COUNCIL_FORM = re.compile(
    r"\b(?:City|County|Borough|District|Metropolitan|Town|Parish|Community|Unitary) Council$"
)
_ABBREVIATED = re.compile(r"[A-Z]{2,} Council")
_NATIONAL_COUNCIL = re.compile(
    r"\b(?:UK|Research|Security|Privy|European|Arts|Youth|Groups|Faith|Midwifery|Professions|Chiefs?['’]?"
    r"|(?!Royal|Royston)\w+(?:al|ship|ment|tion|ology|ics|ence|ance|ers|ists|ive|ory|ing(?<!Reading)(?<!Barking)))\b"
    r".* Council$|\bChiefs?['’]? Council$"
)


_POSSESSIVES = re.compile(r"(?:King|Queen|Children|Women|People|Guy|Chiefs?|St\.? \w+)['’]s?$")
"""Possessives inside names: "King's College Hospital", "St Mary's Hospital"; others end the walk."""


def find_bodies(text: str) -> Iterator[Mention]:
    """Give the bodies named in a text by their form, in order; a form without a name of its own is none."""
    floor, last = 0, None
    for match in _HEAD.finditer(text):
        label = _HEADS[int((match.lastgroup or "h0")[1:])][0]
        if last and match.start() == last.end + 1:
            last = Mention(last.start, match.end(), label)
            continue
        words = _name_before(text, max(floor, match.start() - _REACH), match.start(), listed=label in _LISTED)
        if _is_name([text[a:b].strip("(“‘\"',") for a, b in words], label=label, head=match[0]):
            if last:
                yield _refine(last, text)
            last = Mention(words[0][0], match.end(), label)
            floor = match.end()
    if last:
        yield _refine(last, text)


def _is_name(words: list[str], *, label: str, head: str) -> bool:
    """Say whether the words before a head word make a name: one not ordinary, or two before "Board"."""
    names = [word.replace("’", "'") for word in words if word not in JOINERS]
    if label not in ("ORGANISATION", "CHARITY"):
        return any(name not in ORDINARY for name in names)
    return len(names) >= 2 or (bool(names) and names[0] not in ORDINARY and head not in WEAK_HEADS)


def _name_before(text: str, floor: int, end: int, *, listed: bool) -> list[tuple[int, int]]:
    """The words of the name that ends just before `end`, first to last, without joining words at its front."""
    found: list[tuple[int, int]] = []
    for match in reversed(list(_WORD.finditer(text, floor, end))):
        gap = text[match.end() : found[-1][0] if found else end]
        after = [text[slice(*span)] for span in found]
        if not gap.isspace() or not _continues(
            match[0], text[max(0, match.start() - 4) : match.end()], after, listed=listed
        ):
            break
        opened = match[0][0] in "\"'‘“("
        found.append((match.start() + opened, match.end()))
        if opened:
            break
    found.reverse()
    while found and text[slice(*found[0])] in JOINERS | NOT_IN_NAME:
        found.pop(0)
    return found


def _continues(word: str, with_before: str, after: list[str], *, listed: bool) -> bool:
    """Say whether a name goes on to the left with this word.

    Args:
        word: the next word to the left.
        with_before: the same with the four characters before it.
        after: the words already taken, from right to left.
        listed: whether such bodies have lists of places in their names.
    """
    nearest = after[-1] if after else ""
    if nearest == "The" or (nearest == "and" and word.isupper() and len(word) > 1):
        return False
    if word in JOINERS:
        return bool(after) and (nearest not in JOINERS or (nearest == "the" and word in ("and", "of")))
    if word.endswith(","):
        return bool(_NAME_WORD.fullmatch(word[:-1])) and listed and "and" in after and nearest not in JOINERS
    if not _NAME_WORD.fullmatch(word) or word.endswith("."):
        return False
    if re.search(r"['’]s?$", word) and not _POSSESSIVES.search(with_before):
        return False
    return nearest not in ("of", "for", "in") or word in OF_AFTER


def _refine(mention: Mention, text: str) -> Mention:
    """A council of a profession, of ministers or with an abbreviation for a name is no local authority."""
    name = text[mention.start : mention.end]
    if mention.label != "LOCAL_AUTHORITY" or _COUNCIL_FORM.search(name):
        return mention
    other = _NATIONAL_COUNCIL.search(name) or _ABBREVIATED.fullmatch(name)
    return mention._replace(label="ORGANISATION") if other else mention
