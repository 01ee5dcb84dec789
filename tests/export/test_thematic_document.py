"""The thematic report as a document: chapters, sentences around counts, links that lead somewhere."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reportminer.export.thematic_document import make_document
from reportminer.export.thematic_facts import Corrected, Facts, ReviewFacts, Share
from reportminer.export.thematic_model import (
    Block,
    Bullets,
    Figure,
    Heading,
    Inline,
    Line,
    Link,
    Number,
    Paragraph,
    Quotations,
    Side,
    Strip,
    Table,
)
from reportminer.export.thematic_words import name_side
from tests.export.thematic import make_facts, make_one_theme, make_pattern, make_report, make_row, make_sides


def say(line: Line) -> str:
    """A line as it reads."""
    return "".join(map(_say, line))


def _say(inline: Inline) -> str:
    match inline:
        case Number():
            return inline.shown
        case Side(polarity):
            return name_side(polarity)
        case Strip():
            return ""
    return inline.text


def chapter(facts: Facts, anchor: str) -> list[Block]:
    """The blocks of a chapter, without its heading."""
    blocks = make_document(facts).blocks
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    begin = next(at for at in starts if getattr(blocks[at], "anchor", "") == anchor)
    end = min((at for at in starts if at > begin), default=len(blocks))
    return list(blocks[begin + 1 : end])


def anchors(facts: Facts) -> list[str]:
    """Where each chapter begins, in order."""
    return [b.anchor for b in make_document(facts).blocks if isinstance(b, Heading) and b.level == 2]


def sentences(blocks: list[Block]) -> list[str]:
    """All paragraphs and items of lists."""
    return list(_iter_sentences(blocks))


def _iter_sentences(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield say(block.line)
        elif isinstance(block, Bullets):
            yield from map(say, block.items)


def tables(blocks: list[Block]) -> list[Table]:
    """All tables, those of figures too."""
    found = [block.table if isinstance(block, Figure) else block for block in blocks]
    return [block for block in found if isinstance(block, Table)]


def cells(table: Table) -> list[list[str]]:
    """The cells of a table as they read."""
    return [[say(cell) for cell in row.cells] for row in table.rows]


def test_chapters_stand_in_order() -> None:
    """The summary first, then all themes together, each theme, what goes across, method, reports and licences."""
    assert anchors(make_facts()) == [
        *("summary", "recurrence", "areas", "sides", "saturation", "theme-money", "theme-leadership"),
        *("contradictions", "together", "changes", "alike", "recommendations"),
        *("method", "reports", "unread", "licences"),
    ]


def test_one_theme_has_its_chapter_and_what_belongs_to_it() -> None:
    """Charts over all themes, and what is found across them, are left out."""
    assert anchors(make_one_theme()) == [
        *("summary", "theme-money", "contradictions", "changes", "method", "reports", "unread", "licences"),
    ]


def test_the_subtitle_says_what_it_draws_on() -> None:
    """How many reports, and when they were published: one date is told as one."""
    assert say(make_document(make_facts()).subtitle) == "What 4 review reports say, published in February 2018"
    later = make_report("R5", row=make_row("R5", published="2019-03-01"))
    facts = make_facts(reports=(make_report(), later))
    said = "What 2 review reports say, published between February 2018 and 1 March 2019"
    assert say(make_document(facts).subtitle) == said


def test_the_summary_names_what_recurs_most_with_its_interval() -> None:
    """For each side the most frequent pattern, with n of N, share and likely range."""
    told = sentences(chapter(make_facts(), "summary"))
    assert told[0] == (
        "The good practice that most reports tell of is pooled budgets: 3 of 4 reports (75%, likely between 10% "
        "and 90%)."
    )
    assert told[1].startswith("The failure that most reports tell of is separate budgets: 1 of 4 reports (25%, ")


def test_every_number_of_the_summary_leads_to_a_row_or_is_told_in_the_method() -> None:
    """A number of a pattern or theme carries the anchor of a table row that is there."""
    document = make_document(make_facts())
    rows = {row.anchor for table in tables(list(document.blocks)) for row in table.rows if row.anchor}
    bullets = next(block for block in document.blocks if isinstance(block, Bullets))
    numbers = [part for item in bullets.items[:3] for part in item if isinstance(part, Number)]
    assert numbers
    assert {number.row for number in numbers} <= rows


def test_a_theme_leans_where_enough_reports_take_a_side() -> None:
    """The theme that leans most towards failure is named; one on which two reports speak is not."""
    told = " ".join(sentences(chapter(make_facts(), "summary")))
    assert "lean most towards failure are Money & budgets (2 of 4 reports tell of failure alone)" in told
    few = replace(make_facts().themes[0], sides=make_sides(0, 2, 0))
    assert "lean most" not in " ".join(sentences(chapter(make_facts(themes=(few,)), "summary")))


def test_patterns_found_nowhere_are_told() -> None:
    """Silence is a result: how many were looked for in vain, and which."""
    told = sentences(chapter(make_facts(), "summary"))
    assert "2 patterns were looked for and found in no report: shared vision and unheard of." in told


def test_the_summary_says_how_far_to_trust_it() -> None:
    """Figures of the model's card where nobody has reviewed, a review's where somebody has, or neither."""
    assert "53% of its tags were right, and it found 41%" in sentences(chapter(make_facts(), "summary"))[-1]
    review = ReviewFacts(
        n_rows=80,
        precision=Share(value=0.7, low=0.6, high=0.8),
        recall=Share(value=0.5, low=0.3, high=0.7),
        precision_accepted=Share(value=None, low=0, high=1),
    )
    told = sentences(chapter(make_facts(review=review), "summary"))[-1]
    assert "People read 80 of these sentences, drawn at random: 70% (60% to 80%) of the tags given hold" in told
    assert "is not known here" in sentences(chapter(make_facts(card={}), "summary"))[-1]


def test_an_empty_workspace_says_so() -> None:
    """Where nothing was found there is a sentence, and no chart."""
    facts = make_facts(
        themes=(), areas=(), advice=(), advice_by_report={}, n_advice=0, n_formal=0, contradictions=(), changes=()
    )
    facts = replace(facts, n_contradictions=0, pairs=(), twins=(), curve=None)
    document = make_document(facts)
    assert "Nothing that the program looked for was found in these reports." in sentences(list(document.blocks))
    assert not [block for block in document.blocks if isinstance(block, Figure)]


def test_a_theme_tells_what_recurs_where_and_who_says_so() -> None:
    """Its tables hold n of N, findings by area, and findings by voice."""
    recurs, places, voices = tables(chapter(make_facts(), "theme-money"))
    assert cells(recurs)[0] == ["Pooled budgets", "Good practice", "3 of 4", " 75% (10% to 90%)", "6", "3"]
    assert cells(places) == [["North", "2", "4", "0"], ["South", "2", "2", "2"]]
    assert voices.header == ("Pattern", "All findings", "Leaders")
    assert cells(voices)[0] == ["Pooled budgets", "6", "4"]


def test_a_pattern_is_quoted_against_its_counter_evidence() -> None:
    """The passages of a pattern, then one of the opposite side, then where nothing was found."""
    blocks = chapter(make_facts(), "theme-money")
    quoted = [[item.text for item in block.items] for block in blocks if isinstance(block, Quotations)]
    assert quoted[:2] == [["Budgets were pooled well."], ["Each paid from its own purse."]]
    told = sentences(blocks)
    assert "Counter-evidence on the same theme:" in told
    assert "Counter-evidence: see Pooled budgets." in told


def test_a_silence_names_the_passage_that_came_nearest() -> None:
    """With its probability, why it was not tagged, and its place; told only where a report lacks the pattern."""
    told = [text for text in sentences(chapter(make_facts(), "theme-money")) if text.startswith("Silence")]
    assert told[0] == (
        "Silence: searched for and not found in 1 counted report. The passage that comes nearest there, with a "
        "probability of 0.31 (a pattern of the opposite side was likelier), is “Money was short.” "
        "Review Office (2018) Review R1, p. 4."
    )
    everywhere = replace(make_facts().themes[0], patterns=(make_pattern("pooled", "money", "good_practice", 4),))
    assert not [t for t in sentences(chapter(make_facts(themes=(everywhere,)), "theme-money")) if "Silence" in t]


def test_corrected_counts_stand_beside_the_raw_ones() -> None:
    """Where a review allows it, a further column shows the reports without the tagger's mistakes."""
    theme = make_facts().themes[0]
    reviewed = replace(theme.patterns[0], corrected=Corrected(value=2.25, low=1.0, high=3.0))
    facts = make_facts(themes=(replace(theme, patterns=(reviewed, theme.patterns[1])),))
    table = tables(chapter(facts, "theme-money"))[0]
    assert table.header[-1] == "Reports, corrected"
    assert [row[-1] for row in cells(table)] == ["2.2 (1.0 to 3.0)", "–"]


