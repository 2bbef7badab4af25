"""Document -> its times: rules fitted, values reckoned in text order, modifiers and neighbours joined."""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import Literal, NamedTuple, cast

from asof.annotate.times import dates
from asof.annotate.times.context import Context, direction, leaning, reference_day
from asof.annotate.times.instant import instant_of
from asof.annotate.times.parts import parts_of
from asof.annotate.times.rules import pattern_of
from asof.annotate.times.scan import Match, matches
from asof.annotate.times.values import value_of
from asof.records import Document, Sentence, Time, Token
from asof.resources import table

_Type = Literal["DATE", "TIME", "DURATION", "SET"]
_JOINED_BY = re.compile(r",?\s{1,4}(?:on\s{1,3}|at\s{1,3})?")
_MODIFIER_REACH = 28
_UP_TO = re.compile(r"\s(?:to|through|thru|until|till)\s|\s?[-–—]\s?")
"""What parts the two ends of a range."""
_TWILIGHT = frozenset({"part/dawn", "part/dusk"})
_OF_A_STEP = {
    "MORE_THAN": "BEFORE",
    "LESS_THAN": "AFTER",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
}
"""A bound of a length, as a bound of the point that lies so far back: "more than a year ago" is before that year."""
_PERIODS = frozenset({"P6M", "P9M"})
"""Lengths for which companies tell their figures, counted from the start of their year."""


class _Found(NamedTuple):
    start: int
    end: int
    type: str
    value: str
    rule: str
    zone: str | None = None
    ends: str | None = None
    mod: str | None = None
    anchor: str | None = None


