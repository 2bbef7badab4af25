"""Documents grouped into events: by the grouping given with them, or found.

Found: reports are taken in order of publication; each is compared with earlier ones that share rare words with it
(an inverted index that holds the latest reports of each word, so that the work grows with the pile and not with its
square) and joins the event that it is likest, if likely enough: single-pass clustering as in topic detection and
tracking (Allan et al. 1998).
"""

from collections import defaultdict, deque
from collections.abc import Sequence

from asof.link.features import Features
from asof.link.likeness import likeness

WINDOW_DAYS = 500
"""Reports further apart in publication than this are compared no more."""
LIKELY = 0.0
"""The log-odds from which a report joins an event."""
_STRANGERS = -3.0
"""The log-odds of two reports that were not compared, for they share no rare word."""
_TERMS, _PROPER = 60, 40
"""By how many of its rarest words, and of those written large, a report is looked up."""
LATEST = 60
"""How many reports are remembered under one word."""
_COMPARED = 30
"""With how many of the likest a report is compared in full."""
_WITNESSES = 3
"""How many of an event's reports, likest first, are heard beside the likest of all."""


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
    index: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=LATEST))
    for i in indices:
        keys = keys_of(features[i])
        compared = _compare(features, i, index, keys)
        chosen = _likest(compared, group_of, groups)
        if chosen is None:
            chosen = len(groups)
            groups.append([])
        group_of[i] = chosen
        groups[chosen].append(i)
        for key in keys:
            index[key].append(i)
    return groups


def keys_of(one: Features) -> dict[str, float]:
    """The words by which a report is looked up, with their weights."""
    terms = sorted(one.terms, key=lambda t: (-one.terms[t], t))[:_TERMS]
    proper = sorted(one.proper, key=lambda t: (-one.proper[t], t))[:_PROPER]
    return {**{t: one.terms[t] for t in terms}, **{f"^{t}": one.proper[t] / 100 for t in proper}}


def candidates(i: int, index: dict[str, deque[int]], keys: dict[str, float]) -> list[int]:
    """The earlier reports that share most rare words with report `i`."""
    rough: dict[int, float] = defaultdict(float)
    for key, weight in keys.items():
        for j in index.get(key, ()):
            rough[j] += weight * weight
    return sorted(rough, key=lambda j: (-rough[j], j))[:_COMPARED]


def _compare(
    features: Sequence[Features], i: int, index: dict[str, deque[int]], keys: dict[str, float]
) -> dict[int, float]:
    day = features[i].day
    found = {}
    for j in candidates(i, index, keys):
        before = features[j].day
        if day is None or before is None or day - before <= WINDOW_DAYS:
            found[j] = likeness(features[j], features[i])
    return found


def _likest(compared: dict[int, float], group_of: dict[int, int], groups: Sequence[Sequence[int]]) -> int | None:
    """The event whose reports speak most for it: the likest one, and the mean of the likest few."""
    heard: dict[int, list[float]] = defaultdict(list)
    for j, score in compared.items():
        heard[group_of[j]].append(score)
    best, chosen = LIKELY, None
    for event, scores in sorted(heard.items()):
        number = min(len(groups[event]), _WITNESSES)
        first = sorted(scores, reverse=True)[:number]
        mean = (sum(first) + _STRANGERS * (number - len(first))) / number
        score = (first[0] + mean) / 2
        if score >= best and (chosen is None or score > best):
            best, chosen = score, event
    return chosen
