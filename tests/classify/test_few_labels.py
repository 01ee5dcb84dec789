"""A researcher's own small codebook: eight sentences a code."""

import csv
from pathlib import Path

from reportminer.classify.labels import read_labels
from reportminer.classify.tagger import load_tagger
from reportminer.classify.train import train_model
from reportminer.codebook.load import load_codebook
from reportminer.embed.load import load_encoder
from reportminer.settings import EncodeSettings

CODEBOOK = """
title = "School transport"
[themes.transport]
label = "School transport"
[patterns.buses_on_time]
theme = "transport"
polarity = "good_practice"
definition = "Buses come on time."
[patterns.buses_late]
theme = "transport"
polarity = "failure"
definition = "Buses are late or do not come."
"""
SENTENCES = {
    "buses_on_time": (
        "The bus came on time every morning.",
        "Drivers kept to the timetable throughout the year.",
        "Pupils arrived before the first bell each day.",
        "Buses were punctual in all weathers.",
        "The new operator has run every service on schedule.",
        "Parents praised the reliability of the morning bus.",
        "No bus was late in the autumn term.",
        "Children reached school in good time.",
    ),
    "buses_late": (
        "The bus was late three days in five.",
        "Pupils waited in the rain for buses that never came.",
        "Services were cancelled without notice.",
        "Children missed their first lesson because the bus was late.",
        "The operator left out stops when it was behind time.",
        "Late buses were the commonest complaint.",
        "A replacement bus took two hours to arrive.",
        "Buses often failed to turn up on Mondays.",
    ),
    "": (
        "The council runs 40 routes.",
        "Transport is free for children who live more than three miles away.",
        "The contract was let in 2015.",
        "Buses carry 52 pupils.",
        "The policy will be reviewed in May.",
        "Officers intend to publish a timetable.",
        "The depot lies in the north.",
        "Passes are issued in August.",
    ),
}


def test_few_labels_never_turn_codes_upside_down(tmp_path: Path) -> None:
    """Heads from eight sentences a code recognise those sentences: held-out noise does not reverse the judge."""
    (tmp_path / "codebook.toml").write_text(CODEBOOK, encoding="utf-8")
    with (tmp_path / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text", "patterns"])
        writer.writerows([text, text, code] for code, texts in SENTENCES.items() for text in texts)
    codebook = load_codebook(tmp_path / "codebook.toml")
    encoder = load_encoder(EncodeSettings())
    train_model(read_labels(tmp_path / "labels.csv", codebook), codebook, encoder, tmp_path / "model")
    tagger = load_tagger(tmp_path / "model", codebook=codebook, encoder=encoder)
    for code in ("buses_on_time", "buses_late"):
        texts = SENTENCES[code]
        codings = tagger.tag(texts, encoder.encode(texts))
        first = [coding.tags[0].pattern_id if coding.tags else "" for coding in codings]
        assert first.count(code) >= 7, first