def test_a_contradiction_says_which_side_the_summary_takes() -> None:
    """Both passages stand together below the report's name."""
    told = sentences(chapter(make_facts(), "contradictions"))
    assert told[0].startswith("3 pairs of passages tell of good practice and of failure on one theme")
    assert told[1] == "Money & budgets: the summary tells of good practice, the body of the opposite."


def test_files_not_read_are_listed_with_their_reason() -> None:
    """Every file that was not read in full has a row; where all were, that is said."""
    assert cells(tables(chapter(make_facts(), "unread"))[0]) == [
        ["scan.pdf", "Pictures of text", "its pages are pictures"]
    ]
    assert sentences(chapter(make_facts(unread=()), "unread")) == ["Every file was read in full."]


def test_every_report_has_its_publisher_licence_and_source() -> None:
    """What a report does not state is said."""
    rows = cells(tables(chapter(make_facts(), "licences"))[0])
    assert rows[0] == [
        *("Review R1", "Review Office", "February 2018", "Open Government Licence v3.0"),
        "Not stated in the report",
    ]
    assert len(rows) == 4


def test_reprints_are_told_and_not_counted() -> None:
    """A report that prints another one again is listed with that remark, and shares are out of the others."""
    again = make_report("R5", is_counted=False, reprint_of="Review R1")
    facts = make_facts(reports=(make_report(), again))
    assert say(make_document(facts).subtitle).startswith("What 1 review report says")
    assert cells(tables(chapter(facts, "reports"))[0])[1][0] == (
        "Review R5 (prints again what “Review R1” says; not counted)"
    )
    assert "; 1 report prints another one again and is not counted" in " ".join(
        sentences(chapter(facts, "method"))
    )