def find(document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> tuple[Time, ...]:
    """The times of a document in text order, none over another.

    Relative ones are reckoned from when their passage was said (`Document.asserted_at`), in the document's own zone;
    without a date they stay underspecified as TIMEX3 writes that ("XXXX-WXX-4"). Never raises.
    """
    reader = _Reader(document, tokens, sentences)
    found: list[_Found] = []
    for match in matches(document.text):
        one = reader.read(match)
        if one:
            found.append(one)
    joined = _join(document.text, found)
    return tuple(_time(document, _modified(document.text, one, before)) for one, before in _with_borders(joined))


class _Reader:
    """Takes matches in text order and remembers the date last spoken of."""

    def __init__(self, document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> None:
        self._document, self._tokens, self._sentences = document, tokens, sentences
        self._token_starts = [token.start for token in tokens]
        self._sentence_starts = [sentence.start for sentence in sentences]
        self._anchor: str | None = None
        self._period: str | None = None
        self._end = 0

    def read(self, match: Match) -> _Found | None:
        """The match with its value, or None where the words name no time."""
        if not _written_as_time(match):
            return None
        parts = parts_of(match.found)
        context = self._context(match)
        value = value_of(match.rule.value, parts, context)
        if value is None:
            return None
        ends = value_of(match.rule.ends, parts, context) if match.rule.ends else None
        self._remember(match, value, context)
        self._end = match.end
        zone = parts.get("zone") or parts.get("zone2") or parts.get("offset")
        return _Found(
            match.start, match.end, match.rule.type, value, match.rule.name, zone, ends, None, _said(match, context)
        )

    def _remember(self, match: Match, value: str, context: Context) -> None:
        """What later expressions are reckoned from: this one, unless it only compares or measures."""
        told = _period(match, value, context)
        if match.rule.type in ("DATE", "TIME") and dates.first_day(value) and not _looks_back(match):
            self._anchor, self._period = value, told
        elif told:
            self._period = told

    def _context(self, match: Match) -> Context:
        first = bisect_left(self._token_starts, match.start)
        last = bisect_left(self._token_starts, match.end)
        index = bisect_right(self._sentence_starts, match.start) - 1
        sentence = self._sentences[index] if index >= 0 else None
        tense = direction(self._tokens, sentence, first, last)
        begun = dates.first_day(self._anchor) if self._anchor and dates.is_day(self._anchor) else None
        if (
            begun
            and match.rule.name == "weekday/plain"
            and _UP_TO.fullmatch(self._document.text, self._end, match.start)
        ):
            return Context(begun, self._anchor, 1, self._period, 1)
        hint = leaning(self._tokens, sentence, first) if tense <= 0 else 0
        return Context(reference_day(self._document, match.start), self._anchor, tense, self._period, hint)


def _looks_back(match: Match) -> bool:
    """Whether the words only compare ("a year earlier", "the year-ago quarter"): the report stays with its own date."""
    return match.rule.name in ("step/ago", "step/earlier") or match.rule.value[0] in ("yearago", "thisquarter")


def _period(match: Match, value: str, context: Context) -> str | None:
    """The quarter, or the year of "the nine months" and "the year ended", whose figures are told from here on."""
    if match.rule.name.startswith("quarter/") and "-Q" in value and "yearago" not in match.rule.value:
        return value[:7]
    months = match.rule.name in ("length/the", "length/past") and value in _PERIODS
    if context.reference and (months or match.rule.name in ("unit/year-ended", "unit/full-year")):
        return f"{context.reference.year:04d}"
    return None


def _said(match: Match, context: Context) -> str | None:
    calculation = match.rule.value[0]
    if calculation.startswith("anchor") and context.anchor:
        return f"the date last spoken of, {context.anchor}"
    if calculation in ("date", "instant", "literal", "decade", "decadeof", "century", "set") or calculation.startswith(
        "length"
    ):
        return None
    return f"the report's day, {context.reference}" if context.reference else None


def _written_as_time(match: Match) -> bool:
    """Whether words that have another meaning in small letters (may, march, fall) are written as a time's name."""
    groups = match.found.groupdict()
    month = groups.get("month") or groups.get("fullmonth")
    return month is None or not month[0].islower()


def _join(text: str, found: list[_Found]) -> list[_Found]:
    """Neighbours that name one time together: a clock and its day, a weekday and its date."""
    joined: list[_Found] = []
    for one in found:
        both = _together(joined[-1], one, text) if joined else None
        if both:
            joined[-1] = both
        else:
            joined.append(one)
    return joined


def _together(left: _Found, right: _Found, text: str) -> _Found | None:
    if not _JOINED_BY.fullmatch(text, left.end, right.start):
        return None
    weekday = left.rule.startswith("weekday/") and left.type == "DATE"
    if weekday and right.rule.startswith("date/") and dates.is_day(right.value):
        return right._replace(start=left.start)
    for clock, day in ((left, right), (right, left)):
        if clock.type == "TIME" and day.type == "DATE" and dates.is_day(day.value) and clock.rule.startswith("clock/"):
            value = day.value[:10] + clock.value[clock.value.index("T") :]
            return clock._replace(start=left.start, end=right.end, value=value)
        if (
            clock.type == "TIME"
            and day.type == "TIME"
            and clock.rule.startswith("clock/")
            and day.rule.startswith("part/")
        ):
            value = day.value[:10] + _of_part(clock.value[clock.value.index("T") :], day.value[11:])
            return clock._replace(start=left.start, end=right.end, value=value)
        if clock.rule in _TWILIGHT and day.type == "DATE" and dates.is_day(day.value):
            return clock._replace(start=left.start, end=right.end, value=day.value[:10] + clock.value[-3:])
    return None


def _of_part(clock: str, part: str) -> str:
    """The hour as the part of the day means it: "10:45" of a night is 22:45, "2:00" of one is not 14:00."""
    hour = int(clock[1:3])
    first = {"AF": 1, "EV": 4, "NI": 6}.get(part)
    return f"T{hour + 12:02d}{clock[3:]}" if first is not None and first <= hour < 12 else clock


def _with_borders(found: list[_Found]) -> list[tuple[_Found, int]]:
    return [(one, found[i - 1].end if i else 0) for i, one in enumerate(found)]


@cache
def _modifiers() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    rows = table("times/modifiers")
    return tuple(
        (re.compile(rf"(?<![^\W_])(?:{pattern_of(r['pattern'])})$", re.IGNORECASE), r["mod"], r["before"]) for r in rows
    )


def _modified(text: str, one: _Found, border: int) -> _Found:
    """The expression with the longest modifier that stands in front of it taken in."""
    if one.value.endswith("_REF") or one.type == "SET":
        return one
    kind = "length" if one.type == "DURATION" or one.rule.startswith("step/") else "point"
    start, mod = one.start, one.mod
    window = text[max(border, one.start - _MODIFIER_REACH) : one.start]
    for pattern, meaning, before in _modifiers():
        match = pattern.search(window) if before in (kind, "any") else None
        if match and one.start - len(match[0]) < start:
            start, mod = one.start - len(match[0]), meaning
    if one.rule == "step/ago":
        mod = _OF_A_STEP.get(mod or "", mod)
    return one._replace(start=start, mod=mod)


def _time(document: Document, one: _Found) -> Time:
    return Time(
        start=one.start,
        end=one.end,
        text=document.text[one.start : one.end],
        type=cast("_Type", one.type),
        value=one.value,
        mod=one.mod,
        instant=instant_of(one.value, one.zone, document.timezone),
        ends=one.ends,
        anchor=one.anchor,
        made_by=f"times/{one.rule}",
    )
