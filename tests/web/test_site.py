"""The static site: whole, the same every time, without a way to the outside, and readable without a server."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.cli.app import run_app
from reportminer.errors import StorageError, UsageError, WorkspaceBusy
from reportminer.ids import hash_file, make_finding_id
from reportminer.records import MinedDocument, Region
from reportminer.store.connection import close_database, open_database
from reportminer.store.writing import store_mined
from reportminer.web.site import LEFT_OUT, SiteSummary, write_site
from tests.builders import make_mined, make_tag
from tests.export.workspace import make_settings
from tests.ingest.made_pdfs import Sheet, make_pdf, source_of
from tests.web.site_files import find_dead_ends, read_site

TEXTS = ["Partners had one vision.", "Budgets were pooled.", "A plan is due.", "No vision was shared."]
TAGS = {
    0: (make_tag("shared_vision", "leadership", "good_practice", 0.9),),
    1: (make_tag("pooled_budgets", "finance", "good_practice", 0.6),),
    3: (make_tag("no_shared_vision", "leadership", "failure", 0.9),),
}


class Watcher:
    """A progress display that does something at a file."""

    def __init__(self, at: str, does: Callable[[], None]) -> None:
        self._at = at
        self._does = does
        self.total = 0
        self.files: list[str] = []

    def start(self, total: int) -> None:
        """Note how many there are."""
        self.total = total

    def advance(self, file: str, status: str) -> None:
        """Note the file, and do it where it is the one."""
        self.files.append(file)
        if file == self._at:
            self._does()

    def close(self) -> None:
        """Nothing is open."""


def no_more() -> None:
    """What a person does who has waited long enough."""
    raise KeyboardInterrupt


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of two reports; the first is a PDF of three pages with findings on the first two."""
    return make_workspace(tmp_path_factory.mktemp("north"))


def make_workspace(folder: Path) -> Path:
    """Store the two reports."""
    connection = open_database(folder / "workspace", write=True)
    store_mined(connection, make_north(folder / "north.pdf"), key="k")
    store_mined(connection, make_mined("south.pdf", TEXTS, area="Southam", tags=TAGS), key="k")
    close_database(connection)
    return folder / "workspace"


def make_north(pdf: Path) -> MinedDocument:
    """A report with its PDF; the third sentence, which goes on over the page, is no finding."""

    def page(sheet: Sheet) -> None:
        for number, text in enumerate(TEXTS):
            sheet.at(text, 72, 82 + 20 * number)

    make_pdf(pdf, [page, page, page])
    mined = make_mined("north.pdf", TEXTS, area="Northbridge", area_code="E06000001", tags=TAGS)
    first = mined.document.pages[0]
    over = (*mined.sentences[3].regions, Region(page=2, box=mined.sentences[3].regions[0].box))
    source = source_of(pdf)
    document = replace(
        mined.document,
        source=source,
        pages=tuple(replace(first, number=number, label=str(number)) for number in (1, 2, 3)),
    )
    sentences = [
        replace(s, finding_id=make_finding_id(source.report_id, s.number, s.text)) for s in mined.sentences
    ]
    return replace(mined, document=document, sentences=(*sentences[:3], replace(sentences[3], regions=over)))


def write(workspace: Path, out: Path, **options: bool) -> SiteSummary:
    """Write a site, with a small codebook."""
    return write_site(workspace, out, settings=make_settings(), **options)


