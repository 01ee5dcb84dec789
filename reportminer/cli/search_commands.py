"""`search` and `similar`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import format_hit, list_with_repeats, print_json, say, write_hits

if TYPE_CHECKING:
    from reportminer.workflow.searching import Answer


class Mode(StrEnum):
    """Which side of the search counts."""

    HYBRID = "hybrid"
    LEXICAL = "lexical"
    SEMANTIC = "semantic"


class Side(StrEnum):
    """Which side the sentences found are on, seen from the one asked about."""

    ANY = "any"
    SAME = "same"
    OPPOSITE = "opposite"


Limit = Annotated[int, typer.Option("-k", "--limit", min=1, max=10000, help="How many results.")]
Breadth = Annotated[
    bool,
    typer.Option(
        "--one-per-area", help="At most one result from each area, or from each report where it is not known."
    ),
]
Unfolded = Annotated[
    bool, typer.Option("--all", help="Also show the passages that repeat a result nearly word for word.")
]
Out = Annotated[Path | None, typer.Option("--out", help="Write the results to this CSV file as well.")]


def search(
    query: Annotated[
        str,
        typer.Argument(help='Words or a question; "a phrase"; word* for any ending; one NEAR/5 other.'),
    ],
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    limit: Limit = 10,
    mode: Annotated[Mode, typer.Option("--mode", help="Words, meaning, or both.")] = Mode.HYBRID,
    area: o.Area = "",
    report_type: o.ReportTypeOption = "",
    theme: o.Theme = "",
    pattern: o.Pattern = "",
    polarity: o.PolarityOption = "",
    section: o.Section = "",
    since: o.Since = "",
    until: o.Until = "",
    one_per_area: Breadth = False,
    diverse: Annotated[bool, typer.Option("--diverse", help="Results that differ from each other.")] = False,
    unfolded: Unfolded = False,
    out: Out = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Find sentences by words and meaning, each with its report and page.

    Example: `reportminer search "people waited too long to leave hospital" --polarity failure --one-per-area`

    Other questions:

    - `reportminer search '"pooled budget" risk*'` a phrase, and words that begin with risk
    - `reportminer search 'NEAR("pooled budget" risk, 8)' --mode lexical` with at most 8 words between them
    - `reportminer search "staff not listened to" --diverse -k 5` five results that say different things
    - `reportminer search "shared vision" --since 2018 --out vision.csv` a table for Excel or R

    Any of the words may stand in a sentence; the more of them and the rarer, the higher it comes. Each result says
    what its words and what its meaning gave. Passages that repeat each other are one result, --all shows them.
    """
    from reportminer.cli.filtering import make_filters
    from reportminer.search.hybrid import Ranking
    from reportminer.workflow.last_run import choose_to_ask
    from reportminer.workflow.searching import Searcher

    filters = make_filters(
        area=area,
        report_type=report_type,
        theme=theme,
        pattern=pattern,
        polarity=polarity,
        section=section,
        since=since,
        until=until,
    )
    answer = Searcher(workspace, settings=choose_to_ask(workspace, config)).search(
        query,
        filters=filters,
        ranking=Ranking(limit=limit, mode=mode.value, one_per_area=one_per_area, diverse=diverse),
    )
    _show(answer, workspace, unfolded=unfolded, out=out, as_json=as_json, quiet=quiet)


def similar(
    finding_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a finding, as in findings.csv.")],
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    limit: Limit = 10,
    area: o.Area = "",
    report_type: o.ReportTypeOption = "",
    theme: o.Theme = "",
    pattern: o.Pattern = "",
    polarity: o.PolarityOption = "",
    section: o.Section = "",
    since: o.Since = "",
    until: o.Until = "",
    side: Annotated[Side, typer.Option("--side", help="Only sentences of its side, or the opposite.")] = Side.ANY,
    one_per_area: Breadth = False,
    unfolded: Unfolded = False,
    out: Out = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Find sentences of like meaning: of other areas first, then of other reports, then of the same one.

    Example: `reportminer similar R0123456789ab-0a1b2c3d -k 5`

    Where others did what this report found missing, or failed where it did well:
    `reportminer similar R0123456789ab-0a1b2c3d --side opposite --one-per-area`
    """
    from reportminer.cli.filtering import make_filters
    from reportminer.workflow.last_run import choose_to_ask
    from reportminer.workflow.searching import Searcher

    filters = make_filters(
        area=area,
        report_type=report_type,
        theme=theme,
        pattern=pattern,
        polarity=polarity,
        section=section,
        since=since,
        until=until,
    )
    answer = Searcher(workspace, settings=choose_to_ask(workspace, config)).similar(
        finding_id,
        filters=filters,
        limit=limit,
        one_per_area=one_per_area,
        side=side.value,
    )
    if answer.same:
        ids = ", ".join(hit.finding_id for hit in answer.same)
        say(f"The sentence itself also stands, nearly word for word, in: {ids}", quiet=quiet)
    _show(answer, workspace, unfolded=unfolded, out=out, as_json=as_json, quiet=quiet, to_sentence=True)


def _show(
    answer: "Answer",
    workspace: Path,
    *,
    unfolded: bool,
    out: Path | None,
    as_json: bool,
    quiet: bool,
    to_sentence: bool = False,
) -> None:
    repeats = {hit.finding_id: hit for hit in answer.repeats}
    if out:
        from reportminer.workflow.searching import read_sources

        n_rows = write_hits(out, answer.hits, read_sources(workspace), repeats=repeats if unfolded else {})
        say(f"{n_rows} results written to {out}", quiet=quiet)
    if as_json:
        print_json(list_with_repeats(answer.hits, repeats) if unfolded else answer.hits)
    else:
        for number, hit in enumerate(answer.hits, start=1):
            print(format_hit(number, hit, repeats=repeats, unfolded=unfolded, to_sentence=to_sentence))
            print()
    if not answer.hits:
        say(f"Nothing found among {answer.n_sentences} sentences.", quiet=quiet)
    for remark in answer.remarks:
        say(remark, quiet=quiet)
    if answer.suggestions:
        say(f"Did you mean: {' | '.join(answer.suggestions)}", quiet=quiet)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(search)
    app.command()(similar)
