"""Stamped updates: which lines begin an entry of a live report, and at what instant each was written.

The forms are rows of resources/ingest/stamps.tsv. Entries may stand newest or oldest first and run over midnight.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache

from msgspec.structs import replace

from asof.ingest.dates import month_of, zone_of
from asof.ingest.lines import Line
from asof.ingest.roles import rule_of
from asof.records import Published, Record
from asof.resources import table

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HALF = r"(?P<H>\d{1,2})(?:[:.](?P<M>[0-5]\d))?\s?(?P<ap>[ap]\.?\s?m\b\.?)"
_BLOCKS = {
    "clock": r"(?:(?P<H>\d{1,2})(?:(?:[:.](?P<M>[0-5]\d))?\s?(?P<ap>[ap]\.?\s?m\b\.?)|[:.](?P<M2>[0-5]\d)(?!\d)"
    r"|(?P<M3>[0-5]\d)(?=\s?(?:hrs|hours|[A-Z]{3,4}\b)))(?:\s?(?:hrs|hours))?(?:\s(?P<word>noon|midnight))?"
    r"|(?P<alone>noon|midnight)\b)",
    "half": _HALF,
    "date": rf"(?:(?:(?P<mon>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s"
    rf"(?P<mon2>{_MONTH}))(?:,?\s(?P<year>(?:19|20)\d\d))?|(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})"
    r"(?:/(?P<year2>(?:20)?\d\d))?)\b",
    "weekday": r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?",
    "gap": r"[\s:,@#|–—-]{0,5}(?:at\s|on\s)?",
    "end": r"[*_]{0,3}\s{0,3}(?:[:|–—]|-\s|$)",
}
_MARKS = r"[\s#*_>×•·-]{0,8}"
_WORTH = re.compile(
    rf"{_MARKS}\W?(?:\d|updat|latest|origin|earl|previous|correc|clarif|editor|noon|midn|post|add|filed|mon|tue|wed|thu|fri|sat|sun|{_MONTH}\s\d)",
    re.I,
)
_PARAGRAPH, _LIVE_PARAGRAPH = 120, 40
_THREE = 3
_LIVE = re.compile(r"\blive\b|minute by minute|as it happened|liveblog|live-?updates?|latest updates", re.I)
_TOP = 6
_HEADER = re.compile(r"\W{0,8}(?:last )?updated\b", re.I)


class Form(Record, frozen=True, kw_only=True):
    """A way to write a stamp: a row of stamps.tsv."""

    name: str
    kind: str
    needs: str
    pattern: str


class Stamp(Record, frozen=True, kw_only=True):
    """A stamp as it stands: its line, its clock time and zone, and the day where it names one."""

    line: int
    start: int
    kind: str
    form: str
    clock: tuple[int, int] | None = None
    zone: str | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    either: tuple[int, int] | None = None
    """Two numbers of which one is the month ("3/4")."""
    weekday: int | None = None


@cache
def forms() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    """Every form with its pattern, in order."""
    zones = "|".join(sorted((r["zone"] for r in table("ingest/zones")), key=lambda z: (-len(z), z)))
    blocks = {**_BLOCKS, "zone": rf"(?-i:(?P<zone>{zones}))\b"}
    found = []
    for row in table("ingest/stamps"):
        pattern = row["pattern"]
        for name, block in blocks.items():
            pattern = pattern.replace("{" + name + "}", block, 1)
            pattern = pattern.replace("{" + name + "}", re.sub(r"\(\?P<\w+>", "(?:", block))
        form = Form(name=row["name"], kind=row["kind"], needs=row["needs"], pattern=pattern)
        found.append((form, re.compile(_MARKS + pattern, re.I)))
    return tuple(found)


def stamp_of(words: str, line: int = 0, start: int = 0) -> Stamp | None:
    """The stamp that a line begins with, or None."""
    if not _WORTH.match(words):
        return None
    for form, pattern in forms():
        match = pattern.match(words)
        stamp = _read(match, form, line, start) if match else None
        if stamp is not None:
            return stamp
    return None


def _read(match: re.Match[str], form: Form, line: int, start: int) -> Stamp | None:
    got = {k: v for k, v in match.groupdict().items() if v}
    clock = _clock(got)
    if clock is None and ("H" in got or "alone" in got):
        return None
    name, day = got.get("mon") or got.get("mon2"), got.get("day") or got.get("day2")
    month = month_of(name) if name else None
    if name and month is None:
        return None
    weekday = got.get("weekday", "").lower()[:3]
    return Stamp(
        line=line,
        start=start,
        kind=form.kind,
        form=form.name,
        clock=clock,
        zone=got.get("zone"),
        month=month,
        day=int(day) if day else None,
        year=_year(got.get("year") or got.get("year2")),
        either=(int(got["a"]), int(got["b"])) if "a" in got else None,
        weekday=_WEEKDAYS.index(weekday) if weekday else None,
    )


def _year(digits: str | None) -> int | None:
    return int(digits) + (2000 if len(digits) == 2 else 0) if digits else None


def _clock(got: dict[str, str]) -> tuple[int, int] | None:
    word = (got.get("word") or got.get("alone") or "").lower()
    if "alone" in got:
        return (12, 0) if word == "noon" else (0, 0)
    if "H" not in got:
        return None
    hour, minute = int(got["H"]), int(got.get("M") or got.get("M2") or got.get("M3") or 0)
    half = got.get("ap", "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99
    elif word == "midnight":
        hour %= 12
    return (hour, minute) if hour < 24 else None


def stamps(lines: Sequence[Line], *, live: bool = False) -> tuple[Stamp, ...]:
    """The stamps of a text, in order; forms that need company count only where they have it.

    `live`: its title says that it is written as things happen, so that short entries are enough.
    """
    found = [s for n, line in enumerate(lines) if (s := stamp_of(line.words, n, line.start))]
    if found and found[0].line == 0 and found[0].form == "update-bare":
        del found[0]  # a headline that says that it is new
    needs = {form.name: form.needs for form, _ in forms()}
    clocks = [s for s in found if s.clock is not None and s.kind == "update"]
    clocks = [s for s in clocks if needs[s.form] != "three" or s.line < _comments(lines)]
    count, own = Counter(needs[s.form] for s in clocks), Counter(s.form for s in clocks)
    companions = len([s for s in clocks if needs[s.form] not in ("long", "three")])
    least = _LIVE_PARAGRAPH if live else _PARAGRAPH
    long = count["long"] >= _THREE and _length(found, lines) >= least and not _years(clocks)
    enough = {"one": True, "many": companions >= 2 and not _years(clocks), "long": long}
    kept = [s for s in found if enough.get(needs[s.form], own[s.form] >= _THREE and s in clocks)]
    entries = any(s.kind == "update" and s.clock for s in kept)
    clocked = {s.line for s in kept if s.kind == "update" and s.clock}
    kept = [s for s in kept if s.kind != "day" or (entries and (s.line > 0 or s.line + 1 in clocked))]
    if kept and kept[0].line < _TOP and _HEADER.match(lines[kept[0].line].words):
        kept[0] = replace(kept[0], kind="top" if len(kept) > 1 else "whole")
    return tuple(kept)


def says_live(title: str) -> bool:
    """Whether a title says that the page is written as things happen."""
    return _LIVE.search(title) is not None


def _comments(lines: Sequence[Line]) -> int:
    """The line at which readers' comments begin, each of which bears a time; the number of lines where none do."""
    rules = ((n, rule_of(line.words)) for n, line in enumerate(lines))
    return next((n for n, rule in rules if rule is not None and rule.name == "comments"), len(lines))


