"""GUIDs of what a REFI-QDA project holds: made from ids, so that every export gives the same, and read back.

Source: REFI-QDA 1.5, GUIDType; RFC 4122, version 5. In capitals and without braces, as some programs ask for.
"""

import re
from uuid import UUID, uuid5

from reportminer.text import fold

_SPACE = UUID("7d8f4e0a-52a6-5c1b-8b0f-3f7c2d9e6a54")
"""Made once for projects of this program; every GUID below depends on it."""
_GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")
MACHINE_WORD = "reportminer"
"""First word of the name of a machine among the users."""
_MACHINE = re.compile(rf"{MACHINE_WORD} .+@.*")


def make_guid(kind: str, *key: object) -> str:
    """Return the GUID of a thing: of its kind, by what names it."""
    return str(uuid5(_SPACE, "\n".join([kind, *map(str, key)]))).upper()


def user_guid(name: str) -> str:
    """Return the GUID of a coder; names in another case are the same coder."""
    return make_guid("user", fold(name))


def source_guid(report_id: str) -> str:
    """Return the GUID of a report."""
    return make_guid("source", report_id)


def text_guid(report_id: str) -> str:
    """Return the GUID of the text of a report that is embedded as PDF: a text of its own."""
    return make_guid("text", report_id)


def selection_guid(finding_id: str, page: int = 0) -> str:
    """Return the GUID of a sentence in the text, or of its part on a page (from 1)."""
    return make_guid("selection", finding_id, page)


def coding_guid(coder: str, finding_id: str, code: str, page: int = 0) -> str:
    """Return the GUID of a code that a coder gave to a sentence.

    Args:
        coder: as for `user_guid`.
        finding_id: the sentence.
        code: GUID of the code.
        page: as for `selection_guid`.
    """
    return make_guid("coding", fold(coder), finding_id, code, page)


def name_machine(coder: str, model: str) -> str:
    """Return the name under which a tagger stands among the users."""
    return f"{MACHINE_WORD} {coder}@{model}"


def is_machine(user_name: str) -> bool:
    """Say whether a user's name is that of a tagger of this program."""
    return _MACHINE.fullmatch(user_name.strip()) is not None


def read_guid(text: str | None) -> str:
    """Return a GUID in one spelling, whoever wrote it; empty if it is none."""
    found = _GUID.fullmatch((text or "").strip())
    return found[1].upper() if found else ""
