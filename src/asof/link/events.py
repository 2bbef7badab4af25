"""Documents grouped into events: by the grouping given with them, or found, one report at a time.

Found: each report is compared with earlier ones that share rare words with it (an inverted index that holds the latest
reports of each word, so that a report costs the same however many came before) and joins the event that it is likest,
if likely enough: single-pass clustering as in topic detection and tracking (Allan et al. 1998). What single-pass
clustering decides too early is mended as reports come: where a report is like two events these are merged if they are
one, and its neighbours move to its event where they are liker to it than to their own. The same class serves the
pile and the stream: a pile is a stream in order of publication.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from asof.link.features import Features
from asof.link.likeness import likeness
from asof.link.shelf import Shelf
from asof.records._base import Record

WINDOW_DAYS = 500
"""Reports further apart in publication than this are compared no more."""
LIKELY = 0.0
"""The log-odds from which a report joins an event."""
_STRANGERS = -3.0
"""The log-odds of two reports that were not compared, for they share no rare word."""
_TERMS, _PROPER = 60, 40
"""By how many of its rarest words, and of those written large, a report is looked up."""
_LATEST = 60
"""How many reports are looked at under one word, the latest."""
_VISITED = 1_200
"""How many entries of each of the two indices are visited for a report, its rarest words first."""
_COMPARED = 20
"""With how many of the likest a report is compared in full."""
_WITNESSES = 3
"""How many of an event's reports, likest first, are heard beside the likest of all."""
_SPEAKERS = 8
"""How many of an event's reports, latest first, say whether it is one with another."""
_SURELY = 1.0
"""The log-odds from which two events are merged."""
_BETTER = 0.5
"""By how much another event must be likelier for a report to leave its own."""

ChangeKind = Literal["opened", "joined", "moved", "merged"]


class Change(Record, frozen=True, kw_only=True):
    """What a report did to the events: `event` and `other` are numbers of events, in order of their opening.

    opened: `document` began `event`; joined: it joined `event`; moved: `document` left `other` for `event` (a split);
    merged: all of `other` went into `event`.
    """

    kind: ChangeKind
    event: int
    document: str | None = None
    other: int | None = None


