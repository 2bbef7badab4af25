"""Fits the weights by which a count is told to be about a report's main story, and writes them into the resources.

python -m training.claims.main GOLD DOCUMENTS IDS --leave-out FILE --data DATA [--dry]

Logistic regression with a ridge over the features of `asof.extract.surroundings`. What the count before is about is
taken from the annotation where it has it, else from words and dates. Read are the documents of IDS less those left out,
and the half `train` of the reports of `main.jsonl`.
Needs scikit-learn (`training/requirements.txt`).
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import numpy as np

from asof import extract as stage
from asof.annotate import annotate
from asof.extract import background
from asof.extract import claims as extracting
from asof.extract.counts import Found
from asof.extract.surroundings import Setting, after, around, is_single, setting
from asof.extract.valid_time import Dated
from asof.records import Analysis, Document, moment
from bench.extract.counts import Row, documents, pairs, read_gold, read_ids
from bench.extract.main_story import read_stories

TABLE = Path(__file__).parents[2] / "src/asof/resources/extract/main.tsv"
INVERSE_RIDGE = 0.5
LEAST = 10
HEAD = """# Learned (python -m training.claims.main): what speaks for (above nought) or against a count's being about
# the main story, as log-odds in hundredths; `all` is the constant, `seen` the annotated claims that had the feature.
# What a feature is: extract/surroundings.py.
feature	hundredths	seen
"""


class Example(NamedTuple):
    """A count claim: its features, and whether it is about the main story."""

    features: tuple[str, ...]
    main: bool


class Watched(NamedTuple):
    """What `main_story` was given for a document, and what words and dates alone say."""

    where: Setting
    counts: list[Found]
    own: list[Dated | None]
    by_cues: list[bool]


def watched(document: Document) -> Watched | None:
    """The counts of a document as the rule for the main story sees them; None where there are none."""
    kept: list[Watched] = []
    rule = background.main_story

    def watch(
        document: Document, analysis: Analysis, counts: list[Found], own: list[Dated | None], day: str | None
    ) -> background.Stories:
        made = rule(document, analysis, counts, own, day)
        kept_here = [x for x in zip(counts, own, made.by_cues, strict=True) if not is_single(x[0])]
        numbered = [f for f, _, _ in kept_here]
        where = setting(document, analysis, counts, moment(day), background.home(analysis.places))
        kept.append(Watched(where, numbered, [o for _, o, _ in kept_here], [c for _, _, c in kept_here]))
        return made

    with mock.patch.object(extracting, "main_story", watch):
        stage.extract(document, annotate(document))
    return kept[0] if kept else None


def examples(rows: Sequence[Row], seen: Watched) -> Iterator[Example]:
    """The annotated claims of a document, in the order of the text."""
    got: list[Row] = [
        {"span": {"start": f.quantity.start, "end": f.quantity.end}, "outcome": f.link.frame.outcome}
        for f in seen.counts
    ]
    asked = [g for g in rows if not g.get("ignore")]
    gold = {id(s): bool(g["main"][0]) for g, s in pairs(asked, got) if s["outcome"] in g["outcome"]}
    before: tuple[Found, bool] | None = None
    for i in sorted(range(len(got)), key=lambda i: seen.where.order(seen.counts[i])):
        main = gold.get(id(got[i]))
        if main is not None:
            yield Example(
                (*around(seen.where, seen.counts[i], seen.own[i]), *after(seen.where, before, seen.counts[i])), main
            )
        before = seen.counts[i], seen.by_cues[i] if main is None else main


def written(found: Sequence[Example]) -> str:
    """The table of a fit: features seen at least `LEAST` times, in order. Deterministic."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - training only

    seen = Counter(f for e in found for f in e.features)
    names = sorted(f for f, n in seen.items() if n >= LEAST)
    columns = {f: i for i, f in enumerate(names)}
    matrix = np.zeros((len(found), len(names)))
    for row, each in enumerate(found):
        matrix[row, [columns[f] for f in each.features if f in columns]] = 1
    fitted = LogisticRegression(C=INVERSE_RIDGE, max_iter=2000).fit(matrix, np.array([e.main for e in found]))
    rows = [("all", fitted.intercept_[0], len(found))]
    rows += [(f, w, seen[f]) for f, w in zip(names, fitted.coef_[0], strict=True)]
    return HEAD + "".join(f"{name}\t{round(100 * weight)}\t{times}\n" for name, weight, times in rows)


def main() -> None:
    """Fits and writes; with --dry prints the table instead."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("ids", type=Path)
    parser.add_argument("--leave-out", type=Path, required=True)
    parser.add_argument("--dry", action="store_true")
    parser.add_argument("--data", type=Path, required=True)
    asked: Any = parser.parse_args()
    left_out = frozenset(read_ids(asked.leave_out, frozenset()))
    gold = read_gold(asked.gold, left_out)
    found: list[Example] = []
    for document in documents(asked.folder, set(gold) | read_ids(asked.ids, left_out)):
        seen = watched(document)
        found += examples(gold.get(document.document, []), seen) if seen else []
    for document, labelled in read_stories(asked.data, "train"):
        seen = watched(document)
        found += examples(labelled, seen) if seen else []
    made = written(found)
    print(made) if asked.dry else TABLE.write_text(made, "utf-8")


if __name__ == "__main__":
    main()
