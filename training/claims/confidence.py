"""Fits the weights of confidence on annotated reports, and writes them into the table of the resources.

python -m training.claims.confidence GOLD DOCUMENTS IDS --leave-out FILE --data DATA [--dry]

Logistic regression with a ridge, over the features of `asof.extract.confidence` and whether the claim was right. What
must be monotone is kept so: a dearer way and a nearer rival never make a claim surer. A rule keeps near what the others
have until it has been seen often (the ridge). Read are the documents of IDS less those left out, and the half `train`
of the annotations in this folder; never those that `bench.extract.calibration` measures on.

Rows of the table that no claim showed keep their weights; those of kinds (`kind:`) are shares set by hand.
"""

import argparse
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import msgspec

from asof import extract as stage
from asof.annotate import annotate
from asof.extract import claims as extracting
from asof.extract.confidence import Known, features
from asof.extract.counts import Found
from asof.records import CountClaim, Document
from bench.extract.calibration import is_right
from bench.extract.counts import Row, documents, overlap, pairs, read_gold, read_ids
from bench.extract.hard import material

TABLE = Path(__file__).parents[2] / "src/asof/resources/extract/confidence.tsv"

RIDGE = 2.0
RULE_RIDGE = 12.0
STEPS = 300
MONOTONE = ("cost>", "rival<", "noun:maybe", "tree:differs")


class Example(NamedTuple):
    """A claim: its features, and whether it was right."""

    features: tuple[str, ...]
    right: bool


class Fitted(NamedTuple):
    """What a fit gives: the constant, the weights, and how often each feature was seen and right."""

    constant: float
    weights: dict[str, float]
    seen: Counter[str]
    right: Counter[str]


def fit(examples: Sequence[Example], least: int = 3) -> Fitted:
    """Weights of the features seen at least `least` times. Deterministic."""
    seen = Counter(f for e in examples for f in e.features)
    right = Counter(f for e in examples if e.right for f in e.features)
    names = sorted(f for f, n in seen.items() if n >= least and n < len(examples))
    index = {f: i for i, f in enumerate(names)}
    rows = [[index[f] for f in e.features if f in index] for e in examples]
    weights = [0.0] * len(names)
    share = sum(e.right for e in examples) / len(examples)
    constant = math.log(share / (1 - share))
    ridge = [RULE_RIDGE if f.startswith("rule:") else RIDGE for f in names]
    for _ in range(STEPS):
        slope, bend = [-r * w for r, w in zip(ridge, weights, strict=True)], list(ridge)
        slope0 = bend0 = 0.0
        for row, e in zip(rows, examples, strict=True):
            p = 1 / (1 + math.exp(-(constant + sum(weights[i] for i in row))))
            error, curve = e.right - p, p * (1 - p)
            slope0 += error
            bend0 += curve
            for i in row:
                slope[i] += error
                bend[i] += curve * len(row) / 2
        constant += slope0 / bend0 / 2
        for i, name in enumerate(names):
            weights[i] += slope[i] / bend[i] / 2
            if name.startswith(MONOTONE):
                weights[i] = min(weights[i], 0.0)
    return Fitted(constant, dict(zip(names, weights, strict=True)), seen, right)


def probability(fitted: Fitted, features: Sequence[str]) -> float:
    """What a fit says of a claim."""
    return 1 / (1 + math.exp(-(fitted.constant + sum(fitted.weights.get(f, 0.0) for f in features))))


def watched(document: Document) -> list[tuple[Row, tuple[str, ...]]]:
    """The count claims of a document that have a number, each with all its features."""
    seen: dict[tuple[int, int, str], tuple[str, ...]] = {}

    def kept(found: Found, known: Known) -> list[str]:
        made = features(found, known)
        seen[found.quantity.start, found.quantity.end, found.link.frame.outcome] = tuple(made)
        return made

    with mock.patch.object(extracting, "features", kept):
        made = stage.extract(document, annotate(document))
    counts = [c for c in made if isinstance(c, CountClaim) and not c.implied]
    return [(msgspec.to_builtins(c), seen[c.span.start, c.span.end, c.outcome]) for c in counts]


def examples(rows: dict[str, list[Row]], files: Sequence[Document]) -> Iterator[Example]:
    """Every claim of the documents, right or not by the gold; ignored stretches count neither way."""
    for document in files:
        asked = rows.get(document.document, [])
        ignored = [g for g in asked if g.get("ignore")]
        made = watched(document)
        matched = {id(s): g for g, s in pairs([g for g in asked if not g.get("ignore")], [s for s, _ in made])}
        for s, known in made:
            g, span = matched.get(id(s)), (s["span"]["start"], s["span"]["end"])
            if g is not None or not any(overlap((i["start"], i["end"]), span) for i in ignored):
                yield Example(known, g is not None and is_right(g, s))


def written(table: str, fitted: Fitted, size: int, right: int) -> str:
    """The table with the weights of a fit. Rows keep their order; what was not fitted keeps its weight."""
    made = []
    for line in table.splitlines():
        cells = line.split("\t")
        if line.startswith("#") or cells[0] == "feature" or cells[0].startswith("kind:"):
            made.append(line)
            continue
        name = cells[0]
        if name == "all":
            cells[1:4] = [f"{fitted.constant:.2f}", str(size), str(right)]
        else:
            weight = fitted.weights.get(name, 0.0) if fitted.seen[name] else float(cells[1])
            cells[1:4] = [f"{weight:.2f}", str(fitted.seen[name]), str(fitted.right[name])]
        made.append("\t".join(cells))
    return "\n".join(made) + "\n"


def main() -> None:
    """Fits and writes; with --dry prints the table instead."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("ids", type=Path)
    parser.add_argument("--leave-out", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--dry", action="store_true")
    asked: Any = parser.parse_args()
    left_out = frozenset(read_ids(asked.leave_out, frozenset()))
    gold = read_gold(asked.gold, left_out)
    files = documents(asked.folder, set(gold) | read_ids(asked.ids, left_out))
    found = [*examples(gold, files), *examples(*material(Path(__file__).parent, asked.data, "train"))]
    known = {line.split("\t")[0] for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")}
    found = [Example(tuple(f for f in e.features if f in known), e.right) for e in found]
    made = written(TABLE.read_text("utf-8"), fit(found), len(found), sum(e.right for e in found))
    print(made) if asked.dry else TABLE.write_text(made, "utf-8")


if __name__ == "__main__":
    main()
