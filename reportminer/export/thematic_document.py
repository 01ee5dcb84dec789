"""The thematic report as a whole: chapters in order, figures and tables numbered, links that lead somewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportminer import __version__
from reportminer.export.thematic_across import tell_changes, tell_contradictions, tell_pairs, tell_twins
from reportminer.export.thematic_advice import tell_advice
from reportminer.export.thematic_chapter import tell_theme
from reportminer.export.thematic_facts import Facts
from reportminer.export.thematic_links import find_anchors, prune_line, prune_links
from reportminer.export.thematic_lists import list_reports
from reportminer.export.thematic_method import tell_method
from reportminer.export.thematic_model import Block, Document, Figure, Table
from reportminer.export.thematic_overview import tell_areas, tell_recurrence, tell_saturation
from reportminer.export.thematic_sides import tell_sides
from reportminer.export.thematic_summary import subtitle, summarise


def make_document(facts: Facts) -> Document:
    """Return the report."""
    blocks = tuple(_number(_iter_chapters(facts)))
    anchors = find_anchors(blocks)
    return Document(
        title=facts.title,
        subtitle=prune_line(subtitle(facts), anchors),
        blocks=tuple(prune_links(block, anchors) for block in blocks),
        program=f"reportminer {__version__}",
    )


def _iter_chapters(facts: Facts) -> Iterator[Block]:
    yield from summarise(facts)
    if not facts.theme_id:
        yield from tell_recurrence(facts)
        yield from tell_areas(facts)
        yield from tell_sides(facts)
        yield from tell_saturation(facts)
    for theme in facts.themes:
        if theme.is_told:
            yield from tell_theme(facts, theme)
    yield from tell_contradictions(facts)
    yield from tell_pairs(facts)
    yield from tell_changes(facts)
    yield from tell_twins(facts)
    yield from tell_advice(facts)
    yield from tell_method(facts)
    yield from list_reports(facts)


def _number(blocks: Iterable[Block]) -> Iterator[Block]:
    """Number figures and tables but for those that repeat others: on paper no number must be missing."""
    n_figures = n_tables = 0
    for block in blocks:
        if isinstance(block, Figure):
            n_figures += 1
            yield replace(block, number=n_figures)
        elif isinstance(block, Table) and block.is_on_paper:
            n_tables += 1
            yield replace(block, number=n_tables)
        else:
            yield block
