"""Names found by their last word: "... Council", "... NHS Trust", "... Strategy", "... Fund".

From the head word the matcher walks to the left over capitalised words and the small words that join them.
"""

import re
from collections.abc import Iterator

from reportminer.extract.mention import Mention
from reportminer.extract.wordlists import (
    CARE_WORDS,
    HEALTH_WORDS,
    JOINERS,
    MONTHS,
    NOT_IN_NAME,
    OF_AFTER,
    OFFICE_WORDS,
    ORDINARY,
    ORDINARY_TITLE,
    WEAK_HEADS,
)

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
        r"Board|Committee|Partnerships?|Forums?|Alliance|Federation|University|College|Constabulary|Police"
        r"|Inquiry|Commission|Association|Fire and Rescue Service|Taskforce|Task Force",
    ),
    (
        "ORGANISATION",
        r"Agency|Authority|Secretariat|Group|Academy|Institute|Panel|Directorate|Division|Assembly|Observatory"
        r"|Command|Network|Catapult|Inspectorate|Consortium|Collaborative|Cabinet|Parliament|Bank|Union"
        r"|Foundation Trust Network|Confederation|Centre|Campus",
    ),
    (
        "CHARITY",
        r"Trust|Foundation(?! Trust)|Charity|Society|Carers['’] (?:Centre|Hub)|Good Neighbours"
        r"|Volunteers|Hospice Trust",
    ),
    (
        "PROGRAMME",
        r"Programme|Scheme|Initiative|Fund|Campaign|Grant|Pilot|Project|Pathway|Deal|Offer|Challenge|Guarantee"
        r"|Accelerator|Vanguard|Mission",
    ),
    ("SERVICE", r"Service|Team|Unit|Clinic|Helpline|Hub"),
    (
        "DOCUMENT",
        r"Strategy|Plan|Framework|Report|(?<!Spending )Review|Guidance|White Paper|Green Paper|Protocol|Charter"
        r"|Memorandum of Understanding|Agreement|Register|Assessment|Handbook|Manual|Toolkit|Roadmap|Blueprint"
        r"|Concordat|Manifesto|Prospectus|Declaration|Convention|Treaty|Survey|Index"
        r"|Code of Practice|Concept of Operations|Standards|Principles|Guidelines|Compact",
    ),
    ("LAW", r"Act|Bill|Regulations"),
)
_HEAD = re.compile(
    r"\b(?=[A-Zp])(?:" + "|".join(f"(?P<h{at}>(?:{words})\\b)" for at, (_, words) in enumerate(_HEADS)) + ")"
)
_LISTED = frozenset({"LOCAL_AUTHORITY", "NHS_TRUST", "CCG", "ICS"})
"""Kinds of bodies that have lists of places in their names ("Bournemouth, Christchurch and Poole Council")."""
_TITLES = frozenset({"PROGRAMME", "SERVICE", "DOCUMENT", "LAW"})
_STRICT = frozenset({"ORGANISATION", "CHARITY"})
_REACH = 120
"""Characters looked at before a head word."""
_WORD = re.compile(r"\S+")
_NAME_WORD = re.compile(r"[\"'‘“(]?(?:[A-Z]|[12]\d{3}$)[\w'’&.-]*")
_GOES_ON = re.compile(r" [A-Z][a-z]")
_COUNCIL_FORM = re.compile(
    r"\b(?:City|County|Borough|District|Metropolitan|Town|Parish|Community|Unitary) Council$"
)
_ABBREVIATED = re.compile(r"[A-Z]{2,} Council")
_NATIONAL_COUNCIL = re.compile(
    r"\b(?:UK|Research|Security|Privy|European|Arts|Youth|Groups|Faith|Midwifery|Professions|Chiefs?['’]?"
    r"|(?!Royal|Royston)\w+(?:al|ship|ment|tion|ology|ics|ence|ance|ers|ists|ive|ory"
    r"|ing(?<!Reading)(?<!Barking)))\b"
    r".* Council$|\bChiefs?['’]? Council$"
)
_POSSESSIVES = re.compile(r"(?:King|Queen|Children|Women|People|Guy|Chiefs?|Carers|St\.? \w+)['’]s?$")
"""Possessives inside names: "King's College Hospital", "St Mary's Hospital"; others end the walk."""
_TITLE_GOES_ON = re.compile(
    r" (?:19|20)\d\d(?:[-–/]\d{2,4})?\b"
    r"|(?<=Convention) (?:on|for)(?: the)? [A-Z]\w+(?:(?: (?:and|of|the))* [A-Z]\w+){0,4}"
    r"|(?<=Declaration) (?:on|of)(?: the)? [A-Z]\w+(?:(?: (?:and|of|the))* [A-Z]\w+){0,4}"
)


