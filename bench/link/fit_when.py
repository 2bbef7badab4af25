"""Fits the weights of `resources/link/when.yaml` (needs numpy): what says on which day an event was.

python -m bench.link.fit_when GOLD.jsonl [--half 0] [--cache FILE] [--shrink 1.0]

As `fit_where`, over the days that the reports of each incident give; where none of them is the registry's, at a third,
those within a day of it. Prints the file's content, and the share of incidents of the other half whose day is right,
and right within a day.
"""

import argparse
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np

from asof.link.when import days_told
from asof.records import order_of_publication
from bench.link.events import analysed, read
from bench.link.fit_where import descend

_NEAR = 0.3

Days = list[tuple[int, dict[str, float]]]


def incidents(path: Path, half: int, cache: Path | None) -> list[tuple[Days, int]]:
    """Each incident of a half: its days with what speaks for them, and the registry's day."""
    rows, documents = read(path, half)
    found = analysed(documents, cache)
    analyses = {a.document: a.analysis for a in found if a.analysis}
    claims = {a.document: a.claims for a in found}
    by_id = {d.document: d for d in documents}
    out = []
    for row in rows:
        told = [by_id[r["document"]] for r in row["reports"] if r["document"] in by_id]
        told.sort(key=order_of_publication)
        days = sorted(days_told(told, analyses, claims).items())
        out.append((days, date.fromisoformat(row["date"]).toordinal()))
    return out


def main() -> None:
    """Print the weights as YAML and, as a comment, what they give on the other half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), default=0)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--shrink", type=float, default=1.0)
    given = parser.parse_args()
    own = incidents(given.gold, given.half, given.cache)
    names = sorted({name for days, _ in own for _, said in days for name in said})

    def table(days: Days) -> np.ndarray:
        return np.array([[said.get(name, 0.0) for name in names] for _, said in days])

    told = []
    for days, gold in own:
        gaps = np.array([abs(day - gold) for day, _ in days])
        target, much = (gaps == 0, 1.0) if (gaps == 0).any() else (gaps <= 1, _NEAR)
        if target.any() and not target.all():
            told.append((table(days), target.astype(float), much))
    weights = descend(told, len(names), given.shrink)
    print("weights:")
    for name, one in zip(names, weights, strict=True):
        print(f"  {name}: {one:.2f}")
    hits: Counter[str] = Counter()
    other = incidents(given.gold, 1 - given.half, given.cache)
    for days, gold in other:
        if days:
            gap = abs(days[int(np.argmax(table(days) @ weights))][0] - gold)
            hits.update(day=gap == 0, near=gap <= 1)
    print(f"# other half: day {100 * hits['day'] / len(other):.1f}, within a day {100 * hits['near'] / len(other):.1f}")


if __name__ == "__main__":
    main()
