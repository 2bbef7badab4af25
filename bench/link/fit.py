"""Fits the weights of `resources/link/likeness.yaml` (needs numpy).

python -m bench.link.fit GOLD.jsonl [--half 0] [--cache FILE] [--exchanged 0.3]

A logistic regression over the pairs of reports that grouping would compare, of the incidents of one half, and of a
second pile made of them in which every name and place is exchanged (bench/link/variants.py): what two events of one
day and one region differ in that happen in the same words. A pair of a report and one of the second pile weighs
`--exchanged`. The weights are of the evidence as it stands; those that come out on the wrong side (conflict for,
agreement against) are set to nothing and the rest is fitted again. Prints the file's content.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np

from asof.link.events import Grouping
from asof.link.features import Features, features
from asof.link.likeness import evidence
from asof.pipeline import Analysed
from asof.records import Document, order_of_publication
from bench.link.events import analysed, read
from bench.link.variants import variant

_STEPS, _SHRINK = 30, 1.0
_LATER = (0, 0, 0, 1, 2, -1)


class Pairs(Grouping):
    """Grouping that keeps what it compares."""

    def __init__(self) -> None:
        super().__init__()
        self.compared: list[tuple[Features, Features]] = []

    def _compare(self, one: Features) -> dict[int, float]:
        self.compared += [(self._held[j], one) for j in self.candidates(one)]
        return {}


def exchanged(document: Document, made: Analysed) -> tuple[Document, Analysed]:
    """The report with its names exchanged, some days earlier or later."""
    days = _LATER[hashlib.sha256(document.document.encode()).digest()[0] % len(_LATER)]
    return variant(document, made, 1, days)


def fit(table: np.ndarray, same: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression, by Newton's method, shrunk a little."""
    columns = np.c_[table, np.ones(len(table))]
    shrink = np.eye(columns.shape[1]) * _SHRINK
    shrink[-1, -1] = 0
    weights = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        said = 1 / (1 + np.exp(-np.clip(columns @ weights, -30, 30)))
        slope = columns.T @ (weight * (said - same)) + shrink @ weights
        curve = (columns * (weight * said * (1 - said))[:, None]).T @ columns + shrink
        step = np.linalg.solve(curve, slope)
        weights -= step
        if abs(step).max() < 1e-4:
            break
    return weights[:-1], float(weights[-1])


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), default=0)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--exchanged", type=float, default=0.3)
    args = parser.parse_args()
    rows, documents = read(args.gold, args.half)
    first = list(zip(documents, analysed(documents, args.cache), strict=True))
    pile = first + [exchanged(d, a) for d, a in first]
    pile.sort(key=lambda pair: order_of_publication(pair[0]))
    of = {r["document"]: row["incident"] for row in rows for r in row["reports"]}
    incident = {d.document: of[d.document.split("~")[0]] + ("~" if "~" in d.document else "") for d, _ in pile}
    made = {a.document: a for _, a in pile}
    analyses = {key: a.analysis for key, a in made.items() if a.analysis}
    grouping = Pairs()
    for one in features([d for d, _ in pile], analyses, {key: a.claims for key, a in made.items()}):
        grouping.add(one)
    told = [evidence(a, b) for a, b in grouping.compared]
    same = np.array([incident[a.document] == incident[b.document] for a, b in grouping.compared], float)
    mixed = np.array([("~" in a.document) != ("~" in b.document) for a, b in grouping.compared])
    weight = np.where(mixed, args.exchanged, 1.0)
    names = list(told[0])
    while True:
        weights, bias = fit(np.array([[t[n] for n in names] for t in told]), same, weight)
        kept = [n for n, w in zip(names, weights, strict=True) if (w < 0) == ("conflict" in n or "apart" in n)]
        if kept == names:
            break
        names = kept
    print(f"bias: {bias:.2f}\nweights:")
    for name, one in zip(names, weights, strict=True):
        print(f"  {name}: {one:.2f}")


if __name__ == "__main__":
    main()
