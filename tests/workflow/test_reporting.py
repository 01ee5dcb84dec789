"""Thematic reports of workspaces: every number traced to its rows, quotations balanced, links that work."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportminer.cli.output import format_json
from reportminer.errors import UsageError
from reportminer.ids import hash_file, hash_text
from reportminer.records import MinedDocument
from reportminer.settings import Settings, data_folder
from reportminer.store.codings import CodingRow, store_codings
from reportminer.store.connection import close_database, open_database, reading
from reportminer.store.passages import read_passages
from reportminer.store.reading import read_files, read_reports
from reportminer.store.writing import store_mined
from reportminer.workflow.exporting import export_workspace
from reportminer.workflow.reporting import WRITERS, choose_files, write_report
from reportminer.workflow.reporting_links import find_links
from reportminer.workflow.review_status import read_review
from tests.builders import make_mined
from tests.export.tracing import Tables, agrees, iter_sourced, iter_unsourced, parse
from tests.export.workspace import NO_VISION, POOLED, VISION, make_settings, make_workspace
from tests.workflow.browsing_workspaces import several, store

SENTENCE = "The council of {} and its partners held one shared vision of care for older people, number {}."
AGAINST = "Leaders of {} could not agree on any vision of care for older people at all, number {}."


def make_pair(name: str, area: str, n_good: int, **facts: str) -> MinedDocument:
    """A report with findings of both sides."""
    texts = [SENTENCE.format(area, n) for n in range(n_good)] + [AGAINST.format(area, "one")]
    tags = {n: (replace(VISION, probability=0.95 - n / 50),) for n in range(n_good)} | {n_good: (NO_VISION,)}
    return make_mined(name, texts, area=area, tags=tags, **facts)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One of everything that an export shows."""
    return make_workspace(tmp_path_factory.mktemp("tiny") / "study" / "workspace")


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several reports, of which somebody has read every sentence at random."""
    pairs = [make_pair(f"{n}.pdf", area, n, published=f"2018-0{n}") for n, area in enumerate(("East", "West"), 2)]
    workspace = store(tmp_path_factory.mktemp("reviewed") / "workspace", [*several(), *pairs])
    connection = open_database(workspace, write=True)
    passages = read_passages(connection)
    store_codings(
        connection,
        [
            CodingRow(
                coder="anna",
                finding_id=passage.finding_id,
                report_id=passage.report_id,
                text=passage.text,
                text_hash=hash_text(passage.text),
                patterns=tuple(sorted(passage.patterns)) if number % 3 else (),
                stratum="random",
                drawn_from=len(passages),
                machine=passage.machine,
                imported="2024-01-01",
            )
            for number, passage in enumerate(passages)
        ],
    )
    close_database(connection)
    return workspace


def write(workspace: Path, name: str = "report.html", **options: Any) -> str:
    """Write a report into the workspace and return it."""
    write_report(workspace, [workspace / name], settings=make_settings(), **options)
    return (workspace / name).read_text(encoding="utf-8")


def trace(page: str, workspace: Path, folder: Path, settings: Settings) -> int:
    """Compare every number of a page with the export of its workspace; return how many there are."""
    export_workspace(workspace, folder, settings=settings)
    review = read_review(workspace, settings=settings)
    tables = Tables(folder, review_status=json.loads(format_json(review)))
    tree = parse(page)
    wrong = [
        (shown, found, source)
        for shown, source in iter_sourced(tree)
        if not agrees(shown, found := tables.look_up(source))
    ]
    assert wrong == []
    assert list(iter_unsourced(tree)) == []
    return len(list(iter_sourced(tree)))


@pytest.mark.parametrize("theme", ["", "leadership"])
def test_every_number_is_that_of_the_export(tiny: Path, tmp_path: Path, theme: str) -> None:
    """Each number on the page stands in the row and column that it names, and no number stands without a name."""
    assert trace(write(tiny, theme=theme), tiny, tmp_path / "set", make_settings()) > 40


def test_every_number_of_a_reviewed_workspace_is_that_of_the_export(reviewed: Path, tmp_path: Path) -> None:
    """Corrected counts and the review's figures too."""
    page = write(reviewed)
    assert trace(page, reviewed, tmp_path / "set", make_settings()) > 100
    assert "Reports, corrected" in page
    assert "review-status.json#/machine/precision/value" in page


