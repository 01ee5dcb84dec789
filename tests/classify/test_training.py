"""Training, the folder it writes, and the tagger that reads it."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from reportminer.classify.csv_tagging import COLUMNS, tag_csv
from reportminer.classify.evaluate import evaluate_model
from reportminer.classify.nearness import find_nearest
from reportminer.classify.tagger import Tagger, load_tagger
from reportminer.classify.train import train_model
from reportminer.errors import ConfigError, Missing, StorageError, UsageError
from reportminer.records import Coding, NotTagged, Polarity
from reportminer.settings import find_model
from tests.classify.builders import BagEncoder, make_codebook, make_labels

GOOD = "Patients in Poplar went home promptly and without any wait."
BAD = "Patients in Poplar were stuck in hospital by long delays."
NOTHING = "The town of Poplar has a market on the first day of spring."
ADVICE = "The council of Poplar should publish a plan by next summer."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of heads trained on the small labels."""
    out = tmp_path_factory.mktemp("model") / "small"
    train_model(make_labels(), make_codebook(), BagEncoder(), out)
    return out


@pytest.fixture(scope="module")
def tagger(folder: Path) -> Tagger:
    """The tagger of that folder."""
    return load_tagger(folder, codebook=make_codebook(), encoder=BagEncoder())


def tags_of(tagger: Tagger, text: str) -> list[str]:
    """The patterns given to one sentence."""
    return [tag.pattern_id for tag in tagger.tag([text], BagEncoder().encode([text]))[0].tags]


def test_unseen_sentences_get_their_pattern(tagger: Tagger) -> None:
    """A sentence of a kind that was labelled gets its pattern, and only that."""
    assert tags_of(tagger, GOOD) == ["good_flow"]
    assert tags_of(tagger, BAD) == ["bad_flow"]
    assert tags_of(tagger, NOTHING) == []


def test_polarity_agrees_with_the_tags(tagger: Tagger) -> None:
    """The side is that of the tags; without a tag and without a finding it is none."""
    codings = tagger.tag([GOOD, BAD, NOTHING], BagEncoder().encode([GOOD, BAD, NOTHING]))
    assert [coding.polarity for coding in codings] == [Polarity.GOOD_PRACTICE, Polarity.FAILURE, Polarity.NONE]
    assert [coding.sentence for coding in codings] == [0, 1, 2]


def test_recommendations_are_told_apart(tagger: Tagger) -> None:
    """What should be done is a recommendation, what is so is not."""
    codings = tagger.tag([ADVICE, GOOD], BagEncoder().encode([ADVICE, GOOD]))
    assert [coding.is_recommendation for coding in codings] == [True, False]


def test_nothing_is_found_where_the_report_tells_of_itself(tagger: Tagger) -> None:
    """Below a heading about the review a sentence gets no pattern, no side and is no recommendation."""
    texts, section = [GOOD, BAD, ADVICE], ("Annex", "How we carried out the review")
    codings = tagger.tag(texts, BagEncoder().encode(texts), sections=[section] * 3)
    assert [(c.tags, c.polarity, c.is_recommendation) for c in codings] == [((), Polarity.NONE, False)] * 3


def test_nearest_is_the_highest_probability_of_any_sentence(tagger: Tagger) -> None:
    """Each pattern's nearest sentence is its own, also where another pattern is that sentence's likeliest."""
    texts = [NOTHING, GOOD, ADVICE]
    vectors = BagEncoder().encode(texts)
    probabilities = tagger.probabilities(texts, vectors)
    found = tagger.tag_report(texts, vectors).nearest
    assert [near.pattern_id for near in found] == list(make_codebook().pattern_ids)
    assert [near.sentence for near in found] == probabilities.argmax(axis=0).tolist()
    assert [near.probability for near in found] == pytest.approx(probabilities.max(axis=0), abs=1e-4)


