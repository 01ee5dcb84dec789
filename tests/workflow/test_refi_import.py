"""Taking the codings of a REFI-QDA project back, from this program and from others."""

import csv
import re
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportminer.errors import UsageError
from reportminer.export.qdpx_sources import Selections
from reportminer.export.refi_check import check_package
from reportminer.records import Tag
from reportminer.store.codings import read_codings
from reportminer.store.connection import reading
from reportminer.store.matching import Filters
from reportminer.workflow.refi_export import export_project
from reportminer.workflow.refi_import import ProjectImport, import_project
from tests.export.refi_files import find_schema_errors, needs_schema, read_xml, rewrite
from tests.foreign_project import Marked, write_foreign
from tests.ingest.made_pdfs import make_pdf
from tests.refi_workspaces import (
    NO_VISION,
    POOLED,
    SETTINGS,
    TEXTS,
    VISION,
    code,
    code_all,
    copy_uncoded,
    find_id,
    list_codings,
    mine,
    store,
)

GUID = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """One report of four sentences, three of them tagged."""
    return store(tmp_path / "study", [mine(tmp_path / "reports", "north.pdf")])


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """The same report with a PDF that can be opened, so that regions can be stated."""
    content = make_pdf(tmp_path / "page.pdf", [lambda sheet: sheet.line("A page.")]).read_bytes()
    return store(tmp_path / "drawn", [mine(tmp_path / "reports", "north.pdf", content=content)])


def export(workspace: Path, **options: object) -> Path:
    """Export beside the workspace."""
    return export_project(workspace, workspace.parent / "qda", settings=SETTINGS, **options).file  # type: ignore[arg-type]


def take_in(workspace: Path, file: Path, coder: str = "anna", **options: object) -> ProjectImport:
    """Import a project."""
    return import_project(workspace, file, coder=coder, settings=SETTINGS, **options)  # type: ignore[arg-type]


def by_text(workspace: Path) -> dict[str, tuple[str, ...]]:
    """Patterns that anna gave by the first word of the sentence."""
    ids = {find_id(workspace, text): text.split()[0] for text in TEXTS}
    return {ids[key]: patterns for coder, key, patterns, *_ in list_codings(workspace) if coder == "anna"}  # type: ignore[misc, index]


SENTENCES = st.lists(
    st.text(st.sampled_from("abcdefg \x07\r\n\ufeff😀é-."), min_size=1, max_size=25).filter(
        lambda text: any(char.isalnum() for char in text)
    ),
    min_size=2,
    max_size=5,
    unique=True,
)
TAGGED = st.lists(st.sampled_from([(), (VISION,), (NO_VISION, POOLED)]), min_size=5, max_size=5)
SAID = st.fixed_dictionaries(
    {
        "themes": st.sampled_from([(), ("finance",), ("finance", "leadership")]),
        "polarity": st.sampled_from(["", "failure", "good_practice", "mixed", "neutral", "none"]),
        "is_recommendation": st.sampled_from([None, True, False]),
        "comment": st.sampled_from(["", "Look again & <ask> 😀", "Finding: of its own"]),
    }
)
CODED = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["anna", "Ben O'Hara"]),
        st.sets(st.sampled_from(["shared_vision", "no_shared_vision", "pooled_budgets"])),
        SAID,
    ),
    max_size=4,
    unique_by=lambda said: (said[0], said[1]),
)


