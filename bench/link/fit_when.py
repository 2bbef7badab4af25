"""Fits the weights of `resources/link/when.yaml` (needs numpy): what says on which day an event was.

python -m bench.link.fit_when GOLD.jsonl [--half 0] [--cache FILE] [--shrink 1.0]

As `fit_where`, over the days that the reports of each incident give; where none of them is the registry's, at a third,
those within a day of it. Prints the file's content, and the share of incidents of the other half whose day is right,
and right within a day.
"""

from collections import Counter
from datetime import date

import numpy as np

from asof.link.when import days_told
from bench.link.logit import Choice, Half, arguments, fit, half, show, table

_NEAR = 0.3

Days = list[tuple[int, dict[str, float]]]


def incidents(of: Half) -> list[tuple[Days, int]]:
    """Each incident of a half: its days with what speaks for them, and the registry's day."""
    return [
        (
            sorted(days_told(told.reports, of.analyses, of.claims).items()),
            date.fromisoformat(told.row["date"]).toordinal(),
        )
        for told in of.told
    ]


def choice(days: Days, gold: int, names: list[str]) -> Choice | None:
    """What is to be learned from an incident: nothing where all of its days are right, or none."""
    gaps = np.array([abs(day - gold) for day, _ in days])
    target, much = (gaps == 0, 1.0) if (gaps == 0).any() else (gaps <= 1, _NEAR)
    return (table([s for _, s in days], names), target.astype(float), much) if len(set(target)) > 1 else None


def main() -> None:
    """Print the weights as YAML and, as a comment, what they give on the other half."""
    given = arguments(__doc__)
    own = incidents(half(given.gold, given.half, given.cache))
    names = sorted({name for days, _ in own for _, said in days for name in said})
    weights = fit([c for days, gold in own if (c := choice(days, gold, names))], len(names), given.shrink)
    show(names, weights)
    hits: Counter[str] = Counter()
    other = incidents(half(given.gold, 1 - given.half, given.cache))
    for days, gold in other:
        if days:
            best = int(np.argmax(table([said for _, said in days], names) @ weights))
            gap = abs(days[best][0] - gold)
            hits.update(day=gap == 0, near=gap <= 1)
    print(f"# other half: day {100 * hits['day'] / len(other):.1f}, within a day {100 * hits['near'] / len(other):.1f}")


if __name__ == "__main__":
    main()
