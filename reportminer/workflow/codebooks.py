"""List, export, import and compare codebooks: opens the files. What checks one is in `codebook_check`."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from reportminer.codebook.diff import CodebookDiff, compare_codebooks
from reportminer.codebook.load import load_codebook
from reportminer.codebook.model import Codebook
from reportminer.errors import UsageError
from reportminer.settings import Settings, find_config

if TYPE_CHECKING:
    from reportminer.codebook.settle import Loose


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookExport:
    """What was written."""

    file: str
    """The file."""
    n_themes: int
    """Themes of the codebook."""
    n_patterns: int
    """Patterns of the codebook."""
    losses: tuple[str, ...]
    """What the form has no place for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookImport:
    """What became of codes from elsewhere."""

    file: str
    """The codebook that was written."""
    n_themes: int
    """Its themes."""
    n_patterns: int
    """Its patterns."""
    remarks: tuple[str, ...]
    """What could not be carried over, or was filled in."""


def open_codebook(codebook: str, settings: Settings) -> Codebook:
    """Load the codebook that a user names, or that of the settings where the name is empty."""
    return load_codebook(find_codebook(codebook, settings))


def choose_theme(codebook: Codebook, theme: str) -> Codebook:
    """Return the codebook with this theme and its patterns alone; whole where no theme is named.

    Raises:
        UsageError: the codebook has no such theme.
    """
    if not theme:
        return codebook
    if theme not in codebook.theme_ids:
        close = get_close_matches(theme, codebook.theme_ids, n=3) or codebook.theme_ids
        raise UsageError(
            f"--theme {theme}: the codebook has no such theme",
            expected=f"one of its {len(codebook.theme_ids)} themes, such as {', '.join(close[:8])}",
            remedy="see `reportminer codebook list`",
        )
    return replace(
        codebook,
        themes=(codebook.theme(theme),),
        patterns=tuple(pattern for pattern in codebook.patterns if pattern.theme == theme),
    )


def export_codebook(codebook: str, *, out: Path, settings: Settings) -> CodebookExport:
    """Write a codebook in the form that the file's suffix names: `.csv`, `.qdc` or `.jsonld`.

    Raises:
        UsageError: the suffix is none of these, or `out` is a folder.
        StorageError: the file cannot be written.
    """
    from reportminer.store.files import write_atomically

    make, list_losses = _choose_form(out)
    book = open_codebook(codebook, settings)
    write_atomically(out, make(book).encode())
    return CodebookExport(
        file=str(out), n_themes=len(book.themes), n_patterns=len(book.patterns), losses=list_losses(book)
    )


def _choose_form(out: Path) -> tuple[Callable[[Codebook], str], Callable[[Codebook], tuple[str, ...]]]:
    from reportminer.export.codebook_csv import list_csv_losses, make_codebook_csv
    from reportminer.export.qdc import list_qdc_losses, make_qdc
    from reportminer.export.skos import make_skos

    _refuse_folder(out)
    match out.suffix.lower():
        case ".csv":
            return make_codebook_csv, list_csv_losses
        case ".qdc":
            return make_qdc, list_qdc_losses
        case ".jsonld":
            return make_skos, lambda _: ()
    raise UsageError(
        f"{out}: no form of a codebook has the suffix {out.suffix or '(none)'}",
        expected=".csv (a table), .qdc (REFI-QDA, for NVivo, ATLAS.ti, MAXQDA and others) or .jsonld (SKOS)",
        remedy="give the file one of these suffixes",
    )


def import_codebook(file: Path, *, out: Path, force: bool) -> CodebookImport:
    """Make a TOML codebook of a `.qdc`, `.qdpx` or `.csv` file.

    Args:
        file: the codes.
        out: the codebook to write.
        force: whether a file that is there may be replaced.

    Raises:
        UsageError: the file cannot be read, its suffix is another, or `out` is there and `force` is not given.
        ConfigError: there are no codes in it.
        StorageError: the codebook cannot be written.
    """
    from reportminer.codebook.settle import settle
    from reportminer.codebook.write import format_codebook
    from reportminer.store.files import write_atomically

    _check_new(out, file, force=force)
    settled = settle(_read_codes(file), source=str(file))
    write_atomically(out, format_codebook(settled.codebook).encode())
    return CodebookImport(
        file=str(out),
        n_themes=len(settled.codebook.themes),
        n_patterns=len(settled.codebook.patterns),
        remarks=settled.remarks,
    )


def _check_new(out: Path, file: Path, *, force: bool) -> None:
    _refuse_folder(out)
    if out.exists() and file.exists() and out.samefile(file):
        raise UsageError(
            f"{out} is the file that was given", expected="another file", remedy="name one with --out"
        )
    if out.exists() and not force:
        raise UsageError(
            f"{out} is there already",
            expected="the name of a new file",
            remedy="name another one with --out, or give --force to replace it",
        )


def _refuse_folder(out: Path) -> None:
    if out.is_dir() or not out.name:
        raise UsageError(f"{out} is a folder", expected="the name of a file", remedy="name it with --out")


def _read_codes(file: Path) -> "Loose":
    match file.suffix.lower():
        case ".qdc":
            from reportminer.codebook.refi import read_qdc

            return read_qdc(file)
        case ".qdpx":
            from reportminer.codebook.refi import read_code_tree
            from reportminer.export.qdpx_reading import read_codebook_root

            return read_code_tree(read_codebook_root(file), source=str(file))
        case ".csv":
            return _read_csv(file)
    raise UsageError(
        f"{file}: codes are not read from {file.suffix or 'a file without a suffix'}",
        expected=".qdc (REFI-QDA codebook) or .csv (a table with a code a row), or .qdpx (REFI-QDA project)",
        remedy="export the codes in one of these forms",
    )


def _read_csv(file: Path) -> "Loose":
    from reportminer.classify.csv_reading import open_table
    from reportminer.codebook.table import read_table

    reader = open_table(file)
    try:
        return read_table(reader, list(reader.fieldnames or ()), source=str(file))
    except csv.Error as error:
        raise UsageError(
            f"{file}, line {reader.line_num}: {error}", expected="a CSV file", remedy="save it as CSV again"
        ) from error


def diff_codebooks(old: Path, new: Path) -> CodebookDiff:
    """Return what changed from one codebook file to another.

    Raises:
        ConfigError: one of them cannot be read.
    """
    return compare_codebooks(load_codebook(old), load_codebook(new))


def find_codebook(codebook: str, settings: Settings) -> Path:
    """Return the file of the codebook that a user names, or of that of the settings where the name is empty."""
    return find_config(codebook or settings.codebook, own=bool(codebook))
