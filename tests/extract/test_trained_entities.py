"""The trained component: what it may add, how it is trained, and that a pipeline works without it."""

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from reportminer.codebook import load_codebook
from reportminer.errors import ConfigError, Missing, StorageError
from reportminer.extract.components import FOUND, SENTENCES, TEXT
from reportminer.extract.invented import Inventor, load_inventor
from reportminer.extract.labelled_names import LabelledNames, hash_labelled, read_labelled_names
from reportminer.extract.mention import Mention
from reportminer.extract.name_figures import LEAST, HeldOutNames, choose_thresholds, count_figures
from reportminer.extract.network import NAMES, SureName, recognise
from reportminer.extract.pipeline import load_pipeline
from reportminer.extract.rule_names import TRAINED
from reportminer.extract.train_entities import Names, NamesPlan, change_names, split_by_group, train_recogniser
from reportminer.extract.trained import (
    CARD,
    TrainedEntities,
    choose_names,
    has_unexplained,
    load_recogniser,
    read_thresholds,
)
from reportminer.gazetteer import load_gazetteer
from reportminer.ids import hash_file

PLAN = NamesPlan(passes=12, changed=2, batch=8)
LINES = (
    ("Staff at {Holm Court} were kind.", "PROVIDER"),
    ("A nurse from {Yew Lodge} rang at six.", "PROVIDER"),
    ("People liked {Elm Grange} and its cook.", "PROVIDER"),
    ("We asked {Anna Berg} about it.", "PERSON"),
    ("Her answer surprised {Tom Okoro} and us.", "PERSON"),
    ("It was {Lea Marsh} who wrote the plan.", "PERSON"),
    ("Nobody knew why the beds were shut.", ""),
    ("The Board met in May and the Trust agreed.", ""),
)
WORDS = {"tree": ["Ash", "Birch", "Cedar"], "house": ["Court", "Lodge", "Grange"], "first": ["Ina", "Max", "Ole"]}
FORMS = {"PROVIDER": ["{tree} {house}"], "PERSON": ["{first} {surname}"], "surname": ["{tree}man"]}


def label(line: str, name_label: str, *, group: str = "g") -> LabelledNames:
    """A sentence whose name stands between braces."""
    start, end = line.find("{"), line.find("}") - 1
    mentions = (Mention(start, end, name_label),) if name_label else ()
    return LabelledNames(id=line[:9], text=line.replace("{", "").replace("}", ""), mentions=mentions, group=group)


LABELLED = tuple(label(*line) for line in LINES)


@pytest.fixture(scope="module")
def inventor() -> Inventor:
    """Homes and people."""
    return Inventor(WORDS, FORMS)


@pytest.fixture(scope="module")
def trained(inventor: Inventor) -> tuple[Language, Any]:
    """A pipeline of words and a recogniser trained on eight sentences."""
    return train_recogniser(LABELLED, inventor, plan=PLAN)


