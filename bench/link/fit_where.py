"""Fits the weights of `resources/link/where.yaml` (needs numpy): what says where an event was.

python -m bench.link.fit_where GOLD.jsonl [--half 0] [--cache FILE] [--shrink 1.0]

A conditional logit over the candidates of each incident of one half: the place in the registry shall weigh most; where
no candidate is it, the town that the registry puts in brackets, else (at a third) any place in the right state. Prints
the file's content, and the share of incidents of the other half whose state and city are right.
"""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from asof.link.scenes import Candidate, candidates, heard
from bench.link.events import plain
from bench.link.logit import Choice, Half, arguments, fit, half, show, table

_STATE_ALONE = 0.3
_PART = re.compile(r"\((.*?)\)")

Incident = tuple[list[Candidate], dict]


def incidents(of: Half) -> list[Incident]:
    """Each incident of a half with the candidates for its place."""
    return [(candidates(heard(told.reports, of.analyses, of.claims, of.at_home)), told.row) for told in of.told]


def right(candidate: Candidate, row: dict) -> tuple[bool, bool, bool]:
    """Whether a candidate has the registry's state, its city, and the town that it puts in brackets."""
    state = plain(candidate.place.admin1) == plain(row["state"])
    name = plain(candidate.place.name)
    city = name in (plain(row["city"]), plain(_PART.sub("", row["city"])))
    return state, state and city, state and name in [plain(p) for p in _PART.findall(row["city"])]


def choice(found: Sequence[Candidate], row: dict, names: Sequence[str]) -> Choice | None:
    """What is to be learned from an incident: nothing where all of its candidates are right, or none."""
    marks = np.array([right(c, row) for c in found], float).reshape(len(found), 3)
    for column, much in ((1, 1.0), (2, 1.0), (0, _STATE_ALONE)):
        target = marks[:, column]
        if target.any():
            return None if target.all() else (table([c.evidence for c in found], names), target, much)
    return None


def main() -> None:
    """Print the weights as YAML and, as a comment, what they give on the other half."""
    given = arguments(__doc__)
    own = incidents(half(given.gold, given.half, given.cache))
    names = sorted({name for found, _ in own for c in found for name in c.evidence})
    weights = fit([c for found, row in own if (c := choice(found, row, names))], len(names), given.shrink)
    show(names, weights)
    hits: Counter[str] = Counter()
    other = incidents(half(given.gold, 1 - given.half, given.cache))
    for found, row in other:
        if found:
            best = found[int(np.argmax(table([c.evidence for c in found], names) @ weights))]
            state, city, _ = right(best, row)
            hits.update(state=state, city=city)
    print(f"# other half: state {100 * hits['state'] / len(other):.1f}, city {100 * hits['city'] / len(other):.1f}")


if __name__ == "__main__":
    main()
