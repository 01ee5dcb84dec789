"""`search` and `similar` as they are typed."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.cli.app import run_app
from reportminer.embed.load import load_encoder
from reportminer.records import MinedDocument
from reportminer.settings import load_settings
from reportminer.store.connection import close_database, open_database
from reportminer.store.vectors import rebuild
from reportminer.store.writing import store_mined
from tests.builders import make_mined, make_tag

BUDGET = "=A pooled budget paid for equipment, and disputes about small sums had ended."
VISION = "Leaders could not agree on a vision, and nobody was accountable for older people."
DELAY = "People who were ready to leave waited in hospital for home care to start."
TEMPLATE = "{}: the review team met people who use services, and their carers, on two days in May."


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two areas, encoded with the shipped encoder."""
    folder = tmp_path_factory.mktemp("search") / "workspace"
    encoder = load_encoder(load_settings().encode)
    connection = open_database(folder, write=True)

    def encode(mined: MinedDocument) -> MinedDocument:
        vectors = encoder.encode([sentence.text for sentence in mined.sentences])
        return replace(mined, vectors=vectors.astype("<f4").tobytes(), dim=encoder.dim)

    good, bad = make_tag("pooled_budget", "money", "good_practice"), make_tag("no_vision", "leadership", "failure")
    first = [BUDGET, VISION, TEMPLATE.format("Alderby")]
    second = [DELAY, TEMPLATE.format("Birchford")]
    tags = {0: (good,), 1: (bad,)}
    store_mined(connection, encode(make_mined("a b.pdf", first, area="Alderby", tags=tags)), key="k")
    store_mined(connection, encode(make_mined("c.pdf", second, area="Birchford", tags={0: (bad,)})), key="k")
    rebuild(connection, folder)
    close_database(connection)
    return folder


def run(workspace: Path, *words: str) -> int:
    """Run a command on it."""
    return run_app([*words, "-w", str(workspace)])