@pytest.fixture(scope="module")
def model(trained: tuple[Language, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model's folder."""
    folder = tmp_path_factory.mktemp("entities")
    trained[1].to_disk(folder / NAMES, exclude=["vocab"])
    (folder / CARD).write_text('{"thresholds": {"PROVIDER": 0.0, "PERSON": 0.0}}', encoding="utf-8")
    return folder


def test_the_same_sentences_give_the_same_bytes(trained: tuple[Language, Any], inventor: Inventor) -> None:
    """Training twice gives the same weights, byte for byte."""
    again = train_recogniser(LABELLED, inventor, plan=PLAN)[1]
    assert again.to_bytes(exclude=["vocab"]) == trained[1].to_bytes(exclude=["vocab"])


def test_another_seed_gives_other_bytes(trained: tuple[Language, Any], inventor: Inventor) -> None:
    """The comparison above can fail."""
    other = train_recogniser(LABELLED, inventor, plan=replace(PLAN, seed=2))[1]
    assert other.to_bytes(exclude=["vocab"]) != trained[1].to_bytes(exclude=["vocab"])


def test_sureness_goes_with_spacys_own_reading(trained: tuple[Language, Any]) -> None:
    """Names with their sureness are the names that spaCy's own prediction gives."""
    nlp, recogniser = trained
    texts = [sentence.text for sentence in LABELLED]
    docs = [recogniser(nlp.make_doc(text)) for text in texts]
    found = recognise(recogniser, [nlp.make_doc(text) for text in texts])
    expected = [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs]
    assert [[name[:3] for name in names] for names in found] == expected
    assert any(found)
    assert all(0 < name.sureness <= 1 for names in found for name in names)


def test_weights_are_read_back(model: Path, trained: tuple[Language, Any]) -> None:
    """A recogniser read from its folder is the one that was written."""
    nlp, recogniser = trained
    assert load_recogniser(model, nlp).to_bytes(exclude=["vocab"]) == recogniser.to_bytes(exclude=["vocab"])


def test_names_are_changed_in_place() -> None:
    """A changed sentence has another name where the old one stood, and its place is known."""
    names = Names(pool={"PROVIDER": ["The Limes Nursing Home"]}, inventor=Inventor(WORDS, FORMS))
    plan = replace(PLAN, kept=0.0, swapped=1.0)
    text, (mention,) = change_names(LABELLED[0], names, plan, random.Random(1))
    assert text == "Staff at The Limes Nursing Home were kind."
    assert text[mention.start : mention.end] == "The Limes Nursing Home"


def test_common_nouns_stay() -> None:
    """An office in small letters is not replaced by a name."""
    sentence = label("The {chief executive} left.", "ROLE")
    names = Names(pool={"ROLE": ["Director of Nursing"]}, inventor=Inventor(WORDS, FORMS))
    plan = replace(PLAN, kept=0.0, swapped=1.0)
    assert change_names(sentence, names, plan, random.Random(1))[0] == sentence.text


def test_groups_stay_whole() -> None:
    """No group is both trained on and held out, and every sentence is held out once."""
    sentences = [label("Ask {Anna Berg}.", "PERSON", group=group) for group in "abcabcd"]
    folds = list(split_by_group(sentences, 3))
    assert sorted(at for _, held in folds for at in held) == list(range(len(sentences)))
    for rest, held in folds:
        assert not {sentences[at].group for at in rest} & {sentences[at].group for at in held}


def test_a_slot_without_words_is_named() -> None:
    """A form that nothing can fill is an error at once, not when chance comes to it."""
    with pytest.raises(ValueError, match="surname"):
        Inventor({"first": ["Ina"]}, {"PERSON": ["{first} {surname}"]})


@pytest.mark.parametrize(
    ("name", "taken", "kept"),
    [
        (SureName(9, 19, "PROVIDER", 0.9), [], True),
        (SureName(9, 19, "PROVIDER", 0.7), [], False),
        (SureName(9, 19, "PLACE", 1.0), [], False),
        (SureName(9, 19, "PROVIDER", 0.9), [Mention(9, 14, "PERSON")], False),
        (SureName(9, 19, "PROVIDER", 0.9), [Mention(9, 14, "PLACE")], True),
        (SureName(9, 19, "PROVIDER", 0.9), [Mention(9, 19, "PLACE")], False),
        (SureName(9, 19, "PROVIDER", 0.9), [Mention(5, 14, "PLACE")], False),
        (SureName(9, 19, "PROVIDER", 0.9), [Mention(20, 24, "PERSON")], True),
    ],
)
def test_rules_have_precedence(name: SureName, taken: list[Mention], kept: bool) -> None:
    """A name is added where it is sure, of a label that may be given, and swallows no more than a place."""
    assert bool(list(choose_names("Staff at Holm Court were kind.", [name], taken, {"PROVIDER": 0.8}))) is kept


@pytest.mark.parametrize(
    ("text", "found", "asked"),
    [
        ("The ward was full.", [], False),
        ("The Board agreed with the Trust.", [], False),
        ("They went to Holm Court.", [], True),
        ("They went to Leeds.", [(13, 18, "PLACE")], True),
        ("They asked CQC.", [(11, 14, "REGULATOR")], False),
        ("Holm Court was full.", [], True),
        ("Nurses were kind.", [], False),
    ],
)
def test_only_sentences_with_an_unexplained_capital_are_read(
    trained: tuple[Language, Any], text: str, found: list[tuple[int, int, str]], asked: bool
) -> None:
    """A sentence that lists and rules explain costs no time; a bare place may be a part of a longer name."""
    doc = trained[0].make_doc(text)
    doc.spans[FOUND] = [doc.char_span(*span) for span in found]
    assert has_unexplained(doc, doc[:]) is asked


def test_names_are_written_at_their_place_in_the_block(model: Path, trained: tuple[Language, Any]) -> None:
    """A name in the second sentence of a block is written with the block's offsets, one by one or in a batch."""
    nlp = trained[0]
    component = TrainedEntities(nlp, "trained_entities", str(model))
    text = "Nobody knew why. Staff at Holm Court were kind."
    docs = []
    for _ in range(3):
        doc = nlp.make_doc(text)
        for token in doc:
            token.is_sent_start = token.idx in (0, 17)
        doc.user_data |= {TEXT: text, SENTENCES: ()}
        docs.append(doc)
    read = [component(docs[0]), *component.pipe(docs[1:], batch_size=1)]
    assert [[(s.text, s.label_) for s in doc.spans[FOUND]] for doc in read] == [[("Holm Court", "PROVIDER")]] * 3


def test_a_missing_model_is_said(trained: tuple[Language, Any]) -> None:
    """A pipeline that names a model that is not there says so."""
    with pytest.raises(Missing, match="no-such-model"):
        TrainedEntities(trained[0], "trained_entities", "no-such-model")


def test_a_damaged_card_is_said(tmp_path: Path) -> None:
    """A card that is no JSON is an error with a remedy."""
    (tmp_path / CARD).write_text("{", encoding="utf-8")
    with pytest.raises(StorageError, match="make entities"):
        read_thresholds(tmp_path)


def test_damaged_weights_are_said(model: Path, trained: tuple[Language, Any], tmp_path: Path) -> None:
    """Weights that were cut short are an error with a remedy."""
    (tmp_path / NAMES).mkdir()
    for file in (model / NAMES).iterdir():
        (tmp_path / NAMES / file.name).write_bytes(file.read_bytes()[:100])
    with pytest.raises(StorageError, match="make entities"):
        load_recogniser(tmp_path, trained[0])


def held_out(*, right: bool, sureness: float, fold: int = 0) -> HeldOutNames:
    """A sentence in which the recogniser found one name."""
    sentence = LABELLED[0] if right else replace(LABELLED[0], mentions=())
    name = SureName(*LABELLED[0].mentions[0], sureness)
    return HeldOutNames(sentence=sentence, rules=(), names=(name,), fold=fold)


def test_a_threshold_is_the_lowest_that_is_precise_enough() -> None:
    """Eight of ten right is enough; what is less sure and mostly wrong is cut off."""
    sure = [held_out(right=at < 8, sureness=0.95) for at in range(10)]
    unsure = [held_out(right=False, sureness=0.6) for _ in range(5)]
    assert choose_thresholds([*sure, *unsure]) == {"PROVIDER": 0.61}


def test_too_few_names_give_no_threshold() -> None:
    """A label is not given on the strength of a handful of names."""
    assert choose_thresholds([held_out(right=True, sureness=0.99)] * (LEAST - 1)) == {}


def test_figures_with_and_without() -> None:
    """A name that only the recogniser finds counts for both together, not for the rules."""
    figure = count_figures([held_out(right=True, sureness=0.9)], {0: {"PROVIDER": 0.5}})["PROVIDER"]
    assert (figure.known, figure.rules_right, figure.both_right, figure.both_given) == (1, 0, 1, 1)


def test_bad_rows_are_listed(tmp_path: Path) -> None:
    """A stretch beyond the text or out of order is named with its line."""
    file = tmp_path / "entities.csv"
    file.write_text(
        "id,text,entities,group\na,Short,0-9 PLACE,g\nb,Short,2-3 PLACE;0-1 PLACE,g\n", encoding="utf-8"
    )
    with pytest.raises(ConfigError, match=r"line 2.*line 3"):
        read_labelled_names(file)


def test_the_shipped_labels_are_sound(root: Path) -> None:
    """Ids are unique, no sentence stands twice, and no mention begins or ends within a word."""
    labelled = read_labelled_names(root / "corpus" / "labels" / "entities.csv")
    assert (
        len({sentence.id for sentence in labelled})
        == len({sentence.text for sentence in labelled})
        == len(labelled)
    )
    for sentence in labelled:
        for start, end, _ in sentence.mentions:
            assert sentence.text[start:end] == sentence.text[start:end].strip()
            assert not sentence.text[start - 1 : start].isalnum() or not start
            assert not sentence.text[end : end + 1].isalpha()


def test_every_label_can_be_invented(root: Path) -> None:
    """The shipped forms make a name for each label of the shipped sentences."""
    labels = root / "corpus" / "labels"
    inventor, chance = load_inventor(labels / "invented_names.toml"), random.Random(1)
    used = {
        mention.label for sentence in read_labelled_names(labels / "entities.csv") for mention in sentence.mentions
    }
    assert all(inventor.invent(name, chance) for name in used)


def pipes(root: Path, pipeline: Path) -> list[str]:
    """The components of a pipeline."""
    nlp = load_pipeline(
        pipeline,
        codebook=load_codebook(root / "configs" / "codebook.toml"),
        gazetteer=load_gazetteer(root / "configs" / "gazetteer"),
        max_sentence_chars=2000,
    )
    return list(nlp.pipe_names)


def test_it_can_be_switched_on_and_is_off_as_shipped(root: Path, tmp_path: Path) -> None:
    """The shipped configuration leaves it out; switched on, it runs before overlaps are resolved."""
    shipped = root / "configs" / "pipeline.cfg"
    changed = tmp_path / "pipeline.cfg"
    changed.write_text(shipped.read_text(encoding="utf-8").replace(f'disabled = ["{TRAINED}"]', "disabled = []"))
    assert TRAINED not in pipes(root, shipped)
    on = pipes(root, changed)
    assert on.index("pattern_entities") < on.index(TRAINED) < on.index("resolve_entities")


def test_the_card_goes_with_the_weights_and_labels(root: Path) -> None:
    """The shipped weights are those of the card, trained on the shipped sentences."""
    folder = root / "models" / "entities"
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    labelled = read_labelled_names(root / "corpus" / "labels" / "entities.csv")
    assert {file.name: hash_file(file) for file in (folder / NAMES).iterdir()} == card["sha256"]
    assert card["labels"]["sha256"] == hash_labelled(labelled)
