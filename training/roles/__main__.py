"""Trains the weights of `resources/roles` on texts with MUC-4 keys.

python -m training.roles KEYS_FOLDER --cache FOLDER [--out FOLDER] [--choose]

--cache   where analyses are kept between runs (they take minutes)
--choose  learn on four fifths and print, for the fifth that was kept apart, what each threshold gives; writes nothing
--out     where the tables go; the package's own resources by default

Logistic regression with a quadratic penalty (liblinear), one model for each thing to be told. What the documents' model
says of a document is a feature of its things; in training it comes from models that have not seen the document
(five-fold cross-fitting), as it will at use.
"""

import argparse
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

from asof.annotate import annotate
from asof.extract.roles.features import Sheet, of_document
from asof.extract.roles.incidents import SLOTS, TOLD, gate, things
from asof.extract.roles.nominals import tree
from asof.records import Analysis, Document, Passage
from bench.extract.muc4 import TYPES, Text, texts
from training.roles.labels import labels
from training.roles.pairs import pairs
from training.roles.tables import Table, fitted

OUT = Path(__file__).parents[2] / "src" / "asof" / "resources" / "roles"
LEARNED_TYPES = TYPES[:5]
"""Six examples of forced work stoppages teach nothing."""
FOLDS = 5
DOCUMENT_PENALTY, THING_PENALTY, PAIR_PENALTY = 0.05, 0.2, 0.5
DOCUMENT_LEAST, THING_LEAST = 4, 4
"""A feature that fewer rows have is left out."""
LOWEST = -8.0


def analysed(text: Text, cache: Path) -> Analysis:
    """The engine's analysis of a text, from the cache where it lies there."""
    path = cache / text.id
    if path.exists():
        return msgspec.msgpack.decode(path.read_bytes(), type=tuple[str, Analysis])[1]
    document = Document(
        document=text.id, text=text.text, sha256="", passages=(Passage(start=0, end=len(text.text), part="body"),)
    )
    made = annotate(document)
    path.write_bytes(msgspec.msgpack.encode((text.text, made)))
    return made


