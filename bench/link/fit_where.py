"""Fits the weights of `resources/link/where.yaml` (needs numpy): what says where an event was.

python -m bench.link.fit_where GOLD.jsonl [--half 0] [--cache FILE] [--shrink 1.0]

A conditional logit over the candidates of each incident of one half: the place in the registry shall weigh most; where
no candidate is it, the town that the registry puts in brackets, else (at a third) any place in the right state. By
Adam from nothing, so that the same input gives the same weights. Prints the file's content, and the share of
incidents of the other half whose state and city are right.
"""

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from asof.link.homes import homes
from asof.link.scenes import Candidate, candidates, heard
from asof.records import order_of_publication
from bench.link.events import analysed, plain, read

_STEPS, _RATE, _STATE_ALONE = 400, 0.08, 0.3
_PART = re.compile(r"\((.*?)\)")

Incident = tuple[list[Candidate], dict]


def incidents(path: Path, half: int, cache: Path | None) -> list[Incident]:
    """Each incident of a half with the candidates for its place."""
    rows, documents = read(path, half)
    found = analysed(documents, cache)
    analyses = {a.document: a.analysis for a in found if a.analysis}
    claims = {a.document: a.claims for a in found}
    by_id = {d.document: d for d in documents}
    at_home = homes(sorted(documents, key=order_of_publication), analyses)
    out = []
    for row in rows:
        told = sorted(
            (by_id[r["document"]] for r in row["reports"] if r["document"] in by_id), key=order_of_publication
        )
        out.append((candidates(heard(told, analyses, claims, at_home)), row))
    return out


def right(candidate: Candidate, row: dict) -> tuple[bool, bool, bool]:
    """Whether a candidate has the registry's state, its city, and the town that it puts in brackets."""
    state = plain(candidate.place.admin1) == plain(row["state"])
    name = plain(candidate.place.name)
    city = name in (plain(row["city"]), plain(_PART.sub("", row["city"])))
    return state, state and city, state and name in [plain(p) for p in _PART.findall(row["city"])]


def matrix(found: Sequence[Candidate], names: Sequence[str]) -> np.ndarray:
    """Evidence by candidate and name."""
    return np.array([[c.evidence.get(name, 0.0) for name in names] for c in found])


def fit(learned_from: Sequence[Incident], names: Sequence[str], shrink: float) -> np.ndarray:
    """The weights that make the registry's places weigh most, shrunk a little."""
    told = []
    for found, row in learned_from:
        marks = np.array([right(c, row) for c in found], float).reshape(len(found), 3)
        target, much = next(
            ((marks[:, n], m) for n, m in ((1, 1.0), (2, 1.0), (0, _STATE_ALONE)) if marks[:, n].any()), (None, 0.0)
        )
        if target is not None and not target.all():
            told.append((matrix(found, names), target, much))
    return descend(told, len(names), shrink)


def descend(told: Sequence[tuple[np.ndarray, np.ndarray, float]], size: int, shrink: float) -> np.ndarray:
    """The weights of a conditional logit: each choice's evidence, which candidates are right, how much it counts."""
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, _STEPS + 1):
        slope = 2 * shrink * weights / len(told)
        for table, target, much in told:
            said = table @ weights
            share = np.exp(said - said.max())
            share /= share.sum()
            due = share * target
            slope += much * (table.T @ (share - due / max(due.sum(), 1e-12))) / len(told)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def main() -> None:
    """Print the weights as YAML and, as comments, what they give on the other half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), default=0)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--shrink", type=float, default=1.0)
    given = parser.parse_args()
    own = incidents(given.gold, given.half, given.cache)
    names = sorted({name for found, _ in own for c in found for name in c.evidence})
    weights = fit(own, names, given.shrink)
    print("weights:")
    for name, one in zip(names, weights, strict=True):
        print(f"  {name}: {one:.2f}")
    hits: Counter[str] = Counter()
    other = incidents(given.gold, 1 - given.half, given.cache)
    for found, row in other:
        if found:
            best = found[int(np.argmax(matrix(found, names) @ weights))]
            state, city, _ = right(best, row)
            hits.update(state=state, city=city)
    print(f"# other half: state {100 * hits['state'] / len(other):.1f}, city {100 * hits['city'] / len(other):.1f}")


if __name__ == "__main__":
    main()
