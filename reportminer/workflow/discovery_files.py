"""Writes what discovery found into a folder: whole or not at all."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportminer import __version__
from reportminer.analyse.discovery_proposals import choose_examples
from reportminer.analyse.discovery_records import Cluster, Coverage, Uncovered
from reportminer.codebook.write import format_pattern
from reportminer.errors import UsageError
from reportminer.export.count_tables import DATA_DICTIONARY
from reportminer.export.csv_files import write_csv
from reportminer.export.describe import dictionary_rows
from reportminer.export.discovery_tables import CLUSTERS, COVERAGE, MEMBERS
from reportminer.export.manifest import hash_outputs
from reportminer.export.model import Row
from reportminer.store.files import MANIFEST, staged_folder
from reportminer.workflow.discovering import Discovery

PROPOSALS = "proposed-codebook.toml"
_MADE_BY = "reportminer discover"
_HEADING = """\
# Patterns proposed by `reportminer discover`, one a cluster of sentences that no pattern covers.
# Read the members in members.csv, keep what recurs, give it a better id and definition, and append it to your
# codebook. `reportminer train` then learns it from sentences that you label.
"""


def write_discovery(found: Discovery, out: Path) -> None:
    """Write clusters, members and coverage as CSV with a data dictionary, and the proposals as TOML.

    An earlier result is replaced.

    Args:
        found: what was found.
        out: the folder to make; files in it of the user's own are kept.

    Raises:
        UsageError: `out` holds files but no earlier result of `discover`.
        StorageError: the disk is full or the folder cannot be written; an earlier result stays as it was.
    """
    _check_target(out)
    with staged_folder(out) as folder:
        write_csv(folder / CLUSTERS.file, CLUSTERS, map(_cluster_row, found.clusters))
        write_csv(folder / MEMBERS.file, MEMBERS, _member_rows(found))
        write_csv(folder / COVERAGE.file, COVERAGE, map(_coverage_row, found.coverage))
        write_csv(folder / DATA_DICTIONARY.file, DATA_DICTIONARY, dictionary_rows([CLUSTERS, MEMBERS, COVERAGE]))
        _write_text(folder / PROPOSALS, "\n".join([_HEADING, *map(_format_proposal, found.clusters)]))
        outputs = {
            name: {"sha256": digest, "bytes": size} for name, (digest, size) in hash_outputs(folder).items()
        }
        manifest = {"made_by": _MADE_BY, "version": __version__, "outputs": outputs}
        _write_text(folder / MANIFEST, json.dumps(manifest, indent=2) + "\n")


def _check_target(out: Path) -> None:
    """Refuse a folder that holds an export set, which would be taken away with its manifest."""
    try:
        made_by = json.loads((out / MANIFEST).read_text(encoding="utf-8")).get("made_by")
    except (OSError, ValueError, AttributeError):
        return  # none is there, or none that can be read: `staged_folder` says what it makes of the folder
    if made_by != _MADE_BY:
        raise UsageError(
            f"{out} holds files of another command",
            expected="a new or empty folder, or an earlier result of `reportminer discover`",
            remedy="name another folder with --out",
        )


def _cluster_row(cluster: Cluster) -> Row:
    return {
        "cluster_id": cluster.cluster_id,
        "polarity": cluster.polarity,
        "n_findings": cluster.n_findings,
        "n_reports": cluster.n_reports,
        "n_areas": cluster.n_areas,
        "terms": cluster.terms,
        "cohesion": cluster.cohesion,
        "nearest_pattern": cluster.nearest_pattern,
        "nearest_score": cluster.nearest_score,
        "proposed_pattern": cluster.proposal.id,
        "proposed_theme": cluster.proposal.theme,
        "proposed_definition": cluster.proposal.definition,
        "example_finding_ids": tuple(member.finding_id for member in choose_examples(cluster.members)),
    }


def _member_rows(found: Discovery) -> Iterator[Row]:
    for cluster in found.clusters:
        yield from _sentence_rows(cluster.members, cluster.cluster_id)
    yield from _sentence_rows(found.unclustered, "")


def _sentence_rows(sentences: Iterable[Uncovered], cluster_id: str) -> Iterator[Row]:
    for sentence in sentences:
        yield {
            "cluster_id": cluster_id,
            "typicality": sentence.typicality,
            "finding_id": sentence.finding_id,
            "report_id": sentence.report_id,
            "title": sentence.title,
            "area": sentence.area,
            "published": sentence.published,
            "page": sentence.page or None,
            "page_label": sentence.page_label,
            "section": sentence.section,
            "text": sentence.text,
            "polarity": sentence.polarity,
        }


def _coverage_row(coverage: Coverage) -> Row:
    return {
        "report_id": coverage.report_id,
        "title": coverage.title,
        "area": coverage.area,
        "published": coverage.published,
        "n_sentences": coverage.n_sentences,
        "n_findings": coverage.n_findings,
        "n_covered": coverage.n_covered,
        "share_covered": coverage.share_covered,
        "n_looked_at": coverage.n_looked_at,
        "n_clustered": coverage.n_clustered,
    }


def _format_proposal(cluster: Cluster) -> str:
    """Return a draft as a table of a codebook, below a remark on the cluster that it comes from."""
    return (
        f"# {cluster.cluster_id}: sentences {cluster.n_findings}, reports {cluster.n_reports}, "
        f"nearest pattern {cluster.nearest_pattern} ({cluster.nearest_score:.2f})\n"
        f"{format_pattern(cluster.proposal)}"
    )


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
