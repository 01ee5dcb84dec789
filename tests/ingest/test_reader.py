import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.ingest.find import find_sources
from reportminer.ingest.reader import parse_source
from reportminer.ingest.sandbox import Sandbox
from reportminer.records import Document, Skipped, Source, Status
from reportminer.settings import IngestSettings

SETTINGS = IngestSettings()


def make_source(folder: Path, name: str, data: bytes) -> Source:
    """A real file and its source."""
    path = folder / name
    path.write_bytes(data)
    (source,) = find_sources([path], max_file_mb=1).sources
    return source


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"Staff worked well together."),
        ("a.html", b"<p>Staff worked well together.</p>"),
    ],
)
def test_each_form_goes_to_its_reader(tmp_path: Path, name: str, data: bytes) -> None:
    """Tags are read away in HTML, and text is taken as it is."""
    document = parse_source(make_source(tmp_path, name, data), SETTINGS, lambda page: None)
    assert isinstance(document, Document)
    assert document.pages == ()
    assert document.text == "Staff worked well together."


def test_a_sign_of_life_comes_when_the_engine_is_loaded(tmp_path: Path) -> None:
    """Loading a library is not counted as a page's time."""
    pages: list[int] = []
    parse_source(make_source(tmp_path, "a.txt", b"Text."), SETTINGS, pages.append)
    assert pages == [0, 1]


def test_a_file_that_changed_since_it_was_found_is_not_read(tmp_path: Path) -> None:
    """What is read must be what was hashed, or its evidence could not be verified."""
    source = make_source(tmp_path, "a.txt", b"Before.")
    Path(source.path).write_bytes(b"After..")
    skipped = parse_source(source, SETTINGS, lambda page: None)
    assert isinstance(skipped, Skipped)
    assert skipped.code is Status.DAMAGED
    assert "changed" in skipped.reason


def test_a_file_that_is_gone_is_a_miss(tmp_path: Path) -> None:
    """A file deleted between finding and reading is damaged, not an error of the run."""
    source = make_source(tmp_path, "a.txt", b"Before.")
    Path(source.path).unlink()
    skipped = parse_source(source, SETTINGS, lambda page: None)
    assert isinstance(skipped, Skipped)
    assert "No such file" in skipped.reason


def test_all_forms_through_the_real_sandbox(tmp_path: Path) -> None:
    """The child reads real files with the default limits and hands the documents over unchanged."""
    sources = [
        make_source(tmp_path, "a.txt", "First – paragraph.\n\n• item one\n• item two".encode()),
        make_source(tmp_path, "b.html", b"<h1>Title</h1><table><tr><td>a<td>b<tr><td>1<td>2</table>"),
    ]
    with Sandbox(SETTINGS) as sandbox:
        results = [sandbox.read(source) for source in sources]
    assert results == [parse_source(source, SETTINGS, lambda page: None) for source in sources]


def test_real_hostile_files_end_in_the_sandbox(shared_dir: Path) -> None:
    """Bombs and loops among good files: each ends in its own status within its limits, the good ones are read."""
    names = ["made_inject_text", "made_xobject_fanout_1e9", "made_xref_prev_self_loop", "qpdf_bad6"]
    found = find_sources([shared_dir / "hostile" / f"{name}.pdf" for name in names], max_file_mb=200)
    settings = replace(SETTINGS, memory_limit_mb=300, page_timeout_s=5.0, report_timeout_s=15.0)
    with Sandbox(settings) as sandbox:
        results = [sandbox.read(source) for source in found.sources]
    statuses = [r.status if isinstance(r, Document) else r.code for r in results]
    assert statuses == [Status.OK, Status.MEMORY, Status.DAMAGED, Status.OK]


def test_the_sandbox_costs_no_engine_in_the_parent(root: Path) -> None:
    """Finding and sandboxing import no library that reads files."""
    heavy = "{'pdfplumber', 'pypdfium2', 'pypdf', 'lxml', 'docx', 'spacy', 'torch', 'sklearn', 'pandas'}"
    code = f"import sys, reportminer.ingest.find, reportminer.ingest.sandbox; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