@pytest.fixture(scope="module")
def site(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the workspace."""
    out = tmp_path_factory.mktemp("out") / "site"
    write(workspace, out)
    return out


@pytest.fixture(scope="module")
def hostile_site(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the hostile workspace."""
    out = tmp_path_factory.mktemp("hostile out") / "site"
    write(hostile, out)
    return out


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder by name."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_every_kind_of_page_is_written(site: Path) -> None:
    """Overview, heat map, codebook, about; each report, pattern, theme, area and finding; tables of them."""
    files = contents(site)
    assert {"index.html", "heat-map.html", "codebook.html", "about.html", "assets/style.css"} <= files.keys()
    kinds = {"reports", "patterns", "themes", "areas"}
    pages = {name.removesuffix(".html") for name in files if name.split("/")[0] in kinds}
    assert {name.split("/")[0] for name in pages} == kinds
    assert {name.removeprefix("tables/").removesuffix(".csv") for name in files if name.startswith("tables/")} == {
        *pages,
        *("overview", "reports", "heat-map", "codebook"),
    }
    assert sum(name.startswith("findings/") for name in files) >= 6


def test_every_address_leads_somewhere(site: Path) -> None:
    """None leads out of the folder, to a file that is not there, or to a place that its page does not have."""
    assert find_dead_ends(site) == []


def test_a_hostile_site_has_no_dead_ends_and_no_scripts(hostile_site: Path) -> None:
    """Text of reports becomes neither an address nor an element, and names of files come from ids alone."""
    assert find_dead_ends(hostile_site) == []
    assert {page.scripts for page in read_site(hostile_site).values()} == {0}
    assert all(re.fullmatch(r"[A-Za-z0-9_./-]+", name) for name in contents(hostile_site))


def test_every_page_forbids_what_it_does_not_need(site: Path) -> None:
    """The policy in each page lets in its own pictures and style, and nothing else: no script, frame or form."""
    for path, page in read_site(site).items():
        rules = dict(rule.split(" ", 1) for rule in page.policy.split("; "))
        assert rules.pop("default-src") == "'none'", path
        assert rules.keys() == {"img-src", "style-src", "form-action", "base-uri"}
        assert {rules["form-action"], rules["base-uri"]} == {"'none'"}


def test_the_same_workspace_gives_the_same_bytes(site: Path, workspace: Path, tmp_path: Path) -> None:
    """No time, no order of chance and no path stands in any file."""
    write(workspace, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(site)


def test_no_path_of_this_machine_is_told(site: Path, workspace: Path) -> None:
    """A site that is passed on does not say in which folders its reports lay."""
    folder = str(workspace.parent).encode()
    assert [name for name, data in contents(site).items() if folder in data] == []


def test_only_pages_with_findings_have_pictures(site: Path) -> None:
    """The third page has none; a finding that goes on over the page brings the second."""
    pictures = {name.split("/")[0]: name.split("/")[2] for name in contents(site) if name.endswith(".png")}
    assert pictures.keys() == {"images", "thumbnails"}
    assert sorted(p.name for p in site.glob("images/*/*")) == sorted(p.name for p in site.glob("thumbnails/*/*"))
    assert sorted(p.name for p in site.glob("images/*/*")) == ["1.png", "2.png"]


def test_pictures_can_be_left_out(workspace: Path, tmp_path: Path) -> None:
    """Then no page is drawn, and each finding says why there is no picture."""
    summary = write(workspace, tmp_path / "site", images=False)
    assert summary.n_pictures == summary.n_not_drawn == 0
    assert not list(tmp_path.rglob("*.png"))
    north = source_of(workspace.parent / "north.pdf").report_id
    findings = list((tmp_path / "site" / "findings").glob(f"{north}-*"))
    assert findings
    assert all(LEFT_OUT in path.read_text() for path in findings)
    assert find_dead_ends(tmp_path / "site") == []


def test_a_report_that_cannot_be_drawn_is_shown_without_pictures(tmp_path: Path) -> None:
    """A file that is gone or has changed costs its pictures, not the site; how many is said."""
    workspace = make_workspace(tmp_path)
    (tmp_path / "north.pdf").write_bytes(b"something else")
    summary = write(workspace, tmp_path / "site")
    assert (summary.n_pictures, summary.n_not_drawn) == (0, 3)
    assert find_dead_ends(tmp_path / "site") == []
    assert any("has changed since it was read" in p.read_text() for p in tmp_path.glob("site/findings/*"))


def test_the_manifest_lists_every_file(site: Path) -> None:
    """Name, size and hash of each, so that a copy can be checked; no time, so that it is the same every time."""
    manifest = json.loads((site / "manifest.json").read_text())
    files = contents(site).keys() - {"manifest.json"}
    assert manifest["outputs"] == {
        name: {"sha256": hash_file(site / name), "bytes": (site / name).stat().st_size} for name in sorted(files)
    }


def test_what_was_written_is_counted(workspace: Path, tmp_path: Path) -> None:
    """Files, bytes, pages and pictures are those on the disk."""
    summary = write(workspace, tmp_path / "site")
    files = contents(tmp_path / "site")
    assert summary.n_files == len(files)
    assert summary.n_bytes == sum(len(data) for name, data in files.items() if name != "manifest.json")
    assert summary.n_pages == sum(name.endswith(".html") for name in files)
    assert summary.n_pictures == 2


def test_progress_is_told_of_each_page_and_picture(workspace: Path, tmp_path: Path) -> None:
    """As many as were announced, each once."""
    watcher = Watcher("", no_more)
    write_site(workspace, tmp_path / "site", settings=make_settings(), progress=watcher)
    assert len(watcher.files) == len(set(watcher.files)) == watcher.total


@pytest.mark.parametrize("at", ["index.html", "codebook.html"])
def test_an_interruption_leaves_the_old_site(at: str, workspace: Path, tmp_path: Path) -> None:
    """Ctrl-C in the middle changes nothing, and leaves nothing beside it."""
    out = tmp_path / "site"
    write(workspace, out, images=False)
    before = contents(out)
    with pytest.raises(KeyboardInterrupt):
        write_site(workspace, out, settings=make_settings(), progress=Watcher(at, no_more))
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_full_disk_leaves_the_old_site(workspace: Path, tmp_path: Path) -> None:
    """An error of the disk in the middle is said, and changes nothing."""
    out = tmp_path / "site"
    write(workspace, out, images=False)
    before = contents(out)

    def fill_the_disk() -> None:
        raise OSError(28, "No space left on device", str(out))

    with pytest.raises(StorageError, match="the disk is full"):
        write_site(workspace, out, settings=make_settings(), progress=Watcher("about.html", fill_the_disk))
    assert contents(out) == before


def test_a_workspace_that_changes_meanwhile_gives_no_mixed_site(tmp_path: Path) -> None:
    """Pages of two states would not agree with each other: nothing is written, and what to do is said."""
    workspace = make_workspace(tmp_path)

    def mine_another() -> None:
        connection = open_database(workspace, write=True)
        store_mined(connection, make_mined("late.pdf", TEXTS, tags=TAGS), key="k")
        close_database(connection)

    with pytest.raises(WorkspaceBusy, match="changed by another run"):
        write_site(
            workspace, tmp_path / "site", settings=make_settings(), progress=Watcher("about.html", mine_another)
        )
    assert not (tmp_path / "site").exists()


def test_a_site_takes_no_export_sets_place(workspace: Path, tmp_path: Path) -> None:
    """A folder with tables, or with other files, is not replaced by a site."""
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "manifest.json").write_text(json.dumps({"outputs": {"findings.csv": {}}}))
    with pytest.raises(UsageError, match="export set of another form"):
        write(workspace, tmp_path / "set")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.docx").touch()
    with pytest.raises(UsageError, match="holds files"):
        write(workspace, tmp_path / "other")


def export(workspace: Path, *words: str | Path) -> int:
    """Run `export` in this process."""
    return run_app(["export", "-w", str(workspace), *map(str, words)])


def test_the_site_lies_in_the_workspace_by_default(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How many files and megabytes, and which file to open, is said on stderr."""
    workspace = make_workspace(tmp_path)
    assert export(workspace, "--format", "site") == 0
    captured = capsys.readouterr()
    assert (workspace / "site" / "index.html").is_file()
    assert "MB" in captured.err
    assert "2 pages of reports as pictures" in captured.err
    assert "index.html" in captured.err
    assert captured.out == ""


def test_pages_that_could_not_be_drawn_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also with --quiet, as it is something that went wrong."""
    workspace = make_workspace(tmp_path)
    (tmp_path / "north.pdf").unlink()
    assert export(workspace, "--format", "site", "-q") == 0
    assert capsys.readouterr().err.startswith("3 pages with findings could not be drawn")


def test_several_forms_have_a_folder_each(tmp_path: Path, workspace: Path) -> None:
    """With --out each lies in a folder of its own in it, called as in a workspace."""
    assert export(workspace, "--format", "site, CSV", "--out", tmp_path / "out", "--no-page-images", "-q") == 0
    assert (tmp_path / "out" / "site" / "index.html").is_file()
    assert (tmp_path / "out" / "exports" / "findings.csv").is_file()
    assert not list(tmp_path.rglob("*.png"))


def test_the_summary_as_json(tmp_path: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One form gives its summary, several give one each by name."""
    assert export(workspace, "--format", "csv,site", "--out", tmp_path / "out", "--json") == 0
    assert json.loads(capsys.readouterr().out).keys() == {"csv", "site"}
    assert export(workspace, "--out", tmp_path / "one", "--json") == 0
    assert json.loads(capsys.readouterr().out)["n_reports"] == 2


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--format", "csv,pdf"], "unknown are pdf"),
        (["--format", "docx"], "one or more of: csv, site"),
        (["--format", ","], "one or more of: csv, site"),
        (["--format", "site", "--theme", "leadership"], "the whole workspace"),
        (["--theme", "leadership"], "name one with --out"),
    ],
    ids=["one unknown", "unknown", "none", "site of a part", "part in place of the whole"],
)
def test_what_cannot_be_exported_is_said(
    words: list[str], part: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unknown forms are named with the known ones; nothing is written."""
    before = sorted(workspace.rglob("*"))
    assert export(workspace, *words) == 2
    captured = capsys.readouterr()
    assert part in captured.err
    assert "What to do:" in captured.err
    assert sorted(workspace.rglob("*")) == before


def test_excel_marks_the_tables_of_the_site(tmp_path: Path, workspace: Path) -> None:
    """With --excel each CSV begins with a byte order mark, as in the export set."""
    assert export(workspace, "--format", "site", "--out", tmp_path / "s", "--no-page-images", "--excel", "-q") == 0
    assert {path.read_bytes()[:3] for path in (tmp_path / "s" / "tables").rglob("*.csv")} == {b"\xef\xbb\xbf"}


def test_plain_export_writes_the_tables_quietly(workspace: Path, tmp_path: Path) -> None:
    """`export -w W --out DIR -q`, as a process of its own, writes the CSV set and says nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "reportminer", "export", "-w", str(workspace), "--out", "set", "-q"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert {"findings.csv", "reports.csv", "manifest.json"} <= contents(tmp_path / "set").keys()


def test_a_terminal_in_the_folder_is_told_to_look_again(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder is replaced as a whole, so a terminal that stands in it sees nothing until it enters it again."""
    (tmp_path / "set").mkdir()
    monkeypatch.chdir(tmp_path / "set")
    assert export(workspace, "--out", ".", "-q") == 0
    assert "cd ." in capsys.readouterr().err
    assert (tmp_path / "set" / "findings.csv").is_file()


def test_no_cell_of_the_hostile_site_runs_as_a_formula(hostile_site: Path) -> None:
    """Every cell of every table that begins like a formula is a plain number, or begins with an apostrophe."""
    cells = set()
    for path in (hostile_site / "tables").rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells |= {cell for row in csv.reader(file) for cell in row}
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    risky = [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    assert [cell for cell in risky if not re.fullmatch(r"-?\d+(\.\d+)?", cell)] == []
