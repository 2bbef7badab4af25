"""The UTC instant of a clock time whose zone is stated, or is the document's."""

import re
from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import msgspec

from asof.annotate.times.context import zone_of
from asof.records import Document, PlaceMention, Sentence, Time

_CLOCK = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)")
_LOCAL = re.compile(r"\blocal\b", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


def instant_of(value: str, zone: str | None, local: str | None) -> str | None:
    """ISO 8601 in UTC ("1971-03-04T05:35:00Z"), or None where the day, the clock or the zone is not known.

    `zone` is what the words say (an offset, an IANA name, "z", or "local"); `local` is the document's.
    """
    match = _CLOCK.fullmatch(value)
    known = _zone(local if zone in (None, "local") else zone)
    if not match or known is None:
        return None
    year, month, day, hour, minute = (int(part) for part in match.groups())
    try:
        start = datetime(year, month, day, hour % 24, minute, tzinfo=known) + timedelta(days=hour // 24)
        return start.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return None


def _zone(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    if name.upper() == "Z":
        return UTC
    match = _OFFSET.fullmatch(name)
    if not match:
        return zone_of(name)
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(offset if match[1] == "+" else -offset) if offset < timedelta(hours=24) else None


def at_places(
    document: Document, times: tuple[Time, ...], places: tuple[PlaceMention, ...], sentences: tuple[Sentence, ...]
) -> tuple[Time, ...]:
    """The times with the instant of those in "local time" that of the place in question.

    That is the nearest place with one zone in the sentence, else the last one named before it; without any the
    instant stays that of the document's own zone.
    """
    zoned = [p for p in places if p.timezone]
    starts, begins = [p.start for p in zoned], [s.start for s in sentences]
    if not zoned:
        return times

    def zone(at: int) -> str | None:
        """That of the nearest place in the sentence, else of the last one before it."""
        sentence = bisect_right(begins, at) - 1
        begin, end = (sentences[sentence].start, sentences[sentence].end) if sentence >= 0 else (at, at)
        after = bisect_left(starts, at)
        near = [zoned[i] for i in (after - 1, after) if 0 <= i < len(zoned)]
        beside = [p for p in near if begin <= p.start < end]
        if beside:
            return min(beside, key=lambda p: (abs(p.start - at), p.start)).timezone
        return zoned[after - 1].timezone if after else None

    return tuple(_of_zone(t, zone(t.start), document.timezone) if _LOCAL.search(t.text) else t for t in times)


def _of_zone(time: Time, zone: str | None, own: str | None) -> Time:
    found = instant_of(time.value, zone, own) if zone else None
    return msgspec.structs.replace(time, instant=found) if found else time