class Grouping:
    """Events as reports come: `add` takes one report's features and says what changed."""

    def __init__(self) -> None:
        self._held = Shelf()
        self._event_of: list[int] = []
        self._members: dict[int, list[int]] = {}
        self._links: list[dict[int, float]] = []
        self._index: tuple[dict[str, list[int]], dict[str, list[int]]] = ({}, {})
        self._number: dict[str, int] = {}

    def groups(self) -> list[list[int]]:
        """The events as groups of numbers of reports in order of their coming, each in order."""
        return sorted(sorted(members) for members in self._members.values())

    def event(self, document: str) -> int:
        """The number of a document's event. Raises KeyError where it never came."""
        return self._event_of[self._number[document]]

    def name(self, number: int) -> str:
        """The id of the nth document that came."""
        return self._held.name(number)

    def size(self, event: int) -> int:
        """How many reports an event has."""
        return len(self._members[event])

    def documents(self, event: int) -> list[str]:
        """The documents of an event, in order of their coming. Raises KeyError where there is none (any more)."""
        return [self.name(i) for i in sorted(self._members[event])]

    def add(self, one: Features) -> list[Change]:
        """Put a report into its event, or a new one. Raises ValueError for one that came before."""
        if one.document in self._number:
            raise ValueError(f"{one.document} came before")
        i = len(self._held)
        self._links.append(self._compare(one))
        for j, score in self._links[i].items():
            self._links[j][i] = score
        self._held.append(one)
        self._number[one.document] = i
        changes = [self._place(i)]
        self._enter(i, one)
        changes += self._merge(i)
        changes += self._attract(i)
        return changes

    def _place(self, i: int) -> Change:
        scores = self._scores(i)
        chosen = max(scores, key=lambda e: (scores[e], -e), default=None)
        if chosen is not None and scores[chosen] < LIKELY:
            chosen = None
        opened = chosen is None
        event = i if chosen is None else chosen
        self._members.setdefault(event, []).append(i)
        self._event_of.append(event)
        return Change(kind="opened" if opened else "joined", event=event, document=self.name(i))

    def _enter(self, i: int, one: Features) -> None:
        for index, keys in zip(self._index, keys_of(one), strict=True):
            for key in keys:
                bucket = index.setdefault(key, [])
                if len(bucket) >= 2 * _LATEST:
                    del bucket[:_LATEST]
                bucket.append(i)

    def candidates(self, one: Features) -> list[int]:
        """The earlier reports that share most rare words with a report."""
        rough: defaultdict[int, float] = defaultdict(float)
        for index, keys in zip(self._index, keys_of(one), strict=True):
            left = _VISITED
            for key, weight in keys.items():
                value = weight * weight
                bucket = index.get(key, ())[-_LATEST:]
                for j in bucket:
                    rough[j] += value
                left -= len(bucket)
                if left <= 0:
                    break
        least = sorted(rough.values(), reverse=True)[:_COMPARED][-1:] or [0.0]
        likest = [j for j, value in rough.items() if value >= least[0]]
        return sorted(likest, key=lambda j: (-rough[j], j))[:_COMPARED]

    def _compare(self, one: Features) -> dict[int, float]:
        found = {}
        for j in self.candidates(one):
            before = self._held[j]
            if one.day is None or before.day is None or abs(one.day - before.day) <= WINDOW_DAYS:
                score = likeness(before, one)
                if score > _STRANGERS:
                    found[j] = score
        return found

    def _scores(self, i: int) -> dict[int, float]:
        """How likely a report is of each event that it was compared with, itself left out of its own."""
        heard: dict[int, list[float]] = {}
        for j, score in self._links[i].items():
            if j != i and j < len(self._event_of):
                heard.setdefault(self._event_of[j], []).append(score)
        own = self._event_of[i] if i < len(self._event_of) else None
        return {event: odds(scores, len(self._members[event]) - (event == own)) for event, scores in heard.items()}

    def _merge(self, i: int) -> list[Change]:
        """Merge the events that a report is like with its own, where they are one."""
        changes = []
        scores = self._scores(i)
        for event in sorted(scores, key=lambda e: (-scores[e], e)):
            own = self._event_of[i]
            if event == own or scores[event] < LIKELY or event not in self._members:
                continue
            if self._one(own, event):
                first, second = sorted((own, event))
                for member in self._members[second]:
                    self._event_of[member] = first
                self._members[first] = sorted(self._members[first] + self._members.pop(second))
                changes.append(Change(kind="merged", event=first, other=second))
        return changes

    def _one(self, left: int, right: int) -> bool:
        """Whether two events are one: the reports of the smaller are on the whole as like the larger as it takes."""
        small, large = sorted((left, right), key=lambda e: (len(self._members[e]), e))
        speakers = self._members[small][-_SPEAKERS:]
        return sum(self._scores(m).get(large, _STRANGERS) for m in speakers) / len(speakers) >= _SURELY

    def _attract(self, i: int) -> list[Change]:
        """Let the neighbours of a report move to its event, where they are liker to it than to their own."""
        changes = []
        event = self._event_of[i]
        for j in sorted(self._links[i]):
            own = self._event_of[j]
            if own == event or self._links[i][j] < LIKELY:
                continue
            scores = self._scores(j)
            if scores.get(event, _STRANGERS) > max(scores.get(own, LIKELY), LIKELY) + _BETTER:
                self._members[own].remove(j)
                if not self._members[own]:
                    del self._members[own]
                self._members[event] = sorted([*self._members[event], j])
                self._event_of[j] = event
                changes.append(Change(kind="moved", event=event, other=own, document=self.name(j)))
        return changes


def odds(scores: Sequence[float], size: int) -> float:
    """How likely a report is of an event of `size` other reports, given its likeness to some of them.

    Half of the likest one's and half of the mean of the likest three; those not compared are strangers.
    """
    number = max(1, min(size, _WITNESSES))
    first = sorted(scores, reverse=True)[:number]
    mean = (sum(first) + _STRANGERS * (number - len(first))) / number
    return (first[0] + mean) / 2


def keys_of(one: Features) -> tuple[dict[str, float], dict[str, float]]:
    """The words by which a report is looked up, with their weights: all words, those written large."""
    return _first(one.terms, _TERMS, 1.0), _first(one.proper, _PROPER, 0.01)


def _first(weights: Mapping[str, float], number: int, scale: float) -> dict[str, float]:
    """The rarest words; `weights` are in that order."""
    return {word: weight * scale for word, weight in list(weights.items())[:number]}
