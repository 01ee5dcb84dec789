"""Writes what an import of a project could not take in into a folder of the workspace: whole or not at all."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportminer import __version__
from reportminer.codebook.model import Codebook, Pattern
from reportminer.codebook.naming import assign_ids, make_slug
from reportminer.codebook.settle import read_side
from reportminer.codebook.write import format_pattern
from reportminer.export.count_tables import DATA_DICTIONARY
from reportminer.export.csv_files import write_csv
from reportminer.export.describe import dictionary_rows
from reportminer.export.manifest import hash_outputs
from reportminer.export.model import Row
from reportminer.export.qdpx_records import CodeIn, SelectionIn
from reportminer.export.qdpx_tables import NOT_MATCHED, PROPOSED
from reportminer.ids import hash_bytes
from reportminer.records import Polarity
from reportminer.store.files import MANIFEST, staged_folder
from reportminer.store.passages import PassageRow
from reportminer.text import fold, squash
from reportminer.workflow.refi_codes import name_code

FOLDER = "review-imports"
"""Folder of these lists in a workspace; each import has one of its own in it."""
CODES = "proposed-codebook.toml"
_HEADING = """\
# Codes that people gave and the codebook does not have, as drafts. Keep those that recur: choose theme and
# polarity (good_practice, failure or neutral), give examples, and append them to your codebook. Then import the
# file again: the codings are taken in by the name of the code. proposed_codings.csv lists the sentences.
"""
_NO_THEME = "choose_a_theme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A code that the codebook does not have."""

    code: str
    """Its name with those of the codes above it."""
    pattern_id: str
    """Id of the draft."""
    n_sentences: int
    """Sentences that were given it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMatched:
    """A coding whose passage was not found."""

    source: str
    """The document."""
    code: str
    """The code with those above it."""
    place: str
    """Where the file has the passage."""
    text: str
    """What is known of its words; may be empty."""
    reason: str
    """Why it was not found."""


def draft_patterns(codes: Sequence[CodeIn], codebook: Codebook) -> dict[str, Pattern]:
    """Return a draft for each code by its GUID; its theme is the one that it stands under, where that is known."""
    taken = [(key, key, key) for key in (*codebook.theme_ids, *codebook.pattern_ids)]
    ids = assign_ids([*taken, *(("", code.name, "code") for code in codes)])[len(taken) :]
    labels = {fold(theme.label): theme.id for theme in codebook.themes}
    return {
        code.guid: Pattern(
            id=pattern_id,
            theme=next((labels[fold(name)] for name in reversed(code.trail) if fold(name) in labels), _NO_THEME),
            polarity=next(filter(None, map(read_side, reversed(code.trail))), Polarity.NEUTRAL),
            definition=squash(code.description) or code.name,
        )
        for code, pattern_id in zip(codes, ids, strict=True)
    }


def describe_place(selection: SelectionIn) -> str:
    """Return where the file has a passage."""
    if selection.page is not None and (at := selection.corners):
        return f"page {selection.page + 1}: {at.x0}, {at.y0} to {at.x1}, {at.y1}"
    return "" if selection.start is None else f"{selection.start}-{selection.end}"


def write_lists(
    workspace: Path,
    name: str,
    *,
    drafts: Mapping[str, Pattern],
    codes: Mapping[str, CodeIn],
    sentences: Mapping[str, Sequence[PassageRow]],
    pages: Mapping[str, int],
    not_matched: Sequence[NotMatched],
) -> Path:
    """Write the lists, in place of those of an earlier import of the same name, and return their folder.

    Args:
        workspace: where the folder goes.
        name: of the import: the coder's and the file's.
        drafts: by GUID of the code.
        codes: by GUID.
        sentences: those that were given each code, by its GUID.
        pages: page of each of them by id of the sentence; 0 where there is none.
        not_matched: passages that were not found.

    Raises:
        StorageError: the folder cannot be written.
    """
    out = workspace / FOLDER / (make_slug(name) or hash_bytes(name.encode())[:12])
    with staged_folder(out) as folder:
        write_csv(folder / PROPOSED.file, PROPOSED, _proposed_rows(drafts, codes, sentences, pages))
        write_csv(folder / NOT_MATCHED.file, NOT_MATCHED, map(_not_matched_row, not_matched))
        write_csv(folder / DATA_DICTIONARY.file, DATA_DICTIONARY, dictionary_rows([PROPOSED, NOT_MATCHED]))
        text = "\n".join([_HEADING, *map(format_pattern, drafts.values())])
        _write(folder / CODES, text)
        outputs = {
            file: {"sha256": digest, "bytes": size} for file, (digest, size) in hash_outputs(folder).items()
        }
        manifest = {"made_by": "reportminer review import", "version": __version__, "outputs": outputs}
        _write(folder / MANIFEST, json.dumps(manifest, indent=2) + "\n")
    return out


def _proposed_rows(
    drafts: Mapping[str, Pattern],
    codes: Mapping[str, CodeIn],
    sentences: Mapping[str, Sequence[PassageRow]],
    pages: Mapping[str, int],
) -> Iterator[Row]:
    for guid, draft in drafts.items():
        for passage in sentences[guid]:
            yield {
                "proposed_pattern": draft.id,
                "code": name_code(codes[guid]),
                "finding_id": passage.finding_id,
                "report_id": passage.report_id,
                "page": pages.get(passage.finding_id) or None,
                "text": passage.text,
            }


def _not_matched_row(lost: NotMatched) -> Row:
    return {
        "source": lost.source,
        "code": lost.code,
        "place": lost.place,
        "text": lost.text,
        "reason": lost.reason,
    }


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
