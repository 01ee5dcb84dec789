"""The whole line on the sample corpus, through the real command line."""

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.gold import Score, compare, read_gold
from tests.functional.conftest import Run

TIMES = {"manifest.json"}  # the only file that holds times


def hashes(exports: Path) -> dict[str, str]:
    """The hash of every exported file that holds no times."""
    return {
        path.relative_to(exports).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(exports.rglob("*"))
        if path.is_file() and path.name not in TIMES
    }


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of an exported table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def scores(mined: Path) -> dict[str, Score]:
    """What was found of the gold."""
    return compare(mined / "exports", read_gold())


def test_every_file_ends_in_one_status(mined: Path, samples: Path) -> None:
    """Each file of the folder is a row of reports.csv, and the scan is said to be one."""
    files = rows(mined / "exports" / "reports.csv")
    assert sorted(row["file"] for row in files) == sorted(path.name for path in samples.iterdir())
    assert Counter(row["status"] for row in files) == {"ok": 11, "scanned": 1}


def test_no_sample_is_a_reprint(mined: Path) -> None:
    """Reviews of one series, one with its progress review, all count."""
    files = [row for row in rows(mined / "exports" / "reports.csv") if row["status"] == "ok"]
    assert {(row["counted"], row["duplicate_of"]) for row in files} == {("true", "")}


@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [
        ("status", 1.0, 1.0),
        ("area", 1.0, 1.0),
        ("report_type", 1.0, 1.0),
        ("review_start", 1.0, 1.0),
        ("review_end", 1.0, 1.0),
        ("published", 0.8, 0.8),
        ("headings", 0.98, 0.98),
        ("sentences", 0.99, 0.99),
        ("furniture", 1.0, 1.0),
        ("entities", 0.97, 0.95),
        ("patterns", 0.3, 0.3),
        ("accepted", 0.6, 0.02),
        ("polarity", 0.55, 0.45),
    ],
)
def test_gold_is_found(scores: dict[str, Score], kind: str, precision: float, recall: float) -> None:
    """What is known of the samples is found at least as well as these floors (figures: benchmarks/README)."""
    assert scores[kind].precision >= precision, scores[kind].false[:10]
    assert scores[kind].recall >= recall, scores[kind].misses[:10]


def test_every_finding_stands_in_the_text_of_its_page(mined: Path) -> None:
    """A finding's text is part of a block that touches the page it names."""
    pages: dict[tuple[str, str], str] = {}
    for line in (mined / "exports" / "blocks.jsonl").read_text(encoding="utf-8").splitlines():
        block = json.loads(line)
        key = (block["report_id"], str(block["page"] or ""))
        pages[key] = pages.get(key, "") + "\n" + block["text"]
    findings = rows(mined / "exports" / "findings.csv")
    assert findings
    for row in findings:
        # A block that began on the page before is listed there.
        before = str(int(row["page"]) - 1) if row["page"] not in ("", "1") else ""
        here = pages.get((row["report_id"], row["page"]), "") + pages.get((row["report_id"], before), "")
        assert row["text"] in here or row["text"].lstrip("'") in here, row


def test_second_run_does_nothing_and_says_so(reportminer: Run, samples: Path, mined: Path) -> None:
    """With nothing new, nothing is read and no byte of the exports changes."""
    before = hashes(mined / "exports")
    manifest = (mined / "exports" / "manifest.json").read_bytes()
    done = reportminer("run", samples, "-w", mined, "--ocr", "never")
    assert "Nothing to do" in done.stdout
    assert hashes(mined / "exports") == before
    assert (mined / "exports" / "manifest.json").read_bytes() == manifest


@pytest.mark.slow
def test_one_worker_gives_the_same_bytes(reportminer: Run, samples: Path, mined: Path, tmp_path: Path) -> None:
    """Exports do not depend on how many workers there are."""
    reportminer("run", samples, "-w", tmp_path / "one", "--workers", "1", "--ocr", "never")
    assert hashes(tmp_path / "one" / "exports") == hashes(mined / "exports")


def test_search_finds_by_words_and_meaning(reportminer: Run, mined: Path) -> None:
    """A question in other words than the text's finds delayed discharge, with page and reason."""
    done = reportminer("search", "stuck on a ward although fit to go home", "-w", mined, "-k", "5", "--json")
    hits = json.loads(done.stdout)
    assert len(hits) == 5
    assert all(hit["page"] >= 0 and hit["finding_id"] and hit["area"] for hit in hits)
    assert any("hospital" in hit["text"] or "discharge" in hit["text"] or "ward" in hit["text"] for hit in hits)


def test_search_filters_by_area_and_pattern(reportminer: Run, mined: Path) -> None:
    """Only sentences of the area that carry the pattern come back."""
    words = ("search", "home care", "-w", mined, "--area", "averndale", "--pattern", "delayed_discharge", "--json")
    hits = json.loads(reportminer(*words).stdout)
    assert hits
    assert {hit["area"] for hit in hits} == {"Averndale"}
    assert all("delayed_discharge" in hit["patterns"] for hit in hits)


