"""Trains the recogniser of names, measures it beside lists and rules, and writes its folder.

    python -m reportminer.workflow.train_entities [LABELS [FOLDER]]

`LABELS` is a folder with `entities.csv` and `invented_names.toml`. The same sentences, names, lists and rules give
the same bytes. Training takes some three minutes in one thread; measuring trains three times more, each time with
a third of the groups held out, and takes about six.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

# First of all, and for this alone: it keeps spaCy from importing torch.
import reportminer.workflow.mine  # noqa: F401  # isort: skip

from reportminer.codebook.load import load_codebook
from reportminer.extract.invented import Inventor, load_inventor
from reportminer.extract.labelled_names import LabelledNames, hash_labelled, read_labelled_names
from reportminer.extract.name_figures import (
    PRECISION,
    HeldOutNames,
    LabelFigures,
    add_up,
    choose_thresholds,
    count_figures,
    thresholds_by_fold,
)
from reportminer.extract.network import DEPTH, NAMES, ROWS, WIDTH, recognise
from reportminer.extract.rule_names import RuleNames
from reportminer.extract.train_entities import NamesPlan, split_by_group, train_recogniser
from reportminer.extract.trained import CARD
from reportminer.gazetteer.load import load_gazetteer
from reportminer.ids import hash_file
from reportminer.settings import Settings, data_folder, find_config
from reportminer.workflow.stale import GAZETTEER, NAMES_MODEL, PIPELINE, shipped_config

ENTITIES = "entities.csv"
"""Sentences with the names in them, in the folder of labels."""
INVENTED = "invented_names.toml"
"""Words and forms of names to train with."""
_FOLDS = 3
_WEIGHTS = ("cfg", "model", "moves")


def make_model(
    labelled: Sequence[LabelledNames], inventor: Inventor, folder: Path, *, plan: NamesPlan
) -> dict[str, Any]:
    """Train on all sentences, measure on held-out groups, write weights, card and README; return the card.

    Args:
        labelled: sentences with their names.
        inventor: makes names to train with.
        folder: made where needed.
        plan: how to train.
    """
    held_out = list(_hold_out(labelled, inventor, plan))
    figures = count_figures(held_out, thresholds_by_fold(held_out))
    _, recogniser = train_recogniser(labelled, inventor, plan=plan, on_progress=_tell)
    folder.mkdir(parents=True, exist_ok=True)
    recogniser.to_disk(folder / NAMES, exclude=["vocab"])
    card = {
        "form": 1,
        "name": NAMES_MODEL,
        "command": "python -m reportminer.workflow.train_entities",
        "network": {"kind": "spacy.TransitionBasedParser.v2 on spacy.HashEmbedCNN.v2", "width": WIDTH}
        | {"depth": DEPTH, "rows": ROWS},
        "plan": asdict(plan),
        "labels": {"sentences": len(labelled), "names": sum(len(x.names()) for x in labelled)}
        | {"sha256": hash_labelled(tuple(labelled))},
        "thresholds": choose_thresholds(held_out),
        "precision_asked": PRECISION,
        "held_out": {label: asdict(count) for label, count in figures.items()},
        "libraries": {name: version(name) for name in ("spacy", "thinc", "numpy")},
        "sha256": {name: hash_file(folder / NAMES / name) for name in _WEIGHTS},
        "licence": "Apache-2.0",
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(_describe(card, figures), encoding="utf-8")
    return card


def _hold_out(labelled: Sequence[LabelledNames], inventor: Inventor, plan: NamesPlan) -> Sequence[HeldOutNames]:
    """Train on each part of the groups and let the result read the rest."""
    rules = RuleNames(
        shipped_config(PIPELINE),
        codebook=load_codebook(find_config(Settings().codebook)),
        gazetteer=load_gazetteer(shipped_config(GAZETTEER)),
    )
    read: list[HeldOutNames] = []
    for fold, (rest, held) in enumerate(split_by_group(labelled, _FOLDS)):
        nlp, recogniser = train_recogniser([labelled[at] for at in rest], inventor, plan=plan, on_progress=_tell)
        found = recognise(recogniser, [nlp.make_doc(labelled[at].text) for at in held])
        read += [
            HeldOutNames(sentence=labelled[at], rules=rules.find(labelled[at].text), names=tuple(names), fold=fold)
            for at, names in zip(held, found, strict=True)
        ]
    return read


def _describe(card: Mapping[str, Any], figures: Mapping[str, LabelFigures]) -> str:
    rows = [_row(label, figure, card["thresholds"]) for label, figure in figures.items()]
    total = _row("all", add_up(figures.values()), {"all": ""})
    return _README.format(
        width=WIDTH,
        depth=DEPTH,
        rows=ROWS,
        sentences=card["labels"]["sentences"],
        names=card["labels"]["names"],
        asked=PRECISION,
        folds=_FOLDS,
        table="\n".join([*rows, total]),
    )


def _row(label: str, figure: LabelFigures, thresholds: Mapping[str, object]) -> str:
    alone = _scores(figure.rules_right, figure.rules_given, figure.known)
    both = _scores(figure.both_right, figure.both_given, figure.known)
    return f"| {label} | {thresholds.get(label, 'not given')} | {figure.known} | {alone} | {both} |"


def _scores(right: int, given: int, known: int) -> str:
    f1 = 2 * right / (given + known) if given + known else 0.0
    return f"{right / given if given else 0:.2f} | {right / known if known else 0:.2f} | {f1:.2f}"


_README = """# entities

A small recogniser of names, trained from nothing for this project: spaCy's `EntityRecognizer` on hashed word
features and a convolution (width {width}, depth {depth}, {rows} rows). It adds names that no list and no rule
finds. `card.json` says how it was trained; `names/` holds the weights as spaCy writes them.

- Made by `python -m reportminer.workflow.train_entities` (`make entities`) from `corpus/labels/entities.csv`:
  {sentences} sentences written for this project, {names} names in them. The same sentences, lists and rules give
  the same bytes. No other data, no pretrained vectors.
- In training, most names are replaced by others of their label or by invented ones
  (`corpus/labels/invented_names.toml`), so that it learns how sentences speak of a kind of body.
- A name is added only where it overlaps nothing that lists and rules found (bare places and dates inside it
  excepted), and where the recogniser is surer of it than a threshold for its label. Thresholds are the lowest at
  which {asked:.0%} of the added names were right on held-out groups; labels that reach this nowhere are not given.
- As shipped it is switched off: `disabled = ["trained_entities"]` in `configs/pipeline.cfg`. Take the name out of
  that list to switch it on.

## Held-out figures

Sentences of groups (invented areas, writers) that the recogniser was not trained on, {folds} folds; thresholds,
too, were set without the fold judged. Right means: the same characters and the same label. Names that begin with
a small letter ("social worker") are not counted.

| label | sure from | names | rules: precision | recall | F1 | with it: precision | recall | F1 |
|---|---|---|---|---|---|---|---|---|
{table}

These sentences are full of names, invented to be varied. Real prose is plainer and harder: `benchmarks/README.md`
has the figures on real reports.
"""


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Make the model from the labels and in the folder given, or from those of the checkout."""
    labels = Path(sys.argv[1]) if len(sys.argv) > 1 else data_folder() / "corpus" / "labels"
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else data_folder() / "models" / NAMES_MODEL
    labelled, inventor = read_labelled_names(labels / ENTITIES), load_inventor(labels / INVENTED)
    card = make_model(labelled, inventor, folder, plan=NamesPlan())
    print(f"{folder}: gives {', '.join(card['thresholds']) or 'nothing'}")


if __name__ == "__main__":
    main()
