"""Whose the codings of a project are: the machine's, the coder's who is asked for, or other people's."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reportminer.errors import UsageError
from reportminer.export.qdpx_guids import is_machine, user_guid
from reportminer.export.qdpx_records import ProjectIn
from reportminer.text import fold

NOBODY = "(nobody named)"
"""How codings without a user are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Whose codings are taken."""

    coder: frozenset[str]
    """GUIDs of the users whose codings are taken as the coder's; the empty one stands for nobody named."""
    machines: frozenset[str]
    """GUIDs of the taggers of this program."""
    others: Mapping[str, int]
    """Codings of other people, by name."""
    called: str
    """What the file calls the coder, where that is another name; else empty."""


def attribute(
    project: ProjectIn, *, coder: str, user: str, machines: Collection[str], people: Collection[str]
) -> Attribution:
    """Return whose codings are taken as a coder's.

    Those of the user of that name; where the file has none, those of the only other user who coded, the machine
    aside and those whom this program named: they are people of their own.

    Args:
        project: what was read.
        coder: name of the person whose codes are asked for.
        user: name of that person in the file, where it is another; else empty.
        machines: names of the workspace's taggers as users.
        people: the workspace's other coders.

    Raises:
        UsageError: the file has no such user, or several who may be meant.
    """
    taggers = frozenset(
        {guid for guid, name in project.users.items() if is_machine(name)} | {user_guid(name) for name in machines}
    )
    counts = _count(project)
    named = {guid for guid, name in project.users.items() if fold(name) == fold(user or coder)} - taggers
    named |= {user_guid(coder)} & counts.keys() if not user else set()
    exported = {guid for guid, name in project.users.items() if guid == user_guid(name)}
    strangers = counts.keys() - taggers - exported - {user_guid(name) for name in people}
    if user and not named:
        raise UsageError(
            f"--user {user}: nobody in the file is called so",
            expected=f"one of: {', '.join(sorted(_name(project, guid) for guid in counts)) or 'nobody coded'}",
            remedy="give the name as it stands there",
        )
    chosen = named or strangers
    if len(chosen) > 1 and not named:
        listed = ", ".join(f"{_name(project, guid)} ({counts[guid]} codings)" for guid in sorted(chosen))
        raise UsageError(
            f"the file has codings of several people: {listed}",
            expected="one whose codings are taken",
            remedy="name that one with --user, as the file has the name",
        )
    others = {_name(project, guid): n for guid, n in sorted(counts.items()) if guid not in chosen | taggers}
    names = {_name(project, guid) for guid in chosen}
    called = "" if any(fold(name) == fold(coder) for name in names) else ", ".join(sorted(names))
    return Attribution(coder=frozenset(chosen), machines=taggers, others=others, called=called)


def _count(project: ProjectIn) -> Counter[str]:
    """Return the number of codings of each user, by GUID; those of nobody under the empty one."""
    return Counter(
        coding.user for source in project.sources for marked in source.selections for coding in marked.codings
    )


def _name(project: ProjectIn, guid: str) -> str:
    return project.users.get(guid, "") or guid or NOBODY
