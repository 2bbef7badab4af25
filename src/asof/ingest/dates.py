"""Reading a date as people and pages write it. A date that can be read two ways is not read."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from asof.records import Published
from asof.records.document import Precision
from asof.resources import table

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_MONTH = r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"  # noqa: E501
_CLOCK = r"(?P<H>\d{1,2})(?:[:.](?P<M>\d\d)(?:[:.](?P<S>\d\d)(?:[.,]\d{1,9})?)?)?\s?(?P<ap>[ap]\.?m\b\.?)?"
_ISO = re.compile(
    r"(?P<y>\d{4})(?:-?(?P<m>\d\d)(?:-?(?P<d>\d\d)(?:[T ](?P<H>\d\d):?(?P<M>\d\d)(?::?(?P<S>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<z>Z|UTC|[+-]\d\d:?\d\d|[+-]\d\d)?)?)?)?$"
)
_WORDY = (
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH},?[\s-]+(?P<y>(?:19|20)\d\d)\b", re.I),
    re.compile(rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)\b", re.I),
    re.compile(r"\b(?P<y>(?:19|20)\d\d)[-/](?P<m>\d\d)[-/](?P<d>\d\d)\b"),
)
_SLASHED = re.compile(r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>(?:19|20)\d\d)\b")
_TIME = re.compile(rf"\b{_CLOCK}\s?(?P<z>[A-Z]{{2,5}}|[+-]\d\d:?\d\d)?\b", re.I)


def zone_of(name: str | None) -> tzinfo | None:
    """The zone of an IANA name, an offset ("+01:00") or an abbreviation that means one offset; else None."""
    name = (name or "").strip()
    if not name:
        return None
    if name.upper() in ("Z", "UTC", "GMT"):
        return UTC
    offset = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?", name, re.I)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes)) if minutes < 1440 else None
    row = next((r for r in table("ingest/zones") if r["zone"] == name.upper()), None)
    if row is not None and "/" not in row["reads"]:
        return timezone(timedelta(hours=float(row["reads"])))
    name = row["reads"] if row is not None else name
    try:
        return ZoneInfo(name) if "/" in name else None
    except (KeyError, ValueError, OSError):
        return None


def zone_name(zone: tzinfo | None) -> str | None:
    """How a document's zone is written: its IANA name, or its offset ("+01:00")."""
    if zone is None or isinstance(zone, ZoneInfo):
        return zone.key if zone else None
    minutes = round((zone.utcoffset(None) or timedelta()).total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def parse(text: str, reason: str, zone: tzinfo | None = None) -> Published | None:
    """The publication date that `text` states, with `reason`; None where it states none, or could mean two.

    `zone` is that of a clock time without one; where it is None too, the day alone is kept.
    """
    text = " ".join(text.split())[:120]
    iso = _ISO.fullmatch(text)
    if iso:
        return _from_iso(iso, reason, zone)
    try:
        return _instant(parsedate_to_datetime(text), reason, zone, "second")
    except (ValueError, TypeError, IndexError, OverflowError):
        return _from_words(text, reason, zone)


def _from_iso(match: re.Match[str], reason: str, zone: tzinfo | None) -> Published | None:
    year, month, day = match["y"], match["m"], match["d"]
    try:
        moment = datetime(int(year), int(month or 1), int(day or 1), int(match["H"] or 0), int(match["M"] or 0),
                          int(match["S"] or 0), tzinfo=zone_of(match["z"]))  # fmt: skip
    except ValueError:
        return None
    if match["H"]:
        return _instant(moment, reason, zone, "second" if match["S"] else "minute")
    if day:
        return Published(value=moment.date().isoformat(), precision="day", reason=reason)
    if month:
        return Published(value=f"{year}-{month}", precision="month", reason=reason)
    return Published(value=year, precision="year", reason=reason)


def _instant(moment: datetime, reason: str, zone: tzinfo | None, precision: Precision) -> Published | None:
    if moment.tzinfo is None and zone is None:
        note = f"{reason}; its clock time has no zone and is left out"
        return Published(value=moment.date().isoformat(), precision="day", reason=note)
    try:
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return Published(
        value=moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z", precision=precision, reason=reason
    )


def _from_words(text: str, reason: str, zone: tzinfo | None) -> Published | None:
    day, rest = day_in(text)
    if day is None:
        return None
    clock = next((m for m in _TIME.finditer(rest) if m["M"] or m["ap"]), None)
    moment = at_clock(day, clock) if clock else None
    if moment is None or clock is None:
        return Published(value=day.date().isoformat(), precision="day", reason=reason)
    named = zone_of(clock["z"]) if clock["z"] else _zone_apart(rest)
    if clock["z"] and named is None:
        return Published(value=day.date().isoformat(), precision="day", reason=f"{reason}; its zone is not known")
    return _instant(moment, reason, named or zone, "minute")


def _zone_apart(rest: str) -> tzinfo | None:
    """The one zone that stands elsewhere than behind the clock time ("15:00 31/01/2026 GMT")."""
    named = {z for word in re.findall(r"\b[A-Z]{3,4}\b", rest) if (z := zone_of(word)) is not None}
    return named.pop() if len(named) == 1 else None


def day_in(text: str) -> tuple[datetime | None, str]:
    """The first full date in `text`, and the text without it; (None, text) where there is none or it is doubtful."""
    for pattern in _WORDY:
        match = pattern.search(text)
        if match:
            month = match["m"] if "m" in match.groupdict() else month_of(match["mon"]) or 0
            return _day(match["y"], month, match["d"]), text[: match.start()] + " " + text[match.end() :]
    match = _SLASHED.search(text)
    if match and (int(match["a"]) > 12) != (int(match["b"]) > 12):
        day, month = sorted((int(match["a"]), int(match["b"])), reverse=True)
        return _day(match["y"], month, day), text[: match.start()] + " " + text[match.end() :]
    return None, text


def month_of(name: str) -> int | None:
    """The number of a month by its name or a beginning of it ("Sept."); None for other words."""
    bare = name.lower().rstrip(".")
    return next((i for i, full in enumerate(_MONTHS, 1) if full.startswith(bare) or (bare == "sept" and i == 9)), None)


def _day(year: str, month: str | int, day: str | int) -> datetime | None:
    try:
        return datetime(int(year), int(month), int(day))
    except ValueError:
        return None


def at_clock(day: datetime, clock: re.Match[str]) -> datetime | None:
    """The moment of a clock time (groups H, M, ap) on a day; None for no clock time ("25:00")."""
    hour, minute = int(clock["H"]), int(clock["M"] or 0)
    half = (clock["ap"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return day.replace(hour=hour, minute=minute) if hour < 24 and minute < 60 else None