def test_a_wrong_number_is_seen(tiny: Path, tmp_path: Path) -> None:
    """The comparison fails where a number differs from its row, or has none."""
    page = write(tiny)
    changed = re.sub(r'(column=n_reports">)2<', r"\g<1>3<", page, count=1)
    assert changed != page
    with pytest.raises(AssertionError):
        trace(changed, tiny, tmp_path / "one", make_settings())
    with pytest.raises(AssertionError):
        trace(page.replace("Each figure", "Each of 17 figures"), tiny, tmp_path / "two", make_settings())


def quotations(page: str, heading: str) -> list[str]:
    """The passages quoted in a section, up to its counter-evidence."""
    section = page.split(heading)[1].split("<strong>Counter-evidence", maxsplit=1)[0]
    return re.findall(r"<blockquote[^>]*><p>“(.*?)”</p>", section)


def test_a_pattern_is_quoted_once_an_area_the_surest_first(reviewed: Path) -> None:
    """East and West have several passages each: one of each is quoted, the more certain before the other."""
    quoted = quotations(write(reviewed), "</span>: Shared vision</h3>")
    assert quoted[:2] == [SENTENCE.format("East", 0), SENTENCE.format("West", 0)]
    assert len(quoted) == 3
    assert len({text.split(" and its partners")[0] for text in quoted}) == 3


def test_counter_evidence_is_not_quoted_twice(reviewed: Path) -> None:
    """No passage stands on the page as a quotation more often than once but in the pairs of one report."""
    page = write(reviewed).split('id="contradictions"')[0]
    quoted = re.findall(r"<blockquote[^>]*><p>“(.*?)”</p>", page)
    assert len(quoted) == len(set(quoted)) > 0


def test_scraps_are_quoted_only_where_there_is_nothing_else(tmp_path: Path) -> None:
    """Of an area a whole sentence is taken before a surer scrap."""
    whole = "Partners in the north had pooled their budgets for older people."
    mined = make_mined(
        "n.pdf",
        ["budgets pooled:", whole],
        area="North",
        tags={0: (replace(POOLED, probability=0.99),), 1: (replace(POOLED, probability=0.6),)},
    )
    page = write(store(tmp_path / "workspace", [mined]))
    assert quotations(page, "</span>: Pooled budgets</h3>") == [whole]


def test_one_theme_tells_of_no_other(tiny: Path) -> None:
    """With a theme, its chapter alone stands there, under its name."""
    page = write(tiny, theme="leadership")
    headings = re.findall(r'<h2 id="theme-(.*?)"', page)
    assert headings == ["leadership"]
    title = re.search(r"<title>(.*?)</title>", page)
    assert title
    assert "budget" not in title[1].lower()


def test_an_unknown_theme_is_refused(tiny: Path) -> None:
    """A slip of the pen must not look like an empty report."""
    with pytest.raises(UsageError, match="leadershi"):
        write(tiny, theme="leadershi")


def test_the_title_is_the_one_given(tiny: Path) -> None:
    """As it stands, without being taken for markup."""
    assert "<h1><bdi>Budgets &lt;2019&gt;</bdi></h1>" in write(tiny, title="Budgets <2019>")


def test_files_that_were_not_read_are_listed(tiny: Path) -> None:
    """The scan, the damaged file, the copy, and the report of which a page is missing."""
    rows = write(tiny).split('id="unread"')[1].split("</table>")[0]
    for name in ("scan.pdf", "gone.pdf", "x/copy.pdf", "northbridge review.pdf"):
        assert name in rows
    assert "the pages hold images only" in rows


def test_licence_and_source_of_each_report_are_stated(tiny: Path) -> None:
    """Where a report states none, that is said."""
    rows = write(tiny).split('id="licences"')[1]
    assert "Open Government Licence v3.0" in rows
    assert "https://example.org/northbridge" in rows
    assert "Not stated in the report" in rows


def test_same_workspace_gives_the_same_bytes(tiny: Path, tmp_path: Path) -> None:
    """In every form, whatever the order in which the reports were stored."""
    other = make_workspace(tmp_path / "study" / "workspace", reverse=True)
    for form in WRITERS:
        contents = []
        for workspace in (tiny, other):
            write_report(workspace, [workspace / f"report.{form}"], settings=make_settings())
            contents.append((workspace / f"report.{form}").read_bytes())
        assert contents[0] == contents[1]


def test_no_path_of_the_machine_is_in_it(tiny: Path) -> None:
    """Neither the folder of the workspace nor that of the reports, which lie elsewhere."""
    page = write(tiny)
    assert str(tiny.parent) not in page
    assert "/reports/" not in page


