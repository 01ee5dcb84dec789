"""The first chapter: what the counts say, in sentences around numbers that lead to their rows."""

from collections.abc import Iterable, Iterator

from reportminer.export import thematic_sources as at
from reportminer.export.thematic_across import CONTRADICTIONS
from reportminer.export.thematic_facts import Facts, PatternFacts, ThemeFacts
from reportminer.export.thematic_model import (
    Block,
    Bullets,
    Heading,
    KeyFigures,
    Line,
    Link,
    Manner,
    Number,
    Paragraph,
    Strong,
    join,
    line,
)
from reportminer.export.thematic_numbers import (
    ADVICE,
    FINDINGS,
    FOUND,
    RECURRENCE,
    REPORTS,
    chapter_of,
    n_areas,
    n_counted,
    n_of_n,
    published,
    recurs,
    whole,
)
from reportminer.export.thematic_reliability import in_short
from reportminer.export.thematic_sides import BALANCE, n_sided
from reportminer.export.thematic_words import plural
from reportminer.records import Polarity

_N_NAMED = 3
"""Patterns and themes that a sentence names."""
_MOST_NAMED = 6
"""Patterns found nowhere that are named in the summary."""
_ENOUGH = 3
"""Reports that must take a side on a theme before its balance is told in the summary."""


def subtitle(facts: Facts) -> Line:
    """Return what the report draws on, in a sentence."""
    n_reports = len(facts.counted)
    said = line("What ", n_counted(facts), plural(n_reports, "review report says", "review reports say"))
    dates = published(facts)
    return line(said, ", published ", dates) if dates else said


def summarise(facts: Facts) -> Iterator[Block]:
    """Yield the chapter."""
    yield Heading(level=2, line=line("Summary"), anchor="summary")
    yield KeyFigures(items=tuple(_key_figures(facts)))
    sentences = [sentence for sentence in _sentences(facts) if sentence]
    if sentences:
        yield Bullets(items=tuple(sentences))
    else:
        yield Paragraph(line=line("Nothing that the program looked for was found in these reports."))
    yield Paragraph(line=in_short(facts), manner=Manner.NOTE)


def rank(patterns: Iterable[PatternFacts]) -> list[PatternFacts]:
    """Return the patterns that were found, by falling number of reports, then of findings, then by id."""
    found = [pattern for pattern in patterns if pattern.recurrence.n_reports]
    return sorted(found, key=lambda p: (-p.recurrence.n_reports, -p.recurrence.n_findings, p.pattern_id))


def of_side(patterns: Iterable[PatternFacts], polarity: Polarity) -> list[PatternFacts]:
    """Return the patterns of one side."""
    return [pattern for pattern in patterns if pattern.recurrence.polarity == polarity]


def _key_figures(facts: Facts) -> Iterator[tuple[Number, str]]:
    narrowed: dict[str, object] = {"theme_id": facts.theme_id} if facts.theme_id else {}
    n_found = len(rank(facts.patterns))
    n_reports = len(facts.counted)
    yield n_counted(facts), plural(n_reports, "report counted", "reports counted").strip()
    yield n_areas(facts), "areas"
    yield whole(facts.n_pages, at.total(REPORTS, "n_pages", {"counted": "true"}), "reports"), "pages"
    if not facts.theme_id:
        yield whole(facts.n_findings, at.rows(FINDINGS)), "findings"
    n_looked_for = whole(len(facts.patterns), at.rows(RECURRENCE, narrowed))
    yield n_looked_for, plural(len(facts.patterns), "pattern looked for", "patterns looked for").strip()
    yield whole(n_found, at.rows(RECURRENCE, narrowed | FOUND)), "of them found"


