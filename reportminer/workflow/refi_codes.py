"""What codes of a project from elsewhere are in the codebook: by GUID, by the id in the description, by name."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from reportminer.codebook.memo import THEME, read_memo
from reportminer.codebook.naming import make_slug
from reportminer.export.qdpx_codes import CodeTree
from reportminer.export.qdpx_records import CodeIn


class CodeKind(StrEnum):
    """What a code stands for."""

    PATTERN = "pattern"
    THEME = "theme"
    MARK = "mark"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class KnownCode:
    """A code that the workspace knows."""

    kind: CodeKind
    """What it stands for."""
    key: str
    """Id of the pattern or theme, or key of the mark."""


class CodeFinder:
    """Finds what a code from elsewhere stands for.

    Args:
        tree: every code that a project of the workspace may hold.
    """

    def __init__(self, tree: CodeTree) -> None:
        groups = ((CodeKind.PATTERN, tree.patterns), (CodeKind.THEME, tree.themes), (CodeKind.MARK, tree.marks))
        self._by_guid = {
            guid: KnownCode(kind=kind, key=key) for kind, guids in groups for key, guid in guids.items()
        }
        self._guids = {code: guid for guid, code in self._by_guid.items()}
        self._by_id = {(code.kind, code.key): code for code in self._by_guid.values()}
        self._by_name: dict[str, list[KnownCode]] = defaultdict(list)
        for guid, code in self._by_guid.items():
            for name in dict.fromkeys((make_slug(tree.names[guid]) or tree.names[guid], code.key)):
                self._by_name[name].append(code)

    def own_guid(self, code: KnownCode) -> str:
        """Return the GUID that this program gives a code."""
        return self._guids[code]

    def guid_code(self, guid: str) -> KnownCode | None:
        """Return the code that a GUID of this program stands for; None if it is none."""
        return self._by_guid.get(guid)

    def find(self, code: CodeIn) -> KnownCode | None:
        """Return what a code stands for; None if the workspace does not know it."""
        return self._by_guid.get(code.guid) or self._find_by_memo(code) or self._find_by_name(code)

    def _find_by_memo(self, code: CodeIn) -> KnownCode | None:
        as_theme = read_memo(code.description, headed=False)
        if as_theme.one("kind") == THEME:
            return self._by_id.get((CodeKind.THEME, as_theme.one("id")))
        key = read_memo(code.description, headed=True).one("id")
        return self._by_id.get((CodeKind.PATTERN, key))

    def _find_by_name(self, code: CodeIn) -> KnownCode | None:
        """Return the code of this name, in whatever case; of two, the one that stands where this one does."""
        found = self._by_name.get(make_slug(code.name) or code.name, [])
        if len(found) < 2:
            return next(iter(found), None)
        wanted = CodeKind.PATTERN if code.trail else CodeKind.THEME
        alike = [known for known in found if known.kind is wanted]
        return alike[0] if len(alike) == 1 else None


def name_code(code: CodeIn) -> str:
    """Return a code with the codes above it, for people."""
    return " > ".join([*code.trail, code.name or "(no name)"])
