"""Fits what the signs of `asof.reconcile.weighing` weigh, on half of an incident registry, and writes them as data.

python -m training.reconcile.weights GOLD [--claims FILE] [--half even|odd|all] [--dry]

GOLD and FILE are those of `bench.reconcile.incidents`. A softmax over the candidates of each incident (conditional
logit) with a ridge, one set of weights for the dead and one for the injured; incidents whose figure no candidate gives
teach nothing. `--half`: by the first byte of the SHA-256 of the incident's id; the even half is the one that was read
and worked on. Printed are the shares that are right by the rule and by the weights, on the half fitted on and on the
rest. Deterministic; some 15 s of processor time.
"""

import argparse
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from asof.reconcile import estimating, reconcile
from asof.reconcile.weighing import CLEARLY, OUTCOMES, Case, candidates
from bench.reconcile.incidents import given, incidents, read_all

TABLE = Path(__file__).parents[2] / "src/asof/resources/reconcile/weights.tsv"
RIDGE = 1.0
STEPS = 300
RATE = 0.05

Numbers = NDArray[np.float64]


class Example(NamedTuple):
    """The candidates of one outcome of one incident: their numbers and signs, the rule's number and the registry's."""

    even: bool
    outcome: str
    numbers: tuple[int, ...]
    signs: tuple[Mapping[str, float], ...]
    rule: int
    truth: int


def examples(gold: Path, kept: Path | None) -> Iterator[Example]:
    """Every incident's outcomes, as `estimate_event` puts them to `weighed`."""
    rows = read_all(gold, kept)
    for incident in incidents(gold):
        found: dict[str, Case] = {}

        def keep(case: Case, found: dict[str, Case] = found) -> None:
            found[case.outcome] = case

        with mock.patch.object(estimating, "weighed", keep):
            reconcile(given(incident, rows))
        even = hashlib.sha256(incident["incident"].encode()).digest()[0] % 2 == 0
        for outcome in OUTCOMES:
            case = found.get(outcome)
            told = candidates(case) if case and case.told else {0: {}}
            rule = case.rule if case else 0
            yield Example(even, outcome, tuple(told), tuple(told.values()), rule, incident[outcome])


def matrix(example: Example, names: Sequence[str]) -> Numbers:
    """The signs of an example's candidates, a row each."""
    return np.array([[float(signs.get(name, 0.0)) for name in names] for signs in example.signs])


def fit(told: Sequence[Example], names: Sequence[str], ridge: float = RIDGE) -> Numbers:
    """The weights under which the registry's numbers are likeliest, by Adam over all examples at once."""
    taught = [e for e in told if e.truth in e.numbers and len(e.numbers) > 1]
    rows = np.concatenate([matrix(e, names) for e in taught])
    sizes = np.array([len(e.numbers) for e in taught])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(taught)), sizes)
    right = rows[[s + e.numbers.index(e.truth) for s, e in zip(starts, taught, strict=True)]].sum(0)
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = rows @ weights
        sized = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chances = sized / np.add.reduceat(sized, starts)[owner]
        slope = rows.T @ chances - right + ridge * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def picked(example: Example, names: Sequence[str], weights: Numbers) -> int:
    """The number that the weights choose."""
    scores = matrix(example, names) @ weights
    best, rule = int(scores.argmax()), example.numbers.index(example.rule)
    return example.numbers[best] if scores[best] > scores[rule] + CLEARLY else example.rule


def shares(told: Sequence[Example], names: Sequence[str], weights: Numbers) -> str:
    """How many are right by the rule and by the weights, in percent."""
    rule = sum(e.rule == e.truth for e in told) / max(1, len(told))
    ours = sum(picked(e, names, weights) == e.truth for e in told) / max(1, len(told))
    return f"{len(told):5d} incidents: rule {100 * rule:.1f}, weighed {100 * ours:.1f}"


def written(names: Sequence[str], fitted: Mapping[str, Numbers]) -> None:
    """Write the weights into the table; words and comments stay, signs without words are told of by their name."""
    lines = TABLE.read_text("utf-8").splitlines()
    says = {row[0]: row[3] for line in lines if not line.startswith("#") and len(row := line.split("\t")) > 3}
    rows = [f"{n}\t{fitted['killed'][i]:.2f}\t{fitted['injured'][i]:.2f}\t{says[n]}" for i, n in enumerate(names)]
    head = [line for line in lines if line.startswith("#")]
    TABLE.write_text("\n".join([*head, "sign\tkilled\tinjured\tsays", *rows]) + "\n", "utf-8")


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--claims", type=Path, default=None)
    parser.add_argument("--half", choices=("even", "odd", "all"), default="even")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    options = parser.parse_args()
    told = list(examples(options.gold, options.claims))
    names = sorted({name for e in told for signs in e.signs for name in signs})
    fitted = {}
    for outcome in OUTCOMES:
        here = [e for e in told if e.outcome == outcome]
        own = [e for e in here if options.half == "all" or e.even == (options.half == "even")]
        fitted[outcome] = fit(own, names)
        rest = [e for e in here if e not in own]
        print(f"{outcome:8s} fitted on {shares(own, names, fitted[outcome])}")
        print(f"{'':8s} the rest  {shares(rest, names, fitted[outcome])}" if rest else "")
    if not options.dry:
        written(names, fitted)


if __name__ == "__main__":
    main()
