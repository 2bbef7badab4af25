"""Tables of weights as they are shipped, and which features may stand in them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from asof.annotate.engine.labels import DEPS
from asof.extract.roles.features import triggers
from asof.resources import table

_WORD = re.compile(r"[^\W\d_]+")
_TYPE = re.compile(r"<[a-z]+>|-(?:passive|active)\b")
_LEAST_WEIGHT = 3
"""Hundredths; a row with nothing heavier is not written."""


class Table:
    """Weights of features, in hundredths as they are written."""

    def __init__(self, places: dict[str, int], weights: Any, constants: dict[str, float]) -> None:
        self.places, self.constants, self.names = places, constants, tuple(constants)
        self.weights = np.rint(weights * 100).astype(int)
        self.weights[np.abs(self.weights) < _LEAST_WEIGHT] = 0

    def scores(self, features: Iterable[str]) -> Any:
        """The log-odds of each column, as at use."""
        known = [self.places[f] for f in features if f in self.places]
        return self.weights[known].sum(0) / 100 + np.array(list(self.constants.values()))

    def written(self) -> str:
        """The table as text: rows in the order of their features."""
        lines = ["# Learned; made by training/roles, whose CARD.md says of what. Weights in hundredths."]
        lines.append("\t".join(("feature", *self.names)))
        for feature, place in sorted(self.places.items()):
            if self.weights[place].any():
                lines.append("\t".join((feature, *map(str, self.weights[place]))))
        return "\n".join(lines) + "\n"


@cache
def _general() -> frozenset[str]:
    """Words of news in general, names of countries and peoples left out."""
    words = {row["word"] for row in table("link/word_frequencies")} | set(triggers())
    columns = {"demonyms": ("demonym", "plural"), "admin1": ("name",), "aliases": ("name",)}
    named = {w.lower() for name, its in columns.items() for row in table(f"places/{name}") for column in its
             for w in _WORD.findall(row.get(column, ""))}  # fmt: skip
    return frozenset(words - named) | set(triggers())


@cache
def general(feature: str) -> bool:
    """Whether every word of a feature is one of news in general: no name of the texts learned from is kept."""
    body = _TYPE.sub("", feature.split("=", 1)[-1])
    for piece in re.split(r"[>&*=]", body):
        if piece.split("-")[0] in DEPS or piece.startswith("subj-"):
            continue
        if not all(len(w) < 3 or w in _general() for w in _WORD.findall(piece)):
            return False
    return True


def index(rows: Sequence[Sequence[str]], least: int) -> dict[str, int]:
    """A place for each feature that `least` rows have and that is one of news in general."""
    counts = Counter(f for row in rows for f in row)
    return {f: n for n, f in enumerate(sorted(f for f, c in counts.items() if c >= least and general(f)))}


def matrix(rows: Sequence[Sequence[str]], places: dict[str, int]) -> Any:
    """The rows as a sparse matrix of ones."""
    columns, bounds = [], [0]
    for row in rows:
        columns += [places[f] for f in row if f in places]
        bounds.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, bounds), shape=(len(rows), len(places)))


def fitted(rows: list[list[str]], truth: dict[str, Any], penalty: float, least: int) -> Table:
    """One logistic regression for each column of `truth`."""
    places = index(rows, least)
    given = matrix(rows, places)
    weights, constants = [], {}
    for name, column in truth.items():
        model = LogisticRegression(C=penalty, solver="liblinear", random_state=0).fit(given, np.array(column))
        weights.append(model.coef_[0])
        constants[name] = round(float(model.intercept_[0]), 2)
    return Table(places, np.stack(weights, 1), constants)