def test_search_writes_a_table(reportminer: Run, mined: Path, tmp_path: Path) -> None:
    """`--out` writes the hits as CSV."""
    reportminer("search", "pooled budget", "-w", mined, "--one-per-area", "--out", tmp_path / "hits.csv")
    found = rows(tmp_path / "hits.csv")
    areas = [row["area"] for row in found]
    assert len(areas) == len(set(areas)) > 3


def test_similar_names_other_reports_first(reportminer: Run, mined: Path) -> None:
    """Findings like one come from other reports before its own."""
    finding = rows(mined / "exports" / "findings.csv")[0]
    hits = json.loads(reportminer("similar", finding["finding_id"], "-w", mined, "--json").stdout)
    assert hits[0]["report_id"] != finding["report_id"]
    assert finding["finding_id"] not in [hit["finding_id"] for hit in hits]


def test_status_names_what_failed_and_the_next_command(reportminer: Run, mined: Path) -> None:
    """The scanned report stands there with its reason and remedy."""
    done = reportminer("status", "-w", mined)
    assert done.returncode == 0
    for part in ("stannerleigh-2018-scanned.pdf", "What to do:", "Next: reportminer"):
        assert part in done.stdout


def test_export_of_one_theme(reportminer: Run, mined: Path, tmp_path: Path) -> None:
    """A part of the workspace goes to a folder of its own, with only that theme's findings."""
    done = reportminer("export", "-w", mined, "--theme", "leadership", "--out", tmp_path / "part", "--excel")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "part" / "findings.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    listed = rows(tmp_path / "part" / "findings.csv")
    assert listed
    assert all("leadership" in row["themes"].split(";") for row in listed)
    assert len(listed) < len(rows(mined / "exports" / "findings.csv"))


def test_a_part_does_not_replace_the_whole_set(reportminer: Run, mined: Path) -> None:
    """A filtered export without a folder is refused, because it would overwrite the exports of the run."""
    done = reportminer("export", "-w", mined, "--theme", "leadership")
    assert done.returncode == 2
    assert "--out" in done.stderr


def test_changed_added_and_removed_files(reportminer: Run, samples: Path, tmp_path: Path) -> None:
    """A run takes in what was added, reads anew what changed, and drops what is gone."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.html").write_bytes((samples / "wendleborough-2018.html").read_bytes())
    (folder / "b.txt").write_text(
        "Findings\n\nThere was a shared vision that all partners owned.\n", encoding="utf-8"
    )
    workspace = tmp_path / "w"
    assert reportminer("run", folder, "-w", workspace).returncode == 0
    (folder / "b.txt").write_text("Findings\n\nDelays in leaving hospital had grown worse.\n", encoding="utf-8")
    (folder / "a.html").unlink()
    (folder / "c.docx").write_bytes((samples / "penmarrow-2018.docx").read_bytes())
    done = reportminer("run", folder, "-w", workspace, "--json")
    summary = json.loads(done.stdout)
    assert (summary["new"], summary["changed"], summary["removed"]) == (1, 1, 1)
    files = {row["file"] for row in rows(workspace / "exports" / "reports.csv")}
    assert files == {"b.txt", "c.docx"}
    texts = " ".join(row["text"] for row in rows(workspace / "exports" / "findings.csv"))
    assert "shared vision that all partners owned" not in texts


def test_tag_any_table(reportminer: Run, tmp_path: Path) -> None:
    """Sentences of any CSV are tagged without a workspace."""
    table = tmp_path / "mine.csv"
    table.write_text(
        "text\nThere was no shared vision across the organisations.\nThe trust has 640 beds.\n=SUM(A1)\n",
        encoding="utf-8",
    )
    done = reportminer("tag", table, "--out", tmp_path / "tagged.csv")
    assert done.returncode == 0, done.stderr
    tagged = rows(tmp_path / "tagged.csv")
    assert tagged[0]["patterns"].split(";")[0] == "no_shared_vision"
    assert tagged[0]["polarity"] == "failure"
    assert tagged[1]["patterns"] == ""
    assert tagged[2]["text"] == "'=SUM(A1)"


def test_hostile_names_and_empty_folders(reportminer: Run, tmp_path: Path) -> None:
    """A folder without reports, a missing folder and a missing workspace are plain errors with a remedy."""
    (tmp_path / "empty").mkdir()
    for words, code in (
        (("run", tmp_path / "empty", "-w", tmp_path / "w"), 2),
        (("run", tmp_path / "missing", "-w", tmp_path / "w"), 2),
        (("search", "x", "-w", tmp_path / "none"), 2),
        (("status", "-w", tmp_path / "none"), 2),
    ):
        done = reportminer(*words)
        assert done.returncode == code, done.stderr
        assert "What to do:" in done.stderr
        assert "Traceback" not in done.stderr
