"""Scores tables by the measures of the ICDAR 2013 competition: `python -m benchmarks.tables [--cells] [NAME...]`.

Needs `../shared/tables`: PDF files, `NAME-reg.xml` (regions) and `NAME-str.xml` (cells), places in points from the
bottom left of the page. Ours stands beside pdfplumber's `find_tables()` with its default settings. The measures
are those of M. Göbel, T. Hassan, E. Oro, G. Orsi: ICDAR 2013 Table Competition, section IV, as read here (the
organisers' own program was not run, so that small differences to published figures are possible):

Regions. A region holds the characters (white space aside, as pdfplumber reads them) whose middle lies in its box.
Each true region is compared with the found region that shares most characters with it: it is complete if that one
holds all its characters, pure if that one holds no others. `compl` is the share of true regions that are complete;
`pure` the share of found regions that are the pure match of a true one. `regP` and `regR` are the precision and
recall of the characters of a document that lie in any found and in any true region.

Cells. An adjacency relation is the text of a cell, the text of its nearest neighbour to the right or below that
is not empty, which of the two it is, and the number of empty cells between; a cell that covers several rows or
columns has the neighbours of each. Texts are compared without white space and case, any other sign than a letter
or digit as one and the same. The relations of all tables of a document are compared as bags: `strP` is the share
of those found that are true, `strR` the share of the true ones that are found. The whole task is scored, from
the page on: a table that is not found loses all its relations, a table that is none adds false ones.

The rules were made with these files in view: the figures of ours say that they are kept, not what to expect of
files nobody here has seen. The last row is the mean over documents. A document in which nothing was found has
precision 0.
"""

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from lxml import etree

from benchmarks.structure import read_source
from reportminer.ingest.pdf import parse_pdf
from reportminer.records import Document
from reportminer.settings import IngestSettings

TABLES = Path(__file__).parents[2] / "shared" / "tables"
MEASURES = ("compl", "pure", "regP", "regR", "strP", "strR")
Box = tuple[float, float, float, float]
Char = tuple[int, int]
"""Page and number of the character on it."""
Relation = tuple[str, str, str, int]


@dataclass(frozen=True)
class Cell:
    """A cell with its text and the rows and columns that it covers, ends included."""

    text: str
    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(frozen=True)
class Found:
    """A table, whether true or found: its boxes by page (origin top left) and its cells."""

    boxes: tuple[tuple[int, Box], ...]
    cells: tuple[Cell, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="names of files, without .pdf; all if none")
    parser.add_argument(
        "--cells", action="store_true", help="list the relations missed and the false ones of ours"
    )
    given = parser.parse_args()
    if not TABLES.is_dir():
        sys.exit(f"{TABLES} is not here: this benchmark needs the folder of real inputs beside the checkout")
    names = given.names or sorted(path.stem for path in TABLES.glob("*.pdf"))
    print(
        f"{'document':10}{'ours':>7}{' '.join(f'{m:>6}' for m in MEASURES)}   {'pdfplumber':>10} {'the same':>8}"
    )
    rows = [_score_file(name, show=given.cells) for name in names]
    for name, ours, theirs in rows:
        _print_row(name, ours, theirs)
    _print_row("mean", _mean([ours for _, ours, _ in rows]), _mean([theirs for _, _, theirs in rows]))


def _score_file(name: str, *, show: bool) -> tuple[str, list[float], list[float]]:
    path = TABLES / f"{name}.pdf"
    with pdfplumber.open(path) as pdf:
        pages: dict[int, Any] = dict(enumerate(pdf.pages, 1))
        true = _read_truth(path, pages)
        ours, theirs = _ours(path), _pdfplumber(pages)
        if show:
            _show(name, true, ours)
        chars = {number: _middles(page) for number, page in pages.items()}
    scores = [[*_score_regions(true, found, chars), *_score_cells(true, found)] for found in (ours, theirs)]
    return name, scores[0], scores[1]