def test_nearest_says_why_a_likely_sentence_was_not_tagged(tagger: Tagger) -> None:
    """A sentence that reached the threshold below a heading about the review is said to stand there."""
    vectors = BagEncoder().encode([GOOD])
    assert tagger.tag_report([GOOD], vectors).nearest[0].not_tagged is None
    told = tagger.tag_report([GOOD], vectors, sections=[("The review team",)]).nearest[0]
    assert (told.pattern_id, told.not_tagged) == ("good_flow", NotTagged.ABOUT_THE_REVIEW)


def test_nearest_says_where_the_other_side_was_likelier() -> None:
    """A pattern above its threshold that the sentence was not given lost to the opposite side."""
    coding = Coding(sentence=0, polarity=Polarity.NONE, polarity_probability=1.0)
    found = find_nearest(
        np.array([[0.6, 0.4]]),
        [coding],
        pattern_ids=("a", "b"),
        thresholds=(0.5, 0.5),
        method=np.array([False]),
    )
    assert [near.not_tagged for near in found] == [NotTagged.OTHER_SIDE, None]


def test_a_report_without_sentences_has_no_nearest(tagger: Tagger) -> None:
    """Where there is no sentence, none came near."""
    assert tagger.tag_report([], np.empty((0, 16), np.float32)).nearest == ()


def test_tags_say_why(tagger: Tagger) -> None:
    """A tag names words of the sentence and the nearest labelled example."""
    why = tagger.tag([BAD], BagEncoder().encode([BAD]))[0].tags[0].why
    assert "words:" in why
    assert "like (cosine" in why
    assert "stuck in hospital by long delays" in why


def test_accepted_tags_pass_both_lines(tagger: Tagger) -> None:
    """A tag's probability reaches its threshold, and an accepted tag's also the stated precision's."""
    lines = tagger.card["lines"]
    for tag in (
        tag for text in (GOOD, BAD) for c in tagger.tag([text], BagEncoder().encode([text])) for tag in c.tags
    ):
        limit = lines["accept"][make_codebook().pattern_ids.index(tag.pattern_id)]
        assert tag.probability >= tag.threshold
        assert not tag.accepted or (limit is not None and tag.probability >= round(limit, 4))


def test_a_sentence_is_tagged_alike_alone_and_among_others(tagger: Tagger) -> None:
    """Its neighbours in the call change nothing.

    But for the last digits: on some processors BLAS rounds a row's product by its place in the block (Haswell
    kernels: 1e-12 here). A report is always tagged whole, so its own results have one place only.
    """
    texts = [label.text for label in make_labels()]
    together = tagger.probabilities(texts, BagEncoder().encode(texts))
    alone = np.concatenate([tagger.probabilities([text], BagEncoder().encode([text])) for text in texts])
    np.testing.assert_allclose(together, alone, rtol=0, atol=1e-9)


def test_same_labels_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """A second training writes every file of the folder byte for byte."""
    train_model(make_labels(), make_codebook(), BagEncoder(), tmp_path / "again")
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}


def test_no_pickle_is_written_or_read(folder: Path) -> None:
    """The folder holds arrays that load without pickle, JSON and a README; nothing else."""
    assert {path.suffix for path in folder.iterdir()} == {".npz", ".json", ".md"}
    with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


def test_held_out_figures_stand_on_the_card(folder: Path) -> None:
    """Labels that are easy to tell apart give good held-out figures, held out by group."""
    held_out = json.loads((folder / "card.json").read_text())["held_out"]
    assert held_out["split"] == "group"
    assert held_out["micro"]["f1"] > 0.9


def test_another_codebook_is_refused(folder: Path) -> None:
    """Heads for other patterns are refused with the remedy; wording may differ."""
    load_tagger(folder, codebook=make_codebook(digest="d" * 64), encoder=BagEncoder())
    with pytest.raises(ConfigError, match="another codebook"):
        load_tagger(folder, codebook=make_codebook(extra=True), encoder=BagEncoder())


def test_another_encoder_is_refused(folder: Path) -> None:
    """Vectors of another encoder mean nothing to the heads."""
    with pytest.raises(ConfigError, match="the encoder bag"):
        load_tagger(folder, codebook=make_codebook(), encoder=BagEncoder("other"))


