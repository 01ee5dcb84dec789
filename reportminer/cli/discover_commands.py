"""`discover`."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportminer.cli import options as o
from reportminer.cli.output import print_json, say
from reportminer.cli.summaries import count

if TYPE_CHECKING:
    from reportminer.analyse.discovery_records import Cluster, Uncovered
    from reportminer.workflow.discovering import Discovery

_N_QUOTED = 3


class Side(StrEnum):
    """Which sentences to look at."""

    FAILURE = "failure"
    GOOD_PRACTICE = "good_practice"
    NEUTRAL = "neutral"
    NONE = "none"


def discover(
    workspace: o.Workspace = o.DEFAULT_WORKSPACE,
    limit: Annotated[
        int, typer.Option("-k", "--limit", min=1, max=10000, help="How many clusters to print.")
    ] = 20,
    min_size: Annotated[int, typer.Option("--min-size", min=2, help="Sentences that make a cluster.")] = 3,
    similarity: Annotated[
        float,
        typer.Option(
            "--similarity",
            min=0.0,
            max=1.0,
            help="Least mean likeness in a cluster: more gives smaller and closer clusters.",
        ),
    ] = 0.3,
    side: Annotated[
        Side | None,
        typer.Option(
            "--side",
            help="Only findings of this side (each with what is mixed); none: sentences that state no finding.",
            show_default="all findings",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder for the tables: all clusters, all members, coverage, proposed codes."),
    ] = None,
    as_json: o.AsJson = False,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
) -> None:
    """Find what recurs among the findings that no pattern covers, and propose new patterns for it.

    Example: `reportminer discover --workspace my-study --side failure --out my-study-new-codes`

    Each cluster is shown with its telling terms, the pattern that comes nearest, and its most typical sentences
    from different reports. The proposed patterns are drafts: read the members, then decide.
    """
    from reportminer.analyse.discovery import FINDING_SIDES, Granularity
    from reportminer.records import Polarity
    from reportminer.workflow.discovering import discover_patterns
    from reportminer.workflow.discovery_files import write_discovery
    from reportminer.workflow.last_run import choose_settings

    found = discover_patterns(
        workspace,
        settings=choose_settings(workspace, config),
        sides=(Polarity(side),) if side else FINDING_SIDES,
        granularity=Granularity(min_size=min_size, similarity=similarity),
    )
    if out:
        write_discovery(found, out)
    if as_json:
        print_json(_head(found, limit))
    else:
        _show(found, limit=limit, quiet=quiet)
    if out:
        say(f"All clusters, members and proposed patterns: {out}", quiet=quiet)


def _head(found: "Discovery", limit: int) -> "Discovery":
    return replace(found, clusters=found.clusters[:limit])


def _show(found: "Discovery", *, limit: int, quiet: bool) -> None:
    say(_describe(found), quiet=quiet)
    for number, cluster in enumerate(found.clusters[:limit], start=1):
        print(_format_cluster(number, cluster))
        print()
    if len(found.clusters) > limit:
        say(f"{count(len(found.clusters) - limit, 'more cluster')}: see -k and --out.", quiet=quiet)
    if found.is_small or not found.clusters:
        say(_describe_rest(found, limit), quiet=quiet or not found.n_looked_at)
        for sentence in found.unclustered[:limit]:
            print(_format_sentence(sentence))


def _describe(found: "Discovery") -> str:
    """Return the coverage and the number of clusters in plain words."""
    clustered = found.n_looked_at - len(found.unclustered)
    share = f" ({found.n_covered / found.n_findings:.0%})" if found.n_findings else ""
    reports = count(found.n_reports, "report")
    return (
        f"{found.n_covered:,} of {count(found.n_findings, 'finding')}{share} in {reports} carry a pattern.\n"
        f"Of {count(found.n_looked_at, 'sentence')} without one, {clustered:,} are in "
        f"{count(len(found.clusters), 'cluster')}."
    )


def _describe_rest(found: "Discovery", limit: int) -> str:
    """Return what to make of a result that holds little, and what follows it."""
    lines = ["So few sentences give hints at most."] if found.is_small and found.clusters else []
    if found.unclustered and not found.clusters:
        lines.append("None are alike enough: a lower --similarity or --min-size asks for less.")
    if found.unclustered:
        shown = min(limit, len(found.unclustered))
        lines.append(f"Sentences in no cluster ({shown:,} of {len(found.unclustered):,}):")
    return "\n".join(lines)


def _format_cluster(number: int, cluster: "Cluster") -> str:
    """Return a cluster as the few lines that a person reads."""
    from reportminer.analyse.discovery_proposals import choose_examples

    side = "no finding" if cluster.polarity == "none" else cluster.polarity
    areas = f", {count(cluster.n_areas, 'area')}" if cluster.n_areas else ""
    return "\n".join(
        [
            f"{number:>2}. {', '.join(cluster.terms) or cluster.proposal.id}   [{cluster.cluster_id}]",
            f"    {side}: {count(cluster.n_findings, 'sentence')} in {count(cluster.n_reports, 'report')}{areas}; "
            f"nearest pattern {cluster.nearest_pattern} ({cluster.nearest_score:.2f}); "
            f"proposed: {cluster.proposal.id}",
            *(_format_sentence(member) for member in choose_examples(cluster.members)[:_N_QUOTED]),
        ]
    )


def _format_sentence(sentence: "Uncovered") -> str:
    page = f"p. {sentence.page}" if sentence.page else ""
    where = ", ".join(part for part in (sentence.area or sentence.title, sentence.published[:4], page) if part)
    return f"    “{sentence.text}”\n        {where} [{sentence.finding_id}]"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(discover)
