"""What `fit_when` and `fit_where` share: the reports of each incident, the arguments, and a conditional logit."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from asof.link.homes import Homes, homes
from asof.records import Analysis, Claim, Document, order_of_publication
from bench.link.events import analysed, read

_STEPS, _RATE = 400, 0.08

Choice = tuple[np.ndarray, np.ndarray, float]
"""Evidence by candidate and name, which candidates are right, how much the choice counts."""


class Told(NamedTuple):
    """An incident: its row of the gold, and its reports in order of publication."""

    row: dict
    reports: list[Document]


class Half(NamedTuple):
    """The incidents of a half with the analyses and claims of their reports, and where outlets are at home."""

    told: list[Told]
    analyses: dict[str, Analysis]
    claims: dict[str, Sequence[Claim]]
    at_home: Homes


def half(path: Path, number: int, cache: Path | None) -> Half:
    """Every incident of one half (0 or 1) of the gold."""
    rows, documents = read(path, number)
    found = analysed(documents, cache)
    analyses = {a.document: a.analysis for a in found if a.analysis}
    by_id = {d.document: d for d in sorted(documents, key=order_of_publication)}
    return Half(
        [Told(row, list(_in_order(row, by_id))) for row in rows],
        analyses,
        {a.document: a.claims for a in found},
        homes(list(by_id.values()), analyses),
    )


def _in_order(row: dict, by_id: dict[str, Document]) -> Iterator[Document]:
    wanted = {r["document"] for r in row["reports"]}
    return (document for name, document in by_id.items() if name in wanted)


def arguments(description: str | None) -> argparse.Namespace:
    """GOLD [--half 0] [--cache FILE] [--shrink 1.0], as both fits take them."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), default=0)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--shrink", type=float, default=1.0)
    return parser.parse_args()


def table(evidence: Sequence[dict[str, float]], names: Sequence[str]) -> np.ndarray:
    """Evidence by candidate and name."""
    return np.array([[said.get(name, 0.0) for name in names] for said in evidence])


def fit(told: Sequence[Choice], size: int, shrink: float) -> np.ndarray:
    """The weights that make what is right weigh most, shrunk a little; by Adam from nothing, so always the same."""
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, _STEPS + 1):
        slope = 2 * shrink * weights / len(told)
        for evidence, target, much in told:
            said = evidence @ weights
            share = np.exp(said - said.max())
            share /= share.sum()
            due = share * target
            slope += much * (evidence.T @ (share - due / max(due.sum(), 1e-12))) / len(told)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def show(names: Sequence[str], weights: np.ndarray) -> None:
    """Print the weights as the YAML file has them."""
    print("weights:")
    for name, one in zip(names, weights, strict=True):
        print(f"  {name}: {one:.2f}")
