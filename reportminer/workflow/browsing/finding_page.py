"""A finding with its evidence."""

from collections.abc import Collection
from dataclasses import replace
from itertools import islice

from reportminer.errors import ConfigError, UsageError
from reportminer.records import BBox, Hit
from reportminer.store.connection import Connection
from reportminer.store.reading import iter_pages
from reportminer.workflow.browsing.drawing import Drawings
from reportminer.workflow.browsing.passages import make_hit, make_passage
from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.views import FindingPage, MarkedPage
from reportminer.workflow.searching import Searcher
from reportminer.workflow.showing import Receipt

N_ALIKE = 6
_ASKED = 40
"""More than are shown, as sentences without a code are left out."""


def make_finding_page(
    connection: Connection, state: State, drawings: Drawings, searcher: Searcher, receipt: Receipt
) -> FindingPage:
    """Return the page of a sentence, with a code or without.

    Args:
        connection: an open workspace.
        state: its state.
        drawings: tells whether pages can be drawn.
        searcher: finds what is like it.
        receipt: of the sentence.
    """
    finding = receipt.finding
    why_not = drawings.why_not(receipt.report, receipt.files)
    finding_id = finding.finding_id
    repeats = state.repeats_of(finding_id)
    opposite = _find_alike(searcher, state, finding_id, side="opposite", leave_out=repeats)
    others = {*repeats, *(hit.finding_id for hit in opposite)}
    return FindingPage(
        receipt=receipt,
        passage=make_passage(state, finding, counts=finding_id in state.counting.once),
        pages=_mark_pages(connection, receipt, can_be_drawn=not why_not),
        why_no_picture=why_not or ("" if finding.regions else "It is not known where on its page it stands."),
        repeats=tuple(make_hit(state, state.findings[key]) for key in repeats),
        similar=_find_alike(searcher, state, finding_id, side="any", leave_out=others),
        opposite=opposite,
    )


def _mark_pages(connection: Connection, receipt: Receipt, *, can_be_drawn: bool) -> tuple[MarkedPage, ...]:
    boxes: dict[int, list[BBox]] = {}
    for region in receipt.finding.regions:
        boxes.setdefault(region.page, []).append(region.box)
    report_id = receipt.report.report_id
    return tuple(
        MarkedPage(
            report_id=report_id,
            page=page.page,
            label=page.label,
            width=page.width,
            height=page.height,
            boxes=tuple(boxes[page.page]),
            can_be_drawn=can_be_drawn,
        )
        for page in iter_pages(connection, report_id)
        if page.page in boxes
    )


def _find_alike(
    searcher: Searcher, state: State, finding_id: str, *, side: str, leave_out: Collection[str]
) -> tuple[Hit, ...]:
    """Return findings of like meaning, of other areas first; sentences without a code are left out."""
    try:
        hits = searcher.similar(finding_id, limit=_ASKED, side=side).hits
    except (UsageError, ConfigError):
        return ()
    fresh = (hit for hit in hits if hit.finding_id in state.findings and hit.finding_id not in leave_out)
    shown = islice(fresh, N_ALIKE)
    return tuple(replace(hit, others=tuple(o for o in hit.others if o in state.findings)) for hit in shown)