def test_a_hit_says_where_what_and_why(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Area, year, page, quotation, score split, matched words, pattern."""
    assert run(workspace, "search", "pooled budgets", "-k", "1") == 0
    shown = capsys.readouterr().out
    assert shown.startswith(" 1. Alderby, 2018, p. 1   [R")
    assert f"“{BUDGET}”" in shown
    assert "; words: pooled, budget\n" in shown
    assert "good_practice: pooled_budget" in shown


def test_meaning_finds_without_a_shared_word(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A question in other words finds its answer."""
    assert run(workspace, "search", "patients stuck on a ward", "-k", "1") == 0
    assert DELAY in capsys.readouterr().out


def test_repeats_are_named_and_can_be_opened(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A result says where else it stands; --all shows the other words."""
    arguments = ("search", '"review team"', "--mode", "lexical")
    assert run(workspace, *arguments) == 0
    folded = capsys.readouterr().out
    assert folded.count("the review team met") == 1
    assert "also in: " in folded
    assert run(workspace, *arguments, "--all") == 0
    assert capsys.readouterr().out.count("the review team met") == 2


def test_json_gives_hits_and_with_all_their_repeats(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Machine output is a list of hits."""
    arguments = ("search", '"review team"', "--mode", "lexical", "--json")
    assert run(workspace, *arguments) == 0
    [hit] = json.loads(capsys.readouterr().out)
    assert hit["matched"] == ["review team"]
    assert "repeats" not in hit
    assert run(workspace, *arguments, "--all") == 0
    [hit] = json.loads(capsys.readouterr().out)
    assert [repeat["finding_id"] for repeat in hit["repeats"]] == hit["others"]


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_has_what_a_researcher_needs(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rank, scores, place, citation and link; no cell runs as a formula."""
    out = tmp_path / "hits.csv"
    assert run(workspace, "search", "pooled budgets", "-k", "1", "--out", str(out)) == 0
    [row] = read_rows(out)
    assert row["rank"] == "1"
    assert row["text"] == f"'{BUDGET}"
    assert row["matched"] == "pooled;budget"
    assert row["file"] == "a b.pdf"
    assert row["link"] == "a%20b.pdf#page=1"
    assert row["citation"] == "a b (2018), p. 1."
    assert row["patterns"] == "pooled_budget"
    assert float(row["score_lexical"]) > 0
    assert f"1 results written to {out}" in capsys.readouterr().err


def test_a_table_with_repeats_says_of_what(workspace: Path, tmp_path: Path) -> None:
    """With --all a repeat is a row of its own, with the rank of its result."""
    out = tmp_path / "hits.csv"
    assert run(workspace, "search", '"review team"', "--mode", "lexical", "--all", "--out", str(out)) == 0
    first, second = read_rows(out)
    assert first["repeat_of"] == ""
    assert second["repeat_of"] == first["finding_id"]
    assert first["rank"] == second["rank"] == "1"


def test_a_misspelt_word_is_named_with_another_spelling(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is said to a person goes to standard error, the results do not."""
    assert run(workspace, "search", "acountable leaders", "--mode", "lexical") == 0
    said = capsys.readouterr()
    assert "No sentence has “acountable”.\nDid you mean: accountable leaders\n" in said.err
    assert "Did you mean" not in said.out


def test_nothing_found_says_why(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The filter that leaves everything out is named."""
    assert run(workspace, "search", "budget", "--section", "nosuch") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == ("Nothing found among 5 sentences.\nNo sentence passes the filter on section (nosuch).\n")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--area", "alderby", "--polarity", "failure"), [VISION]),
        (("--theme", "leadership", "--one-per-area"), [DELAY, VISION]),
        (
            (
                "--pattern",
                "pooled_budget",
                "--since",
                "2018",
                "--until",
                "2018-12",
                "--type",
                "local_system_review",
            ),
            [BUDGET],
        ),
        (("--one-per-area", "--diverse", "--polarity", "good_practice"), [BUDGET]),
    ],
)
def test_filters_work_together(
    workspace: Path, words: tuple[str, ...], found: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Several narrow more, with breadth and difference as well."""
    assert run(workspace, "search", "hospital care waits", *words, "--json") == 0
    assert [hit["text"] for hit in json.loads(capsys.readouterr().out)] == found


def find(workspace: Path, query: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The id of the first hit."""
    run(workspace, "search", query, "-k", "1", "--mode", "lexical", "--json")
    return str(json.loads(capsys.readouterr().out)[0]["finding_id"])


def test_similar_gives_other_areas_and_the_opposite_side(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another area first; on request good practice for a failure."""
    asked = find(workspace, "accountable", capsys)
    assert run(workspace, "similar", asked, "-k", "1") == 0
    assert "    likeness 0." in capsys.readouterr().out
    assert run(workspace, "similar", asked, "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["area"] == "Birchford"
    assert run(workspace, "similar", asked, "--side", "opposite", "--json") == 0
    assert [hit["text"] for hit in json.loads(capsys.readouterr().out)] == [BUDGET]


def test_similar_says_where_the_sentence_itself_is_repeated(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A repeat is said beside the results, not among them."""
    asked = find(workspace, '"review team"', capsys)
    assert run(workspace, "similar", asked) == 0
    said = capsys.readouterr()
    assert "also stands, nearly word for word, in: R" in said.err
    assert "review team" not in said.out


def test_a_sentence_without_a_side_is_refused(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With exit code 2 and what to do."""
    asked = find(workspace, '"review team"', capsys)
    assert run(workspace, "similar", asked, "--side", "opposite") == 2
    assert "has no opposite side: its polarity is none" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["?!", "\0", "😀", '"', "NEAR()", "*"])
def test_a_question_without_a_word_is_refused(
    workspace: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In plain words, without a traceback."""
    assert run(workspace, "search", text) == 2
    assert "holds no word" in capsys.readouterr().err