def _print_row(name: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
    cells = ("  ".join(f"{value:5.3f}" for value in side) for side in (ours, theirs))
    print(f"{name:16}" + "   |   ".join(cells))


def _mean(rows: Sequence[Sequence[float]]) -> list[float]:
    return [sum(column) / len(column) for column in zip(*rows, strict=True)]


def _read_truth(path: Path, pages: dict[int, Any]) -> list[Found]:
    folder, name = path.parent, path.stem
    regions = etree.parse(folder / f"{name}-reg.xml").getroot().findall("table")
    structures = etree.parse(folder / f"{name}-str.xml").getroot().findall("table")
    boxes = [tuple(_true_box(region, pages) for region in table.findall("region")) for table in regions]
    cells = [tuple(_true_cells(table)) for table in structures]
    return [Found(boxes=b, cells=c) for b, c in zip(boxes, cells, strict=True)]


def _true_box(region: Any, pages: dict[int, Any]) -> tuple[int, Box]:
    number = int(region.get("page"))
    height, box = float(pages[number].height), region.find("bounding-box")
    x0, y0, x1, y1 = (float(box.get(key)) for key in ("x1", "y1", "x2", "y2"))
    return number, (x0, height - y1, x1, height - y0)


def _true_cells(table: Any) -> Iterator[Cell]:
    for region in table.findall("region"):
        down, aside = int(region.get("row-increment") or 0), int(region.get("col-increment") or 0)
        for cell in region.findall("cell"):
            row, column = int(cell.get("start-row")) + down, int(cell.get("start-col")) + aside
            last_row = int(cell.get("end-row") or cell.get("start-row")) + down
            last_column = int(cell.get("end-col") or cell.get("start-col")) + aside
            yield Cell(cell.findtext("content") or "", (row, last_row), (column, last_column))


def _ours(path: Path) -> list[Found]:
    document = parse_pdf(read_source(path), IngestSettings(), lambda *_: None)
    if not isinstance(document, Document):
        return []
    found = []
    for table in document.tables:
        regions = document.blocks[table.block].regions
        boxes = tuple((r.page, (r.box.x0, r.box.top, r.box.x1, r.box.bottom)) for r in regions)
        spans = {(row, column): (n_rows, n_columns) for row, column, n_rows, n_columns in table.merged}
        cells = []
        for row, texts in enumerate(table.rows):
            for column, text in enumerate(texts):
                n_rows, n_columns = spans.get((row, column), (1, 1))
                cells.append(Cell(text, (row, row + n_rows - 1), (column, column + n_columns - 1)))
        found.append(Found(boxes=boxes, cells=tuple(cells)))
    return found


def _pdfplumber(pages: dict[int, Any]) -> list[Found]:
    found = []
    for number, page in pages.items():
        for table in page.find_tables():
            boxes = [cell for row in table.rows for cell in row.cells if cell]
            lefts, tops = sorted({box[0] for box in boxes}), sorted({box[1] for box in boxes})
            cells = []
            for row, texts in zip(table.rows, table.extract(), strict=True):
                for box, text in zip(row.cells, texts, strict=True):
                    if box:
                        rows = _covers(tops, box[1], box[3])
                        cells.append(Cell(text or "", rows, _covers(lefts, box[0], box[2])))
            found.append(Found(boxes=((number, table.bbox),), cells=tuple(cells)))
    return found


def _covers(edges: Sequence[float], start: float, end: float) -> tuple[int, int]:
    inside = [index for index, edge in enumerate(edges) if start <= edge < end]
    return inside[0], inside[-1]


def _middles(page: Any) -> list[tuple[float, float]]:
    shown = [char for char in page.chars if char["text"].strip()]
    return [((c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2) for c in shown]


def _inside(table: Found, chars: dict[int, list[tuple[float, float]]]) -> set[Char]:
    return {
        (page, index)
        for page, (x0, top, x1, bottom) in table.boxes
        for index, (x, y) in enumerate(chars.get(page, ()))
        if x0 <= x <= x1 and top <= y <= bottom
    }


def _score_regions(
    true: Sequence[Found], found: Sequence[Found], chars: dict[int, list[tuple[float, float]]]
) -> list[float]:
    wanted, got = ([_inside(table, chars) for table in side] for side in (true, found))
    n_complete, pure = 0, set()
    for region in wanted:
        best = max(range(len(got)), key=lambda index: len(got[index] & region), default=None)
        if best is None or not got[best] & region:
            continue
        n_complete += got[best] >= region
        if got[best] <= region:
            pure.add(best)
    all_wanted, all_got = set().union(*wanted), set().union(*got)
    shared = len(all_wanted & all_got)
    return [
        n_complete / len(wanted),
        len(pure) / max(1, len(got)),
        shared / max(1, len(all_got)),
        shared / max(1, len(all_wanted)),
    ]


def _score_cells(true: Sequence[Found], found: Sequence[Found]) -> list[float]:
    wanted, got = _all_relations(true), _all_relations(found)
    shared = (wanted & got).total()
    return [shared / max(1, got.total()), shared / max(1, wanted.total())]


def _all_relations(tables: Iterable[Found]) -> Counter[Relation]:
    relations: Counter[Relation] = Counter()
    for table in tables:
        relations.update(_relations(table.cells))
    return relations


def _relations(cells: Sequence[Cell]) -> Iterator[Relation]:
    filled = [cell for cell in cells if _plain(cell.text)]
    at = {
        (row, column): cell
        for cell in filled
        for row in range(cell.rows[0], cell.rows[1] + 1)
        for column in range(cell.columns[0], cell.columns[1] + 1)
    }
    last_row = max((row for row, _ in at), default=0)
    last_column = max((column for _, column in at), default=0)
    for cell in filled:
        (top, bottom), (left, right) = cell.rows, cell.columns
        ahead = [[(row, column) for column in range(right + 1, last_column + 1)] for row in range(top, bottom + 1)]
        under = [[(row, column) for row in range(bottom + 1, last_row + 1)] for column in range(left, right + 1)]
        for direction, paths in (("right", ahead), ("below", under)):
            for other, n_blank in dict(filter(None, (_first(path, at) for path in paths))).items():
                yield _plain(cell.text), _plain(other.text), direction, n_blank


def _first(path: Sequence[tuple[int, int]], at: dict[tuple[int, int], Cell]) -> tuple[Cell, int] | None:
    return next(((at[place], index) for index, place in enumerate(path) if place in at), None)


def _plain(text: str) -> str:
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
    return re.sub(r"[\W_]", "_", folded)


def _show(name: str, true: Sequence[Found], ours: Sequence[Found]) -> None:
    wanted, got = _all_relations(true), _all_relations(ours)
    for sign, rest in (("missed", wanted - got), ("false", got - wanted)):
        for one, two, direction, n_blank in rest.elements():
            print(f"{name} {sign:7}{direction:6}{n_blank} {one[:50]} > {two[:50]}")


if __name__ == "__main__":
    main()