@given(sentences=SENTENCES, tagged=TAGGED, coded=CODED, crlf=st.booleans())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_coding_comes_back(
    sentences: list[str],
    tagged: list[tuple[Tag, ...]],
    coded: list[tuple[int, str, set[str], dict[str, object]]],
    crlf: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Exported, and imported coder by coder into a copy without codings, people's codes are the same."""
    folder = tmp_path_factory.mktemp("round")
    tags = dict(zip(range(len(sentences)), tagged, strict=False))
    made = store(folder / "study", [mine(folder / "reports", "a.pdf", sentences, tags=tags)])
    code_all(made, coded)
    file = export(made, crlf=crlf)
    assert check_package(file) == ()
    fresh = copy_uncoded(made, folder / "fresh")
    for coder in sorted({coder for _, coder, _, _ in coded}):
        done = take_in(fresh, file, coder)
        assert done.not_matched == done.proposals == ()
        assert done.n_codings == sum(done.how.values())
    assert list_codings(fresh) == list_codings(made)


def as_another_program(xml: str) -> str:
    """Give everything new GUIDs, in lower case; leave out descriptions and users' ids."""
    new: dict[str, str] = {}
    for at, guid in enumerate(dict.fromkeys(GUID.findall(xml))):
        new[guid] = f"0a1b2c3d-0000-4000-8000-{at:012x}"
    renamed = GUID.sub(lambda found: new[found[0]] if f"internal://{found[0]}" not in xml else found[0], xml)
    return re.sub(r"\s*<Description>[^<]*</Description>", "", renamed)


def say_much(workspace: Path) -> None:
    """Let anna code three sentences: with a comment, with all there is, with nothing."""
    code(workspace, 0, "shared_vision", comment="Why?")
    code(workspace, 1, "pooled_budgets", themes=("finance",), polarity="mixed", is_recommendation=False)
    code(workspace, 2)


@pytest.mark.parametrize("selections", list(Selections))
@pytest.mark.parametrize("edit", [str, as_another_program])
def test_codings_come_back_in_every_form(drawn: Path, selections: Selections, edit: Callable[[str], str]) -> None:
    """By GUID; and where another program gave GUIDs of its own by place, words, and names of codes and users."""
    say_much(drawn)
    made = export(drawn, selections=selections)
    assert (b"<PDFSelection" in read_xml(made)) is (selections is not Selections.TEXT)
    file = rewrite(made, drawn.parent / "back.qdpx", edit, folder="Sources")
    fresh = copy_uncoded(drawn, drawn.parent / "fresh")
    done = take_in(fresh, file)
    assert done.not_matched == done.proposals == ()
    assert done.n_machine == (8 if selections is Selections.BOTH else 4)
    assert list_codings(fresh) == list_codings(drawn)


@pytest.mark.parametrize("origin", ["Example QDA", "QualCoder 3.6"])
def test_places_on_pages_alone_lead_back(drawn: Path, origin: str) -> None:
    """Without words, from the bottom left as the standard has it, and from the top left as QualCoder has it."""
    say_much(drawn)

    def edit(xml: str) -> str:
        xml = re.sub(
            r"<Representation[^>]*>\s*<PlainTextContent>[^<]*</PlainTextContent>\s*</Representation>",
            "",
            as_another_program(xml),
        )
        xml = re.sub(r' name="[^"]*"( page=)', r"\1", xml).replace(
            'origin="reportminer 0.1.0"', f'origin="{origin}"'
        )
        return re.sub(r'Y="(\d+)"', lambda y: f'Y="{842 - int(y[1])}"', xml) if origin[0] == "Q" else xml

    file = rewrite(export(drawn, selections=Selections.REGION), drawn.parent / "back.qdpx", edit)
    fresh = copy_uncoded(drawn, drawn.parent / "fresh")
    done = take_in(fresh, file)
    assert set(done.how) == {"page"}
    assert list_codings(fresh) == list_codings(drawn)


def test_what_is_as_it_was_is_left_alone(workspace: Path) -> None:
    """A row that says the same keeps its date and how it was drawn; a changed one keeps how it was drawn."""
    first = code(workspace, 0, "shared_vision", stratum="random", weight=2.0, drawn_from=8)
    file = export(workspace)
    done = take_in(workspace, file)
    assert (done.summary.n_rows, done.n_unchanged) == (0, 1)
    code(workspace, 0, "pooled_budgets", stratum="random", weight=2.0, drawn_from=8, comment="Mine.")
    done = take_in(workspace, file)
    assert (done.summary.n_rows, done.summary.n_replaced) == (1, 1)
    with reading(workspace) as connection:
        [row] = read_codings(connection)
    assert (row.patterns, row.stratum, row.weight, row.drawn_from) == (first.patterns, "random", 2.0, 8)
    assert row.comment == "Mine."


def test_the_machines_codings_are_nobody_elses(workspace: Path) -> None:
    """A project that holds nothing but them brings nothing in, and says what to do."""
    with pytest.raises(UsageError, match="4 are the machine's") as raised:
        take_in(workspace, export(workspace))
    assert "--corrected" in str(raised.value)


def remove(pattern: str) -> Callable[[str], str]:
    """Take something out of a project."""
    return lambda xml: re.sub(pattern, "", xml, count=1, flags=re.DOTALL)


def test_a_coder_may_go_over_the_machines_codings(workspace: Path) -> None:
    """Those that stand are the coder's too; one that is gone was rejected, with its passage or without."""
    passage = r"<PlainTextSelection(?:(?!<PlainTextSelection).)*?name=\"Budgets.*?</PlainTextSelection>"
    file = rewrite(export(workspace), workspace.parent / "gone.qdpx", remove(passage))
    done = take_in(workspace, file, corrected=True)
    assert done.n_gone == 2
    assert by_text(workspace) == {
        "Leaders": ("shared_vision",),
        "Staff": ("no_shared_vision",),
        "Budgets": (),
    }


def test_only_what_was_exported_can_be_gone(workspace: Path) -> None:
    """A project that was narrowed down says nothing of what it left out."""
    done = take_in(workspace, export(workspace, filters=Filters(theme="finance")), corrected=True)
    assert done.n_gone == 0
    assert by_text(workspace) == {"Budgets": ("pooled_budgets", "shared_vision")}


def test_what_is_gone_cannot_be_told_after_a_new_run(workspace: Path, tmp_path: Path) -> None:
    """The machine has coded anew, or the note is lost: then nothing is taken as rejected."""
    file = export(workspace)
    store(workspace, [mine(tmp_path / "reports", "south.pdf")])
    with pytest.raises(UsageError, match="cannot be told which of the machine's codings are gone"):
        take_in(workspace, file, corrected=True)
    no_note = rewrite(export(workspace), tmp_path / "x.qdpx", remove("State of the machine's codes: [0-9a-f]+"))
    with pytest.raises(UsageError, match="cannot be told"):
        take_in(workspace, no_note, corrected=True)


def all_by_anna(xml: str) -> str:
    """Give every coding to anna, as a program does that knows one user."""
    anna = re.search(r'<User guid="([^"]*)" name="anna"', xml)
    assert anna
    return re.sub(r'creatingUser="[^"]*"', f'creatingUser="{anna[1]}"', xml)


def by_nobody(xml: str) -> str:
    """Leave out who gave which code, and give the codings GUIDs of their own."""
    xml = re.sub(r"<Users>.*?</Users>", "", re.sub(r' creatingUser="[^"]*"', "", xml), flags=re.DOTALL)
    guids = iter(range(10_000))
    return re.sub(
        r'<Coding guid="[^"]*"', lambda _: f'<Coding guid="{next(guids):08X}-0000-0000-0000-{0:012}"', xml
    )


@pytest.mark.parametrize("edit", [all_by_anna, by_nobody])
def test_the_machines_codings_are_known_where_users_are_lost(workspace: Path, edit: Callable[[str], str]) -> None:
    """By the GUIDs of its codings, else by those of its passages: only the rest is the person's."""
    code(workspace, 3, "pooled_budgets")
    file = rewrite(export(workspace), workspace.parent / "lost.qdpx", edit)
    fresh = copy_uncoded(workspace, workspace.parent / "fresh")
    done = take_in(fresh, file)
    assert (done.n_machine, done.n_codings) == (4, 1)
    assert [row[2] for row in list_codings(fresh)] == [("pooled_budgets",)]


def test_other_people_are_told_and_left_out(workspace: Path) -> None:
    """Each coder is taken in alone, also under another name in the file; nobody is taken for somebody else."""
    code(workspace, 0, "shared_vision", coder="anna")
    code(workspace, 1, "shared_vision", coder="Ben")
    file = export(workspace)
    fresh = copy_uncoded(workspace, workspace.parent / "fresh")
    assert take_in(fresh, file).others == {"Ben": 1}
    with pytest.raises(UsageError, match=r"others are of (?=.*Ben \(1\))(?=.*anna \(1\))"):
        take_in(fresh, file, "carol")
    done = take_in(fresh, file, "carol", user="BEN")
    assert (done.summary.coder, done.summary.n_rows) == ("carol", 1)
    assert done.remarks == ("The file calls this person Ben",)
    with pytest.raises(UsageError, match="nobody in the file is called so"):
        take_in(fresh, file, "carol", user="dora")


def test_several_strangers_are_not_mixed_up(workspace: Path, foreign: Path, tmp_path: Path) -> None:
    """Two users of another program need --user; one alone is taken for the coder, and that is told."""
    with pytest.raises(UsageError, match=r"dr example \(5 codings\), student \(1 codings\)"):
        take_in(workspace, foreign, "eva")
    alone = write_foreign(tmp_path / "one.qdpx", workspace, FOREIGN[:1], users={"dr example": 1})
    assert "The file calls this person dr example" in take_in(workspace, alone, "eva").remarks


FOREIGN = [
    Marked(words=TEXTS[0], code="SHARED VISION", note="Strong evidence."),
    Marked(words="the plan of the partners", code="Leadership, Vision and Strategy"),
    Marked(words=f"{TEXTS[2]}\n\n{TEXTS[3]}", code="Pooled  budgets"),
    Marked(words=TEXTS[3], code="Trust"),
    Marked(words=TEXTS[0], code="Pooled  budgets", user="student"),
]


@pytest.fixture
def foreign(workspace: Path) -> Path:
    """A project of another program on the report of the workspace."""
    return write_foreign(workspace.parent / "My study.qdpx", workspace, FOREIGN)


@needs_schema
def test_the_foreign_project_is_one_by_the_schema(foreign: Path) -> None:
    """So that what is read is what programs may write."""
    with zipfile.ZipFile(foreign) as package:
        assert find_schema_errors(package.read("My study.qde").removeprefix(b"\xef\xbb\xbf")) == []


def test_another_programs_project_is_taken_in(workspace: Path, foreign: Path) -> None:
    """Lines whose two ends count one, a byte order mark, codes in other letters, notes, wide passages."""
    done = take_in(workspace, foreign, "Anna", user="Dr Example")
    rows = {
        key: (patterns, themes, comment) for _, key, patterns, themes, _, _, comment in list_codings(workspace)
    }
    assert rows == {
        find_id(workspace, "Leaders"): (("shared_vision",), (), "Strong evidence."),
        find_id(workspace, "Staff"): ((), ("leadership",), ""),
        find_id(workspace, "Budgets"): (("pooled_budgets",), (), ""),
        find_id(workspace, "People"): (("pooled_budgets",), (), ""),
    }
    assert done.how == {"place": 3}
    assert done.n_wide == 1
    assert done.others == {"student": 1}
    assert any("the end of a line as one character" in remark for remark in done.remarks)


def test_what_is_not_taken_in_is_listed_with_why(workspace: Path, foreign: Path) -> None:
    """A code that nobody knows is kept as a proposal with its sentences; pictures and whole documents are told."""
    done = take_in(workspace, foreign, "Anna", user="Dr Example")
    assert [(p.code, p.pattern_id, p.n_sentences) for p in done.proposals] == [("Culture > Trust", "trust", 1)]
    assert [(lost.source, lost.code, lost.reason) for lost in done.not_matched] == [
        ("North", "Culture > Trust", "the code is given to the whole document, not to a passage"),
        ("photo", "Leadership, Vision and Strategy > SHARED VISION", "the source is a picture or a recording"),
    ]
    folder = workspace / "review-imports" / "anna_my_study"
    assert done.folder == folder
    draft = tomllib.loads((folder / "proposed-codebook.toml").read_text())["patterns"]["trust"]
    assert draft == {
        "theme": "choose_a_theme",
        "polarity": "neutral",
        "definition": "People trust each other.",
    }
    with (folder / "proposed_codings.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["proposed_pattern"], row["text"]) == ("trust", TEXTS[3])
    with (folder / "not_matched.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2


def test_a_document_is_known_by_its_bytes_and_its_words(workspace: Path, tmp_path: Path) -> None:
    """Another name, another text: the PDF leads to the report, the words to the sentences."""
    text = "Page 1\n" + " ".join(TEXTS).replace("clear vision", "clear vi-\nsion") + "\nPage 2"
    marked = [Marked(words="one clear vi-\nsion for older people", code="SHARED VISION")]
    pdf = (tmp_path / "reports" / "north.pdf").read_bytes()
    file = write_foreign(tmp_path / "f.qdpx", workspace, marked, name="Scan 7", text=text, pdf=pdf)
    done = take_in(workspace, file)
    assert done.how == {"words": 1}
    assert by_text(workspace) == {"Leaders": ("shared_vision",)}


def test_a_document_nobody_knows_is_looked_for_by_words(workspace: Path, tmp_path: Path) -> None:
    """In all reports; what stands in none is told."""
    text = f"{TEXTS[1]} Nothing of this sentence stands in any report."
    marked = [
        Marked(words=TEXTS[1], code="SHARED VISION"),
        Marked(words="Nothing of this sentence stands in any report.", code="SHARED VISION"),
    ]
    done = take_in(workspace, write_foreign(tmp_path / "f.qdpx", workspace, marked, name="Notes", text=text))
    assert done.how == {"anywhere": 1}
    assert done.not_matched[-1].reason == "the source is a picture or a recording"
    assert "no report of the workspace is this source" in done.not_matched[1].reason