def links_of(tmp_path: Path, at: Path, sources: str = "") -> str:
    """Where page 3 of a report that lies somewhere is found from a file in the workspace."""
    mined = make_mined("a b.pdf", ["One."])
    source = replace(mined.document.source, path=str(at / "a b.pdf"))
    workspace = store(
        tmp_path / "study" / "workspace", [replace(mined, document=replace(mined.document, source=source))]
    )
    with reading(workspace) as connection:
        files, (report,) = tuple(read_files(connection)), read_reports(connection)
    return find_links(files, out=workspace / "report.html", sources=sources).of(report, 3)


def test_reports_beside_the_workspace_are_linked_where_they_lie(tmp_path: Path) -> None:
    """So links work at once."""
    assert links_of(tmp_path, tmp_path / "study" / "reports") == "../reports/a%20b.pdf#page=3"


def test_reports_elsewhere_are_linked_by_name(tmp_path: Path) -> None:
    """A report that is passed on tells nothing of other folders."""
    assert links_of(tmp_path, tmp_path / "private") == "a%20b.pdf#page=3"


@pytest.mark.parametrize(
    ("sources", "address"),
    [
        ("our reports", "our%20reports/a%20b.pdf#page=3"),
        ("https://example.org/r/", "https://example.org/r/a%20b.pdf#page=3"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29/a%20b.pdf#page=3"),
    ],
)
def test_readers_may_find_the_reports_elsewhere(tmp_path: Path, sources: str, address: str) -> None:
    """A folder or a web address may be named; nothing else becomes an address."""
    assert links_of(tmp_path, tmp_path / "private", sources) == address


def test_a_report_that_was_read_is_never_written_over(tmp_path: Path) -> None:
    """The file named is one of the inputs."""
    mined = make_mined("mine.html", ["One."])
    source = replace(mined.document.source, path=str(tmp_path / "mine.html"))
    workspace = store(tmp_path / "w", [replace(mined, document=replace(mined.document, source=source))])
    (tmp_path / "mine.html").write_text("precious")
    with pytest.raises(UsageError, match="one of the reports"):
        write_report(workspace, [tmp_path / "mine.html"], settings=make_settings())
    assert (tmp_path / "mine.html").read_text() == "precious"


@pytest.mark.parametrize(
    ("out", "formats", "files"),
    [
        (None, [], ["w/report.html"]),
        (None, ["md", "docx"], ["w/report.md", "w/report.docx"]),
        ("x.docx", [], ["x.docx"]),
        ("x.HTML", ["html"], ["x.HTML"]),
        ("folder", ["html", "docx"], ["folder/report.html", "folder/report.docx"]),
    ],
)
def test_files_are_chosen_by_name_and_form(out: str | None, formats: Iterable[str], files: list[str]) -> None:
    """A name that ends as a form does is a file; every other one a folder."""
    chosen = choose_files(Path(out) if out else None, list(formats), workspace=Path("w"))
    assert [file.as_posix() for file in chosen] == files


@pytest.mark.parametrize(("out", "formats"), [("x.docx", ["html"]), ("x.md", ["md", "html"]), (None, ["pdf"])])
def test_what_cannot_be_written_is_refused(out: str | None, formats: list[str]) -> None:
    """Several forms in one file, another form than its name says, and forms that are none."""
    with pytest.raises(UsageError):
        choose_files(Path(out) if out else None, formats, workspace=Path("w"))


def test_figures_of_another_model_are_not_stated(tiny: Path) -> None:
    """The reports were coded by hand: the shipped model's figures say nothing of them."""
    page = write(tiny)
    assert "is not at hand" in page
    assert "card.json" not in page


def test_figures_of_the_model_come_from_its_card(tmp_path: Path) -> None:
    """Where the shipped model gave the tags, its held-out figures stand there."""
    version = hash_file(data_folder() / "models" / "patterns" / "card.json")[:12]
    mined = make_mined("a.pdf", ["Budgets were pooled by all partners of the area."], tags={0: (POOLED,)})
    mined = replace(mined, origin=replace(mined.origin, name="patterns", version=version))
    workspace = tmp_path / "workspace"
    connection = open_database(workspace, write=True)
    store_mined(connection, mined, key="k")
    close_database(connection)
    assert "card.json#/held_out/micro/precision" in write(workspace)
