"""Trained heads against the sentences of the codebook that they were trained for."""

from dataclasses import replace
from pathlib import Path

from reportminer.classify.tagger import load_tagger
from reportminer.classify.train import train_model
from reportminer.workflow.codebook_check import compare_with_heads
from tests.classify.builders import BagEncoder, make_codebook, make_labels

PROMPT = "Patients in Poplar went home promptly and without any wait."
STUCK = "Patients in Poplar were stuck in hospital by long delays."


def test_trained_heads_show_sentences_in_the_wrong_place(tmp_path: Path) -> None:
    """An example of another code and a near miss that carries the code are found; the rest is quiet."""
    plain = make_codebook()
    train_model(make_labels(), plain, BagEncoder(), tmp_path / "model")
    good, bad, neutral = plain.patterns
    good = replace(good, examples=(PROMPT, STUCK), near_misses=(STUCK,))
    bad = replace(bad, near_misses=(PROMPT, STUCK))
    book = replace(plain, patterns=(good, bad, neutral))
    tagger = load_tagger(tmp_path / "model", codebook=book, encoder=BagEncoder())
    found = list(compare_with_heads(book, tagger))
    assert [(p.rule, p.code, p.others, p.texts) for p in found] == [
        ("model_misses_example", "good_flow", ("bad_flow",), (STUCK,)),
        ("model_takes_near_miss", "bad_flow", (), (STUCK,)),
    ]
    assert found[0].probability < 0.5 < found[1].probability
