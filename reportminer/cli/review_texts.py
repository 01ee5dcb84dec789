"""What a review comes to, in plain words."""

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportminer.cli.output import columns
from reportminer.cli.summaries import count

if TYPE_CHECKING:
    from reportminer.workflow.review_figures import Estimate, MachineFigures, PatternPlan
    from reportminer.workflow.review_import import ImportSummary, RetrainSummary
    from reportminer.workflow.review_status import ReviewStatus
    from reportminer.workflow.reviewing import SampleSummary

_REASONS = {"random": "drawn at random", "uncertain": "in doubt", "diverse": "unlike what was read"}
_MOST_PATTERNS = 10


def describe_sample(summary: "SampleSummary", workspace: Path) -> str:
    """Return what a sheet holds and what to do with it."""
    parts = [f"{n:,} {_reason(stratum)}" for stratum, n in summary.by_stratum.items()]
    return "\n".join(
        [
            f"{count(summary.n_rows, 'sentence')} to read in {summary.file}: {', '.join(parts)}. "
            f"The machine's codes are hidden on {summary.n_blind:,} of them.",
            "Fill in `patterns` with ids from codebook.csv of the export set, joined by ; "
            "and put 1 under `done` where a sentence carries none. Leave the last three columns as they are.",
            f"Then: reportminer review import {shlex.quote(str(summary.file))} --coder YOUR-NAME "
            f"-w {shlex.quote(str(workspace))}",
        ]
    )


def _reason(stratum: str) -> str:
    kind, _, pattern = stratum.partition(":")
    return _REASONS.get(kind, kind) + (f" among the tags of {pattern}" if pattern else "")


def describe_import(summary: "ImportSummary", workspace: Path) -> str:
    """Return what a sheet brought in, and what is known now."""
    replaced = f", {summary.n_replaced:,} of them in place of earlier ones" if summary.n_replaced else ""
    unread = f" {count(summary.n_unread, 'row')} not filled in yet." if summary.n_unread else ""
    status = summary.status
    shown = sorted(status.patterns, key=lambda plan: (-plan.n_tags, plan.pattern_id))[:_MOST_PATTERNS]
    lines = [
        f"{count(summary.n_rows, 'row')} read in as codes of {summary.coder}{replaced}.{unread}",
        *_agreement(status, only=summary.coder),
        *_figures(status),
        *_plans(shown, n_more=len(status.patterns) - len(shown)),
    ]
    if len(shown) < len(status.patterns):
        lines.append(f"All of it: reportminer review status -w {shlex.quote(str(workspace))}")
    return "\n".join(lines)


def describe_retraining(summary: "RetrainSummary", workspace: Path) -> str:
    """Return what heads were trained on, and how to use them."""
    lines = [
        f"{count(summary.n_base + summary.n_people, 'label')} in {summary.labels}: {summary.n_base:,} "
        f"of the base, {summary.n_people:,} read by people"
        + (f" ({summary.n_replaced:,} in place of base labels)" if summary.n_replaced else "")
        + ".",
    ]
    if summary.n_disputed:
        lines.append(
            f"{count(summary.n_disputed, 'sentence')} left out: people are divided evenly over a pattern."
        )
    lines += [
        summary.report.describe(),
        f'To use the heads: `[tag] model = "{summary.model}"` in your settings, and '
        f"reportminer run ... -w {shlex.quote(str(workspace))} --config YOUR-SETTINGS.toml",
    ]
    return "\n".join(lines)


def describe_review(status: "ReviewStatus", workspace: Path) -> str:
    """Return where a review stands."""
    machine, *people = status.coders
    lines = [f"{machine.name or 'no machine'} (the machine): {count(machine.n_rows, 'sentence')} tagged"]
    lines += [
        f"{coder.name}: {count(coder.n_rows, 'sentence')} read, {coder.n_random:,} of them drawn at random, "
        f"last on {coder.last}"
        for coder in people
    ]
    if not people:
        lines += [
            "Nobody has read anything yet.",
            f"Next: reportminer review sample -w {shlex.quote(str(workspace))} --out to-read.csv",
        ]
        return "\n".join(lines)
    lines += [*_agreement(status), *_figures(status), *_plans(status.patterns, n_more=0)]
    if status.n_lost:
        lines.append(
            f"{count(status.n_lost, 'coding')} are kept whose sentence no report of the workspace holds now."
        )
    return "\n".join(lines)


def _agreement(status: "ReviewStatus", only: str = "") -> list[str]:
    pairs = [pair for pair in status.agreement if only in ("", pair.one, pair.other)]
    rows = [
        [
            f"  {pair.one} and {pair.other}",
            f"{pair.n_rows:,}",
            f"{pair.n_same:,}",
            _figure(pair.f1),
            _figure(pair.kappa),
        ]
        for pair in pairs
    ]
    if not rows:
        return []
    lines = [
        "Agreement over all rows that both read, the hard ones included:",
        columns([["  ", "rows", "all the same", "F1", "Cohen's kappa"], *rows]),
    ]
    if status.alpha is not None and not only:
        lines.append(f"  Krippendorff's alpha of the people (sets of patterns, MASI distance): {status.alpha:.2f}")
    return lines


def _figures(status: "ReviewStatus") -> list[str]:
    found: MachineFigures = status.machine
    lines = [f"How good the machine is here, from {count(found.n_rows, 'sentence')} drawn at random:"]
    if not found.n_rows:
        lines = [
            "No sentence drawn at random was read, so nothing is known of the machine's precision and recall."
        ]
    else:
        named = (
            ("all tags", found.precision, found.recall),
            ("accepted tags", found.precision_accepted, found.recall_accepted),
        )
        lines += [
            f"  {name}: precision {_estimate(precision)}; recall {_estimate(recall)}"
            for name, precision, recall in named
        ]
    if status.n_learned:
        lines.append(
            f"  Left out: {count(status.n_learned, 'sentence')} that this machine was trained on; "
            "read a fresh random share."
        )
    return lines


def _plans(plans: Iterable["PatternPlan"], *, n_more: int) -> list[str]:
    rows: list[Sequence[object]] = [
        [
            f"  {plan.pattern_id}",
            plan.n_tags,
            plan.n_read,
            f"{plan.n_right:g}",
            _estimate(plan.precision),
            plan.to_read,
        ]
        for plan in plans
    ]
    if not rows:
        return []
    head = ["  pattern", "tagged", "read at random", "right", "precision", "to read"]
    more = [f"  and {n_more} more patterns"] if n_more else []
    return [
        "Precision of each pattern, and how many more of its tags to read at random (`review sample --pattern P "
        "--random-share 1`) until it is known to 10 points:",
        columns([head, *rows]),
        *more,
    ]


def _estimate(estimate: "Estimate") -> str:
    if estimate.value is None:
        return "not known yet"
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
