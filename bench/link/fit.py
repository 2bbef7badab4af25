"""Fits the weights of `resources/link/likeness.yaml` (needs numpy).

python -m bench.link.fit GOLD.jsonl [--half 0] [--cache FILE]

A logistic regression over the pairs of reports that grouping would compare, of the incidents of one half: the weights
are of the evidence as it stands; weights that come out on the wrong side (conflict for, agreement against) are set to
nothing and the rest is fitted again. Prints the file's content.
"""

import argparse
from collections import defaultdict, deque
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from asof.link.events import LATEST, candidates, keys_of
from asof.link.features import Features, features
from asof.link.likeness import evidence
from bench.link.events import analysed, read

_STEPS, _RATE, _SHRINK = 4_000, 0.5, 1e-4


def pairs(made: Sequence[Features]) -> list[tuple[int, int]]:
    """The pairs that grouping would compare."""
    index: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=LATEST))
    found = []
    for i, one in enumerate(made):
        keys = keys_of(one)
        found += [(j, i) for j in candidates(i, index, keys)]
        for key in keys:
            index[key].append(i)
    return found


def fit(table: np.ndarray, same: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression, by gradient descent on standardised columns."""
    mean, spread = table.mean(0), table.std(0) + 1e-9
    columns = np.c_[(table - mean) / spread, np.ones(len(table))]
    weights = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        said = 1 / (1 + np.exp(-columns @ weights))
        weights -= _RATE * (columns.T @ (said - same) / len(same) + _SHRINK * weights)
    plain = weights[:-1] / spread
    return plain, float(weights[-1] - (plain * mean).sum())


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), default=0)
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    rows, documents = read(args.gold, args.half)
    found = analysed(documents, args.cache)
    analyses = {a.document: a.analysis for a in found if a.analysis}
    made = features(documents, analyses, {a.document: a.claims for a in found})
    incidents = defaultdict(set)
    for row in rows:
        for report in row["reports"]:
            incidents[report["document"]].add(row["incident"])
    compared = pairs(made)
    told = [evidence(made[j], made[i]) for j, i in compared]
    same = np.array([bool(incidents[made[j].document] & incidents[made[i].document]) for j, i in compared], float)
    names = list(told[0])
    while True:
        weights, bias = fit(np.array([[t[n] for n in names] for t in told]), same)
        kept = [n for n, w in zip(names, weights, strict=True) if (w < 0) == ("conflict" in n or "apart" in n)]
        if kept == names:
            break
        names = kept
    print(f"bias: {bias:.2f}\nweights:")
    for name, weight in zip(names, weights, strict=True):
        print(f"  {name}: {weight:.2f}")


if __name__ == "__main__":
    main()