def find_headed(text: str) -> Iterator[Mention]:
    """Give the names in a text that end with a head word, in order; a form without a name of its own is none."""
    floor, last = 0, None
    for match in _HEAD.finditer(text):
        label = _HEADS[int((match.lastgroup or "h0")[1:])][0]
        if last and match.start() == last.end + 1 and label != "PROVIDER":
            last = Mention(last.start, match.end(), label)
            floor = _floor_after(text, match, floor)
            continue
        words = _name_before(text, max(floor, match.start() - _REACH), match.start(), label)
        if _is_name([text[a:b].strip("(“‘\"',") for a, b in words], label=label, head=match[0]):
            if last:
                yield _refine(last, text)
            last = Mention(words[0][0], match.end(), label)
            floor = _floor_after(text, match, floor)
    if last:
        yield _refine(last, text)


def _floor_after(text: str, match: re.Match[str], floor: int) -> int:
    """Where the next name may begin: behind this one, unless a capital follows that may go on with it."""
    return floor if _GOES_ON.match(text, match.end()) else match.end()


def _is_name(words: list[str], *, label: str, head: str) -> bool:
    """Say whether the words before a head word make a name: one not ordinary, or two before "Board"."""
    names = [word.replace("’", "'") for word in words if word not in JOINERS]
    if label in _TITLES:
        telling = [name for name in names if name not in ORDINARY_TITLE]
        return len(telling) >= 2 or (bool(telling) and (len(names) >= 2 or head not in WEAK_HEADS))
    if label not in _STRICT or head == "Trust":
        return any(name not in ORDINARY for name in names)
    return len(names) >= 2 or (bool(names) and names[0] not in ORDINARY and head not in WEAK_HEADS)


def _name_before(text: str, floor: int, end: int, label: str) -> list[tuple[int, int]]:
    """The words of the name that ends just before `end`, first to last, without joining words at its front."""
    found: list[tuple[int, int]] = []
    for match in reversed(list(_WORD.finditer(text, floor, end))):
        gap = text[match.end() : found[-1][0] if found else end]
        after = [text[slice(*span)] for span in found]
        if not gap.isspace() or not _continues(
            match[0], text[max(0, match.start() - 4) : match.end()], after, label
        ):
            break
        opened = match[0][0] in "\"'‘“("
        found.append((match.start() + opened, match.end()))
        if opened:
            break
    found.reverse()
    while found and _is_before_name(text[slice(*found[0])], label, len(found)):
        found.pop(0)
    return found


def _is_before_name(word: str, label: str, n_words: int) -> bool:
    """Say whether a first word is none of the name: a joining word, a sentence's first, a date before a title."""
    if word == "Local" and n_words > 2 and label in _TITLES | _STRICT:
        return False
    return word in JOINERS | NOT_IN_NAME | MONTHS or (n_words > 2 and word.isdigit())


def _continues(word: str, with_before: str, after: list[str], label: str) -> bool:
    """Say whether a name goes on to the left with this word.

    Args:
        word: the next word to the left.
        with_before: the same with the four characters before it.
        after: the words already taken, from right to left.
        label: of the head word; councils and the like have lists of places in their names.
    """
    nearest = after[-1] if after else ""
    if (
        nearest == "The"
        or (nearest == "the" and word not in JOINERS)
        or (nearest == "and" and word.isupper() and len(word) > 1)
    ):
        return False
    if word in JOINERS:
        joined = nearest == "the" and (word in ("of", "for", "on") or (word == "and" and label == "ICS"))
        return bool(after) and (nearest not in JOINERS or joined)
    if word.endswith(","):
        return (
            bool(_NAME_WORD.fullmatch(word[:-1]))
            and label in _LISTED
            and "and" in after
            and nearest not in JOINERS
        )
    if not _NAME_WORD.fullmatch(word) or word.endswith("."):
        return False
    if re.search(r"['’]s?$", word) and not _POSSESSIVES.search(with_before):
        return False
    return (
        nearest not in ("of", "for", "in")
        or word in OF_AFTER
        or (nearest == "of" and label in ("LAW", "DOCUMENT"))
    )


def _refine(mention: Mention, text: str) -> Mention:
    """Correct label and end by the whole name.

    A council of a profession, of ministers, or with an abbreviation is no local authority. A unit without
    a word of care in its name is a body, and so is a service of the state. A year behind it belongs to a document.
    """
    name = text[mention.start : mention.end]
    if mention.label == "LOCAL_AUTHORITY" and not _COUNCIL_FORM.search(name):
        other = _NATIONAL_COUNCIL.search(name) or _ABBREVIATED.fullmatch(name)
        return mention._replace(label="ORGANISATION") if other else mention
    if mention.label == "CHARITY" and name.endswith("Trust") and HEALTH_WORDS & set(name.split()):
        return mention._replace(label="NHS_TRUST")
    if mention.label == "SERVICE" and not name.endswith(("Hub", "Helpline")):
        words = set(name.split())
        cares = name.endswith((" Service", " Team")) or bool(CARE_WORDS & words)
        return mention if cares and not OFFICE_WORDS & words else mention._replace(label="ORGANISATION")
    if mention.label in ("DOCUMENT", "LAW") and (more := _TITLE_GOES_ON.match(text, mention.end)):
        return mention._replace(end=more.end())
    return mention
