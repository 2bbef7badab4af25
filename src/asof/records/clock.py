"""Comparing moments that are known to different precision.

Values are ISO 8601 / TIMEX3 dates and times ("2013", "2013-01", "2013-W03", "2013-01-17", "2013-01-17T12:00:00Z",
"2013-01-17T12:00+01:00"). Each is an interval [first, last) of UTC instants; a bare local value is read in the zone
given.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from asof.records._base import Record

_VALUE = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?|-W(?P<w>\d\d)(?:-(?P<wd>[1-7]))?)?"
    r"(?:T(?P<H>\d\d)(?::(?P<M>\d\d)(?::(?P<S>\d\d)(?:\.\d+)?)?)?(?P<z>Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII,  # other scripts' digits are none of ISO 8601
)


_WHOLE = re.compile(
    r"\d{4}(?:-W\d\d(?:-[1-7])?|-\d\d(?:-\d\d(?:T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)
_OFFSET = re.compile(
    r"(?:(?:\d:\d\d(?:\.\d+)?|\dT\d\d|\d ?[ap]\.?m\.?|noon|midnight|\b\d{4}-\d\d-\d\d)\s?|\s(?=\+|-\d\d:))"
    r"(?P<offset>(?P<hours>[+-]\d\d):?(?P<minutes>[0-5]\d))$",
    re.I,
)
"""An offset behind a clock time or a full date; "17-01-2013" and "2012-2013" end with none."""
_FARTHEST = (timedelta(hours=-12), timedelta(hours=14))
"""Between these from UTC lie all the zones of the world."""


class Moment(Record, frozen=True, kw_only=True):
    """An interval of UTC instants, [first, last)."""

    first: datetime
    last: datetime


@lru_cache(maxsize=32_768)  # the same few thousand stamps are compared with one another again and again
def moment(value: str | None, zone: tzinfo = UTC) -> Moment | None:
    """The interval that `value` covers, or None where it is no calendar value (None, "PRESENT_REF", "P3D").

    `zone` is that of bare local values. Never raises: impossible dates ("2013-02-30") give None.
    """
    match = _VALUE.match(value or "")
    if not match or not value or (match.end() < len(value) and value[match.end()] not in "T-"):
        return None
    try:
        return _interval(match, zone)
    except (ValueError, OverflowError):
        return None


def _interval(match: re.Match[str], zone: tzinfo) -> Moment:
    year = int(match["y"])
    if match["w"]:
        first = date.fromisocalendar(year, int(match["w"]), int(match["wd"] or 1))
        last = first + timedelta(days=1 if match["wd"] else 7)
    elif match["d"]:
        first = date(year, int(match["m"]), int(match["d"]))
        last = first + timedelta(days=1)
    elif match["m"]:
        month = int(match["m"])
        first = date(year, month, 1)
        last = date(year + month // 12, month % 12 + 1, 1)
    else:
        first, last = date(year, 1, 1), date(year + 1, 1, 1)
    if not match["H"]:
        return Moment(first=_utc(first, time(), zone), last=_utc(last, time(), zone))
    clock = time(int(match["H"]), int(match["M"] or 0), int(match["S"] or 0))
    length = timedelta(seconds=1) if match["S"] else timedelta(minutes=1) if match["M"] else timedelta(hours=1)
    if match["z"] and match["z"] != "Z":
        zone = datetime.strptime(match["z"], "%z").tzinfo or UTC
    elif match["z"]:
        zone = UTC
    start = _utc(first, clock, zone)
    return Moment(first=start, last=start + length)


def _utc(day: date, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)


def whole(value: str) -> bool:
    """Whether a value is nothing but a date or time in ISO 8601, as a question may name one.

    Raises ValueError for one with an offset that no zone has (`offset_of`).
    """
    offset_of(value)
    return _WHOLE.fullmatch(value) is not None and moment(value) is not None


def offset_of(words: str) -> str | None:
    """The offset from UTC with which a time ends, as it stands ("+01:00"); None where it ends with none.

    Raises ValueError, in words, for one that no zone has.
    """
    found = _OFFSET.search(words)
    if not found:
        return None
    offset, hours = found["offset"], found["hours"]
    away = timedelta(hours=int(hours), minutes=int(hours[0] + found["minutes"]))
    if not _FARTHEST[0] <= away <= _FARTHEST[1]:
        raise ValueError(f"not a time: {words[:80]!r}; {offset!r} is no time zone, they lie between -12:00 and +14:00")
    return offset


def said_by(asserted_at: str | None, at: str | None, zone: tzinfo = UTC) -> bool | None:
    """Whether something asserted at `asserted_at` was surely said by `at`; None where that cannot be known.

    No end (`at` None) lets everything in. A report of which only the day is known was surely said once that day is
    over: an as-of view must not show what may have come later. A bare `at` day or month means its end.
    """
    if at is None:
        return True
    return surely_said(moment(asserted_at, zone), end_of(at, zone))


def end_of(at: str, zone: tzinfo = UTC) -> datetime:
    """The instant up to which an as-of view looks: a clock time itself, the end of a bare day or month.

    Raises ValueError where `at` is no time.
    """
    asked = moment(at, zone)
    if asked is None:
        raise ValueError(f"not a time: {at!r}; write 2013-01-17, 2013-01-17T12:00 or 2013-01-17T12:00+01:00")
    return asked.last if "T" not in at else asked.first


def surely_said(said: Moment | None, until: datetime) -> bool | None:
    """Whether something said at a moment was surely said by an instant (see `said_by`); None where that is unknown."""
    if said is None:
        return None
    if said.last - said.first <= timedelta(hours=1):
        return said.first <= until
    if said.last <= until:
        return True
    return None if said.first <= until else False
