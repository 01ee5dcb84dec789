"""Gathers from an open workspace all that a thematic report tells of."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from reportminer.analyse.count_records import RepeatKind
from reportminer.errors import Missing
from reportminer.export.thematic_facts import (
    AdviceFacts,
    Facts,
    ReviewFacts,
    Share,
    UnreadFile,
)
from reportminer.export.unread import explain, find_originals
from reportminer.ids import hash_bytes
from reportminer.records import Status
from reportminer.settings import Settings, TagSettings, find_model
from reportminer.store.codings import read_codings
from reportminer.store.connection import Connection
from reportminer.store.matching import Filters
from reportminer.store.passages import read_passages
from reportminer.workflow.browsing.heat_page import choose_steps
from reportminer.workflow.browsing.state import State
from reportminer.workflow.reporting_counts import CountTeller
from reportminer.workflow.reporting_evidence import EvidenceChooser
from reportminer.workflow.reporting_links import PageLinks
from reportminer.workflow.reporting_quotes import quote_advice
from reportminer.workflow.review_figures import Estimate
from reportminer.workflow.review_status import summarise_review
from reportminer.workflow.thematic import gather_thematic


def gather_facts(
    connection: Connection, *, settings: Settings, state: State, links: PageLinks, theme: str = "", title: str = ""
) -> Facts:
    """Return what a thematic report tells of.

    Args:
        connection: an open workspace.
        settings: those of its last run.
        state: its evidence.
        links: where the reports lie.
        theme: id of the one theme to tell of; empty for all.
        title: of the report; empty for that of the codebook, or the theme's.
    """
    thematic = gather_thematic(connection, codebook=state.codebook, filters=Filters(), evidence=state.evidence)
    advice = quote_advice(connection, state, links)
    theme_ids = [theme] if theme else list(state.themes)
    teller = CountTeller(state=state, thematic=thematic, links=links, theme=theme)
    shown = teller.choose_contradictions()
    model = _read_model(settings, state)
    return Facts(
        title=title or _make_title(state, theme),
        theme_id=theme,
        codebook_title=state.codebook.title,
        codebook_version=state.codebook.version,
        reports=teller.list_reports(),
        unread=_list_unread(state),
        n_files=len(state.evidence.files),
        n_pages=sum(report.n_pages for report in state.evidence.counted_reports),
        n_findings=len(state.evidence.findings),
        n_repeats=len(thematic.repeats),
        n_boilerplate=sum(repeat.kind == RepeatKind.BOILERPLATE for repeat in thematic.repeats),
        areas=state.evidence.patterns_by_area,
        shades=choose_steps(
            max((n for area in state.evidence.patterns_by_area for _, n in area.counts), default=0)
        ),
        themes=EvidenceChooser(connection, state, links).tell_themes(thematic, theme_ids, advice),
        advice=tuple(each for each in advice if each.is_formal),
        advice_by_report=_count_advice(advice),
        n_advice=len(advice),
        n_formal=sum(each.is_formal for each in advice),
        curve=None if theme else teller.make_curve(),
        pairs=() if theme else teller.choose_pairs(),
        least_together=thematic.least_together,
        contradictions=tuple(map(teller.make_contradiction, shown)),
        n_contradictions=len(teller.contradictions),
        changes=teller.list_changes(),
        twins=() if theme else teller.list_twins(),
        machine=_name_machines(state),
        card=model.get("held_out", {}),
        n_labels=model.get("labels", {}).get("n", 0),
        is_coded_by_model=bool(model) and settings.tag.model == TagSettings().model,
        has_learned_here=not {r.report_id for r in state.evidence.counted_reports}.isdisjoint(
            model.get("documents", {}).get("used", ())
        ),
        review=_read_review(connection, state),
    )


def _make_title(state: State, theme: str) -> str:
    return state.themes[theme].label if theme else state.codebook.title or "What the reports say"


def _list_unread(state: State) -> tuple[UnreadFile, ...]:
    files = state.evidence.files
    originals = find_originals(files)
    return tuple(
        UnreadFile(row=file, reason=explain(file, originals)) for file in files if file.status != Status.OK
    )


def _count_advice(advice: Iterable[AdviceFacts]) -> dict[str, tuple[int, int]]:
    n_all: Counter[str] = Counter()
    n_formal: Counter[str] = Counter()
    for each in advice:
        n_all[each.report_id] += 1
        n_formal[each.report_id] += each.is_formal
    return {report_id: (n_formal[report_id], n) for report_id, n in n_all.items()}


def _name_machines(state: State) -> str:
    named = {f"{report.coder} {report.model}".strip() for report in state.evidence.reports}
    return ", ".join(sorted(name for name in named if name))


def _read_model(settings: Settings, state: State) -> dict[str, Any]:
    """Return the card of the model that gave the tags; empty where another one did, or it is not at hand."""
    try:
        content = (find_model(settings.tag.model) / "card.json").read_bytes()
    except (Missing, OSError):
        return {}
    version = hash_bytes(content)[:12]
    if any(report.model != version for report in state.evidence.counted_reports):
        return {}
    card: dict[str, Any] = json.loads(content)
    return card


def _read_review(connection: Connection, state: State) -> ReviewFacts | None:
    codings = read_codings(connection)
    if not codings:
        return None
    machine = summarise_review(read_passages(connection), codings, state.codebook).machine
    if not machine.n_rows:
        return None
    return ReviewFacts(
        n_rows=machine.n_rows,
        precision=_share(machine.precision),
        recall=_share(machine.recall),
        precision_accepted=_share(machine.precision_accepted),
    )


def _share(estimate: Estimate) -> Share:
    return Share(value=estimate.value, low=estimate.low, high=estimate.high)