def _sentences(facts: Facts) -> Iterator[Line]:
    for polarity, opening in (
        (Polarity.GOOD_PRACTICE, "The good practice that most reports tell of is "),
        (Polarity.FAILURE, "The failure that most reports tell of is "),
        (Polarity.NEUTRAL, "The subject that most reports tell of is "),
    ):
        yield _most_often(rank(of_side(facts.patterns, polarity)), opening)
    if not facts.theme_id:
        yield _leaning(facts.themes, good=False)
        yield _leaning(facts.themes, good=True)
    yield _never(facts)
    yield _contradictions(facts)
    yield _advice(facts)


def _most_often(ranked: list[PatternFacts], opening: str) -> Line:
    if not ranked:
        return ()
    top, *others = ranked[:_N_NAMED]
    said = line(opening, Strong(_lower(top.name)), ": ", recurs(top, linked=True))
    if others:
        said += line(". Next: ")
        said += join([line(_lower(other.name), ", ", n_of_n(other, linked=True)) for other in others], "; ", "; ")
    return said + line(".")


def _leaning(themes: Iterable[ThemeFacts], *, good: bool) -> Line:
    """Return on which themes reports tell of one side more than of the other, the clearest first."""
    spoken = [theme for theme in themes if theme.sides.n_reports >= _ENOUGH and theme.sides.balance is not None]

    def weight(theme: ThemeFacts) -> float:
        return (theme.sides.balance or 0.0) * (1 if good else -1)

    leaning = sorted((t for t in spoken if weight(t) > 0), key=lambda theme: (-weight(theme), theme.theme_id))
    if not leaning:
        return ()
    word = "good practice" if good else "failure"
    column = "n_only_good_practice" if good else "n_only_failure"
    told = [
        line(
            Link(theme.label, f"#{chapter_of(theme.theme_id)}"),
            " (",
            whole(
                theme.sides.only_good if good else theme.sides.only_failure,
                at.cell(BALANCE, column, {"theme_id": theme.theme_id}),
                f"balance-{chapter_of(theme.theme_id)}",
            ),
            " of ",
            n_sided(theme, linked=True),
            f" reports tell of {word} alone)",
        )
        for theme in leaning[:_N_NAMED]
    ]
    return line(f"The themes that lean most towards {word} are ", join(told, "; ", "; "), ".")


def _never(facts: Facts) -> Line:
    never = [pattern for pattern in facts.patterns if not pattern.recurrence.n_reports]
    if not never:
        return ()
    narrowed: dict[str, object] = {"theme_id": facts.theme_id} if facts.theme_id else {}
    n = whole(len(never), at.rows(RECURRENCE, narrowed | {"n_reports": 0}))
    said = line(n, plural(len(never), "pattern was", "patterns were"), " looked for and found in no report")
    if len(never) > _MOST_NAMED:
        return line(said, ".")
    return line(said, ": ", join([line(_lower(pattern.name)) for pattern in never]), ".")


def _contradictions(facts: Facts) -> Line:
    if not facts.n_contradictions:
        return ()
    from_theme = {"theme_id": facts.theme_id} if facts.theme_id else {}
    n = whole(facts.n_contradictions, at.rows(CONTRADICTIONS, from_theme))
    pairs = plural(facts.n_contradictions, "pair of passages takes", "pairs of passages take")
    see = Link("Both sides in one report", "#contradictions")
    return line(
        n, pairs, " opposite sides on one theme within one report, in words close in meaning; see ", see, "."
    )


def _advice(facts: Facts) -> Line:
    if facts.theme_id or not facts.n_advice:
        return ()
    return line(
        "The reports hold ",
        whole(facts.n_advice, at.rows(ADVICE)),
        plural(facts.n_advice, "recommendation"),
        ", ",
        whole(facts.n_formal, at.rows(ADVICE, {"form": "formal"})),
        " of them numbered, titled or listed as such; see ",
        Link("Recommendations", "#recommendations"),
        ".",
    )


def _lower(name: str) -> str:
    """Return a name within a sentence: "Shared vision" in lower case, "GP access" as it is."""
    return name if name[1:2].isupper() or not name else name[0].lower() + name[1:]
