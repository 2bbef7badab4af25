"""Documents grouped into events: by the grouping given with them, or found.

Found: reports are taken in order of publication; each is compared with the earlier ones that share rare words with it
(an inverted index, so the work grows with what is shared and not with the square of the pile) and joins the event of
the nearest, if near enough: single-pass clustering as in topic detection and tracking (Allan et al. 1998).
"""

from collections import defaultdict
from collections.abc import Sequence

from asof.link.features import Features

WINDOW_DAYS = 60
"""Reports further apart in publication than this are compared no more."""
NEAR = 0.30
"""The likeness from which two reports tell of one event."""
_KEYS = 60
"""By how many of its rarest words a report is looked up."""


def group(features: Sequence[Features], given: bool = False) -> list[list[int]]:
    """Groups of indices into `features`, each in order; with `given`, by the story that documents carry.

    Documents without a story are grouped as found, among themselves.
    """
    stories: dict[str, list[int]] = defaultdict(list)
    loose = []
    for index, one in enumerate(features):
        if given and one.story is not None:
            stories[one.story].append(index)
        else:
            loose.append(index)
    return sorted([*stories.values(), *_found(features, loose)])


def _found(features: Sequence[Features], indices: Sequence[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    group_of: dict[int, int] = {}
    index: dict[str, list[int]] = defaultdict(list)
    for i in indices:
        keys = sorted(features[i].terms, key=lambda t: (-features[i].terms[t], t))[:_KEYS]
        nearest = _nearest(features, i, index, keys)
        if nearest is None:
            group_of[i] = len(groups)
            groups.append([i])
        else:
            group_of[i] = group_of[nearest]
            groups[group_of[i]].append(i)
        for key in keys:
            index[key].append(i)
    return groups


def _nearest(features: Sequence[Features], i: int, index: dict[str, list[int]], keys: Sequence[str]) -> int | None:
    rough: dict[int, float] = defaultdict(float)
    for key in keys:
        for j in index[key]:
            rough[j] += features[i].terms[key] * features[j].terms[key]
    best, chosen = NEAR, None
    for j in sorted(rough, key=lambda j: (-rough[j], j))[:20]:
        score = likeness(features[j], features[i])
        if (score >= best and chosen is None) or score > best:
            best, chosen = score, j
    return chosen


def likeness(earlier: Features, later: Features) -> float:
    """How near two reports are: the cosine of their rare words, moved by days that agree or conflict."""
    if earlier.day is not None and later.day is not None and later.day - earlier.day > WINDOW_DAYS:
        return 0.0
    small, large = sorted((earlier.terms, later.terms), key=len)
    return sum(weight * large.get(term, 0.0) for term, weight in small.items())