class Learner:
    """Texts with what the models see of them."""

    def __init__(self, given: list[Text], cache: Path) -> None:
        self.texts = given
        self.marks: dict[tuple[int, Any], set[str]] = {}
        self.sheets = [Sheet(tree(analysed(t, cache))) for t in given]
        self.features = [of_document(s) for s in self.sheets]

    def document_truth(self, rows: list[int]) -> dict[str, Any]:
        """For each column of the documents' table, whether it is so."""
        kinds = [{k for t in self.texts[r].templates for k in t.types} for r in rows]
        return {TOLD: [bool(k) for k in kinds]} | {t: [t in k for k in kinds] for t in LEARNED_TYPES}

    def documents(self, rows: list[int]) -> Table:
        """The documents' table, learned from some rows."""
        return fitted([self.features[r] for r in rows], self.document_truth(rows), DOCUMENT_PENALTY, DOCUMENT_LEAST)

    def crossed(self, rows: list[int]) -> dict[int, tuple[float, str]]:
        """What models that have not seen a document say of it: whether an incident is told of, and its type."""
        made: dict[int, tuple[float, str]] = {}
        for fold in range(FOLDS):
            model = self.documents([r for n, r in enumerate(rows) if n % FOLDS != fold])
            made |= self.seen([r for n, r in enumerate(rows) if n % FOLDS == fold], model)
        return made

    def seen(self, rows: list[int], model: Table) -> dict[int, tuple[float, str]]:
        """What a model of documents says of some."""
        made = {}
        for r in rows:
            scores = dict(zip(model.names, model.scores(self.features[r]), strict=True))
            told = float(scores.pop(TOLD))
            made[r] = told, max(scores, key=lambda t: (scores[t], t))
        return made

    def gate(self, rows: list[int], views: dict[int, tuple[float, str]], found: Any) -> dict[str, Any]:
        """How to decide whether a document tells of an incident; things' scores from models that have not seen it."""
        highest = {r: dict.fromkeys(SLOTS, LOWEST) for r in rows}
        truth = self.thing_truth(found)
        fold = {r: n % FOLDS for n, r in enumerate(rows)}
        for k in range(FOLDS):
            learned = [i for i, (r, _, _) in enumerate(found) if fold[r] != k]
            part = {slot: [marks[i] for i in learned] for slot, marks in truth.items()}
            model = fitted([found[i][2] for i in learned], part, THING_PENALTY, THING_LEAST)
            peaks(model, [f for f in found if fold[f[0]] == k], highest)
        rows_of = np.array([gate(views[r][0], highest[r]) for r in rows])
        model = LogisticRegression(C=1.0).fit(rows_of, np.array([bool(self.texts[r].templates) for r in rows]))
        weights = [round(float(w), 3) for w in model.coef_[0]]
        return {"constant": round(float(model.intercept_[0]), 3), "weights": weights}

    def things(self, rows: list[int], views: dict[int, tuple[float, str]]) -> list[tuple[int, Any, list[str]]]:
        """The things of some documents: document, mentions, features."""
        return [(r, group, own) for r in rows for group, own in things(self.sheets[r], *views[r])]

    def strings(self, row: int, group: Any) -> list[str]:
        """The words of each mention of a thing."""
        tokens, text = self.sheets[row].analysis.tokens, self.texts[row].text
        return [text[tokens[m.first].start : tokens[m.last - 1].end] for m in group]

    def mark(self, row: int, group: Any) -> set[str]:
        """The roles that a thing fills by the key of its text."""
        key = row, group[0]
        if key not in self.marks:
            self.marks[key] = labels(self.texts[row].templates, self.strings(row, group))
        return self.marks[key]

    def thing_truth(self, found: list[tuple[int, Any, list[str]]]) -> dict[str, Any]:
        """For each role, whether each thing fills it in some template of its text's key."""
        marks = [self.mark(r, group) for r, group, _ in found]
        return {slot: [slot in m for m in marks] for slot in SLOTS}


def peaks(model: Table, found: Any, highest: dict[int, dict[str, float]]) -> None:
    """Raise, for each document, the highest log-odds of each role to those of its things."""
    for r, _, own in found:
        for slot, score in zip(SLOTS, model.scores(own), strict=True):
            highest[r][slot] = max(highest[r][slot], float(score))


def main() -> None:
    """Train, and write the tables or print what thresholds give."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keys", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--choose", action="store_true")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    learner = Learner(texts([options.keys]), options.cache)
    every = range(len(learner.texts))
    rows = [r for r in every if r % FOLDS or not options.choose]
    views = learner.crossed(rows)
    documents = learner.documents(rows)
    found = learner.things(rows, views)
    model = fitted([own for _, _, own in found], learner.thing_truth(found), THING_PENALTY, THING_LEAST)
    two = [*pairs(learner, rows, found)]
    joined = fitted([features for features, _ in two], {"same": [same for _, same in two]}, PAIR_PENALTY, THING_LEAST)
    decided = learner.gate(rows, views, found)
    print("gate", decided)
    if options.choose:
        from training.roles.choose import choose  # noqa: PLC0415 - only there

        choose(learner, [r for r in every if r % FOLDS == 0], documents, model, decided)
        return
    settings: dict[str, Any] = yaml.safe_load((options.out / "model.yaml").read_text("utf-8"))
    for name, made in (("documents", documents), ("things", model), ("pairs", joined)):
        data = made.written().encode()
        (options.out / f"{name}.tsv").write_bytes(data)
        settings[name] = {"sha256": hashlib.sha256(data).hexdigest(), "constants": made.constants}
    settings["gate"] = decided
    (options.out / "model.yaml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    print(Counter({slot: sum(learner.thing_truth(found)[slot]) for slot in SLOTS}), len(found), "things")


if __name__ == "__main__":
    main()
