"""The chapter on a theme: what recurs, where, in which words, against what, who says so, and who says nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from reportminer.export import thematic_sources as at
from reportminer.export.thematic_advice import list_advice
from reportminer.export.thematic_facts import Facts, NearMiss, Passage, PatternFacts, ThemeFacts
from reportminer.export.thematic_model import (
    Block,
    Foreign,
    Heading,
    Line,
    Link,
    Manner,
    Number,
    Paragraph,
    Quotation,
    Quotations,
    Side,
    Strong,
    Table,
    TableRow,
    join,
    line,
)
from reportminer.export.thematic_numbers import (
    SILENCES,
    chapter_of,
    evidence_of,
    findings_on,
    in_area,
    n_counted,
    of_pattern,
    recurs,
    whole,
)
from reportminer.export.thematic_sides import n_sided, of_theme
from reportminer.export.thematic_tables import name_area, tabulate_areas, tabulate_patterns
from reportminer.export.thematic_words import explain_note, name_side, name_voice, plural

VOICES = "pattern_profiles.csv"
PART = "Theme by theme"
_N_AREAS_NAMED = 5


def tell_theme(facts: Facts, theme: ThemeFacts) -> Iterator[Block]:
    """Yield the chapter of a theme."""
    found = [pattern for pattern in theme.patterns if pattern.recurrence.n_reports]
    yield Heading(level=2, line=line(Foreign(theme.label)), anchor=chapter_of(theme.theme_id), part=PART)
    yield Paragraph(line=_lead(facts, theme), manner=Manner.LEAD)
    if found:
        yield tabulate_patterns("What recurs", found, is_home=True)
    yield from _not_found([pattern for pattern in theme.patterns if not pattern.recurrence.n_reports])
    yield from _tell_places(facts, theme, found)
    yield from _tell_voices(found)
    names = {pattern.pattern_id: pattern.name for pattern in theme.patterns}
    for pattern in found:
        yield from _tell_pattern(facts, pattern, names)
    yield from list_advice(facts, theme)


def _lead(facts: Facts, theme: ThemeFacts) -> Line:
    n = plural(theme.n_findings, "finding is about this theme", "findings are about this theme")
    said = line(findings_on(theme), n, ". ")
    if not theme.sides.n_reports:
        return line(said, "None of them takes a side.")
    return line(
        said,
        "Of ",
        n_counted(facts),
        " reports ",
        n_sided(theme, linked=True),
        plural(theme.sides.n_reports, "takes a side: ", "take a side: "),
        of_theme(theme, "n_only_failure", linked=True),
        " of failure alone, ",
        of_theme(theme, "n_only_good_practice", linked=True),
        " of good practice alone, and ",
        of_theme(theme, "n_both", linked=True),
        " of both.",
    )


def _not_found(patterns: Sequence[PatternFacts]) -> Iterator[Block]:
    if patterns:
        names = join([line(f"{p.name} ({name_side(p.recurrence.polarity).lower()})") for p in patterns])
        yield Paragraph(line=line("Looked for and found in no report: ", names, "."))


def _tell_places(facts: Facts, theme: ThemeFacts, patterns: Sequence[PatternFacts]) -> Iterator[Block]:
    ids = {pattern.pattern_id for pattern in patterns}
    areas = [area for area in facts.areas if any(n for key, n in area.counts if key in ids)]
    if areas:
        yield tabulate_areas(f"Where it was found: {theme.label}, findings by area", areas, patterns)


def _tell_voices(patterns: Sequence[PatternFacts]) -> Iterator[Block]:
    """Yield a table of who says so; none where the reports name nobody."""
    totals: Counter[str] = Counter()
    for pattern in patterns:
        totals.update({voice: n for voice, n in pattern.voices if voice and n})
    voices = [voice for voice, _ in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))]
    if not voices:
        return
    yield Table(
        caption="Who says so: findings in whose words, where the report names somebody",
        header=("Pattern", "All findings", *map(name_voice, voices)),
        rows=tuple(
            TableRow(
                cells=(
                    line(pattern.name),
                    line(of_pattern(pattern, "n_findings")),
                    *(line(_voiced(pattern, voice)) for voice in voices),
                )
            )
            for pattern in patterns
        ),
        origin=VOICES,
    )


def _voiced(pattern: PatternFacts, voice: str) -> Number:
    n = dict(pattern.voices).get(voice, 0)
    return whole(n, at.cell(VOICES, f"n_by_{voice}", {"pattern_id": pattern.pattern_id}))


def _tell_pattern(facts: Facts, pattern: PatternFacts, names: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(
        level=3,
        line=line(Side(pattern.recurrence.polarity), ": ", pattern.name),
        anchor=evidence_of(pattern.pattern_id),
    )
    if pattern.definition:
        yield Paragraph(line=line("What counts: ", Foreign(pattern.definition)), manner=Manner.HINT)
    yield Paragraph(line=line("Found in ", recurs(pattern, linked=True), _named_areas(facts, pattern), "."))
    if pattern.quotations:
        yield Quotations(items=tuple(_quote(passage) for passage in pattern.quotations))
    yield from _tell_counter_evidence(pattern, names)
    yield from _tell_silence(pattern)


def _named_areas(facts: Facts, pattern: PatternFacts) -> Line:
    """Return the areas with most findings."""
    counts = [(area, dict(area.counts).get(pattern.pattern_id, 0)) for area in facts.areas if area.area]
    most = sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])
    if not most:
        return ()
    named = [
        line(name_area(area), " (", in_area(area, pattern.pattern_id), ")") for area, _ in most[:_N_AREAS_NAMED]
    ]
    opening = ", most findings in " if len(most) > _N_AREAS_NAMED else ", with findings in "
    return line(opening, join(named))


def _quote(passage: Passage) -> Quotation:
    return Quotation(
        text=passage.text,
        citation=passage.citation,
        href=passage.href,
        polarity=passage.polarity,
        remark=_remark(passage),
    )


def _remark(passage: Passage) -> Line:
    sure = "Tag accepted." if passage.is_accepted else "Tag to be reviewed."
    if not passage.n_repeats:
        return line(sure)
    return line(sure, " Said nearly word for word elsewhere too.")


def _tell_counter_evidence(pattern: PatternFacts, names: Mapping[str, str]) -> Iterator[Block]:
    if pattern.counter_evidence:
        yield Paragraph(line=line(Strong("Counter-evidence"), " on the same theme:"))
        yield Quotations(items=tuple(_quote(passage) for passage in pattern.counter_evidence))
    elif pattern.opposite:
        see = [line(Link(names[key], f"#{evidence_of(key)}")) for key in pattern.opposite if key in names]
        yield Paragraph(line=line(Strong("Counter-evidence: "), "see ", join(see), "."))
    else:
        yield Paragraph(line=line(Strong("Counter-evidence: "), "none was found on this theme."))


def _tell_silence(pattern: PatternFacts) -> Iterator[Block]:
    if not pattern.n_silent:
        return
    n = whole(pattern.n_silent, at.rows(SILENCES, {"pattern_id": pattern.pattern_id}))
    said = line(
        Strong("Silence: "), "searched for and not found in ", n, plural(pattern.n_silent, "counted report"), "."
    )
    if pattern.nearest is None:
        yield Paragraph(line=said)
        return
    yield Paragraph(line=said + _tell_nearest(pattern.pattern_id, pattern.nearest))


def _tell_nearest(pattern_id: str, nearest: NearMiss) -> Line:
    where = {"report_id": nearest.report_id, "pattern_id": pattern_id}
    score = Number(f"{nearest.score:.2f}", at.cell(SILENCES, "best_score", where))
    passage = nearest.passage
    place = Link(passage.citation, passage.href) if passage.href else Foreign(passage.citation)
    why = explain_note(nearest.note)
    return line(
        " The passage that comes nearest there, with a probability of ",
        score,
        *([f" ({why})"] if why else []),
        ", is ",
        Foreign(f"“{passage.text}”"),
        " ",
        place,
    )
