"""`search` and `similar`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import format_hit, print_json, say, write_hits
from reportminer.records import Hit


class Mode(StrEnum):
    """Which side of the search counts."""

    HYBRID = "hybrid"
    LEXICAL = "lexical"
    SEMANTIC = "semantic"


Limit = Annotated[int, typer.Option("-k", "--limit", min=1, max=10000, help="How many results.")]
Breadth = Annotated[
    bool,
    typer.Option(
        "--one-per-area", help="At most one result from each area, or from each report where it is not known."
    ),
]
Out = Annotated[Path | None, typer.Option("--out", help="Write the results to this CSV file as well.")]


def search(
    query: Annotated[str, typer.Argument(help='Words or a question; "a phrase" in quotes; word* for any ending.')],
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
    out: Out = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Find sentences by words and meaning, each with its report and page.

    Example: `reportminer search "people waited too long to leave hospital" --polarity failure --one-per-area`
    """
    from reportminer.cli.filtering import make_filters
    from reportminer.search.hybrid import Ranking
    from reportminer.settings import load_settings
    from reportminer.workflow.searching import search_workspace

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
    answer = search_workspace(
        workspace,
        query,
        settings=load_settings(config),
        filters=filters,
        ranking=Ranking(limit=limit, mode=mode.value, one_per_area=one_per_area),
    )
    _show(answer.hits, answer.n_sentences, out=out, as_json=as_json, quiet=quiet)


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
    one_per_area: Breadth = False,
    out: Out = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Find sentences of like meaning, those of other reports first.

    Example: `reportminer similar R0123456789ab-0a1b2c3d -k 5`
    """
    from reportminer.cli.filtering import make_filters
    from reportminer.settings import load_settings
    from reportminer.workflow.searching import similar_in_workspace

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
    answer = similar_in_workspace(
        workspace,
        finding_id,
        settings=load_settings(config),
        filters=filters,
        limit=limit,
        one_per_area=one_per_area,
    )
    _show(answer.hits, answer.n_sentences, out=out, as_json=as_json, quiet=quiet)


def _show(hits: tuple[Hit, ...], n_sentences: int, *, out: Path | None, as_json: bool, quiet: bool) -> None:
    if out:
        write_hits(out, hits)
        say(f"{len(hits)} results written to {out}", quiet=quiet)
    if as_json:
        print_json(hits)
        return
    for number, hit in enumerate(hits, start=1):
        print(format_hit(number, hit))
        print()
    if not hits:
        say(f"Nothing found among {n_sentences} sentences. Use fewer words or fewer filters.", quiet=quiet)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(search)
    app.command()(similar)
