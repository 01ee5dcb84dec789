"""How reports look: one design for each template, changed by the facts at the head of a source."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.samples.typeset import Type

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
"""A4 in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Sizes, colours and furniture of a report; lengths in points."""

    family: str = "helvetica"
    """Key of `typeset.FAMILIES`."""
    size: float = 12.0
    """Of body type."""
    leading: float = 17.0
    """From line to line of body text."""
    headings: tuple[float, float, float] = (18.0, 14.0, 12.0)
    """Sizes by level."""
    colour: str = "#4b2a63"
    """Of headings and bars."""
    tint: str = "#ece6f0"
    """Behind boxes and header rows."""
    left: float = 68.0
    """Margin."""
    right: float = 68.0
    """Margin."""
    top: float = 78.0
    """Margin down to the text."""
    bottom: float = 72.0
    """Margin up to the text or the footnotes."""
    bullet: str = "•"
    """Of items; `zapf:n` is a square of the dingbats font."""
    grid: bool = True
    """Whether tables have all their rules."""
    justify: bool = False
    """Whether paragraphs are justified."""
    hyphenate: bool = False
    """Whether words are broken over lines."""
    ligatures: bool = False
    """Whether fi and fl are drawn as one sign."""
    head: str = ""
    """Running head; `{n}` is the page's label."""
    foot: str = "Page | {n}"
    """Running foot."""
    spaced: bool = False
    """Whether the running head is letter-spaced."""

    @property
    def width(self) -> float:
        """Of the column of text."""
        return PAGE_WIDTH - self.left - self.right

    @property
    def body(self) -> Type:
        """Type of paragraphs."""
        return Type(family=self.family, size=self.size, hyphenate=self.hyphenate, ligatures=self.ligatures)

    def face(
        self, *, size: float = 0.0, style: str = "", colour: str = "#000000", hyphenate: bool = False
    ) -> Type:
        """Return a type of the report's family."""
        return Type(
            family=self.family,
            size=size or self.size,
            style=style,
            hyphenate=hyphenate,
            ligatures=self.ligatures,
            colour=colour,
        )


TEMPLATES = {
    "2017": Design(),
    "late2018": Design(
        leading=18.0,
        headings=(22.0, 15.0, 12.5),
        colour="#6c276a",
        tint="#f2e9f1",
        grid=False,
        head="Page | {n} {publisher}: {series} – {area} ({month})",
        foot="",
    ),
    "overview": Design(size=10.5, leading=14.5, colour="#1f4e5f", tint="#e4eef0", head="{title}", foot="{n}"),
}
"""The templates of the real reviews, and one of a national overview."""

SWITCHES = ("justify", "hyphenate", "ligatures", "spaced", "grid")
LENGTHS = ("size", "leading", "left", "right")
WORDS = ("family", "bullet", "head", "foot", "colour", "tint")


def make_design(facts: Mapping[str, str]) -> Design:
    """Choose the template and apply what the source says otherwise."""
    changes: dict[str, object] = {}
    changes |= {key: facts[key] == "yes" for key in SWITCHES if key in facts}
    changes |= {key: float(facts[key]) for key in LENGTHS if key in facts}
    changes |= {key: facts[key] for key in WORDS if key in facts}
    return replace(TEMPLATES[facts["template"]], **changes)  # type: ignore[arg-type]