def test_changed_file_is_refused(folder: Path, tmp_path: Path) -> None:
    """A changed array file is found by its hash."""
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "heads.npz").write_bytes(b"x" + (folder / "heads.npz").read_bytes())
    with pytest.raises(StorageError, match="changed"):
        load_tagger(tmp_path, codebook=make_codebook(), encoder=BagEncoder())


def test_absent_folder_is_missing(tmp_path: Path) -> None:
    """A folder without heads is answered with how to train them."""
    with pytest.raises(Missing, match="reportminer train"):
        load_tagger(tmp_path / "none", codebook=make_codebook(), encoder=BagEncoder())


def test_too_few_labels_are_refused(tmp_path: Path) -> None:
    """Training on a handful of sentences is refused."""
    with pytest.raises(ConfigError, match="labelled sentence"):
        train_model(make_labels()[:5], make_codebook(), BagEncoder(), tmp_path)


def test_evaluation_counts_right_tags(tagger: Tagger) -> None:
    """The figures of a model on labels have counts, intervals and calibration."""
    found = evaluate_model(tagger, make_labels())
    assert found.figures["patterns"]["good_flow"]["n_true"] == 12
    low, high = found.figures["micro"]["f1_interval"]
    assert 0 <= low <= found.figures["micro"]["f1"] <= high <= 1
    assert found.figures["calibration"]["brier"] < 0.1
    json.dumps(found.figures)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_tag_csv_writes_the_stated_columns(tagger: Tagger, tmp_path: Path, encoding: str) -> None:
    """Any usual encoding is read; columns, ids and order are as stated; formulas are made safe."""
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(f'id,said\na,"{BAD}"\n,"=1+1 café – “x”"\n', encoding=encoding)
    result = tag_csv(source, "said", tagger, out)
    rows = list(csv.DictReader(out.open(encoding="utf-8", newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == ["a", "2"]
    assert rows[0]["patterns"] == "bad_flow"
    assert rows[1]["text"] == "'=1+1 café – “x”"
    assert (result.n_rows, result.n_tagged) == (2, 1)


def test_tag_csv_names_the_columns_there(tagger: Tagger, tmp_path: Path) -> None:
    """A column that is not there is answered with those that are."""
    (tmp_path / "in.csv").write_text("id,said\n1,x\n")
    with pytest.raises(UsageError, match="id, said"):
        tag_csv(tmp_path / "in.csv", "text", tagger, tmp_path / "out.csv")


def test_the_table_given_is_never_overwritten(tagger: Tagger, tmp_path: Path) -> None:
    """The file itself, also by another path, and a folder are refused as the place of the result."""
    source = tmp_path / "in.csv"
    source.write_text("id,text\n1,x\n")
    for out in (source, tmp_path / "." / "in.csv", tmp_path, Path()):
        with pytest.raises(UsageError, match="--out"):
            tag_csv(source, "text", tagger, out)
    assert source.read_text() == "id,text\n1,x\n"


def test_tagging_imports_no_sklearn() -> None:
    """Loading the shipped heads and tagging imports neither sklearn, scipy, torch nor pandas."""
    if not find_model("patterns").is_dir():
        pytest.skip("no heads are shipped")
    code = (
        "import sys; from reportminer.settings import *; from reportminer.embed.load import load_encoder;"
        "from reportminer.codebook.load import load_codebook; from reportminer.classify.tagger import load_tagger;"
        "import reportminer.classify.csv_tagging, reportminer.classify.evaluate;"
        "e = load_encoder(EncodeSettings()); b = load_codebook(find_config('codebook.toml'));"
        "t = load_tagger(find_model('patterns'), codebook=b, encoder=e); t.tag(['a b'], e.encode(['a b']));"
        "bad = {'sklearn', 'scipy', 'torch', 'pandas', 'spacy'} & set(sys.modules);"
        "sys.exit(str(bad) if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
