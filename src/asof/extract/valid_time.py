"""When a count was so: the date in its own clause first, else the date of the event; none for standing states.

The rule is that of the project's annotation guide. A date that goes with a verb of saying ("police said on Monday")
is when it was said, not when it was so, and is passed over.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from asof.extract.binding import costs
from asof.extract.counts import Found
from asof.extract.reading import Reading
from asof.extract.words import Word
from asof.records import Analysis, Document, Time, ValidTime, moment
from asof.resources import structure

_CALENDAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T[\w:+-]+)?)?)?")
_FURTHEST = 8.0
_RECENT_DAYS = 14
_OCCURRED_REACH = 14
_BESIDE = 15
_SINCE_REACH = 6
_MOST_SENTENCES = 400
_TOLD_REACH = 4
"""Sentences for which a day that was told holds."""
_BY_COURTS = frozenset({"arrested", "freed"})
"""Outcomes that a court's day may well be that of."""
_FOLLOWING = frozenset({"arrested", "deployed", "escaped", "freed"})
"""Outcomes that come after an event, each on its own day."""
_PLANS = frozenset({"will", "would", "planned", "scheduled"})
_DAY = len("2000-01-01")
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SMALL = frozenset({"on", "late", "early", "here", "in", "at", "this", "the", "by"})


class Dated(NamedTuple):
    """The date that the words of a claim's own clause give, and how far away it stands; None without one."""

    time: Time
    cost: float
    value: str


def own_date(document: Document, analysis: Analysis, found: Found) -> Dated | None:
    """The nearest date of the claim's sentence that is not one of saying, by what must be crossed to reach it."""
    words = found.reading.words
    court = found.link.frame.outcome in _BY_COURTS
    at = [found.counted.first, max(found.counted.first, max(found.counted.phrase.last, found.counted.last) - 1)]
    if found.link.trigger is not None and found.link.way != "part":
        at += [found.link.trigger.first, found.link.trigger.last - 1]
    best: Dated | None = None
    for time in usable(document, analysis, words):
        place = _place(words, time)
        if not court and _of_court(words, place):
            continue
        cost = min(_cost(words, place, i) for i in at)
        if cost <= _FURTHEST and (best is None or cost < best.cost):
            best = Dated(time, cost, _value(document, time))
    return best


def _value(document: Document, time: Time) -> str:
    """The calendar value of a date; what was "overnight" is dated by the morning on which the report came."""
    published = document.published.value
    return published[:10] if published and time.text.lower() == "overnight" else time.value


def usable(document: Document, analysis: Analysis, words: tuple[Word, ...]) -> list[Time]:
    """The calendar dates of a sentence that may be when something was so.

    Left out are dates of saying, beginnings ("since 1989"), and what lies after the publication.
    """
    published = moment(document.published.value)
    found = []
    for time in _times(analysis, words):
        when = moment(time.value)
        if time.type == "TIME" and _beside_a_day(analysis, time):
            continue
        ahead = when is not None and published is not None and when.first > published.last
        if when is not None and not ahead and not _of_saying(words, _place(words, time)):
            found.append(time)
    return found


def _beside_a_day(analysis: Analysis, time: Time) -> bool:
    """Whether a clock time stands right beside the day that it belongs to, so that the day is the better date."""
    index = bisect_left(analysis.times, time.start, key=lambda t: t.start)
    for other in analysis.times[max(index - 1, 0) : index + 3]:
        apart = min(abs(other.start - time.end), abs(time.start - other.end))
        if other.type == "DATE" and _CALENDAR.fullmatch(other.value) and apart <= _BESIDE:
            return True
    return False


def _times(analysis: Analysis, words: tuple[Word, ...]) -> list[Time]:
    if not words:
        return []
    first = bisect_left(analysis.times, words[0].start, key=lambda t: t.start)
    last = bisect_left(analysis.times, words[-1].end, key=lambda t: t.start)
    return [t for t in analysis.times[first:last] if t.type in {"DATE", "TIME"} and _CALENDAR.fullmatch(t.value)]