def _length(found: Sequence[Stamp], lines: Sequence[Line]) -> float:
    """How many characters an entry holds, between one stamp and the next, at the median."""
    edges = [s.start for s in found] + [lines[-1].end if lines else 0]
    sizes = sorted(b - a for a, b in itertools.pairwise(edges))
    return sizes[len(sizes) // 2] if sizes else 0


def _years(clocks: Sequence[Stamp]) -> bool:
    """Whether all of them may be years ("1998: ...", "2004: ..."): then they are no clock times."""
    return all(s.form == "clock-bare" and s.clock is not None and s.clock[0] in (19, 20) for s in clocks) and all(
        a.clock is not None and b.clock is not None and a.clock <= b.clock for a, b in itertools.pairwise(clocks)
    )


def times(found: Sequence[Stamp], published: Published, zone: tzinfo | None) -> tuple[str | None, ...]:
    """For each stamp, when it says it was: a UTC instant, a date where its zone is not known, None where no date is.

    `zone` is that of clock times that name none; else the one zone that the other stamps name. The entries' order and
    their runs over midnight are read off the clock times; the oldest entry lies on the day of publication, unless the
    publication is known to the minute: then the entries lie as near to it as they can.
    """
    named = sorted({s.zone for s in found if s.zone})
    common = zone_of(named[0]) if len(named) == 1 else None
    zones = [zone_of(s.zone) or common or zone for s in found]
    anchor = _anchor(published, next((z for z in zones if z), None))
    if anchor is None:
        return tuple(None for _ in found)
    days = _days(found, anchor)
    days = _shifted(found, zones, days, published)
    return tuple(_said(s, z, d) for s, z, d in zip(found, zones, days, strict=True))


def _anchor(published: Published, zone: tzinfo | None) -> date | None:
    """The day of publication where the entries' clocks are."""
    value = published.value or ""
    try:
        if "T" in value:
            return datetime.fromisoformat(value).astimezone(zone or UTC).date()
        return date.fromisoformat(value)
    except ValueError:
        return None


def _days(found: Sequence[Stamp], anchor: date) -> list[date]:
    """The day of every stamp: stated, or reckoned from the entry before it; a stamp at the top is of the last day."""
    if found and found[0].kind == "top" and len(found) > 1:
        days = _days(found[1:], anchor)
        return [_stated(found[0], anchor) or max(days), *days]
    order = _order([s.clock[0] * 60 + s.clock[1] for s in found if s.clock and s.kind == "update"])
    days, day, last = [], anchor, None
    stated = False
    for stamp in found:
        told = _stated(stamp, anchor)
        now = stamp.clock[0] * 60 + stamp.clock[1] if stamp.clock else None
        if told is not None:
            day, stated = told, True
        elif now is not None and last is not None:
            day += timedelta(days=_turn(last, now, order))
        last = now if now is not None else None if told is not None else last
        days.append(day)
    if stated or not days:
        return days
    shift = anchor - min(days)
    return [d + shift for d in days]


def _order(clocks: Sequence[int]) -> int:
    """1 where the entries run forward, -1 where the newest stands first."""
    steps = [(b - a + 720) % 1440 - 720 for a, b in itertools.pairwise(clocks)]
    return -1 if sum((s > 0) - (s < 0) for s in steps) < 0 else 1


def _turn(last: int, now: int, order: int) -> int:
    """Midnights between two entries: a long step against the order of the entries is one."""
    against = (last - now) * order
    return order if against > 180 else 0


def _stated(stamp: Stamp, anchor: date) -> date | None:
    """The day that a stamp names, as near to the publication as it can lie; None where it names none."""
    pairs = [(stamp.month, stamp.day)] if stamp.month else []
    pairs += [stamp.either, stamp.either[::-1]] if stamp.either else []
    years = (stamp.year,) if stamp.year else (anchor.year - 1, anchor.year, anchor.year + 1)
    days = [d for month, day in pairs for year in years if (d := _day(year, month, day))]
    if stamp.weekday is not None and not pairs:
        days = [d for n in range(-3, 4) if (d := anchor + timedelta(days=n)).weekday() == stamp.weekday]
    near = min(days, key=lambda d: (abs((d - anchor).days), d), default=None)
    return near if near is not None and (stamp.year or abs((near - anchor).days) <= 200) else None


def _day(year: int, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month or 0, day or 0)
    except ValueError:
        return None


def _shifted(
    found: Sequence[Stamp], zones: Sequence[tzinfo | None], days: list[date], published: Published
) -> list[date]:
    """Moves undated entries by a day where that brings them nearer to a publication known to the minute."""
    if published.precision not in ("minute", "second") or any(s.month or s.either or s.weekday for s in found):
        return days
    at = datetime.fromisoformat(published.value or "")
    clocked = [(s, z, d) for s, z, d in zip(found, zones, days, strict=True) if s.clock and z]

    def distance(shift: int) -> tuple[float, int]:
        moved = [_instant(s, z, d + timedelta(days=shift)) for s, z, d in clocked if z]
        return min((abs((m - at).total_seconds()) for m in moved if m), default=0.0), abs(shift)

    best = min((-1, 0, 1), key=distance)
    return [d + timedelta(days=best) for d in days]


def _instant(stamp: Stamp, zone: tzinfo, day: date) -> datetime | None:
    if stamp.clock is None:
        return None
    return datetime(day.year, day.month, day.day, *stamp.clock, tzinfo=zone).astimezone(UTC)


def _said(stamp: Stamp, zone: tzinfo | None, day: date) -> str | None:
    instant = _instant(stamp, zone, day) if zone else None
    if instant is not None:
        return instant.replace(tzinfo=None).isoformat() + "Z"
    named = stamp.clock or stamp.month or stamp.either or stamp.weekday is not None
    return day.isoformat() if named else None


_ZONE_SAID = re.compile(
    r"\b(?i:all times|times are|times)(?i:\s(?:are|stated|given|shown|local|in|is)){0,4}[\s:]{1,2}"
    r"(?P<zone>(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?|[A-Z]{2,4})\b"
)


def zone_in(words: str) -> str | None:
    """The zone in which a line says that clock times are ("All times GMT", "Times are in UTC+02:00"), or None."""
    match = _ZONE_SAID.search(words[:300])
    return match["zone"] if match and zone_of(match["zone"]) is not None else None


def named_zone(lines: Sequence[Line]) -> str | None:
    """The zone in which a report says that its clock times are, near its top; None where it does not."""
    return next((zone for line in lines[:30] if (zone := zone_in(line.words))), None)


def self_times(lines: Sequence[Line]) -> Iterator[Stamp]:
    """Places at which the running text says when it is being written ("heard minutes ago at 7:15 pm GMT")."""
    pattern = _self_pattern()
    for number, line in enumerate(lines):
        match = pattern.search(line.words[:2000])
        form = Form(name="self", kind="self", needs="one", pattern="")
        stamp = _read(match, form, number, line.start) if match else None
        if stamp is not None:
            yield stamp


@cache
def _self_pattern() -> re.Pattern[str]:
    zones = "|".join(sorted((r["zone"] for r in table("ingest/zones")), key=lambda z: (-len(z), z)))
    lead = r"\b(?:minutes ago|moments ago|just now|a short while ago|at (?:the time of|this) writing|as of)\b"
    return re.compile(rf"{lead}[\s,:(–—-]{{0,4}}(?:at\s)?{_HALF}(?:\s{{0,2}}(?-i:(?P<zone>{zones}))\b)?", re.I)
