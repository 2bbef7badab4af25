"""A moment as somebody asks for it ("Thursday noon"), as the ISO 8601 that every question takes."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo

from asof.annotate import sentences, tokens
from asof.annotate.times.context import zone_of
from asof.annotate.times.finder import find
from asof.records import Document, Published, moment, offset_of, whole

_LONGEST = 80
_NOW = re.compile(
    r"\b(?:today|tonight|now|yesterday|tomorrow|ago|recently|currently|(?:this|last|next|past)\s\w+)\b", re.I
)
"""Words that reckon from the reader's own day, which is not the story's."""
_GLUE = re.compile(r"(?:\b(?:on|at|of|the|as|end)\b|[\s,.])*", re.I)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
_SHORT = re.compile(r"\b(?:(mon)|(tues?)|(wed|weds)|(thu|thurs?)|(fri)|(sat)|(sun))\b\.?", re.I)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:\d\d)?)?")
_DAY = timedelta(hours=26)
"""The longest day, that of a change of clocks with room: stamps that tell a month or year are longer."""
_SECONDS = re.compile(r"(?<=\d:\d\d):([0-5]\d)\b", re.ASCII)
_TWELVE = re.compile(r"\b12 ?(?=(?:noon|midnight)\b)", re.I)
_END = re.compile(r"(?:(?<=\d)T|(?<![\d:T]))24:00\b")
_NTH = re.compile(r"\b(?:the )?([1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b", re.I | re.ASCII)
_NAMED = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d{4}|day\b", re.I)
_ZULU = re.compile(r"(?<=\d) ?Z$")
_ZONE = re.compile(r"\s\(?([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+)+)\)?$")
_FORMS = (
    "write 2013-01-17, 2013-01-17T12:00, 2013-01-17T12:00+01:00, or a day and a clock time in words"
    " (Thursday noon; 17 January, 7pm)"
)


def asked(words: str, last_day: str | None) -> str:
    """The moment that `words` name, in ISO 8601.

    A weekday is the last one up to `last_day` (ISO), the story's last; a day without its year is the one nearest to it.
    Midnight of a day is its end, as news agencies write. A zone that is named ("7pm GMT", "noon +01:00", "noon
    Africa/Algiers") makes an instant; else the clock time is local. Raises ValueError, in words, where they name no
    moment, more than one, a vague one ("Thursday evening"), one that reckons from the reader's today, or no zone.
    """
    words = words.strip()
    if whole(words):
        return words
    told, zone = _zoned(words)
    if len(words) > _LONGEST:
        raise ValueError(f"not a time: {words[:_LONGEST]!r} …; {_FORMS}")
    if vague := _NOW.search(words):
        raise ValueError(f"not a time: {vague[0]!r} depends on the day on which it is read; name the day, or {_FORMS}")
    told, seconds = _plain(_SHORT.sub(lambda m: _DAYS[(m.lastindex or 1) - 1], told), last_day)
    value = _value(told, last_day)
    if value and last_day and _follows(told, value, last_day):
        raise ValueError(f"not a time: {words!r} names no day; {_FORMS}")
    if value and seconds:
        value = re.sub(r"(T\d\d:\d\d)(?::00)?", rf"\1:{seconds}", value)
    if value and zone and "T" in value and len(value) <= len("2013-01-17T12:00:00"):
        value = datetime.fromisoformat(value).replace(tzinfo=zone).isoformat()
    elif zone:
        value = None
    if value is None:
        raise ValueError(f"not a time: {words!r}; {_FORMS}")
    return value


def asked_of(words: str, stamps: Iterable[str | None], zone: tzinfo = UTC) -> str:
    """The moment that `words` name in a story: `stamps` are the publications of its reports, `zone` its local time.

    A report of which only the month or year is known tells of no last day. Raises ValueError, in words, where the
    words name no moment.
    """
    days = [m.last - timedelta(seconds=1) for s in stamps if (m := moment(s, zone)) and m.last - m.first <= _DAY]
    return asked(words, max(days).astimezone(zone).date().isoformat() if days else None)


def _zoned(words: str) -> tuple[str, tzinfo | None]:
    """The words without the zone that they end with, and that zone. Raises ValueError for an offset no zone has."""
    if offset := offset_of(words):
        return words.removesuffix(offset), datetime.strptime(offset, "%z").tzinfo
    if (named := _ZONE.search(words)) and (zone := zone_of(named[1])):
        return words[: named.start()], zone
    return words, None


def _plain(words: str, last_day: str | None) -> tuple[str, str]:
    """The words as the finder reads them, and their seconds ("" without), which it does not read.

    "12 noon" is noon, "24:00" midnight, "the 5th" the last one up to the story's last day.
    """
    seconds = _SECONDS.search(words)
    words = _END.sub(" midnight", _TWELVE.sub("", _ZULU.sub(" UTC", _SECONDS.sub("", words))))
    nth = _NTH.search(words)
    if nth and last_day and not _NAMED.search(words):
        day = next((d for d in _back(last_day) if d.day == int(nth[1])), None)
        words = f"{words[: nth.start()]}{day}{words[nth.end() :]}" if day else words
    return words, seconds[1] if seconds else ""


def _back(last_day: str) -> Iterator[date]:
    """The days up to the last one, from there two months back."""
    last = date.fromisoformat(last_day).toordinal()
    return (date.fromordinal(n) for n in range(last, max(last - 62, 0), -1))


def _follows(words: str, value: str, last_day: str) -> bool:
    """Whether the words name no day of their own: on another last day they would mean that one."""
    day = date.fromisoformat(last_day)
    away = timedelta(days=2 if day.year == 1 else -2)  # before the calendar's first day there is none
    then = _value(words, (day + away).isoformat())
    return then is not None and date.fromisoformat(then[:10]) - date.fromisoformat(value[:10]) == away


def _value(words: str, last_day: str | None) -> str | None:
    """The one moment in some words, None where there is none, or more than one."""
    known = Published(value=last_day, precision="day", reason="the story's last day") if last_day else Published()
    document = Document(document="asked", text=words, sha256="", published=known)
    cut = tokens.find(document)
    found = find(document, cut, sentences.find(document, cut))
    if len(found) != 1 or found[0].mod not in {None, "END"} or found[0].type not in {"DATE", "TIME"}:
        return None
    rest = words[: found[0].start] + " " + words[found[0].end :]
    value = found[0].instant or found[0].value
    if not _GLUE.fullmatch(rest) or not _MOMENT.fullmatch(value) or moment(value[:10]) is None:
        return None
    days = 1 if value[10:13] == "T24" else 0
    if days and value[13:16] != ":00":
        return None
    if last_day and value[:10] > last_day and _WEEKDAY.search(words):
        days -= 7
    clock = f"T00{value[13:]}" if value[10:13] == "T24" else value[10:]
    try:
        return f"{date.fromisoformat(value[:10]) + timedelta(days=days)}{clock}"
    except OverflowError:
        return None
