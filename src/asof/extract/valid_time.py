"""When a count was so: the date in its own clause first, else the date of the event; none for standing states.

The rule is that of the project's annotation guide. A date that goes with a verb of saying ("police said on Monday")
is when it was said, not when it was so, and is passed over.
"""

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from asof.extract.binding import costs
from asof.extract.counts import Found
from asof.extract.words import Word
from asof.records import Analysis, Time, ValidTime
from asof.resources import structure

_CALENDAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T[\d:+Z-]+)?)?)?")
_FURTHEST = 8.0
_SMALL = frozenset({"on", "late", "early", "here", "in", "at", "this", "the", "by"})


class Dated(NamedTuple):
    """The date that the words of a claim's own clause give, and how far away it stands; None without one."""

    time: Time
    cost: float


@cache
def standing() -> frozenset[str]:
    """The outcomes that are states: without a date of their own they have none."""
    return frozenset(str(structure("extract/times")["standing"]).split())


def own_date(analysis: Analysis, found: Found) -> Dated | None:
    """The nearest date of the claim's sentence that is not one of saying, by what must be crossed to reach it."""
    words = found.reading.words
    at = [found.counted.first, max(found.counted.first, max(found.counted.phrase.last, found.counted.last) - 1)]
    if found.link.trigger is not None and found.link.way != "part":
        at += [found.link.trigger.first, found.link.trigger.last - 1]
    best: Dated | None = None
    for time in _times(analysis, words):
        place = _place(words, time)
        if place is None or _of_saying(words, place):
            continue
        cost = min(_cost(words, place, i) for i in at)
        if cost <= _FURTHEST and (best is None or cost < best.cost):
            best = Dated(time, cost)
    return best


def _times(analysis: Analysis, words: tuple[Word, ...]) -> list[Time]:
    first = bisect_left(analysis.times, words[0].start, key=lambda t: t.start)
    found = []
    for time in analysis.times[first:]:
        if time.start >= words[-1].end:
            break
        if time.type in {"DATE", "TIME"} and _CALENDAR.fullmatch(time.value):
            found.append(time)
    return found


def _place(words: tuple[Word, ...], time: Time) -> tuple[int, int] | None:
    inside = [i for i, w in enumerate(words) if w.start < time.end and w.end > time.start]
    return (inside[0], inside[-1] + 1) if inside else None


def _of_saying(words: tuple[Word, ...], place: tuple[int, int]) -> bool:
    """Whether the date goes with a verb of saying: "said on Monday", "told reporters Monday", "on Monday said"."""
    i = place[0] - 1
    while i >= 0 and words[i].low in _SMALL:
        i -= 1
    if i >= 0 and (words[i].kind == "report" or words[i].low in {"statement", "reporters"}):
        return True
    return place[1] < len(words) and words[place[1]].kind == "report"


def _cost(words: tuple[Word, ...], place: tuple[int, int], i: int) -> float:
    start, end = (i + 1, place[0]) if i < place[0] else (place[1], i)
    known = costs("date")
    return sum(known.get(w.kind, known["word"]) for w in words[start:end])


def valid_times(counts: list[Found], own: list[Dated | None], main: list[bool]) -> list[ValidTime | None]:
    """The valid time of each count, in order. `main` says of each whether it is about the main story."""
    event = event_date(counts, own)
    made: list[ValidTime | None] = []
    for found, dated, about in zip(counts, own, main, strict=True):
        if dated is not None:
            made.append(ValidTime(value=dated.time.value, start=dated.time.start, end=dated.time.end))
        elif event is not None and about and found.link.frame.outcome not in standing():
            made.append(ValidTime(value=_same_outcome(found, counts, own) or event))
        else:
            made.append(None)
    return made


def event_date(counts: list[Found], own: list[Dated | None]) -> str | None:
    """The date of the event that the report is about: that of its first dated count that is no standing state."""
    for found, dated in zip(counts, own, strict=True):
        if dated is not None and found.link.frame.outcome not in standing():
            return dated.time.value
    return None


def _same_outcome(found: Found, counts: list[Found], own: list[Dated | None]) -> str | None:
    """The date that another place of the report gives to the same number in the same outcome."""
    for other, dated in zip(counts, own, strict=True):
        same = other.link.frame.outcome == found.link.frame.outcome and other.quantity.low == found.quantity.low
        if dated is not None and same and other.quantity.high == found.quantity.high:
            return dated.time.value
    return None