def test_figures_and_tables_are_numbered_without_gaps_on_paper() -> None:
    """Those that are not printed have no number."""
    blocks = make_document(make_facts()).blocks
    figures = [block.number for block in blocks if isinstance(block, Figure)]
    printed = [block.number for block in blocks if isinstance(block, Table) and block.is_on_paper]
    assert figures == list(range(1, len(figures) + 1))
    assert printed == list(range(1, len(printed) + 1))
    assert {block.number for block in blocks if isinstance(block, Table) and not block.is_on_paper} == {0}


@pytest.mark.parametrize("facts", [make_facts(), make_one_theme()], ids=["all themes", "one theme"])
def test_no_link_leads_nowhere(facts: Facts) -> None:
    """Links to chapters that are left out become plain words."""
    blocks = make_document(facts).blocks
    there = {block.anchor for block in blocks if isinstance(block, Heading)}
    there |= {row.anchor for table in tables(list(blocks)) for row in table.rows}
    lines = [block.line for block in blocks if isinstance(block, Heading | Paragraph)]
    lines += [item for block in blocks if isinstance(block, Bullets) for item in block.items]
    lines += [cell for table in tables(list(blocks)) for row in table.rows for cell in row.cells]
    links = [part for line in lines for part in line if isinstance(part, Link) and part.href.startswith("#")]
    assert links
    assert {link.href[1:] for link in links} <= there


def test_the_method_says_who_taught_the_program() -> None:
    """How many sentences, who coded them, and whether they stand in these very reports."""
    facts = make_facts(is_coded_by_model=True, has_learned_here=True)
    told = " ".join(sentences(chapter(facts, "method")))
    assert "It learned from 18,817 sentences. Their labels were coded by a language model, not by people." in told
    assert "Some of them stand in reports counted here." in told
    assert "language model" not in " ".join(sentences(chapter(make_facts(), "method")))