def _place(words: tuple[Word, ...], time: Time) -> tuple[int, int]:
    inside = [i for i, w in enumerate(words) if w.start < time.end and w.end > time.start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _of_saying(words: tuple[Word, ...], place: tuple[int, int]) -> bool:
    """Whether a date goes with a verb of saying ("said on Monday"), is a beginning, or is a house number."""
    i = place[0] - 1
    while i >= 0 and words[i].low in _SMALL:
        i -= 1
    if i >= 0 and (words[i].kind == "report" or words[i].low in {"statement", "reporters", "since"}):
        return True
    if any(w.low == "since" for w in words[max(i - _SINCE_REACH, 0) : max(i + 1, 0)]):
        return True
    after = words[place[1]] if place[1] < len(words) else None
    return after is not None and (after.kind == "report" or after.low == "block")


def _cost(words: tuple[Word, ...], place: tuple[int, int], i: int) -> float:
    start, end = (i + 1, place[0]) if i < place[0] else (place[1], i)
    known = costs("date")
    return sum(known.get(w.kind, known["word"]) for w in words[start:end])


class Days(NamedTuple):
    """When a report says things were so.

    `event`: the date of its event; `harm`: that of its dead and hurt, which no day beside a court's verb is ("jailed on
    Monday"); `told`: for a sentence, by where it starts, the day that was told last in the few sentences before it.
    """

    event: str | None = None
    harm: str | None = None
    told: Mapping[int, str] = MappingProxyType({})


def days(
    document: Document,
    analysis: Analysis,
    readings: tuple[Reading, ...],
    counts: list[tuple[Found, Dated | None]],
    event: str | None,
) -> Days:
    """What a report says of when things were so, with its counts and the dates of their own clauses."""
    event = _refined(document, analysis, event) if event else None
    before: dict[int, str] = {}
    last, at = "", 0
    for i, reading in enumerate(readings[:_MOST_SENTENCES]):
        if last and i - at <= _TOLD_REACH:
            before[reading.sentence.start] = last
        planned = any(w.low in _PLANS for w in reading.words)
        for time in () if planned else usable(document, analysis, reading.words):
            if _recent(document, time.value):
                last, at = time.value, i
    return Days(event, _harm(document, analysis, counts, event), before)


def _refined(document: Document, analysis: Analysis, event: str) -> str:
    """A month or year as the first day in it that the report names, if it names one before its own."""
    published = (document.published.value or "")[:_DAY]
    if len(event) >= _DAY:
        return event
    named = (t.value[:_DAY] for t in analysis.times if t.type in {"DATE", "TIME"} and _WHOLE_DAY.match(t.value))
    return next((day for day in named if day.startswith(event) and day < published), event)


def _harm(
    document: Document, analysis: Analysis, counts: list[tuple[Found, Dated | None]], event: str | None
) -> str | None:
    """The event's date, or another where it is only the day on which a court dealt with it."""
    dated = [(found.reading.words, d) for found, d in counts if d and not _is_state(found)]
    own = [d.value for words, d in dated if not _of_court(words, _place(words, d.time))]
    if event is None or event in own:
        return event
    court = {d.value for _, d in dated} - set(own)
    for found, _ in counts:
        words = found.reading.words
        times = (t for t in usable(document, analysis, words) if _of_court(words, _place(words, t)))
        court |= {_value(document, t) for t in times}
    if event not in court:
        return event
    return next((value for value in own if _recent(document, value)), own[0] if own else None)


def _of_court(words: tuple[Word, ...], place: tuple[int, int]) -> bool:
    """Whether a date goes with what a court or a prosecutor did ("was convicted on Monday")."""
    i = place[0] - 1
    while i >= 0 and words[i].low in _SMALL:
        i -= 1
    beside = [*words[max(i, 0) : i + 1], *words[place[1] : place[1] + 1]]
    return any(w.low in _of_courts() for w in beside)


def _is_one_doer(found: Found) -> bool:
    """Whether it counts a single doer, as of any two attacks each may have: the number does not tell which is meant."""
    return found.link.frame.outcome == "attackers" and found.quantity.low == found.quantity.high == 1


def _is_state(found: Found) -> bool:
    """Whether it is a state, which only its own clause dates; that nobody was arrested is one of the report's day."""
    return found.link.frame.standing or (found.quantity.high == 0 and found.link.frame.outcome == "arrested")


def valid_times(
    document: Document, counts: list[tuple[Found, Dated | None, bool]], days: Days
) -> list[ValidTime | None]:
    """The valid time of each count, in order, with its own date and whether it is about the main story.

    A count without a date of its own has that of the same number in the same outcome elsewhere; else, if it is about
    the main story, the event's, or for what follows an event the day told last before it.
    """
    elsewhere: dict[tuple[str, float | None, float | None], str] = {}
    for found, dated, _ in counts:
        if dated is not None and not _is_one_doer(found):
            elsewhere.setdefault(_key(found), dated.value)
    made: list[ValidTime | None] = []
    for found, dated, about in counts:
        if dated is not None:
            made.append(ValidTime(value=dated.value, start=dated.time.start, end=dated.time.end))
            continue
        value = None
        if about and not _is_state(found):
            value = elsewhere.get(_key(found)) or _of_event(document, found, days)
        made.append(ValidTime(value=value) if value else None)
    return made


def _of_event(document: Document, found: Found, days: Days) -> str | None:
    """The event's date; of what follows an event day by day, the day told last before the count if that is later.

    The dead and hurt stay the event's: a meeting or a funeral that is told next does not date them anew.
    """
    outcome = found.link.frame.outcome
    event = days.event if outcome in _BY_COURTS else days.harm
    told = days.told.get(found.reading.sentence.start) if outcome in _FOLLOWING else None
    if event and told and _recent(document, event) and told[:_DAY] > event[:_DAY]:
        return told
    return event


def _key(found: Found) -> tuple[str, float | None, float | None]:
    return found.link.frame.outcome, found.quantity.low, found.quantity.high


def event_date(document: Document, analysis: Analysis, counts: list[Found], own: list[Dated | None]) -> str | None:
    """The date of the event that the report is about.

    That of its first count of the days before publication that is no standing state; else the first such date of a
    counting sentence; else that of its first dated count. (`occurred` is asked before it.)
    """
    dated = [d.value for f, d in zip(counts, own, strict=True) if d and not f.link.frame.standing]
    near = [value for value in dated if _recent(document, value)]
    if near:
        return near[0]
    for found in counts:
        for time in usable(document, analysis, found.reading.words):
            if _recent(document, time.value):
                return time.value
    return dated[0] if dated else None


def occurred(document: Document, analysis: Analysis, readings: tuple[Reading, ...]) -> str | None:
    """The first recent date at which the report says that something "occurred" or "took place"."""
    for reading in readings[:_MOST_SENTENCES]:
        words = reading.words
        places = [i for i, w in enumerate(words) if w.low in _occurring()]
        if not places:
            continue
        for time in usable(document, analysis, words):
            first = _place(words, time)[0]
            if _recent(document, time.value) and any(0 < first - i <= _OCCURRED_REACH for i in places):
                return time.value
    return None


@cache
def _of_courts() -> frozenset[str]:
    return frozenset(str(structure("extract/times")["courts"]).split())


@cache
def _occurring() -> frozenset[str]:
    return frozenset(str(structure("extract/times")["occurring"]).split())


def _recent(document: Document, value: str) -> bool:
    """Whether `value` is a day of the fortnight before publication."""
    published, when = moment(document.published.value), moment(value)
    if published is None or when is None or len(value) < len("2000-01-01"):
        return False
    return 0 <= (published.last - when.first).days <= _RECENT_DAYS
